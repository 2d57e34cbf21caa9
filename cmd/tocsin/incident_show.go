package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"tocsin/internal/app"
	"tocsin/internal/assess"
	"tocsin/internal/casebook"
)

type incidentShowCmd struct {
	bookFlag
	momentFlags
	ID   string   `arg:"" help:"ID of the incident, or of any telling in it."`
	Diff []string `placeholder:"T1,T2" help:"Show only what changed between two times."`
	Why  bool     `help:"Tell every reason for which the reports are held to tell one incident."`
	JSON bool     `help:"Write JSON."`
}

// Help is shown below the usage.
func (incidentShowCmd) Help() string {
	return `Prints what the reports known at a moment amount to and why, the ledgers of tolls
and of responsibility, the decisions, and how what was known changed.
docs/ledgers.md holds the rules.

Examples:
  tocsin incident show 4c2f0d9e8a7b6c51
  tocsin incident show 4c2f0d9e8a7b6c51 --as-of 2024-01-05
  tocsin incident show 4c2f0d9e8a7b6c51 --why
  tocsin incident show 4c2f0d9e8a7b6c51 --diff 2024-01-04,2024-01-10`
}

// Validate wants two times for a difference.
func (c *incidentShowCmd) Validate() error {
	if n := len(c.Diff); n != 0 && n != 2 {
		return fmt.Errorf("--diff takes two times, parted by a comma: --diff 2024-01-04,2024-01-10")
	}
	return nil
}

// Run shows the incident.
func (c *incidentShowCmd) Run(ctx context.Context) error {
	at, err := casebook.ParseMoment(c.AsOf, c.clock())
	if err != nil {
		return err
	}
	return c.with(ctx, func(book *app.Casebook) error {
		if len(c.Diff) == 2 {
			return c.diff(ctx, book)
		}
		file, err := book.Open(ctx, c.ID, at)
		if err != nil {
			return err
		}
		steps, err := book.History(ctx, c.ID, at.Clock)
		if err != nil {
			return err
		}
		var joins []casebook.Join
		if c.Why {
			if joins, err = book.Joins(ctx, c.ID); err != nil {
				return err
			}
		}
		return c.print(file, steps, joins)
	})
}

// print writes the incident, with the reasons for joining where they are asked for.
func (c *incidentShowCmd) print(file casebook.File, steps []assess.Step, joins []casebook.Join) error {
	if c.JSON {
		return indented(os.Stdout, struct {
			casebook.File
			History []assess.Step   `json:"history"`
			Joins   []casebook.Join `json:"joins,omitempty"`
		}{file, steps, joins})
	}
	if err := casebook.PrintFile(os.Stdout, file, steps); err != nil || !c.Why {
		return err
	}
	return casebook.PrintJoins(os.Stdout, joins)
}

func (c *incidentShowCmd) diff(ctx context.Context, book *app.Casebook) error {
	var moments [2]assess.Moment
	for i, s := range c.Diff {
		var err error
		if moments[i], err = casebook.ParseMoment(s, c.clock()); err != nil {
			return err
		}
	}
	changes, err := book.Diff(ctx, c.ID, moments[0], moments[1])
	if err != nil {
		return err
	}
	if c.JSON {
		return indented(os.Stdout, changes)
	}
	return casebook.PrintDiff(os.Stdout, c.ID, moments[0], moments[1], changes)
}

func indented(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
