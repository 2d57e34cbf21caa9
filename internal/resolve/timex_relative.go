package resolve

import (
	"strings"
	"time"

	"tocsin"
)

// chosen reads "last week", "the past three days", "this morning", "next
// Friday", "last November", "that night", "the following day".
func (r *timexReader) chosen(i int) (timeNode, bool) {
	j, the := i, false
	if w := r.word(j); w == "the" || w == "these" {
		j, the = j+1, true
	}
	if w := r.word(i - 1); the && r.word(j) == "weekend" && w != "of" && r.ref != nil {
		return r.relative(periodAt(*r.ref, grainWeekend), grainWeekend, j+1), true
	}
	if j >= r.last {
		return timeNode{}, false
	}
	for _, w := range r.tags[j] {
		switch w.class {
		case "past":
			return r.chosenPast(j, the, w.value)
		case "this":
			return r.chosenThis(j)
		case "next":
			return r.chosenNext(j, the, w.value)
		case "anchor":
			return r.chosenAnchor(j, the, w.value)
		case "recent":
			return r.chosenRecent(j)
		}
	}
	return timeNode{}, false
}

// chosenPast reads what follows last, past or previous at token j.
func (r *timexReader) chosenPast(j int, the bool, v string) (timeNode, bool) {
	if w := r.word(j); w == "previous" || w == "preceding" {
		if n, ok := r.anchored(j, -1); ok {
			return n, true
		}
		if n, ok := r.leadingUp(j); ok {
			return n, true
		}
	}
	if n, ok := r.rolling(j, -1, the || v == "2"); ok {
		return n, true
	}
	return r.step(j, -1)
}

func (r *timexReader) chosenThis(j int) (timeNode, bool) {
	if r.has(j+1, "past") { // "this past July"
		return r.step(j+1, -1)
	}
	if r.has(j+1, "next") {
		return r.step(j+1, 1)
	}
	return r.step(j, 0)
}

func (r *timexReader) chosenNext(j int, the bool, v string) (timeNode, bool) {
	if n, ok := r.rolling(j, 1, v == "2"); ok {
		return n, true
	}
	if the && (r.word(j+1) == "day" || r.has(j+1, "part")) || r.word(j+1) == "day" {
		return r.anchored(j, 1)
	}
	return r.step(j, 1)
}

// chosenAnchor reads "the following day", "the same evening", "that night".
func (r *timexReader) chosenAnchor(j int, the bool, v string) (timeNode, bool) {
	if r.word(j) == "same" && !the {
		return timeNode{}, false
	}
	return r.anchored(j, number(v))
}

// leadingUp reads "the preceding two years": up to the day before the time told.
func (r *timexReader) leadingUp(j int) (timeNode, bool) {
	n, k, ok := r.count(j + 1)
	g, unit := r.unit(k)
	if !ok || !unit || r.prev == nil {
		return timeNode{}, false
	}
	iv := tocsin.Interval{Start: addPeriods(r.prev.Start, -n, g), End: r.prev.Start - 1}
	return r.relative(iv, g, k+1), iv.Start <= iv.End
}

// chosenRecent reads "recent days" as the three days to the reference day, and
// so on for weeks, months and years.
func (r *timexReader) chosenRecent(j int) (timeNode, bool) {
	g, ok := r.unit(j + 1)
	if !ok || !strings.HasSuffix(r.word(j+1), "s") {
		return timeNode{}, false
	}
	return r.roll(3, g, -1, j+2, 0.6), true
}

// rolling reads a number of periods up to, or from, the reference day: "last
// three days", "the past week", "next 24 hours", "last few days". bare allows
// one period without a number.
func (r *timexReader) rolling(j, dir int, bare bool) (timeNode, bool) {
	k, n := j+1, 1
	if c, next, ok := r.count(k); ok {
		k, n = next, c
	} else if g, ok := r.unit(k); ok && strings.HasSuffix(r.word(k), "s") && g != grainWeekend {
		n = 3
		if g == grainHour || g == grainMinute {
			n = 1
		}
	} else if !bare || g == grainQuarter {
		return timeNode{}, false
	}
	g, ok := r.unit(k)
	if !ok || g == grainWeekend || r.word(k) == "night" {
		return timeNode{}, false
	}
	return r.roll(n, g, dir, k+1, 0.8), true
}

// roll builds n periods up to, or from, the reference day. A period that covers
// part of a day before takes that day: the past 24 hours are two days.
func (r *timexReader) roll(n int, g timeGrain, dir, next int, score float64) timeNode {
	if r.ref == nil {
		return unresolved(tocsin.TimexDate, g, next)
	}
	if g == grainHour || g == grainMinute {
		n, g = (n+23)/24, grainDay
	}
	at := addPeriods(*r.ref, dir*n, g)
	iv := tocsin.Interval{Start: min(at, *r.ref), End: max(at, *r.ref)}
	node := r.relative(iv, g, next)
	node.score = score
	return node
}

// step reads the unit, weekday, month, season or holiday after token j, dir
// whole ones from the reference day's.
func (r *timexReader) step(j, dir int) (timeNode, bool) {
	k := j + 1
	if n, ok := r.stepNamed(k, dir); ok {
		return n, true
	}
	if r.has(k, "part") {
		return r.stepPart(k, dir)
	}
	g, ok := r.unit(k)
	if !ok || g == grainHour || g == grainMinute || strings.HasSuffix(r.word(k), "s") && g != grainWeekend {
		return timeNode{}, false
	}
	if r.ref == nil {
		return unresolved(tocsin.TimexDate, g, k+1), true
	}
	if g == grainDay && dir == 0 {
		return timeNode{}, false // "this day" tells none
	}
	iv := periodAt(addPeriods(*r.ref, dir, g), g)
	if g == grainWeekend {
		iv = r.weekendAt(dir)
	}
	if dir == 0 {
		iv = r.upToRef(iv, j)
	}
	return r.relative(iv, g, k+1), true
}

