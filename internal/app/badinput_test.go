package app

import (
	"fmt"
	"math"
	"net/url"
	"testing"

	"tocsin"
	"tocsin/internal/casebook"
)

// blast is a report of a bombing in Kabul.
func blast(edit func(rec *tocsin.Record, inc *tocsin.Incident)) tocsin.Record {
	published := tocsin.NewDay(2024, 1, 5)
	rec := tocsin.Record{Published: &published, Outlet: "Wire", Title: "Blast"}
	inc := tocsin.Incident{
		ID: "i1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Salience: tocsin.Main,
		Date:  &tocsin.Date{Interval: tocsin.OneDay(tocsin.NewDay(2024, 1, 4))},
		Place: &tocsin.Place{Name: "Kabul", Country: "AF", Lat: 34.5, Lon: 69.2, Precision: tocsin.PrecisionPlace},
		Tolls: []tocsin.Toll{{What: tocsin.Killed, Whom: tocsin.All, By: tocsin.ByArticle, Quantity: tocsin.Exactly(12)}},
	}
	edit(&rec, &inc)
	rec.Incidents = []tocsin.Incident{inc}
	return rec
}

func mustQuery(t *testing.T, query string) casebook.Query {
	t.Helper()
	v, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	q, err := casebook.ParseQuery(v)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func count(t *testing.T, b *bench, query string) int {
	t.Helper()
	q := mustQuery(t, query)
	q.Limit = 50
	page, n, err := b.book.List(t.Context(), q)
	if err != nil || len(page) != min(n, 50) {
		t.Fatalf("%s: %d of %d, %v", query, len(page), n, err)
	}
	return n
}

// What a report lacks, or has wrong, keeps its incident out of no list but those
// that ask for just that.
func TestBadReportsAreListed(t *testing.T) {
	for name, c := range map[string]struct {
		edit func(rec *tocsin.Record, inc *tocsin.Incident)
		// How many a list of all shows, by day, by country, and on the map.
		all, dated, placed, mapped int
	}{
		"good":                 {func(*tocsin.Record, *tocsin.Incident) {}, 1, 1, 1, 1},
		"no day":               {func(_ *tocsin.Record, i *tocsin.Incident) { i.Date = nil }, 1, 0, 1, 1},
		"no publication":       {func(r *tocsin.Record, i *tocsin.Incident) { r.Published = nil }, 1, 1, 1, 1},
		"neither":              {func(r *tocsin.Record, i *tocsin.Incident) { r.Published, i.Date = nil, nil }, 1, 0, 1, 1},
		"a day in the future":  {func(_ *tocsin.Record, i *tocsin.Incident) { i.Date.Interval = tocsin.OneDay(tocsin.NewDay(2190, 1, 4)) }, 1, 0, 1, 1},
		"no place":             {func(_ *tocsin.Record, i *tocsin.Incident) { i.Place = nil }, 1, 1, 0, 0},
		"coordinates 0, 0":     {func(_ *tocsin.Record, i *tocsin.Incident) { i.Place.Lat, i.Place.Lon = 0, 0 }, 1, 1, 1, 0},
		"off the globe":        {func(_ *tocsin.Record, i *tocsin.Incident) { i.Place.Lat = 3450 }, 1, 1, 1, 0},
		"infinite coordinates": {func(_ *tocsin.Record, i *tocsin.Incident) { i.Place.Lon = math.MaxFloat64 }, 1, 1, 1, 0},
	} {
		b := newBench(t)
		if err := b.add(t.Context(), blast(c.edit)); err != nil {
			t.Fatal(err)
		}
		for _, listed := range []bool{false, true} {
			got := [4]int{count(t, b, ""), count(t, b, "from=1900-01-01&to=2200-01-01"), count(t, b, "country=AF"), count(t, b, "bbox=-180,-90,180,90")}
			if got != [4]int{c.all, c.dated, c.placed, c.mapped} {
				t.Errorf("%s, listed before %v: %v", name, listed, got)
			}
			if err := b.work(t.Context(), b.book.lists); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Thousands of incidents of one place and day are listed by what was kept of them:
// none is opened for a page, nor to tell what was known before or after.
func TestACrowdIsListedWithoutOpeningIt(t *testing.T) {
	n := 10_000
	if testing.Short() {
		n = 300
	}
	b := newBench(t)
	for from := 0; from < n; from += 1000 {
		var all []tocsin.Record
		for i := from; i < min(from+1000, n); i++ {
			all = append(all, blast(func(r *tocsin.Record, inc *tocsin.Incident) {
				r.Outlet = fmt.Sprint("outlet ", i)
				inc.Kind = tocsin.Kinds()[i%13]
				inc.Tolls[0].Quantity = tocsin.Exactly(1 + i*i%9973)
			}))
		}
		if err := b.add(t.Context(), all...); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.work(t.Context(), b.book.lists); err != nil {
		t.Fatal(err)
	}
	all := count(t, b, "")
	if all < 2 || count(t, b, "bbox=69,34,70,35") != all || count(t, b, "as-of=2024-01-05") != all || count(t, b, "as-of=2024-01-04") != 0 {
		t.Errorf("%d incidents, %d on the map, %d as of their day, %d before", all,
			count(t, b, "bbox=69,34,70,35"), count(t, b, "as-of=2024-01-05"), count(t, b, "as-of=2024-01-04"))
	}
	for _, query := range []string{"", "sort=review", "q=kabul", "as-of=2024-01-05", "as-of=2024-01-04"} {
		q := mustQuery(t, query)
		q.Limit = 50
		_, others, _, err := b.book.lines(t.Context(), q)
		if err != nil || len(others) != 0 {
			t.Errorf("%q opens %d incidents, %v", query, len(others), err)
		}
	}
}
