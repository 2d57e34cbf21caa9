package extract

import (
	"sort"

	"tocsin"
)

// linkClaims adds what is claimed, denied and blamed in so many words to the
// group of mentions that it is most likely said of.
func (lx *lexicon) linkClaims(a *Analysis, groups [][]Mention) {
	var about []topic
	for i, g := range groups {
		if !leadOf(g).Kind.Answer() {
			about = append(about, topic{group: i, main: salience(a, g, i == 0) == tocsin.Main})
		}
	}
	for _, c := range lx.claims(a) {
		if best := linked(c, groups, about); best >= 0 {
			m := &groups[best][0]
			m.Perpetrators = append(m.Perpetrators, c.attribution)
		}
	}
}

// topic is a group of mentions that a claim may be said of.
type topic struct {
	group int
	main  bool
}

// linkReach is how many sentences back the act that a claim is said of is looked
// for, besides the first acts of the report.
const linkReach = 12

// linked returns the index of the group that claim c is most likely said of, -1
// if there is none.
func linked(c claim, groups [][]Mention, about []topic) int {
	best, bestScore := -1, -100
	for i := range about {
		if i > 2 {
			break
		}
		best, bestScore = better(c, groups, about[i], best, bestScore)
	}
	from, to := reachable(c, groups, about)
	for _, t := range about[max(from, min(3, to)):to] {
		if g := groups[t.group]; g[len(g)-1].Sentence >= c.sentence-linkReach {
			best, bestScore = better(c, groups, t, best, bestScore)
		}
	}
	return best
}

// better returns topic t and its score if claim c is likelier said of it.
func better(c claim, groups [][]Mention, t topic, best, bestScore int) (int, int) {
	if s := linkScore(c, groups[t.group], t.main); s > bestScore {
		return t.group, s
	}
	return best, bestScore
}

// reachable returns the topics among which those lie that begin by the sentence
// of claim c and go on to linkReach before it. Topics stand in order of their
// first mention, and one that is never taken up again after lookBack others.
func reachable(c claim, groups [][]Mention, about []topic) (from, to int) {
	first := func(i int) int { return groups[about[i].group][0].Sentence }
	from = sort.Search(len(about), func(i int) bool { return first(i) >= c.sentence-linkReach })
	to = sort.Search(len(about), func(i int) bool { return first(i) > c.sentence })
	return max(0, from-lookBack), to
}

// linkScore tells how likely claim c is said of the incident of group g: an act
// in its own sentence, above all behind its verb, then what was told shortly
// before, then what the report is about.
func linkScore(c claim, g []Mention, main bool) int {
	const fades = 8 // sentences after which it no longer counts how long ago it was
	best := -100
	from := sort.Search(len(g), func(i int) bool { return g[i].Sentence >= c.sentence-fades })
	if from > 0 {
		best = 0
	}
	for i := from; i < len(g); i++ {
		s := 0
		switch d := c.sentence - g[i].Sentence; {
		case d == 0 && g[i].Head > c.tok:
			s = 16 - min((g[i].Head-c.tok)/2, 4) // the nearest behind the verb
		case d == 0:
			s = 12
		case d > 0:
			s = fades - d
		default:
			s = d - 4
		}
		if best = max(best, s); s < 0 {
			break // later ones are further off
		}
	}
	if main {
		best += 3
	}
	return best
}
