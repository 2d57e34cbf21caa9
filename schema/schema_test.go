package schema_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"tocsin"
	"tocsin/internal/app"
	"tocsin/internal/corpus"
	"tocsin/schema"
)

func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(schema.Record()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("record.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("record.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// check validates a record as it is marshalled.
func check(t *testing.T, s *jsonschema.Schema, rec tocsin.Record) error {
	t.Helper()
	b, err := json.Marshal(rec)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

// full returns a record in which every field of every type is filled.
func full() tocsin.Record {
	const whole = "A bomb\nkilled two in Alpha"
	cite := tocsin.Cite(whole, tocsin.Span{Start: 2, End: 6})
	day := tocsin.Day(20000)
	return tocsin.Record{
		ID: "a", Published: &day, Outlet: "o", URL: "u", Title: "A bomb",
		Producers: []tocsin.Producer{{Stage: "extract", Version: "1"}},
		Incidents: []tocsin.Incident{{
			ID: "i1", Key: "k", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Salience: tocsin.Main,
			Aggregate: true, Count: &tocsin.Count{Quantity: tocsin.AtLeast(2), Citation: cite, Score: 1},
			Anchor: cite, Date: &tocsin.Date{Interval: tocsin.OneDay(day), Citation: cite},
			Place: &tocsin.Place{
				Name: "Alpha", Admin1: "North", Country: "IQ", GeoID: 1, Lat: 1, Lon: 2,
				Precision: tocsin.PrecisionPlace, Citation: cite,
			},
			Perpetrators: []tocsin.Attribution{{Actor: "Red Front", ActorID: "rf", Stance: tocsin.Claimed, By: "self", Citation: cite}},
			Targets:      []tocsin.Target{{Kind: "police", Citation: cite}},
			Weapons:      []tocsin.Weapon{{Kind: "explosives", Citation: cite}},
			Tolls:        []tocsin.Toll{{What: tocsin.Killed, Quantity: tocsin.Exactly(2), Whom: tocsin.All, By: "article", Citation: cite}},
			Score:        0.5,
		}},
		Assertions: []tocsin.Assertion{{Kind: tocsin.Campaign, Actor: "a", Object: "b", By: "article", Citation: cite}},
		Notes:      []string{"n"},
	}
}

func TestFullRecordFits(t *testing.T) {
	if err := check(t, compile(t), full()); err != nil {
		t.Error(err)
	}
}

// Each of these records breaks one rule.
func TestBrokenRecordsDoNotFit(t *testing.T) {
	s := compile(t)
	for name, spoil := range map[string]func(*tocsin.Record){
		"a kind of no list":      func(r *tocsin.Record) { r.Incidents[0].Kind = "murder" },
		"no stage":               func(r *tocsin.Record) { r.Incidents[0].Stage = "" },
		"an empty quote":         func(r *tocsin.Record) { r.Incidents[0].Tolls[0].Quote = "" },
		"a negative toll":        func(r *tocsin.Record) { r.Incidents[0].Tolls[0].Low = -1 },
		"a score above one":      func(r *tocsin.Record) { r.Incidents[0].Score = 1.5 },
		"a country by its name":  func(r *tocsin.Record) { r.Incidents[0].Place.Country = "Iraq" },
		"a latitude of no globe": func(r *tocsin.Record) { r.Incidents[0].Place.Lat = 91 },
		"an unnamed source":      func(r *tocsin.Record) { r.Incidents[0].Perpetrators[0].By = "" },
		"an incident without id": func(r *tocsin.Record) { r.Incidents[0].ID = "" },
		"incidents left null":    func(r *tocsin.Record) { r.Incidents = nil },
		"an unversioned stage":   func(r *tocsin.Record) { r.Producers[0].Version = "" },
	} {
		rec := full()
		spoil(&rec)
		if check(t, s, rec) == nil {
			t.Errorf("%s: the record fits, but should not", name)
		}
	}
}

// Every record that the coder makes of the project's corpus fits.
func TestCodedCorpusFits(t *testing.T) {
	s := compile(t)
	arts, err := corpus.Load(os.DirFS(filepath.Join("..", "corpus")))
	if err != nil {
		t.Fatal(err)
	}
	coder, err := app.NewCoder(app.RulesOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range arts {
		if err := check(t, s, coder.Code(a.Report)); err != nil {
			t.Errorf("%s: %v", a.ID, err)
		}
	}
}

// node is a part of the schema.
type node struct {
	Enum       []string        `json:"enum"`
	Properties map[string]node `json:"properties"`
	Required   []string        `json:"required"`
	Defs       map[string]node `json:"$defs"`
}

func parsed(t *testing.T) node {
	t.Helper()
	var n node
	if err := json.Unmarshal([]byte(schema.Record()), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

func words[T ~string](vs []T) []string {
	var out []string
	for _, v := range vs {
		out = append(out, string(v))
	}
	return out
}

// lists are the value lists of the code, by definition and property.
func lists() map[string][]string {
	return map[string][]string{
		"incident kind": words(tocsin.Kinds()), "incident stage": words(tocsin.Stages()),
		"incident salience": words(tocsin.Saliences()), "attribution stance": words(tocsin.Stances()),
		"toll what": words(tocsin.Effects()), "toll whom": words(tocsin.Parts()),
		"target kind": words(tocsin.TargetKinds()), "weapon kind": words(tocsin.WeaponKinds()),
		"assertion kind": words(tocsin.AssertionKinds()), "place precision": words(tocsin.Precisions()),
	}
}

// The schema's enumerations are those of the code, and there are no others.
func TestEnumsAreTheCodes(t *testing.T) {
	got := map[string][]string{}
	for def, n := range parsed(t).Defs {
		for prop, p := range n.Properties {
			if p.Enum != nil {
				got[def+" "+prop] = p.Enum
			}
		}
	}
	want := lists()
	if g, w := slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)); !slices.Equal(g, w) {
		t.Fatalf("enumerated properties %v, want %v", g, w)
	}
	for key := range want {
		if !slices.Equal(got[key], want[key]) {
			t.Errorf("%s: schema %v, code %v", key, got[key], want[key])
		}
	}
}

// The full record shows every property of the schema, so none is stale.
func TestFullRecordShowsEveryProperty(t *testing.T) {
	b, err := json.Marshal(full())
	if err != nil {
		t.Fatal(err)
	}
	n := parsed(t)
	for name, def := range n.Defs {
		for prop := range def.Properties {
			if !strings.Contains(string(b), `"`+prop+`":`) {
				t.Errorf("%s.%s is in the schema, but no record shows it", name, prop)
			}
		}
	}
	for prop := range n.Properties {
		if !strings.Contains(string(b), `"`+prop+`":`) {
			t.Errorf("%s is in the schema, but no record shows it", prop)
		}
	}
}

// The values of the code are those of the codebook.
func TestValuesAreTheCodebooks(t *testing.T) {
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	b, err := os.ReadFile(filepath.Join(dir, "CODEBOOK.md"))
	if err != nil {
		t.Skipf("no codebook in the shared data folder %s: set TOCSIN_SHARED to run this test", dir)
	}
	book := string(b)
	for key, cut := range map[string]*regexp.Regexp{
		"incident kind":      regexp.MustCompile(`(?s)\| kind \| means.*?\n\n`),
		"incident stage":     regexp.MustCompile("\\| `stage` \\|.*"),
		"incident salience":  regexp.MustCompile("\\| `salience` \\|.*"),
		"attribution stance": regexp.MustCompile("- `stance`:.*"),
		"toll what":          regexp.MustCompile("- `what`:.*"),
		"toll whom":          regexp.MustCompile("- `whom`:[^;]*"),
		"target kind":        regexp.MustCompile(`(?s)### Target kinds\n.*?\n\n`),
		"weapon kind":        regexp.MustCompile(`(?s)### Weapon kinds\n.*?\n\n`),
		"assertion kind":     regexp.MustCompile("(?s)## Assertions that.*?## Shape"),
	} {
		got, want := quotedWords(cut.FindString(book)), slices.Sorted(slices.Values(lists()[key]))
		if !isSubset(want, got) {
			t.Errorf("%s: the codebook has %v, the code %v", key, got, want)
		}
		if strings.HasSuffix(key, "kind") && key != "assertion kind" && !slices.Equal(got, want) {
			t.Errorf("%s: the codebook has %v, the code %v", key, got, want)
		}
	}
}

var (
	backticked = regexp.MustCompile("`([a-z_]+)`")
	tableRow   = regexp.MustCompile("(?m)^\\| `([a-z_]+)`")
)

// quotedWords returns the values between backticks, of a table those of the
// first column, sorted, each once.
func quotedWords(s string) []string {
	re := backticked
	if strings.HasPrefix(s, "| kind") {
		re = tableRow
	}
	var out []string
	for _, m := range re.FindAllStringSubmatch(s, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func isSubset(a, b []string) bool {
	return !slices.ContainsFunc(a, func(v string) bool { return !slices.Contains(b, v) })
}
