package extract

import (
	"math"

	"tocsin"
)

// keep drops the groups that too little speaks for, and sets the score of the
// others.
func (w Weights) keep(a *Analysis, groups [][]Mention) [][]Mention {
	var out [][]Mention
	for _, g := range groups {
		z := w.evidence(a, g)
		if z < 0 {
			continue
		}
		for i := range g {
			g[i].Score = 1 / (1 + math.Exp(-2*z))
		}
		out = append(out, g)
	}
	return out
}

// evidence sums what speaks for and against a group's being a codable incident.
func (w Weights) evidence(a *Analysis, g []Mention) float64 {
	z := w["keep.bias"] + w["keep.mentions"]*float64(min(len(g), 5)-1) + w["keep.late"]*float64(min(g[0].Sentence, 20))
	add := func(name string, yes bool) {
		if yes {
			z += w[name]
		}
	}
	add("keep.generic", all(g, func(m Mention) bool { return m.Generic }))
	add("keep.weak", all(g, func(m Mention) bool { return m.Weak }))
	add("keep.effect", all(g, func(m Mention) bool { return m.Effect }))
	add("keep.nominal", all(g, func(m Mention) bool { return m.Nominal }))
	add("keep.calm", a.calm(2))
	add("keep.calmer", a.calm(4))
	add("keep.calm.answer", a.calm(5) && g[0].Kind.Answer() && g[0].Kind != tocsin.AlertChange)
	add("keep.definite", g[0].Definite)
	add("keep.place", some(g, func(m Mention) bool { return m.PlaceOwn }))
	add("keep.nowhere", all(g, func(m Mention) bool { return m.Place == nil }))
	add("keep.stage", g[0].Stage != tocsin.Accomplished)
	add("keep.answer", g[0].Kind.Answer())
	add("keep.count", some(g, summed))
	add("keep.target", some(g, func(m Mention) bool { return len(m.Targets) > 0 }))
	add("keep.date", some(g, func(m Mention) bool { return m.DateOwn }))
	add("keep.actor", some(g, func(m Mention) bool { return len(m.Perpetrators) > 0 }))
	add("keep.claim", some(g, isClaimed))
	add("keep.toll", some(g, func(m Mention) bool { return len(m.Tolls) > 0 }))
	add("keep.title", a.Sentences[g[0].Sentence].Title)
	return z
}

// calm reports whether the report has at most n words of armed violence where
// one as long that is about it would have more.
func (a *Analysis) calm(n int) bool { return a.violence <= n && len(a.Tokens) > 40*n }

// isClaimed reports whether somebody claims, denies or is blamed for the act.
func isClaimed(m Mention) bool {
	for _, p := range m.Perpetrators {
		if p.Stance != tocsin.Reported {
			return true
		}
	}
	return false
}

func all(g []Mention, f func(Mention) bool) bool {
	return !some(g, func(m Mention) bool { return !f(m) })
}

func some(g []Mention, f func(Mention) bool) bool {
	for _, m := range g {
		if f(m) {
			return true
		}
	}
	return false
}
