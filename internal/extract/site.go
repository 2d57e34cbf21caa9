package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// siteReach is how many words after the trigger a site may begin.
const siteReach = 9

// nameSite makes a site with a name of its own ("the Ahli Arab hospital") the
// incident's place, where a mention of it tells one: it is narrower than the
// town that the place names resolve to. Coordinates stay the town's.
func (lx *lexicon) nameSite(a *Analysis, inc *tocsin.Incident, g []Mention) {
	if inc.Kind.Answer() || inc.Aggregate {
		return
	}
	for _, m := range g {
		s, ok := lx.siteOf(a, &m)
		if !ok {
			continue
		}
		p := tocsin.Place{Country: a.Country, Precision: tocsin.PrecisionUnknown, Score: 0.6}
		if inc.Place != nil {
			if inc.Place.Span.Overlaps(s) && inc.Place.Span.Start <= s.Start && inc.Place.Span.End >= s.End {
				return
			}
			p = *inc.Place
			if p.Located() {
				p.Precision = tocsin.PrecisionNear
			}
		}
		p.GeoID = 0
		p.Citation = tocsin.Cite(a.Text, s)
		p.Name = p.Quote
		inc.Place = &p
		return
	}
}

// siteOf returns the named site that a mention's words tell: the patient, or
// what follows the trigger under a preposition of place.
func (lx *lexicon) siteOf(a *Analysis, m *Mention) (tocsin.Span, bool) {
	if m.Clause == syntax.None || a.Sentences[m.Sentence].Title {
		return tocsin.Span{}, false
	}
	c := a.Clauses[m.Clause]
	for j := a.npAfter(m.Last); j < len(a.NPs) && a.NPs[j].First < min(c.Last, m.Last+siteReach); j++ {
		n := a.NPs[j]
		if j != c.Object && (n.Prep == syntax.None || !lx.is("argswhere", a.lower(n.Prep))) {
			continue
		}
		if s, ok := lx.namedSite(a, n); ok {
			return s, true
		}
	}
	return tocsin.Span{}, false
}

// namedSite returns the name within a noun phrase whose head is a noun for a
// site: the run of proper words before the head, with the head.
func (lx *lexicon) namedSite(a *Analysis, n syntax.NP) (tocsin.Span, bool) {
	if !lx.is("argssite", a.Words[n.Head].Lemma) && !lx.is("argssite", a.lower(n.Head)) || a.lower(n.Head-1) == "police" {
		return tocsin.Span{}, false
	}
	first := n.Head
	for first > n.First && lx.nameWord(a, first-1) {
		first--
	}
	if first == n.Head {
		return tocsin.Span{}, false
	}
	s := a.Cover(first, n.Head+1)
	for _, t := range a.toponymsIn(s) {
		if t.Demonym {
			return tocsin.Span{}, false
		}
	}
	return s, true
}

// nameWord reports whether a token can be part of a site's own name.
func (lx *lexicon) nameWord(a *Analysis, tok int) bool {
	w := a.Text[a.Tokens[tok].Start:a.Tokens[tok].End]
	if lx.is("argsfaith", a.lower(tok)) || a.Words[tok].Tag == syntax.Det {
		return false
	}
	return a.Words[tok].Tag == syntax.Proper || w[0] >= 'A' && w[0] <= 'Z'
}
