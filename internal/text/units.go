package text

import (
	"sort"
	"unicode/utf8"

	"tocsin"
)

// Offsets converts byte positions of one text. Build it once per text: each
// conversion then takes time logarithmic in the number of non-ASCII characters.
type Offsets struct {
	// bytes, runes and units are positions just past each non-ASCII character.
	bytes, runes, units []int
}

// NewOffsets indexes s.
func NewOffsets(s string) *Offsets {
	o := &Offsets{}
	runes, units := 0, 0
	for i, r := range s {
		runes++
		units++
		if r > 0xFFFF {
			units++
		}
		if r >= utf8.RuneSelf {
			_, n := utf8.DecodeRuneInString(s[i:])
			o.bytes = append(o.bytes, i+n)
			o.runes = append(o.runes, runes)
			o.units = append(o.units, units)
		}
	}
	return o
}

// Runes returns the number of runes before byte position pos, which must lie
// between two characters.
func (o *Offsets) Runes(pos int) int { return o.convert(pos, o.runes) }

// UTF16 returns the number of UTF-16 units before byte position pos, which must
// lie between two characters.
func (o *Offsets) UTF16(pos int) int { return o.convert(pos, o.units) }

// UTF16Span converts a byte span.
func (o *Offsets) UTF16Span(s tocsin.Span) tocsin.Span {
	return tocsin.Span{Start: o.UTF16(s.Start), End: o.UTF16(s.End)}
}

func (o *Offsets) convert(pos int, to []int) int {
	n := sort.Search(len(o.bytes), func(i int) bool { return o.bytes[i] > pos })
	if n == 0 {
		return pos
	}
	return to[n-1] + pos - o.bytes[n-1]
}
