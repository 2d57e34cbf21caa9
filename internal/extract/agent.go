package extract

import (
	"sort"

	"tocsin"
	"tocsin/internal/syntax"
)

// agents returns the actors that do the act: the subject, the agent, the owner
// of the noun, or the subject of a light verb whose object the noun is. For a
// clash it returns all sides.
func (lx *lexicon) agents(a *Analysis, m *Mention) []tocsin.ActorMention {
	var out []tocsin.ActorMention
	if m.Nominal {
		out = lx.nounAgents(a, m)
	} else if m.Clause != syntax.None && a.Clauses[m.Clause].Verb == m.Head {
		out = lx.doers(a, &a.Clauses[m.Clause])
	}
	switch m.Kind {
	case tocsin.ArmedClash:
		out = append(out, lx.clashSides(a, m)...)
	case tocsin.Release, tocsin.Ceasefire:
		out = append(out, lx.parties(a, m)...)
	}
	return out
}

// doers returns the actors that do what clause c tells.
func (lx *lexicon) doers(a *Analysis, c *syntax.Clause) []tocsin.ActorMention {
	np := c.Subject
	if c.Passive || c.Kind == syntax.PartClause && c.Agent != syntax.None {
		np = c.Agent // "killed by the army"; "shelling by the army"
	}
	var out []tocsin.ActorMention
	if np != syntax.None {
		out = lx.sources(a, np)
	}
	switch {
	case c.Passive && np == syntax.None:
		if out = lx.means(a, c); len(out) == 0 {
			out = lx.captors(a, c)
		}
	case !c.Passive && !anyOwnName(out):
		if m, ok := a.actorBefore(c.Group); ok && armed(m) {
			return append(lx.joinedBefore(a, a.TokenAt(m.Start)), m)
		}
	}
	return out
}

// captors returns the actors that hold those whom a passive befalls: "15 of the
// hostages taken by the group have been shot".
func (lx *lexicon) captors(a *Analysis, c *syntax.Clause) []tocsin.ActorMention {
	r := a.Sents[c.Sentence].Clauses
	for i := r[0]; i < r[1] && c.Subject != syntax.None; i++ {
		d := &a.Clauses[i]
		if d.Kind == syntax.ReducedPart && d.Agent != syntax.None && d.Subject == c.Subject && d.Verb != c.Verb {
			return lx.sources(a, d.Agent)
		}
	}
	return nil
}

// anyOwnName reports whether one of the actors is named here, not pointed back
// to.
func anyOwnName(ms []tocsin.ActorMention) bool {
	for _, m := range ms {
		if !m.Generic && !m.Anaphor {
			return true
		}
	}
	return false
}

// means returns the actors whose act or weapon a passive names as the means:
// "killed in rebel fire".
func (lx *lexicon) means(a *Analysis, c *syntax.Clause) []tocsin.ActorMention {
	for _, p := range c.Preps {
		head := a.Words[a.NPs[p].Head].Lemma
		if lx.weapons[head] == "" && !lx.is("actnoun", head) && head != "fire" {
			continue
		}
		switch a.lower(a.NPs[p].Prep) {
		case "in", "from", "during", "under", "to":
			if out := lx.headActors(a, p); len(out) > 0 {
				return out
			}
		}
	}
	return nil
}

// actorBefore returns the named actor that ends right before token tok, adverbs
// aside.
func (a *Analysis) actorBefore(tok int) (tocsin.ActorMention, bool) {
	for tok > 0 && a.Words[tok-1].Tag == syntax.Adv {
		tok--
	}
	if tok == 0 {
		return tocsin.ActorMention{}, false
	}
	end := a.Tokens[tok-1].End
	i := sort.Search(len(a.Actors), func(i int) bool { return a.Actors[i].End >= end })
	if i == len(a.Actors) || a.Actors[i].End != end || a.Actors[i].Generic || a.Actors[i].Modifier {
		return tocsin.ActorMention{}, false
	}
	return a.Actors[i], true
}

