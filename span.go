package tocsin

import "fmt"

// Span is a half-open byte range [Start, End) of a report's whole text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len returns the length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span holds no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether o lies wholly within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether s and o share at least one byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Union returns the smallest span that holds both s and o.
func (s Span) Union(o Span) Span {
	return Span{min(s.Start, o.Start), max(s.End, o.End)}
}

// Gap returns the number of bytes between s and o, 0 where they touch or overlap.
func (s Span) Gap(o Span) int {
	switch {
	case s.End <= o.Start:
		return o.Start - s.End
	case o.End <= s.Start:
		return s.Start - o.End
	}
	return 0
}

// Citation is the evidence of one value: the words and where they stand.
type Citation struct {
	Span `json:"span"`
	// Quote is the exact run of characters of the report's whole text at Span.
	Quote string `json:"quote"`
}

// Cite returns the citation of span s in whole. It panics if s lies outside
// whole, as slicing does.
func Cite(whole string, s Span) Citation {
	return Citation{Span: s, Quote: whole[s.Start:s.End]}
}

// Check reports an error if the quote is empty or does not stand at the span.
func (c Citation) Check(whole string) error {
	if c.Start < 0 || c.End > len(whole) || c.Empty() {
		return fmt.Errorf("citation [%d,%d) lies outside the %d bytes of the report", c.Start, c.End, len(whole))
	}
	if whole[c.Start:c.End] != c.Quote {
		return fmt.Errorf("citation [%d,%d): the quote is not what stands there", c.Start, c.End)
	}
	return nil
}
