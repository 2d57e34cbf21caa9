package extract

import (
	"fmt"
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
}

// trigger is an entry found in a text: the tokens [first, last), head being the
// verb or the last noun.
type trigger struct {
	*entry
	first, last, head int
	clause            *syntax.Clause
	clauseIndex       int
	sentence          int
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
				e.flags[f] = true
			}
		}
		t[e.words[0]] = append(t[e.words[0]], e)
	}
	return t, nil
}

// find returns the triggers of the text, the longest at each place.
func (ts triggers) find(a *Analysis) []trigger {
	var out []trigger
	for s, sent := range a.Sentences {
		for i := sent.First; i < sent.Last; {
			tr, ok := ts.at(a, i, sent.Last)
			if !ok {
				i++
				continue
			}
			tr.sentence = s
			tr.clauseIndex = a.ClauseAt(tr.head)
			if tr.clauseIndex != syntax.None {
				tr.clause = &a.Clauses[tr.clauseIndex]
			}
			out = append(out, tr)
			i = max(tr.last, i+1)
			if tr.verb {
				i = tr.head + 1
			}
		}
	}
	return out
}

// at returns the longest trigger that begins at token i.
func (ts triggers) at(a *Analysis, i, last int) (trigger, bool) {
	var best trigger
	for _, key := range []string{a.Words[i].Lemma, a.Tokens[i].Lower} {
		for _, e := range ts[key] {
			if best.entry != nil && len(e.words) <= len(best.words) {
				continue
			}
			if end, ok := e.match(a, i, last); ok {
				best = trigger{entry: e, first: i, last: end, head: i}
				if !e.verb {
					best.head = end - 1
				}
			}
		}
		if a.Words[i].Lemma == a.Tokens[i].Lower {
			break
		}
	}
	return best, best.entry != nil
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
