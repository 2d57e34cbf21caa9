package extract

import (
	"strings"

	"tocsin"
	"tocsin/internal/linear"
	"tocsin/internal/syntax"
)

// placeChoices returns for incident i each place of the report that may be
// its: the rules' first, which may be a site, then every name once.
func (s *scene) placeChoices(i int) []Choice {
	var out []Choice
	seen := map[string]bool{}
	add := func(p *tocsin.Place) {
		seen[strings.ToLower(p.Name)] = true
		out = append(out, Choice{Role: "place", Incident: i, Place: p, Features: s.placeFeatures(i, p)})
	}
	if p := s.incs[i].Place; p != nil {
		add(p)
	}
	for k := range s.a.Toponyms {
		if t := &s.a.Toponyms[k]; !t.Demonym && !t.Metonym && !seen[strings.ToLower(t.Name)] {
			add(placeOf(s.a, *t, 0))
		}
	}
	return out
}

func (s *scene) placeFeatures(i int, p *tocsin.Place) linear.Features {
	var f features
	s.standingOf(&f, i)
	inc := &s.incs[i]
	switch {
	case inc.Place == nil:
		f.add("rule=nil")
	case inc.Place == p:
		f.add("rule=this")
		f.add(bucket("rule.score", int(p.Score*100), 30, 40, 60, 80))
	default:
		f.add("rule=other")
		f.add(bucket("rule.other", int(inc.Place.Score*100), 30, 40, 60, 80))
	}
	f.add("precision=" + string(p.Precision))
	f.add("precision=" + string(p.Precision) + "|answer=" + yes(inc.Kind.Answer()))
	f.add("kind=" + string(inc.Kind))
	f.when("home", p.Country == s.a.Country)
	f.when("abroad", p.Country != "" && p.Country != s.a.Country)
	f.when("inActor", s.a.inActor(p.Span))
	f.when("seat", seat(p))
	f.when("aggregate", inc.Aggregate)
	f.when("title", p.Start < s.a.TitleEnd)
	f.when("narrower", s.narrowed(p))
	s.placeNamings(&f, i, p)
	s.placeVotes(&f, i, p)
	if s.a.reading != nil {
		s.see(i, "place", s.namings(p)).addTo(&f, "read")
	}
	return f.Features
}

// namings returns where the report names a place, at the most at the first places.
func (s *scene) namings(p *tocsin.Place) []tocsin.Span {
	const most = 8
	out := []tocsin.Span{p.Span}
	for k := range s.a.Toponyms {
		if t := &s.a.Toponyms[k]; strings.EqualFold(t.Name, p.Name) && t.Span != p.Span && len(out) < most {
			out = append(out, t.Span)
		}
	}
	return out
}

// placeNamings tell where the report names a place, and how that stands to the
// acts of incident i.
func (s *scene) placeNamings(f *features, i int, p *tocsin.Place) {
	named, near, gap := 0, 99, 999
	ways := map[string]bool{}
	for k := range s.a.Toponyms {
		t := &s.a.Toponyms[k]
		if !strings.EqualFold(t.Name, p.Name) && t.Span != p.Span {
			continue
		}
		tok := s.a.TokenAt(t.Start)
		sent := s.a.SentenceOf(tok)
		if named++; named == 1 {
			f.add(bucket("at", sent, 0, 1, 2, 5, 10))
		}
		for j := range s.groups[i] {
			m := &s.groups[i][j]
			near = min(near, abs(sent-m.Sentence))
			if sent == m.Sentence {
				gap = min(gap, abs(tok-m.Head))
				ways["prep="+s.topPrep(tok)] = true
				ways[s.topRole(m, tok)] = true
			}
		}
	}
	for _, k := range sortedSet(ways) {
		f.add(k)
	}
	f.add(bucket("named", named, 1, 2, 4))
	f.add(bucket("near", near, 0, 1, 2, 5))
	if near == 0 {
		f.add(bucket("gap", gap, 3, 7, 15, 30))
	}
}

// placeVotes tell how many mentions of incident i, and how many other incidents,
// the rules give the place to.
func (s *scene) placeVotes(f *features, i int, p *tocsin.Place) {
	votes, others, own := 0, 0, false
	for j := range s.groups[i] {
		m := &s.groups[i][j]
		if m.Place != nil && strings.EqualFold(m.Place.Name, p.Name) {
			votes++
			own = own || m.PlaceOwn
		}
	}
	for j := range s.incs {
		if q := s.incs[j].Place; j != i && q != nil && strings.EqualFold(q.Name, p.Name) {
			others++
		}
	}
	f.when("own", own)
	f.add(bucket("votes", votes, 0, 1, 2))
	f.add(bucket("others", others, 0, 1, 3))
}

// narrowed reports whether a place only locates a narrower one named beside it.
func (s *scene) narrowed(p *tocsin.Place) bool {
	for k := range s.a.Toponyms {
		u := &s.a.Toponyms[k]
		if !u.Demonym && !u.Metonym && u.Span != p.Span && rank(u.Place.Precision) < rank(p.Precision) && s.a.locates(u.Span, p.Span) {
			return true
		}
	}
	return false
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// topPrep names the preposition that governs a toponym.
func (s *scene) topPrep(tok int) string {
	np := s.a.NPAt(tok)
	if np == syntax.None || s.a.NPs[np].Prep == syntax.None {
		return "none"
	}
	return s.a.lower(s.a.NPs[np].Prep)
}

// topRole tells how a toponym stands to an act of its sentence.
func (s *scene) topRole(m *Mention, tok int) string {
	np := s.a.NPAt(tok)
	if m.Clause == syntax.None {
		return "role=loose"
	}
	c := &s.a.Clauses[m.Clause]
	side := ".after"
	if tok < m.First {
		side = ".before"
	}
	switch {
	case np != syntax.None && np == c.Object:
		return "role=obj"
	case np != syntax.None && np == c.Subject:
		return "role=subj" + yes(c.Passive)
	case np != syntax.None && np == s.a.NPAt(m.Head):
		return "role=own" + side
	case tok >= c.First && tok < c.Last:
		return "role=clause" + side
	}
	return "role=sentence" + side
}
