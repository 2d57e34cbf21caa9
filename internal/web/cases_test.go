package web_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/assess"
	"tocsin/internal/casebook"
	"tocsin/internal/web"
)

// desk1 is a casebook of one incident; it remembers what it was last asked.
type desk1 struct {
	query   casebook.Query
	at      assess.Moment
	decided tocsin.Decision
	seen    int
	err     error
}

var one = casebook.Case{ID: "00000000000000f1", Values: map[string]string{"kind": "bombing"}, Title: "=Blast"}

func (d *desk1) List(_ context.Context, q casebook.Query) ([]casebook.Case, int, error) {
	d.query = q
	return []casebook.Case{one}, 1, d.err
}

func (d *desk1) Open(_ context.Context, id string, at assess.Moment) (casebook.File, error) {
	d.at = at
	if id != one.ID {
		return casebook.File{}, fmt.Errorf("incident %s: %w", id, tocsin.ErrNotFound)
	}
	return casebook.File{Case: one}, d.err
}

func (d *desk1) History(_ context.Context, _ string, clock assess.Clock) ([]assess.Step, error) {
	return []assess.Step{{At: assess.Moment{Clock: clock}}}, d.err
}

func (d *desk1) Diff(_ context.Context, _ string, from, to assess.Moment) ([]assess.Change, error) {
	return []assess.Change{{What: "killed", Before: from.Time.Format("02"), After: to.Time.Format("02")}}, d.err
}

func (d *desk1) Decide(_ context.Context, _ string, what tocsin.Decision, seen int) (casebook.File, error) {
	d.decided, d.seen = what, seen
	return casebook.File{Case: one}, d.err
}

func (d *desk1) Snapshot(_ context.Context, name, _ string, q casebook.Query) (tocsin.Snapshot, error) {
	d.query = q
	return tocsin.Snapshot{Name: name, Query: q.Encode()}, d.err
}

func (d *desk1) Snapshots(context.Context) ([]tocsin.Snapshot, error) {
	return []tocsin.Snapshot{{Name: "week"}}, d.err
}

func (d *desk1) Cited(_ context.Context, name string) (tocsin.Snapshot, error) {
	if name != "week" {
		return tocsin.Snapshot{}, tocsin.ErrNotFound
	}
	return tocsin.Snapshot{Name: "week", Body: []byte(`{"query":"<&>"}`)}, d.err
}

func (d *desk1) Joins(_ context.Context, id string) ([]casebook.Join, error) {
	if id != one.ID {
		return nil, tocsin.ErrNotFound
	}
	return []casebook.Join{{A: id, Reasons: []string{"same place: Kabul"}}}, d.err
}

func (d *desk1) Recodings(context.Context) ([]tocsin.Recoding, error) {
	return []tocsin.Recoding{{Number: 1}}, d.err
}

func (d *desk1) Changes(_ context.Context, number int) (casebook.Changes, error) {
	if number > 1 {
		return casebook.Changes{}, tocsin.ErrNotFound
	}
	return casebook.Changes{Recoding: tocsin.Recoding{Number: 1}, All: make([]casebook.IncidentChange, 300)}, d.err
}

