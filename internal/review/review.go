// Package review replays analysts' decisions over what the machine derives. A
// decision is never overwritten: machine values change underneath as evidence
// comes in, decisions stay on top until an analyst undoes them, and where the
// two part, that is flagged. The rules are those of docs/review.md.
package review

import (
	"fmt"
	"slices"
	"time"

	"tocsin"
)

// State says how far an incident has been reviewed.
type State string

// The states of review.
const (
	// Awaiting: nobody has accepted or rejected it.
	Awaiting State = "awaiting"
	Accepted State = "accepted"
	Rejected State = "rejected"
	// Disputed: it was decided on, and newer evidence speaks against a decision.
	Disputed State = "disputed"
)

// States returns all states.
func States() []State { return []State{Awaiting, Accepted, Rejected, Disputed} }

// Review is what the decisions on one incident amount to.
type Review struct {
	State State `json:"state"`
	// Text is the reason of the acceptance or rejection that holds.
	Text string `json:"text,omitempty"`
	// Set are the fields whose values an analyst has set, by name.
	Set map[string]Setting `json:"set"`
	// Conflicts tell where newer evidence and decisions part.
	Conflicts []Conflict `json:"conflicts"`
	// Log holds every decision, oldest first.
	Log []Entry `json:"log"`
	// Revision is the number of the last decision, 0 for none: whoever decides
	// next names it, so that no decision is made on what was not seen.
	Revision int `json:"revision"`
}

// Setting is a field's value by an analyst beside the machine's.
type Setting struct {
	Value   string `json:"value"`
	Machine string `json:"machine"`
	Pinned  bool   `json:"pinned"`
	// Number is the decision's.
	Number int `json:"number"`
}

// Conflict is a decision that newer evidence speaks against.
type Conflict struct {
	Number int    `json:"number"`
	Field  string `json:"field"`
	// Why says it in words.
	Why string `json:"why"`
}

// Entry is a decision with what became of it.
type Entry struct {
	tocsin.Decision
	// Holds is false where the decision was undone, or a later one took its place.
	Holds bool `json:"holds"`
	// By is the number of the decision that undid or replaced it, 0 for none.
	By int `json:"by,omitempty"`
}

// Replay applies the decisions made by a time, in the order of their numbers, to
// the machine's values by field. The zero time is the present. Of contradictory
// decisions the later holds: of an acceptance and a rejection, of two settings of
// one field; undoing the later brings back the earlier.
func Replay(decisions []tocsin.Decision, machine map[string]string, by time.Time) Review {
	r := Review{State: Awaiting, Set: map[string]Setting{}, Conflicts: []Conflict{}, Log: log(decisions, by)}
	for i := range r.Log {
		e := &r.Log[i]
		r.Revision = max(r.Revision, e.Number)
		if e.Holds {
			r.apply(e, machine)
		}
	}
	for _, e := range r.Log {
		if e.Holds {
			r.Conflicts = append(r.Conflicts, conflicts(e, machine)...)
		}
	}
	if len(r.Conflicts) > 0 {
		r.State = Disputed
	}
	return r
}

// log sorts the decisions and marks those that were undone. An undo that was
// undone itself undoes nothing.
func log(decisions []tocsin.Decision, by time.Time) []Entry {
	entries := []Entry{}
	for _, d := range decisions {
		if by.IsZero() || !d.At.After(by) {
			entries = append(entries, Entry{Decision: d, Holds: true})
		}
	}
	slices.SortFunc(entries, func(a, b Entry) int { return a.Number - b.Number })
	// From the last to the first: whether an undo holds is known before what it undoes.
	for i := len(entries) - 1; i >= 0; i-- {
		e := entries[i]
		if e.Action != tocsin.Undo || !e.Holds {
			continue
		}
		for j := range entries[:i] {
			if entries[j].Number == e.Undoes && entries[j].Holds {
				entries[j].Holds, entries[j].By = false, e.Number
			}
		}
	}
	return entries
}

