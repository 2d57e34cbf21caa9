// Package text splits a report into paragraphs, sentences and tokens, all by
// byte position, and converts positions between bytes, runes and UTF-16 units.
package text

import (
	"sort"
	"strings"

	"tocsin"
)

// Doc is a text with its sentences and tokens. It is read-only once built and
// safe for concurrent readers.
type Doc struct {
	// Text is the whole text that all spans refer to.
	Text string
	// TitleEnd is the byte position where the title ends: 0 without a title.
	TitleEnd int
	// Sentences stand in order of position and do not overlap. The title, where
	// there is one, is the first.
	Sentences []Sentence
	// Tokens stand in order of position and do not overlap.
	Tokens []Token
}

// Sentence is a run of tokens.
type Sentence struct {
	tocsin.Span
	// First and Last delimit its tokens: Tokens[First:Last].
	First, Last int
	// Paragraph counts from 0; the title is a paragraph of its own.
	Paragraph int
	// Title is true for the title.
	Title bool
}

// TokenKind is the shape of a token.
type TokenKind uint8

// The kinds of token.
const (
	Word   TokenKind = iota // letters, with inner hyphens, apostrophes or points (U.S., al-Nusra)
	Number                  // begins with a digit: 12, 1,200, 3.5, 10:30, 24th, 2,000-strong is split
	Clitic                  // 's, ’s and a bare trailing apostrophe, n't
	Punct                   // anything else
)

// Token is a word, number, clitic or mark.
type Token struct {
	tocsin.Span
	Kind TokenKind
	// Lower is the token in lower case, with typographic apostrophes and hyphens made plain.
	Lower string
	// Upper is true where the first letter is a capital; Caps where all letters are and there are two or more.
	Upper, Caps bool
}

// Of returns the words of span s.
func (d *Doc) Of(s tocsin.Span) string { return d.Text[s.Start:s.End] }

// Words returns the text of the tokens [first, last).
func (d *Doc) Words(first, last int) string { return d.Of(d.Cover(first, last)) }

// Cover returns the span of the tokens [first, last); empty where first >= last.
func (d *Doc) Cover(first, last int) tocsin.Span {
	if first >= last {
		return tocsin.Span{}
	}
	return tocsin.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End}
}

// Cite returns the citation of the tokens [first, last).
func (d *Doc) Cite(first, last int) tocsin.Citation {
	return tocsin.Cite(d.Text, d.Cover(first, last))
}

// TokenAt returns the index of the first token that ends after byte pos,
// len(Tokens) if there is none.
func (d *Doc) TokenAt(pos int) int {
	return sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].End > pos })
}

// TokenRange returns the tokens [first, last) that overlap s.
func (d *Doc) TokenRange(s tocsin.Span) (first, last int) {
	first = d.TokenAt(s.Start)
	last = first
	for last < len(d.Tokens) && d.Tokens[last].Start < s.End {
		last++
	}
	return first, last
}

// SentenceAt returns the index of the sentence that holds byte pos, or of the
// next one; len(Sentences) if there is none.
func (d *Doc) SentenceAt(pos int) int {
	return sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].End > pos })
}

// New splits the whole text of a report. It runs in time linear in the text.
func New(rep tocsin.Report) *Doc {
	d := &Doc{Text: rep.Whole(), TitleEnd: len(rep.Title)}
	d.Tokens = make([]Token, 0, len(d.Text)/5)
	paragraph := 0
	for start := 0; start < len(d.Text); {
		end := len(d.Text)
		if i := strings.IndexByte(d.Text[start:], '\n'); i >= 0 {
			end = start + i
		}
		if d.addParagraph(start, end, paragraph) {
			paragraph++
		}
		start = end + 1
	}
	return d
}

// addParagraph splits one line, and reports whether it held any token.
func (d *Doc) addParagraph(start, end, paragraph int) bool {
	first := len(d.Tokens)
	d.Tokens = tokenize(d.Text, start, end, d.Tokens)
	if len(d.Tokens) == first {
		return false
	}
	title := start < d.TitleEnd
	for first < len(d.Tokens) {
		last := min(len(d.Tokens), first+maxSentence)
		if !title {
			last = sentenceEnd(d, first)
		}
		d.Sentences = append(d.Sentences, Sentence{
			Span: d.Cover(first, last), First: first, Last: last, Paragraph: paragraph, Title: title,
		})
		first = last
	}
	return true
}
