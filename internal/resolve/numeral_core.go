package resolve

import (
	"math"
	"strings"

	"tocsin/internal/text"
)

// core reads the number that begins at token i.
func (r *numeralReader) core(i int) (numeralCore, bool) {
	if i >= r.last {
		return numeralCore{}, false
	}
	if lower(r.doc, i) == "a" && i+2 < r.last && lower(r.doc, i+1) == "number" && lower(r.doc, i+2) == "of" {
		return numeralCore{class: classVague, value: 3, low: 3, high: 3, open: true, first: i, next: i + 2,
			end: r.doc.Tokens[i+1].End, word: "number"}, true
	}
	r.buf = r.atoms(r.doc, i, r.last, r.buf[:0])
	atoms := r.buf
	if len(atoms) == 0 {
		return numeralCore{}, false
	}
	if c, ok := r.special(i, atoms); ok {
		return c, true
	}
	c, ok := r.sum(i, atoms)
	if ok && c.class == classDigits && c.tail == "" {
		r.suffix(&c)
	}
	return c, ok
}

// suffix takes letters stuck to figures that stand for a scale: 10k, 2.5bn. A
// small m is a million after a sign for money alone, else a metre.
func (r *numeralReader) suffix(c *numeralCore) {
	if c.next >= r.last || !touching(r.doc, c.next) {
		return
	}
	t := r.doc.Tokens[c.next]
	w := r.words[t.Lower]
	if w.class != classSuffix {
		return
	}
	money := r.moneySign(lower(r.doc, c.first-1))
	if len(t.Lower) == 1 && !money && t.Lower != "k" && !t.Upper {
		return
	}
	if t.Lower == "mm" && !t.Upper {
		return
	}
	c.value *= w.value
	c.low, c.high = toInt(c.value), toInt(math.Ceil(c.value))
	c.next, c.end = c.next+1, t.End
}

// sum reads a number that adds up: "two hundred and six", "1.5 million".
func (r *numeralReader) sum(i int, atoms []numeralAtom) (numeralCore, bool) {
	var s numeralSum
	var c numeralCore
	k, groups := 0, false
	if atoms[0].word == "a" {
		k = 1
		if len(atoms) < 2 || !multiplies(atoms[1].class) {
			return c, false
		}
	}
	for ; k < len(atoms); k++ {
		a := atoms[k]
		switch {
		case a.word == "and" && joins(s.last) && k+1 < len(atoms) && (atoms[k+1].class == classUnit || atoms[k+1].class == classTens):
			continue
		case a.word == "and" && k+2 < len(atoms) && atoms[k+1].word == "a" && atoms[k+2].class == classHalf && s.last != classStart:
			s.addHalf(atoms[k+2].value)
			k += 2
			a = atoms[k]
		case a.word == "point" && k+1 < len(atoms) && s.last != classStart:
			k = s.addDecimals(atoms, k)
			a = atoms[k]
		case s.last == classDigits && a.class == classDigits && figureGroups(atoms[k-1:]) && s.cur < 1e9:
			s.cur = s.cur*1000 + a.value
			groups = true
		case groups && a.class == classDigits && len(a.word) == 3 && s.cur < 1e9:
			s.cur = s.cur*1000 + a.value
		case !s.add(a.numeralWord):
			return c, c.next > 0
		}
		if a.closes || a.tail != "" {
			c = coreOf(i, &s, a, atoms[0])
		}
	}
	return c, c.next > 0
}

func joins(c numeralClass) bool { return c == classHundred || c == classScale }

func multiplies(c numeralClass) bool { return c == classHundred || c == classScale || c == classGroup }

// figureGroups reports whether the second atom goes on with the first: "220 000",
// "1 414 021". Two other groups are more often two numbers that lost their comma.
func figureGroups(atoms []numeralAtom) bool {
	if len(atoms[0].word) > 3 || len(atoms[1].word) != 3 || strings.Contains(atoms[0].word, ".") {
		return false
	}
	return atoms[1].word == "000" || len(atoms) > 2 && len(atoms[2].word) == 3 && atoms[2].class == classDigits
}

// addHalf takes "and a half": one and a half, a million and a half.
func (s *numeralSum) addHalf(v float64) {
	if s.last == classScale {
		s.total += v * s.scale
		return
	}
	s.cur += v
	s.last = classDigits
}