// apply lets a decision act, and takes the force of the one that it replaces.
func (r *Review) apply(e *Entry, machine map[string]string) {
	switch e.Action {
	case tocsin.Accept, tocsin.Reject:
		r.State, r.Text = Accepted, e.Text
		if e.Action == tocsin.Reject {
			r.State = Rejected
		}
		r.replace(e, func(o Entry) bool { return o.Action == tocsin.Accept || o.Action == tocsin.Reject })
	case tocsin.Edit, tocsin.Pin:
		r.Set[e.Field] = Setting{e.Value, machine[e.Field], e.Action == tocsin.Pin, e.Number}
		r.replace(e, func(o Entry) bool {
			return o.Field == e.Field && (o.Action == tocsin.Edit || o.Action == tocsin.Pin)
		})
	}
}

// replace takes the force of earlier decisions of the same kind.
func (r *Review) replace(e *Entry, same func(Entry) bool) {
	for i := range r.Log {
		o := &r.Log[i]
		if o.Number < e.Number && o.Holds && same(*o) {
			o.Holds, o.By = false, e.Number
		}
	}
}

// conflicts tells where the machine's values have moved since the decision, in a
// field that it rests on: for a setting its own field, unless the evidence has
// come round to it; for an acceptance every field that nobody set.
func conflicts(e Entry, machine map[string]string) []Conflict {
	var out []Conflict
	switch e.Action {
	case tocsin.Edit, tocsin.Pin:
		was, is := e.Basis[e.Field], machine[e.Field]
		if was != is && is != e.Value {
			out = append(out, Conflict{e.Number, e.Field, fmt.Sprintf(
				"%s set %s to %s when reports gave %s; they now give %s", e.Author, e.Field, e.Value, or(was), or(is))})
		}
	case tocsin.Accept, tocsin.Reject:
		done := map[tocsin.Action]string{tocsin.Accept: "accepted", tocsin.Reject: "rejected"}[e.Action]
		for _, field := range sortedKeys(machine, e.Basis) {
			if was, is := e.Basis[field], machine[field]; was != is {
				out = append(out, Conflict{e.Number, field, fmt.Sprintf(
					"%s %s it when %s was %s; reports now give %s", e.Author, done, field, or(was), or(is))})
			}
		}
	}
	return out
}

func or(value string) string {
	if value == "" {
		return "none"
	}
	return value
}

func sortedKeys(maps ...map[string]string) []string {
	var keys []string
	for _, m := range maps {
		for k := range m {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Constraints returns what the merges and splits that hold say of pairs of
// tellings, later ones last. A pair that is decided anew stands once, as decided
// last.
func Constraints(decisions []tocsin.Decision) []tocsin.Constraint {
	type pair struct{ a, b string }
	var order []pair
	same := map[pair]bool{}
	set := func(a, b string, value bool) {
		p := pair{min(a, b), max(a, b)}
		if a == b {
			return
		}
		if _, ok := same[p]; ok {
			order = slices.DeleteFunc(order, func(o pair) bool { return o == p })
		}
		order, same[p] = append(order, p), value
	}
	for _, e := range log(decisions, time.Time{}) {
		if e.Holds {
			constrain(e.Decision, set)
		}
	}
	out := make([]tocsin.Constraint, len(order))
	for i, p := range order {
		out[i] = tocsin.Constraint{A: p.a, B: p.b, Same: same[p]}
	}
	return out
}

// constrain names the pairs that a decision is about: a merge joins each telling
// to the incident; a split joins those that it sets apart to each other and parts
// each from each that stays.
func constrain(d tocsin.Decision, set func(a, b string, same bool)) {
	switch d.Action {
	case tocsin.Merge:
		for _, t := range d.Tellings {
			set(d.Incident, t, true)
		}
	case tocsin.Split:
		for i, t := range d.Tellings {
			if i > 0 {
				set(d.Tellings[0], t, true)
			}
			for _, rest := range d.Rest {
				set(t, rest, false)
			}
		}
	}
}
