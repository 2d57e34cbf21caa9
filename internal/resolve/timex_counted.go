package resolve

import (
	"strings"

	"tocsin"
	"tocsin/internal/text"
)

// count reads a whole number up to 1000, "a few", "several", "a couple of".
func (r *timexReader) count(i int) (n, next int, ok bool) {
	if i >= r.last {
		return 0, i, false
	}
	switch r.word(i) {
	case "a", "an":
		switch {
		case r.word(i+1) == "few" || r.word(i+1) == "couple":
			return r.count(i + 1)
		case r.word(i+1) == "half":
			return 0, i, false
		}
		if c, ok := r.num.core(i); ok && c.value > 1 {
			return int(c.value), c.next, c.value <= 1000
		}
		return 1, i + 1, true
	case "few", "several":
		return 3, i + 1, true
	case "couple":
		if r.word(i+1) == "of" {
			return 2, i + 2, true
		}
		return 2, i + 1, true
	}
	c, ok := r.num.core(i)
	if !ok || c.tail != "" || c.open || !c.countable() || c.value < 1 || c.value > 1000 || r.num.yearLike(i) {
		return 0, i, false
	}
	return int(c.value), c.next, true
}

// counted reads "three weeks ago", "two days later", "a month earlier", "days
// before", "in three days".
func (r *timexReader) counted(i int) (timeNode, bool) {
	n, k, ok := r.count(i)
	vague := !ok
	if vague {
		if _, isUnit := r.unit(i); !isUnit || !strings.HasSuffix(r.word(i), "s") {
			return timeNode{}, false
		}
		n, k = 0, i
	}
	g, ok := r.unit(k)
	if !ok {
		return timeNode{}, false
	}
	switch r.value(k+1, "go") {
	case "ago":
		return r.ago(n, g, k+2), true
	case "hence":
		if r.ref != nil {
			return r.away(tocsin.OneDay(*r.ref), n, g, 1, k+2, 0.8), true
		}
	case "before":
		return r.fromTold(k+2, n, g, -1)
	case "after":
		return r.fromTold(k+2, n, g, 1)
	}
	if r.word(k+1) == "from" && r.ref != nil {
		return r.fromDay(n, g, k+2)
	}
	return timeNode{}, false
}

// fromDay reads "now", "today" or a day after "three weeks from".
func (r *timexReader) fromDay(n int, g timeGrain, k int) (timeNode, bool) {
	if r.word(k) == "now" {
		return r.exactly(*r.ref, n, g, k+1), true
	}
	to, ok := r.period(k)
	if !ok || to.iv == nil || to.grain != grainDay {
		return timeNode{}, false
	}
	return r.exactly(to.iv.Start, n, g, to.next), true
}

// exactly returns the day n periods after at.
func (r *timexReader) exactly(at tocsin.Day, n int, g timeGrain, next int) timeNode {
	if g == grainHour || g == grainMinute {
		n, g = n/24, grainDay
	}
	return r.relative(tocsin.OneDay(addPeriods(at, n, g)), grainDay, next)
}

// ahead reads "in two weeks" where the sentence has turned to what is to come;
// of what has been, it is a length of time.
func (r *timexReader) ahead(i int) (timeNode, bool) {
	if r.word(i) != "in" || r.ref == nil || !r.isFuture(i) {
		return timeNode{}, false
	}
	n, k, ok := r.count(i + 1)
	g, unit := r.unit(k)
	if !ok || !unit {
		return timeNode{}, false
	}
	return r.exactly(*r.ref, n, g, k+1), true
}

// ago reads what follows "a year ago": "today" and the like make it that day.
func (r *timexReader) ago(n int, g timeGrain, next int) timeNode {
	if r.ref == nil {
		return unresolved(tocsin.TimexDate, g, next)
	}
	if w := r.word(next); n > 0 && (w == "today" || w == "tonight" || w == "yesterday") {
		return r.relative(tocsin.OneDay(addPeriods(*r.ref, -n, g)+tocsin.Day(number(r.value(next, "deictic")))), grainDay, next+1)
	}
	return r.away(tocsin.OneDay(*r.ref), n, g, -1, next, 0.8)
}

// fromTold reckons from the date that follows ("two weeks after Christmas"), or
// else from the time told before.
func (r *timexReader) fromTold(next, n int, g timeGrain, dir int) (timeNode, bool) {
	if w := r.word(next - 1); w == "after" || w == "before" {
		for _, rule := range []func(int) (timeNode, bool){r.calendarDate, r.holiday, r.weekday, r.deictic} {
			if to, ok := rule(next); ok && to.iv != nil {
				node := r.away(*to.iv, n, g, dir, to.next, 0.8)
				node.explicit = to.explicit
				return node, true
			}
		}
	}
	at, score := r.prev, 0.6
	if r.tellsMore(next) && g != grainHour && g != grainMinute {
		return r.ofClause(next, n, g, -dir)
	}
	if at == nil {
		if r.ref == nil || dir > 0 {
			return unresolved(tocsin.TimexDate, g, next), true
		}
		iv := tocsin.OneDay(*r.ref)
		at, score = &iv, 0.3
	}
	return r.away(*at, n, g, dir, next, score), true
}

// tellsMore reports whether a clause or noun phrase follows "after" or "before",
// so that the words date what they tell and not what went before.
func (r *timexReader) tellsMore(next int) bool {
	if w := r.word(next - 1); w != "after" && w != "before" {
		return false
	}
	return next < r.last && r.doc.Tokens[next].Kind != text.Punct
}

