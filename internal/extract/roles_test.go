package extract

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/linear"
	"tocsin/internal/resolve"
)

func TestRolesAreWhole(t *testing.T) {
	models, err := LoadModels(false)
	if err != nil {
		t.Fatal(err)
	}
	roles := models.Roles
	want := []string{"actor", "date", "place", "row", "target"}
	for _, st := range tocsin.Stances() {
		want = append(want, "stance."+string(st))
	}
	for _, role := range want {
		r := roles[role]
		if r == nil {
			t.Errorf("roles.tsv has no model of %s", role)
			continue
		}
		if r.Least <= 0 || r.Least >= 1 {
			t.Errorf("%s: values are taken from %v on, want a probability", role, r.Least)
		}
	}
	if len(roles) != len(want) {
		t.Errorf("roles.tsv holds %d models, want the %d that are read", len(roles), len(want))
	}
}

func TestParseRoles(t *testing.T) {
	whole := [][]string{{"date", "(least)", "0.3"}, {"date", "(bias)", "-1"}, {"date", "(scale)", "1"}, {"date", "(shift)", "0"}}
	for _, c := range []struct {
		name string
		rows [][]string
		want string
	}{
		{"whole", whole, ""},
		{"cut off", whole[:3], "(shift)"},
		{"two columns", [][]string{{"date", "0.3"}}, "want a role, a name and a number"},
		{"no number", [][]string{{"date", "(least)", "much"}}, "date"},
		{"without its least", whole[1:], "(least)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := parseRoles(c.rows)
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("error %v, want one that says %q", err, c.want)
			}
		})
	}
}

// TestTheLikeliestValueIsChosen: the model overrules what the rules carry over from
// another act, and drops what is not likely enough. What an act's own sentence
// tells stays, with its probability.
func TestTheLikeliestValueIsChosen(t *testing.T) {
	const told = "Gunmen ambushed a patrol in May 2014. Rebels shelled a village. The mayor fled in June 2014."
	for _, c := range []struct {
		name    string
		weights map[string]float64
		want    string
	}{
		{"as the rules say", map[string]float64{"rule=this": 4}, "May 2014"},
		{"against the rules", map[string]float64{"rule=other": 4}, "June 2014"},
		{"nothing likely", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sceneOf(t, told)
			if len(s.incs) != 2 {
				t.Fatalf("%d incidents, want an ambush and a shelling", len(s.incs))
			}
			s.choose(Roles{"date": {Model: &linear.Model{Bias: -2, Weights: c.weights, Scale: 1}, Least: 0.5}})
			if got := quoteOf(s.incs[0].Date); got != "May 2014" {
				t.Errorf("the ambush is dated %q in its own sentence, and now %q", "May 2014", got)
			}
			if got := quoteOf(s.incs[1].Date); got != c.want {
				t.Errorf("the shelling is dated %q, want %q", got, c.want)
			}
			if d := s.incs[1].Date; d != nil && (d.Score < 0.5 || d.Score > 1) {
				t.Errorf("score %v is no probability from the least on", d.Score)
			}
		})
	}
}

// sceneOf reads a text by the rules, as of Wednesday 15 March 2017.
// TestStancesThatLeanOnAnothersWordsAreDropped: of one actor's rows, a stance that no
// rule read does not stand beside the claim that a rule did, nor a denial beside
// anything; what no rule read at all stays.
func TestStancesThatLeanOnAnothersWordsAreDropped(t *testing.T) {
	claim := tocsin.Attribution{Actor: "Boko Haram", Stance: tocsin.Claimed, Citation: tocsin.Citation{Span: tocsin.Span{Start: 10, End: 60}}}
	s := &scene{incs: []tocsin.Incident{{Perpetrators: []tocsin.Attribution{claim}}}}
	leaning := func(stance tocsin.Stance) tocsin.Attribution {
		row := claim
		row.Stance = stance
		return row
	}
	elsewhere := leaning(tocsin.Denied)
	elsewhere.Span = tocsin.Span{Start: 0, End: 4}
	rows := []tocsin.Attribution{claim, leaning(tocsin.Blamed), leaning(tocsin.Denied), elsewhere}
	var got []string
	for _, row := range s.toldStances(0, rows) {
		got = append(got, string(row.Stance))
	}
	if want := []string{"claimed", "denied"}; !slices.Equal(got, want) {
		t.Errorf("stances %v are left of a claim, blame and denial in its words, and a denial elsewhere; want %v", got, want)
	}
	s.incs[0].Perpetrators = nil
	if got := s.toldStances(0, rows); len(got) != len(rows) {
		t.Errorf("%d rows are left of %d that no rule read, want all", len(got), len(rows))
	}
}

func sceneOf(t *testing.T, told string) *scene {
	t.Helper()
	words, a := analysisOf(t, told)
	ref := tocsin.NewDay(2017, time.March, 15)
	a.Ref = &ref
	a.Timexes = resolve.NewTimexes().Find(a.Doc.Doc, a.Ref)
	weights, err := loadWeights()
	if err != nil {
		t.Fatal(err)
	}
	groups := weights.group(a, (&RuleFinder{words: words}).Find(a))
	var incs []tocsin.Incident
	for _, g := range groups {
		incs = append(incs, words.incident(a, g))
	}
	return newScene(a, words, groups, incs)
}

func quoteOf(d *tocsin.Date) string {
	if d == nil {
		return ""
	}
	return d.Quote
}
