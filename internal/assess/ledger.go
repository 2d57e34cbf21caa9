package assess

import (
	"cmp"
	"slices"
	"time"

	"tocsin"
)

// Scope says what a toll sums.
type Scope string

// The scopes of a toll.
const (
	// Cumulative counts all who were hurt in the incident so far.
	Cumulative Scope = "cumulative"
	// Partial counts some of them: civilians, children, one side.
	Partial Scope = "partial"
	// Summed counts several incidents at once, though others tell this one alone:
	// it is no toll of this one.
	Summed Scope = "summed"
)

// Standing says what became of a figure.
type Standing string

// The standings of a figure.
const (
	// Best is the figure that the estimate rests on, and those that agree with it.
	Best Standing = "best"
	// Rival is another figure that still stands: it widens the range.
	Rival Standing = "rival"
	// Superseded is a figure that its own source, or a later count, has replaced.
	Superseded Standing = "superseded"
	// Recalled is an older figure that a report tells beside its own.
	Recalled Standing = "recalled"
	// Apart is a figure that has no part in the estimate: a part within the
	// whole, a sum, an effect that is not estimated.
	Apart Standing = "apart"
)

// TollEntry is one reported figure in the ledger.
type TollEntry struct {
	tocsin.Toll
	Scope    Scope    `json:"scope"`
	Standing Standing `json:"standing"`
	// Official is true where an authority gives the figure; Interested where a
	// side that is held responsible does.
	Official   bool `json:"official,omitempty"`
	Interested bool `json:"interested,omitempty"`
	Told
}

// AttributionEntry is one reported attribution in the ledger.
type AttributionEntry struct {
	tocsin.Attribution
	// Superseded is true where a later version of the report took its place.
	Superseded bool `json:"superseded,omitempty"`
	Told
}

// Told says through which report an entry came, and when.
type Told struct {
	Article string `json:"article"`
	// Incident is the ID within the report's record.
	Incident string `json:"incident"`
	Outlet   string `json:"outlet,omitempty"`
	// Reported is the day of the report, Learned when the store took it in.
	Reported    tocsin.Day         `json:"reported"`
	Learned     time.Time          `json:"learned"`
	Reliability tocsin.Reliability `json:"reliability,omitempty"`
	// Source is the same for entries that are not independent of each other.
	Source string `json:"source"`
	// Version counts the versions of the report from 1, 0 where there is only one.
	Version int `json:"version,omitempty"`
}

func told(m tocsin.Testimony, o *origins) Told {
	return Told{m.Article, m.Member.Incident, m.Outlet, m.Day(), m.Learned, m.Reliability, o.of(m), m.Version}
}

// figure is a toll on its way through the estimate.
type figure struct {
	TollEntry
	statement
}

// claim is an attribution on its way through the assessment.
type claim struct {
	AttributionEntry
	statement
}

// tollLedger lists the tolls of known members in their order.
func (a Assessor) tollLedger(known []tocsin.Testimony, o *origins) []*figure {
	var all []*figure
	single := slices.ContainsFunc(known, func(m tocsin.Testimony) bool { return !m.Told.Incident.Aggregate })
	for _, m := range known {
		for _, t := range inText(m.Told.Incident.Tolls, func(t tocsin.Toll) tocsin.Citation { return t.Citation }) {
			st := a.newStatement(m, o, t.By, "", t.Citation)
			all = append(all, &figure{TollEntry{
				Toll: t, Scope: scopeOf(m.Told.Incident, t, single), Standing: Apart, Official: st.official, Told: told(m, o),
			}, st})
		}
	}
	return all
}

// pair is the number of incidents that one attack is often told as: "two bombs".
const pair = 2

// scopeOf says what a toll of a telling sums, where some telling is of a single
// incident or none is.
func scopeOf(inc tocsin.Incident, t tocsin.Toll, single bool) Scope {
	switch {
	case single && inc.Aggregate && inc.Count != nil && inc.Count.Low > pair:
		return Summed
	case t.Whom == tocsin.All || t.Whom == "":
		return Cumulative
	}
	return Partial
}

// attributionLedger lists the attributions of known members in their order.
func (a Assessor) attributionLedger(known []tocsin.Testimony, o *origins) []*claim {
	var all []*claim
	for _, m := range known {
		for _, at := range inText(m.Told.Incident.Perpetrators, func(at tocsin.Attribution) tocsin.Citation { return at.Citation }) {
			all = append(all, &claim{AttributionEntry{Attribution: at, Told: told(m, o)}, a.newStatement(m, o, at.By, at.Actor, at.Citation)})
		}
	}
	return all
}

// inText returns the values in the order of their words, so that the order in
// which an extractor lists them does not show.
func inText[T any](values []T, cite func(T) tocsin.Citation) []T {
	out := slices.Clone(values)
	slices.SortStableFunc(out, func(x, y T) int {
		a, b := cite(x), cite(y)
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Quote, b.Quote))
	})
	return out
}

func published(all []*figure) []TollEntry {
	out := make([]TollEntry, len(all))
	for i, f := range all {
		out[i] = f.TollEntry
	}
	return out
}

func entries(all []*claim) []AttributionEntry {
	out := make([]AttributionEntry, len(all))
	for i, c := range all {
		out[i] = c.AttributionEntry
	}
	return out
}
