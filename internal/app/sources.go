package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"tocsin"
	"tocsin/internal/collect"
	"tocsin/internal/collect/opml"
	"tocsin/internal/sqlite"
)

// SourceBook is the list of sources in a store, as the command line keeps it.
type SourceBook struct {
	// DB is the path of the store, made where there is none.
	DB string
	// Allow are addresses of one's own network that may be fetched from.
	Allow []netip.AddrPort
	Out   io.Writer
}

// open opens the store for use.
func (b SourceBook) open(ctx context.Context, use func(store *sqlite.Store) error) error {
	store, err := OpenStore(ctx, b.DB)
	if err != nil {
		return err
	}
	return errors.Join(use(store), store.Close())
}

// Add adds a source. It is looked at before, unless untested is true: one that
// cannot be collected from is not added.
func (b SourceBook) Add(ctx context.Context, src tocsin.Source, untested bool) error {
	src, err := prepare(src)
	if err != nil {
		return err
	}
	if !untested {
		look, err := sight(ctx, b.Allow, src)
		if err != nil {
			return fmt.Errorf("%w (not added; --untested adds it all the same)", err)
		}
		src = named(src, look)
	}
	src = dated(src.WithDefaults())
	return b.open(ctx, func(store *sqlite.Store) error {
		err := store.AddSource(ctx, src)
		if errors.Is(err, tocsin.ErrExists) {
			return fmt.Errorf("%w: another source has this ID or this address; see tocsin source list, or give another --id", err)
		}
		if err == nil {
			fmt.Fprintf(b.Out, "%s added: %s %s\n", src.ID, src.Kind, src.At)
		}
		return err
	})
}

// named fills in what a source's feed says of itself, where nobody said better.
func named(src tocsin.Source, look collect.Look) tocsin.Source {
	if src.Name == "" {
		src.Name = look.Title
	}
	if src.ID == "" {
		src.ID = tocsin.SourceID(src.Name)
	}
	if src.Lang == "" {
		src.Lang = look.Lang
	}
	return src
}

// dated notes when a source is added.
func dated(src tocsin.Source) tocsin.Source {
	src.Added = time.Now().UTC().Truncate(time.Millisecond)
	return src
}

// prepare finds out the kind of a source, and makes a path absolute: the program
// may run elsewhere the next time.
func prepare(src tocsin.Source) (tocsin.Source, error) {
	web := strings.Contains(src.At, "://")
	if src.Kind == "" {
		src.Kind = tocsin.SourceFeed
		if !web {
			src.Kind = kindOf(src.At)
		}
	}
	if !web && !src.Kind.Web() {
		abs, err := filepath.Abs(src.At)
		if err != nil {
			return src, fmt.Errorf("source %s: %w", src.At, err)
		}
		src.At = abs
	}
	return src, nil
}

// kindOf guesses the kind of a path.
func kindOf(path string) tocsin.SourceKind {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return tocsin.SourceFolder
	case strings.HasSuffix(path, ".warc"), strings.HasSuffix(path, ".gz"):
		return tocsin.SourceWARC
	}
	return tocsin.SourceList
}

// sight looks at a source as collecting would.
func sight(ctx context.Context, allow []netip.AddrPort, src tocsin.Source) (collect.Look, error) {
	src = src.WithDefaults()
	if src.ID == "" {
		src.ID = "source"
	}
	if err := src.Validate(); err != nil {
		return collect.Look{}, err
	}
	fetcher := collect.NewFetcher(collect.Options{Allow: allow, Timeout: collect.FetchTime, PerHost: 1})
	look, err := collect.Preview(ctx, fetcher, src)
	if err != nil {
		return look, fmt.Errorf("source %s: %w", src.At, err)
	}
	return look, nil
}

// shownLeads is how many leads a test shows.
const shownLeads = 10

// Test shows what would be collected from a source, and keeps nothing.
func (b SourceBook) Test(ctx context.Context, src tocsin.Source) error {
	src, err := prepare(src)
	if err != nil {
		return err
	}
	look, err := sight(ctx, b.Allow, src)
	if err != nil {
		return err
	}
	fmt.Fprintf(b.Out, "%s %s\n", src.Kind, src.At)
	if look.Title != "" {
		fmt.Fprintf(b.Out, "named %q\n", look.Title)
	}
	if look.Document != nil {
		fmt.Fprintf(b.Out, "one page, %d bytes, %s\n", len(look.Document.Body), look.Document.Type)
	} else {
		fmt.Fprintf(b.Out, "%d documents would be fetched\n", len(look.Leads))
	}
	for _, l := range look.Leads[:min(len(look.Leads), shownLeads)] {
		fmt.Fprintf(b.Out, "  %-10s  %s\n              %s\n", dayOf(l.Published), l.Title, l.URL)
	}
	if more := len(look.Leads) - shownLeads; more > 0 {
		fmt.Fprintf(b.Out, "  and %d more\n", more)
	}
	if look.Patience.TTL > 0 {
		fmt.Fprintf(b.Out, "asks to be looked at no more often than every %v\n", look.Patience.TTL)
	}
	for _, n := range look.Notes {
		fmt.Fprintf(b.Out, "note: %s\n", n)
	}
	return nil
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return "no date"
	}
	return t.Format(time.DateOnly)
}

