package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// assertions returns the statements of the report that are not about one
// incident, each once, in order of position.
func (lx *lexicon) assertions(a *Analysis) []tocsin.Assertion {
	out := []tocsin.Assertion{}
	seen := map[[3]string]bool{}
	for s := range a.Sentences {
		for _, as := range lx.assertionsOf(a, s) {
			key := [3]string{string(as.Kind), as.Actor, as.Object}
			if seen[key] || as.Actor == as.Object || as.Object == "" {
				continue
			}
			seen[key] = true
			out = append(out, as)
		}
	}
	return out
}

// assertionsOf returns the assertions of sentence s.
func (lx *lexicon) assertionsOf(a *Analysis, s int) []tocsin.Assertion {
	var out []tocsin.Assertion
	out = append(out, lx.affiliations(a, s)...)
	r := a.Sents[s].Clauses
	for i := r[0]; i < r[1]; i++ {
		c := &a.Clauses[i]
		if c.Negated {
			continue
		}
		out = append(out, lx.expansions(a, c)...)
		out = append(out, lx.designations(a, c)...)
		out = append(out, lx.hostilities(a, c)...)
	}
	return append(out, lx.campaigns(a, s)...)
}

// assertion makes one, said of actor x by whoever speaks at token tok, with the
// words of span.
func (lx *lexicon) assertion(a *Analysis, k tocsin.AssertionKind, x tocsin.ActorMention, object string, tok int, span tocsin.Span) tocsin.Assertion {
	by := tocsin.ByArticle
	if f := a.frameOf(tok); f != nil && f.Speaker != syntax.None {
		if who, ok := lx.speaker(a, f.Speaker); ok {
			by = who
			if lx.speaksFor(a, f.Speaker, x) {
				by = tocsin.BySelf
			}
		}
	}
	return tocsin.Assertion{Kind: k, Actor: x.Actor.Name, Object: object, By: by, Citation: tocsin.Cite(a.Text, span), Score: 0.6}
}

// subjectActor returns the named actor that clause c is about: its subject, its
// agent in a passive, or what its pronoun stands for.
func (lx *lexicon) subjectActor(a *Analysis, np int) (tocsin.ActorMention, bool) {
	if np == syntax.None {
		return tocsin.ActorMention{}, false
	}
	for _, m := range lx.sources(a, np) {
		if !m.Generic && !m.Modifier {
			return m, true
		}
	}
	return tocsin.ActorMention{}, false
}

// namedIn returns the named actors of the tokens [first, last).
func (a *Analysis) namedIn(first, last int) []tocsin.ActorMention {
	if first >= last {
		return nil
	}
	var out []tocsin.ActorMention
	for _, m := range a.actorsIn(a.Cover(first, last)) {
		if !m.Generic {
			out = append(out, m)
		}
	}
	return out
}

// hasCue reports whether a word of the cue list stands in the tokens [first,
// last).
func (lx *lexicon) hasCue(a *Analysis, list string, first, last int) bool {
	for t := first; t < last; t++ {
		if lx.is(list, a.lower(t)) || lx.is(list, a.Words[t].Lemma) {
			return true
		}
	}
	return false
}
