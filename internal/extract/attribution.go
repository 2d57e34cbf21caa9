package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// attribute gives each mention its attributions: who acts in its clause, and who
// claims, denies, or is blamed for it in so many words.
func (lx *lexicon) attribute(a *Analysis, ms []Mention) {
	for i := range ms {
		m := &ms[i]
		for _, ag := range lx.agents(a, m) {
			if ag.Modifier || !canAct(m.Kind, ag) {
				continue
			}
			m.Perpetrators = append(m.Perpetrators, lx.attribution(a, m, ag))
		}
	}
	for _, c := range lx.claims(a) {
		if i := lx.claimed(a, ms, c); i >= 0 {
			ms[i].Perpetrators = append(ms[i].Perpetrators, c.attribution)
		}
	}
}

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

// armsOnly reports whether an actor can fight but not arrest, try or declare.
func armsOnly(ag tocsin.ActorMention) bool {
	return ag.Actor.Type == tocsin.ActorArmed || ag.Actor.Type == tocsin.ActorGeneric
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

// canAct reports whether an actor of that type can be the one who did the act:
// violence is done by the armed, answers by states, courts and parties too.
func canAct(k tocsin.Kind, ag tocsin.ActorMention) bool {
	switch ag.Actor.Type {
	case tocsin.ActorMedia, tocsin.ActorNGO, tocsin.ActorSource, tocsin.ActorIGO:
		return false
	case tocsin.ActorCourt, tocsin.ActorParty:
		return k.Answer()
	case tocsin.ActorGovt:
		return k.Answer() || k == tocsin.ArmedClash || k == tocsin.AirStrike || k == tocsin.Shelling || k == tocsin.ChemicalAttack
	}
	return true
}

// agents returns the actors that do the act: the subject, the agent, the owner
// of the noun, or the subject of a light verb whose object the noun is.
func (lx *lexicon) agents(a *Analysis, m *Mention) []tocsin.ActorMention {
	var out []tocsin.ActorMention
	np := a.NPAt(m.Head)
	if m.Nominal && np != syntax.None {
		out = append(out, a.actorsIn(tocsin.Span{Start: a.Tokens[a.NPs[np].First].Start, End: a.Tokens[m.First].Start})...)
		for j := np + 1; j < len(a.NPs) && j < np+4 && len(out) == 0; j++ {
			if p := a.NPs[j].Prep; p != syntax.None && a.lower(p) == "by" && a.Sentences[m.Sentence].Contains(a.NPSpan(j)) && !a.verbBetween(m.Last, p) {
				out = append(out, a.coordinated(j)...)
			}
		}
	}
	if m.Clause == syntax.None || len(out) > 0 {
		return out
	}
	c := a.Clauses[m.Clause]
	agent := c.Subject
	if c.Passive {
		agent = c.Agent
	}
	if agent == syntax.None {
		return out
	}
	if !m.Nominal && m.Head == c.Verb || m.Nominal && c.Object == np && lx.is("light", a.Words[c.Verb].Lemma) && !c.Passive || m.Nominal && c.Passive && c.Subject == np && lx.is("light", a.Words[c.Verb].Lemma) {
		out = append(out, a.coordinated(agent)...)
	}
	if both := m.Kind == tocsin.ArmedClash; both {
		out = append(out, lx.clashSides(a, m, c)...)
	}
	return out
}

// coordinated returns the actors of noun phrase i and of those joined to it by "and".
func (a *Analysis) coordinated(i int) []tocsin.ActorMention {
	out := a.headActors(i)
	if !anyNamed(out) {
		if ms := a.antecedent(i); len(ms) > 0 {
			return ms
		}
	}
	for j := i; j+1 < len(a.NPs); j++ {
		gap := a.NPs[j].Last
		if a.lower(gap) != "and" && a.lower(gap) != "," || a.NPs[j+1].First > gap+2 {
			break
		}
		more := a.headActors(j + 1)
		if len(more) == 0 {
			break
		}
		out = append(out, more...)
	}
	return out
}

// headActors returns the actors of noun phrase i that its head belongs to: the
// police in "the police", not in "the police station".
func (a *Analysis) headActors(i int) []tocsin.ActorMention {
	np := a.NPs[i]
	all := a.actorsOf(i)
	var out []tocsin.ActorMention
	for _, m := range all {
		if a.TokenAt(m.End-1) >= np.Head || actorTail(a.Words[np.Head].Lemma) {
			out = append(out, m)
		}
	}
	return out
}

// actorTail reports whether a head noun still names the actor before it: "Taliban
// fighters", "Russian warplanes", "an army spokesman" does not.
func actorTail(head string) bool {
	switch head {
	case "fighter", "force", "militant", "jet", "warplane", "aircraft", "helicopter", "plane", "group", "troop", "gunman", "terrorist",
		"cadre", "member", "insurgent", "rebel", "soldier", "unit", "drone", "artillery", "tank", "guerrilla", "jihadist", "affiliate", "branch", "cell", "militia", "commander", "air":
		return true
	}
	return false
}

func anyNamed(ms []tocsin.ActorMention) bool {
	for _, m := range ms {
		if !m.Generic {
			return true
		}
	}
	return false
}

// antecedent returns the actor that a pronoun or an owner's noun stands for ("it",
// "its fighters"): the speaker of the frame that it stands in, else the subject
// of the sentence before.
func (a *Analysis) antecedent(i int) []tocsin.ActorMention {
	np := a.NPs[i]
	switch a.lower(np.First) {
	case "it", "they", "its", "their", "we", "our":
	default:
		return nil
	}
	if f := a.frameOf(np.First); f != nil && f.Speaker != syntax.None && f.Speaker != i {
		if ms := a.actorsOf(f.Speaker); len(ms) > 0 {
			return ms[:1]
		}
	}
	s := a.SentenceOf(np.First) - 1
	if s < 0 || a.Sentences[s].Title {
		return nil
	}
	for c := a.Sents[s].Clauses[0]; c < a.Sents[s].Clauses[1]; c++ {
		if sub := a.Clauses[c].Subject; sub != syntax.None {
			if ms := a.actorsOf(sub); len(ms) > 0 {
				return ms[:1]
			}
		}
	}
	return nil
}

// clashSides returns the other side of a clash: object, or after "with",
// "against", "between".
func (lx *lexicon) clashSides(a *Analysis, m *Mention, c syntax.Clause) []tocsin.ActorMention {
	var out []tocsin.ActorMention
	if !m.Nominal && c.Object != syntax.None && !c.Passive {
		out = append(out, a.headActors(c.Object)...)
	}
	first := a.NPAt(m.Head)
	for j := max(first, 0); j < len(a.NPs) && a.NPs[j].First < a.Sentences[m.Sentence].Last; j++ {
		if a.NPs[j].First < m.Head || a.NPs[j].Prep == syntax.None {
			continue
		}
		switch a.lower(a.NPs[j].Prep) {
		case "with", "against", "between", "from":
			out = append(out, a.coordinated(j)...)
		}
		if a.NPs[j].First > m.Head+14 {
			break
		}
	}
	var sides []tocsin.ActorMention
	for _, s := range out {
		if armed(s) {
			sides = append(sides, s)
		}
	}
	return sides
}

// attribution makes the argument of agent ag with its stance.
func (lx *lexicon) attribution(a *Analysis, m *Mention, ag tocsin.ActorMention) tocsin.Attribution {
	stance, by := tocsin.Reported, tocsin.ByArticle
	if f := a.frameOf(m.Head); f != nil && f.Speaker != syntax.None {
		if who, ok := lx.speaker(a, f.Speaker); ok {
			stance, by = tocsin.Blamed, who
			if same := a.actorsOf(f.Speaker); len(same) > 0 && same[0].Actor.Name == ag.Actor.Name {
				stance, by = tocsin.Claimed, tocsin.BySelf
			}
		}
	}
	if lx.doubted(a, ag) {
		stance = tocsin.Suspected
	}
	name := ag.Actor.Name
	if ag.Generic {
		name = tocsin.UnknownActor
	}
	return tocsin.Attribution{
		Actor: name, ActorID: ag.Actor.ID, Stance: stance, By: by,
		Citation: tocsin.Cite(a.Text, ag.Span.Union(m.Trigger.Span)), Score: 0.7,
	}
}

// frameOf returns the innermost frame of speech whose content holds token tok.
func (a *Analysis) frameOf(tok int) *syntax.Frame {
	if f := a.FrameAt(tok); f != syntax.None {
		return &a.Frames[f]
	}
	return nil
}

// speaker names who speaks, if that is an organisation or an office.
func (lx *lexicon) speaker(a *Analysis, np int) (string, bool) {
	ms := a.actorsOf(np)
	if len(ms) > 0 && !ms[0].Generic {
		return ms[len(ms)-1].Actor.Name, true
	}
	if lx.is("office", a.Words[a.NPs[np].Head].Lemma) {
		return a.Of(a.NPSpan(np)), true
	}
	return "", false
}

// doubted reports whether an actor is named with doubt: "suspected militants".
func (lx *lexicon) doubted(a *Analysis, ag tocsin.ActorMention) bool {
	tok := a.TokenAt(ag.Start)
	for i := tok; i >= tok-3 && i >= 0; i-- {
		if lx.is("doubt", a.lower(i)) {
			return true
		}
	}
	return false
}
