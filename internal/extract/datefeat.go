package extract

import (
	"tocsin"
	"tocsin/internal/linear"
	"tocsin/internal/syntax"
)

// dateChoices returns for incident i each time of the report that may be its.
func (s *scene) dateChoices(i int) []Choice {
	var out []Choice
	for _, t := range s.a.Timexes {
		if !s.mayDate(t) {
			continue
		}
		d := &tocsin.Date{Interval: *t.Interval, Citation: tocsin.Cite(s.a.Text, t.Span)}
		if t.Kind == tocsin.TimexSince && s.incs[i].Date != nil && s.incs[i].Date.Span == t.Span {
			d.Interval = s.incs[i].Date.Interval
		}
		out = append(out, Choice{Role: "date", Incident: i, Date: d, Features: s.dateFeatures(i, t)})
	}
	return out
}

func (s *scene) mayDate(t tocsin.Timex) bool {
	if t.Interval == nil || t.Kind == tocsin.TimexSet || t.Kind == tocsin.TimexDuration || t.Kind == tocsin.TimexClock {
		return false
	}
	return s.a.Ref != nil || hasYear(s.a.Of(t.Span))
}

func (s *scene) dateFeatures(i int, t tocsin.Timex) linear.Features {
	var f features
	s.standingOf(&f, i)
	inc := &s.incs[i]
	a := s.a
	tok := a.TokenAt(t.Start)
	sent := a.SentenceOf(tok)
	rule := "other"
	switch {
	case inc.Date == nil:
		rule = "nil"
	case inc.Date.Span == t.Span:
		rule = "this"
		f.add(bucket("rule.score", int(inc.Date.Score*100), 30, 40, 75, 80))
	}
	f.add("rule=" + rule)
	f.add("kind=" + string(t.Kind))
	f.when("relative", t.Relative)
	f.add(bucket("days", t.Interval.Days(), 1, 3, 8, 31, 366))
	if a.Ref != nil {
		age := int(*a.Ref - t.Interval.End)
		f.add(bucket("age", age, -1, 0, 1, 3, 8, 31, 366))
		f.when("recent|main", age <= 8 && inc.Salience == tocsin.Main)
		f.when("old|background", age > 31 && inc.Salience != tocsin.Main)
	}
	f.when("dateline", s.lx.isDateline(a, t))
	f.when("speech", s.lx.datesSpeech(a, t))
	f.when("answer", inc.Kind.Answer())
	f.when("aggregate", inc.Aggregate)
	f.when("title", sent <= 1)
	f.add("prep=" + s.timePrep(tok, t))
	s.dateDistance(&f, i, t, tok, sent)
	return f.Features
}

// timePrep names the word that leads a time in.
func (s *scene) timePrep(tok int, t tocsin.Timex) string {
	for _, w := range []string{s.a.lower(tok), s.a.lower(tok - 1)} {
		switch w {
		case "on", "in", "since", "after", "until", "from", "by", "before", "last", "late", "early", "during", "this", "of", "the", ",", "and", "between", "for":
			return w
		}
	}
	return "other"
}

// dateDistance tells how far a time stands from the incident's mentions, and
// what stands between.
func (s *scene) dateDistance(f *features, i int, t tocsin.Timex, tok, sent int) {
	near, cost, clause, before := 99, 999, false, false
	for k := range s.groups[i] {
		m := &s.groups[i][k]
		d := sent - m.Sentence
		if abs(d) < abs(near) {
			near = d
		}
		if d != 0 {
			continue
		}
		if c := s.a.timeCost(t, m); c < cost {
			cost = c
			before = tok < m.First
		}
		clause = clause || m.Clause != syntax.None && tok >= s.a.Clauses[m.Clause].First && tok < s.a.Clauses[m.Clause].Last
	}
	first := &s.groups[i][0]
	f.when("first.sentence", first.Sentence == sent)
	if near == 0 {
		f.add(bucket("cost", cost, 2, 5, 9, 15, 25, 40))
		f.when("clause", clause)
		f.when("before", before)
	}
	switch {
	case near < -6:
		f.add("near<<")
	case near > 6:
		f.add("near>>")
	case near < 0:
		f.add(bucket("back", -near, 1, 2, 3, 6))
	case near > 0:
		f.add(bucket("ahead", near, 1, 2, 3, 6))
	default:
		f.add("near=0")
	}
	s.dateRivals(f, i, t, tok, sent, near, cost)
}

// dateRivals tell of other times nearer to the incident and other acts nearer to
// the time.
func (s *scene) dateRivals(f *features, i int, t tocsin.Timex, tok, sent, near, cost int) {
	rivals := 0
	for _, u := range s.a.Timexes {
		if u.Span == t.Span || !s.mayDate(u) {
			continue
		}
		us := s.a.SentenceAt(u.Start)
		for k := range s.groups[i] {
			m := &s.groups[i][k]
			d := abs(us - m.Sentence)
			if d < abs(near) || d == 0 && near == 0 && s.a.timeCost(u, m) < cost {
				rivals++
				break
			}
		}
	}
	f.add(bucket("rivals", rivals, 0, 1, 2, 4))
	acts := 0
	for j := range s.groups {
		if j == i {
			continue
		}
		for k := range s.groups[j] {
			m := &s.groups[j][k]
			if m.Sentence == sent && (near != 0 || s.a.timeCost(t, m) < cost) {
				acts++
				break
			}
		}
	}
	f.add(bucket("acts", acts, 0, 1, 2))
}
