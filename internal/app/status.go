package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"text/tabwriter"
	"time"

	"tocsin"
	"tocsin/internal/sqlite"
)

// StatusJob tells how the pipeline of a store stands.
type StatusJob struct {
	DB   string
	JSON bool
	// Failures is the number of failures to list at most.
	Failures int
	Out      io.Writer
}

// standing is what a status tells; the JSON form is that of the HTTP interface.
type standing struct {
	Stages   []tocsin.StageStatus `json:"stages"`
	Sources  []tocsin.Brought     `json:"sources"`
	Failures []tocsin.Failure     `json:"failures"`
}

// Run writes the status.
func (j StatusJob) Run(ctx context.Context) error {
	return withStore(ctx, j.DB, func(store *sqlite.Store) error {
		var st standing
		var err error
		if st.Stages, err = store.Status(ctx); err == nil {
			st.Sources, err = store.Brought(ctx)
		}
		if err == nil {
			st.Failures, err = store.Failures(ctx, j.Failures)
		}
		if err != nil {
			return err
		}
		if j.JSON {
			enc := json.NewEncoder(j.Out)
			enc.SetIndent("", " ")
			return enc.Encode(st)
		}
		return st.print(j.Out)
	})
}

// withStore opens a store that must be there, and closes it after use.
func withStore(ctx context.Context, path string, use func(store *sqlite.Store) error) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("no store at %s; name one with --db", path)
	}
	store, err := OpenStore(ctx, path)
	if err != nil {
		return err
	}
	return errors.Join(use(store), store.Close())
}

// print writes the tables for people.
func (st standing) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "STAGE\tWAITING\tDONE\tFAILED\tGIVEN UP\tLAST\tNEXT TRY\tWAITING SINCE")
	for _, s := range st.Stages {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%s\t%s\t%s\n", s.Stage, s.Waiting, s.Done, s.Failed, s.GivenUp, when(s.Last), next(s.Next, "-"), next(s.Oldest, "-"))
	}
	fmt.Fprintln(w, "\nSOURCE\tDOCUMENTS\tARTICLES\tWAITING\tFAILED\tLAST")
	for _, b := range st.Sources {
		name := b.Source
		if name == "" {
			name = "(given by hand)"
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%s\n", name, b.Documents, b.Articles, b.Waiting, b.Failed, when(b.Last))
	}
	if len(st.Failures) > 0 {
		fmt.Fprintln(w, "\nFAILED\tTRIES\tLAST\tNEXT TRY\tWHAT\tWHY")
		for _, f := range st.Failures {
			fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t%s\n", f.Stage, f.Tries, when(f.At), next(f.Next, "given up"), f.Name, f.Err)
		}
	}
	return w.Flush()
}

// next writes when something is tried again, or otherwise where it is not.
func next(t time.Time, otherwise string) string {
	if t.IsZero() {
		return otherwise
	}
	return when(t)
}

// when writes a time to the second, in UTC.
func when(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2006-01-02 15:04:05Z")
}

// RetryJob makes what failed wait again.
type RetryJob struct {
	DB string
	// Stage and Source narrow it down; "" for all.
	Stage, Source string
	Out           io.Writer
}

// Run marks the failures.
func (j RetryJob) Run(ctx context.Context) error {
	return withStore(ctx, j.DB, func(store *sqlite.Store) error {
		n, err := store.Retry(ctx, j.Stage, j.Source)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(j.Out, "%d items wait again; store %s\n", n, j.DB)
		return err
	})
}
