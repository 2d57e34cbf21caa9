package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// dateMentions gives each mention the time that its words tell, or the one told
// before it in the same paragraph, or that of the report's first event.
func (lx *lexicon) dateMentions(a *Analysis, ms []Mention) {
	var last *tocsin.Date
	for i := range ms {
		m := &ms[i]
		if t, ok := ownTime(a, m); ok {
			m.Date = &tocsin.Date{Interval: *t.Interval, Citation: tocsin.Cite(a.Text, t.Span), Score: 0.8}
			m.DateOwn = true
			last = m.Date
			continue
		}
		if last != nil {
			d := *last
			d.Score = 0.4
			m.Date = &d
		}
	}
	// what precedes the first dated mention takes its date
	for i := len(ms) - 2; i >= 0; i-- {
		if ms[i].Date == nil && ms[i+1].Date != nil {
			d := *ms[i+1].Date
			d.Score = 0.3
			ms[i].Date = &d
		}
	}
}

// ownTime looks for a time in the mention's clause, then in its sentence.
func ownTime(a *Analysis, m *Mention) (tocsin.Timex, bool) {
	if m.Clause != syntax.None {
		c := a.Clauses[m.Clause]
		if t, ok := nearestTime(a, a.Cover(c.First, c.Last), m.Trigger.Span); ok {
			return t, true
		}
	}
	return nearestTime(a, a.sentenceSpan(m.Sentence), m.Trigger.Span)
}

func nearestTime(a *Analysis, s, trigger tocsin.Span) (tocsin.Timex, bool) {
	var best tocsin.Timex
	found := false
	for _, t := range a.timexesIn(s) {
		if t.Interval == nil || t.Kind != tocsin.TimexDate && t.Kind != tocsin.TimexSince || a.Ref != nil && t.Interval.Start > *a.Ref+1 {
			continue
		}
		if !found || t.Gap(trigger) < best.Gap(trigger) {
			best, found = t, true
		}
	}
	return best, found
}
