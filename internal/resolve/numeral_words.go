package resolve

import (
	"math"
	"strconv"
	"strings"

	"tocsin/internal/text"
)

// numeralClass is the part of speech of a number word; the classes are those of
// numerals.tsv, and digits for figures.
type numeralClass string

const (
	classStart    numeralClass = ""
	classDigits   numeralClass = "digits"
	classUnit     numeralClass = "unit"
	classTens     numeralClass = "tens"
	classHundred  numeralClass = "hundred"
	classScale    numeralClass = "scale"
	classGroup    numeralClass = "group"
	classVague    numeralClass = "vague"
	classMultiple numeralClass = "multiple"
	classNone     numeralClass = "none"
	classSet      numeralClass = "set"
	classPack     numeralClass = "pack"
	classOrdinal  numeralClass = "ordinal"
	classHalf     numeralClass = "half"
	classFraction numeralClass = "fraction"
	classSuffix   numeralClass = "suffix"
)

type numeralWord struct {
	class numeralClass
	value float64
}

// numeralAtom is one number word: a token, or a part of a hyphened one.
type numeralAtom struct {
	numeralWord
	word string
	// next is the token after the one that the atom belongs to.
	next int
	// end is the byte position where the atom ends.
	end int
	// closes is true where the atom ends its token; tail is what follows the
	// last number word of a hyphened token ("year-old").
	closes bool
	tail   string
}

// maxNumeralAtoms bounds the length of a number, so that reading one takes
// constant time. The longest sensible number in words has about 20.
const maxNumeralAtoms = 24

// atoms returns the number words that stand at token i, with the "and" and "a"
// that may join them.
func (f *Numerals) atoms(doc *text.Doc, i, last int, buf []numeralAtom) []numeralAtom {
	for ; i < last && len(buf) < maxNumeralAtoms; i++ {
		t := doc.Tokens[i]
		switch {
		case t.Kind == text.Number:
			v, class, ok := parseFigures(t.Lower)
			if !ok {
				return buf
			}
			buf = append(buf, numeralAtom{numeralWord{class, v}, t.Lower, i + 1, t.End, true, ""})
		case t.Kind != text.Word:
			return buf
		case t.Lower == "and" || t.Lower == "a" || t.Lower == "of" || t.Lower == "point":
			buf = append(buf, numeralAtom{numeralWord{}, t.Lower, i + 1, t.End, true, ""})
		default:
			n := len(buf)
			if buf = f.wordAtoms(t, i, buf); len(buf) == n || buf[len(buf)-1].tail != "" {
				return buf
			}
		}
	}
	return buf
}

// wordAtoms adds the number words of one token, parted at its hyphens.
func (f *Numerals) wordAtoms(t text.Token, i int, buf []numeralAtom) []numeralAtom {
	if w, ok := f.word(t.Lower); ok {
		return append(buf, numeralAtom{w, t.Lower, i + 1, t.End, true, ""})
	}
	rest, pos := t.Lower, t.Start
	for {
		if len(buf) >= maxNumeralAtoms {
			return buf
		}
		piece, tail, more := strings.Cut(rest, "-")
		w, ok := f.word(piece)
		if !ok {
			if len(buf) > 0 && buf[len(buf)-1].next == i+1 {
				buf[len(buf)-1].tail = rest
			}
			return buf
		}
		pos += len(piece)
		end := pos
		if len(t.Lower) != t.Len() { // a typographic hyphen: positions in Lower are not those of the text
			end = t.End
		}
		buf = append(buf, numeralAtom{w, piece, i + 1, end, !more, ""})
		if !more {
			return buf
		}
		pos, rest = pos+1, tail
	}
}

// word looks a number word up; the plural of an ordinal is a fraction's part.
func (f *Numerals) word(s string) (numeralWord, bool) {
	if w, ok := f.words[s]; ok {
		return w, w.class != classSuffix
	}
	if strings.HasSuffix(s, "s") {
		if w, ok := f.words[s[:len(s)-1]]; ok && w.class == classOrdinal && w.value > 2 {
			return numeralWord{classFraction, w.value}, true
		}
	}
	return numeralWord{}, false
}

// parseFigures reads a number in digits: 12, 1,200, 3.5, 21st, 10:30 is none.
func parseFigures(s string) (float64, numeralClass, bool) {
	class := classDigits
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		if strings.HasSuffix(s, suffix) {
			s, class = s[:len(s)-2], classOrdinal
			break
		}
	}
	if strings.ContainsAny(s, ":s") || strings.Count(s, ".") > 1 && !groupedBy(s, '.') {
		return 0, "", false
	}
	if strings.Count(s, ".") > 1 {
		s = strings.ReplaceAll(s, ".", "")
	}
	if i := strings.LastIndexByte(s, ','); i >= 0 {
		if !strings.Contains(s[:i], ",") && !strings.Contains(s, ".") && len(s)-i != 4 {
			s = s[:i] + "." + s[i+1:] // a decimal comma
		}
		s = strings.ReplaceAll(s, ",", "")
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, class, err == nil && v < 1e15
}

// groupedBy reports whether s is digits in groups of three parted by sep.
func groupedBy(s string, sep byte) bool {
	parts := strings.Split(s, string(sep))
	for _, p := range parts[1:] {
		if len(p) != 3 {
			return false
		}
	}
	return len(parts[0]) >= 1 && len(parts[0]) <= 3
}

// numeralSum adds number words up, refusing a word that cannot follow.
type numeralSum struct {
	total, cur, scale float64
	last              numeralClass
}

func (s *numeralSum) value() float64 { return s.total + s.cur }

// add takes the next word and reports whether it can follow those before it.
func (s *numeralSum) add(w numeralWord) bool {
	ok := true
	switch w.class {
	case classDigits:
		ok = s.last == classStart
		s.cur += w.value
	case classUnit:
		ok = s.last == classStart || s.last == classHundred || s.last == classScale ||
			s.last == classTens && w.value > 0 && w.value < 10
		s.cur += w.value
	case classTens:
		ok = s.last == classStart || s.last == classHundred || s.last == classScale
		s.cur += w.value
	case classHundred, classScale, classGroup:
		return s.multiply(w)
	case classOrdinal:
		ok = s.last == classStart || s.last == classHundred || s.last == classScale ||
			s.last == classTens && w.value < 10
		s.cur += w.value
	default:
		return false
	}
	if ok {
		s.last = w.class
	}
	return ok
}

// multiply takes hundred, a scale or a dozen.
func (s *numeralSum) multiply(w numeralWord) bool {
	if s.last == classGroup || s.last == classOrdinal || w.class == classHundred && s.cur >= 1000 {
		return false
	}
	factor := s.cur
	if factor == 0 {
		if s.last == classScale && w.class == classScale { // "three lakh crore"
			s.total *= w.value
			return true
		}
		if s.last != classStart {
			return false
		}
		factor = 1
	}
	if w.class == classScale {
		if s.scale != 0 && w.value >= s.scale {
			return false
		}
		s.total, s.cur, s.scale = s.total+factor*w.value, 0, w.value
	} else {
		s.cur = factor * w.value
	}
	s.last = w.class
	return true
}

func toInt(v float64) int { return int(math.Min(v, 1e15)) }
