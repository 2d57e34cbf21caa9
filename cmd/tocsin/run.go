package main

import (
	"context"
	"os"

	"tocsin/internal/app"
)

// runCmd codes articles into the store.
type runCmd struct {
	readFlags
	Inputs []string `arg:"" optional:"" name:"input" help:"Files, folders, URLs, or - for standard input."`
	DB     string   `name:"db" help:"Store to code into, made where there is none." default:"tocsin.db" placeholder:"PATH"`
}

// Help is shown below the usage.
func (runCmd) Help() string { return runHelp }

const runHelp = `Keeps the documents as they are in the embedded store, then reads and codes them
as tocsin code does; tocsin serve shows what comes of it. Running again changes
nothing: what is there, made by the same version, is passed over. Without inputs,
what waits in the store is done: after an interruption, a new version, a retry.

Examples:
  tocsin run
  tocsin run articles/
  tocsin run --db news.db monday.jsonl tuesday.jsonl
  tocsin serve --db news.db

Exit codes: 0 all inputs were coded; 1 some were not, and are listed; 2 wrong
usage; 130 interrupted.`

// Run codes the inputs.
func (c *runCmd) Run(ctx context.Context) error {
	return app.RunJob{Reading: c.reading(c.Inputs, true), DB: c.DB, Out: os.Stdout}.Run(ctx)
}
