package extract

import (
	"slices"
	"strings"

	"tocsin"
	"tocsin/internal/syntax"
)

// addTargets adds what the act was done to: the object, the subject of a
// passive, or what follows "on", "against", "at" after a noun.
func (lx *lexicon) addTargets(a *Analysis, m *Mention) {
	if t, ok := lx.compoundTarget(a, m); ok {
		m.Targets = addTargetsTo(m.Targets, []tocsin.Target{t})
	}
	for _, np := range lx.targetNPs(a, m) {
		k := lx.victimKind(a, m, np)
		if k == "" || m.Kind == tocsin.ArmedClash && k == "private_citizens" && !lx.isPeopleHead(a, np.np) {
			continue
		}
		m.Targets = addTargetsTo(m.Targets, []tocsin.Target{{Kind: k, Citation: tocsin.Cite(a.Text, lx.wholeSpan(a, np.np)), Score: lx.ownedScore(a, np, k)}})
	}
}

// isPeopleHead reports whether the head of a noun phrase names people, not a
// place that they live in.
func (lx *lexicon) isPeopleHead(a *Analysis, np int) bool {
	_, ok := lx.people[a.Words[a.NPs[np].Head].Lemma]
	return ok
}

// vague reports whether a target is told only by a word for any people or any
// place, which gives way to what is told more exactly.
func vague(t tocsin.Target) bool {
	for _, w := range strings.Fields(strings.ToLower(t.Quote)) {
		switch w {
		case "people", "person", "persons", "town", "village", "villages", "area", "areas", "city", "man", "men", "woman", "others", "district", "one":
			return t.Kind == "private_citizens"
		}
	}
	return false
}

// exact drops the vague targets where others are told.
func exact(ts []tocsin.Target) []tocsin.Target {
	var out []tocsin.Target
	for _, t := range ts {
		if !vague(t) {
			out = append(out, t)
		}
	}
	if len(out) == 0 {
		return ts
	}
	return out
}

// settleTargets settles what an incident's mentions say of its targets: in an
// answer to violence the people held are no victims, a clash is fought with the
// other side, and those killed stand for a target that nothing else names.
func (lx *lexicon) settleTargets(a *Analysis, inc *tocsin.Incident) {
	switch inc.Kind {
	case tocsin.Ceasefire, tocsin.AlertChange:
		inc.Targets = nil
		return
	case tocsin.Arrest, tocsin.Prosecution:
		inc.Targets = suspects(inc.Targets)
		if len(inc.Targets) == 0 {
			inc.Targets = suspects(lx.harmed(a, inc))
		}
		return
	case tocsin.ArmedClash:
		inc.Targets = slices.DeleteFunc(inc.Targets, func(t tocsin.Target) bool { return t.Kind == "private_citizens" })
		if len(inc.Targets) == 0 {
			inc.Targets = opponents(a, inc)
		}
	}
	inc.Targets = exact(otherSide(a, inc))
	if len(inc.Targets) == 0 && !inc.Kind.Answer() {
		inc.Targets = lx.harmed(a, inc)
	}
	if len(inc.Targets) == 0 {
		inc.Targets = inhabitants(inc)
	}
}

// otherSide returns the targets with the positions and vehicles whose owner is
// not told given to the side that a state's forces fight.
func otherSide(a *Analysis, inc *tocsin.Incident) []tocsin.Target {
	states := 0
	for _, p := range inc.Perpetrators {
		for _, m := range a.actorsIn(p.Span) {
			switch m.Actor.Type {
			case tocsin.ActorMilitary, tocsin.ActorState, tocsin.ActorCoalition, tocsin.ActorGovt:
				states++
			case tocsin.ActorArmed:
				return inc.Targets
			}
		}
	}
	if states == 0 {
		return inc.Targets
	}
	var out []tocsin.Target
	for _, t := range inc.Targets {
		if t.Kind == "military" && t.Score == unownedHolding {
			t.Kind = "non_state_armed_group"
		}
		out = addTargetsTo(out, []tocsin.Target{t})
	}
	return out
}

