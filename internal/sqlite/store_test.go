package sqlite_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"tocsin"
	"tocsin/internal/sqlite"
)

func open(t testing.TB) (*sqlite.Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a store?.db")
	s, err := sqlite.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, path
}

// coded makes an article of one sentence with one incident; edit changes it.
func coded(n int, edit func(*tocsin.Coded)) tocsin.Coded {
	published := tocsin.NewDay(2024, 1, 5)
	c := tocsin.Coded{
		Hash: fmt.Sprintf("%016x%048x", n, 7),
		Report: tocsin.Report{
			ID: fmt.Sprint("art", n), Published: &published, Outlet: "Test Wire",
			Title: "Blast in Zürich", Text: "A bomb killed 12 people in Zürich on Thursday.",
		},
	}
	whole := c.Report.Whole()
	cite := func(quote string) tocsin.Citation {
		i := strings.Index(whole, quote)
		return tocsin.Cite(whole, tocsin.Span{Start: i, End: i + len(quote)})
	}
	c.Record = tocsin.Record{
		ID: c.Report.ID, Published: &published, Producers: producers("1"),
		Incidents: []tocsin.Incident{{
			ID: "i1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Salience: tocsin.Main,
			Anchor: cite("A bomb"), Score: 0.5,
			Date: &tocsin.Date{Interval: tocsin.OneDay(tocsin.NewDay(2024, 1, 4)), Citation: cite("on Thursday")},
			Place: &tocsin.Place{Name: "Zürich", Country: "CH", Lat: 47.37, Lon: 8.54,
				Precision: tocsin.PrecisionPlace, Citation: cite("in Zürich")},
			Tolls: []tocsin.Toll{{What: tocsin.Killed, Quantity: tocsin.Exactly(12),
				Whom: tocsin.All, By: tocsin.ByArticle, Citation: cite("12 people")}},
		}},
		Assertions: []tocsin.Assertion{},
	}
	if edit != nil {
		edit(&c)
	}
	return c
}

func producers(version string) []tocsin.Producer {
	return []tocsin.Producer{{Stage: "extract", Version: version}}
}

func put(t testing.TB, s *sqlite.Store, batch ...tocsin.Coded) int {
	t.Helper()
	n, err := store(context.Background(), s, batch...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// store takes articles through all that the pipeline's stages do with a store,
// and returns the number of records that changed.
func store(ctx context.Context, s *sqlite.Store, batch ...tocsin.Coded) (int, error) {
	docs, readings, codings := []tocsin.Document{}, []tocsin.Reading{}, []tocsin.Coding{}
	for _, c := range batch {
		docs = append(docs, tocsin.Document{Name: c.Report.ID, URL: c.Report.URL, Body: []byte(c.Hash)})
	}
	kept, err := s.Keep(ctx, docs)
	if err != nil {
		return 0, err
	}
	for i, c := range batch {
		readings = append(readings, tocsin.Reading{Document: kept[i].Row, Name: c.Report.ID, Report: c.Report, Hash: c.Hash, Address: c.Report.URL})
	}
	if err := s.PutReadings(ctx, tocsin.Producer{Stage: "read", Version: "1"}, readings); err != nil {
		return 0, err
	}
	for i, c := range batch {
		a, err := s.ArticleOf(ctx, kept[i].Row)
		if err != nil {
			return 0, err
		}
		c.Record.ID = a.ID
		codings = append(codings, tocsin.Coding{Article: a.Row, Record: c.Record})
	}
	changed, err := s.PutRecords(ctx, tocsin.Producer{Stage: "code", Version: "1"}, codings)
	return len(changed), err
}

// dump returns every row of the tables as text.
func dump(t *testing.T, path string) string {
	t.Helper()
	db := raw(t, path)
	var b strings.Builder
	for _, table := range []string{"bodies", "documents", "articles", "records", "incidents", "article_words_data", "incident_points"} {
		rows, err := db.Query("SELECT * FROM " + table)
		if err != nil {
			t.Fatal(err)
		}
		columns, _ := rows.Columns()
		for rows.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(any)
			}
			if err := rows.Scan(values...); err != nil {
				t.Fatal(err)
			}
			for _, v := range values {
				fmt.Fprintf(&b, "%v|", *v.(*any))
			}
			b.WriteByte('\n')
		}
		rows.Close()
	}
	return b.String()
}

