package resolve

import (
	"strings"

	"tocsin"
	"tocsin/internal/text"
)

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

// clockRange reads "from 5 to 6pm", "between 10 and 11:30", "9:00-10:30": two
// times of day of which one at least can be nothing else.
func (r *timexReader) clockRange(i int) (timeNode, bool) {
	j := i
	if w := r.word(j); w == "from" || w == "between" {
		j++
	}
	k, sure, ok := r.hour(j)
	if !ok {
		return timeNode{}, false
	}
	switch w := r.word(k); {
	case w == "to" || w == "until" || w == "till" || w == "through":
	case w == "and" && r.word(i) == "between":
	case isDash(w):
	default:
		return timeNode{}, false
	}
	next, also, ok := r.hour(k + 1)
	if !ok || !sure && !also {
		return timeNode{}, false
	}
	return unresolved(tocsin.TimexClock, grainMinute, next), true
}

// hour reads one time of day in figures; sure is true where it can be nothing
// else.
func (r *timexReader) hour(i int) (next int, sure, ok bool) {
	if !r.num.figure(i) {
		return i, false, false
	}
	if n, ok := r.clock(i); ok {
		return n.next, true, true
	}
	h := number(r.word(i))
	return i + 1, false, h >= 1 && h <= 24 && len(r.word(i)) <= 2
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
func (r *timexReader) withClock(n timeNode) timeNode {
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