// inhabitants returns those who live in a town that was shelled: they are its
// target where no other is told.
func inhabitants(inc *tocsin.Incident) []tocsin.Target {
	p := inc.Place
	if inc.Kind != tocsin.Shelling || p == nil || p.Score < 0.7 || wide(p) {
		return nil
	}
	return []tocsin.Target{{Kind: "private_citizens", Citation: p.Citation, Score: 0.4}}
}

// suspects returns the targets of an arrest: people held who are not said to
// belong to a group are unknown.
func suspects(ts []tocsin.Target) []tocsin.Target {
	var out []tocsin.Target
	for _, t := range ts {
		if t.Kind == "private_citizens" {
			t.Kind = "unknown"
		}
		out = addTargetsTo(out, []tocsin.Target{t})
	}
	return out
}

// opponents returns the side of a clash that the coders take as the one
// attacked: the armed group, where one is named.
func opponents(a *Analysis, inc *tocsin.Incident) []tocsin.Target {
	if len(inc.Perpetrators) < 2 {
		return nil
	}
	for _, p := range inc.Perpetrators {
		for _, m := range a.actorsIn(p.Span) {
			if m.Actor.Type == tocsin.ActorArmed {
				return []tocsin.Target{{Kind: "non_state_armed_group", Citation: tocsin.Cite(a.Text, m.Span), Score: 0.45}}
			}
		}
	}
	return nil
}

// harmed returns the people of an incident's tolls as its targets.
func (lx *lexicon) harmed(a *Analysis, inc *tocsin.Incident) []tocsin.Target {
	var out []tocsin.Target
	for _, t := range inc.Tolls {
		np := a.NPAt(a.TokenAt(t.Start))
		if np == syntax.None || t.Low == 0 || t.Whom == tocsin.Attackers {
			continue
		}
		if k := lx.targetKind(a, np); k != "" {
			out = addTargetsTo(out, []tocsin.Target{{Kind: k, Citation: tocsin.Cite(a.Text, a.NPSpan(np)), Score: 0.4}})
		}
	}
	return exact(out)
}

// compoundTarget returns the building, vehicle or service that stands before a
// nominal act in its phrase: "school siege", "the mosque bombing".
func (lx *lexicon) compoundTarget(a *Analysis, m *Mention) (tocsin.Target, bool) {
	np := a.NPAt(m.Head)
	if !m.Nominal || np == syntax.None || m.Kind.Answer() {
		return tocsin.Target{}, false
	}
	for i := m.Head - 1; i >= a.NPs[np].First && i >= m.Head-3; i-- {
		switch k := tocsin.TargetKind(lx.targets[a.Words[i].Lemma]); k {
		case "religious", "education", "medical", "business", "transport", "utilities", "diplomatic":
			if lx.weapons[a.Words[i].Lemma] == "" && lx.weapons[a.phrase(i, 2)] == "" {
				return tocsin.Target{Kind: k, Citation: a.Cite(i, m.Last), Score: 0.6}, true
			}
		}
	}
	return tocsin.Target{}, false
}

// wholeSpan returns the span of a noun phrase with the whole that it is a part of.
func (lx *lexicon) wholeSpan(a *Analysis, np int) tocsin.Span {
	s := a.NPSpan(np)
	if whole := np + 1; lx.is("argspart", a.Words[a.NPs[np].Head].Lemma) && whole < len(a.NPs) && a.NPs[whole].Of == np {
		s = s.Union(a.NPSpan(whole))
	}
	return s
}

// patient is a noun phrase that an act may be done to, and how surely.
type patient struct {
	np    int
	score float64
}

