package main

import (
	"context"
	"os"

	"tocsin/internal/app"
	"tocsin/internal/casebook"
)

type incidentChangesCmd struct {
	bookFlag
	Since int  `placeholder:"N" help:"Number of the recoding; not given, the latest."`
	List  bool `help:"List the recodings instead."`
	JSON  bool `help:"Write JSON."`
}

// Help is shown below the usage.
func (incidentChangesCmd) Help() string {
	return `When the rules of a stage have changed, tocsin run does that stage anew for all that
it did before: a recoding. This tells what became of the incidents since it began:
new, gone, merged, split, with values and reports changed, and which decisions are
now in conflict. Reports and decisions that came later have no part in it.

Examples:
  tocsin incident changes
  tocsin incident changes --list
  tocsin incident changes --since 2 --json`
}

// Run tells what changed.
func (c *incidentChangesCmd) Run(ctx context.Context) error {
	return c.with(ctx, func(book *app.Casebook) error {
		if c.List {
			return c.list(ctx, book)
		}
		changes, err := book.Changes(ctx, c.Since)
		if err != nil {
			return err
		}
		if c.JSON {
			return indented(os.Stdout, changes)
		}
		return casebook.PrintChanges(os.Stdout, changes)
	})
}

func (c *incidentChangesCmd) list(ctx context.Context, book *app.Casebook) error {
	all, err := book.Recodings(ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		return indented(os.Stdout, all)
	}
	return casebook.PrintRecodings(os.Stdout, all)
}
