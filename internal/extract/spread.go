package extract

import (
	"sort"

	"tocsin"
	"tocsin/internal/text"
)

// spread gives each place of an enumeration its own mention: "shelled Ghanto,
// Alsien and Zafarana" tells three incidents, as does a plot against "Cologne,
// Vienna or Madrid". A title, and a sum of places that are provinces or
// countries, stay one.
func spread(a *Analysis, ms []Mention) []Mention {
	var out []Mention
	for _, m := range ms {
		out = append(out, m)
		if !m.PlaceOwn || m.Count != nil || a.Sentences[m.Sentence].Title || wide(m.Place) || m.Kind.Answer() {
			continue
		}
		for _, t := range a.enumeration(m.Place.Span) {
			if wide(&t.Place) || t.Span == m.Place.Span {
				continue
			}
			twin := m
			twin.Place = placeOf(a, t, m.Place.Score)
			out = append(out, twin)
		}
	}
	return out
}

// enumeration returns the places of the enumeration that the one at s stands in,
// itself included.
func (a *Analysis) enumeration(s tocsin.Span) []tocsin.Toponym {
	at := sort.Search(len(a.Toponyms), func(i int) bool { return a.Toponyms[i].Start >= s.Start })
	first := at
	for first > 0 && first < len(a.Toponyms) && a.joined(a.Toponyms[first-1].End, a.Toponyms[first].Start) && !a.Toponyms[first-1].Demonym && !a.Toponyms[first-1].Metonym {
		first--
	}
	if first == at {
		return a.enumerated(s)
	}
	rest := a.enumerated(a.Toponyms[first].Span)
	if len(rest) == 0 {
		return nil
	}
	return append([]tocsin.Toponym{a.Toponyms[first]}, rest...)
}

// enumerated returns the place names that are joined to the one at s, after it,
// by commas, "and" or "or", or by nothing where commas were lost.
func (a *Analysis) enumerated(s tocsin.Span) []tocsin.Toponym {
	var out []tocsin.Toponym
	end := s.End
	from := sort.Search(len(a.Toponyms), func(i int) bool { return a.Toponyms[i].Start >= end })
	for _, t := range a.Toponyms[from:] {
		if t.Demonym || t.Metonym || !a.joined(end, t.Start) || contains(out, t) {
			break
		}
		out = append(out, t)
		end = t.End
	}
	if len(out) > 0 && !a.closedByConjunction(s.End, end) {
		return nil
	}
	return out
}

func contains(ts []tocsin.Toponym, t tocsin.Toponym) bool {
	for _, x := range ts {
		if x.Name == t.Name || t.Place.GeoID != 0 && x.Place.GeoID == t.Place.GeoID {
			return true
		}
	}
	return false
}

// joined reports whether only a comma, a conjunction or an article stands in
// [from, to).
func (a *Analysis) joined(from, to int) bool {
	first, last := a.TokenRange(tocsin.Span{Start: from, End: to})
	if last-first > 3 || first > 0 && last < len(a.Tokens) && a.SentenceAt(from) != a.SentenceAt(to) {
		return false
	}
	for i := first; i < last; i++ {
		switch a.lower(i) {
		case ",", "and", "or", "the":
		default:
			return false
		}
	}
	return true
}

// closedByConjunction reports whether "and" or "or" stands in [from, to): an
// enumeration has one, "Kerman, Iran" has none.
func (a *Analysis) closedByConjunction(from, to int) bool {
	first, last := a.TokenRange(tocsin.Span{Start: from, End: to})
	for i := first; i < last; i++ {
		if a.Tokens[i].Kind == text.Word && (a.lower(i) == "and" || a.lower(i) == "or") {
			return true
		}
	}
	return false
}
