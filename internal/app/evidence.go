package app

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"tocsin"
	"tocsin/internal/collect/warc"
	"tocsin/internal/pipeline"
	"tocsin/internal/sqlite"
)

// EvidenceJob looks after the bytes as they came.
type EvidenceJob struct {
	DB string
	// Source narrows an export down to the documents of one; "" for all.
	Source string
	// Software names the program in what is exported.
	Software string
	Out      io.Writer
	// Progress is told how far the work has come, Done that it has ended.
	Progress func(done, total int)
	Done     func()
}

// Verify hashes every document anew. Its error counts those that are not as they
// were kept, which it lists.
func (j EvidenceJob) Verify(ctx context.Context) error {
	return withStore(ctx, j.DB, func(store *sqlite.Store) error {
		var wrong []string
		n, err := store.VerifyEvidence(ctx, func(line string) { wrong = append(wrong, line) }, j.Progress)
		j.Done()
		if err != nil {
			return err
		}
		if len(wrong) > 0 {
			return fmt.Errorf("%d of %d bodies of evidence are not as they were kept:\n  %s", len(wrong), n, strings.Join(wrong, "\n  "))
		}
		_, err = fmt.Fprintf(j.Out, "%d bodies of evidence are as they were kept; store %s\n", n, j.DB)
		return err
	})
}

// Export writes the documents as a web archive.
func (j EvidenceJob) Export(ctx context.Context) error {
	return withStore(ctx, j.DB, func(store *sqlite.Store) error {
		w := warc.NewWriter(j.Out)
		if err := w.Info(j.Software, time.Now()); err != nil {
			return err
		}
		return store.EachDocument(ctx, j.Source, w.Document)
	})
}

// PurgeJob deletes for good.
type PurgeJob struct {
	DB    string
	Query tocsin.PurgeQuery
	Out   io.Writer
}

// Run purges, then takes what was purged out of the incidents that it shared in. What
// is past its time is purged by the rules for articles, then by those for evidence.
func (j PurgeJob) Run(ctx context.Context) error {
	return withStore(ctx, j.DB, func(store *sqlite.Store) error {
		queries := []tocsin.PurgeQuery{j.Query}
		if j.Query.PastTime != nil && !j.Query.EvidenceOnly {
			bytes := j.Query
			bytes.EvidenceOnly = true
			queries = append(queries, bytes)
		}
		for _, q := range queries {
			done, err := store.Purge(ctx, q)
			if err == nil {
				err = j.tell(q, done)
			}
			if err != nil {
				return err
			}
		}
		if j.Query.Try {
			return nil
		}
		return unlink(ctx, store)
	})
}

// unlink takes what was purged out of the incidents that it shared in, for good.
func unlink(ctx context.Context, store *sqlite.Store) error {
	links, err := NewLinkStage(store)
	if err != nil {
		return err
	}
	lists, err := NewListStage(store)
	if err != nil {
		return err
	}
	nothing := func(context.Context) error { return nil }
	if err := pipeline.NewRunner(store, links, lists).Run(ctx, nothing); err != nil {
		return fmt.Errorf("take what was purged out of the incidents: %w", err)
	}
	return store.Overwrite(ctx)
}

func (j PurgeJob) tell(q tocsin.PurgeQuery, done tocsin.Purged) error {
	what := "purged"
	if q.Try {
		what = "would be purged; nothing was (see --yes)"
	}
	if q.EvidenceOnly {
		what += ", the bytes alone"
	}
	_, err := fmt.Fprintf(j.Out, "%d documents and %d articles %s; store %s\n", done.Documents, done.Articles, what, j.DB)
	for _, of := range done.By {
		if err == nil {
			_, err = fmt.Fprintf(j.Out, "  %s: %d documents, last fetched from %s to %s\n", purgedOf(of), of.Documents, when(of.First), when(of.Last))
		}
	}
	for _, name := range done.Snapshots {
		if err == nil {
			_, err = fmt.Fprintf(j.Out, "snapshot %s told of them, and goes with them\n", name)
		}
	}
	return err
}

// purgedOf names a source with its marking.
func purgedOf(of tocsin.PurgedOf) string {
	switch {
	case of.Source == "":
		return "(given by hand)"
	case of.Marking == "":
		return of.Source
	}
	return fmt.Sprintf("%s (TLP:%s)", of.Source, strings.ToUpper(string(of.Marking)))
}
