package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"time"

	"tocsin"
	"tocsin/internal/collect"
	"tocsin/internal/pipeline"
	"tocsin/internal/sqlite"
)

// sink keeps what is collected, and wakes the stages.
type sink struct {
	store  *sqlite.Store
	runner *pipeline.Runner
}

// Keep keeps documents once not too much waits to be read. One that was purged
// is passed over: it is not to come again.
func (s sink) Keep(ctx context.Context, docs []tocsin.Document, read *tocsin.Mark) error {
	if err := caughtUp(ctx, s.store); err != nil {
		return err
	}
	var marks []tocsin.Mark
	if read != nil {
		marks = append(marks, *read)
	}
	_, err := s.store.Keep(ctx, docs, marks...)
	s.runner.Wake()
	return err
}

// Mark returns how far an archive was kept.
func (s sink) Mark(ctx context.Context, source, path, stamp string) (tocsin.Mark, error) {
	return s.store.Mark(ctx, source, path, stamp)
}

// caughtUp waits until fewer documents than the backlog wait to be read.
func caughtUp(ctx context.Context, store *sqlite.Store) error {
	for {
		waiting, err := store.Waiting(ctx, "read", backlog)
		if err != nil || len(waiting) < backlog {
			return err
		}
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			return err
		}
	}
}

// newCollector returns the collector of a store. Allow are addresses of one's own
// network that it may fetch from.
func newCollector(store *sqlite.Store, runner *pipeline.Runner, allow []netip.AddrPort, log *slog.Logger) *collect.Collector {
	fetcher := collect.NewFetcher(collect.Options{Allow: allow, Timeout: collect.FetchTime, PerHost: 1})
	return collect.NewCollector(store, sink{store, runner}, fetcher, log)
}

// collecting collects until ctx ends. A failure of the store is logged, and
// collecting begins again, less and less often.
func collecting(ctx context.Context, c *collect.Collector, log *slog.Logger) {
	for wait := retryFirst; ; wait = min(2*wait, retryLast) {
		err := c.Run(ctx)
		if ctx.Err() != nil {
			return
		}
		log.Error("collecting stopped; what is due stays due", "err", err, "again_in", wait)
		if errors.Is(pause(ctx, wait), context.Canceled) {
			return
		}
	}
}

// CollectJob is one round over the sources that are due.
type CollectJob struct {
	DB     string
	Jobs   int
	Reader ReaderChoice
	Allow  []netip.AddrPort
	Out    io.Writer
	Log    *slog.Logger
}

// Run fetches what the sources that are due name, then reads and codes it. Sources
// and pages that fail do not stop it; they are tried again when they are due.
func (j CollectJob) Run(ctx context.Context) error {
	return withStore(ctx, j.DB, func(store *sqlite.Store) error {
		coder, err := NewCoder(j.Reader)
		if err != nil {
			return err
		}
		flow, err := stages(store, coder, j.Jobs)
		if err != nil {
			return err
		}
		runner := pipeline.NewRunner(store, flow...)
		c := newCollector(store, runner, j.Allow, j.Log)
		var t collect.Tally
		err = runner.Run(ctx, func(ctx context.Context) (err error) {
			t, err = c.Round(ctx)
			return err
		})
		if err != nil && ctx.Err() == nil {
			return fmt.Errorf("store %s: %w", j.DB, err)
		}
		fmt.Fprintf(j.Out, "%d sources looked at, %d of them failed; %d leads taken, %d to be tried again, %d given up; %d documents kept\n",
			t.Looks, t.FailedLooks, t.Taken, t.Failed, t.GivenUp, t.Documents)
		if ctx.Err() != nil {
			return errors.New("interrupted; what was kept stands, the rest is still due")
		}
		return nil
	})
}
