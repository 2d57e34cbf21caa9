package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"text/tabwriter"
	"time"

	"tocsin"
	"tocsin/internal/pipeline"
	"tocsin/internal/sqlite"
)

// Retention says how long after it was last fetched a class of data is kept for
// which the store has no rule by source or marking; 0 leaves it to the store's rule
// for all, or keeps it for good.
type Retention struct {
	// Evidence are the bytes as they came, Articles all that was made of them, the
	// evidence with them.
	Evidence, Articles time.Duration
}

// purgeEvery is the time between looks for what is past its time.
const purgeEvery = time.Hour

// retain purges what is past its time until ctx ends.
func retain(ctx context.Context, store *sqlite.Store, runner *pipeline.Runner, r Retention, log *slog.Logger) {
	for {
		r.purge(ctx, store, log)
		runner.Wake() // what was purged leaves the incidents that it shared in
		if pause(ctx, purgeEvery) != nil {
			return
		}
	}
}

// purge purges what is past its time now. A failure is logged, and mended an hour
// later.
func (r Retention) purge(ctx context.Context, store *sqlite.Store, log *slog.Logger) {
	for class, age := range map[tocsin.RetentionClass]time.Duration{tocsin.RetainEvidence: r.Evidence, tocsin.RetainArticles: r.Articles} {
		done, err := store.Purge(ctx, tocsin.PurgeQuery{
			PastTime: &tocsin.PastTime{Now: time.Now(), Otherwise: age}, EvidenceOnly: class == tocsin.RetainEvidence, Reason: "past its time",
		})
		if err != nil && ctx.Err() == nil {
			log.Error("what is past its time was not purged", "class", class, "err", err)
		}
		if done.Documents > 0 {
			log.Info("purged what is past its time", "class", class, "documents", done.Documents, "articles", done.Articles,
				"snapshots", len(done.Snapshots))
		}
	}
}

// RetentionBook keeps the rules of a store.
type RetentionBook struct {
	DB  string
	Out io.Writer
}

// Set stores rules.
func (b RetentionBook) Set(ctx context.Context, rules []tocsin.RetentionRule) error {
	err := withStore(ctx, b.DB, func(store *sqlite.Store) error {
		for _, r := range rules {
			if _, err := store.Source(ctx, r.Source); r.Source != "" && err != nil {
				return err
			}
			if err := store.SetRetention(ctx, r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return b.List(ctx)
}

// Clear deletes rules.
func (b RetentionBook) Clear(ctx context.Context, rules []tocsin.RetentionRule) error {
	return withStore(ctx, b.DB, func(store *sqlite.Store) error {
		for _, r := range rules {
			if err := store.ClearRetention(ctx, r); err != nil && !errors.Is(err, tocsin.ErrNotFound) {
				return err
			}
		}
		return nil
	})
}

// List writes the rules.
func (b RetentionBook) List(ctx context.Context) error {
	return withStore(ctx, b.DB, func(store *sqlite.Store) error {
		rules, err := store.Retention(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(b.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "FOR\tCLASS\tKEPT")
		for _, r := range rules {
			name := "all others"
			switch {
			case r.Source != "":
				name = "source " + r.Source
			case r.Marking != "":
				name = "marking " + string(r.Marking)
			}
			age := "for good"
			if r.Age > 0 {
				age = r.Age.String()
			}
			fmt.Fprintf(w, "%s\t%s\t%s\n", name, r.Class, age)
		}
		return w.Flush()
	})
}
