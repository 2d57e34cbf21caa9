package eval

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tocsin"
)

// One bombing coded in part, the arrest missed, and a clash that is not there.
const casePart = `{"incidents":[
 {"kind":"armed_assault","stage":"accomplished","salience":"background","anchor":"a bomb killed","suicide":true,
  "place":{"name":"Alpha","country":"IQ","quote":"Alpha"},
  "tolls":[{"what":"killed","low":12,"high":12,"whom":"civilians","by":"police","quote":"12 people"}]},
 {"kind":"armed_clash","stage":"accomplished","salience":"main","anchor":"zzz"}]}`

func TestPrintErrors(t *testing.T) {
	var out bytes.Buffer
	PrintErrors(&out, caseFolder(t), map[string]Coding{"a.json": parse(t, casePart)})
	for _, want := range []string{
		"a.json  pairs 1 coded 2 gold 2\n",
		`missed    background arrest "held three men"`,
		`spurious  main armed_clash "zzz"`,
		`pair      background armed_assault "a bomb killed" = gold main bombing "a bomb"`,
		"kind      gold bombing | coded armed_assault",
		`date      gold 2024-03-04..2024-03-04 "On Monday" | coded -`,
		"stances   gold Red Front claimed by self | coded ",
		"salience  gold main | coded background",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "toll ") {
		t.Errorf("the toll is right, but printed:\n%s", out.String())
	}
}

// Fields beyond score.py, counted by hand.
func TestExtraFields(t *testing.T) {
	e := ScoreGold(caseFolder(t), map[string]Coding{"a.json": parse(t, casePart)}).Extra
	for name, c := range map[string][2]Counts{
		"salience":      {e.Salience, {0, 1, 1}},
		"suicide":       {e.Suicide, {0, 1, 0}},
		"toll whom":     {e.TollWhom, {0, 1, 2}},
		"toll by":       {e.TollBy, {0, 1, 2}},
		"killed":        {e.Effects[tocsin.Killed], {1, 1, 1}},
		"arrested":      {e.Effects[tocsin.Arrested], {0, 0, 1}},
		"bombing":       {e.Kinds[tocsin.Bombing], {0, 0, 1}},
		"bombing found": {e.Found[tocsin.Bombing], {1, 1, 1}},
		"armed_clash":   {e.Kinds[tocsin.ArmedClash], {0, 1, 0}},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %v, want %v", name, c[0], c[1])
		}
	}
}

// The figures as JSON have the keys of score.py.
func TestGoldScoreJSON(t *testing.T) {
	b, err := json.Marshal(ScoreGold(caseFolder(t), map[string]Coding{"a.json": parse(t, caseGold)}))
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Slots struct {
			F   float64 `json:"f"`
			Hit int     `json:"hit"`
		} `json:"slots"`
		Main    float64        `json:"main recall"`
		OnPairs map[string]any `json:"on pairs"`
	}
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	if v.Slots.F != 1 || v.Slots.Hit != 14 || v.Main != 1 || len(v.OnPairs) != len(Fields()) {
		t.Errorf("figures %s", b)
	}
}

func TestReadFolder(t *testing.T) {
	dir := t.TempDir()
	write := func(name, body string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("dev/articles/a.json", `{"id":"a","published":"2024-03-06","text":"x"}`)
	write("dev/articles/b.json", `{"id":"b","text":"not coded"}`)
	write("dev/coded/a.json", caseGold)
	if _, err := ReadFolder(filepath.Join(dir, "dev")); err == nil || !strings.Contains(err.Error(), "aliases.json") {
		t.Errorf("error %v, want one that names aliases.json", err)
	}
	write("aliases.json", `{}`)
	f, err := ReadFolder(filepath.Join(dir, "dev"))
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Names) != 1 || f.Names[0] != "a.json" {
		t.Errorf("names %v, want the article that has gold", f.Names)
	}
	if rep := f.Articles["a.json"].Report(); rep.Published == nil || rep.Published.String() != "2024-03-06" {
		t.Errorf("published %v", rep.Published)
	}
	write("dev/coded/a.json", `{"incidents":[{"date":{"start":"yesterday"}}]}`)
	if _, err := ReadFolder(filepath.Join(dir, "dev")); err == nil || !strings.Contains(err.Error(), "a.json") {
		t.Errorf("error %v, want one that names the file", err)
	}
}
