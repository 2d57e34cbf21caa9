package eval

import (
	"slices"

	"tocsin"
)

// slot compares one field of two incidents.
type slot struct {
	name string
	// count returns how many values an incident has.
	count func(Incident) int
	// hits returns how many values of the coded incident are right.
	hits func(coded, gold Incident) int
}

// newSlot makes a slot of the values that a function reads from an incident.
func newSlot[T any](name string, values func(Incident) []T, same func(a, b T) bool) slot {
	return slot{
		name:  name,
		count: func(inc Incident) int { return len(values(inc)) },
		hits:  func(c, g Incident) int { return hits(values(c), values(g), same) },
	}
}

// slots returns the nine slots in the order of [Fields].
func slots(al Aliases) []slot {
	eq := func(a, b string) bool { return a == b }
	return []slot{
		newSlot("kind", func(i Incident) []string { return filled(string(i.Kind)) }, eq),
		newSlot("stage", func(i Incident) []string { return filled(string(i.Stage)) }, eq),
		newSlot("country", countries, eq),
		newSlot("weapon", func(i Incident) []string { return kindsOf(i.Weapons) }, eq),
		newSlot("target", func(i Incident) []string { return kindsOf(i.Targets) }, eq),
		newSlot("date", dates, sameDate),
		newSlot("place", places, samePlace),
		newSlot("actor", func(i Incident) []string { return actors(al, i) }, al.same),
		newSlot("toll", func(i Incident) []Toll { return distinct(i.Tolls, closeToll) }, closeToll),
	}
}

func filled(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func countries(inc Incident) []string {
	if inc.Place == nil {
		return nil
	}
	return filled(inc.Place.Country)
}

func dates(inc Incident) []*Date {
	if inc.Date == nil {
		return nil
	}
	return []*Date{inc.Date}
}

func places(inc Incident) []*Place {
	if inc.Place == nil || inc.Place.Name == "" {
		return nil
	}
	return []*Place{inc.Place}
}

// actors returns the known actors, each once.
func actors(al Aliases, inc Incident) []string {
	var out []string
	for _, a := range inc.Perpetrators {
		if al.actor(a.Actor) != tocsin.UnknownActor {
			out = append(out, a.Actor)
		}
	}
	return distinct(out, al.same)
}

// kindsOf returns the kinds, sorted, each once.
func kindsOf(ks []Kinded) []string {
	var out []string
	for _, k := range ks {
		out = append(out, k.Kind)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hits returns how many xs find an equal among ys, each y used once, first
// come first served.
func hits[T any](xs, ys []T, same func(a, b T) bool) int {
	used, n := make([]bool, len(ys)), 0
	for _, x := range xs {
		for k, y := range ys {
			if !used[k] && same(x, y) {
				used[k] = true
				n++
				break
			}
		}
	}
	return n
}

// distinct returns the values of xs without those equal to an earlier one.
func distinct[T any](xs []T, same func(a, b T) bool) []T {
	var out []T
	for _, x := range xs {
		if !slices.ContainsFunc(out, func(y T) bool { return same(x, y) }) {
			out = append(out, x)
		}
	}
	return out
}
