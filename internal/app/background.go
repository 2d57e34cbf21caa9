package app

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tocsin/internal/pipeline"
)

// The times between looks for what other processes brought in, and between
// attempts after the store failed.
const (
	lookAgain             = 2 * time.Second
	retryFirst, retryLast = time.Second, 5 * time.Minute
)

// background does what waits until ctx ends. A failure of the store, such as a
// full disk, is logged and tried again, less and less often.
func background(ctx context.Context, runner *pipeline.Runner, log *slog.Logger) {
	wait := retryFirst
	for {
		began := time.Now()
		err := runner.Run(ctx, func(ctx context.Context) error { return lookOut(ctx, runner) })
		if ctx.Err() != nil {
			return
		}
		if time.Since(began) > retryLast {
			wait = retryFirst
		}
		log.Error("the pipeline stopped; what waits is kept", "err", err, "again_in", wait)
		if errors.Is(pause(ctx, wait), context.Canceled) {
			return
		}
		wait = min(2*wait, retryLast)
	}
}

// lookOut wakes the runner from time to time: other processes may have put work
// into the store.
func lookOut(ctx context.Context, runner *pipeline.Runner) error {
	for pause(ctx, lookAgain) == nil {
		runner.Wake()
	}
	return nil
}

// pause waits, and returns early with ctx's error.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// logBatch logs what a stage did; names of documents and why they failed stand
// in the store.
func logBatch(log *slog.Logger) func(stage string, t pipeline.Tally) {
	return func(stage string, t pipeline.Tally) {
		level := slog.LevelDebug
		if len(t.Failures) > 0 {
			level = slog.LevelWarn
		}
		log.Log(context.Background(), level, "stage did a batch", "stage", stage,
			"done", t.Done, "changed", t.Changed, "failed", len(t.Failures))
	}
}
