package extract

import (
	"strings"

	"tocsin"
)

// group joins the mentions that tell one incident, each group in order of
// position and the groups in order of their first mention. It goes in two
// steps: what tells the result of an act joins that act in its own sentence;
// then each act joins the earlier one that it most likely retells.
func group(a *Analysis, ms []Mention) [][]Mention {
	var groups [][]Mention
	for _, unit := range units(a, ms) {
		if g := home(a, groups, unit); g >= 0 {
			groups[g] = append(groups[g], unit...)
			continue
		}
		groups = append(groups, unit)
	}
	return groups
}

// units joins mentions of one sentence: "killed" to the strike that it is the
// result of.
func units(a *Analysis, ms []Mention) [][]Mention {
	host := make([]int, len(ms))
	for i := range ms {
		host[i] = i
		if h := hostOf(a, ms, i); h >= 0 {
			host[i] = h
		}
	}
	var out [][]Mention
	at := map[int]int{}
	for i := range ms {
		root := i
		for steps := 0; host[root] != root && steps < len(ms); steps++ {
			root = host[root]
		}
		if k, ok := at[root]; ok {
			out[k] = append(out[k], ms[i])
			continue
		}
		at[root] = len(out)
		out = append(out, []Mention{ms[i]})
	}
	return out
}

// hostOf returns the mention of the same sentence that mention i tells the
// result of or names again, -1 if it stands for itself.
func hostOf(a *Analysis, ms []Mention, i int) int {
	best, bestCost := -1, 1000
	first := i
	for first > 0 && ms[first-1].Sentence == ms[i].Sentence {
		first--
	}
	for j := first; j < len(ms) && ms[j].Sentence == ms[i].Sentence; j++ {
		if j == i || !hosts(ms[j], ms[i]) {
			continue
		}
		cost := clauseGap(ms[i], ms[j])*10 + abs(ms[i].Head-ms[j].Head)/4
		if cost < bestCost {
			best, bestCost = j, cost
		}
	}
	if best >= 0 && (ms[i].Effect || clauseGap(ms[i], ms[best]) == 0) {
		return best
	}
	return -1
}

// hosts reports whether act x can be what y tells the result of.
func hosts(x, y Mention) bool {
	if x.Kind.Answer() != y.Kind.Answer() || x.Stage != y.Stage {
		return false
	}
	switch {
	case y.Effect && !x.Effect:
	case y.Generic && !x.Generic && !y.Effect:
	case x.Kind == y.Kind && x.First < y.First && x.Clause == y.Clause && y.Nominal != x.Nominal:
	default:
		return false
	}
	return !(x.PlaceOwn && y.PlaceOwn && x.Clause != y.Clause && !placesAgree(x.Place, y.Place))
}

func clauseGap(x, y Mention) int { return abs(x.Clause - y.Clause) }

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// lookBack is how many incidents back a retelling is looked for, so that the
// time stays linear in the text.
const lookBack = 40

// home returns the group that unit most likely retells, -1 if it is new.
func home(a *Analysis, groups [][]Mention, unit []Mention) int {
	best, bestScore := -1, 0.0
	for g := max(0, len(groups)-lookBack); g < len(groups); g++ {
		if s := retells(a, groups[g], unit); s > bestScore {
			best, bestScore = g, s
		}
	}
	return best
}

// joinThreshold is the score above which a unit counts as a retelling; it was
// set on the training articles.
const joinThreshold = 1.0

// retells scores how likely unit tells the incident of group g again: 0 where
// they contradict each other.
func retells(a *Analysis, g, unit []Mention) float64 {
	m := leadOf(unit)
	if isNew(a, m) {
		return 0
	}
	score := 0.0
	for _, x := range g {
		for _, y := range unit {
			if contradict(x, y) {
				return 0
			}
		}
	}
	lead := leadOf(g)
	switch {
	case lead.Kind == m.Kind:
		score += 1
	case lead.Generic || m.Generic:
		score += 0.6
	default:
		return 0
	}
	last := g[len(g)-1]
	gap := m.Sentence - last.Sentence
	score -= 0.05 * float64(gap)
	if m.Definite || m.Effect {
		score += 0.4
	}
	if samePlace(g, unit) {
		score += 0.6
	}
	if sameDate(g, unit) {
		score += 0.3
	}
	switch agree := actorsAgree(g, unit); {
	case agree > 0:
		score += 0.3
	case agree < 0:
		score -= 0.7
	}
	if score < joinThreshold {
		return 0
	}
	return score
}

