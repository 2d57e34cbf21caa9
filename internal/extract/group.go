package extract

import "tocsin"

// group joins the mentions that tell one incident, each group in order of
// position and the groups in order of their first mention.
func group(a *Analysis, ms []Mention) [][]Mention {
	var groups [][]Mention
	for _, m := range ms {
		if g := home(a, groups, m); g >= 0 {
			groups[g] = append(groups[g], m)
			continue
		}
		groups = append(groups, []Mention{m})
	}
	return groups
}

// home returns the latest group that m fits into, -1 if there is none.
func home(a *Analysis, groups [][]Mention, m Mention) int {
	for g := len(groups) - 1; g >= 0; g-- {
		if sameIncident(a, groups[g], m) {
			return g
		}
	}
	return -1
}

// sameIncident reports whether m can tell the incident of group g: kinds of one
// family, and no contradiction of stage, place or date that both tell themselves.
func sameIncident(a *Analysis, g []Mention, m Mention) bool {
	for _, x := range g {
		if !sameFamily(x, m) || x.Stage != m.Stage {
			return false
		}
		if x.PlaceOwn && m.PlaceOwn && !placesAgree(x.Place, m.Place) {
			return false
		}
		if x.DateOwn && m.DateOwn && !x.Date.Interval.Overlaps(m.Date.Interval) {
			return false
		}
	}
	return true
}

func sameFamily(x, m Mention) bool {
	if x.Kind.Answer() || m.Kind.Answer() {
		return x.Kind == m.Kind
	}
	return x.Kind == m.Kind || x.Generic || m.Generic
}

// placesAgree reports whether one place can be within the other.
func placesAgree(p, q *tocsin.Place) bool {
	switch {
	case p.Name == q.Name || p.GeoID != 0 && p.GeoID == q.GeoID:
		return true
	case p.Country != "" && q.Country != "" && p.Country != q.Country:
		return false
	case p.Precision == tocsin.PrecisionCountry || q.Precision == tocsin.PrecisionCountry:
		return true
	case p.Precision == tocsin.PrecisionAdmin1 || q.Precision == tocsin.PrecisionAdmin1:
		return p.Admin1 == q.Admin1
	}
	return false
}
