package resolve

import (
	"strings"

	"tocsin"
	"tocsin/internal/text"
)

// yearAt reads a year in figures at token i: 2016, or '16 after a month.
func (r *timexReader) yearAt(i int) (int, bool) {
	w := r.word(i)
	if len(w) != 4 || w < "1500" || w > "2199" || strings.Trim(w, "0123456789") != "" {
		return 0, false
	}
	return number(w), r.num.roles[r.word(i+1)] != "many"
}

// yearAfter reads the year that may follow a day or month: ", 2016", "of 2016",
// "last year". rel is true for the latter.
func (r *timexReader) yearAfter(i int) (year, next int, rel bool) {
	j := i
	if w := r.word(j); w == "," || w == "of" || w == "in" || w == "(" || w == "." {
		j++
	}
	if y, ok := r.yearAt(j); ok {
		if r.word(i) == "(" && r.word(j+1) == ")" {
			j++
		}
		return y, j + 1, false
	}
	if r.word(i) == "," || r.word(i) == "." {
		return 0, i, false
	}
	return r.yearChosen(i, j)
}

// yearChosen reads "last year", "of this year", "the same year" at token j, past
// the small word at i.
func (r *timexReader) yearChosen(i, j int) (year, next int, rel bool) {
	if r.word(j) == "the" {
		j++
	}
	if r.word(j+1) != "year" {
		return 0, i, false
	}
	at, step := r.ref, 0
	if at == nil && r.docYear > 0 {
		day := tocsin.NewDay(r.docYear, 12, 31)
		at = &day
	}
	switch {
	case r.has(j, "past"):
		step = -1
	case r.has(j, "this"):
	case r.has(j, "next"):
		step = 1
	case r.has(j, "anchor") && r.prev != nil:
		at, step = &r.prev.Start, number(r.value(j, "anchor"))
	default:
		return 0, i, false
	}
	if at == nil {
		return 0, i, false
	}
	return at.Time().Year() + step, j + 2, true
}

// likelyYear returns the year of a day, or month where d is 0, that names none:
// that of the story being told in the paragraph, else the latest not after the
// reference day; 0 where there is neither.
func (r *timexReader) likelyYear(i, month, d int) int {
	day := max(d, 1)
	if r.ref == nil {
		if r.year > 0 {
			return r.year
		}
		return r.docYear
	}
	refYear := r.ref.Time().Year()
	if r.year > 0 && r.year < refYear && r.yearIn == r.paragraph && r.prev != nil {
		if r.prev.Start.Time().Year() == r.year && tocsin.NewDay(r.year, 1, 1)+tocsin.Day((month-1)*30+day) >= r.prev.Start {
			return r.year
		}
	}
	at := monthSpan(refYear, month).Start + tocsin.Day(day-1)
	// A day ahead of the reference may be the same day elsewhere on earth.
	switch {
	case at <= *r.ref+1 && r.isFuture(i) && at < *r.ref-30:
		return refYear + 1
	case at > *r.ref+1 && !r.isFuture(i):
		return refYear - 1
	}
	return refYear
}

// yearAlone reads "2014", "mid-2014" is read by part; "the 1990s".
func (r *timexReader) yearAlone(i int) (timeNode, bool) {
	if i >= r.last || r.doc.Tokens[i].Kind != text.Number && r.word(i) != "the" && r.word(i) != "year" {
		return timeNode{}, false
	}
	j := i
	if r.word(j) == "the" {
		j++
	}
	if n, ok := r.decadeAt(j); ok {
		return n, true
	}
	if r.word(j) == "year" {
		j++
	}
	y, ok := r.yearAt(j)
	if !ok || j > i && r.word(j-1) != "year" || touching(r.doc, j+1) && r.doc.Tokens[j+1].Kind == text.Word {
		return timeNode{}, false
	}
	c := numeralCore{class: classDigits, value: float64(y), first: j, next: j + 1}
	if !r.num.isYear(c, j+1, false) || r.word(j-1) == "copyright" || r.word(j-2) == "copyright" || r.word(j-1) == "©" {
		return timeNode{}, false
	}
	if r.word(j-1) == "-" && touching(r.doc, j) && !r.num.figure(j-2) {
		return timeNode{}, false
	}
	next := j + 1
	iv := yearsSpan(y, 1)
	if n := r.lastOfYears(y, next); n > next {
		iv, next = yearsSpan(y, number(r.word(n-1))-y%100+1), n
	}
	n := date(r.upToRef(iv, i), grainYear, next)
	n.explicit = true
	return n, true
}

// lastOfYears reads the 15 of "2014-15", also where the mark was lost, and
// returns the token after it, or i.
func (r *timexReader) lastOfYears(y, i int) int {
	j := i
	if isDash(r.word(j)) && touching(r.doc, j) && touching(r.doc, j+1) || r.word(j) == "/" {
		j++
	}
	if !r.num.figure(j) || len(r.word(j)) != 2 {
		return i
	}
	gap := number(r.word(j)) - y%100
	if gap < 1 || gap > 30 || j == i && (gap > 1 || r.num.counted(j+1)) {
		return i
	}
	return j + 1
}