// List writes the sources and how collecting from them stands.
func (b SourceBook) List(ctx context.Context) error {
	return withStore(ctx, b.DB, func(store *sqlite.Store) error {
		all, err := store.Sources(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(b.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tKIND\tGRADE\tTLP\tOWNED\tLAST LOOK\tNEXT\tWAITING\tTAKEN\tGIVEN UP\tSTATE")
		for _, s := range all {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%d\t%d\t%s\n", s.ID, s.Kind, s.Reliability, s.Marking, s.Ownership,
				when(s.State.Checked), when(s.State.Due), s.Leads[tocsin.LeadWaiting], s.Leads[tocsin.LeadTaken],
				s.Leads[tocsin.LeadGivenUp], stateOf(s))
		}
		return w.Flush()
	})
}

func stateOf(s tocsin.SourceStatus) string {
	switch {
	case s.Paused:
		return "paused"
	case s.State.Error != "":
		return fmt.Sprintf("failed %d times: %s", s.State.Failures, s.State.Error)
	case s.State.Note != "":
		return "note: " + s.State.Note
	case s.State.Checked.IsZero():
		return "new"
	}
	return "good"
}

// Show writes all that is known of a source, and its leads that failed.
func (b SourceBook) Show(ctx context.Context, id string) error {
	return withStore(ctx, b.DB, func(store *sqlite.Store) error {
		s, err := store.Source(ctx, id)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(b.Out, 0, 0, 2, ' ', 0)
		for _, f := range [][2]string{
			{"ID", s.ID}, {"name", s.Name}, {"kind", string(s.Kind)}, {"address", s.At}, {"country", s.Country},
			{"language", s.Lang}, {"owned", string(s.Ownership)}, {"owner", s.Owner}, {"grade", string(s.Reliability)},
			{"TLP", string(s.Marking)}, {"every", s.Every.String()}, {"delay", s.Delay.String()},
			{"added", when(s.Added)}, {"last look", when(s.State.Checked)}, {"last good", when(s.State.Succeeded)},
			{"next look", when(s.State.Due)}, {"state", stateOf(s)},
		} {
			fmt.Fprintf(w, "%s\t%s\n", f[0], f[1])
		}
		failed, err := store.FailedLeads(ctx, id, 20)
		for _, l := range failed {
			fmt.Fprintf(w, "%s\t%s\n\t%s\n", strings.ReplaceAll(string(l.State), "_", " "), l.URL, l.Error)
		}
		return errors.Join(err, w.Flush())
	})
}

// Pause stops looking at a source, or begins again.
func (b SourceBook) Pause(ctx context.Context, id string, paused bool) error {
	return b.change(ctx, id, func(s *tocsin.Source) { s.Paused = paused })
}

// Own names who owns a source's outlet, "" for not known.
func (b SourceBook) Own(ctx context.Context, id, owner string) error {
	return b.change(ctx, id, func(s *tocsin.Source) { s.Owner = strings.TrimSpace(owner) })
}

func (b SourceBook) change(ctx context.Context, id string, change func(s *tocsin.Source)) error {
	return withStore(ctx, b.DB, func(store *sqlite.Store) error {
		s, err := store.Source(ctx, id)
		if err == nil {
			change(&s.Source)
			err = store.UpdateSource(ctx, s.Source)
		}
		return err
	})
}

// Remove forgets a source; what was collected from it stays.
func (b SourceBook) Remove(ctx context.Context, id string) error {
	return withStore(ctx, b.DB, func(store *sqlite.Store) error {
		if err := store.RemoveSource(ctx, id); err != nil {
			return err
		}
		fmt.Fprintf(b.Out, "%s removed; what was collected from it stays\n", id)
		return nil
	})
}

// Retry lets the leads of a source that failed wait again.
func (b SourceBook) Retry(ctx context.Context, id string) error {
	return withStore(ctx, b.DB, func(store *sqlite.Store) error {
		n, err := store.RetryLeads(ctx, id)
		if err == nil {
			fmt.Fprintf(b.Out, "%d leads wait again\n", n)
		}
		return err
	})
}

// Import adds the sources of an OPML file. Those that are there already are passed
// over.
func (b SourceBook) Import(ctx context.Context, file io.Reader) error {
	sources, notes, err := opml.Parse(file)
	if err != nil {
		return err
	}
	added := 0
	err = b.open(ctx, func(store *sqlite.Store) error {
		for _, src := range sources {
			err := store.AddSource(ctx, dated(src))
			switch {
			case errors.Is(err, tocsin.ErrExists):
				notes = append(notes, src.ID+": its ID or address is there already, passed over")
			case err != nil:
				return err
			default:
				added++
			}
		}
		return nil
	})
	for _, n := range notes {
		fmt.Fprintln(b.Out, "note:", n)
	}
	fmt.Fprintf(b.Out, "%d sources added, %d passed over\n", added, len(notes))
	return err
}

// Export writes the sources as OPML.
func (b SourceBook) Export(ctx context.Context) error {
	return withStore(ctx, b.DB, func(store *sqlite.Store) error {
		all, err := store.Sources(ctx)
		if err != nil {
			return err
		}
		sources := make([]tocsin.Source, len(all))
		for i, s := range all {
			sources[i] = s.Source
		}
		return opml.Write(b.Out, sources)
	})
}
