package extract

import (
	"slices"

	"tocsin"
	"tocsin/internal/syntax"
)

// partyReach is how many sentences before and after a release or truce the deal
// that it follows from is looked for.
const partyReach = 1

// parties returns those who made the deal under which people go free or arms are
// laid down: "under a deal between the government and the rebels", "a truce with
// the group", "the army and the rebels agreed". The nearest sentence that tells
// of a deal counts.
func (lx *lexicon) parties(a *Analysis, m *Mention) []tocsin.ActorMention {
	for d := 0; d <= partyReach; d++ {
		for _, s := range []int{m.Sentence - d, m.Sentence + d} {
			if s < 0 || s >= len(a.Sents) {
				continue
			}
			if out := lx.dealMakers(a, s); len(out) > 0 {
				return out
			}
		}
	}
	return nil
}

// dealMakers returns who made the deals that sentence s tells of.
func (lx *lexicon) dealMakers(a *Analysis, s int) []tocsin.ActorMention {
	var out []tocsin.ActorMention
	r := a.Sents[s].NPs
	for j := r[0]; j < r[1]; j++ {
		if !lx.is("attrpact", a.Words[a.NPs[j].Head].Lemma) {
			continue
		}
		out = append(out, lx.dealSides(a, j, r[1])...)
	}
	c := a.Sents[s].Clauses
	for k := c[0]; k < c[1]; k++ {
		cl := &a.Clauses[k]
		if o := cl.Object; !cl.Passive && cl.Subject != syntax.None && o != syntax.None && lx.is("attrdeal", a.Words[cl.Verb].Lemma) && lx.is("attrpact", a.Words[a.NPs[o].Head].Lemma) {
			out = append(out, lx.coordinated(a, cl.Subject)...)
		}
	}
	return slices.DeleteFunc(out, func(x tocsin.ActorMention) bool { return !armed(x) && x.Actor.Type != tocsin.ActorGovt })
}

// dealSides returns the sides named after the deal of noun phrase j: "between A
// and B", "with A", "by A and B"; last is the end of the sentence's phrases.
func (lx *lexicon) dealSides(a *Analysis, j, last int) []tocsin.ActorMention {
	for k := j + 1; k < min(last, j+4); k++ {
		p := a.NPs[k].Prep
		if p == syntax.None {
			continue
		}
		switch a.lower(p) {
		case "between":
			return lx.sidesAt(a, k)
		case "with", "by":
			return lx.coordinated(a, k)
		}
	}
	return nil
}