// decadeAt reads 1990s.
func (r *timexReader) decadeAt(i int) (timeNode, bool) {
	w := r.word(i)
	if !strings.HasSuffix(w, "0s") || !r.num.figure(i) {
		return timeNode{}, false
	}
	y := number(w[:len(w)-1])
	switch len(w) {
	case 5:
	case 3:
		if r.word(i-1) != "the" && !r.has(i-1, "early") && !r.has(i-1, "late") && !r.has(i-1, "mid") {
			return timeNode{}, false
		}
		if y += 1900; y < 1930 {
			y += 100
		}
	default:
		return timeNode{}, false
	}
	n := date(yearsSpan(y, 10), grainDecade, i+1)
	n.explicit = true
	return n, true
}

// season reads "winter 2013", "last summer" is read by chosen; "in spring".
func (r *timexReader) season(i int) (timeNode, bool) {
	m := number(r.value(i, "season"))
	if m == 0 {
		return timeNode{}, false
	}
	j := i + 1
	year, next, rel := r.yearAfter(j)
	if year == 0 {
		if r.word(i-1) != "in" && r.word(i-1) != "during" && r.word(i-2) != "in" || r.word(i) == "fall" || r.ref == nil {
			return timeNode{}, false
		}
		return r.relative(r.nearest(i, func(y int) tocsin.Interval { return seasonSpan(y, m) }), grainSeason, j), true
	}
	n := date(seasonSpan(year, m), grainSeason, next)
	n.rel, n.explicit = rel, !rel
	return n, true
}

// nearest returns the latest yearly period that began on or before ref, or the
// next one where the sentence has turned to what is to come.
func (r *timexReader) nearest(i int, in func(year int) tocsin.Interval) tocsin.Interval {
	y := r.ref.Time().Year()
	iv := in(y)
	if r.isFuture(i) {
		if iv.End < *r.ref {
			iv = in(y + 1)
		}
		return iv
	}
	for range 2 { // a period begins within its year or the one beside it
		if iv.Start <= *r.ref {
			break
		}
		y--
		iv = in(y)
	}
	return r.upToRef(iv, i)
}

// holiday reads "Christmas Day", "Easter 2019", "Ramadan", "Eid al-Adha".
func (r *timexReader) holiday(i int) (timeNode, bool) {
	key, k := r.names.match(r.doc, i, r.last)
	if k == 0 || !r.upper(i) && r.soft(i) {
		return timeNode{}, false
	}
	h := r.holidays[key]
	year, next, rel := r.yearAfter(i + k)
	if len(h.rule) == len("2006-01-02") && h.rule[4] == '-' && h.rule[0] < '3' {
		year, next, rel = number(h.rule[:4]), i+k, false
	}
	if year == 0 {
		if r.ref == nil || !h.known(r.ref.Time().Year()) {
			return unresolved(tocsin.TimexDate, grainDay, next), true
		}
		iv := r.nearest(i, func(y int) tocsin.Interval { iv, _ := h.in(y); return iv })
		n := r.relative(iv, grainDay, next)
		n.score = holidayScore(h)
		return n, true
	}
	iv, ok := h.in(year)
	n := date(iv, grainDay, next)
	n.rel, n.explicit, n.score = rel, !rel, holidayScore(h)
	return n, ok
}

// holidayScore is lower where the day depends on the sight of the moon.
func holidayScore(h holiday) float64 {
	if strings.HasPrefix(h.rule, "hijri") {
		return 0.7
	}
	return 0.9
}

// quarterOf reads "Q1 2016", "the first quarter of 2016", "first half of 2016".
func (r *timexReader) quarterOf(i int) (timeNode, bool) {
	j, n, months := i, 0, 3
	if r.word(j) == "the" {
		j++
	}
	if y, ok := r.yearAt(j); ok {
		return r.yearQuarter(i, y)
	}
	if n = quarterName(r.word(j)); n > 0 {
		j++
	} else if d, ok := r.dayAt(j); ok && d <= 4 && (r.word(j+1) == "quarter" || r.word(j+1) == "half" && d <= 2) {
		n = d
		if r.word(j+1) == "half" {
			months = 6
		}
		j += 2
	} else {
		return timeNode{}, false
	}
	year, next, rel := r.yearAfter(j)
	if year == 0 {
		return timeNode{}, false
	}
	out := r.monthsOf(i, year, (n-1)*months+1, months, next)
	out.rel, out.explicit = rel, !rel
	return out, true
}

// quarterName returns the number of "q1" to "q4", 0 for any other word.
func quarterName(w string) int {
	if len(w) == 2 && w[0] == 'q' && w[1] >= '1' && w[1] <= '4' {
		return int(w[1] - '0')
	}
	return 0
}

// yearQuarter reads "2019 Q1", "2019-Q1".
func (r *timexReader) yearQuarter(i, year int) (timeNode, bool) {
	j := i + 1
	if isDash(r.word(j)) {
		j++
	}
	n := quarterName(r.word(j))
	if n == 0 {
		return timeNode{}, false
	}
	out := r.monthsOf(i, year, (n-1)*3+1, 3, j+1)
	out.explicit = true
	return out, true
}

// monthsOf returns months of a year from month first on.
func (r *timexReader) monthsOf(i, year, first, months, next int) timeNode {
	start := monthSpan(year, first).Start
	return date(r.upToRef(tocsin.Interval{Start: start, End: addMonths(start, months) - 1}, i), grainQuarter, next)
}
