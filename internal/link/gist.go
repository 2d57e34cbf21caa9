package link

import (
	"cmp"
	"slices"

	"tocsin"
)

// gist chooses what a list shows of tellings, which stand in canonical order.
func gist(told []*Telling) tocsin.Gist {
	g := tocsin.Gist{
		Kind:      mostTold(told, func(t *Telling) tocsin.Kind { return t.Kind }, tocsin.Kinds()),
		Stage:     mostTold(told, func(t *Telling) tocsin.Stage { return t.Stage }, tocsin.Stages()),
		Aggregate: told[0].Aggregate,
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
func mostTold[V comparable](told []*Telling, value func(*Telling) V, order []V) V {
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
func when(told []*Telling) *tocsin.Interval {
	n := map[tocsin.Interval]int{}
	for _, t := range told {
		if t.When != nil && !t.Assumed {
			n[*t.When]++
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
func where(told []*Telling) *tocsin.Place {
	names := map[string]int{}
	for _, t := range told {
		if t.Where != nil {
			names[t.Where.Name]++
		}
	}
	var best *Spot
	for _, t := range told {
		p := t.Where
		if p == nil {
			continue
		}
		if best == nil || cmp.Or(grade(best)-grade(p), names[p.Name]-names[best.Name]) > 0 {
			best = p
		}
	}
	if best == nil {
		return nil
	}
	return &tocsin.Place{
		Name: best.Name, Admin1: best.Admin1, Country: best.Country, GeoID: best.GeoID,
		Lat: best.Lat, Lon: best.Lon, Precision: best.Precision,
	}
}

// grade counts the precision from the finest, a place without one last.
func grade(p *Spot) int {
	if i := slices.Index(tocsin.Precisions(), p.Precision); i >= 0 {
		return i
	}
	return len(tocsin.Precisions())
}

// actors returns who is held responsible, by the number of tellings that say so,
// then by name. Who is only said not to have done it is left out.
func actors(told []*Telling) []string {
	n := map[string]int{}
	for _, t := range told {
		for _, a := range t.Actors {
			n[a]++
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
func tollRange(told []*Telling, what tocsin.Effect) *tocsin.Quantity {
	var q *tocsin.Quantity
	top, open := 0, false
	for _, t := range told {
		for _, toll := range t.Tolls {
			if toll.What != what || !toll.All {
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
