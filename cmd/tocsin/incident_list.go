package main

import (
	"context"
	"net/url"
	"os"

	"tocsin/internal/app"
	"tocsin/internal/casebook"
)

// queryFlags select incidents; they are those of the list's address on the page.
type queryFlags struct {
	Query    string   `short:"q" placeholder:"WORDS" help:"Words that must all occur in values, titles or quotes."`
	Kind     []string `placeholder:"KIND" help:"Kind of the codebook; may be repeated."`
	Country  []string `placeholder:"CC" help:"Country, ISO 3166-1 alpha-2; may be repeated."`
	Actor    string   `placeholder:"NAME" help:"Actor held responsible, by part of the name."`
	Status   []string `placeholder:"STATUS" help:"Responsibility: undisputed, claimed, contested, denied or unknown."`
	Grade    []string `placeholder:"GRADE" help:"confirmed, fair, weak, contested or discounted."`
	State    []string `placeholder:"STATE" help:"Review: awaiting, accepted, rejected or disputed."`
	Source   string   `placeholder:"OUTLET" help:"Outlet that tells of it."`
	From     string   `placeholder:"DATE" help:"First day, YYYY-MM-DD."`
	To       string   `placeholder:"DATE" help:"Last day, YYYY-MM-DD."`
	Box      string   `name:"bbox" placeholder:"W,S,E,N" help:"Degrees: west,south,east,north."`
	Several  bool     `help:"Only incidents of two reports or more."`
	ToReview bool     `help:"Most valuable to review first, instead of the latest first."`
	momentFlags
}

// momentFlags choose a moment.
type momentFlags struct {
	AsOf    string `placeholder:"TIME" help:"As known at a day, YYYY-MM-DD, or a time such as 2024-01-05T12:00:00Z."`
	Learned bool   `help:"Take the time as when this store learned of it, instead of when it was reported."`
}

func (f momentFlags) clock() string {
	if f.Learned {
		return "learned"
	}
	return "reported"
}

// query reads the flags as the page's address is read.
func (f queryFlags) query() (casebook.Query, error) {
	v := url.Values{"kind": f.Kind, "country": f.Country, "status": f.Status, "grade": f.Grade, "state": f.State}
	for name, value := range map[string]string{
		"q": f.Query, "actor": f.Actor, "source": f.Source, "from": f.From, "to": f.To, "bbox": f.Box, "as-of": f.AsOf, "clock": f.clock(),
	} {
		v.Set(name, value)
	}
	if f.Several {
		v.Set("several", "true")
	}
	if f.ToReview {
		v.Set("sort", "review")
	}
	return casebook.ParseQuery(v)
}

type incidentListCmd struct {
	bookFlag
	queryFlags
	Limit  int  `default:"50" help:"Incidents to list, 0 for all (default: ${default})."`
	Offset int  `help:"Incidents to pass over."`
	JSON   bool `help:"Write JSON."`
}

// Help is shown below the usage.
func (incidentListCmd) Help() string {
	return `Lists incidents that reports tell, each once however many tell it, with what
the reports known at a moment amount to and analysts' decisions on top.

Examples:
  tocsin incident list --kind bombing --country IR
  tocsin incident list --as-of 2024-01-05
  tocsin incident list --to-review --state awaiting --state disputed`
}

// Run lists the incidents.
func (c *incidentListCmd) Run(ctx context.Context) error {
	q, err := c.query()
	if err != nil {
		return err
	}
	q.Limit, q.Offset = c.Limit, c.Offset
	return c.with(ctx, func(book *app.Casebook) error {
		cases, total, err := book.List(ctx, q)
		if err != nil {
			return err
		}
		if c.JSON {
			return casebook.WriteJSON(os.Stdout, q, cases)
		}
		return casebook.PrintList(os.Stdout, cases, total)
	})
}

type incidentExportCmd struct {
	bookFlag
	queryFlags
	Format string `enum:"csv,json,geojson" default:"csv" help:"csv, json or geojson (default: ${default})."`
}

// Help is shown below the usage.
func (incidentExportCmd) Help() string {
	return `Writes every incident that the filters select, as of the moment chosen, to standard
output. Cells of CSV that a spreadsheet would run as a formula begin with an
apostrophe.

Examples:
  tocsin incident export --country IR > iran.csv
  tocsin incident export --format geojson --as-of 2024-01-05 > then.geojson`
}

// Run writes the incidents.
func (c *incidentExportCmd) Run(ctx context.Context) error {
	q, err := c.query()
	if err != nil {
		return err
	}
	return c.with(ctx, func(book *app.Casebook) error {
		cases, _, err := book.List(ctx, q)
		if err != nil {
			return err
		}
		return casebook.Write(os.Stdout, c.Format, q, cases)
	})
}
