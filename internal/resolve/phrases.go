package resolve

import (
	"sort"
	"strings"

	"tocsin/internal/rules"
	"tocsin/internal/text"
)

// phrases finds fixed runs of words, the longest first. It is read-only once
// built.
type phrases struct{ byFirst map[string][]phrase }

type phrase struct {
	words []string
	value string
}

func newPhrases() *phrases { return &phrases{map[string][]phrase{}} }

// add enters the words of p, parted by spaces, with their value.
func (ps *phrases) add(p, value string) {
	words := strings.Fields(p)
	list := append(ps.byFirst[words[0]], phrase{words, value})
	sort.SliceStable(list, func(i, j int) bool { return len(list[i].words) > len(list[j].words) })
	ps.byFirst[words[0]] = list
}

// match returns the value of the longest phrase that stands at token i, and its
// number of tokens, 0 if there is none. It looks no further than token last.
func (ps *phrases) match(doc *text.Doc, i, last int) (value string, n int) {
	if i >= last {
		return "", 0
	}
	for _, p := range ps.byFirst[doc.Tokens[i].Lower] {
		if i+len(p.words) <= last && standsAt(doc, i, p.words) {
			return p.value, len(p.words)
		}
	}
	return "", 0
}

func standsAt(doc *text.Doc, i int, words []string) bool {
	for k, w := range words {
		if doc.Tokens[i+k].Lower != w {
			return false
		}
	}
	return true
}

// wordSet returns the entries of a data file with one word a line.
func wordSet(name string) map[string]bool {
	set := map[string]bool{}
	for _, w := range rules.Lines(name) {
		set[w] = true
	}
	return set
}

// lower returns the folded form of token i, "" outside [0, len).
func lower(doc *text.Doc, i int) string {
	if i < 0 || i >= len(doc.Tokens) {
		return ""
	}
	return doc.Tokens[i].Lower
}

// touching reports whether token i begins where token i-1 ends.
func touching(doc *text.Doc, i int) bool {
	return i > 0 && i < len(doc.Tokens) && doc.Tokens[i].Start == doc.Tokens[i-1].End
}