// ofClause dates what follows "a day after" or "two days before": from the time
// told earlier in the sentence, else from the reference day, the other way.
func (r *timexReader) ofClause(next, n int, g timeGrain, dir int) (timeNode, bool) {
	at := r.prevDay
	if at == nil || r.toldIn != r.first {
		if r.ref == nil {
			return unresolved(tocsin.TimexDate, g, next), true
		}
		iv := tocsin.OneDay(*r.ref)
		at = &iv
	}
	if n == 0 || g != grainDay && g != grainWeek {
		return unresolved(tocsin.TimexDate, g, next), true // "years after": too vague to date a clause
	}
	return r.away(*at, n, g, dir, next, 0.5), true
}

// away returns the time n periods before or after at: a day for days and whole
// weeks from a told day, the calendar period for months and years, a stretch for
// "days earlier", where n is 0.
func (r *timexReader) away(at tocsin.Interval, n int, g timeGrain, dir, next int, score float64) timeNode {
	base := at.Start
	if dir > 0 && at.Days() < 4 {
		base = at.End
	}
	var iv tocsin.Interval
	switch {
	case g == grainHour || g == grainMinute:
		iv = tocsin.OneDay(base + tocsin.Day(dir*(n/24)))
	case n == 0:
		iv = stretch(base, g, dir)
	case g == grainDay, g == grainWeek, g == grainFortnight, g == grainWeekend:
		iv = tocsin.OneDay(addPeriods(base, dir*n, g))
	default:
		iv = periodAt(addPeriods(base, dir*n, g), g)
		if g == grainDecade {
			iv = periodAt(addPeriods(base, dir*n, g), grainYear)
		}
	}
	node := r.relative(iv, g, next)
	node.score = score
	return node
}

// stretch returns the days that "days later" or "weeks earlier" may mean: one to
// seven days, one to four weeks, one to six months, one to five years.
func stretch(base tocsin.Day, g timeGrain, dir int) tocsin.Interval {
	far := map[timeGrain]int{grainDay: 7, grainWeek: 4, grainMonth: 6, grainYear: 5}[g]
	if far == 0 {
		far = 1
	}
	a, b := addPeriods(base, dir, g), addPeriods(base, dir*far, g)
	return tocsin.Interval{Start: min(a, b), End: max(a, b)}
}

// neighbour reads "the day before", "the night after", "the week before": one
// period from the time told before.
func (r *timexReader) neighbour(i int) (timeNode, bool) {
	if r.word(i) != "the" {
		return timeNode{}, false
	}
	g, ok := r.unit(i + 1)
	if r.has(i+1, "part") {
		g, ok = grainDay, true
	}
	if !ok || g == grainHour || g == grainMinute || strings.HasSuffix(r.word(i+1), "s") {
		return timeNode{}, false
	}
	dir := 0
	switch r.value(i+2, "go") {
	case "before":
		dir = -1
	case "after":
		dir = 1
	default:
		return timeNode{}, false
	}
	n, ok := r.fromTold(i+3, 1, g, dir)
	if ok && n.iv != nil && g != grainDay {
		*n.iv = periodAt(n.iv.Start, g)
	}
	return n, ok
}

// repeated reads "every Friday", "each year", "daily"; they tell no day.
func (r *timexReader) repeated(i int) (timeNode, bool) {
	if r.has(i, "set") && r.word(i) != "annual" {
		return unresolved(tocsin.TimexSet, grainDay, i+1), true
	}
	if !r.has(i, "every") {
		return timeNode{}, false
	}
	k := i + 1
	if r.word(k) == "other" {
		k++
	} else if _, next, ok := r.count(k); ok {
		k = next
	}
	if _, ok := r.unit(k); ok || r.has(k, "part") || r.has(k, "weekday") || r.months[r.word(k)] > 0 || r.has(k, "season") {
		return unresolved(tocsin.TimexSet, grainDay, r.skipPart(k+1)), true
	}
	return timeNode{}, false
}

// length reads "three days", "24 hours", "three-day", "half an hour".
func (r *timexReader) length(i int) (timeNode, bool) {
	if t := r.doc.Tokens[i]; t.Kind == text.Word && strings.Contains(t.Lower, "-") {
		if c, ok := r.num.core(i); ok && c.tail != "" && r.isLength(c.tail) {
			return unresolved(tocsin.TimexDuration, grainDay, c.next), true
		}
	}
	j := i
	if r.word(j) == "half" {
		j++
	}
	_, k, ok := r.count(j)
	if !ok {
		return timeNode{}, false
	}
	if isDash(r.word(k)) && touching(r.doc, k) && touching(r.doc, k+1) {
		if k+1 < r.last && r.isLength(r.word(k+1)) && r.word(k+2) != "-" {
			return unresolved(tocsin.TimexDuration, grainDay, k+2), true
		}
		return timeNode{}, false
	}
	if g, ok := r.unit(k); !ok || g == "" || r.word(k+1) == "old" {
		return timeNode{}, false
	}
	return unresolved(tocsin.TimexDuration, grainDay, k+1), true
}

// isLength reports whether tail is a unit of time: "day", "day-long".
func (r *timexReader) isLength(tail string) bool {
	head, rest, _ := strings.Cut(tail, "-")
	for _, w := range r.words[head] {
		if w.class == "unit" {
			return rest == "" || rest == "long"
		}
	}
	return false
}