// raw opens the file behind the store's back.
func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+strings.ReplaceAll(path, "?", "%3F"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestWhatGoesInComesOut(t *testing.T) {
	s, _ := open(t)
	want := coded(1, nil)
	if n := put(t, s, want); n != 1 {
		t.Errorf("changed %d reports, want 1", n)
	}
	id := want.Hash[:16]
	got, err := s.Article(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	want.Report.ID, want.Record.ID = id, id
	a, _ := json.Marshal(want)
	b, _ := json.Marshal(got)
	if string(a) != string(b) {
		t.Errorf("stored\n%s\nread\n%s", a, b)
	}
	for _, inc := range got.Record.Incidents {
		if err := inc.Anchor.Check(got.Report.Whole()); err != nil {
			t.Error(err)
		}
	}
}

func TestTheSameArticleTwiceChangesNothing(t *testing.T) {
	s, path := open(t)
	put(t, s, coded(1, nil), coded(2, nil))
	before := dump(t, path)
	again := coded(1, func(c *tocsin.Coded) { c.Report.ID, c.Record.ID = "renamed", "renamed" })
	if n := put(t, s, again, coded(2, nil)); n != 0 {
		t.Errorf("changed %d reports, want none", n)
	}
	if after := dump(t, path); after != before {
		t.Errorf("the store changed from\n%s\nto\n%s", before, after)
	}
}

func TestANewVersionReplacesTheRecord(t *testing.T) {
	ctx := context.Background()
	s, _ := open(t)
	put(t, s, coded(1, nil))
	newer := coded(1, func(c *tocsin.Coded) {
		c.Record.Producers = producers("2")
		c.Record.Incidents = nil
	})
	if n := put(t, s, newer); n != 1 {
		t.Errorf("changed %d reports, want 1", n)
	}
	counts, err := s.Counts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if counts.Articles != 1 || counts.Incidents != 0 {
		t.Errorf("%d articles and %d incidents, want 1 and 0", counts.Articles, counts.Incidents)
	}
	if _, n, _ := s.Incidents(ctx, tocsin.IncidentQuery{Words: "bomb"}); n != 0 {
		t.Errorf("the index still finds %d incidents of the old record", n)
	}
}

func TestABatchIsStoredWhollyOrNotAtAll(t *testing.T) {
	ctx := context.Background()
	s, path := open(t)
	put(t, s, coded(1, nil))
	before := dump(t, path)
	bad := tocsin.Reading{Document: 1, Hash: "short"}
	good := tocsin.Reading{Document: 1, Report: coded(2, nil).Report, Hash: coded(2, nil).Hash}
	by := tocsin.Producer{Stage: "read", Version: "2"}
	if err := s.PutReadings(ctx, by, []tocsin.Reading{good, bad}); err == nil {
		t.Fatal("no error for a report without a content hash")
	}
	if dump(t, path) != before {
		t.Error("a failed batch left something behind")
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.PutReadings(stopped, by, []tocsin.Reading{good}); err == nil {
		t.Error("no error though the context had ended")
	}
	if dump(t, path) != before {
		t.Error("a cancelled batch left something behind")
	}
}

func TestWritersQueueAndTheFileStaysWhole(t *testing.T) {
	ctx := context.Background()
	s, path := open(t)
	second, err := sqlite.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	var wg sync.WaitGroup
	for w := range 4 {
		target := []*sqlite.Store{s, second}[w%2]
		wg.Go(func() {
			for n := range 20 {
				// Half of the articles are everybody's, half the writer's own.
				id := n
				if n%2 == 0 {
					id = 100*w + n
				}
				if _, err := store(ctx, target, coded(id, nil)); err != nil {
					t.Error(err)
				}
				if _, _, err := target.Articles(ctx, tocsin.ArticleQuery{Words: "bomb", Page: tocsin.Page{Limit: 5}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	counts, err := s.Counts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if counts.Articles != 50 || counts.Incidents != 50 {
		t.Errorf("%d articles with %d incidents, want 50 each", counts.Articles, counts.Incidents)
	}
	intact(t, path)
}

// intact checks the file, its foreign keys and its full-text indexes.
func intact(t *testing.T, path string) {
	t.Helper()
	db := raw(t, path)
	var verdict string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("integrity check: %s, %v", verdict, err)
	}
	var orphans int
	if err := db.QueryRow("SELECT count(*) FROM pragma_foreign_key_check").Scan(&orphans); err != nil || orphans > 0 {
		t.Errorf("%d orphaned rows, %v", orphans, err)
	}
	for _, index := range []string{"article_words", "incident_words"} {
		_, err := db.Exec("INSERT INTO " + index + "(" + index + ", rank) VALUES ('integrity-check', 1)")
		if err != nil {
			t.Errorf("%s: %v", index, err)
		}
	}
}

func TestReopeningKeepsEverything(t *testing.T) {
	ctx := context.Background()
	s, path := open(t)
	put(t, s, coded(1, nil))
	again, err := sqlite.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if _, err := again.Article(ctx, coded(1, nil).Hash[:16]); err != nil {
		t.Error(err)
	}
}

// The number that a store has reached counts the files: each needs its own.
func TestMigrationsAreNumberedFromOne(t *testing.T) {
	files, err := filepath.Glob("migrations/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d migrations, %v", len(files), err)
	}
	for i, file := range files {
		if want := fmt.Sprintf("%04d_", i+1); !strings.HasPrefix(filepath.Base(file), want) {
			t.Errorf("%s stands in place %s", file, want)
		}
	}
}

func TestOpenRefusesWhatIsNoStore(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other.db")
	if _, err := raw(t, other).Exec("CREATE TABLE t (x)"); err != nil {
		t.Fatal(err)
	}
	_, newer := open(t)
	if _, err := raw(t, newer).Exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	damaged := filepath.Join(dir, "damaged.db")
	whole, err := sqlite.Open(ctx, damaged)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(whole.Close(), os.Truncate(damaged, 5000)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ path, want string }{
		"a text file":      {text, "name a Tocsin store"},
		"a damaged store":  {damaged, "bring back a copy"},
		"another database": {other, "not a Tocsin store"},
		"a newer store":    {newer, "newer version"},
		"a folder":         {dir, "folder"},
		"no such folder":   {filepath.Join(dir, "none", "x.db"), "its folder"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sqlite.Open(ctx, c.path)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.path) {
				t.Errorf("error %v: want one that names the file and says %q", err, c.want)
			}
		})
	}
}

func TestAnUnknownArticleIsNotFound(t *testing.T) {
	s, _ := open(t)
	if _, err := s.Article(context.Background(), "nothing"); !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("error %v, want ErrNotFound", err)
	}
}

func TestSearchNeverFails(t *testing.T) {
	s, _ := open(t)
	put(t, s, coded(1, nil))
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-z"*^:()+\- ]{0,20}`)).Draw(t, "words")
		page := tocsin.Page{Limit: 2}
		if _, _, err := s.Articles(context.Background(), tocsin.ArticleQuery{Words: words, Page: page}); err != nil {
			t.Fatalf("articles %q: %v", words, err)
		}
		if _, _, err := s.Incidents(context.Background(), tocsin.IncidentQuery{Words: words, Page: page}); err != nil {
			t.Fatalf("incidents %q: %v", words, err)
		}
	})
}

func BenchmarkPut(b *testing.B) {
	s, _ := open(b)
	n := 0
	for b.Loop() {
		batch := make([]tocsin.Coded, 100)
		for i := range batch {
			n++
			batch[i] = coded(n, nil)
		}
		put(b, s, batch...)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}