// sources returns the actors of noun phrase i and, where it is a weapon or a
// number of people, of the phrase that tells whose: "shells fired by", "a group
// of", "aircraft belonging to".
func (lx *lexicon) sources(a *Analysis, i int) []tocsin.ActorMention {
	out := lx.coordinated(a, i)
	if anyNamed(out) {
		return out
	}
	for j := i + 1; j < len(a.NPs) && j <= i+2; j++ {
		p := a.NPs[j].Prep
		if p == syntax.None || p > a.NPs[i].Last+2 {
			break
		}
		if w := a.lower(p); !lx.is("attrwhose", w) || w == "to" && !lx.is("attrowned", a.lower(p-1)) {
			break
		}
		if more := lx.coordinated(a, j); len(more) > 0 {
			return more
		}
	}
	return out
}

// nounAgents returns the actors of an act that a noun names: "Taliban attack",
// "attack by the Taliban", "the Taliban launched an attack", "an attack that
// the Taliban carried out".
func (lx *lexicon) nounAgents(a *Analysis, m *Mention) []tocsin.ActorMention {
	np := a.NPAt(m.Head)
	if np == syntax.None {
		return nil
	}
	if out := lx.owners(a, m, np); len(out) > 0 {
		return out
	}
	if out := lx.byPhrase(a, m, np); len(out) > 0 {
		return out
	}
	return lx.lightSubject(a, m, np)
}

// owners returns the actors in the noun phrase before the trigger.
func (lx *lexicon) owners(a *Analysis, m *Mention, np int) []tocsin.ActorMention {
	first := a.NPs[np].First
	out := a.actorsIn(tocsin.Span{Start: a.Tokens[first].Start, End: a.Tokens[m.First].Start})
	if len(out) > 0 && !a.isScene(out[0]) {
		return append(lx.joinedBefore(a, first), out...)
	}
	if w := a.lower(first); w == "its" || w == "their" || w == "our" {
		return lx.antecedent(a, np)
	}
	return nil
}

// isScene reports whether a country's name before a noun tells where the act
// was: "Syria air raid" in a report on Syria.
func (a *Analysis) isScene(m tocsin.ActorMention) bool {
	if m.Actor.Type != tocsin.ActorState {
		return false
	}
	for _, t := range a.toponymsIn(m.Span) {
		if !t.Demonym && t.Place.Country == a.Country {
			return true
		}
	}
	return false
}

// byPhrase returns the actors under "by" after a noun that names an act.
func (lx *lexicon) byPhrase(a *Analysis, m *Mention, np int) []tocsin.ActorMention {
	for j := np + 1; j < len(a.NPs) && j < np+4; j++ {
		p := a.NPs[j].Prep
		if p == syntax.None || !a.Sentences[m.Sentence].Contains(a.NPSpan(j)) {
			continue
		}
		if a.lower(p) == "by" && !a.verbBetween(m.Last, p) {
			if out := lx.sources(a, j); len(out) > 0 {
				return out
			}
		}
	}
	return nil
}

// lightSubject returns who does the act in a clause with a light verb: its
// subject where the noun is the object, its agent where the noun is the subject.
func (lx *lexicon) lightSubject(a *Analysis, m *Mention, np int) []tocsin.ActorMention {
	r := a.Sents[m.Sentence].Clauses
	for i := r[0]; i < r[1]; i++ {
		c := &a.Clauses[i]
		if !lx.lightFor(m.Kind, a.Words[c.Verb].Lemma) {
			continue
		}
		if !c.Passive && c.Object == np {
			return lx.doers(a, c)
		}
		if c.Passive && c.Subject == np && c.Agent != syntax.None {
			return lx.sources(a, c.Agent)
		}
	}
	return nil
}

// lightFor reports whether a verb with an act of kind k as its object tells who
// did it: "carried out an attack", "agreed a truce".
func (lx *lexicon) lightFor(k tocsin.Kind, verb string) bool {
	if k == tocsin.Ceasefire {
		return lx.is("attrdeal", verb)
	}
	return lx.is("light", verb) || lx.is("attrlight", verb)
}

