package main

import (
	"context"
	"os"

	"tocsin/internal/app"
)

// runCmd codes articles into the store.
type runCmd struct {
	readFlags
	DB string `name:"db" help:"Store to code into, made where there is none." default:"tocsin.db" placeholder:"PATH"`
}

// Help is shown below the usage.
func (runCmd) Help() string { return runHelp }

const runHelp = `Codes articles as tocsin code does and puts reports and records into the embedded
store, which tocsin serve shows. Running again changes nothing: articles that are
there, coded by the same version, are passed over.

Examples:
  tocsin run articles/
  tocsin run --db news.db monday.jsonl tuesday.jsonl
  tocsin serve --db news.db

Exit codes: 0 all inputs were coded; 1 some were not, and are listed; 2 wrong
usage; 130 interrupted.`

// Run codes the inputs.
func (c *runCmd) Run(ctx context.Context) error {
	return app.RunJob{Reading: c.reading(true), DB: c.DB, Out: os.Stdout}.Run(ctx)
}
