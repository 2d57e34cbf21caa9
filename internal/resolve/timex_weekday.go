package resolve

import (
	"strings"
	"time"

	"tocsin"
	"tocsin/internal/text"
)

// weekdayPlural returns the weekday of "mondays", which in text without
// apostrophes is "Monday's", "" for any other word.
func weekdayPlural(w string) string {
	if strings.HasSuffix(w, "days") && len(w) > 6 {
		return w[:len(w)-1]
	}
	return ""
}

// weekdayAt reads a weekday at token i; bare abbreviations need a capital and
// a mark or preposition beside them.
func (r *timexReader) weekdayAt(i int) (time.Weekday, bool) {
	if v := r.value(i, "weekday"); v != "" {
		return time.Weekday(number(v)), true
	}
	if i < r.last && i >= r.first {
		if w := r.words[weekdayPlural(r.word(i))]; len(w) > 0 && w[0].class == "weekday" && r.word(i-1) != "on" {
			return time.Weekday(number(w[0].value)), true
		}
	}
	v := r.value(i, "abbrday")
	if v == "" || !r.upper(i) || r.word(i-1) == "the" {
		return 0, false
	}
	beside := r.word(i-1) == "on" || r.word(i-1) == "(" || r.word(i+1) == ")" || r.has(i-1, "past") || r.has(i+1, "part") || r.word(i+1) == "at"
	return time.Weekday(number(v)), beside || len(v) > 3
}

// weekday reads "Sunday", "Friday night", "Monday of last week".
func (r *timexReader) weekday(i int) (timeNode, bool) {
	w, ok := r.weekdayAt(i)
	if !ok {
		return timeNode{}, false
	}
	next := r.skipPart(i + 1)
	if r.ref == nil {
		return unresolved(tocsin.TimexDate, grainDay, next), true
	}
	if d, after, ok := r.numberedDay(next, w); ok {
		return r.relative(tocsin.OneDay(d), grainDay, r.skipPart(after)), true
	}
	if d, after, ok := r.dayOfWeek(next, w); ok {
		return r.relative(tocsin.OneDay(d), grainDay, after), true
	}
	d := latest(*r.ref, w)
	if r.isFuture(i) && d < *r.ref {
		d += 7
	}
	return r.relative(tocsin.OneDay(d), grainDay, next), true
}

// numberedDay reads "the 26th", "13th" after a weekday: the day of that number and
// weekday nearest to the reference day.
func (r *timexReader) numberedDay(i int, w time.Weekday) (tocsin.Day, int, bool) {
	j := i
	if r.word(j) == "the" {
		j++
	}
	n, ok := r.dayAt(j)
	bare := j == i && r.num.figure(j) && len(r.word(j)) < 3
	if !ok || r.months[r.word(j+1)] > 0 || r.word(j) == "second" || bare && j+1 < r.last && r.word(j+1) != "." && r.word(j+1) != "," {
		return 0, i, false
	}
	for month := 0; month <= 12; month++ {
		for _, m := range []int{-month, month} {
			span := periodAt(addMonths(*r.ref, m), grainMonth)
			d := span.Start + tocsin.Day(n-1)
			if d <= span.End && d.Weekday() == w && (d <= *r.ref || m > 0 || r.isFuture(i)) {
				return d, j + 1, true
			}
		}
	}
	return 0, i, false
}

// dayAlone reads "the 18th" after "on": the latest day of that number.
func (r *timexReader) dayAlone(i int) (timeNode, bool) {
	if r.word(i) != "the" || r.word(i-1) != "on" || r.ref == nil {
		return timeNode{}, false
	}
	n, ok := r.dayAt(i + 1)
	if !ok || i+1 >= r.last || r.doc.Tokens[i+1].Kind != text.Number || i+2 < r.last && r.doc.Tokens[i+2].Kind == text.Word && !r.has(i+2, "prep") {
		return timeNode{}, false
	}
	span := periodAt(*r.ref, grainMonth)
	if future := r.isFuture(i); !future && span.Start+tocsin.Day(n-1) > *r.ref {
		span = periodAt(span.Start-1, grainMonth)
	} else if future && span.Start+tocsin.Day(n-1) < *r.ref {
		span = periodAt(span.End+1, grainMonth)
	}
	d := span.Start + tocsin.Day(n-1)
	return r.relative(tocsin.OneDay(d), grainDay, i+2), d <= span.End
}

// latest returns the last w on or before d.
func latest(d tocsin.Day, w time.Weekday) tocsin.Day {
	return d - tocsin.Day((int(d.Weekday())-int(w)+7)%7)
}

// dayOfWeek reads "of last week", "next week" after a weekday.
func (r *timexReader) dayOfWeek(i int, w time.Weekday) (tocsin.Day, int, bool) {
	j := i
	if r.word(j) == "of" {
		j++
	}
	if r.word(j+1) != "week" {
		return 0, i, false
	}
	step := 0
	switch {
	case r.has(j, "past"):
		step = -1
	case r.has(j, "next"):
		step = 1
	case r.has(j, "this"):
	default:
		return 0, i, false
	}
	monday := periodAt(*r.ref, grainWeek).Start
	return monday + tocsin.Day(7*step+(int(w)+6)%7), j + 2, true
}

// skipPart returns the token after a part of the day, "Friday night".
func (r *timexReader) skipPart(i int) int {
	j := i
	if r.has(j, "early") || r.has(j, "late") || r.has(j, "mid") {
		j++
	}
	if r.has(j, "part") || r.has(j, "overnight") {
		return j + 1
	}
	return i
}

// deictic reads today, yesterday evening, overnight, the day before yesterday.
func (r *timexReader) deictic(i int) (timeNode, bool) {
	j, shift := i, 0
	if r.word(i) == "the" && r.word(i+1) == "day" {
		switch {
		case r.word(i+2) == "before" && strings.HasPrefix(r.word(i+3), "yesterday"):
			j, shift = i+3, -1
		case r.word(i+2) == "after" && strings.HasPrefix(r.word(i+3), "tomorrow"):
			j, shift = i+3, 1
		default:
			return timeNode{}, false
		}
	}
	if r.has(j, "overnight") {
		return r.overnight(j)
	}
	v := r.value(j, "deictic")
	if v == "" {
		return timeNode{}, false
	}
	next := r.skipPart(j + 1)
	if r.ref == nil {
		return unresolved(tocsin.TimexDate, grainDay, next), true
	}
	return r.relative(tocsin.OneDay(*r.ref+tocsin.Day(number(v)+shift)), grainDay, next), true
}

// overnight reads "overnight" as the night to the reference day, and "overnight
// on Monday", "overnight Monday to Tuesday" as the night that began on Monday.
func (r *timexReader) overnight(i int) (timeNode, bool) {
	j := i + 1
	if w := r.word(j); w == "on" || w == "from" || w == "into" {
		j++
	}
	if w, ok := r.weekdayAt(j); ok && r.ref != nil {
		d := latest(*r.ref, w)
		if r.word(i+1) == "into" {
			d--
		}
		next := j + 1
		if jn := r.word(next); jn == "to" || jn == "into" || jn == "-" {
			if _, ok := r.weekdayAt(next + 1); ok {
				next += 2
			}
		}
		return r.relative(tocsin.Interval{Start: d, End: min(d+1, max(d, *r.ref))}, grainDay, next), true
	}
	if r.ref == nil {
		return unresolved(tocsin.TimexDate, grainDay, i+1), true
	}
	return r.relative(tocsin.Interval{Start: *r.ref - 1, End: *r.ref}, grainDay, i+1), true
}
