package resolve

import (
	"strings"

	"tocsin"
	"tocsin/internal/text"
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
	n, ok := r.period(j)
	if !ok {
		return timeNode{}, false
	}
	return r.narrowed(n, which, comparative), true
}

// hyphenedPart reads "mid-November", "mid-2014", "late-May" in one token.
func (r *timexReader) hyphenedPart(i int, head, rest string) (timeNode, bool) {
	if head != "mid" && head != "early" && head != "late" {
		return timeNode{}, false
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
	n, ok := r.period(j + 2)
	if !ok {
		return timeNode{}, false
	}
	return r.narrowed(n, which, false), true
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

// partOfDay reads "in the morning", "at dawn", "midnight": a time of day alone.
func (r *timexReader) partOfDay(i int) (timeNode, bool) {
	switch v := r.value(i, "part"); v {
	case "":
		return timeNode{}, false
	case "noon", "midnight", "dawn", "dusk":
		return unresolved(tocsin.TimexClock, grainHour, i+1), true
	}
	if r.word(i-1) == "the" && r.word(i-2) == "in" || r.word(i-1) == "at" {
		return unresolved(tocsin.TimexClock, grainHour, i+1), true
	}
	return timeNode{}, false
}

// clock reads 10:30, 8am, 8 p.m., 0600 GMT, five o'clock.
func (r *timexReader) clock(i int) (timeNode, bool) {
	if i >= r.last {
		return timeNode{}, false
	}
	t := r.doc.Tokens[i]
	next := i + 1
	switch {
	case t.Kind == text.Number && strings.Contains(t.Lower, ":"):
		if !clockFigures(t.Lower) {
			return timeNode{}, false
		}
	case t.Kind == text.Number && r.num.units[r.word(next)] == tocsin.NumeralClock && len(t.Lower) <= 5:
	case t.Kind == text.Word && (r.word(next) == "o'clock" || r.word(next) == "oclock"):
		if _, ok := r.numerals.words[t.Lower]; !ok {
			return timeNode{}, false
		}
	default:
		return timeNode{}, false
	}
	for k := 0; k < 2 && r.num.units[r.word(next)] == tocsin.NumeralClock; k++ {
		next++
	}
	if r.word(next) == "." && touching(r.doc, next) && r.word(next-1) == "p.m" {
		next++
	}
	if r.word(next) == "local" && r.word(next+1) == "time" {
		next += 2
	}
	return unresolved(tocsin.TimexClock, grainMinute, next), true
}

// clockFigures reports whether s is hours, minutes and perhaps seconds.
func clockFigures(s string) bool {
	parts := strings.Split(s, ":")
	if len(parts) > 3 || number(parts[0]) > 24 {
		return false
	}
	for _, p := range parts[1:] {
		if len(p) != 2 || p > "59" {
			return false
		}
	}
	return true
}

// withClock joins a date and the time of day beside it: "Monday at 10:30",
// "8am on Monday", "June 5 in the evening".
func (r *timexReader) withClock(n timeNode, i int) timeNode {
	j := n.next
	if w := r.word(j); w == "at" || w == "," || w == "on" || w == "in" {
		j++
		if r.word(j) == "around" || r.word(j) == "about" {
			j++
		}
	}
	switch {
	case n.kind == tocsin.TimexDate && n.grain == grainDay:
		if r.word(j) == "the" {
			j++
		}
		if r.has(j, "part") && j > n.next && r.word(n.next) != "," && r.word(n.next) != "on" {
			n.next = j + 1
		} else if c, ok := r.clock(j); ok {
			n.next = c.next
		}
	case n.kind == tocsin.TimexClock:
		if d, ok := r.period(j); ok && d.grain == grainDay && r.word(n.next) != "," {
			return d
		}
	}
	return n
}

// span reads an expression of two times: "between 3 and 5 March", "from Monday
// to Friday", "since April".
func (r *timexReader) span(i int) (timeNode, bool) {
	switch r.word(i) {
	case "since":
		return r.since(i)
	case "between":
		return r.fromTo(i, "and")
	case "from":
		return r.fromTo(i, "to")
	}
	return timeNode{}, false
}

// since reads "since April", "since the assault began on Sunday": from the time
// to the reference day.
func (r *timexReader) since(i int) (timeNode, bool) {
	const reach = 16 // tokens of a clause between "since" and its time
	for j := i + 1; j < r.last && j <= i+reach; j++ {
		if j > i+1 && r.doc.Tokens[j].Kind == text.Punct && r.word(j) != "-" {
			break
		}
		n, ok := r.point(j)
		if j == i+1 && r.word(j) == "then" && r.prev != nil {
			n, ok = date(*r.prev, grainDay, j+1), true
		}
		if !ok || n.kind != tocsin.TimexDate {
			continue
		}
		n.kind = tocsin.TimexSince
		if n.iv != nil {
			iv := *n.iv
			if n.grain == grainMonth && iv.Days() == 10 && iv.Start.Time().Day() == 11 {
				iv.Start += 4 // since the middle of a month: from the 15th
			}
			if r.ref != nil {
				iv.End = max(iv.Start, *r.ref)
			}
			n.iv = &iv
		}
		return n, true
	}
	return timeNode{}, false
}

// fromTo reads two times joined by "to", "until" or "and"; the first may lack
// what the second tells: "between 3 and 5 March".
func (r *timexReader) fromTo(i int, join string) (timeNode, bool) {
	if n, ok := r.daysOfMonth(i, join); ok {
		return n, true
	}
	a, ok := r.period(i + 1)
	if !ok {
		return timeNode{}, false
	}
	a = r.withClock(a, i+1)
	j := a.next
	if w := r.word(j); w != join && w != "until" && w != "till" && w != "through" && (join != "to" || !isDash(w)) {
		return timeNode{}, false
	}
	b, ok := r.period(j + 1)
	if !ok || a.iv == nil || b.iv == nil {
		return timeNode{}, false
	}
	b = r.withClock(b, j+1)
	start := a.iv.Start
	if start > b.iv.End && b.explicit && !a.explicit { // "from November to March 2017"
		start = addMonths(start, 12*(b.iv.End.Time().Year()-start.Time().Year()))
		if start > b.iv.End {
			start = addMonths(start, -12)
		}
	}
	if start > b.iv.End {
		return timeNode{}, false
	}
	b.iv = &tocsin.Interval{Start: start, End: b.iv.End}
	b.rel = a.rel || b.rel
	return b, true
}

// daysOfMonth reads "between 3 and 5 March 2016", "from 21 to 26 of September".
func (r *timexReader) daysOfMonth(i int, join string) (timeNode, bool) {
	j := i + 1
	if r.word(j) == "the" {
		j++
	}
	d, ok := r.dayAt(j)
	if !ok || r.word(j+1) != join && r.word(j+1) != "until" && r.word(j+1) != "-" {
		return timeNode{}, false
	}
	k := j + 2
	if r.word(k) == "the" {
		k++
	}
	e, ok := r.dayAt(k)
	if !ok || e <= d {
		return timeNode{}, false
	}
	k++
	if r.word(k) == "of" {
		k++
	}
	m, next, ok := r.monthAt(k)
	if !ok {
		return timeNode{}, false
	}
	year, after, rel := r.yearAfter(next)
	return r.dated(i, year, m, d, e, after, rel)
}
