package main

import (
	"context"
	"fmt"
	"os"

	"tocsin"
	"tocsin/internal/app"
)

// decideFlags are those of every decision.
type decideFlags struct {
	bookFlag
	ID     string `arg:"" help:"ID of the incident."`
	Author string `required:"" env:"TOCSIN_AUTHOR" placeholder:"NAME" help:"Who decides; $$TOCSIN_AUTHOR where not given."`
	Seen   int    `default:"-1" placeholder:"N" help:"Number of the last decision that you saw (0 for none): where somebody decided since, nothing is stored. Not given, whatever is last."`
}

// decide stores the decision and tells how the incident then stands.
func (f decideFlags) decide(ctx context.Context, d tocsin.Decision) error {
	d.Author = f.Author
	return f.with(ctx, func(book *app.Casebook) error {
		file, err := book.Decide(ctx, f.ID, d, f.Seen)
		if err != nil {
			return err
		}
		fmt.Fprintf(os.Stdout, "decision %d on incident %s: %s; review: %s\n", file.Revision, file.ID, d.Action, file.State)
		return nil
	})
}

type acceptCmd struct {
	decideFlags
	Text string `arg:"" optional:"" help:"Anything to add."`
}

// Run stores the decision.
func (c *acceptCmd) Run(ctx context.Context) error {
	return c.decide(ctx, tocsin.Decision{Action: tocsin.Accept, Text: c.Text})
}

type rejectCmd struct {
	decideFlags
	Reason string `arg:"" help:"Why it does not stand."`
}

// Run stores the decision.
func (c *rejectCmd) Run(ctx context.Context) error {
	return c.decide(ctx, tocsin.Decision{Action: tocsin.Reject, Text: c.Reason})
}

type editCmd struct {
	decideFlags
	Field string `arg:"" help:"kind, stage, date, place, country, killed, injured, actor, status or grade."`
	Value string `arg:"" help:"The value: a date as 2024-01-03 or 2024-01-03/2024-01-04, a toll as 94 or 84/94/103; an empty one for none."`
	Text  string `arg:"" optional:"" help:"Why."`
}

// Help is shown below the usage.
func (editCmd) Help() string {
	return `Example:
  tocsin incident edit 4c2f0d9e8a7b6c51 killed 84/94/103 "the hospital's list" --author ana`
}

// Run stores the decision.
func (c *editCmd) Run(ctx context.Context) error {
	return c.decide(ctx, tocsin.Decision{Action: tocsin.Edit, Field: c.Field, Value: c.Value, Text: c.Text})
}

type pinCmd struct {
	decideFlags
	Field string `arg:"" help:"Field to hold at the value that is shown."`
	Text  string `arg:"" optional:"" help:"Why."`
}

// Run stores the decision.
func (c *pinCmd) Run(ctx context.Context) error {
	return c.decide(ctx, tocsin.Decision{Action: tocsin.Pin, Field: c.Field, Text: c.Text})
}

type mergeCmd struct {
	decideFlags
	With []string `arg:"" help:"IDs of the incidents that are the same."`
	Why  string   `help:"Why." placeholder:"TEXT"`
}

// Run stores the decision.
func (c *mergeCmd) Run(ctx context.Context) error {
	return c.decide(ctx, tocsin.Decision{Action: tocsin.Merge, Tellings: c.With, Text: c.Why})
}

type splitCmd struct {
	decideFlags
	Tellings []string `arg:"" help:"IDs of the tellings that are of another incident; incident show lists them."`
	Why      string   `help:"Why." placeholder:"TEXT"`
}

// Run stores the decision.
func (c *splitCmd) Run(ctx context.Context) error {
	return c.decide(ctx, tocsin.Decision{Action: tocsin.Split, Tellings: c.Tellings, Text: c.Why})
}

type noteCmd struct {
	decideFlags
	Text string `arg:"" help:"The note."`
}

// Run stores the note.
func (c *noteCmd) Run(ctx context.Context) error {
	return c.decide(ctx, tocsin.Decision{Action: tocsin.Note, Text: c.Text})
}

type undoCmd struct {
	decideFlags
	Number int    `arg:"" help:"Number of the decision to take back."`
	Text   string `arg:"" optional:"" help:"Why."`
}

// Run stores the undo.
func (c *undoCmd) Run(ctx context.Context) error {
	return c.decide(ctx, tocsin.Decision{Action: tocsin.Undo, Undoes: c.Number, Text: c.Text})
}
