package link

import (
	"cmp"
	"slices"
)

// Succession says which telling of a later version of a report tells what one of an
// earlier version told: the ID now, by the ID then. What was told and is no more has
// no entry. The likeliest pairs come first; where each version has one main incident
// of one family, these are the same whatever else was put right.
func (s *Scorer) Succession(then, now []Telling) map[string]string {
	type match struct {
		then, now string
		score     float64
	}
	var all []match
	for i := range then {
		for k := range now {
			was, is := then[i], now[k]
			was.Article, is.Article = "then", "now"
			score := s.Score(&was, &is)
			if soleMain(then, &was) && soleMain(now, &is) && familyOf(was.Kind) == familyOf(is.Kind) {
				score += 1
			}
			if score >= linkFrom {
				all = append(all, match{was.ID, is.ID, score})
			}
		}
	}
	slices.SortFunc(all, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.then, b.then), cmp.Compare(a.now, b.now))
	})
	out := map[string]string{}
	for _, m := range all {
		if out[m.then] == "" {
			out[m.then] = m.now
		}
	}
	return out
}

// soleMain reports whether t is the only one that its report is about.
func soleMain(all []Telling, t *Telling) bool {
	return t.Main && !slices.ContainsFunc(all, func(o Telling) bool { return o.Main && o.ID != t.ID })
}
