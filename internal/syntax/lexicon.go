package syntax

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

var (
	//go:embed data/wordclass.tsv
	wordclassData string
	//go:embed data/irregular.tsv
	irregularData string
	//go:embed data/closed.tsv
	closedData string
)

// form is one reading of an inflected verb.
type form struct {
	lemma string
	tag   Tag
}

// uses counts how often a lemma is used as noun, verb, adjective and adverb.
type uses struct{ noun, verb, adj, adv int }

// Lexicon knows the classes and forms of English words. It is read-only once
// made and safe for concurrent readers.
type Lexicon struct {
	open      map[string]uses
	closed    map[string][]Tag
	irregular map[string][]form
	say       map[string]bool // verbs of saying
	patient   map[string]bool // verbs whose bare participle without object is passive
}

// NewLexicon reads the embedded word lists.
func NewLexicon() (*Lexicon, error) {
	lx := &Lexicon{
		open: make(map[string]uses, 33000), closed: map[string][]Tag{},
		irregular: map[string][]form{}, say: map[string]bool{}, patient: map[string]bool{},
	}
	if err := eachRow(wordclassData, 5, lx.addOpen); err != nil {
		return nil, fmt.Errorf("read wordclass.tsv: %w", err)
	}
	if err := eachRow(irregularData, 3, lx.addIrregular); err != nil {
		return nil, fmt.Errorf("read irregular.tsv: %w", err)
	}
	if err := eachRow(closedData, 2, lx.addClosed); err != nil {
		return nil, fmt.Errorf("read closed.tsv: %w", err)
	}
	return lx, nil
}

// eachRow calls add for each line of n tab-separated fields.
func eachRow(data string, n int, add func(fields []string) error) error {
	fields := make([]string, n)
	for data != "" {
		var line string
		line, data, _ = strings.Cut(data, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		rest := line
		for i := range fields {
			var ok bool
			if fields[i], rest, ok = strings.Cut(rest, "\t"); !ok && i < n-1 {
				return fmt.Errorf("line %q: want %d fields", line, n)
			}
		}
		if err := add(fields); err != nil {
			return fmt.Errorf("line %q: %w", line, err)
		}
	}
	return nil
}

func (lx *Lexicon) addOpen(f []string) error {
	var n [4]int
	for i := range n {
		v, err := strconv.Atoi(f[i+1])
		if err != nil {
			return err
		}
		n[i] = v
	}
	lx.open[f[0]] = uses{n[0], n[1], n[2], n[3]}
	return nil
}

func (lx *Lexicon) addIrregular(f []string) error {
	for i, tag := range []Tag{VerbPast, VerbPart} {
		for _, w := range strings.Split(f[i+1], "/") {
			lx.irregular[w] = append(lx.irregular[w], form{f[0], tag})
		}
	}
	return nil
}

func (lx *Lexicon) addClosed(f []string) error {
	if set := map[string]map[string]bool{"say": lx.say, "patient": lx.patient}[f[0]]; set != nil {
		for _, w := range strings.Fields(f[1]) {
			set[w] = true
		}
		return nil
	}
	tag, ok := closedTags[f[0]]
	if !ok {
		return fmt.Errorf("no such class")
	}
	for _, w := range strings.Fields(f[1]) {
		lx.closed[w] = append(lx.closed[w], tag)
	}
	return nil
}

// verbForms returns the verb readings of w, a word in lower case.
func (lx *Lexicon) verbForms(w string, buf []form) []form {
	if lx.open[w].verb > 0 {
		buf = append(buf, form{w, VerbBase})
	}
	if irr := lx.irregular[w]; irr != nil {
		return append(buf, irr...)
	}
	try := func(lemma string, tags ...Tag) bool {
		if len(lemma) < 2 || lx.open[lemma].verb == 0 {
			return false
		}
		for _, t := range tags {
			buf = append(buf, form{lemma, t})
		}
		return true
	}
	switch {
	case strings.HasSuffix(w, "ing"):
		lx.stems(w[:len(w)-3], func(l string) bool { return try(l, VerbIng) })
	case strings.HasSuffix(w, "ied"):
		if !try(w[:len(w)-3]+"y", VerbPast, VerbPart) {
			try(w[:len(w)-1], VerbPast, VerbPart) // died, tied
		}
	case strings.HasSuffix(w, "ed"):
		lx.stems(w[:len(w)-2], func(l string) bool { return try(l, VerbPast, VerbPart) })
	case strings.HasSuffix(w, "ies"):
		try(w[:len(w)-3]+"y", Verb3)
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		if !try(w[:len(w)-1], Verb3) && strings.HasSuffix(w, "es") {
			try(w[:len(w)-2], Verb3)
		}
	}
	return buf
}

// stems tries the lemmas that a regular ending can have been put to: as it
// stands, with a dropped e, with a doubled consonant.
func (lx *Lexicon) stems(stem string, try func(string) bool) {
	n := len(stem)
	if n < 2 {
		return
	}
	doubled := n > 2 && stem[n-1] == stem[n-2]
	if doubled && try(stem[:n-1]) {
		return
	}
	// A dropped e is likelier where both exist for short stems: "raging" is of rage.
	if lx.open[stem+"e"].verb >= lx.open[stem].verb && try(stem+"e") {
		return
	}
	if try(stem) {
		return
	}
	try(stem + "e")
}
