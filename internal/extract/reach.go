package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// expansions returns the countries that an actor is said to have grown into:
// "has expanded its reach to include India and Myanmar".
func (lx *lexicon) expansions(a *Analysis, c *syntax.Clause) []tocsin.Assertion {
	last := a.Sentences[c.Sentence].Last
	if !lx.is("attrexpand", a.Words[c.Verb].Lemma) || !lx.hasCue(a, "attrreach", c.Verb+1, min(c.Verb+5, last)) {
		return nil
	}
	x, ok := lx.subjectActor(a, c.Subject)
	if !ok {
		x, ok = a.lastArmed(c.Verb)
	}
	if !ok {
		return nil
	}
	var out []tocsin.Assertion
	span := a.Cover(c.Verb, last)
	for _, t := range a.toponymsIn(span) {
		if t.Place.Country == "" || t.Demonym || t.Place.Precision != tocsin.PrecisionCountry {
			continue
		}
		words := tocsin.Span{Start: span.Start, End: t.End}
		out = append(out, lx.assertion(a, tocsin.Expansion, x, t.Place.Country, c.Verb, words))
	}
	return out
}

// lastArmed returns the armed group named last before token tok, two sentences
// back at most.
func (a *Analysis) lastArmed(tok int) (tocsin.ActorMention, bool) {
	s := a.SentenceOf(tok)
	ms := a.actorsIn(tocsin.Span{Start: a.Sentences[max(s-2, 0)].Start, End: a.Tokens[tok].Start})
	for i := len(ms) - 1; i >= 0; i-- {
		if m := ms[i]; m.Actor.Type == tocsin.ActorArmed && !m.Generic {
			return m, true
		}
	}
	return tocsin.ActorMention{}, false
}

// designations returns who is said to have listed, outlawed or sanctioned whom.
func (lx *lexicon) designations(a *Analysis, c *syntax.Clause) []tocsin.Assertion {
	verb := a.Words[c.Verb].Lemma
	if !lx.is("attrlist", verb) && !lx.is("attrban", verb) {
		return nil
	}
	last := a.Sentences[c.Sentence].Last
	if lx.is("attrlist", verb) && !lx.hasCue(a, "attrterror", c.Verb+1, min(c.Verb+16, last)) {
		return nil
	}
	who, whom := c.Subject, c.Object
	if c.Passive {
		who, whom = lx.authority(a, c), c.Subject
	}
	x, ok := lx.subjectActor(a, who)
	y, found := lx.subjectActor(a, whom)
	if !ok || !found || armsOnly(x) {
		return nil
	}
	span := x.Span.Union(y.Span).Union(a.Tokens[c.Verb].Span)
	return []tocsin.Assertion{lx.assertion(a, tocsin.Designation, x, y.Actor.Name, c.Verb, span)}
}

// authority returns the phrase that tells who banned in a passive: "by the
// United States", "outlawed in Russia".
func (lx *lexicon) authority(a *Analysis, c *syntax.Clause) int {
	if c.Agent != syntax.None {
		return c.Agent
	}
	for _, p := range c.Preps {
		if w := a.lower(a.NPs[p].Prep); w == "in" {
			return p
		}
	}
	return syntax.None
}

// hostilities returns whom an armed group is said to hold as an enemy: "considers
// Iran an enemy", "declared war on", "condemn collaborators such as".
func (lx *lexicon) hostilities(a *Analysis, c *syntax.Clause) []tocsin.Assertion {
	verb, last := a.Words[c.Verb].Lemma, a.Sentences[c.Sentence].Last
	deems := lx.is("attrdeem", verb) && lx.hasCue(a, "attrenemy", c.Verb+1, min(c.Verb+14, last))
	if !deems && verb != "condemn" {
		return nil
	}
	x, ok := lx.subjectActor(a, c.Subject)
	if !ok {
		x, ok = a.lastArmed(c.Verb)
	}
	if !ok || x.Actor.Type != tocsin.ActorArmed {
		return nil
	}
	var out []tocsin.Assertion
	for _, y := range a.namedIn(c.Verb+1, min(c.Verb+14, last)) {
		if !y.Modifier {
			out = append(out, lx.assertion(a, tocsin.Hostility, x, y.Actor.Name, c.Verb, a.Tokens[c.Verb].Span.Union(y.Span)))
		}
	}
	return out
}
