package eval

import "tocsin"

// Pairs returns which incident of a coding of the named article tells which of
// its gold: coded index to gold index.
func (f *Folder) Pairs(name string, coded Coding) map[int]int {
	out := map[int]int{}
	for _, p := range newMatch(f, name, coded).pairs {
		out[p.i] = p.j
	}
	return out
}

// Same reports whether a and b name one actor.
func (al Aliases) Same(a, b string) bool { return al.same(a, b) }

// SameDate reports whether a coded date is that of gold.
func SameDate(d *tocsin.Date, g *Date) bool {
	return d != nil && sameDate(&Date{d.Interval, d.Quote}, g)
}

// SamePlace reports whether a coded place is that of gold.
func SamePlace(p *tocsin.Place, g *Place) bool {
	return p != nil && samePlace(&Place{p.Name, p.Admin1, p.Country, p.Quote}, g)
}