// clashSides returns the sides of a clash: the object of its verb, and what
// stands under "with", "against", "between" or "from" after it.
func (lx *lexicon) clashSides(a *Analysis, m *Mention) []tocsin.ActorMention {
	var out []tocsin.ActorMention
	if m.Clause != syntax.None {
		c := &a.Clauses[m.Clause]
		if !m.Nominal && c.Object != syntax.None && !c.Passive {
			out = append(out, lx.headActors(a, c.Object)...)
		}
	}
	last := a.Sentences[m.Sentence].Last
	for j := max(a.npFrom(m.Head), 0); j < len(a.NPs) && a.NPs[j].First < min(last, m.Head+15); j++ {
		if p := a.NPs[j].Prep; p == syntax.None || p < m.First || !lx.is("attrside", a.lower(p)) {
			continue
		}
		for _, side := range lx.sidesAt(a, j) {
			if w := a.lower(a.NPs[j].Prep); w != "from" && w != "on" || side.Actor.Type != tocsin.ActorState {
				out = append(out, side)
			}
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

// sidesAt returns the actors of noun phrase j and of those that follow it in one
// breath: "between rebels from the Army of Islam and government forces".
func (lx *lexicon) sidesAt(a *Analysis, j int) []tocsin.ActorMention {
	if a.lower(a.NPs[j].Prep) != "between" {
		return lx.coordinated(a, j)
	}
	var out []tocsin.ActorMention
	for k := j; k < len(a.NPs) && k < j+6; k++ {
		if k > j && a.NPs[k].First > a.NPs[k-1].Last+2 {
			break
		}
		if p := a.NPs[k].Prep; p != syntax.None && !lx.is("attramong", a.lower(p)) {
			break
		}
		out = append(out, lx.headActors(a, k)...)
	}
	return out
}

// npFrom returns the first noun phrase that ends after token tok.
func (a *Analysis) npFrom(tok int) int {
	for t := tok; t < len(a.Tokens) && t < tok+40; t++ {
		if i := a.NPAt(t); i != syntax.None {
			return i
		}
	}
	return len(a.NPs)
}

// coordinated returns the actors of noun phrase i and of those joined to it by
// "and"; for a pronoun those that it stands for.
func (lx *lexicon) coordinated(a *Analysis, i int) []tocsin.ActorMention {
	out := lx.headActors(a, i)
	if w := a.lower(a.NPs[i].First); !anyNamed(out) || w == "its" || w == "their" || w == "our" {
		if ms := lx.antecedent(a, i); len(ms) > 0 {
			return ms
		}
	}
	if len(out) > 0 {
		out = append(lx.joinedBefore(a, a.NPs[i].First), out...)
	}
	for j := i; j+1 < len(a.NPs); j++ {
		gap := a.NPs[j].Last
		if a.lower(gap) != "and" && a.lower(gap) != "or" && a.lower(gap) != "," || a.NPs[j+1].First > gap+2 {
			break
		}
		more := lx.headActors(a, j+1)
		if len(more) == 0 {
			break
		}
		out = append(out, more...)
	}
	return out
}

// joinedBefore returns the actor that "and" joins to the phrase that begins at
// token first: "Russian" in "Russian and Syrian jets".
func (lx *lexicon) joinedBefore(a *Analysis, first int) []tocsin.ActorMention {
	if w := a.lower(first - 1); w != "and" && w != "or" {
		return nil
	}
	if m, ok := a.actorBefore(first - 1); ok {
		return []tocsin.ActorMention{m}
	}
	return nil
}

// headActors returns the actors of noun phrase i that its head belongs to: the
// police in "the police", not in "the police station".
func (lx *lexicon) headActors(a *Analysis, i int) []tocsin.ActorMention {
	np := a.NPs[i]
	head := a.Words[np.Head].Lemma
	tail := lx.is("attrtail", head) || lx.weapons[head] != "" || lx.is("actnoun", head)
	var out []tocsin.ActorMention
	for _, m := range a.actorsOf(i) {
		if a.TokenAt(m.End-1) >= np.Head || tail {
			out = append(out, m)
		}
	}
	return out
}

// antecedent returns the actor that a pronoun or an owner's noun stands for ("it",
// "its fighters"): the speaker of the frame that it stands in, else the subject
// of the sentence before.
func (lx *lexicon) antecedent(a *Analysis, i int) []tocsin.ActorMention {
	np := a.NPs[i]
	switch a.lower(np.First) {
	case "it", "they", "its", "their", "we", "our":
	default:
		return nil
	}
	if f := a.frameOf(np.First); f != nil && f.Speaker != syntax.None && f.Speaker != i {
		if ms := a.actorsOf(f.Speaker); len(ms) > 0 && !ms[0].Generic {
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
