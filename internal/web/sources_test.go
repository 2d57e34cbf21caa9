package web_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/web"
)

var wire = tocsin.Source{ID: "wire", At: "https://example.org/feed", Name: "Wire"}.WithDefaults()

func (s *shelf) Sources(context.Context) ([]tocsin.SourceStatus, error) {
	return []tocsin.SourceStatus{{
		Source: wire, State: tocsin.SourceState{Checked: time.Date(2024, 1, 5, 12, 0, 0, 0, time.UTC), Error: "answers 404 Not Found"},
		Leads: map[tocsin.LeadState]int{tocsin.LeadTaken: 7},
	}}, s.err
}

func (s *shelf) Source(_ context.Context, id string) (tocsin.SourceStatus, error) {
	if id != wire.ID {
		return tocsin.SourceStatus{}, tocsin.ErrNotFound
	}
	return tocsin.SourceStatus{Source: wire}, s.err
}

func (s *shelf) UpdateSource(_ context.Context, src tocsin.Source) error {
	s.source = src
	return s.err
}

func (s *shelf) RemoveSource(ctx context.Context, id string) error {
	s.removed = id
	_, err := s.Source(ctx, id)
	return err
}

func (s *shelf) Try(_ context.Context, src tocsin.Source) (web.Sight, error) {
	if strings.Contains(src.At, "10.0.0.1") {
		return web.Sight{}, errors.New("is not at a public web address")
	}
	s.source = src
	return web.Sight{Title: "Wire", Documents: 1, Leads: []web.SightLead{{URL: "https://example.org/1"}}, Notes: []string{}}, s.err
}

func (s *shelf) Add(_ context.Context, src tocsin.Source) (tocsin.Source, error) {
	if src.At == wire.At {
		return src, tocsin.ErrExists
	}
	s.source = src
	return src.WithDefaults(), s.err
}

func (s *shelf) RetryLeads(context.Context, string) (int, error) { return 3, s.err }

func TestSources(t *testing.T) {
	for name, c := range map[string]struct {
		method, target, body string
		status               int
		want                 string
	}{
		"the list":              {"GET", "/api/sources", "", 200, `"error":"answers 404 Not Found","waiting":0,"taken":7`},
		"a try-out":             {"POST", "/api/sources/try", `{"at":"https://example.org/new"}`, 200, `"documents":1`},
		"a private address":     {"POST", "/api/sources/try", `{"at":"http://10.0.0.1/"}`, 422, "not at a public web address"},
		"a file of the machine": {"POST", "/api/sources/try", `{"at":"/etc"}`, 422, "want a URL"},
		"a folder":              {"POST", "/api/sources", `{"at":"file:///etc","kind":"folder"}`, 422, "kind"},
		"a new one":             {"POST", "/api/sources", `{"at":"https://example.org/new","reliability":"B","every":"1h"}`, 200, `"reliability":"B","marking":"clear","every":"1h0m0s"`},
		"one that is there":     {"POST", "/api/sources", `{"at":"https://example.org/feed"}`, 409, "another source"},
		"a time that is none":   {"POST", "/api/sources", `{"at":"https://example.org/x","every":"often"}`, 422, "such as 30m"},
		"a pause":               {"PATCH", "/api/sources/wire", `{"paused":true}`, 200, `"paused":true`},
		"a grade that is none":  {"PATCH", "/api/sources/wire", `{"reliability":"Z"}`, 422, "want one of A, B"},
		"a change of none":      {"PATCH", "/api/sources/none", `{"paused":true}`, 404, "no such source"},
		"a removal":             {"DELETE", "/api/sources/wire", "", 204, ""},
		"a removal of none":     {"DELETE", "/api/sources/none", "", 404, "no such source"},
		"another try at failed": {"POST", "/api/sources/wire/retry", "", 200, `"retried":3`},
	} {
		t.Run(name, func(t *testing.T) {
			w := ask(newHandler(t, &shelf{}), c.method, c.target, c.body)
			if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) {
				t.Errorf("%d %s, want %d with %q", w.Code, w.Body, c.status, c.want)
			}
		})
	}
}

// No page of another site may add, change or remove a source, or make the server
// fetch one.
func TestSourcesAreChangedFromOwnPagesOnly(t *testing.T) {
	cross := func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }
	for _, c := range []struct{ method, target, body string }{
		{"POST", "/api/sources", `{"at":"https://example.org/new"}`}, {"POST", "/api/sources/try", `{"at":"https://example.org/new"}`},
		{"PATCH", "/api/sources/wire", `{"paused":true}`}, {"DELETE", "/api/sources/wire", ""}, {"POST", "/api/sources/wire/retry", ""},
	} {
		s := &shelf{}
		if w := ask(newHandler(t, s), c.method, c.target, c.body, cross); w.Code != http.StatusForbidden || s.source.At != "" || s.removed != "" {
			t.Errorf("%s %s: %d", c.method, c.target, w.Code)
		}
	}
}