// addDecimals takes "point two five" and returns the index of its last atom.
func (s *numeralSum) addDecimals(atoms []numeralAtom, k int) int {
	unit := 0.1
	for k+1 < len(atoms) && atoms[k+1].class == classUnit && atoms[k+1].value < 10 {
		k++
		s.cur += atoms[k].value * unit
		unit /= 10
	}
	s.last = classDigits
	return k
}

func coreOf(i int, s *numeralSum, a, first numeralAtom) numeralCore {
	v := s.value()
	class := s.last
	if class != classOrdinal {
		class = first.class
		if class == classStart { // "a hundred"
			class = s.last
		}
	}
	return numeralCore{
		class: class, value: v, low: toInt(v), high: toInt(math.Ceil(v)),
		first: i, next: a.next, end: a.end, tail: a.tail, word: first.word,
	}
}

// special reads the numbers that do not add up: several, dozens, both, twin,
// none, half, two-thirds.
func (r *numeralReader) special(i int, atoms []numeralAtom) (numeralCore, bool) {
	k := 0
	if atoms[0].word == "a" && len(atoms) > 1 {
		k = 1
	}
	a := atoms[k]
	c := numeralCore{class: a.class, value: a.value, low: toInt(a.value), high: toInt(a.value),
		first: i, next: a.next, end: a.end, tail: a.tail, word: a.word}
	switch a.class {
	case classVague:
		if k+1 < len(atoms) && multiplies(atoms[k+1].class) && atoms[k+1].closes {
			return c.times(vagueFactor(a), atoms[k+1]), true
		}
		c.open = true
		return c, a.word != "few" || k == 1 || lower(r.doc, i-1) == "the"
	case classMultiple:
		c.open = true
		if k+2 < len(atoms) && atoms[k+1].word == "of" && atoms[k+2].class == classMultiple {
			return c.timesMultiple(atoms[k+2]), true
		}
		return c, k == 0
	case classSet:
		if k+1 < len(atoms) && multiplies(atoms[k+1].class) { // "a couple dozen"
			return c.times(a.value, atoms[k+1]), true
		}
		if k+2 < len(atoms) && atoms[k+1].word == "of" && multiplies(atoms[k+2].class) {
			return c.times(a.value, atoms[k+2]), true
		}
		return c, true
	case classPack:
		return c, k == 0 && a.next < r.last && r.doc.Tokens[a.next].Kind == text.Word
	case classNone:
		return r.none(c)
	case classHalf:
		return r.half(c, atoms[k:])
	case classUnit:
		return r.fraction(c, atoms[k:])
	case classOrdinal:
		if k == 1 && lower(r.doc, a.next) == "of" { // "a third of"
			c.class, c.value, c.low, c.high = classFraction, 1/a.value, 0, 1
			return c, true
		}
	}
	return c, false
}

// vagueFactor returns what "several" and "few" stand for before a dozen: the
// codebook reads several dozen as at least 36, a few dozen as at least 24.
func vagueFactor(a numeralAtom) float64 {
	if a.word == "several" {
		return 3
	}
	return 2
}

// times multiplies c by a dozen, hundred or scale; what was vague stays open.
func (c numeralCore) times(factor float64, by numeralAtom) numeralCore {
	c.open = c.class == classVague
	c.value = factor * by.value
	c.low, c.high = toInt(c.value), toInt(c.value)
	c.next, c.end, c.tail = by.next, by.end, by.tail
	return c
}

// timesMultiple reads "tens of thousands" as at least 20,000 and "hundreds of
// thousands" as at least 200,000: the lower bound of the first word by the
// codebook, in round tens, times the unit of the second.
func (c numeralCore) timesMultiple(by numeralAtom) numeralCore {
	factor := c.value
	if c.word == "tens" {
		factor = 20
	}
	c.value = factor * by.value / 2 // the plural's bound is twice its unit
	c.low = toInt(c.value)
	c.next, c.end = by.next, by.end
	return c
}

