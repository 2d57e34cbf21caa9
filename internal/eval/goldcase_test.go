package eval

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tocsin"
)

// caseText is made up; it has the places, days and numbers that the cases use.
const caseText = "On Monday a bomb killed 12 people in Alpha. Police in Beta held three men on Tuesday. " +
	"The Red Front claimed the blast."

const caseGold = `{"incidents":[
 {"kind":"bombing","stage":"accomplished","salience":"main","anchor":"a bomb",
  "date":{"start":"2024-03-04","end":"2024-03-04","quote":"On Monday"},
  "place":{"name":"Alpha","country":"IQ","quote":"Alpha"},
  "perpetrators":[{"actor":"Red Front","stance":"claimed","by":"self","quote":"The Red Front"}],
  "weapons":[{"kind":"explosives","quote":"bomb"}],
  "tolls":[{"what":"killed","low":12,"high":12,"whom":"all","by":"article","quote":"12 people"}]},
 {"kind":"arrest","stage":"accomplished","salience":"background","anchor":"held three men",
  "date":{"start":"2024-03-05","end":"2024-03-05","quote":"on Tuesday"},
  "place":{"name":"Beta","country":"IQ","quote":"Beta"},
  "tolls":[{"what":"arrested","low":3,"high":3,"whom":"all","by":"article","quote":"three men"}]}]}`

// Figures computed by hand from the definitions.
func TestScoreGoldByHand(t *testing.T) {
	bomb := `{"kind":"bombing","stage":"accomplished","salience":"main","anchor":"a bomb killed",
	  "place":{"name":"Alpha","quote":"Alpha"},
	  "perpetrators":[{"actor":"the Red Front","stance":"blamed","by":"article","quote":"Red Front"}],
	  "tolls":[{"what":"killed","low":13,"whom":"all","by":"article","quote":"not there"}]}`
	for _, c := range []struct {
		name, coded                   string
		slots, incidents, attribution Counts
		mainRecall, quotes            float64
	}{
		{"nothing coded", `{"incidents":[]}`, Counts{0, 0, 14}, Counts{0, 0, 2}, Counts{0, 0, 1}, 0, 1},
		{"gold itself", caseGold, Counts{14, 14, 14}, Counts{2, 2, 2}, Counts{1, 1, 1}, 1, 1},
		// Kind, stage, place, actor and toll (13–open fits 12–12) are right; the
		// stance is not, and one of four quotes is not in the text.
		{"one in part", `{"incidents":[` + bomb + `]}`, Counts{5, 5, 14}, Counts{1, 1, 2}, Counts{0, 1, 1}, 1, 0.75},
		// An answer to violence never pairs with violence, whatever agrees.
		{"wrong side", `{"incidents":[` + strings.Replace(bomb, `"bombing"`, `"arrest"`, 1) + `]}`,
			Counts{0, 5, 14}, Counts{0, 1, 2}, Counts{0, 1, 1}, 0, 0.75},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := ScoreGold(caseFolder(t), map[string]Coding{"a.json": parse(t, c.coded)})
			if s.Slots != c.slots || s.Incidents != c.incidents || s.Attribution != c.attribution {
				t.Errorf("slots %v incidents %v attribution %v, want %v %v %v",
					s.Slots, s.Incidents, s.Attribution, c.slots, c.incidents, c.attribution)
			}
			if s.MainRecall() != c.mainRecall || s.Quotes() != c.quotes {
				t.Errorf("main recall %v quotes %v, want %v %v", s.MainRecall(), s.Quotes(), c.mainRecall, c.quotes)
			}
		})
	}
}

func caseFolder(t *testing.T) *Folder {
	t.Helper()
	return &Folder{
		Names: []string{"a.json"}, Articles: map[string]Article{"a.json": {Text: caseText}},
		Gold: map[string]Coding{"a.json": parse(t, caseGold)}, Aliases: Aliases{"": "unknown"},
	}
}

func parse(t *testing.T, s string) Coding {
	t.Helper()
	var c Coding
	if err := json.Unmarshal([]byte(s), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestNorm(t *testing.T) {
	for in, want := range map[string]string{
		"The Islamic State's Army": "islamic state army",
		"Al-Shabaab":               "shabaab",
		"U.S. forces":              "u forces",
		"Da'esh":                   "da esh",
		"İzmir":                    "i zmir",
		"":                         "",
	} {
		if got := norm(in); got != want {
			t.Errorf("norm(%q) = %q, want %q", in, got, want)
		}
	}
}

// Where two actors share a name, the later in the file holds it.
func TestReadAliases(t *testing.T) {
	al, err := ReadAliases(strings.NewReader(`{"Red Front": ["RF", "rebels"], "Blue Front": ["Rebels"]}`))
	if err != nil {
		t.Fatal(err)
	}
	for a, b := range map[string]string{"RF": "the Red Front", "rebels": "Blue Front"} {
		if !al.same(a, b) {
			t.Errorf("%q and %q should be one actor", a, b)
		}
	}
	if al.same("RF", "Blue Front") {
		t.Error("RF is not Blue Front")
	}
}

func TestCloseToll(t *testing.T) {
	toll := func(q tocsin.Quantity) Toll { return Toll{What: tocsin.Killed, Quantity: q} }
	for _, c := range []struct {
		a, b tocsin.Quantity
		want bool
	}{
		{tocsin.Exactly(12), tocsin.Exactly(13), true},
		{tocsin.Exactly(12), tocsin.Exactly(14), false},
		{tocsin.Exactly(100), tocsin.Exactly(110), true},
		{tocsin.AtLeast(12), tocsin.Exactly(12), true},
		{tocsin.AtLeast(12), tocsin.Between(12, 90), true},
		{tocsin.Between(90, 100), tocsin.Between(90, 130), false},
	} {
		if got := closeToll(toll(c.a), toll(c.b)); got != c.want {
			t.Errorf("closeToll(%+v, %+v) = %v", c.a, c.b, got)
		}
	}
}

// The assignment is the best one, found here by trying all.
func TestAssign(t *testing.T) {
	for _, w := range [][][]float64{
		nil,
		{{0, 0}, {0, 0}},
		{{5, 4}, {4, 0}},
		{{1, 2, 3}, {2, 4, 6}},
		{{3.75, 2}, {4.5, 4.25}, {1, 4}},
	} {
		t.Run(fmt.Sprint(w), func(t *testing.T) {
			got, seen := 0.0, map[int]bool{}
			for _, p := range assign(w) {
				if seen[p.j] || w[p.i][p.j] == 0 {
					t.Errorf("pair %v is double or empty", p)
				}
				seen[p.j] = true
				got += w[p.i][p.j]
			}
			if want := bestSum(w, 0, map[int]bool{}); got != want {
				t.Errorf("sum %v, best is %v", got, want)
			}
		})
	}
}

func bestSum(w [][]float64, i int, used map[int]bool) float64 {
	if i == len(w) {
		return 0
	}
	best := bestSum(w, i+1, used)
	for j, x := range w[i] {
		if !used[j] {
			used[j] = true
			best = max(best, x+bestSum(w, i+1, used))
			delete(used, j)
		}
	}
	return best
}
