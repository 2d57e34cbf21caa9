package main

import (
	"context"
	"os"

	"tocsin/internal/app"
)

// storeFlag names the store of the commands that look after one.
type storeFlag struct {
	DB string `name:"db" help:"Store to look at." default:"tocsin.db" placeholder:"PATH"`
}

// statusCmd tells how the pipeline stands.
type statusCmd struct {
	storeFlag
	JSON     bool `help:"Write JSON."`
	Failures int  `help:"Failures to list at most (default: ${default})." default:"20" placeholder:"N"`
}

// Help is shown below the usage.
func (statusCmd) Help() string {
	return `Shows, for each stage and each source, what waits, what was done and what failed,
why, and when it is tried again. What was given up waits for tocsin retry. Nothing is
changed.

Examples:
  tocsin status --db news.db
  tocsin status --json --failures 1000 > failures.json

Exit codes: 0 the store could be read; 1 it could not; 2 wrong usage.`
}

// Run prints the status.
func (c *statusCmd) Run(ctx context.Context) error {
	return app.StatusJob{DB: c.DB, JSON: c.JSON, Failures: c.Failures, Out: os.Stdout}.Run(ctx)
}

// retryCmd lets failures be tried again.
type retryCmd struct {
	storeFlag
	Stage  string `help:"Only what this stage failed at: read, code or link." placeholder:"NAME"`
	Source string `help:"Only documents of this source." placeholder:"ID"`
}

// Help is shown below the usage.
func (retryCmd) Help() string {
	return `Makes what failed wait again. A tocsin serve that runs takes it up by itself; else
tocsin run does, with or without new articles.

Examples:
  tocsin retry --db news.db
  tocsin retry --stage read --source reuters && tocsin run

Exit codes: 0 done; 1 the store could not be written; 2 wrong usage.`
}

// Run marks the failures.
func (c *retryCmd) Run(ctx context.Context) error {
	return app.RetryJob{DB: c.DB, Stage: c.Stage, Source: c.Source, Out: os.Stdout}.Run(ctx)
}
