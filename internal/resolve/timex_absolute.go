package resolve

import (
	"strings"

	"tocsin"
	"tocsin/internal/text"
)

// dayAt reads a day of the month at token i: 5, 5th, fifth.
func (r *timexReader) dayAt(i int) (int, bool) {
	if i < r.first || i >= r.last {
		return 0, false
	}
	t := r.doc.Tokens[i]
	if t.Kind == text.Number {
		d := number(strings.TrimRight(t.Lower, "stndrh"))
		return d, d >= 1 && d <= 31 && len(t.Lower) <= 4
	}
	if w, ok := r.numerals.words[t.Lower]; ok && w.class == classOrdinal && w.value <= 31 {
		return int(w.value), true
	}
	if head, tail, ok := strings.Cut(t.Lower, "-"); ok && (head == "twenty" || head == "thirty") {
		if w := r.numerals.words[tail]; w.class == classOrdinal && w.value < 10 {
			return int(r.numerals.words[head].value + w.value), true
		}
	}
	return 0, false
}

// monthAt reads the name of a month at token i, with the point of "Nov.".
func (r *timexReader) monthAt(i int) (month, next int, ok bool) {
	m := r.months[r.word(i)]
	if m == 0 || !r.upper(i) && r.soft(i) {
		return 0, i, false
	}
	next = i + 1
	if w := r.word(i); r.word(next) == "." && touching(r.doc, next) && next+1 < r.last && len(w) <= 4 && w != "may" && w != "june" && w != "july" {
		next++
	}
	return m, next, true
}

// calendarDate reads dates with the name of a month: June 5, 2016; Sunday, 5th
// of June; June 21-22; late forms with a year only, June 2016; a month alone.
func (r *timexReader) calendarDate(i int) (timeNode, bool) {
	j := r.skipWeekday(i)
	if r.word(j) == "the" {
		j++
	}
	if d, ok := r.dayAt(j); ok {
		if n, ok := r.dayMonth(i, j, d); ok {
			return n, true
		}
	}
	if m, next, ok := r.monthAt(j); ok && r.word(i) != "the" {
		return r.monthDay(i, j, m, next)
	}
	return timeNode{}, false
}

// skipWeekday returns the token after a weekday and its comma, or i.
func (r *timexReader) skipWeekday(i int) int {
	if !r.has(i, "weekday") && !r.has(i, "abbrday") {
		return i
	}
	j := i + 1
	if w := r.word(j); w == "," || w == "." {
		j++
	}
	return j
}

// dayMonth reads "5 June 2016", "5-6 April", "5 to 8 April" from day d at token j.
func (r *timexReader) dayMonth(i, j, d int) (timeNode, bool) {
	k := j + 1
	until := d
	if w := r.word(k); isDash(w) || w == "to" || w == "until" || w == "through" || w == "and" {
		e, ok := r.dayAt(k + 1)
		if !ok || e <= d {
			return timeNode{}, false
		}
		if w == "and" {
			return r.firstOfTwo(i, d, k+2)
		}
		until, k = e, k+2
	}
	if r.word(k) == "of" {
		k++
	}
	m, next, ok := r.monthAt(k)
	if !ok {
		return r.dayOfChosenMonth(k, d)
	}
	year, after, rel := r.yearAfter(next)
	return r.dated(i, year, m, d, until, after, rel)
}

// dayOfChosenMonth reads "this month" after "the 8th of".
func (r *timexReader) dayOfChosenMonth(k, d int) (timeNode, bool) {
	if r.word(k-1) != "of" || r.word(k+1) != "month" || r.ref == nil {
		return timeNode{}, false
	}
	at := *r.ref
	switch {
	case r.has(k, "past"):
		at = addMonths(at, -1)
	case r.has(k, "next"):
		at = addMonths(at, 1)
	case !r.has(k, "this"):
		return timeNode{}, false
	}
	return r.relative(tocsin.OneDay(periodAt(at, grainMonth).Start+tocsin.Day(d-1)), grainDay, k+2), true
}

// firstOfTwo reads the 15 of "15 and 16 January" alone.
func (r *timexReader) firstOfTwo(i, d, k int) (timeNode, bool) {
	if r.word(k) == "of" {
		k++
	}
	m, next, ok := r.monthAt(k)
	if !ok {
		return timeNode{}, false
	}
	year, _, rel := r.yearAfter(next)
	return r.dated(i, year, m, d, d, k-2, rel)
}