// weekendAt returns the last, this or next weekend: in the week "last" is the
// one past, "this" and "next" the one to come.
func (r *timexReader) weekendAt(dir int) tocsin.Interval {
	iv := periodAt(*r.ref, grainWeekend)
	on := iv.End >= *r.ref
	switch {
	case dir < 0 && on, dir > 0 && on:
		iv.Start, iv.End = iv.Start+tocsin.Day(7*dir), iv.End+tocsin.Day(7*dir)
	case dir >= 0 && !on:
		iv.Start, iv.End = iv.Start+7, iv.End+7
	}
	return iv
}

// stepPart reads "last night", "this morning", "next evening".
func (r *timexReader) stepPart(k, dir int) (timeNode, bool) {
	if r.ref == nil {
		return unresolved(tocsin.TimexDate, grainDay, k+1), true
	}
	return r.relative(tocsin.OneDay(*r.ref+tocsin.Day(dir)), grainDay, k+1), true
}

// stepNamed reads a weekday, month, season or holiday at token k.
func (r *timexReader) stepNamed(k, dir int) (timeNode, bool) {
	if r.ref == nil {
		return timeNode{}, false
	}
	if w, ok := r.weekdayAt(k); ok {
		return r.stepWeekday(k, w, dir), true
	}
	if m, next, ok := r.monthAt(k); ok {
		d := 0
		if day, ok := r.dayAt(next); ok && !r.num.counted(next+1) {
			d, next = day, next+1
		}
		return r.stepYearly(next, dir, func(y int) tocsin.Interval {
			iv := monthSpan(y, m)
			if d > 0 {
				return tocsin.OneDay(iv.Start + tocsin.Day(d-1))
			}
			return iv
		}), true
	}
	if m := number(r.value(k, "season")); m > 0 {
		return r.stepYearly(k+1, dir, func(y int) tocsin.Interval { return seasonSpan(y, m) }), true
	}
	if key, n := r.names.match(r.doc, k, r.last); n > 0 {
		return r.stepYearly(k+n, dir, func(y int) tocsin.Interval { iv, _ := r.holidays[key].in(y); return iv }), true
	}
	return timeNode{}, false
}

// stepWeekday: "last Monday" is the latest before ref, but that of the week
// before where Monday was yesterday, which news would call by its name alone;
// "this" the one of ref's week; "next" the first after ref.
func (r *timexReader) stepWeekday(k int, w time.Weekday, dir int) timeNode {
	d := latest(*r.ref, w)
	switch {
	case dir < 0 && *r.ref-d < 2:
		d -= 7
	case dir == 0:
		d = periodAt(*r.ref, grainWeek).Start + tocsin.Day((int(w)+6)%7)
	case dir > 0:
		d += 7
	}
	return r.relative(tocsin.OneDay(d), grainDay, r.skipPart(k+1))
}

// stepYearly returns the latest yearly period that ended before ref, the one
// nearest to ref in its year, or the first that begins after it.
func (r *timexReader) stepYearly(next, dir int, in func(year int) tocsin.Interval) timeNode {
	y := r.ref.Time().Year()
	iv := in(y)
	switch {
	case dir < 0 && iv.End >= *r.ref:
		iv = in(y - 1)
	case dir > 0 && iv.Start <= *r.ref:
		iv = in(y + 1)
	}
	return r.relative(iv, grainMonth, next)
}

// anchored reads a unit or part of the day after token j, reckoned from the time
// told before: "the following day", "that November", "the previous year".
func (r *timexReader) anchored(j, dir int) (timeNode, bool) {
	k := j + 1
	at := r.prev
	if g, _ := r.unit(k); (g == grainDay || r.has(k, "part")) && r.prevDay != nil {
		at = r.prevDay
	}
	if at == nil && r.ref != nil {
		iv := tocsin.OneDay(*r.ref)
		at = &iv
	}
	if m, next, ok := r.monthAt(k); ok && r.prev != nil {
		return r.anchoredMonth(m, next, dir), true
	}
	g, ok := r.unit(k)
	if r.has(k, "part") {
		g, ok = grainDay, true
	}
	if !ok || g == grainHour || g == grainMinute || strings.HasSuffix(r.word(k), "s") {
		return timeNode{}, false
	}
	next := r.skipPart(k + 1)
	if at == nil {
		return unresolved(tocsin.TimexDate, g, next), true
	}
	base := at.Start
	if dir > 0 {
		base = at.End
	}
	iv := periodAt(addPeriods(base, dir, g), g)
	if dir == 0 && g == grainDay {
		iv = *at
	}
	n := r.relative(iv, g, next)
	n.score = r.anchorScore()
	return n, true
}

// anchorScore is lower where nothing was told before to reckon from.
func (r *timexReader) anchorScore() float64 {
	if r.prev == nil {
		return 0.4
	}
	return 0.7
}

// anchoredMonth reads "that November", "the following February".
func (r *timexReader) anchoredMonth(m, next, dir int) timeNode {
	y := r.prev.Start.Time().Year()
	iv := monthSpan(y, m)
	switch {
	case dir > 0 && iv.Start <= r.prev.End:
		iv = monthSpan(y+1, m)
	case dir < 0 && iv.End >= r.prev.Start:
		iv = monthSpan(y-1, m)
	}
	n := r.relative(iv, grainMonth, next)
	n.score = r.anchorScore()
	return n
}
