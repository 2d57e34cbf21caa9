package app

import (
	"fmt"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/assess"
	"tocsin/internal/casebook"
)

// page keeps what stood at an address of Wire on a day of January 2024, published on
// the 5th.
func (b *bureau) page(path string, day int, sentence string) {
	b.Helper()
	doc := tocsin.Document{
		URL: "https://wire.example/" + path, Fetched: time.Date(2024, 1, day, 9, 0, 0, 0, time.UTC), Type: "application/json",
		Body: fmt.Appendf(nil, `{"title":"Report of %s","outlet":"Wire","published":"2024-01-05","url":"https://wire.example/%s","text":"%s"}`, path, path, sentence),
	}
	if _, err := b.store.Keep(b.Context(), []tocsin.Document{doc}); err != nil {
		b.Fatal(err)
	}
}

func (b *bureau) asOf(id, at string) casebook.File {
	b.Helper()
	m, err := casebook.ParseMoment(at, "")
	if err != nil {
		b.Fatal(err)
	}
	f, err := b.Open(b.Context(), id, m)
	if err != nil {
		b.Fatalf("as of %s: %v", at, err)
	}
	return f
}

const (
	stated12 = "There was a bombing in Kabul on 2024-01-04, which left 12 dead, blamed on Group."
	stated9  = "There was a bombing in Kabul on 2024-01-04, which left 9 dead."
)

// TestAnEarlierVersionStaysInTheLedger changes a page, with and without coding in
// between: what it said first is as it was reported then, and no second source.
func TestAnEarlierVersionStaysInTheLedger(t *testing.T) {
	for name, between := range map[string]bool{"linked in between": true, "linked at the end": false} {
		t.Run(name, func(t *testing.T) {
			b := newBureau(t)
			b.page("a", 5, stated12)
			first := ""
			if between {
				b.code(firstPack())
				first = b.incident("a")
				b.decide(first, tocsin.Decision{Action: tocsin.Accept})
			}
			b.page("a", 8, stated9)
			b.code(firstPack())
			id := b.incident("a")
			if first == "" {
				first = id
			}
			now := b.open(first)
			if now.ID != id || now.Values["killed"] != "9" || now.Values["actor"] != "" || now.Reports != 1 || now.Sources != 1 {
				t.Errorf("now %s: %v of %d reports, %d sources; want 9 killed in %s", now.ID, now.Values, now.Reports, now.Sources, id)
			}
			said := ""
			for _, e := range now.Assessment.Tolls {
				said += fmt.Sprintf("%d %s version %d %v; ", e.Low, e.Standing, e.Version, e.Reported)
			}
			if want := "12 superseded version 1 2024-01-05; 9 best version 2 2024-01-08; "; said != want {
				t.Errorf("ledger %q, want %q", said, want)
			}
			if at := now.Assessment.Attributions; len(at) != 1 || !at[0].Superseded {
				t.Errorf("attributions %+v", at)
			}
			for day, killed := range map[string]string{"2024-01-05": "12", "2024-01-07": "12", "2024-01-08": "9"} {
				if f := b.asOf(first, day); f.Values["killed"] != killed || f.Reports != 1 {
					t.Errorf("as of %s: %s killed by %d reports, want %s by 1", day, f.Values["killed"], f.Reports, killed)
				}
			}
			steps, err := b.History(t.Context(), first, assess.ByReport)
			if err != nil || len(steps) != 2 || len(steps[1].New) != 1 {
				t.Errorf("history %+v (%v)", steps, err)
			}
			if between && (len(now.Review.Log) != 1 || len(now.Review.Conflicts) == 0) {
				t.Errorf("the acceptance is not held against the change: %+v", now.Review)
			}
		})
	}
}

// A page that goes back to what it said says that now; what it said meanwhile stays
// in the ledger.
func TestAPageThatGoesBack(t *testing.T) {
	b := newBureau(t)
	for day, sentence := range []string{5: stated12, 8: stated9, 9: stated12} {
		if sentence != "" {
			b.page("a", day, sentence)
			b.code(firstPack())
		}
	}
	f := b.open(b.incident("a"))
	if f.Values["killed"] != "12" || len(f.Assessment.Tolls) != 2 || f.Sources != 1 {
		t.Errorf("%v by %d figures of %d sources", f.Values, len(f.Assessment.Tolls), f.Sources)
	}
}

// Where a version no longer tells of an incident, it has no part in another's ledger.
func TestWhatALaterVersionTellsOfAnotherIncident(t *testing.T) {
	b := newBureau(t)
	b.page("a", 5, stated12+" There was a shooting in Lima on 2024-01-02, which left 3 dead.")
	b.page("a", 8, stated9+" There was a shooting in Cali on 2024-01-03, which left 4 dead.")
	b.code(firstPack())
	cases, _, err := b.Casebook.List(t.Context(), casebook.Query{})
	if err != nil || len(cases) != 2 {
		t.Fatalf("%d incidents (%v)", len(cases), err)
	}
	for _, c := range cases {
		want := map[string]int{"AF": 2, "CO": 1}[c.Values["country"]]
		if f := b.open(c.ID); len(f.Assessment.Tolls) != want {
			t.Errorf("%s: %d figures, want %d", c.Values["country"], len(f.Assessment.Tolls), want)
		}
	}
}
