package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// carryDate is how many sentences on a date still holds for what is told
// without one.
const carryDate = 6

// dateMentions gives each mention the time that its words tell, or the one told
// shortly before it.
func (lx *lexicon) dateMentions(a *Analysis, ms []Mention) {
	times := lx.eventTimes(a)
	last, at := (*tocsin.Date)(nil), 0
	for i := range ms {
		m := &ms[i]
		if t, score, ok := lx.ownTime(a, times, m); ok {
			m.Date = &tocsin.Date{Interval: *t.Interval, Citation: tocsin.Cite(a.Text, t.Span), Score: score}
			m.DateOwn = true
			if t.Kind != tocsin.TimexSince {
				last, at = m.Date, m.Sentence
			}
			continue
		}
		if last != nil && m.Sentence-at <= carryDate && !lx.looksBack(a, m.Sentence) {
			m.Date = laterDate(last, 0.4)
		}
	}
	datesBack(a, ms)
}

// datesBack gives what a title or lead tells without a date the one that the
// sentences right after it tell.
func datesBack(a *Analysis, ms []Mention) {
	for i := len(ms) - 2; i >= 0; i-- {
		next := ms[i+1]
		if ms[i].Date == nil && next.Date != nil && ms[i].Sentence <= 1 && next.Sentence-ms[i].Sentence <= 2 {
			ms[i].Date = laterDate(next.Date, 0.3)
		}
	}
}

// laterDate returns d as carried over from another mention.
func laterDate(d *tocsin.Date, score float64) *tocsin.Date {
	c := *d
	c.Score = score
	return &c
}

// eventTimes returns the time expressions that can date an act: those with a
// value, not after the report, that neither date the report itself nor the day
// on which somebody spoke.
func (lx *lexicon) eventTimes(a *Analysis) []tocsin.Timex {
	var out []tocsin.Timex
	for _, t := range a.Timexes {
		if t.Interval == nil || t.Kind != tocsin.TimexDate && t.Kind != tocsin.TimexSince {
			continue
		}
		if a.Ref == nil && !hasYear(a.Of(t.Span)) {
			continue
		}
		if a.Ref != nil && t.Interval.Start > *a.Ref+1 || lx.isDateline(a, t) || lx.datesSpeech(a, t) {
			continue
		}
		out = append(out, t)
	}
	return out
}

// hasYear reports whether the words of a time hold a year of four digits: in a
// report without a date of its own others cannot be reckoned.
func hasYear(words string) bool {
	digits := 0
	for _, r := range words {
		if r < '0' || r > '9' {
			digits = 0
			continue
		}
		if digits++; digits == 4 {
			return true
		}
	}
	return false
}

// isDateline reports whether t is the report's own date at its head: the
// publication day in full, in the first words of the text.
func (lx *lexicon) isDateline(a *Analysis, t tocsin.Timex) bool {
	if t.Relative || a.Report.Published == nil || t.Start > a.TitleEnd+160 {
		return false
	}
	d := t.Interval.Start - *a.Report.Published
	return t.Interval.Days() == 1 && d >= -1 && d <= 1
}

// datesSpeech reports whether t tells when somebody spoke: it stands right
// after a verb of saying, or between it and its subject.
func (lx *lexicon) datesSpeech(a *Analysis, t tocsin.Timex) bool {
	tok := a.TokenAt(t.Start)
	s := a.SentenceOf(tok)
	if s == len(a.Sents) {
		return false
	}
	r := a.Sents[s].Frames
	for i := r[0]; i < r[1]; i++ {
		f := a.Frames[i]
		if a.lower(f.Verb) == "according" {
			continue
		}
		if tok > f.Verb && tok-f.Verb <= 3 && !a.verbBetween(f.Verb+1, tok) {
			return true
		}
		if f.Speaker != syntax.None && tok < f.Verb && tok >= a.NPs[f.Speaker].Last {
			return true
		}
	}
	return false
}

// verbBetween reports whether a verb stands among the tokens [first, last).
func (a *Analysis) verbBetween(first, last int) bool {
	for i := first; i < last; i++ {
		if a.Words[i].IsVerb() {
			return true
		}
	}
	return false
}

// ownTime looks for a time in the mention's clause, then in its sentence, and
// tells how surely it is the act's.
func (lx *lexicon) ownTime(a *Analysis, times []tocsin.Timex, m *Mention) (tocsin.Timex, float64, bool) {
	if m.Clause != syntax.None {
		c := a.Clauses[m.Clause]
		if t, ok := a.nearestTime(times, a.Cover(c.First, c.Last), m); ok {
			return t, 0.8, true
		}
	}
	t, ok := a.nearestTime(times, a.sentenceSpan(m.Sentence), m)
	return t, 0.75, ok
}

// nearestTime returns the time in s that stands nearest to the mention's
// trigger, where each verb between counts as many words. What is told to have
// gone on since a day dates only sums and what still lasts.
func (a *Analysis) nearestTime(times []tocsin.Timex, s tocsin.Span, m *Mention) (tocsin.Timex, bool) {
	var best tocsin.Timex
	bestCost, found := 0, false
	for _, t := range within(times, func(t tocsin.Timex) tocsin.Span { return t.Span }, a.near(s, m)) {
		cost := a.timeCost(t, m)
		if t.Kind == tocsin.TimexSince {
			switch {
			case a.opensWhen(t, m):
				t = a.opening(t)
			case m.Aggregate || m.Kind.Answer():
				cost += sinceCost
			default:
				continue
			}
		}
		if !found || cost < bestCost {
			best, bestCost, found = t, cost, true
		}
	}
	return best, found
}

// opensWhen reports whether the act is what the day of a "since" is known for:
// "the worst since June 16, when gunmen raided a school".
func (a *Analysis) opensWhen(t tocsin.Timex, m *Mention) bool {
	i := a.TokenAt(t.End)
	if a.lower(i) == "," {
		i++
	}
	return a.lower(i) == "when" && m.First > i
}

// opening returns a "since" as the day, or where it names none the month, at
// which it opens.
func (a *Analysis) opening(t tocsin.Timex) tocsin.Timex {
	first := t.Interval.Start
	in := tocsin.Interval{Start: first, End: tocsin.DayOf(first.Time().AddDate(0, 1, -1))}
	from, to := a.TokenRange(t.Span)
	for i := from; i < to; i++ {
		if w := a.lower(i); w[0] >= '0' && w[0] <= '9' && len(w) <= 2 {
			in.End = first
		}
	}
	t.Interval, t.Kind = &in, tocsin.TimexDate
	return t
}

// The costs of a time, in words.
const (
	verbCost  = 3   // a verb between it and the trigger
	sinceCost = 100 // only where no day is told
)

// timeCost counts the words between a time and a trigger, verbs as several.
func (a *Analysis) timeCost(t tocsin.Timex, m *Mention) int {
	from, to := a.TokenAt(t.End), m.First
	if from > to {
		from, to = m.Last, a.TokenAt(t.Start)
	}
	cost := to - from
	for i := from; i < to; i++ {
		if a.Words[i].IsVerb() {
			cost += verbCost
		}
	}
	return cost
}

// looksBack reports whether the words of sentence s recall an older time.
func (lx *lexicon) looksBack(a *Analysis, s int) bool {
	for t := a.Sentences[s].First; t < a.Sentences[s].Last; t++ {
		if lx.is("lookback", a.lower(t)) {
			return true
		}
	}
	return false
}