// isNew reports whether the words say that this is another act.
func isNew(a *Analysis, m Mention) bool {
	for t := m.First; t >= m.First-4 && t >= a.Sentences[m.Sentence].First; t-- {
		switch a.lower(t) {
		case "another", "second", "third", "separate", "similar", "other", "fourth":
			return true
		}
	}
	first := a.Sentences[m.Sentence].First
	switch a.lower(first) {
	case "separately", "elsewhere", "meanwhile":
		return m.First-first < 12
	}
	return false
}

// contradict reports whether two mentions tell different kinds, stages, places
// or dates in their own words.
func contradict(x, y Mention) bool {
	if x.Kind.Answer() != y.Kind.Answer() || x.Kind.Answer() && x.Kind != y.Kind {
		return true
	}
	if x.Stage != y.Stage && !(x.Generic || y.Generic) {
		return true
	}
	if x.Kind != y.Kind && !x.Generic && !y.Generic && !kindred(x.Kind, y.Kind) {
		return true
	}
	if x.PlaceOwn && y.PlaceOwn && !placesAgree(x.Place, y.Place) {
		return true
	}
	return x.DateOwn && y.DateOwn && !nearDates(x.Date.Interval, y.Date.Interval)
}

// kindred reports whether reports often use one kind's words for the other.
func kindred(x, y tocsin.Kind) bool {
	if precedes(y, x) {
		x, y = y, x
	}
	switch {
	case x == tocsin.AirStrike && y == tocsin.Shelling,
		x == tocsin.AirStrike && y == tocsin.Bombing,
		x == tocsin.ChemicalAttack,
		x == tocsin.Assassination && (y == tocsin.Bombing || y == tocsin.ArmedAssault),
		y == tocsin.ArmedAssault && (x == tocsin.Bombing || x == tocsin.HostageTaking || x == tocsin.VehicleAttack):
		return true
	}
	return false
}

func nearDates(x, y tocsin.Interval) bool {
	return x.Start <= y.End+1 && y.Start <= x.End+1
}

func samePlace(g, unit []Mention) bool {
	for _, x := range g {
		for _, y := range unit {
			if x.PlaceOwn && y.PlaceOwn && (x.Place.GeoID != 0 && x.Place.GeoID == y.Place.GeoID || strings.EqualFold(x.Place.Name, y.Place.Name)) {
				return true
			}
		}
	}
	return false
}

func sameDate(g, unit []Mention) bool {
	for _, x := range g {
		for _, y := range unit {
			if x.DateOwn && y.DateOwn && x.Date.Interval == y.Date.Interval {
				return true
			}
		}
	}
	return false
}

// actorsAgree is 1 where the two name a common actor, -1 where both name
// actors and none is common, else 0.
func actorsAgree(g, unit []Mention) int {
	seen := map[string]bool{}
	for _, x := range g {
		for _, p := range x.Perpetrators {
			if p.Actor != tocsin.UnknownActor {
				seen[p.Actor] = true
			}
		}
	}
	named := false
	for _, y := range unit {
		for _, p := range y.Perpetrators {
			if p.Actor == tocsin.UnknownActor {
				continue
			}
			if seen[p.Actor] {
				return 1
			}
			named = true
		}
	}
	if named && len(seen) > 0 {
		return -1
	}
	return 0
}

// placesAgree reports whether one place can be within the other.
func placesAgree(p, q *tocsin.Place) bool {
	switch {
	case strings.EqualFold(p.Name, q.Name) || p.GeoID != 0 && p.GeoID == q.GeoID:
		return true
	case p.Country != "" && q.Country != "" && p.Country != q.Country:
		return false
	case wide(p) || wide(q):
		return p.Admin1 == "" || q.Admin1 == "" || p.Admin1 == q.Admin1
	}
	return false
}

// wide reports whether a place is a whole country, region or province.
func wide(p *tocsin.Place) bool {
	return p.Precision == tocsin.PrecisionCountry || p.Precision == tocsin.PrecisionAdmin1 || p.Precision == tocsin.PrecisionRegion
}
