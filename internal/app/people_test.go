package app_test

import (
	"os"
	"strings"
	"testing"
	"unicode"

	"tocsin"
	"tocsin/internal/app"
)

// TestNoPersonBecomesAValue codes the corpus and looks for the names of persons
// in what was coded.
func TestNoPersonBecomesAValue(t *testing.T) {
	people := readPeople(t)
	coder, err := app.NewCoder(app.RulesOnly)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, a := range loadCorpus(t) {
		for _, name := range people {
			seen[name] = seen[name] || strings.Contains(a.Whole(), name)
		}
		for _, value := range namesIn(coder.Code(a.Report)) {
			for _, name := range people {
				if strings.Contains(words(value), words(name)) {
					t.Errorf("%s: the value %q names a person", a.ID, value)
				}
			}
		}
	}
	for _, name := range people {
		if !seen[name] {
			t.Errorf("people.txt: %q stands in no article", name)
		}
	}
}

// words returns the lower-case words of s, each between blanks.
func words(s string) string {
	notLetter := func(r rune) bool { return !unicode.IsLetter(r) }
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(s), notLetter), " ") + " "
}

// namesIn returns every value of rec that is free text.
func namesIn(rec tocsin.Record) []string {
	var out []string
	for _, inc := range rec.Incidents {
		for _, x := range inc.Perpetrators {
			out = append(out, x.Actor, x.By)
		}
		for _, x := range inc.Tolls {
			out = append(out, x.By)
		}
		if inc.Place != nil {
			out = append(out, inc.Place.Name, inc.Place.Admin1)
		}
	}
	for _, a := range rec.Assertions {
		out = append(out, a.Actor, a.Object, a.By)
	}
	return out
}

func readPeople(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/people.txt")
	if err != nil {
		t.Fatal(err)
	}
	var people []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			people = append(people, line)
		}
	}
	return people
}
