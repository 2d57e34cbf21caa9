package main

import (
	"context"
	"log/slog"
	"os"
	"runtime"

	"tocsin/internal/app"
)

// collectCmd is one round over the sources.
type collectCmd struct {
	storeFlag
	allowFlag
	readerFlag
	Verbose bool `short:"v" help:"Tell of each look and of each page that failed."`
}

// Help is shown below the usage.
func (collectCmd) Help() string {
	return `Looks at the sources that are due, fetches what they name, and codes it, once;
tocsin serve does so all the time. What fails is tried again in a later round,
when it is due.

Examples:
  tocsin source add https://example.org/rss.xml
  tocsin collect
  tocsin source list

Exit codes: 0 the round was made, whatever failed on the way; 1 the store failed;
2 wrong usage; 130 interrupted.`
}

// Run makes the round.
func (c *collectCmd) Run(ctx context.Context) error {
	level := slog.LevelError
	if c.Verbose {
		level = slog.LevelInfo
	}
	return app.CollectJob{
		DB: c.DB, Reader: c.Reader, Jobs: runtime.GOMAXPROCS(0), Allow: c.Allow, Out: os.Stdout,
		Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level})),
	}.Run(ctx)
}
