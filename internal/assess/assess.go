// Package assess turns the reports of one incident into ledgers (every toll and
// every attribution, with who says it and where) and derives from them what is
// best supported: tolls as low, best and high, who is held responsible and how
// firmly, and how well the incident is established. Nothing is overwritten:
// every derived value names the rule it follows, in words, and the words of the
// reports it stands on. The rules are those of docs/ledgers.md.
package assess

import (
	"cmp"
	"slices"
	"time"

	"tocsin"
	"tocsin/internal/link"
)

// Clock says what makes a report known.
type Clock string

// The two clocks.
const (
	// ByReport counts a report from the day on which it was published, and from
	// the day on which it was learned where that day is not known.
	ByReport Clock = "reported"
	// ByLearning counts a report from the moment when the store took it in.
	ByLearning Clock = "learned"
)

// Moment is a point on one of the clocks. The zero Moment is the present:
// everything is known.
type Moment struct {
	Clock Clock     `json:"clock"`
	Time  time.Time `json:"time"`
}

// Knows reports whether m is known at the moment. On the clock of reports a day
// counts from its first hour, UTC: what was printed that day is known that day.
func (at Moment) Knows(m tocsin.Testimony) bool {
	switch {
	case at.Time.IsZero():
		return true
	case at.Clock == ByLearning:
		return !m.Learned.After(at.Time)
	}
	return m.Day() <= tocsin.DayOf(at.Time.UTC())
}

// Assessment is what the reports known at one moment amount to.
type Assessment struct {
	// Reports are the reports known, in the order of their days.
	Reports []tocsin.Testimony `json:"reports"`
	// Sources is the number of them that are independent of each other.
	Sources int `json:"sources"`
	// Gist is what linking's rules choose of these reports; its zero value where
	// none is known.
	Gist tocsin.Gist `json:"gist"`
	// Killed and Injured are nil where no report gives a figure.
	Killed         *Estimate          `json:"killed,omitempty"`
	Injured        *Estimate          `json:"injured,omitempty"`
	Responsibility Responsibility     `json:"responsibility"`
	Grade          Graded             `json:"grade"`
	Tolls          []TollEntry        `json:"tolls"`
	Attributions   []AttributionEntry `json:"attributions"`
}

// Support is the words that a derived value stands on.
type Support struct {
	Article string `json:"article"`
	// Incident is the ID within the report's record.
	Incident string `json:"incident"`
	tocsin.Citation
}

// Assessor holds what an assessment needs to know of the world. It is safe for
// concurrent use.
type Assessor struct {
	// Kin reports whether two actors, by name, are one or branches of each other;
	// nil compares names alone.
	Kin func(a, b string) bool
	// officials are words that mark a speaker as an authority.
	officials map[string]bool
}

// New returns an assessor that knows actors by kin.
func New(kin func(a, b string) bool) Assessor {
	return Assessor{Kin: kin, officials: officialWords()}
}

// Assess returns what the members known at a moment amount to. The result is the
// same whatever the order of the members, and members that are not yet known
// have no part in it.
func (a Assessor) Assess(members []tocsin.Testimony, at Moment) Assessment {
	all := known(members, at)
	origins := newOrigins(all)
	present, past := versions(all)
	tolls := a.tollLedger(present, origins)
	attributions := a.attributionLedger(present, origins)
	out := Assessment{
		Reports: present, Sources: origins.count(), Gist: gistOf(present),
		Responsibility: a.responsibility(attributions),
	}
	out.Killed = a.estimate(tolls, attributions, tocsin.Killed)
	out.Injured = a.estimate(tolls, attributions, tocsin.Injured)
	out.Grade = grade(out.Responsibility, out.Sources)
	tolls, attributions = a.withPast(tolls, attributions, past, origins)
	out.Tolls, out.Attributions = published(tolls), entries(attributions)
	return out
}

// versions parts reports into those that stand and those whose place a later version
// of the same story has taken.
func versions(all []tocsin.Testimony) (present, past []tocsin.Testimony) {
	last := map[string]int{}
	for _, m := range all {
		last[m.Story] = max(last[m.Story], m.Version)
	}
	old := func(m tocsin.Testimony) bool { return m.Story != "" && m.Version < last[m.Story] }
	return keep(all, func(m tocsin.Testimony) bool { return !old(m) }), keep(all, old)
}

// withPast returns the ledgers with what past versions told, which has a part in
// nothing that is derived.
func (a Assessor) withPast(tolls []*figure, claims []*claim, past []tocsin.Testimony, o *origins) ([]*figure, []*claim) {
	if len(past) == 0 {
		return tolls, claims
	}
	for _, f := range a.tollLedger(past, o) {
		f.Standing = Superseded
		tolls = append(tolls, f)
	}
	for _, c := range a.attributionLedger(past, o) {
		c.Superseded = true
		claims = append(claims, c)
	}
	slices.SortStableFunc(tolls, func(x, y *figure) int { return cmp.Compare(x.day, y.day) })
	slices.SortStableFunc(claims, func(x, y *claim) int { return cmp.Compare(x.day, y.day) })
	return tolls, claims
}

// known returns the members known at the moment in their one order: by day, then
// by ID.
func known(members []tocsin.Testimony, at Moment) []tocsin.Testimony {
	out := []tocsin.Testimony{}
	for _, m := range members {
		if at.Knows(m) {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b tocsin.Testimony) int {
		return cmp.Or(cmp.Compare(a.Day(), b.Day()), cmp.Compare(a.Article, b.Article), cmp.Compare(a.Telling, b.Telling))
	})
	return out
}

// gistOf returns what linking's rules choose of the members.
func gistOf(members []tocsin.Testimony) tocsin.Gist {
	if len(members) == 0 {
		return tocsin.Gist{}
	}
	told := make([]tocsin.Told, len(members))
	for i, m := range members {
		told[i] = m.Told
	}
	return link.Summarize(told).Gist
}