func casesHandler(t *testing.T, d *desk1) http.Handler {
	t.Helper()
	h, err := web.New(web.Config{
		Library: &shelf{}, Desk: &shelf{}, Casebook: d, Reviewer: d, Examiner: d, Metrics: http.NotFoundHandler(),
		Version: "test", Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestCaseAnswers(t *testing.T) {
	const accept = `{"action":"accept","author":"ana","seen":3}`
	path := "/api/cases/" + one.ID
	for name, c := range map[string]struct {
		method, target, body string
		err                  error
		status               int
		want                 string
	}{
		"a list":                  {"GET", "/api/cases?kind=bombing&sort=review", "", nil, 200, `"total":1`},
		"a wrong kind":            {"GET", "/api/cases?kind=riot", "", nil, 422, "want one of"},
		"an unknown parameter":    {"GET", "/api/cases?colour=red", "", nil, 422, "colour"},
		"a wrong moment":          {"GET", path + "?as-of=noon", "", nil, 422, "YYYY-MM-DD"},
		"an incident":             {"GET", path, "", nil, 200, `"kind":"bombing"`},
		"an unknown incident":     {"GET", "/api/cases/none", "", nil, 404, "not known at that time"},
		"a history":               {"GET", path + "/history?clock=learned", "", nil, 200, `"clock":"learned"`},
		"a difference":            {"GET", path + "/diff?from=2024-01-03&to=2024-01-09", "", nil, 200, `"before":"03","after":"09"`},
		"reasons":                 {"GET", path + "/joins", "", nil, 200, "same place: Kabul"},
		"reasons of none":         {"GET", "/api/cases/none/joins", "", nil, 404, "no such incident"},
		"recodings":               {"GET", "/api/recodings", "", nil, 200, `"number":1`},
		"the latest recoding":     {"GET", "/api/recodings/0?limit=1", "", nil, 200, `"incidents":[{`},
		"no recoding":             {"GET", "/api/recodings/7", "", nil, 404, "not so often"},
		"CSV":                     {"GET", "/api/export/csv", "", nil, 200, "'=Blast"},
		"GeoJSON":                 {"GET", "/api/export/geojson?as-of=2024-01-05", "", nil, 200, `"FeatureCollection"`},
		"another format":          {"GET", "/api/export/xls", "", nil, 422, "csv"},
		"a decision":              {"POST", path + "/decisions", accept, nil, 200, one.ID},
		"one too late":            {"POST", path + "/decisions", accept, fmt.Errorf("%w: reject by ben", tocsin.ErrDecided), 409, "reject by ben"},
		"one that makes no sense": {"POST", path + "/decisions", accept, &casebook.Refusal{Err: errors.New("the note is empty")}, 422, "the note is empty"},
		"an unknown action":       {"POST", path + "/decisions", `{"action":"burn","author":"ana","seen":0}`, nil, 422, "action"},
		"without what was seen":   {"POST", path + "/decisions", `{"action":"accept","author":"ana"}`, nil, 422, "seen"},
		"a broken store":          {"GET", path, "", errors.New("secret path"), 500, "the log says why"},
		"snapshots":               {"GET", "/api/snapshots", "", nil, 200, `"name":"week"`},
		"a snapshot":              {"GET", "/api/snapshots/week", "", nil, 200, `{"query":"<&>"}`},
		"an unknown snapshot":     {"GET", "/api/snapshots/none", "", nil, 404, "no such snapshot"},
		"a citation":              {"POST", "/api/snapshots?kind=bombing", `{"name":"w"}`, nil, 200, `"query":"kind=bombing"`},
		"a name twice":            {"POST", "/api/snapshots", `{"name":"w"}`, tocsin.ErrNameTaken, 409, "name is there already"},
	} {
		t.Run(name, func(t *testing.T) {
			w := ask(casesHandler(t, &desk1{err: c.err}), c.method, c.target, c.body)
			if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) || strings.Contains(w.Body.String(), "secret") {
				t.Errorf("status %d, %s; want %d, %q", w.Code, w.Body, c.status, c.want)
			}
		})
	}
}

func TestADecisionArrivesWhole(t *testing.T) {
	d := &desk1{}
	ask(casesHandler(t, d), "POST", "/api/cases/"+one.ID+"/decisions",
		`{"action":"edit","field":"killed","value":"94","text":"why","author":"ana","seen":3}`)
	want := tocsin.Decision{Action: tocsin.Edit, Field: "killed", Value: "94", Text: "why", Author: "ana"}
	if fmt.Sprint(d.decided) != fmt.Sprint(want) || d.seen != 3 {
		t.Errorf("decided %+v having seen %d", d.decided, d.seen)
	}
}

func TestOtherSitesCannotDecide(t *testing.T) {
	d := &desk1{}
	w := ask(casesHandler(t, d), "POST", "/api/cases/"+one.ID+"/decisions", `{"action":"accept","author":"ana","seen":0}`,
		func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") })
	if w.Code != http.StatusForbidden || d.decided.Action != "" {
		t.Errorf("status %d, decided %+v", w.Code, d.decided)
	}
}
