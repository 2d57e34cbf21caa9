package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/sqlite"
)

// fetched puts an article into the store as it was fetched at an hour of a day,
// and returns its ID.
func fetched(t *testing.T, s *sqlite.Store, hour int, c tocsin.Coded, fingerprint ...uint32) string {
	t.Helper()
	ctx := context.Background()
	at := time.Date(2024, 1, 5, hour, 0, 0, 0, time.UTC)
	kept, err := s.Keep(ctx, []tocsin.Document{{Name: "page", URL: c.Report.URL, Fetched: at, Body: []byte(c.Hash)}})
	if err != nil {
		t.Fatal(err)
	}
	waiting, err := s.Waiting(ctx, "read", 10)
	if err != nil {
		t.Fatal(err)
	}
	id := tocsin.ArticleID(c.Hash)
	if len(waiting) == 0 {
		return id
	}
	err = s.PutReadings(ctx, tocsin.Producer{Stage: "read", Version: "1"}, []tocsin.Reading{{
		Document: kept[0].Row, Report: c.Report, Hash: c.Hash, Address: c.Report.URL, Fingerprint: fingerprint,
	}})
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.ArticleOf(ctx, kept[0].Row)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.PutRecords(ctx, tocsin.Producer{Stage: "code", Version: "1"}, []tocsin.Coding{{Article: a.Row, Record: c.Record}}); err != nil {
		t.Fatal(err)
	}
	return id
}

// listed returns the IDs of the articles that tell an incident, as lists show them.
func listed(t *testing.T, s *sqlite.Store) string {
	t.Helper()
	hits, _, err := s.Incidents(context.Background(), tocsin.IncidentQuery{Page: tocsin.Page{Limit: 50}})
	if err != nil {
		t.Fatal(err)
	}
	articles, _, err := s.Articles(context.Background(), tocsin.ArticleQuery{Page: tocsin.Page{Limit: 50}})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, h := range hits {
		ids = append(ids, h.Article)
	}
	if len(articles) != len(hits) {
		t.Errorf("%d articles and %d incidents are listed", len(articles), len(hits))
	}
	return strings.Join(ids, " ")
}

func at(url, more string) func(*tocsin.Coded) {
	return func(c *tocsin.Coded) {
		c.Report.URL = url
		c.Report.Text += " " + more
	}
}

func TestAPageThatChangesIsOneStory(t *testing.T) {
	s, path := open(t)
	first := fetched(t, s, 8, coded(1, at("news.example/a", "")))
	second := fetched(t, s, 9, coded(2, at("news.example/a", "Two more died.")))
	if got := listed(t, s); got != second {
		t.Errorf("listed %s, want the second version %s", got, second)
	}
	versions, err := s.Versions(context.Background(), first)
	if err != nil || len(versions) != 2 || versions[0].ID != first || versions[0].Current || !versions[1].Current {
		t.Errorf("versions %+v, %v", versions, err)
	}
	if _, err := s.Article(context.Background(), first); err != nil {
		t.Errorf("the first version's link leads nowhere: %v", err)
	}
	// The page goes back to what it said, and then the same comes again.
	fetched(t, s, 10, coded(1, at("news.example/a", "")))
	if got := listed(t, s); got != first {
		t.Errorf("listed %s, want the first version again", got)
	}
	fetched(t, s, 11, coded(1, at("news.example/a", "")))
	if got := listed(t, s); got != first {
		t.Errorf("listed %s after the same came again", got)
	}
	if _, err := s.Versions(context.Background(), "none"); !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("error %v for an article that is not there", err)
	}
	intact(t, path)
}

func TestARetitledCopyIsNoNewStory(t *testing.T) {
	long := strings.Repeat("The market was closed. ", 20)
	for name, c := range map[string]struct {
		edit    func(*tocsin.Coded)
		stories int
	}{
		"the same text under another title":     {func(c *tocsin.Coded) { c.Report.Title = "12 die in blast" }, 1},
		"at another address of the outlet":      {func(c *tocsin.Coded) { c.Report.Title, c.Report.URL = "12 die", "news.example/b" }, 1},
		"the same text by another outlet":       {func(c *tocsin.Coded) { c.Report.Outlet = "Other Wire" }, 2},
		"another text under the title":          {func(c *tocsin.Coded) { c.Report.Text += " It rained." }, 2},
		"another page, though the title is one": {func(c *tocsin.Coded) { c.Report.URL, c.Report.Text = "news.example/b", "It rained. "+long }, 2},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := open(t)
			fetched(t, s, 8, coded(1, at("", long)))
			fetched(t, s, 9, coded(2, func(r *tocsin.Coded) { at("", long)(r); c.edit(r) }))
			if n := len(strings.Fields(listed(t, s))); n != c.stories {
				t.Errorf("%d stories, want %d", n, c.stories)
			}
		})
	}
}

// print makes a fingerprint that shares n of its 60 numbers, from the first on,
// with print(60).
func print(n int) []uint32 {
	f := make([]uint32, 60)
	for i := range f {
		f[i] = uint32(i + 1)
		if i >= n {
			f[i] += uint32(1000 * (n + 1))
		}
	}
	return f
}

func TestCopiesAreGroupedWhoeverPrintsThem(t *testing.T) {
	outlet := func(n, day int) tocsin.Coded {
		return coded(n, func(c *tocsin.Coded) {
			published := tocsin.NewDay(2024, 1, day)
			c.Report.Outlet, c.Report.Published = fmt.Sprint("Outlet ", n), &published
			c.Report.Text += fmt.Sprint(" ", n)
		})
	}
	s, _ := open(t)
	wire := fetched(t, s, 1, outlet(1, 5), print(60)...)
	copied := fetched(t, s, 2, outlet(2, 6), print(45)...)
	other := fetched(t, s, 3, outlet(3, 5), print(6)...)
	month := fetched(t, s, 4, outlet(4, 28), print(60)...)
	for id, want := range map[string][]string{
		wire: {wire, copied}, copied: {wire, copied}, other: {other}, month: {month},
	} {
		g, err := s.Copies(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range g.Articles {
			got = append(got, c.ID)
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s is in a group with %v, want %v", id, got, want)
		}
	}
	if _, err := s.Copies(context.Background(), "none"); !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("error %v for an article that is not there", err)
	}
}