// targetNPs returns the noun phrases that the act is done to.
func (lx *lexicon) targetNPs(a *Analysis, m *Mention) []patient {
	c := a.Clauses[m.Clause]
	var out []patient
	if np := lx.patientOf(a, m, c); np != syntax.None {
		out = append(out, patient{np, 0.7})
		for j := np + 1; j < min(len(a.NPs), np+5) && a.lower(a.NPs[j].First-1) == "and" && a.NPs[j].First-1 == a.NPs[j-1].Last && a.NPs[j].First < c.Last; j++ {
			out = append(out, patient{j, 0.65})
		}
	}
	out = append(out, lx.targetsAfter(a, m, c)...)
	return out
}

// patientOf returns the object of a verb that tells the act or its effect, or
// the subject of a passive one.
func (lx *lexicon) patientOf(a *Analysis, m *Mention, c syntax.Clause) int {
	if m.Nominal && !lx.actsInClause(a, m, c) {
		return syntax.None
	}
	if c.Passive {
		return c.Subject
	}
	return c.Object
}

// actsInClause reports whether a nominal act does what its clause tells: "the
// blast hit a mosque", "12 were killed in an air strike".
func (lx *lexicon) actsInClause(a *Analysis, m *Mention, c syntax.Clause) bool {
	np := a.NPAt(m.Head)
	if np == syntax.None || !lx.is("effectverb", a.Words[c.Verb].Lemma) {
		return false
	}
	if !c.Passive {
		return np == c.Subject
	}
	if np == c.Agent {
		return true
	}
	p := a.NPs[np].Prep
	return p != syntax.None && (a.lower(p) == "in" || a.lower(p) == "by") && p > c.Verb
}

// targetsAfter returns what follows the act under a preposition of aim.
func (lx *lexicon) targetsAfter(a *Analysis, m *Mention, c syntax.Clause) []patient {
	var out []patient
	for j := a.npAfter(m.Last); j < len(a.NPs) && a.NPs[j].First < min(c.Last, m.Last+12); j++ {
		p := a.NPs[j].Prep
		if p == syntax.None || lx.is("argsaround", a.Words[a.NPs[j].Head].Lemma) {
			continue
		}
		switch a.lower(p) {
		case "on", "against", "at", "targeting":
			out = append(out, patient{j, 0.6})
		case "into", "inside", "in", "beside", "through":
			if a.lower(p) != "in" && a.lower(p) != "through" || lx.isSite(a, j) {
				out = append(out, patient{j, 0.55})
			}
		case "near", "outside":
			out = append(out, patient{j, 0.5})
		case "of":
			if p == m.Last && m.Nominal && lx.is("argsof", a.Words[m.Head].Lemma) {
				out = append(out, patient{j, 0.68})
			}
		}
	}
	return out
}

// isSite reports whether a noun phrase is headed by a noun for a building or
// vehicle: what is done in a mosque or bus is done to it, in a town it is not.
func (lx *lexicon) isSite(a *Analysis, np int) bool {
	switch lx.targets[a.Words[a.NPs[np].Head].Lemma] {
	case "religious", "education", "medical", "business", "transport", "diplomatic", "police":
		return true
	}
	return false
}

// unownedHolding is the score of a position or vehicle whose owner is not told.
const unownedHolding = 0.35

// ownedScore returns a target's score: that of its place in the clause, less
// for a military thing of which it is not told whose it is.
func (lx *lexicon) ownedScore(a *Analysis, p patient, k tocsin.TargetKind) float64 {
	if k == "military" && lx.is("argsholding", a.Words[a.NPs[p.np].Head].Lemma) && lx.ownerKind(a, p.np) == "" && !lx.military(a, p.np) {
		return unownedHolding
	}
	return p.score
}

// military reports whether a word of the phrase says that it is an army's.
func (lx *lexicon) military(a *Analysis, np int) bool {
	for i := a.NPs[np].First; i < a.NPs[np].Last; i++ {
		switch a.lower(i) {
		case "army", "military", "navy", "naval", "government", "regime", "troop":
			return true
		}
	}
	return false
}
