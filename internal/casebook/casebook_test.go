package casebook_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tocsin"
	"tocsin/internal/assess"
	"tocsin/internal/casebook"
	"tocsin/internal/review"
)

// folder is a bombing told by two reports, and accepted between them.
func folder() casebook.Folder {
	day := func(n int) *tocsin.Day { d := tocsin.NewDay(2024, 1, n); return &d }
	tell := func(telling string, n, killed int) tocsin.Testimony {
		t := tocsin.Testimony{Title: "Blast " + telling, Learned: day(n).Time().Add(time.Hour)}
		t.Member = tocsin.Member{Telling: telling, Article: "art" + telling, Incident: "i1", Published: day(n), Outlet: "Wire " + telling}
		t.Told.Incident = tocsin.Incident{ID: "i1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished,
			Date:  &tocsin.Date{Interval: tocsin.OneDay(*day(4))},
			Place: &tocsin.Place{Name: "Kabul", Country: "AF", Lat: 34.5, Lon: 69.2, Precision: tocsin.PrecisionPlace},
			Tolls: []tocsin.Toll{{What: tocsin.Killed, Whom: tocsin.All, By: tocsin.ByArticle, Quantity: tocsin.Exactly(killed),
				Citation: tocsin.Citation{Span: tocsin.Span{Start: 1, End: 9}, Quote: "were slain"}}}}
		return t
	}
	f := casebook.Folder{Told: []tocsin.Testimony{tell("t1", 5, 12), tell("t2", 7, 15)}}
	f.Dossier.Members = []tocsin.Member{f.Told[0].Member, f.Told[1].Member}
	f.Decisions = []tocsin.Decision{{Number: 1, Incident: "t1", Action: tocsin.Accept, Author: "ana", At: day(6).Time(),
		Basis: map[string]string{"killed": "12", "kind": "bombing", "stage": "accomplished", "date": "2024-01-04", "place": "Kabul",
			"country": "AF", "injured": "", "actor": "", "status": "unknown", "grade": "weak"}}}
	return f
}

func binder() casebook.Binder { return casebook.NewBinder(assess.New(nil)) }

func at(t *testing.T, s string) assess.Moment {
	t.Helper()
	m, err := casebook.ParseMoment(s, "")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAnIncidentThroughTime(t *testing.T) {
	for _, c := range []struct {
		at     string
		known  bool
		killed string
		state  review.State
	}{
		{"2024-01-04", false, "", ""},
		{"2024-01-05", true, "12", review.Awaiting},
		{"2024-01-06", true, "12", review.Accepted},
		{"2024-01-07", true, "15", review.Disputed},
		{"", true, "15", review.Disputed},
	} {
		f, known := binder().Open(folder(), at(t, c.at), time.Time{})
		if known != c.known || f.Values["killed"] != c.killed || f.State != c.state {
			t.Errorf("as of %q: known %v, killed %q, %s; want %v, %q, %s", c.at, known, f.Values["killed"], f.State, c.known, c.killed, c.state)
		}
		if known && f.ID != "t1" {
			t.Errorf("as of %q the ID is %s", c.at, f.ID)
		}
	}
	before, _ := binder().Open(folder(), assess.Moment{}, tocsin.NewDay(2024, 1, 6).Time().Add(-time.Hour))
	if before.Values["killed"] != "12" || before.Revision != 0 {
		t.Errorf("before the cutoff: killed %s at revision %d", before.Values["killed"], before.Revision)
	}
}

func TestSelecting(t *testing.T) {
	f, _ := binder().Open(folder(), assess.Moment{}, time.Time{})
	for query, want := range map[string]bool{
		"": true, "kind=bombing": true, "kind=shelling": false, "kind=shelling&kind=bombing": true,
		"country=af": true, "country=IR": false, "q=slain+kabul": true, "q=slain+herat": false,
		"from=2024-01-04&to=2024-01-04": true, "from=2024-01-05": false, "to=2024-01-03": false,
		"bbox=60,30,70,40": true, "bbox=0,30,10,40": false, "bbox=170,30,70,40": true,
		"source=wire+T2": true, "source=Wire": false, "several=true": true,
		"status=unknown": true, "status=claimed": false, "grade=fair": true, "grade=weak": false,
		"state=disputed": true, "state=accepted": false, "actor=islamic": false,
	} {
		q, err := parse(query)
		if err != nil || q.Selects(f) != want {
			t.Errorf("%s selects: %v, %v; want %v", query, q.Selects(f), err, want)
		}
	}
}

func parse(query string) (casebook.Query, error) {
	v, err := url.ParseQuery(query)
	if err != nil {
		return casebook.Query{}, err
	}
	return casebook.ParseQuery(v)
}

func TestWrongQueriesAreExplained(t *testing.T) {
	for query, want := range map[string]string{
		"kind=riot": `kind "riot": want one of`, "country=Iran": "two letters", "from=5+Jan": "YYYY-MM-DD",
		"bbox=1,2,3": "west,south", "bbox=0,9,1,3": "west,south", "as-of=noon": "want a day", "clock=sun": "reported or learned",
		"sort=odd": "latest or review", "color=red": "no parameter is called", "state=done": "want one of", "bbox=a,b,c,d": "degrees",
	} {
		if _, err := parse(query); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", query, err, want)
		}
	}
}