// none reads "no casualties", "no one", "none", "nobody".
func (r *numeralReader) none(c numeralCore) (numeralCore, bool) {
	if c.word != "no" {
		return c, true
	}
	if c.next >= r.last {
		return c, false
	}
	next := r.doc.Tokens[c.next]
	if next.Lower == "one" {
		c.end, c.next = next.End, c.next+1
		return c, true
	}
	return c, next.Kind == text.Word && r.roles[next.Lower] != "nozero"
}

// half reads "half a dozen", "half a million", "half".
func (r *numeralReader) half(c numeralCore, atoms []numeralAtom) (numeralCore, bool) {
	if c.word == "quarters" {
		return c, false
	}
	k := 1
	if k < len(atoms) && atoms[k].word == "a" {
		k++
	}
	if k < len(atoms) && multiplies(atoms[k].class) {
		c.class = atoms[k].class
		return c.times(c.value, atoms[k]), true
	}
	c.class, c.low, c.high = classFraction, 0, 1
	return c, c.word == "half"
}

// fraction reads "two thirds", "three quarters", "one-third".
func (r *numeralReader) fraction(c numeralCore, atoms []numeralAtom) (numeralCore, bool) {
	if len(atoms) < 2 {
		return c, false
	}
	a := atoms[1]
	share := 0.0
	switch {
	case a.class == classFraction:
		share = 1 / a.value
	case a.class == classOrdinal && a.value > 2 && c.value == 1:
		share = 1 / a.value
	case a.class == classHalf && (a.word == "quarters" || a.word == "quarter" || c.value == 1):
		share = a.value
	default:
		return c, false
	}
	c.class, c.value, c.low, c.high = classFraction, c.value*share, 0, toInt(math.Ceil(c.value*share))
	c.next, c.end, c.tail = a.next, a.end, a.tail
	return c, true
}

// rangeEnd extends c to a range, "20 to 30", "20-30", "two or three", and
// reports whether it did.
func (r *numeralReader) rangeEnd(c *numeralCore, between bool) bool {
	if c.tail != "" || !c.countable() || c.next+1 >= r.last {
		return false
	}
	join := lower(r.doc, c.next)
	dash := isDash(join)
	switch {
	case dash && touching(r.doc, c.next) == touching(r.doc, c.next+1):
	case join == "to" && !r.rises(c.first):
	case join == "or" && c.value < 20:
	case join == "and" && between:
	default:
		return false
	}
	d, ok := r.core(c.next + 1)
	if !ok || !d.countable() || d.value <= c.value || d.class == classMultiple || c.open || d.open {
		return false
	}
	if r.isDateRange(c, d) || join == "or" && d.value > 2*c.value+1 {
		return false
	}
	c.high, c.next, c.end, c.tail = d.high, d.next, d.end, d.tail
	if w, ok := r.word(lower(r.doc, d.next-1)); ok && multiplies(w.class) && d.tail == "" && c.value < d.value/w.value {
		c.value *= w.value // "two to three million"
		c.low = toInt(c.value)
	}
	return true
}

func isDash(s string) bool { return s == "-" || s == "–" || s == "—" || s == "−" }

// rises reports whether a word of change stands just before token i: "rose from
// 20 to 30" tells two numbers, not a range.
func (r *numeralReader) rises(i int) bool {
	for k := i - 1; k >= max(r.first, i-3); k-- {
		if r.roles[lower(r.doc, k)] == "rise" {
			return true
		}
	}
	return false
}

// isDateRange reports whether two numbers are days or years: "5-6 April",
// "2009-2010", "15-11-2014".
func (r *numeralReader) isDateRange(c *numeralCore, d numeralCore) bool {
	years := r.yearLike(d.first) && (r.yearLike(c.first) || c.value <= 31 && isDash(lower(r.doc, c.next)))
	return years || r.joint(c.first-1) != "" || r.joint(d.next) != "" || r.mon[lower(r.doc, d.next)] || r.mon[lower(r.doc, c.first-1)] ||
		lower(r.doc, c.first-1) == "." && r.mon[lower(r.doc, c.first-2)]
}

// yearLike reports whether token i is four bare digits from 1500 to 2099.
func (r *numeralReader) yearLike(i int) bool {
	w := lower(r.doc, i)
	return len(w) == 4 && w >= "1500" && w <= "2099" && strings.Trim(w, "0123456789") == ""
}
