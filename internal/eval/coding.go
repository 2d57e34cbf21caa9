package eval

import "tocsin"

// Coding is one coded article in the codebook's own shape, in which gold comes:
// quotes without positions, no scores, no producer.
type Coding struct {
	ID         string      `json:"id"`
	Incidents  []Incident  `json:"incidents"`
	Assertions []Assertion `json:"assertions"`
}

// Incident is one incident in the codebook's shape.
type Incident struct {
	// Key is the same for the same incident in every article, "" where no other
	// could tell it.
	Key          string          `json:"key"`
	Kind         tocsin.Kind     `json:"kind"`
	Stage        tocsin.Stage    `json:"stage"`
	Salience     tocsin.Salience `json:"salience"`
	Aggregate    bool            `json:"aggregate"`
	Suicide      bool            `json:"suicide"`
	Anchor       string          `json:"anchor"`
	Date         *Date           `json:"date"`
	Place        *Place          `json:"place"`
	Perpetrators []Attribution   `json:"perpetrators"`
	Targets      []Kinded        `json:"targets"`
	Weapons      []Kinded        `json:"weapons"`
	Tolls        []Toll          `json:"tolls"`
}

// Date is an interval of days with its quote.
type Date struct {
	tocsin.Interval
	Quote string `json:"quote"`
}

// Place is a named place with its quote.
type Place struct {
	Name    string `json:"name"`
	Admin1  string `json:"admin1"`
	Country string `json:"country"`
	Quote   string `json:"quote"`
}

// Attribution is one row of an incident's perpetrators.
type Attribution struct {
	Actor  string        `json:"actor"`
	Stance tocsin.Stance `json:"stance"`
	By     string        `json:"by"`
	Quote  string        `json:"quote"`
}

// Kinded is a target or a weapon.
type Kinded struct {
	Kind  string `json:"kind"`
	Quote string `json:"quote"`
}

// Toll is one reported figure.
type Toll struct {
	What tocsin.Effect `json:"what"`
	tocsin.Quantity
	Whom  tocsin.Part `json:"whom"`
	By    string      `json:"by"`
	Quote string      `json:"quote"`
}

// Assertion is a statement that is not about one incident.
type Assertion struct {
	Kind   tocsin.AssertionKind `json:"kind"`
	Actor  string               `json:"actor"`
	Object string               `json:"object"`
	By     string               `json:"by"`
	Quote  string               `json:"quote"`
}

// FromRecord returns the codebook's shape of rec.
func FromRecord(rec tocsin.Record) Coding {
	out := Coding{ID: rec.ID}
	for _, inc := range rec.Incidents {
		out.Incidents = append(out.Incidents, fromIncident(inc))
	}
	for _, a := range rec.Assertions {
		out.Assertions = append(out.Assertions, Assertion{a.Kind, a.Actor, a.Object, a.By, a.Quote})
	}
	return out
}

func fromIncident(inc tocsin.Incident) Incident {
	out := Incident{
		Kind: inc.Kind, Stage: inc.Stage, Salience: inc.Salience,
		Aggregate: inc.Aggregate, Suicide: inc.Suicide, Anchor: inc.Anchor.Quote,
	}
	if d := inc.Date; d != nil {
		out.Date = &Date{d.Interval, d.Quote}
	}
	if p := inc.Place; p != nil {
		out.Place = &Place{p.Name, p.Admin1, p.Country, p.Quote}
	}
	for _, a := range inc.Perpetrators {
		out.Perpetrators = append(out.Perpetrators, Attribution{a.Actor, a.Stance, a.By, a.Quote})
	}
	for _, t := range inc.Targets {
		out.Targets = append(out.Targets, Kinded{string(t.Kind), t.Quote})
	}
	for _, w := range inc.Weapons {
		out.Weapons = append(out.Weapons, Kinded{string(w.Kind), w.Quote})
	}
	for _, t := range inc.Tolls {
		out.Tolls = append(out.Tolls, Toll{t.What, t.Quantity, t.Whom, t.By, t.Quote})
	}
	return out
}
