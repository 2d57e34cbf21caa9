package resolve

import (
	"strings"

	"tocsin"
)

// part reads "late December", "early on Friday", "mid-2014", "earlier this week",
// "late last year".
func (r *timexReader) part(i int) (timeNode, bool) {
	if head, rest, ok := strings.Cut(r.word(i), "-"); ok {
		return r.hyphenedPart(i, head, rest)
	}
	which := ""
	for _, class := range []string{"early", "mid", "late"} {
		if r.has(i, class) {
			which = class
		}
	}
	if which == "" || r.word(i) == "middle" {
		return timeNode{}, false
	}
	comparative := strings.HasSuffix(r.word(i), "er")
	j := i + 1
	if w := r.word(j); w == "on" || w == "in" || isDash(w) && touching(r.doc, j) {
		j++
	}
	n, ok := r.thisPeriod(j)
	if !ok {
		n, ok = r.period(j)
	}
	if !ok {
		return timeNode{}, false
	}
	return r.narrowed(n, which, comparative), true
}

// hyphenedPart reads "mid-November", "mid-2014", "late-May" in one token.
func (r *timexReader) hyphenedPart(i int, head, rest string) (timeNode, bool) {
	if head != "mid" && head != "early" && head != "late" {
		return r.hyphenedMonths(i, head, rest)
	}
	if m := r.months[rest]; m > 0 {
		year, next, rel := r.yearAfter(i + 1)
		explicit := year > 0 && !rel
		if year == 0 {
			year, rel = r.likelyYear(i, m, 0), true
		}
		if year == 0 {
			return unresolved(tocsin.TimexDate, grainMonth, next), true
		}
		n := date(partOf(monthSpan(year, m), head), grainMonth, next)
		n.rel, n.explicit, n.month = rel, explicit, m
		return n, true
	}
	if y := number(rest); len(rest) == 4 && y >= 1500 && y < 2200 {
		n := date(partOf(yearsSpan(y, 1), head), grainYear, i+1)
		n.explicit = true
		return n, true
	}
	return timeNode{}, false
}

// hyphenedMonths reads "June-August 1992" and "Dec-2018", each in one token.
func (r *timexReader) hyphenedMonths(i int, head, rest string) (timeNode, bool) {
	m := r.months[head]
	if m == 0 || !r.upper(i) {
		return timeNode{}, false
	}
	if year := number(rest); len(rest) == 4 && year >= 1500 && year < 2200 {
		n := date(r.upToRef(monthSpan(year, m), i), grainMonth, i+1)
		n.explicit = true
		return n, true
	}
	to := r.months[rest]
	year, next, rel := r.yearAfter(i + 1)
	if to == 0 || year == 0 {
		return timeNode{}, false
	}
	b := date(monthSpan(year, to), grainMonth, next)
	b.explicit, b.rel = true, rel
	return joined(date(monthSpan(year, m), grainMonth, i+1), b)
}

// period reads a time that has parts: a day, month, year, decade or week.
func (r *timexReader) period(i int) (timeNode, bool) {
	var best timeNode
	if i >= r.last {
		return best, false
	}
	j := i
	if r.word(j) == "the" {
		j++
	}
	for _, rule := range []func(int) (timeNode, bool){
		r.calendarDate, r.weekday, r.deictic, r.chosen, r.yearAlone, r.season, r.holiday, r.quarterOf, r.figureDate,
	} {
		for _, k := range []int{i, j} {
			if n, ok := rule(k); ok && n.next > best.next && n.kind == tocsin.TimexDate {
				best = n
			}
		}
	}
	return best, best.next > i
}

// narrowed keeps the early, mid or late part of a period. "Earlier this week" is
// what went by of it, "later this week" what is left.
func (r *timexReader) narrowed(n timeNode, which string, comparative bool) timeNode {
	if n.iv == nil || n.grain == grainDay {
		return n
	}
	iv := *n.iv
	if comparative {
		if which == "late" && r.ref != nil && iv.End == *r.ref {
			iv = tocsin.Interval{Start: *r.ref, End: periodAt(*r.ref, n.grain).End}
		}
		n.iv = &iv
		return n
	}
	whole := iv
	if r.ref != nil && iv.End == *r.ref && (n.grain == grainMonth || n.grain == grainYear || n.grain == grainWeek) {
		whole = periodAt(iv.Start, n.grain) // cut at ref: take the part of the whole
	}
	part := partOf(whole, which)
	if r.ref != nil && part.Start <= *r.ref && part.End > *r.ref && whole != iv {
		part.End = *r.ref
	}
	n.iv = &part
	return n
}

