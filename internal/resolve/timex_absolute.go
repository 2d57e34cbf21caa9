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
	return number(w), !r.num.counted(i + 1)
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
	if r.word(j) == "the" {
		j++
	}
	if r.word(j+1) != "year" {
		return 0, i, false
	}
	at, step := r.ref, 0
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
	if r.word(next) == "." && touching(r.doc, next) && len(r.word(i)) <= 4 {
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
	if m, next, ok := r.monthAt(j); ok && r.word(j-1) != "the" {
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
		return timeNode{}, false
	}
	year, after, rel := r.yearAfter(next)
	return r.dated(i, year, m, d, until, after, rel)
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

// glued reads "20,2015", the day and year of a date that lost its space.
func glued(w string) (day, year int, ok bool) {
	w = strings.Replace(w, ",", "", 1)
	if len(w) != 5 && len(w) != 6 || strings.Trim(w, "0123456789") != "" {
		return 0, 0, false
	}
	day, year = number(w[:len(w)-4]), number(w[len(w)-4:])
	return day, year, day >= 1 && day <= 31 && year >= 1900 && year < 2100
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
	span := monthSpan(year, month)
	start := span.Start + tocsin.Day(d-1)
	if start > span.End {
		return timeNode{}, false
	}
	n := date(tocsin.Interval{Start: start, End: min(span.Start+tocsin.Day(until-1), span.End)}, grainDay, next)
	n.rel, n.explicit, n.month = rel, explicit && !rel, month
	return n, true
}

// likelyYear returns the year of a day, or month where d is 0, that names none:
// that of the story being told in the paragraph, else the latest not after the
// reference day; 0 where there is neither.
func (r *timexReader) likelyYear(i, month, d int) int {
	day := max(d, 1)
	if r.ref == nil {
		return r.year
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

// figureDate reads 2016-06-05, 05/06/2016, 5.6.2016, 13/02.
func (r *timexReader) figureDate(i int) (timeNode, bool) {
	if i >= r.last || r.doc.Tokens[i].Kind != text.Number {
		return timeNode{}, false
	}
	if parts := strings.Split(r.word(i), "."); len(parts) == 3 {
		return r.figures(i, parts, i+1)
	}
	sep := r.word(i + 1)
	if sep != "/" && !isDash(sep) || !touching(r.doc, i+1) || !touching(r.doc, i+2) || !r.num.figure(i+2) {
		return timeNode{}, false
	}
	if r.word(i+3) == sep && touching(r.doc, i+3) && touching(r.doc, i+4) && r.num.figure(i+4) {
		return r.figures(i, []string{r.word(i), r.word(i + 2), r.word(i + 4)}, i+5)
	}
	if sep != "/" || !r.has(i-1, "prep") || r.word(i-1) == "of" {
		return timeNode{}, false
	}
	d, m := r.order(number(r.word(i)), number(r.word(i+2)))
	if d < 1 || d > 31 || m < 1 || m > 12 {
		return timeNode{}, false
	}
	return r.dated(i, 0, m, d, d, i+3, false)
}

// figures builds the date of three numbers.
func (r *timexReader) figures(i int, parts []string, next int) (timeNode, bool) {
	a, b, c := number(parts[0]), number(parts[1]), number(parts[2])
	year, month, day := c, b, a
	if len(parts[0]) == 4 {
		year, day = a, c
	} else {
		day, month = r.order(a, b)
		if len(parts[2]) == 2 {
			year = 1900 + c
			if c < 70 {
				year += 100
			}
		}
	}
	if month < 1 || month > 12 || day < 1 || year < 1500 || year > 2199 {
		return timeNode{}, false
	}
	return r.dated(i, year, month, day, day, next, false)
}

// order returns the day and month of two figures: the one that can only be a
// day is the day, else the order that the rest of the text keeps.
func (r *timexReader) order(a, b int) (day, month int) {
	if b > 12 || !r.dayFirst && a <= 12 {
		return b, a
	}
	return a, b
}

// dayFirst reports whether dates in figures put the day before the month. News
// of most of the world does; a date such as 6/25/2016 in the text tells that
// this one does not.
func dayFirst(doc *text.Doc) bool {
	for i := 0; i+4 < len(doc.Tokens); i++ {
		if doc.Tokens[i+1].Lower == "/" && doc.Tokens[i+3].Lower == "/" && doc.Tokens[i].Kind == text.Number {
			if number(doc.Tokens[i].Lower) <= 12 && number(doc.Tokens[i+2].Lower) > 12 && number(doc.Tokens[i+2].Lower) <= 31 {
				return false
			}
		}
	}
	return true
}

// yearAlone reads "2014", "mid-2014" is read by part; "the 1990s".
func (r *timexReader) yearAlone(i int) (timeNode, bool) {
	if i >= r.last || r.doc.Tokens[i].Kind != text.Number && r.word(i) != "the" {
		return timeNode{}, false
	}
	j := i
	if r.word(j) == "the" {
		j++
	}
	if n, ok := r.decadeAt(j); ok {
		return n, true
	}
	y, ok := r.yearAt(j)
	if !ok || j > i || touching(r.doc, j+1) && r.doc.Tokens[j+1].Kind == text.Word {
		return timeNode{}, false
	}
	c := numeralCore{class: classDigits, value: float64(y), first: j, next: j + 1}
	if !r.num.isYear(c, j+1, false) {
		return timeNode{}, false
	}
	if r.word(j-1) == "-" && touching(r.doc, j) && !r.num.figure(j-2) {
		return timeNode{}, false
	}
	next := j + 1
	iv := yearsSpan(y, 1)
	if isDash(r.word(next)) && touching(r.doc, next) && touching(r.doc, next+1) && len(r.word(next+1)) == 2 && r.num.figure(next+1) {
		if e := y - y%100 + number(r.word(next+1)); e > y && e < y+30 { // 2014-15
			iv, next = yearsSpan(y, e-y+1), next+2
		}
	}
	n := date(r.upToRef(iv, i), grainYear, next)
	n.explicit = true
	return n, true
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
	for iv.Start > *r.ref {
		y--
		iv = in(y)
	}
	return r.upToRef(iv, i)
}

// holiday reads "Christmas Day", "Easter 2019", "Ramadan", "Eid al-Adha".
func (r *timexReader) holiday(i int) (timeNode, bool) {
	key, k := r.names.match(r.doc, i, r.last)
	if k == 0 || !r.upper(i) && !r.num.figure(i) {
		return timeNode{}, false
	}
	h := r.holidays[key]
	year, next, rel := r.yearAfter(i + k)
	if len(h.rule) == len("2006-01-02") && h.rule[4] == '-' && h.rule[0] < '3' {
		year, next, rel = number(h.rule[:4]), i+k, false
	}
	if year == 0 {
		if r.ref == nil {
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
	if w := r.word(j); len(w) == 2 && w[0] == 'q' && w[1] >= '1' && w[1] <= '4' {
		n = int(w[1] - '0')
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
	start := monthSpan(year, (n-1)*months+1).Start
	out := date(r.upToRef(tocsin.Interval{Start: start, End: addMonths(start, months) - 1}, i), grainQuarter, next)
	out.rel, out.explicit = rel, !rel
	return out, true
}
