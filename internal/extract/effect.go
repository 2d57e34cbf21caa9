package extract

import (
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/internal/rules"
	"tocsin/internal/text"
)

// effectClass tells how the words for an effect stand to the people counted.
type effectClass string

// The classes of tolls.tsv.
const (
	effectVerb  effectClass = "verb"  // done to its object
	effectSelf  effectClass = "self"  // suffered by its subject
	effectNoun  effectClass = "noun"  // is itself counted
	effectOf    effectClass = "of"    // governs the count by "of"
	effectState effectClass = "state" // follows the count
	effectToll  effectClass = "toll"  // a noun for the figure
)

// effectEntry is a phrase of tolls.tsv.
type effectEntry struct {
	words []string
	what  tocsin.Effect
}

// effectWords are the entries of tolls.tsv by class and first word.
type effectWords map[effectClass]map[string][]effectEntry

func loadEffects() (effectWords, error) {
	out := effectWords{}
	for _, row := range rules.Rows("tolls.tsv") {
		if len(row) != 3 {
			return nil, fmt.Errorf("tolls.tsv: row %q: want 3 columns", row)
		}
		e := effectEntry{strings.Fields(row[0]), tocsin.Effect(row[2])}
		if !slices.Contains(tocsin.Effects(), e.what) {
			return nil, fmt.Errorf("tolls.tsv: %q: no effect %q", row[0], row[2])
		}
		class := effectClass(row[1])
		if out[class] == nil {
			out[class] = map[string][]effectEntry{}
		}
		out[class][e.words[0]] = append(out[class][e.words[0]], e)
	}
	return out, nil
}

// at returns the longest entry of a class that begins at token i and where it
// ends; gap is how many words may stand between its parts.
func (ew effectWords) at(a *Analysis, class effectClass, i, last, gap int) (effectEntry, int) {
	var best effectEntry
	end := 0
	for _, key := range [2]string{a.Words[i].Lemma, a.Tokens[i].Lower} {
		for _, e := range ew[class][key] {
			if len(e.words) <= len(best.words) {
				continue
			}
			if j := e.match(a, i, last, gap); j > 0 {
				best, end = e, j
			}
		}
		if a.Words[i].Lemma == a.Tokens[i].Lower {
			break
		}
	}
	return best, end
}

// match returns the token past the phrase, 0 where it does not stand at i.
func (e effectEntry) match(a *Analysis, i, last, gap int) int {
	j := i + 1
	for _, w := range e.words[1:] {
		k := j
		for k < last && a.Words[k].Lemma != w && a.Tokens[k].Lower != w {
			if k-j >= gap || a.Words[k].IsVerb() || a.Tokens[k].Kind == text.Punct && a.Tokens[k].Lower != "\"" {
				return 0
			}
			k++
		}
		if k >= last {
			return 0
		}
		j = k + 1
	}
	return j
}
