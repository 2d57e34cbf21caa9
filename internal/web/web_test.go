package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/web"
)

// shelf is a library of one article; it remembers what it was last asked.
type shelf struct {
	source    tocsin.Source // the last one that was tried, added or changed
	removed   string
	incidents tocsin.IncidentQuery
	articles  tocsin.ArticleQuery
	kept      []tocsin.Coded
	retried   string
	err       error
}

var day = tocsin.NewDay(2024, 1, 5)

var stored = tocsin.Coded{
	Hash:   "0123456789abcdef0123",
	Report: tocsin.Report{ID: "0123456789abcdef", Title: "Blast — İzmir", Text: "A bomb exploded.", Published: &day},
	Record: tocsin.Record{
		ID: "0123456789abcdef", Producers: []tocsin.Producer{{Stage: "test", Version: "1"}},
		Incidents: []tocsin.Incident{{
			ID: "i1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Salience: tocsin.Main,
			Anchor: tocsin.Citation{Span: tocsin.Span{Start: 16, End: 22}, Quote: "A bomb"},
		}},
		Assertions: []tocsin.Assertion{},
	},
}

func (s *shelf) Articles(_ context.Context, q tocsin.ArticleQuery) ([]tocsin.ArticleHit, int, error) {
	s.articles = q
	return []tocsin.ArticleHit{{ID: stored.Report.ID, Title: stored.Report.Title}}, 1, s.err
}

func (s *shelf) Article(_ context.Context, id string) (tocsin.Coded, error) {
	if id != stored.Report.ID {
		return tocsin.Coded{}, fmt.Errorf("article %q: %w", id, tocsin.ErrNotFound)
	}
	return stored, s.err
}

func (s *shelf) Incidents(_ context.Context, q tocsin.IncidentQuery) ([]tocsin.IncidentHit, int, error) {
	s.incidents = q
	return []tocsin.IncidentHit{}, 0, s.err
}

func (s *shelf) Counts(context.Context) (tocsin.Counts, error) {
	return tocsin.Counts{Articles: 1, Incidents: 1, Kinds: map[tocsin.Kind]int{tocsin.Bombing: 1}}, s.err
}

func (s *shelf) Code(_ context.Context, sub web.Submission, keep bool) (tocsin.Coded, error) {
	if strings.Contains(sub.Text, "\x00") {
		return tocsin.Coded{}, errors.New("the text is binary; paste plain text")
	}
	c := stored
	c.Report.Text, c.Report.Published = sub.Text, sub.Published
	if keep {
		s.kept = append(s.kept, c)
	}
	return c, s.err
}

func (s *shelf) Versions(ctx context.Context, id string) ([]tocsin.Version, error) {
	_, err := s.Article(ctx, id)
	return []tocsin.Version{{ID: id, Current: true}}, err
}

func (s *shelf) Copies(ctx context.Context, id string) (tocsin.CopyGroup, error) {
	_, err := s.Article(ctx, id)
	return tocsin.CopyGroup{Origin: "AFP", Articles: []tocsin.Copy{{ID: id}}}, err
}

func (s *shelf) Status(context.Context) ([]tocsin.StageStatus, error) {
	return []tocsin.StageStatus{{Stage: "read", Waiting: 2, Failed: 1}}, s.err
}

func (s *shelf) Brought(context.Context) ([]tocsin.Brought, error) {
	return []tocsin.Brought{{Source: "wire", Documents: 3}}, s.err
}

func (s *shelf) Failures(_ context.Context, limit int) ([]tocsin.Failure, error) {
	return make([]tocsin.Failure, min(limit, 1)), s.err
}

func (s *shelf) Retry(_ context.Context, stage, source string) (int, error) {
	s.retried = stage + " of " + source
	return 1, s.err
}

