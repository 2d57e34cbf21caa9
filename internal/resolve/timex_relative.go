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
	if d, after, ok := r.dayOfWeek(next, w); ok {
		return r.relative(tocsin.OneDay(d), grainDay, after), true
	}
	d := latest(*r.ref, w)
	if r.isFuture(i) && d < *r.ref {
		d += 7
	}
	return r.relative(tocsin.OneDay(d), grainDay, next), true
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

// chosen reads "last week", "the past three days", "this morning", "next
// Friday", "last November", "that night", "the following day".
func (r *timexReader) chosen(i int) (timeNode, bool) {
	j, the := i, false
	if w := r.word(j); w == "the" || w == "these" {
		j, the = j+1, true
	}
	for class, read := range map[string]func(j int, the bool, v string) (timeNode, bool){
		"past": r.chosenPast, "this": r.chosenThis, "next": r.chosenNext, "anchor": r.chosenAnchor, "recent": r.chosenRecent,
	} {
		if v := r.value(j, class); v != "" {
			return read(j, the, v)
		}
	}
	return timeNode{}, false
}

// chosenPast reads what follows last, past or previous at token j.
func (r *timexReader) chosenPast(j int, the bool, v string) (timeNode, bool) {
	if r.word(j) == "previous" {
		if n, ok := r.anchored(j, -1); ok {
			return n, true
		}
	}
	if n, ok := r.rolling(j, -1, the || v == "2"); ok {
		return n, true
	}
	return r.step(j, -1)
}

func (r *timexReader) chosenThis(j int, _ bool, _ string) (timeNode, bool) {
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

// chosenRecent reads "recent days" as the three days to the reference day, and
// so on for weeks, months and years.
func (r *timexReader) chosenRecent(j int, _ bool, _ string) (timeNode, bool) {
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
	} else if !bare {
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
		if r.ref == nil {
			return unresolved(tocsin.TimexDate, g, k+2), true
		}
		return r.away(tocsin.OneDay(*r.ref), n, g, -1, k+2, 0.8), true
	case "hence":
		if r.ref != nil {
			return r.away(tocsin.OneDay(*r.ref), n, g, 1, k+2, 0.8), true
		}
	case "before":
		return r.fromTold(k+2, n, g, -1)
	case "after":
		return r.fromTold(k+2, n, g, 1)
	}
	if r.word(k+1) == "from" && (r.word(k+2) == "now" || r.word(k+2) == "today") && r.ref != nil {
		return r.away(tocsin.OneDay(*r.ref), n, g, 1, k+3, 0.8), true
	}
	return timeNode{}, false
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
	if at == nil {
		if r.ref == nil || dir > 0 {
			return unresolved(tocsin.TimexDate, g, next), true
		}
		iv := tocsin.OneDay(*r.ref)
		at, score = &iv, 0.3
	}
	return r.away(*at, n, g, dir, next, score), true
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
