package casebook

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"tocsin"
	"tocsin/internal/assess"
	"tocsin/internal/review"
)

// Turn says what became of an incident.
type Turn string

// What may become of an incident when what it rests on is made anew.
const (
	TurnNew      Turn = "new"
	TurnGone     Turn = "gone"
	TurnMerged   Turn = "merged"
	TurnSplit    Turn = "split"
	TurnRenamed  Turn = "renamed"  // another of its tellings gives it its ID; the old one leads there
	TurnChanged  Turn = "changed"  // values differ
	TurnConflict Turn = "conflict" // a decision rests on what is no longer so
)

// Changes is what a recoding changed: what was known when it began, as it was then
// and as it is now. Reports and decisions that came later have no part in it.
type Changes struct {
	Recoding tocsin.Recoding  `json:"recoding"`
	Totals   ChangeTotals     `json:"totals"`
	All      []IncidentChange `json:"incidents"`
}

// ChangeTotals counts what changed.
type ChangeTotals struct {
	// Articles is the number of those whose record has changed.
	Articles int `json:"articles"`
	// Incidents counts those that changed, by what became of them.
	Incidents map[Turn]int `json:"incidents"`
	// Decisions is the number of those on these incidents, Adrift that of those
	// whose incident is told by no report any more; they are kept.
	Decisions int `json:"decisions"`
	Adrift    int `json:"adrift"`
}

// IncidentChange is what became of one incident.
type IncidentChange struct {
	// ID is where it is found now, or of one that is gone, what it was.
	ID    string `json:"id"`
	Turns []Turn `json:"turns"`
	Title string `json:"title,omitempty"`
	// Was are the IDs that it had, several where incidents were merged.
	Was []string `json:"was,omitempty"`
	// Into are the incidents that one which was split became.
	Into []string `json:"into,omitempty"`
	// To is where the ID of one that is gone leads, "" for nowhere.
	To        string            `json:"to,omitempty"`
	Values    []ValueChange     `json:"values,omitempty"`
	Conflicts []review.Conflict `json:"conflicts,omitempty"`
	// Decisions are the numbers of those on it.
	Decisions []int `json:"decisions,omitempty"`
}

// ValueChange is a value that reports give otherwise than before.
type ValueChange struct {
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
	// Articles are the reports that tell otherwise than before what it rests on.
	Articles []string `json:"articles"`
}

// Changes compares what a recoding found with what is there now.
func (b Binder) Changes(r Recoded) Changes {
	before, after := r.sides()
	c := comparison{Recoded: r, before: before, after: after, kin: r.kin(before, after)}
	c.was, c.is = b.openAll(before, r.Former.Recoding.At), b.openAll(after, r.Former.Recoding.At)
	out := Changes{Recoding: r.Former.Recoding, All: []IncidentChange{}}
	for _, id := range slices.Sorted(maps.Keys(c.is)) {
		if change := c.arrived(id); len(change.Turns) > 0 {
			out.All = append(out.All, change)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.was)) {
		if len(c.kin.to[id]) == 0 {
			out.All = append(out.All, c.gone(id))
		}
	}
	slices.SortStableFunc(out.All, func(x, y IncidentChange) int {
		return cmp.Or(cmp.Compare(weight(y), weight(x)), cmp.Compare(x.ID, y.ID))
	})
	out.Totals = c.totals(out.All)
	return out
}

// weight puts what an analyst must look at first: decisions in conflict, then what
// bears decisions.
func weight(c IncidentChange) int { return 2*min(len(c.Conflicts), 1) + min(len(c.Decisions), 1) }

// comparison holds both sides while they are compared.
type comparison struct {
	Recoded
	before, after side
	kin           kinship
	was, is       map[string]File
}

// openAll opens every folder of a side as of the recoding.
func (b Binder) openAll(s side, at time.Time) map[string]File {
	out := map[string]File{}
	for id, f := range s.folders {
		if file, known := b.Open(*f, assess.Moment{}, at); known {
			out[id] = file
		}
	}
	return out
}

