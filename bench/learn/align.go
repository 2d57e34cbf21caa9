package main

import (
	"strings"

	"tocsin"
	"tocsin/internal/eval"
	"tocsin/internal/extract"
)

// quoted is a gold incident with where its quotes stand.
type quoted struct {
	eval.Incident
	anchors, others []tocsin.Span
}

// quotedIn finds the quotes of the gold's incidents in the text. One that stands
// more than twice tells nothing of where its incident is told.
func quotedIn(text string, gold eval.Coding) []quoted {
	const telling = 2
	var out []quoted
	for _, inc := range gold.Incidents {
		q := quoted{Incident: inc, anchors: occurrences(text, inc.Anchor)}
		for _, quote := range argumentQuotes(inc) {
			if at := occurrences(text, quote); len(at) <= telling {
				q.others = append(q.others, at...)
			}
		}
		out = append(out, q)
	}
	return out
}

func argumentQuotes(inc eval.Incident) []string {
	var out []string
	if inc.Date != nil {
		out = append(out, inc.Date.Quote)
	}
	if inc.Place != nil {
		out = append(out, inc.Place.Quote)
	}
	for _, x := range inc.Perpetrators {
		out = append(out, x.Quote)
	}
	for _, x := range inc.Targets {
		out = append(out, x.Quote)
	}
	for _, x := range inc.Weapons {
		out = append(out, x.Quote)
	}
	for _, x := range inc.Tolls {
		out = append(out, x.Quote)
	}
	return out
}

func occurrences(text, quote string) []tocsin.Span {
	var out []tocsin.Span
	for at := 0; quote != ""; {
		i := strings.Index(text[at:], quote)
		if i < 0 {
			break
		}
		out = append(out, tocsin.Span{Start: at + i, End: at + i + len(quote)})
		at += i + len(quote)
	}
	return out
}

// tellsAt is the score from which a mention is taken to tell a gold incident: its
// anchor stands there, or several of its other quotes do and nothing clashes.
const tellsAt = 2.5

// tellsAny reports whether a mention tells one of the gold's incidents.
func tellsAny(a *extract.Analysis, gold []quoted, m extract.Mention) bool {
	sentence := a.Sentences[m.Sentence].Span
	clause := sentence
	if m.Clause >= 0 {
		clause = a.Cover(a.Clauses[m.Clause].First, a.Clauses[m.Clause].Last)
	}
	for _, q := range gold {
		if q.Kind.Answer() == m.Kind.Answer() && q.likeness(m, clause, sentence) > tellsAt {
			return true
		}
	}
	return false
}

// likeness sums what speaks for a mention's telling the incident: quotes upon its
// trigger, in its clause and in its sentence, then kind, place, stage and toll.
func (q quoted) likeness(m extract.Mention, clause, sentence tocsin.Span) float64 {
	near := func(s tocsin.Span, trigger, inClause, inSentence float64) float64 {
		switch {
		case s.Overlaps(m.Trigger.Span):
			return trigger
		case s.Overlaps(clause):
			return inClause
		case s.Overlaps(sentence):
			return inSentence
		}
		return 0
	}
	anchor, others := 0.0, 0.0
	for _, s := range q.anchors {
		anchor = max(anchor, near(s, 4, 2, 1))
	}
	for _, s := range q.others {
		others += near(s, 1.5, 0.7, 0.4)
	}
	if anchor+others == 0 {
		return 0
	}
	return anchor + min(others, tellsAt) + q.agreement(m)
}

func (q quoted) agreement(m extract.Mention) float64 {
	score := 0.0
	switch {
	case m.Kind == q.Kind:
		score++
	case !m.Generic:
		score -= 0.7
	}
	if m.Stage != q.Stage {
		score--
	}
	if m.PlaceOwn && m.Place != nil && q.Place != nil {
		if strings.EqualFold(m.Place.Name, q.Place.Name) {
			score++
		} else {
			score--
		}
	}
	return score + q.tollAgreement(m)
}

func (q quoted) tollAgreement(m extract.Mention) float64 {
	if len(m.Tolls) == 0 {
		return 0
	}
	for _, t := range m.Tolls {
		for _, u := range q.Tolls {
			if t.Low == u.Low && t.What == u.What {
				return 1
			}
		}
	}
	return -0.5
}
