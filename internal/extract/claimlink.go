package extract

import "tocsin"

// linkClaims adds what is claimed, denied and blamed in so many words to the
// group of mentions that it is most likely said of.
func (lx *lexicon) linkClaims(a *Analysis, groups [][]Mention) {
	var about []topic
	for i, g := range groups {
		if !leadOf(g).Kind.Answer() {
			about = append(about, topic{group: i, main: lx.salience(a, g) == tocsin.Main})
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
	for i, t := range about {
		g := groups[t.group]
		if i > 2 && (g[0].Sentence > c.sentence || g[len(g)-1].Sentence < c.sentence-linkReach) {
			continue
		}
		if s := linkScore(c, g, t.main); s > bestScore {
			best, bestScore = t.group, s
		}
	}
	return best
}

// linkScore tells how likely claim c is said of the incident of group g: an act
// in its own sentence, above all behind its verb, then what was told shortly
// before, then what the report is about.
func linkScore(c claim, g []Mention, main bool) int {
	best := -100
	for i := range g {
		s := 0
		switch d := c.sentence - g[i].Sentence; {
		case d == 0 && g[i].Head > c.tok:
			s = 14
		case d == 0:
			s = 12
		case d > 0:
			s = max(8-d, 0)
		default:
			s = d - 4
		}
		best = max(best, s)
	}
	if main {
		best += 3
	}
	return best
}
