package extract

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// source returns the package's code without its tests.
func source(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		code.Write(b)
	}
	return code.String()
}

// TestWeightsAreThoseRead: a weight that is misspelt counts as nothing, so the
// file and the code must name the same ones.
func TestWeightsAreThoseRead(t *testing.T) {
	weights, err := loadWeights()
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]bool{}
	for _, name := range regexp.MustCompile(`"((?:join|keep)\.[a-z.]+)"`).FindAllStringSubmatch(source(t), -1) {
		read[name[1]] = true
		if _, ok := weights[name[1]]; !ok {
			t.Errorf("the code reads the weight %s, which weights.tsv does not hold", name[1])
		}
	}
	for name := range weights {
		if !read[name] {
			t.Errorf("weights.tsv holds %s, which nothing reads", name)
		}
	}
}

// TestTriggersAreRead: a flag that nothing reads, or a cue list that there is
// not, would never take effect.
func TestTriggersAreRead(t *testing.T) {
	words, _ := lexicons(t)
	code := source(t)
	for _, entries := range words.triggers {
		for _, e := range entries {
			for flag := range e.flags {
				if flag != "" && !strings.Contains(code, `flags["`+flag+`"]`) {
					t.Errorf("%q has the flag %s, which nothing reads", strings.Join(e.words, " "), flag)
				}
			}
			for _, list := range e.with {
				if len(words.cues[list]) == 0 {
					t.Errorf("%q asks for the cue list %s, which there is not", strings.Join(e.words, " "), list)
				}
			}
		}
	}
}

// TestCueListsAreRead: a list that neither the code nor a trigger names is dead.
func TestCueListsAreRead(t *testing.T) {
	words, _ := lexicons(t)
	code := source(t)
	var asked []string
	for _, entries := range words.triggers {
		for _, e := range entries {
			asked = append(asked, e.with...)
		}
	}
	for list := range words.cues {
		if !strings.Contains(code, `"`+list+`"`) && !slices.Contains(asked, list) {
			t.Errorf("nothing reads the cue list %s", list)
		}
	}
}
