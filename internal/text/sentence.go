package text

import (
	_ "embed"
	"strings"
)

//go:embed abbreviations.txt
var abbreviationList string

// abbreviations holds the words, in lower case, after which a point does not
// end a sentence.
var abbreviations = wordSet(abbreviationList)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, line := range strings.Split(list, "\n") {
		if w, _, _ := strings.Cut(line, "#"); strings.TrimSpace(w) != "" {
			set[strings.TrimSpace(w)] = true
		}
	}
	return set
}

// maxSentence is the most tokens that a sentence may have: what is longer is a
// table or junk, and is cut so that work on a sentence stays bounded.
const maxSentence = 400

// sentenceEnd returns the index past the last token of the sentence that begins
// at token first. It never looks past the tokens there are.
func sentenceEnd(d *Doc, first int) int {
	for i := first; i < min(len(d.Tokens), first+maxSentence); i++ {
		if !closes(d, first, i) {
			continue
		}
		i++
		for i < len(d.Tokens) && isCloser(d.Tokens[i].Lower) && d.Tokens[i].Start == d.Tokens[i-1].End {
			i++
		}
		return i
	}
	return min(len(d.Tokens), first+maxSentence)
}

// closes reports whether token i ends a sentence that began at first.
func closes(d *Doc, first, i int) bool {
	t := d.Tokens[i]
	switch t.Lower {
	case "?", "!", "…":
		return followedByStart(d, i)
	case ".":
		if i > first && isAbbreviation(d.Tokens[i-1], t) {
			return false
		}
		return followedByStart(d, i)
	}
	// "U.S." carries its own point: it ends a sentence only before a word that
	// commonly opens one.
	if t.Kind == Word && strings.HasSuffix(t.Lower, ".") && i+1 < len(d.Tokens) {
		next := d.Tokens[i+1]
		return next.Upper && openers[next.Lower]
	}
	return false
}

func isAbbreviation(prev, point Token) bool {
	if prev.End != point.Start || prev.Kind != Word {
		return false
	}
	return abbreviations[prev.Lower] || len(prev.Lower) == 1 && prev.Upper
}

// followedByStart reports whether what follows mark i can open a sentence: a
// capital, digit, quote or bracket, or nothing.
func followedByStart(d *Doc, i int) bool {
	j := i + 1
	for j < len(d.Tokens) && isCloser(d.Tokens[j].Lower) && d.Tokens[j].Start == d.Tokens[j-1].End {
		j++
	}
	if j == len(d.Tokens) {
		return true
	}
	next := d.Tokens[j]
	if next.Start == d.Tokens[j-1].End && next.Kind != Punct {
		// "word.Word" without a space: scraped text that lost a line break, or a name such as "Node.js".
		return next.Upper && d.Tokens[i].Lower == "." && next.Kind == Word && len(next.Lower) > 1
	}
	if next.Kind == Punct {
		return next.Lower != "," && next.Lower != ";"
	}
	return next.Upper || next.Kind == Number || next.Kind == Clitic || !hasCase(next.Lower) || strings.HasPrefix(next.Lower, "al-") || strings.HasPrefix(next.Lower, "el-")
}

// hasCase reports whether w is written in a script with capitals; in others
// every word may open a sentence.
func hasCase(w string) bool { return strings.ToUpper(w) != w }

func isCloser(s string) bool {
	switch s {
	case "\"", "'", ")", "]", "»", "”", "’":
		return true
	}
	return false
}

// openers are words that commonly open a sentence after an abbreviation.
var openers = wordSet("the\nin\non\nat\nhe\nshe\nit\nthey\nbut\nand\na\nan\nthis\nthat\nthese\nthose\nafter\nwhile\nas\nfor\nsince\nhowever\nmeanwhile\naccording\nwhen\nearlier\nlast\nno\nthere\nsome\nwe\nhis\nits\ntheir")
