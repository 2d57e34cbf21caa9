package eval

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/internal/text"
)

//go:embed mucwords.txt
var mucWordsFile string

// mucWords are the word lists with which mentions are found, by section.
type mucWords struct {
	sets map[string]map[string]bool
	// names are word sequences, longest first, by section.
	names map[string][][]string
}

// newMUCWords reads the embedded lists.
func newMUCWords() (*mucWords, error) {
	w := &mucWords{sets: map[string]map[string]bool{}, names: map[string][][]string{}}
	section := ""
	for n, line := range strings.Split(mucWordsFile, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			section = strings.Trim(line, "[]")
			w.sets[section] = map[string]bool{}
		case section == "":
			return nil, fmt.Errorf("mucwords.txt line %d stands in no section", n+1)
		case strings.HasSuffix(section, " names") && section != "given names":
			w.names[section] = append(w.names[section], strings.Fields(line))
		default:
			for f := range strings.FieldsSeq(line) {
				w.sets[section][f] = true
			}
		}
	}
	w.names["organisation names"] = slices.Concat(w.names["armed group names"], w.names["state names"])
	for _, ns := range w.names {
		slices.SortStableFunc(ns, func(a, b []string) int { return len(b) - len(a) })
	}
	return w, nil
}

func (w *mucWords) in(section, word string) bool { return w.sets[section][word] }

// phrase is a run of tokens [first, last) found as a mention.
type phrase struct{ first, last int }

// nouns returns the noun phrases in the tokens of span whose head stands in
// "ROLE heads". A closed role takes only "ROLE modifiers" before its head; an
// open one any word that is not a stop word.
func (w *mucWords) nouns(d *text.Doc, span tocsin.Span, role string, open bool) []phrase {
	var out []phrase
	first, last := d.TokenRange(span)
	for i := first; i < last; i++ {
		if !w.in(role+" heads", d.Tokens[i].Lower) || w.inside(d, i, last, role) {
			continue
		}
		p := phrase{i, i + 1}
		for p.first > 0 && i-p.first < 5 && w.modifies(d, p.first-1, role, open) {
			p.first--
		}
		if w.in(role+" takers", d.Tokens[i].Lower) {
			p.last = w.ofPhrase(d, p.last)
		}
		out = append(out, p)
		i = p.last - 1
	}
	return out
}

// inside reports whether the head at i is a part of a longer phrase: another
// head follows, or "of" and an inner phrase of the role ("group of armed men").
func (w *mucWords) inside(d *text.Doc, i, last int, role string) bool {
	if i+1 >= last {
		return false
	}
	next := d.Tokens[i+1].Lower
	if w.in(role+" heads", next) || w.in(role+" barred before", next) {
		return true
	}
	if next != "of" || w.in(role+" takers", d.Tokens[i].Lower) {
		return false
	}
	for j := i + 2; j < min(i+6, last); j++ {
		if w.in(role+" heads", d.Tokens[j].Lower) {
			return true
		}
	}
	return false
}

// modifies reports whether token i may stand before a head of the role.
func (w *mucWords) modifies(d *text.Doc, i int, role string, open bool) bool {
	t := d.Tokens[i]
	if t.Kind == text.Clitic {
		return open
	}
	if !open {
		return w.in(role+" modifiers", t.Lower)
	}
	if t.Kind != text.Word {
		return false
	}
	return !w.in("stop", t.Lower) && !strings.HasSuffix(t.Lower, "ed") && !strings.HasSuffix(t.Lower, "ly")
}

// ofPhrase returns the end of "of" and the noun phrase after it, from token i,
// or i where there is none.
func (w *mucWords) ofPhrase(d *text.Doc, i int) int {
	if i >= len(d.Tokens) || d.Tokens[i].Lower != "of" {
		return i
	}
	end := i + 1
	if end < len(d.Tokens) && isArticle(d.Tokens[end].Lower) {
		end++
	}
	start := end
	for end < len(d.Tokens) && end-start < 5 && d.Tokens[end].Kind == text.Word && !w.in("stop", d.Tokens[end].Lower) {
		end++
	}
	if end == start {
		return i
	}
	return end
}

func isArticle(w string) bool { return w == "the" || w == "a" || w == "an" }

// listed returns the names of a section that stand in span, longest first at
// each position.
func (w *mucWords) listed(d *text.Doc, span tocsin.Span, section string) []phrase {
	var out []phrase
	first, last := d.TokenRange(span)
	for i := first; i < last; i++ {
		for _, name := range w.names[section] {
			if n := matchName(d, i, last, name); n > i {
				out = append(out, phrase{i, n})
				i = n - 1
				break
			}
		}
	}
	return out
}

// matchName returns the token after name, where it stands at token i, or i. A
// clitic joins the word before it.
func matchName(d *text.Doc, i, last int, name []string) int {
	j := i
	for _, want := range name {
		if j >= last {
			return i
		}
		got := d.Tokens[j].Lower
		if j+1 < last && d.Tokens[j+1].Kind == text.Clitic && strings.Contains(want, "'") {
			j++
			got += d.Tokens[j].Lower
		}
		if got != want {
			return i
		}
		j++
	}
	return j
}

// people returns the personal names in span: a given name and the words that
// follow it up to a mark or stop word, two to five in all.
func (w *mucWords) people(d *text.Doc, span tocsin.Span) []phrase {
	var out []phrase
	first, last := d.TokenRange(span)
	for i := first; i < last; i++ {
		if !w.in("given names", d.Tokens[i].Lower) || i > 0 && w.in("place openers", d.Tokens[i-1].Lower) {
			continue
		}
		j := i + 1
		for j < len(d.Tokens) && j-i < 5 && w.nameWord(d, j) {
			j++
		}
		for j > i && isParticle(d.Tokens[j-1].Lower) {
			j--
		}
		if j-i >= 2 && !w.closesPlace(d, i, j) {
			out = append(out, phrase{i, j})
		}
		i = j
	}
	return out
}

// closesPlace reports whether a word in or after the tokens [first, last) makes
// the name that of a place or body ("Victor Fajardo Province").
func (w *mucWords) closesPlace(d *text.Doc, first, last int) bool {
	for i := first; i < min(last+1, len(d.Tokens)); i++ {
		if w.in("place closers", d.Tokens[i].Lower) {
			return true
		}
	}
	return false
}

func (w *mucWords) nameWord(d *text.Doc, j int) bool {
	t := d.Tokens[j]
	return t.Kind == text.Word && (isParticle(t.Lower) || !w.in("stop", t.Lower) && !strings.HasSuffix(t.Lower, "ed"))
}

func isParticle(s string) bool {
	switch s {
	case "de", "del", "la", "los", "y", "da", "dos", "van", "von":
		return true
	}
	return false
}
