package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// unbind takes from an act the place and the day of the other one that it is
// only set against: "The strikes came five days after the blast in Tehran".
func (lx *lexicon) unbind(a *Analysis, ms []Mention) {
	for i := range ms {
		m := &ms[i]
		if !m.Nominal || m.Clause == syntax.None || !lx.is("comes", a.Words[a.Clauses[m.Clause].Verb].Lemma) {
			continue
		}
		turn := lx.turnsTo(a, m)
		if m.DateOwn && m.Date.Citation.Start >= turn {
			m.Date, m.DateOwn = nil, false
		}
		if m.PlaceOwn && m.Place.Citation.Start >= turn {
			m.Place, m.PlaceOwn = nil, false
		}
	}
}

// turnsTo returns the offset from which the sentence of m tells the other act,
// its end where it tells none. What counts the days between belongs to it.
func (lx *lexicon) turnsTo(a *Analysis, m *Mention) int {
	verb, end := a.Clauses[m.Clause].Verb, a.Sentences[m.Sentence].Last
	if m.First > verb {
		return a.Tokens[end-1].End
	}
	if a.Words[verb].Lemma == "follow" || a.Words[verb].Lemma == "precede" {
		return a.Tokens[verb].End
	}
	for i := verb + 1; i < end; i++ {
		switch a.lower(i) {
		case "after", "before", "since", "as", "when":
			return lx.countedFrom(a, tocsin.Span{Start: a.Tokens[verb].End, End: a.Tokens[i].End}, a.Tokens[i].Start)
		}
	}
	return a.Tokens[end-1].End
}

// countedFrom returns where a time expression in s begins that reaches up to
// offset at, else at itself.
func (lx *lexicon) countedFrom(a *Analysis, s tocsin.Span, at int) int {
	for _, t := range a.timexesIn(a.sentenceSpan(a.SentenceAt(at))) {
		if t.Start >= s.Start && t.Start < at && t.End >= at {
			return t.Start
		}
	}
	return at
}