// monthDay reads "June 5, 2016", "June 21-22", "June 2016", "June" from month m
// at token j.
func (r *timexReader) monthDay(i, j, m, next int) (timeNode, bool) {
	if d, year, ok := glued(r.word(next)); ok {
		return r.dated(i, year, m, d, d, next+1, false)
	}
	k := next
	if r.word(k) == "the" {
		k++
	}
	d, ok := r.dayAt(k)
	if !ok || r.num.counted(k+1) && r.doc.Tokens[k].Kind == text.Word {
		if j > i {
			return timeNode{}, false // a weekday before a bare month
		}
		return r.monthAlone(j, m, next)
	}
	until := d
	k++
	if w := r.word(k); isDash(w) || w == "to" || w == "through" || w == "until" {
		if e, ok := r.dayAt(k + 1); ok && e > d && r.months[r.word(k+2)] == 0 {
			until, k = e, k+2
		}
	}
	year, after, rel := r.yearAfter(k)
	return r.dated(i, year, m, d, until, after, rel)
}

// dated builds the days d to until of a month, of the year told or the likeliest.
func (r *timexReader) dated(i, year, month, d, until, next int, rel bool) (timeNode, bool) {
	explicit := year > 0
	if !explicit {
		year = r.likelyYear(i, month, d)
		rel = true
	}
	if year == 0 {
		return unresolved(tocsin.TimexDate, grainDay, next), true
	}
	if !explicit && month == 2 && d == 29 {
		year -= year % 4 // the last leap year; 1900 and 2100 are past and to come
	}
	span := monthSpan(year, month)
	start := span.Start + tocsin.Day(d-1)
	if start > span.End {
		return timeNode{}, false
	}
	n := date(tocsin.Interval{Start: start, End: min(span.Start+tocsin.Day(until-1), span.End)}, grainDay, next)
	n.rel, n.explicit, n.month = rel, explicit && !rel, month
	return n, true
}

// monthAlone reads "June 2016" and, where it can only be a month, "June".
func (r *timexReader) monthAlone(i, m, next int) (timeNode, bool) {
	year, after, rel := r.yearAfter(next)
	if year == 0 {
		if r.soft(i) && !r.softMonth(i) {
			return timeNode{}, false
		}
		if y := r.yearOfNextMonth(next); y > 0 {
			year = y
		}
	}
	explicit := year > 0 && !rel
	if year == 0 {
		year, rel = r.likelyYear(i, m, 0), true
	}
	if year == 0 {
		return unresolved(tocsin.TimexDate, grainMonth, after), true
	}
	n := date(r.upToRef(monthSpan(year, m), i), grainMonth, after)
	n.rel, n.explicit, n.month = rel, explicit, m
	return n, true
}

// yearOfNextMonth returns the year of the second month of "April and June 2016".
func (r *timexReader) yearOfNextMonth(i int) int {
	if w := r.word(i); w != "and" && w != "to" && w != "or" && w != "," && !isDash(w) {
		return 0
	}
	if _, next, ok := r.monthAt(i + 1); ok {
		year, _, rel := r.yearAfter(next)
		if !rel {
			return year
		}
	}
	return 0
}

// soft reports whether the month at token i is also another word.
func (r *timexReader) soft(i int) bool { return r.has(i, "soft") }

// softMonth reports whether what stands around "May" or "March" makes it a month.
func (r *timexReader) softMonth(i int) bool {
	return r.has(i-1, "prep") || r.has(i-1, "past") || r.has(i-1, "this") || r.has(i-1, "next") ||
		r.has(i-1, "early") || r.has(i-1, "mid") || r.has(i-1, "late") || r.has(i-1, "anchor")
}

// secondDay reads the 16 of "January 15 and 16".
func (r *timexReader) secondDay(i int) (timeNode, bool) {
	if r.shared == 0 || i != r.sharedAt+1 || r.word(i-1) != "and" && r.word(i-1) != "," {
		return timeNode{}, false
	}
	d, ok := r.dayAt(i)
	if !ok || r.doc.Tokens[i].Kind != text.Number || r.num.counted(i+1) {
		return timeNode{}, false
	}
	if w := r.word(i - 1); w == "," && r.word(i+1) != "," && r.word(i+1) != "and" {
		return timeNode{}, false
	}
	year, next, _ := r.yearAfter(i + 1)
	if year == 0 {
		year = r.sharedYear
	}
	n, ok := r.dated(i, year, r.shared, d, d, next, false)
	n.explicit = false
	return n, ok
}
