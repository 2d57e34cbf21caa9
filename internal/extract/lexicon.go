package extract

import (
	"fmt"
	"strings"

	"tocsin/internal/rules"
)

// lexicon holds the rule packs that the extraction reads.
type lexicon struct {
	triggers triggers
	// cues are word lists by name (cues.tsv).
	cues map[string]map[string]bool
	// nouns map a noun to the kinds of target, weapon and person that it names.
	targets map[string]string
	weapons map[string]string
	people  map[string]person
	// persons are further nouns for one person; effects the words of tolls.tsv.
	persons map[string]bool
	effects effectWords
	// held maps words that tell how something is held to their class.
	held map[string]string
}

// person says which part of a toll a noun counts, and which target it is.
type person struct{ whom, target string }

func newLexicon() (*lexicon, error) {
	ts, err := loadTriggers()
	if err != nil {
		return nil, err
	}
	effects, err := loadEffects()
	if err != nil {
		return nil, err
	}
	lx := &lexicon{triggers: ts, effects: effects, persons: map[string]bool{}, cues: map[string]map[string]bool{}, targets: map[string]string{}, weapons: map[string]string{}, people: map[string]person{}}
	for _, file := range []string{"cues.tsv", "attribution-cues.tsv", "figure-cues.tsv"} {
		if err := lx.addCues(file); err != nil {
			return nil, err
		}
	}
	lx.held = lx.cueClasses()
	for file, m := range map[string]map[string]string{"targets.tsv": lx.targets, "weapons.tsv": lx.weapons} {
		for _, row := range rules.Rows(file) {
			if len(row) != 2 {
				return nil, fmt.Errorf("%s: row %q: want 2 columns", file, row)
			}
			for _, w := range strings.Split(row[1], "|") {
				m[strings.TrimSpace(w)] = row[0]
			}
		}
	}
	for _, row := range rules.Rows("people.tsv") {
		if len(row) != 3 {
			return nil, fmt.Errorf("people.tsv: row %q: want 3 columns", row)
		}
		for _, w := range strings.Split(row[2], "|") {
			lx.people[strings.TrimSpace(w)] = person{row[0], row[1]}
		}
	}
	for _, w := range rules.Lines("person-nouns.txt") {
		lx.persons[w] = true
	}
	return lx, nil
}

// addCues reads the word lists of a file.
func (lx *lexicon) addCues(file string) error {
	for _, row := range rules.Rows(file) {
		if len(row) != 2 {
			return fmt.Errorf("%s: row %q: want 2 columns", file, row)
		}
		set := lx.cues[row[0]]
		if set == nil {
			set = map[string]bool{}
			lx.cues[row[0]] = set
		}
		for _, w := range strings.Split(row[1], "|") {
			set[strings.TrimSpace(w)] = true
		}
	}
	return nil
}

// is reports whether w is in the cue list called name.
func (lx *lexicon) is(name, w string) bool { return lx.cues[name][w] }
