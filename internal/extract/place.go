package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// placeMentions gives each mention the place that its words tell, or the one
// told before it.
func (lx *lexicon) placeMentions(a *Analysis, ms []Mention) {
	var last *tocsin.Place
	for i := range ms {
		m := &ms[i]
		if t, ok := lx.ownPlace(a, m); ok {
			m.Place, m.PlaceOwn = placeOf(a, t, 0.8), true
			last = m.Place
			continue
		}
		if last != nil {
			p := *last
			p.Score = 0.4
			m.Place = &p
		} else if t, ok := lx.firstPlace(a); ok {
			m.Place = placeOf(a, t, 0.3)
		}
	}
}

// placeOf makes the argument of a toponym.
func placeOf(a *Analysis, t tocsin.Toponym, score float64) *tocsin.Place {
	p := t.Place
	p.Name = t.Name
	p.Citation = tocsin.Cite(a.Text, t.Span)
	p.Score = score
	return &p
}

// ownPlace looks for a place in the mention's clause, then in its sentence.
func (lx *lexicon) ownPlace(a *Analysis, m *Mention) (tocsin.Toponym, bool) {
	if m.Clause != syntax.None {
		c := a.Clauses[m.Clause]
		if t, ok := lx.bestPlace(a, a.Cover(c.First, c.Last), m.Head); ok {
			return t, true
		}
	}
	return lx.bestPlace(a, a.sentenceSpan(m.Sentence), m.Head)
}

// bestPlace picks the toponym in s that best fits the trigger at token head:
// under a preposition of place, narrow, near, and after the trigger.
func (lx *lexicon) bestPlace(a *Analysis, s tocsin.Span, head int) (tocsin.Toponym, bool) {
	var best tocsin.Toponym
	bestScore := 0.0
	for _, t := range a.toponymsIn(s) {
		if t.Demonym || t.Metonym {
			continue
		}
		if v := lx.placeScore(a, t, head); v > bestScore {
			best, bestScore = t, v
		}
	}
	return best, bestScore > 0
}

func (lx *lexicon) placeScore(a *Analysis, t tocsin.Toponym, head int) float64 {
	tok := a.TokenAt(t.Start)
	score := 1.0
	if np := a.NPAt(tok); np != syntax.None && a.NPs[np].Prep != syntax.None {
		switch a.lower(a.NPs[np].Prep) {
		case "in", "at", "on", "near", "outside", "inside", "around", "into", "against", "of", "to", "across":
			score += 1
		case "from":
			score -= 0.5
		}
	}
	switch t.Place.Precision {
	case tocsin.PrecisionCountry:
		score -= 0.8
	case tocsin.PrecisionRegion, tocsin.PrecisionAdmin1:
		score -= 0.3
	}
	distance := float64(tok - head)
	if distance < 0 {
		distance = -1.5 * distance
	}
	return score - 0.03*distance + 1
}

// firstPlace returns the first toponym of the report: the dateline's or the title's.
func (lx *lexicon) firstPlace(a *Analysis) (tocsin.Toponym, bool) {
	for _, t := range a.Toponyms {
		if !t.Demonym && !t.Metonym {
			return t, true
		}
	}
	return tocsin.Toponym{}, false
}