// A query that was written reads back as itself: permalinks and snapshots rest on it.
func TestQueriesReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := url.Values{}
		for name, values := range map[string][]string{
			"q": {"", "slain & \"x\"", "a=b"}, "kind": {"bombing", "shelling"}, "country": {"", "AF"}, "status": {"", "claimed"},
			"grade": {"", "weak"}, "state": {"", "disputed"}, "source": {"", "Wire é"}, "from": {"", "2024-01-05"}, "bbox": {"", "170,-3.5,-170,4"},
			"several": {"", "true"}, "as-of": {"", "2024-01-05", "2024-01-05T12:00:00.5+03:00"}, "clock": {"", "learned"}, "sort": {"", "review"},
		} {
			v.Set(name, rapid.SampledFrom(values).Draw(t, name))
		}
		q, err := casebook.ParseQuery(v)
		if err != nil {
			t.Fatal(err)
		}
		if q.At.Time.IsZero() {
			q.At.Clock = assess.ByReport // the clock of the present does not show
		}
		again, err := parse(q.Encode())
		if err != nil || !reflect.DeepEqual(q, again) {
			t.Fatalf("%s reads back as %+v, %v; was %+v", q.Encode(), again, err, q)
		}
	})
}

func TestExports(t *testing.T) {
	f, _ := binder().Open(folder(), assess.Moment{}, time.Time{})
	formula := f.Case
	formula.Title, formula.Where = "=HYPERLINK(\"http://x\")", nil
	cases := []casebook.Case{f.Case, formula}
	var b bytes.Buffer
	if err := casebook.Write(&b, "csv", casebook.Query{}, cases); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	last := len(rows[0]) - 1
	if rows[0][last] != "title" || rows[1][last] != "Blast t1" || rows[2][last] != "'=HYPERLINK(\"http://x\")" || rows[2][6] != "" || rows[1][6] != "34.5" {
		t.Errorf("rows %q", rows)
	}
	if err := casebook.Write(&b, "geojson", casebook.Query{}, cases); err != nil {
		t.Fatal(err)
	}
	var geo struct {
		Type     string
		Features []struct {
			Geometry   *struct{ Coordinates []float64 }
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(b.Bytes(), &geo); err != nil || len(geo.Features) != 2 {
		t.Fatalf("%v: %+v", err, geo)
	}
	if g := geo.Features[0]; !reflect.DeepEqual(g.Geometry.Coordinates, []float64{69.2, 34.5}) || g.Properties["killed_best"] != 15.0 {
		t.Errorf("feature %+v", g)
	}
	if geo.Features[1].Geometry != nil {
		t.Error("an incident without a place stands on the map")
	}
	if casebook.Write(&b, "xls", casebook.Query{}, cases) == nil {
		t.Error("no error for an unknown format")
	}
}

// No cell of CSV begins as a formula does, and plain numbers stay numbers.
func TestNoCellIsAFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		title := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ ]?[=+\-@|%\t＝][a-z0-9(!]{0,6}`)).Draw(t, "title")
		var b bytes.Buffer
		if err := casebook.WriteCSV(&b, []casebook.Case{{Title: title}}); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		cell := strings.TrimLeft(rows[1][len(rows[1])-1], " ")
		number := strings.Trim(cell, "-0123456789.") == ""
		if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r|%") && !number {
			t.Fatalf("%q is written as %q", title, cell)
		}
	})
}

func TestCanonicalIsTheSameBytes(t *testing.T) {
	var want string
	for i := range 5 {
		f, _ := binder().Open(folder(), assess.Moment{}, time.Time{})
		_, hash, err := casebook.Canonical(casebook.Query{}, []casebook.File{f})
		if err != nil || i > 0 && hash != want {
			t.Fatalf("hash %s, %v; want %s", hash, err, want)
		}
		want = hash
	}
}