func newHandler(t *testing.T, s *shelf) http.Handler {
	t.Helper()
	h, err := web.New(web.Config{
		Library: s, Desk: s, Pipeline: s, Stories: s, Sources: s, Scout: s, Metrics: http.NotFoundHandler(), Version: "test", Producers: stored.Record.Producers,
		Hosts: []string{"desk.example"}, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// ask sends one request as a script of the page would.
func ask(h http.Handler, method, target, body string, edit ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Host = "127.0.0.1:8080"
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for _, e := range edit {
		e(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestAnswers(t *testing.T) {
	long := `{"text":"` + strings.Repeat("a", 5<<20) + `"}`
	for name, c := range map[string]struct {
		method, target, body string
		status               int
		want                 string
	}{
		"an article":             {"GET", "/api/articles/0123456789abcdef", "", 200, `"whole":"Blast — İzmir\nA bomb exploded."`},
		"its spans":              {"GET", "/api/articles/0123456789abcdef", "", 200, `"span":{"start":16,"end":22}`},
		"an unknown article":     {"GET", "/api/articles/none", "", 404, "no such article"},
		"a list":                 {"GET", "/api/articles?q=blast", "", 200, `"total":1`},
		"a pasted text":          {"POST", "/api/code", `{"text":"x"}`, 200, `"kept":false`},
		"a text and an address":  {"POST", "/api/code", `{"text":"x","url":"http://a.example"}`, 422, "either a text or an address"},
		"neither":                {"POST", "/api/code", `{}`, 422, "either a text or an address"},
		"a text nobody can read": {"POST", "/api/code", `{"text":"\u0000"}`, 422, "paste plain text"},
		"a wrong day":            {"POST", "/api/code", `{"text":"x","published":"5 Jan"}`, 422, "YYYY-MM-DD"},
		"an unknown field":       {"POST", "/api/code", `{"text":"x","txet":"y"}`, 422, "txet"},
		"broken JSON":            {"POST", "/api/code", `{"text":`, 400, "detail"},
		"too long a text":        {"POST", "/api/code", long, 413, "detail"},
		"an unknown kind":        {"GET", "/api/incidents?kind=quarrel", "", 422, "codebook"},
		"a wrong country":        {"GET", "/api/incidents?country=Syria", "", 422, "alpha-2"},
		"a wrong box":            {"GET", "/api/incidents?bbox=1,2,3", "", 422, "west,south,east,north"},
		"a box off the globe":    {"GET", "/api/incidents?bbox=0,0,NaN,1", "", 422, "between"},
		"an unknown parameter":   {"GET", "/api/incidents?kid=bombing", "", 422, "kid"},
		"too many at once":       {"GET", "/api/incidents?limit=100000", "", 422, "limit"},
		"an unknown operation":   {"GET", "/api/nothing", "", 404, "openapi"},
		"the status":             {"GET", "/api/status", "", 200, `"kinds":{"bombing":1}`},
		"its versions":           {"GET", "/api/articles/0123456789abcdef/versions", "", 200, `"current":true`},
		"versions of none":       {"GET", "/api/articles/none/versions", "", 404, "no such article"},
		"its copies":             {"GET", "/api/articles/0123456789abcdef/copies", "", 200, `"origin":"AFP"`},
		"copies of none":         {"GET", "/api/articles/none/copies", "", 404, "no such article"},
		"its changes":            {"GET", "/api/articles/0123456789abcdef/changes?from=0123456789abcdef", "", 200, `"op":"same"`},
		"changes from none":      {"GET", "/api/articles/0123456789abcdef/changes?from=none", "", 404, "no such article"},
		"the pipeline":           {"GET", "/api/pipeline", "", 200, `"waiting":2,"done":0,"failed":1`},
		"its sources":            {"GET", "/api/pipeline?limit=0", "", 200, `"failures":[]`},
		"another try":            {"POST", "/api/pipeline/retry", `{"stage":"read"}`, 200, `"waiting":1`},
		"the contract":           {"GET", "/api/openapi.json", "", 200, `"openapi":"3.1.0"`},
		"the page":               {"GET", "/", "", 200, "<html"},
		"a view":                 {"GET", "/incidents?kind=bombing", "", 200, "<html"},
		"no view":                {"GET", "/nothing", "", 404, "<html"},
		"no asset":               {"GET", "/assets/none.js", "", 404, "not found"},
		"a wrong method":         {"DELETE", "/api/articles/0123456789abcdef", "", 404, "no such operation"},
	} {
		t.Run(name, func(t *testing.T) {
			w := ask(newHandler(t, &shelf{}), c.method, c.target, c.body)
			if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) {
				t.Errorf("%d %.300s\nwant %d with %q", w.Code, w.Body, c.status, c.want)
			}
			problem := strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json")
			if strings.HasPrefix(c.target, "/api/") && problem != (c.status >= 400) {
				t.Errorf("content type %q with status %d", w.Header().Get("Content-Type"), w.Code)
			}
		})
	}
}

func TestAFailureOfTheStoreIsLoggedAndNotShown(t *testing.T) {
	h := newHandler(t, &shelf{err: errors.New("disk /secret/path is full")})
	for _, target := range []string{"/api/articles", "/api/articles/0123456789abcdef", "/api/incidents", "/api/status", "/api/pipeline"} {
		w := ask(h, "GET", target, "")
		if w.Code != 500 || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
}

func TestQueriesReachTheLibrary(t *testing.T) {
	s := &shelf{}
	h := newHandler(t, s)
	w := ask(h, "GET", "/api/incidents?q=two+words&kind=bombing&kind=arrest&country=sy&from=2024-01-05"+
		"&to=2024-01-05&bbox=170,-20,-170,0&limit=7&offset=3", "")
	if w.Code != 200 {
		t.Fatal(w.Body)
	}
	want := tocsin.IncidentQuery{
		Words: "two words", Kinds: []tocsin.Kind{tocsin.Bombing, tocsin.Arrest}, Countries: []string{"SY"},
		From: &day, To: &day, Box: &tocsin.Box{West: 170, South: -20, East: -170, North: 0},
		Page: tocsin.Page{Limit: 7, Offset: 3},
	}
	if !reflect.DeepEqual(s.incidents, want) {
		t.Errorf("asked %+v, want %+v", s.incidents, want)
	}
	ask(h, "GET", "/api/articles?q=x&offset=5", "")
	if want := (tocsin.ArticleQuery{Words: "x", Page: tocsin.Page{Limit: 50, Offset: 5}}); s.articles != want {
		t.Errorf("asked %+v, want %+v", s.articles, want)
	}
}

func TestARetryReachesTheStore(t *testing.T) {
	s := &shelf{}
	ask(newHandler(t, s), "POST", "/api/pipeline/retry", `{"stage":"read","source":"wire"}`)
	if s.retried != "read of wire" {
		t.Errorf("retried %q", s.retried)
	}
}

func TestAnArticleIsKeptOnlyWhenAskedFor(t *testing.T) {
	s := &shelf{}
	h := newHandler(t, s)
	ask(h, "POST", "/api/code", `{"text":"x","published":"2024-01-05"}`)
	if len(s.kept) != 0 {
		t.Error("an article was kept that nobody asked to keep")
	}
	w := ask(h, "POST", "/api/code", `{"text":"x","published":"2024-01-05","keep":true}`)
	if len(s.kept) != 1 || !strings.Contains(w.Body.String(), `"kept":true`) {
		t.Errorf("kept %d, answer %s", len(s.kept), w.Body)
	}
}

func TestOtherSitesAreKeptOut(t *testing.T) {
	const body = `{"text":"x"}`
	for name, c := range map[string]struct {
		method, body string
		edit         func(*http.Request)
		status       int
	}{
		"another name for this machine": {"GET", "", func(r *http.Request) { r.Host = "evil.example" }, 421},
		"a name with a port":            {"GET", "", func(r *http.Request) { r.Host = "evil.example:8080" }, 421},
		"a look-alike":                  {"GET", "", func(r *http.Request) { r.Host = "127.0.0.1.evil.example" }, 421},
		"no name":                       {"GET", "", func(r *http.Request) { r.Host = "" }, 421},
		"localhost":                     {"GET", "", func(r *http.Request) { r.Host = "LOCALHOST:1" }, 200},
		"IPv6":                          {"GET", "", func(r *http.Request) { r.Host = "[::1]:8080" }, 200},
		"a name that was allowed":       {"GET", "", func(r *http.Request) { r.Host = "desk.example" }, 200},
		"a form on another site":        {"POST", body, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403},
		"a form on a sister port":       {"POST", body, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }, 403},
		"an old browser elsewhere": {"POST", body, func(r *http.Request) {
			r.Header.Del("Sec-Fetch-Site")
			r.Header.Set("Origin", "http://evil.example")
		}, 403},
		"a command-line client": {"POST", body, func(r *http.Request) { r.Header.Del("Sec-Fetch-Site") }, 200},
	} {
		t.Run(name, func(t *testing.T) {
			target := "/api/status"
			if c.method == "POST" {
				target = "/api/code"
			}
			w := ask(newHandler(t, &shelf{}), c.method, target, c.body, c.edit)
			if w.Code != c.status {
				t.Errorf("%d %s, want %d", w.Code, w.Body, c.status)
			}
			if !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
				t.Error("no content security policy")
			}
		})
	}
}

func TestTheContractDescribesTheRecord(t *testing.T) {
	w := ask(newHandler(t, &shelf{}), "GET", "/api/openapi.json", "")
	var contract struct {
		Components struct {
			Schemas map[string]struct{ Properties map[string]any }
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &contract); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"low", "high", "whom", "by", "span", "quote", "score"} {
		if contract.Components.Schemas["Toll"].Properties[field] == nil {
			t.Errorf("the contract's Toll lacks %q", field)
		}
	}
}
