package corpus_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"tocsin"
	"tocsin/internal/corpus"
)

const whole = `A note before the first part is for people.
-- meta.json --
{"id": "a", "published": "2024-05-02", "outlet": "wire", "style": "wire", "story": "harbour"}
-- title.txt --
Bomb at the harbour
-- text.txt --
First line.

Last line.
-- record.json --
{"id": "a", "incidents": []}
`

func TestParse(t *testing.T) {
	a, err := corpus.Parse([]byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Published.String(); got != "2024-05-02" {
		t.Errorf("published %s", got)
	}
	if a.ID != "a" || a.Outlet != "wire" || a.Style != "wire" || a.Story != "harbour" {
		t.Errorf("meta read as %+v", a)
	}
	if got, want := a.Whole(), "Bomb at the harbour\nFirst line.\n\nLast line."; got != want {
		t.Errorf("whole text %q, want %q", got, want)
	}
	if got, want := string(a.Record), "{\"id\": \"a\", \"incidents\": []}\n"; got != want {
		t.Errorf("record %q, want %q", got, want)
	}
}

func TestParseTellsWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", "no part meta.json"},
		{"not txtar", "Bomb at the harbour\nFirst line.", "no part meta.json"},
		{"no text", "-- meta.json --\n{}\n", "no part text.txt"},
		{"doubled part", whole + "-- text.txt --\nAgain.\n", "part text.txt stands twice"},
		{"broken meta", strings.Replace(whole, `"id"`, `"id`, 1), "meta.json"},
		{"unknown field", strings.Replace(whole, `"outlet"`, `"outlets"`, 1), "meta.json"},
		{"no such day", strings.Replace(whole, "2024-05-02", "2024-05-32", 1), "meta.json"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := corpus.Parse([]byte(c.in))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestLoadNamesEveryBadFileAndKeepsTheGood(t *testing.T) {
	articles, err := corpus.Load(fstest.MapFS{
		"a.txtar": {Data: []byte(whole)},
		"b.txtar": {Data: []byte(whole)},
		"c.txtar": {Data: []byte("nothing")},
		"d.txt":   {Data: []byte("not read")},
	})
	if len(articles) != 1 || articles[0].ID != "a" {
		t.Errorf("articles %v, want a alone", articles)
	}
	if err == nil || !strings.Contains(err.Error(), "b.txtar: the id is") || !strings.Contains(err.Error(), "c.txtar: no part") {
		t.Errorf("error %v does not name b.txtar and c.txtar with their faults", err)
	}
	if _, err := corpus.Load(fstest.MapFS{}); err == nil {
		t.Error("an empty folder is not an error")
	}
}

// TestCorpusIsVaried holds the corpus to what it is for: many styles, and
// stories that are told over days.
func TestCorpusIsVaried(t *testing.T) {
	articles, err := corpus.Load(os.DirFS("../../corpus"))
	if err != nil {
		t.Fatal(err)
	}
	if len(articles) < 24 {
		t.Errorf("%d articles, want 24 or more", len(articles))
	}
	styles, stories := map[string]int{}, map[string][]tocsin.Day{}
	for _, a := range articles {
		if a.Published == nil || a.Title == "" || a.Outlet == "" {
			t.Errorf("%s: no day of publication, title or outlet", a.ID)
			continue
		}
		styles[a.Style]++
		if a.Story != "" {
			stories[a.Story] = append(stories[a.Story], *a.Published)
		}
	}
	for _, want := range []string{
		"wire", "state-media", "ngo", "live-blog", "analysis", "court-report", "non-event",
		"ceasefire", "alert-change", "government-release", "local-daily", "broadsheet", "no-commas",
	} {
		if styles[want] == 0 {
			t.Errorf("no article of style %s", want)
		}
		delete(styles, want)
	}
	for extra := range styles {
		t.Errorf("style %q is not one of the list", extra)
	}
	for name, days := range stories {
		if len(days) < 2 || days[0] == days[len(days)-1] {
			t.Errorf("story %s: %v is not told over several days", name, days)
		}
	}
	if len(stories) < 5 {
		t.Errorf("%d stories, want 5", len(stories))
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte(""))
	f.Add([]byte("-- meta.json --\n{}\n-- text.txt --"))
	f.Add([]byte("-- meta.json --\n{\"published\": null}\n-- text.txt --\n\xff\xfe\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := corpus.Parse(data)
		if err == nil && !strings.Contains(string(data), a.Text) && !strings.Contains(string(data), "\r") {
			t.Errorf("text %q does not stand in the input", a.Text)
		}
	})
}
