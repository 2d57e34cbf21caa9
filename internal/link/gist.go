package link

import (
	"cmp"
	"slices"

	"tocsin"
)

// gist chooses what a list shows of tellings, which stand in canonical order.
func gist(told []tocsin.Told) tocsin.Gist {
	g := tocsin.Gist{
		Kind:      mostTold(told, func(t tocsin.Told) tocsin.Kind { return t.Incident.Kind }, tocsin.Kinds()),
		Stage:     mostTold(told, func(t tocsin.Told) tocsin.Stage { return t.Incident.Stage }, tocsin.Stages()),
		Aggregate: told[0].Incident.Aggregate,
		When:      when(told), Where: where(told), Actors: actors(told),
		Killed: tollRange(told, tocsin.Killed), Injured: tollRange(told, tocsin.Injured),
	}
	reports, outlets := map[string]bool{}, map[string]bool{}
	for _, t := range told {
		reports[t.Article] = true
		if t.Outlet != "" {
			outlets[t.Outlet] = true
		}
	}
	g.Reports, g.Outlets = len(reports), len(outlets)
	return g
}

// mostTold returns the value that most tellings give; of several, the first in order.
func mostTold[V comparable](told []tocsin.Told, value func(tocsin.Told) V, order []V) V {
	n := map[V]int{}
	for _, t := range told {
		n[value(t)]++
	}
	best := value(told[0])
	for _, v := range order {
		if n[v] > n[best] || n[v] == n[best] && slices.Index(order, v) < slices.Index(order, best) {
			best = v
		}
	}
	return best
}

// when returns the interval that most tellings give; of several, the narrowest,
// then the earliest.
func when(told []tocsin.Told) *tocsin.Interval {
	n := map[tocsin.Interval]int{}
	for _, t := range told {
		if d := t.Incident.Date; d != nil {
			n[d.Interval]++
		}
	}
	var best *tocsin.Interval
	for iv := range n {
		if best == nil || cmp.Or(n[iv]-n[*best], best.Days()-iv.Days(), int(best.Start-iv.Start)) > 0 {
			best = &iv
		}
	}
	return best
}

// where returns the finest place; of several, that of the name most told, then
// the first in order.
func where(told []tocsin.Told) *tocsin.Place {
	grade := func(p *tocsin.Place) int {
		if i := slices.Index(tocsin.Precisions(), p.Precision); i >= 0 {
			return i
		}
		return len(tocsin.Precisions())
	}
	names := map[string]int{}
	for _, t := range told {
		if p := t.Incident.Place; p != nil {
			names[p.Name]++
		}
	}
	var best *tocsin.Place
	for _, t := range told {
		p := t.Incident.Place
		if p == nil {
			continue
		}
		if best == nil || cmp.Or(grade(best)-grade(p), names[p.Name]-names[best.Name]) > 0 {
			best = p
		}
	}
	return best
}

// actors returns who is held responsible, by the number of tellings that say so,
// then by name. Who is only said not to have done it is left out.
func actors(told []tocsin.Told) []string {
	n := map[string]int{}
	for _, t := range told {
		seen := map[string]bool{tocsin.UnknownActor: true, tocsin.IndividualsActor: true}
		for _, a := range t.Incident.Perpetrators {
			if a.Stance != tocsin.Denied && !seen[a.Actor] {
				seen[a.Actor] = true
				n[a.Actor]++
			}
		}
	}
	var out []string
	for a := range n {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(n[b]-n[a], cmp.Compare(a, b)) })
	return out
}

// tollRange returns the lowest to the highest figure told for all.
func tollRange(told []tocsin.Told, what tocsin.Effect) *tocsin.Quantity {
	var q *tocsin.Quantity
	top, open := 0, false
	for _, t := range told {
		for _, toll := range t.Incident.Tolls {
			if toll.What != what || toll.Whom != tocsin.All {
				continue
			}
			if q == nil {
				q = &tocsin.Quantity{Low: toll.Low}
			}
			q.Low = min(q.Low, toll.Low)
			high := toll.Low
			if toll.High != nil {
				high = *toll.High
			}
			switch {
			case high > top:
				top, open = high, toll.High == nil
			case high == top:
				open = open || toll.High == nil
			}
		}
	}
	if q != nil && !open {
		q.High = &top
	}
	return q
}
