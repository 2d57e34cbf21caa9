package extract

import (
	"sort"
	"strings"

	"tocsin"
	"tocsin/internal/syntax"
)

// placeMentions gives each mention the place that its words tell, or the one
// told before it.
func (lx *lexicon) placeMentions(a *Analysis, ms []Mention) {
	var last *tocsin.Place
	for i := range ms {
		m := &ms[i]
		if t, own, ok := lx.ownPlace(a, m); ok {
			score := 0.6
			if own = own && t.Place.Precision != tocsin.PrecisionCountry; own {
				score = 0.8
			}
			m.Place, m.PlaceOwn = placeOf(a, t, score), own
			if own || last == nil {
				last = m.Place
			}
			continue
		}
		if last != nil {
			p := *last
			p.Score = 0.4
			m.Place = &p
		} else if t, ok := firstPlace(a); ok {
			m.Place = placeOf(a, t, 0.3)
		}
	}
}

// firstPlace returns the first toponym of the report: what a headline tells
// without a place was most often done where the report goes on to say.
func firstPlace(a *Analysis) (tocsin.Toponym, bool) {
	for _, t := range a.Toponyms {
		if !t.Demonym && !t.Metonym && !a.inActor(t.Span) && t.Place.Country == a.Country {
			return t, true
		}
	}
	return tocsin.Toponym{}, false
}

