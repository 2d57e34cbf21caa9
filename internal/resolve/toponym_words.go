package resolve

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"tocsin/internal/resolve/gazetteer"
	"tocsin/internal/text"
)

// topoWords are the folded words of a report: a token with hyphens has several.
type topoWords struct {
	buf  []byte
	list []topoWord
	// at is the index of each token's first word; one more closes the last.
	at []int
}

type topoWord struct {
	from, to   int32 // in buf
	start, end int32 // in the text
	upper      bool  // begins with a capital or has no case
}

func (w *topoWords) read(doc *text.Doc) {
	w.buf = make([]byte, 0, len(doc.Text))
	w.list = make([]topoWord, 0, len(doc.Tokens)+16)
	w.at = make([]int, 0, len(doc.Tokens)+1)
	for _, tok := range doc.Tokens {
		w.at = append(w.at, len(w.list))
		if tok.Kind == text.Word || tok.Kind == text.Clitic {
			w.split(doc.Text, tok.Start, tok.End)
		}
	}
	w.at = append(w.at, len(w.list))
}

// split adds the words between the hyphens of text[start:end].
func (w *topoWords) split(s string, start, end int) {
	from := start
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(s[i:end])
		if r == '-' || r == '‐' || r == '‑' {
			w.add(s, from, i)
			from = i + n
		}
		i += n
	}
	w.add(s, from, end)
}

func (w *topoWords) add(s string, start, end int) {
	if start >= end {
		return
	}
	from := len(w.buf)
	w.buf = gazetteer.Fold(w.buf, s[start:end])
	if len(w.buf) == from {
		return
	}
	r, _ := utf8.DecodeRuneInString(s[start:end])
	w.list = append(w.list, topoWord{
		from: int32(from), to: int32(len(w.buf)), start: int32(start), end: int32(end),
		upper: !unicode.IsLower(r),
	})
}

// bytes returns the folded letters of word k.
func (w *topoWords) bytes(k int) []byte { return w.buf[w.list[k].from:w.list[k].to] }

// of returns the folded words of token i as one string, without spaces.
func (w *topoWords) of(i int) string {
	if i < 0 || i+1 >= len(w.at) || w.at[i] == w.at[i+1] {
		return ""
	}
	return string(w.buf[w.list[w.at[i]].from:w.list[w.at[i+1]-1].to])
}

func mustFloat(name, s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic("resolve: " + name + ": " + err.Error())
	}
	return v
}
