package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// fromSentence adds to an incident whose mentions name nobody, or to a clash,
// the actors of their sentences that can have done it.
func (lx *lexicon) fromSentence(a *Analysis, inc *tocsin.Incident, g []Mention) {
	for i := range g {
		if named(inc.Perpetrators) && inc.Kind != tocsin.ArmedClash {
			return
		}
		m := g[i]
		m.Kind = inc.Kind
		for _, ag := range lx.bystanders(a, &m) {
			p := lx.attribution(a, &m, ag)
			p.Score = 0.5
			inc.Perpetrators = addAttributions(inc.Perpetrators, []tocsin.Attribution{p})
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
		if m.Kind.Answer() == armsOnly(ag) || !m.Kind.Answer() && !armed(ag) || clash && ag.Actor.Type == tocsin.ActorState {
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
	return out
}

// suffers reports whether an actor stands where the target of the act does: in
// its object, or under "on", "against", "of" after a noun.
func (lx *lexicon) suffers(a *Analysis, m *Mention, ag tocsin.ActorMention) bool {
	np := a.NPAt(a.TokenAt(ag.Head.Start))
	if np == syntax.None {
		return false
	}
	if m.Clause != syntax.None {
		c := a.Clauses[m.Clause]
		if c.Object == np && !c.Passive || c.Passive && c.Subject == np {
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
