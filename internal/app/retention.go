package app

import (
	"context"
	"log/slog"
	"time"

	"tocsin"
	"tocsin/internal/pipeline"
	"tocsin/internal/sqlite"
)

// Retention says how long after it was last fetched a class of data is kept; 0
// keeps it for good.
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
	for class, age := range map[string]time.Duration{"evidence": r.Evidence, "articles": r.Articles} {
		if age == 0 {
			continue
		}
		done, err := store.Purge(ctx, tocsin.PurgeQuery{
			Before: time.Now().Add(-age), EvidenceOnly: class == "evidence", Reason: "past its time",
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
