package resolve

import (
	"tocsin"
	"tocsin/internal/text"
)

// endpoint reads one end of a range: a period, a part of one, or "now".
func (r *timexReader) endpoint(i int) (timeNode, bool) {
	var best timeNode
	if i >= r.last {
		return best, false
	}
	for _, rule := range []func(int) (timeNode, bool){r.period, r.part, r.within} {
		if n, ok := rule(i); ok && n.kind == tocsin.TimexDate && n.next > best.next {
			best = n
		}
	}
	if w := r.word(i); best.next == 0 && r.ref != nil && (w == "now" || w == "date" && r.word(i-1) == "to") {
		best = r.relative(tocsin.OneDay(*r.ref), grainDay, i+1)
	}
	return best, best.next > i
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
		if r.word(j) == "since" {
			break
		}
		var n timeNode
		ok := false
		if j == i+1 && r.word(j) == "then" && r.prev != nil {
			n, ok = date(*r.prev, grainDay, j+1), true
		} else if r.mayBegin(j) {
			n, ok = r.point(j)
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
	a, ok := r.endpoint(i + 1)
	if !ok {
		return timeNode{}, false
	}
	a = r.withClock(a)
	j := a.next
	if w := r.word(j); w != join && w != "until" && w != "till" && w != "through" && (join != "to" || !isDash(w)) {
		return timeNode{}, false
	}
	b, ok := r.endpoint(j + 1)
	if !ok || a.iv == nil || b.iv == nil {
		return timeNode{}, false
	}
	b = r.withClock(b)
	return joined(a, b)
}

// rangeTo extends a date that is followed by "to", "until" or a dash and a later
// date: "June to August 2014", "Nov 18 - Dec 19, 2015", "2014-2018".
func (r *timexReader) rangeTo(a timeNode) (timeNode, bool) {
	if a.kind != tocsin.TimexDate || a.iv == nil || a.grain == grainDecade {
		return a, false
	}
	j := a.next
	switch w := r.word(j); {
	case w == "to" || w == "until" || w == "till" || w == "through":
	case isDash(w) && touching(r.doc, j) == touching(r.doc, j+1):
	default:
		return a, false
	}
	b, ok := r.endpoint(j + 1)
	if !ok || b.iv == nil || !sameSort(a.grain, b.grain) {
		return a, false
	}
	return joined(a, r.withClock(b))
}

// sameSort reports whether two grains can be the ends of one range.
func sameSort(a, b timeGrain) bool {
	if a == grainYear || b == grainYear {
		return a == b
	}
	return (a == grainDay || a == grainMonth) && (b == grainDay || b == grainMonth)
}

// joined returns the range from the start of a to the end of b; a takes b's year
// where it names none itself and would else begin after b, or long before.
func joined(a, b timeNode) (timeNode, bool) {
	start := a.iv.Start
	if b.explicit && !a.explicit {
		start = addMonths(start, 12*(b.iv.End.Time().Year()-start.Time().Year()))
		if start > b.iv.End {
			start = addMonths(start, -12)
		}
	}
	if start > b.iv.End && !a.explicit && !b.explicit {
		start = addMonths(start, -12) // each was taken as the latest before ref
	}
	if start > b.iv.End {
		return a, false
	}
	b.iv = &tocsin.Interval{Start: start, End: b.iv.End}
	b.rel = a.rel || b.rel
	b.month = 0
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