// within reads "the beginning of 2016", "the end of November", "the middle of
// last week", "the night of June 21", "the early hours of Sunday", "the evening
// of 6 May", "the first week of June".
func (r *timexReader) within(i int) (timeNode, bool) {
	j := i
	if r.word(j) == "the" {
		j++
	}
	if (r.has(j, "early") || r.has(j, "late")) && (r.word(j+1) == "hours" || r.has(j+1, "part")) {
		j++
		if n, ok := r.ofPeriod(j); ok {
			return n, true
		}
		return timeNode{}, false
	}
	if r.has(j, "part") {
		return r.ofPeriod(j)
	}
	if n, ok := r.nthOf(j); ok {
		return n, true
	}
	which := r.value(j, "within")
	if which == "" || r.word(j+1) != "of" {
		return timeNode{}, false
	}
	n, ok := r.thisPeriod(j + 2)
	if !ok {
		n, ok = r.period(j + 2)
	}
	if !ok {
		return timeNode{}, false
	}
	return r.narrowed(n, which, false), true
}

// thisPeriod reads "the year" after "the end of" or "earlier in": this one.
func (r *timexReader) thisPeriod(i int) (timeNode, bool) {
	g, ok := r.unit(i + 1)
	if r.word(i) != "the" || !ok || r.ref == nil || g != grainWeek && g != grainMonth && g != grainYear && g != grainDecade {
		return timeNode{}, false
	}
	switch r.value(i+2, "go") {
	case "before", "after":
		return timeNode{}, false
	}
	return r.relative(r.upToRef(periodAt(*r.ref, g), i), g, i+2), true
}

// ofPeriod reads "of Sunday", "on Friday", "June 21" after a part of the day.
func (r *timexReader) ofPeriod(j int) (timeNode, bool) {
	k := j + 1
	if w := r.word(k); w == "of" || w == "on" {
		k++
	} else if r.word(j) == "hours" {
		return timeNode{}, false
	}
	n, ok := r.period(k)
	if !ok || n.grain != grainDay {
		return timeNode{}, false
	}
	return n, true
}

// weekOf reads "the week of June 5", "week beginning 5 June": the week from
// Monday that holds the day.
func (r *timexReader) weekOf(i int) (timeNode, bool) {
	j := i
	if r.word(j) == "the" {
		j++
	}
	if r.word(j) != "week" {
		return timeNode{}, false
	}
	switch r.word(j + 1) {
	case "of", "beginning", "starting", "commencing":
		j += 2
		if r.word(j) == "on" {
			j++
		}
	default:
		return timeNode{}, false
	}
	n, ok := r.period(j)
	if !ok || n.iv == nil || n.grain != grainDay {
		return timeNode{}, false
	}
	iv := periodAt(n.iv.Start, grainWeek)
	n.iv, n.grain = &iv, grainWeek
	return n, true
}

// nthOf reads "first week of June", "second half of July", "first days of May".
func (r *timexReader) nthOf(j int) (timeNode, bool) {
	nth, ok := r.dayAt(j)
	if r.word(j) == "last" {
		nth, ok = -1, true
	}
	if !ok || r.word(j+2) != "of" && r.word(j+2) != "in" {
		return timeNode{}, false
	}
	unit := r.word(j + 1)
	n, ok := r.period(j + 3)
	if !ok || n.iv == nil {
		return timeNode{}, false
	}
	iv, ok := nthPart(*n.iv, nth, unit)
	if !ok {
		return timeNode{}, false
	}
	n.iv, n.score = &iv, 0.8
	return n, true
}

// nthPart returns the nth day, week, month or half of a period, the last for -1.
func nthPart(iv tocsin.Interval, nth int, unit string) (tocsin.Interval, bool) {
	size := map[string]int{"day": 1, "days": 3, "week": 7, "half": (iv.Days() + 1) / 2, "month": 30}[unit]
	if size == 0 || size > iv.Days() || nth == 0 {
		return iv, false
	}
	if unit == "month" {
		m := periodAt(addMonths(iv.Start, nth-1), grainMonth)
		if nth < 0 {
			m = periodAt(iv.End, grainMonth)
		}
		return m, m.End <= iv.End
	}
	if nth < 0 {
		return tocsin.Interval{Start: iv.End - tocsin.Day(size-1), End: iv.End}, true
	}
	start := iv.Start + tocsin.Day((nth-1)*size)
	return tocsin.Interval{Start: start, End: min(start+tocsin.Day(size-1), iv.End)}, start <= iv.End
}