// arrived tells what became of an incident that is there now.
func (c comparison) arrived(id string) IncidentChange {
	now := c.is[id]
	out := IncidentChange{ID: now.ID, Title: now.Title, Decisions: numbersOf(now.Review)}
	from := slices.DeleteFunc(closest(c.kin.from[id]), func(id string) bool { _, known := c.was[id]; return !known })
	if len(from) == 0 {
		out.Turns = []Turn{TurnNew}
		if out.Conflicts = now.Review.Conflicts; len(out.Conflicts) > 0 {
			out.Turns = append(out.Turns, TurnConflict)
		}
		return out
	}
	main := c.was[from[0]]
	for _, f := range from {
		out.Was = append(out.Was, c.was[f].ID)
	}
	turn := func(is bool, t Turn) {
		if is {
			out.Turns = append(out.Turns, t)
		}
	}
	into := closest(c.kin.to[from[0]])
	turn(len(from) > 1, TurnMerged)
	turn(len(into) > 1, TurnSplit)
	turn(main.ID != now.ID && !slices.Contains(out.Was, now.ID) && len(into) == 1, TurnRenamed)
	for _, i := range into {
		if len(into) > 1 {
			out.Into = append(out.Into, c.is[i].ID)
		}
	}
	out.Values = c.values(main, now)
	turn(len(out.Values) > 0, TurnChanged)
	out.Conflicts = c.newConflicts(from, now)
	turn(len(out.Conflicts) > 0, TurnConflict)
	return out
}

func numbersOf(r review.Review) []int {
	var out []int
	for _, e := range r.Log {
		out = append(out, e.Number)
	}
	return out
}

// newConflicts returns those that were none before.
func (c comparison) newConflicts(from []string, now File) []review.Conflict {
	return slices.DeleteFunc(slices.Clone(now.Review.Conflicts), func(x review.Conflict) bool {
		return slices.ContainsFunc(from, func(id string) bool {
			return slices.ContainsFunc(c.was[id].Review.Conflicts, func(o review.Conflict) bool { return o == x })
		})
	})
}

// gone tells where an incident that no report tells of any more leads.
func (c comparison) gone(id string) IncidentChange {
	was := c.was[id]
	out := IncidentChange{ID: was.ID, Turns: []Turn{TurnGone}, Title: was.Title, Was: []string{was.ID}, Decisions: numbersOf(was.Review)}
	if to := c.follow(was.ID, c.after); to != "" {
		out.To = c.is[c.after.of[to]].ID
	}
	return out
}

// values returns the fields whose values differ, in their order.
func (c comparison) values(was, now File) []ValueChange {
	var out []ValueChange
	add := func(field, from, to string) {
		if from != to {
			out = append(out, ValueChange{field, from, to, c.because(field, was, now)})
		}
	}
	add("reports", fmt.Sprint(was.Reports), fmt.Sprint(now.Reports))
	for _, field := range review.Fields() {
		add(field, was.Machine[field], now.Machine[field])
	}
	return out
}

// because returns the reports that tell otherwise than before what a field rests
// on, joined the incident or left it.
func (c comparison) because(field string, was, now File) []string {
	before, after := basis(field, was), basis(field, now)
	var out []string
	for article, told := range before {
		if after[article] != told {
			out = append(out, article)
		}
	}
	for article := range after {
		if _, ok := before[article]; !ok {
			out = append(out, article)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// basis returns what reports tell that a field may rest on, by article, to be
// compared.
func basis(field string, f File) map[string]string {
	out := map[string]string{}
	for _, r := range f.Assessment.Reports {
		b, err := json.Marshal(restsOn(field, r.Told.Incident))
		if err != nil {
			panic(err) // these values always marshal
		}
		out[r.Article] += string(b)
	}
	return out
}

func restsOn(field string, inc tocsin.Incident) any {
	switch field {
	case "reports":
		return nil
	case "kind":
		return inc.Kind
	case "stage":
		return inc.Stage
	case "date":
		return inc.Date
	case "place", "country":
		return inc.Place
	case "killed", "injured":
		return []any{inc.Tolls, inc.Aggregate, inc.Count}
	}
	return inc.Perpetrators
}

// totals counts the changes.
func (c comparison) totals(all []IncidentChange) ChangeTotals {
	t := ChangeTotals{Articles: c.Former.Coded, Incidents: map[Turn]int{}}
	for _, change := range all {
		for _, turn := range change.Turns {
			t.Incidents[turn]++
		}
	}
	for _, d := range c.Decisions {
		if d.At.After(c.Former.Recoding.At) || c.follow(d.Incident, c.before) == "" {
			continue
		}
		t.Decisions++
		if c.follow(d.Incident, c.after) == "" {
			t.Adrift++
		}
	}
	return t
}

// turns are what may become of an incident, in the order in which they are told.
func turns() []Turn {
	return []Turn{TurnNew, TurnGone, TurnMerged, TurnSplit, TurnRenamed, TurnChanged, TurnConflict}
}

// String draws the totals in a line.
func (t ChangeTotals) String() string {
	said := []string{fmt.Sprintf("%d articles coded otherwise", t.Articles)}
	for _, turn := range turns() {
		if n := t.Incidents[turn]; n > 0 {
			said = append(said, fmt.Sprintf("%d %s", n, turn))
		}
	}
	return strings.Join(append(said, fmt.Sprintf("%d decisions kept, %d of them on incidents told no more", t.Decisions, t.Adrift)), ", ")
}
