package extract

import (
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/internal/rules"
	"tocsin/internal/syntax"
	"tocsin/internal/text"
)

// entry is a phrase that names an act.
type entry struct {
	words  []string
	verb   bool
	kind   tocsin.Kind
	weapon tocsin.WeaponKind
	flags  map[string]bool
	// with names cue lists of which a word must stand in the clause.
	with []string
}

// trigger is an entry found in a text: the tokens [first, last), head being the
// verb or the last noun.
type trigger struct {
	*entry
	first, last, head int
	clause            *syntax.Clause
	clauseIndex       int
	sentence          int
	// doubts are what speaks against its telling an event.
	doubts []string
}

// triggers are the entries by their first word.
type triggers map[string][]*entry

func loadTriggers() (triggers, error) {
	t := triggers{}
	for _, row := range rules.Rows("triggers.tsv") {
		if len(row) < 4 {
			return nil, fmt.Errorf("triggers.tsv: row %q: want 4 columns or 5", row)
		}
		e := &entry{words: strings.Fields(row[0]), verb: row[1] == "v", kind: tocsin.Kind(row[2]), flags: map[string]bool{}}
		if !e.kind.Valid() {
			return nil, fmt.Errorf("triggers.tsv: %q: no kind %q", row[0], row[2])
		}
		if row[3] != "-" {
			e.weapon = tocsin.WeaponKind(row[3])
		}
		if len(row) > 4 {
			for _, f := range strings.Split(row[4], ",") {
				if list, ok := strings.CutPrefix(f, "with:"); ok {
					e.with = append(e.with, list)
					continue
				}
				e.flags[f] = true
			}
		}
		t[e.words[0]] = append(t[e.words[0]], e)
	}
	return t, nil
}

// find returns the triggers of the text: at each place the longest entry that
// accepts its surroundings.
func (lx *lexicon) findTriggers(a *Analysis) []trigger {
	var out []trigger
	var buf []trigger
	for s, sent := range a.Sentences {
		for i := sent.First; i < sent.Last; {
			buf = lx.triggers.at(a, i, sent.Last, s, buf[:0])
			tr, next := lx.best(a, buf, i)
			if tr != nil {
				out = append(out, *tr)
			}
			i = next
		}
	}
	return out
}

// best returns the first of the entries at token i that nothing speaks against,
// else the first that is not refuted, nil if there is none; and where to read on.
func (lx *lexicon) best(a *Analysis, entries []trigger, i int) (best *trigger, next int) {
	for k := range entries {
		t := &entries[k]
		if lx.refuted(a, *t) {
			if best == nil && t.phrase() {
				return nil, t.last
			}
			continue
		}
		t.doubts = lx.doubts(a, *t)
		if best == nil || len(t.doubts) == 0 {
			best = t
		}
		if len(t.doubts) == 0 || t.phrase() {
			break
		}
	}
	switch {
	case best == nil:
		return nil, i + 1
	case best.verb:
		return best, best.head + 1
	}
	return best, best.last
}

// phrase reports whether t is a noun of several words, whose parts are not to be
// read alone.
func (t trigger) phrase() bool { return !t.verb && t.last-t.first > 1 }

// at appends the entries that stand at token i of sentence s, the longest first.
func (ts triggers) at(a *Analysis, i, last, s int, out []trigger) []trigger {
	add := func(key string) {
		for _, e := range ts[key] {
			end, ok := e.match(a, i, last)
			if !ok {
				continue
			}
			tr := trigger{entry: e, first: i, last: end, head: i, sentence: s}
			if !e.verb {
				tr.head = end - 1
			}
			if tr.clauseIndex = a.ClauseAt(tr.head); tr.clauseIndex != syntax.None {
				tr.clause = &a.Clauses[tr.clauseIndex]
			}
			out = append(out, tr)
		}
	}
	add(a.Words[i].Lemma)
	if a.Words[i].Lemma != a.Tokens[i].Lower {
		add(a.Tokens[i].Lower)
	}
	slices.SortStableFunc(out, func(x, y trigger) int { return len(y.words) - len(x.words) })
	return out
}

// match reports whether entry e stands at token i, and where it ends. The words
// of a noun stand together; what follows a verb may stand a few words off.
func (e *entry) match(a *Analysis, i, last int) (int, bool) {
	if e.verb != a.Words[i].IsVerb() && !(e.verb && len(e.words) > 1 && a.Words[i].Tag == syntax.Noun) {
		if e.verb || a.Words[i].IsVerb() && len(e.words) == 1 {
			return 0, false
		}
	}
	if e.verb {
		return e.matchVerb(a, i, last)
	}
	j := i + 1
	for _, w := range e.words[1:] {
		for j < last && a.Tokens[j].Kind == text.Punct && (a.lower(j) == "-" || a.lower(j) == "\"") && j < i+6 {
			j++
		}
		if j >= last || a.Words[j].Lemma != w && a.Tokens[j].Lower != w {
			return 0, false
		}
		j++
	}
	return j, true
}

// verbReach is how many words may stand between the parts of a verbal phrase.
const verbReach = 6

func (e *entry) matchVerb(a *Analysis, i, last int) (int, bool) {
	if !a.Words[i].IsVerb() {
		return 0, false
	}
	j := i + 1
	for _, w := range e.words[1:] {
		k := j
		for k < last && k < j+verbReach && !(a.Words[k].Lemma == w || a.Tokens[k].Lower == w || w == "oneself" && reflexive(a.lower(k))) {
			if a.Words[k].IsVerb() || a.Tokens[k].Kind == text.Punct && a.lower(k) != "\"" {
				return 0, false
			}
			k++
		}
		if k >= last || k == j+verbReach {
			return 0, false
		}
		j = k + 1
	}
	return j, true
}

func reflexive(w string) bool {
	return strings.HasSuffix(w, "self") || strings.HasSuffix(w, "selves")
}
