package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// ownDeeds finds those who say that they did it without naming the act: "said it
// had carried out both", "said five of its men had done that".
func (lx *lexicon) ownDeeds(a *Analysis, out []claim) []claim {
	for i := range a.Frames {
		f := &a.Frames[i]
		if f.Speaker == syntax.None || !lx.ownDeed(a, f) {
			continue
		}
		for _, m := range lx.voices(a, f.Speaker) {
			if m.Actor.Type == tocsin.ActorArmed {
				out = lx.appendClaim(a, out, m, f.Verb, f.Verb+1, tocsin.Claimed, tocsin.BySelf)
				break
			}
		}
	}
	return out
}

// ownDeed reports whether a clause of frame f's content tells that the speaker,
// or its people, carried something out.
func (lx *lexicon) ownDeed(a *Analysis, f *syntax.Frame) bool {
	r := a.Sents[f.Sentence].Clauses
	for i := r[0]; i < r[1]; i++ {
		c := &a.Clauses[i]
		if c.Verb < f.Content[0] || c.Verb >= f.Content[1] || c.Negated || c.Passive || c.Modal != "" || c.Subject == syntax.None {
			continue
		}
		if !lx.is("light", a.Words[c.Verb].Lemma) && a.Words[c.Verb].Lemma != "do" {
			continue
		}
		if lx.refersTo(a, c.Subject, f.Speaker) || lx.ofTheirs(a, c.Subject) {
			return true
		}
	}
	return false
}

// ofTheirs reports whether noun phrase i tells of people of somebody's own: "five
// of its men".
func (lx *lexicon) ofTheirs(a *Analysis, i int) bool {
	np := a.NPs[i]
	for t := np.First; t < np.Last+3 && t < len(a.Tokens); t++ {
		switch a.lower(t) {
		case "its", "their", "our", "we":
			return true
		}
	}
	return false
}

// unclaimed finds "no group has claimed responsibility": nobody is named, as the
// report says itself.
func (lx *lexicon) unclaimed(a *Analysis, out []claim) []claim {
	for s, sent := range a.Sentences {
		for t := sent.First; t < sent.Last; t++ {
			if w := a.lower(t); w != "no" && w != "nobody" && w != "none" && w != "neither" {
				continue
			}
			if !lx.hasCue(a, "attrclaiming", t+1, min(t+8, sent.Last)) {
				continue
			}
			out = append(out, claim{tok: t, sentence: s, attribution: tocsin.Attribution{
				Actor: tocsin.UnknownActor, Stance: tocsin.Reported, By: tocsin.ByArticle,
				Citation: a.Cite(t, min(t+8, sent.Last)), Score: 0.6}})
			break
		}
	}
	return out
}
