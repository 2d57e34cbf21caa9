package extract

import (
	"slices"

	"tocsin"
	"tocsin/internal/syntax"
)

// fromSentence adds to an incident whose mentions name nobody, or to a clash,
// the actors of their sentences that can have done it.
func (lx *lexicon) fromSentence(a *Analysis, inc *tocsin.Incident, g []Mention) {
	if inc.Kind.Answer() {
		return
	}
	for i := range g {
		if named(inc.Perpetrators) && (inc.Kind != tocsin.ArmedClash || sides(inc.Perpetrators) > 1) {
			return
		}
		m := g[i]
		m.Kind = inc.Kind
		for _, ag := range lx.bystanders(a, &m) {
			p := lx.attribution(a, &m, ag)
			p.Score = 0.5
			if p.Stance == tocsin.Blamed {
				// the speaker tells of it without naming the author in so many words
				p.Stance = tocsin.Reported
			}
			inc.Perpetrators = addAttributions(inc.Perpetrators, []tocsin.Attribution{p})
		}
	}
}

// unnamed adds that nobody is named, where a sentence of the incident tells of
// attackers without a name, or the report that nobody has claimed it.
func (lx *lexicon) unnamed(a *Analysis, inc *tocsin.Incident, g []Mention) {
	if len(inc.Perpetrators) > 0 || inc.Kind.Answer() {
		return
	}
	for i := range g {
		m := g[i]
		for _, ag := range a.actorsIn(a.sentenceSpan(m.Sentence)) {
			if !ag.Generic || ag.Modifier || ag.Actor.Type != tocsin.ActorGeneric || lx.suffers(a, &m, ag) || lx.speaks(a, ag) {
				continue
			}
			p := lx.attribution(a, &m, ag)
			p.Score = 0.4
			inc.Perpetrators = []tocsin.Attribution{p}
			return
		}
	}
}

// bystanders returns the actors of the mention's sentence that can have done
// the act where its own clause tells none: the only one that is neither its
// target nor the one who speaks; for a clash, all armed ones.
func (lx *lexicon) bystanders(a *Analysis, m *Mention) []tocsin.ActorMention {
	clash := m.Kind == tocsin.ArmedClash
	var out []tocsin.ActorMention
	names := map[string]bool{}
	for _, ag := range a.actorsIn(a.sentenceSpan(m.Sentence)) {
		if ag.Modifier || ag.Generic || !canAct(m.Kind, ag) || !clash && lx.suffers(a, m, ag) || lx.speaks(a, ag) {
			continue
		}
		if m.Kind.Answer() == armsOnly(ag) || !m.Kind.Answer() && !armed(ag) {
			continue
		}
		if !names[ag.Actor.Name] {
			names[ag.Actor.Name] = true
			out = append(out, ag)
		}
	}
	if len(out) > 1 && !clash {
		return nil
	}
	return slices.DeleteFunc(out, func(ag tocsin.ActorMention) bool { return !mayStandBy(m.Kind, ag) })
}

// mayStandBy reports whether an actor that the sentence only mentions is of the
// sort that does such acts: states and their forces where the act takes an air
// force or guns, else armed groups; courts, forces and offices for an answer.
func mayStandBy(k tocsin.Kind, ag tocsin.ActorMention) bool {
	switch {
	case k.Answer():
		return !armsOnly(ag)
	case ag.Actor.Type == tocsin.ActorState:
		return false
	case k == tocsin.ArmedClash, k == tocsin.AirStrike, k == tocsin.Shelling, k == tocsin.ChemicalAttack:
		return armed(ag)
	}
	return ag.Actor.Type == tocsin.ActorArmed
}

// suffers reports whether an actor stands where the target of the act does: in
// its object, or under "on", "against", "of" after a noun; or where the
// sentence tells of what befell it.
func (lx *lexicon) suffers(a *Analysis, m *Mention, ag tocsin.ActorMention) bool {
	np := a.NPAt(a.TokenAt(ag.Head.Start))
	if np == syntax.None {
		return false
	}
	r := [2]int{max(m.Clause, 0), m.Clause + 1}
	for i := r[0]; i < r[1]; i++ {
		c := &a.Clauses[i]
		if c.Object == np && !c.Passive || (c.Passive || a.Words[c.Verb].Lemma == "die") && c.Subject == np {
			return true
		}
	}
	if p := a.NPs[np].Prep; p != syntax.None && p >= m.Head {
		switch a.lower(p) {
		case "on", "against", "at", "of", "in", "near", "into", "between", "targeting":
			return true
		}
	}
	return false
}

// speaks reports whether an actor is the one who speaks in a frame of speech.
func (lx *lexicon) speaks(a *Analysis, ag tocsin.ActorMention) bool {
	tok := a.TokenAt(ag.Start)
	s := a.SentenceOf(tok)
	if s == len(a.Sents) {
		return false
	}
	for i := a.Sents[s].Frames[0]; i < a.Sents[s].Frames[1]; i++ {
		if sp := a.Frames[i].Speaker; sp != syntax.None && a.NPs[sp].First <= tok && tok < a.NPs[sp].Last {
			return true
		}
	}
	return false
}

// sides counts the named actors of the attributions.
func sides(ps []tocsin.Attribution) int {
	names := map[string]bool{}
	for _, p := range ps {
		if p.Actor != tocsin.UnknownActor {
			names[p.Actor] = true
		}
	}
	return len(names)
}
