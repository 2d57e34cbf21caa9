// Package codebook writes records in the shape of the codebook
// (docs/codebook.md) and nothing more: no spans, scores or identifiers.
package codebook

import "tocsin"

// Coded is one coded article.
type Coded struct {
	ID         string      `json:"id"`
	Incidents  []Incident  `json:"incidents"`
	Assertions []Assertion `json:"assertions"`
}

// Incident is one incident of an article. A nil field is one without a value.
type Incident struct {
	ID           string        `json:"id"`
	Key          *string       `json:"key"`
	Kind         string        `json:"kind"`
	Stage        string        `json:"stage"`
	Salience     string        `json:"salience"`
	Aggregate    bool          `json:"aggregate"`
	Count        *Count        `json:"count"`
	Suicide      bool          `json:"suicide"`
	Anchor       string        `json:"anchor"`
	Date         *Date         `json:"date"`
	Place        *Place        `json:"place"`
	Perpetrators []Attribution `json:"perpetrators"`
	Targets      []Thing       `json:"targets"`
	Weapons      []Thing       `json:"weapons"`
	Tolls        []Toll        `json:"tolls"`
}

// Count is the number of incidents in an aggregate.
type Count struct {
	Low   int    `json:"low"`
	High  *int   `json:"high"`
	Quote string `json:"quote"`
}

// Date is an interval of ISO days.
type Date struct {
	Start string `json:"start"`
	End   string `json:"end"`
	Quote string `json:"quote"`
}

// Place is a named place.
type Place struct {
	Name    string  `json:"name"`
	Admin1  *string `json:"admin1"`
	Country *string `json:"country"`
	Quote   string  `json:"quote"`
}

// Attribution says who is held responsible, and by whom.
type Attribution struct {
	Actor  string `json:"actor"`
	Stance string `json:"stance"`
	By     string `json:"by"`
	Quote  string `json:"quote"`
}

// Thing is a target or a weapon.
type Thing struct {
	Kind  string `json:"kind"`
	Quote string `json:"quote"`
}

// Toll is one reported figure.
type Toll struct {
	What  string `json:"what"`
	Low   int    `json:"low"`
	High  *int   `json:"high"`
	Whom  string `json:"whom"`
	By    string `json:"by"`
	Quote string `json:"quote"`
}

// Assertion is a statement that is not about one incident.
type Assertion struct {
	Kind   string `json:"kind"`
	Actor  string `json:"actor"`
	Object string `json:"object"`
	By     string `json:"by"`
	Quote  string `json:"quote"`
}

// Article returns the codebook's form of rec.
func Article(rec tocsin.Record) Coded {
	return Coded{
		ID:        rec.ID,
		Incidents: each(rec.Incidents, incident),
		Assertions: each(rec.Assertions, func(a tocsin.Assertion) Assertion {
			return Assertion{string(a.Kind), a.Actor, a.Object, a.By, a.Quote}
		}),
	}
}

func incident(inc tocsin.Incident) Incident {
	return Incident{
		ID: inc.ID, Key: known(inc.Key), Kind: string(inc.Kind), Stage: string(inc.Stage),
		Salience: string(inc.Salience), Aggregate: inc.Aggregate, Count: count(inc.Count),
		Suicide: inc.Suicide, Anchor: inc.Anchor.Quote, Date: date(inc.Date), Place: place(inc.Place),
		Perpetrators: each(inc.Perpetrators, func(a tocsin.Attribution) Attribution {
			return Attribution{a.Actor, string(a.Stance), a.By, a.Quote}
		}),
		Targets: each(inc.Targets, func(t tocsin.Target) Thing { return Thing{string(t.Kind), t.Quote} }),
		Weapons: each(inc.Weapons, func(w tocsin.Weapon) Thing { return Thing{string(w.Kind), w.Quote} }),
		Tolls: each(inc.Tolls, func(t tocsin.Toll) Toll {
			return Toll{string(t.What), t.Low, t.High, string(t.Whom), t.By, t.Quote}
		}),
	}
}

func count(c *tocsin.Count) *Count {
	if c == nil {
		return nil
	}
	return &Count{c.Low, c.High, c.Quote}
}

func date(d *tocsin.Date) *Date {
	if d == nil {
		return nil
	}
	return &Date{d.Interval.Start.String(), d.Interval.End.String(), d.Quote}
}

func place(p *tocsin.Place) *Place {
	if p == nil {
		return nil
	}
	return &Place{p.Name, known(p.Admin1), known(p.Country), p.Quote}
}

// known returns nil for "".
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// each maps list, to an empty list where there is none.
func each[T, U any](list []T, f func(T) U) []U {
	out := make([]U, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}