// settlePlace drops the place of an answer to violence that its own clause does
// not tell: a suspect is seldom held or tried where the act was done.
func settlePlace(inc *tocsin.Incident) {
	if p := inc.Place; p != nil && inc.Kind.Answer() && (p.Score < 0.6 || p.Score < 0.8 && !wide(p)) {
		inc.Place = nil
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

// ownPlace looks for a place in the words that belong to the trigger, then in
// its clause, then in its sentence; own tells that it was found in the clause.
func (lx *lexicon) ownPlace(a *Analysis, m *Mention) (t tocsin.Toponym, own, ok bool) {
	if m.Clause != syntax.None {
		c := a.Clauses[m.Clause]
		if t, ok := lx.bestPlace(a, a.Cover(c.First, c.Last), m); ok {
			return t, true, true
		}
	}
	t, ok = lx.bestPlace(a, a.sentenceSpan(m.Sentence), m)
	return t, m.Clause == syntax.None, ok
}

// bestPlace picks the toponym in s that best fits the trigger.
func (lx *lexicon) bestPlace(a *Analysis, s tocsin.Span, m *Mention) (tocsin.Toponym, bool) {
	var best tocsin.Toponym
	bestScore, told := 0.0, 0
	for _, t := range a.toponymsIn(a.near(s, m)) {
		if t.Demonym || t.Metonym || a.inActor(t.Span) {
			continue
		}
		if told++; told == 1 && t.Place.Precision == tocsin.PrecisionCountry && t.Place.Country != a.Country && m.Stage != tocsin.Accomplished {
			best, bestScore = t, 0.01 // plots abroad are often told by the country alone
		}
		if v := lx.placeScore(a, t, m); v > bestScore {
			best, bestScore = t, v
		}
	}
	if bestScore <= 0 {
		return best, false
	}
	return a.narrowest(a.owned(best)), true
}

// owned steps from a place to the one named right after it as its own: from
// "Aleppo" to "Marjeh" in "Aleppo's Marjeh district".
func (a *Analysis) owned(t tocsin.Toponym) tocsin.Toponym {
	i := sort.Search(len(a.Toponyms), func(i int) bool { return a.Toponyms[i].Start >= t.End })
	if i == len(a.Toponyms) {
		return t
	}
	u := a.Toponyms[i]
	switch strings.TrimSpace(a.Text[t.End:u.Start]) {
	case "s", "'s", "’s", "'", "’":
		if !u.Demonym && !u.Metonym && !a.inActor(u.Span) && a.SentenceAt(t.Start) == a.SentenceAt(u.Start) && rank(u.Place.Precision) <= rank(t.Place.Precision) {
			return u
		}
	}
	return t
}

// narrowest follows a chain of places leftwards to the place that the others
// locate: from "Damascus" to "Ain Tarma" in "the Ain Tarma area outside the
// capital Damascus".
func (a *Analysis) narrowest(t tocsin.Toponym) tocsin.Toponym {
	i := sort.Search(len(a.Toponyms), func(i int) bool { return a.Toponyms[i].Start >= t.Start })
	for i--; i >= 0; i-- {
		u := a.Toponyms[i]
		if u.Demonym || u.Metonym || a.inActor(u.Span) || !a.locates(u.Span, t.Span) || rank(u.Place.Precision) > rank(t.Place.Precision) {
			break
		}
		t = u
	}
	return t
}

// chainReach is how many words may stand between the places of a chain.
const chainReach = 6

// locates reports whether the words between two place names say that the second
// locates the first.
func (a *Analysis) locates(first, second tocsin.Span) bool {
	from, to := a.TokenAt(first.End), a.TokenAt(second.Start)
	if to-from > chainReach || to <= from || a.SentenceOf(from) != a.SentenceOf(to) {
		return false
	}
	linked := false
	for t := from; t < to; t++ {
		switch a.lower(t) {
		case "in", "of", "near", "outside", "on", "at", "under", "from", ",":
			linked = true
		case "and", "or":
			return false
		default:
			if w := a.Words[t]; w.IsVerb() || w.Tag == syntax.Sub || w.Tag == syntax.Rel || w.Tag == syntax.Mark {
				return false
			}
		}
	}
	return linked
}

// rank orders precisions from fine to coarse; a name that is not in the
// gazetteer is most often a small place.
func rank(p tocsin.Precision) int {
	switch p {
	case tocsin.PrecisionCountry:
		return 3
	case tocsin.PrecisionRegion, tocsin.PrecisionAdmin1:
		return 2
	case tocsin.PrecisionAdmin2:
		return 1
	}
	return 0
}

// placeScore tells how well a toponym fits a trigger: under a preposition of
// place or as its object, narrow, near, after it, and in the report's country.
func (lx *lexicon) placeScore(a *Analysis, t tocsin.Toponym, m *Mention) float64 {
	tok := a.TokenAt(t.Start)
	score := 1.5 + lx.positionScore(a, tok, m)
	switch t.Place.Precision {
	case tocsin.PrecisionCountry:
		if m.Kind == tocsin.AlertChange {
			return 2 // a state raises its own alert
		}
		score -= 1.5
	case tocsin.PrecisionRegion, tocsin.PrecisionAdmin1:
		score -= 0.4
	}
	if a.Country != "" && t.Place.Country != "" && t.Place.Country != a.Country && m.Stage != tocsin.Accomplished {
		score -= 0.4
	}
	distance := float64(tok - m.Head)
	if distance < 0 {
		distance = -1.3 * distance
	}
	return score - 0.04*distance
}

// inActor reports whether s is only part of the name of an actor; a state's name
// is a place's as well.
func (a *Analysis) inActor(s tocsin.Span) bool {
	i := sort.Search(len(a.Actors), func(i int) bool { return a.Actors[i].End > s.Start })
	return i < len(a.Actors) && a.Actors[i].Overlaps(s) && a.Actors[i].Actor.Type != tocsin.ActorState
}

// positionScore rates the phrase that a toponym stands in.
func (lx *lexicon) positionScore(a *Analysis, tok int, m *Mention) float64 {
	np := a.NPAt(tok)
	if np == syntax.None {
		return 0
	}
	score := 0.0
	if p := a.NPs[np].Prep; p != syntax.None {
		score += prepScore(a.lower(p))
	}
	if m.Clause != syntax.None {
		c := a.Clauses[m.Clause]
		if !m.Nominal && (c.Object == np || c.Passive && c.Subject == np) {
			score += 0.8
		}
		if c.Subject == np && !c.Passive && !m.Nominal && a.NPs[np].Prep == syntax.None {
			score -= 0.6
		}
	}
	return score
}

// prepScore rates the preposition of a phrase that holds a toponym.
func prepScore(prep string) float64 {
	switch prep {
	case "in", "at", "near", "outside", "inside", "around", "across":
		return 1
	case "on", "into", "against", "of", "to", "over":
		return 0.7
	case "from":
		return -0.3
	case "by", "with":
		return -1
	}
	return 0
}

// reachOfWords is how many words before and after a trigger its place and time
// are looked for, so that the work stays linear in an endless sentence.
const reachOfWords = 200

// near returns the part of s that lies within reach of the mention's trigger.
func (a *Analysis) near(s tocsin.Span, m *Mention) tocsin.Span {
	if first := m.First - reachOfWords; first > 0 {
		s.Start = max(s.Start, a.Tokens[first].Start)
	}
	if last := m.Last + reachOfWords; last < len(a.Tokens) {
		s.End = min(s.End, a.Tokens[last].End)
	}
	return s
}
