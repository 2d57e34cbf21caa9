package link_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tocsin"
	"tocsin/internal/link"
)

// orphans is a lineage in which nothing is a branch of anything, but for one group.
type orphans struct{}

func (orphans) Parents(id string) []string {
	if id == "branch" {
		return []string{"trunk"}
	}
	return nil
}

// blast is a bombing that killed 12 in Zürich on 4 January 2024.
func blast(edit func(rec *tocsin.Record, inc *tocsin.Incident)) link.Telling {
	inc := tocsin.Incident{
		ID: "i1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Salience: tocsin.Main,
		Date:    &tocsin.Date{Interval: tocsin.OneDay(*day("2024-01-04"))},
		Place:   &tocsin.Place{Name: "Zürich", Admin1: "Zurich", Country: "CH", GeoID: 1, Lat: 47.37, Lon: 8.54, Precision: tocsin.PrecisionPlace},
		Weapons: []tocsin.Weapon{{Kind: "explosives"}},
		Tolls:   []tocsin.Toll{{What: tocsin.Killed, Quantity: tocsin.Exactly(12), Whom: tocsin.All}},
	}
	rec := tocsin.Record{ID: "a0", Published: day("2024-01-05"), Outlet: "wire"}
	if edit != nil {
		edit(&rec, &inc)
	}
	rec.Incidents = []tocsin.Incident{inc}
	return link.NewReader(orphans{}).Read(rec, "")[0]
}

func scorer(t testing.TB) *link.Scorer {
	t.Helper()
	s, err := link.NewScorer()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Each row changes one thing of a second report on the same blast, or several.
func TestWhatSpeaksForAndAgainst(t *testing.T) {
	s, first := scorer(t), blast(nil)
	for name, c := range map[string]struct {
		edit   func(rec *tocsin.Record, inc *tocsin.Incident)
		linked bool
		reason string // stands among the reasons
	}{
		"the same":       {nil, true, "same toll: 12 killed"},
		"a year later":   {func(r *tocsin.Record, _ *tocsin.Incident) { r.Published = day("2025-01-04") }, true, "published 365 days apart"},
		"another toll":   {func(_ *tocsin.Record, i *tocsin.Incident) { i.Tolls[0].Quantity = tocsin.Exactly(14) }, true, "tolls differ: by a factor of 1.2"},
		"the next day":   {func(_ *tocsin.Record, i *tocsin.Incident) { i.Date.Interval = tocsin.OneDay(*day("2024-01-05")) }, true, "a day apart"},
		"two days on":    {func(_ *tocsin.Record, i *tocsin.Incident) { i.Date.Interval = tocsin.OneDay(*day("2024-01-06")) }, false, "on different days"},
		"told before it": {func(r *tocsin.Record, i *tocsin.Incident) { r.Published, i.Date = day("2024-01-02"), nil }, false, "one report is older than what the other tells"},
		"another town": {func(_ *tocsin.Record, i *tocsin.Incident) {
			i.Place.Name, i.Place.Admin1, i.Place.GeoID, i.Place.Lat = "Ulm", "Bavaria", 2, 48.2
		}, false, "more than 60 km apart"},
		"its province": {func(_ *tocsin.Record, i *tocsin.Incident) {
			i.Place.Name, i.Place.GeoID, i.Place.Lat = "Winterthur", 2, 48.2
		}, true, "one place lies within the other: Zurich"},
		"another country": {func(_ *tocsin.Record, i *tocsin.Incident) { i.Place.Country = "AT" }, false, "in different countries"},
		"an arrest":       {func(_ *tocsin.Record, i *tocsin.Incident) { i.Kind = tocsin.Arrest }, false, "not of one kind: bombing, arrest"},
		"a sum of many": {func(_ *tocsin.Record, i *tocsin.Incident) {
			i.Aggregate, i.Count = true, &tocsin.Count{Quantity: tocsin.Exactly(30)}
		}, false, "one of them sums up several incidents"},
		"a kind often confused": {func(_ *tocsin.Record, i *tocsin.Incident) { i.Kind = tocsin.OtherAttack }, true, "same place: Zürich"},
		"one report":            {func(r *tocsin.Record, _ *tocsin.Incident) { r.ID = "a1" }, false, "told by one report"},
	} {
		a := first
		a.Article = "a1"
		b := blast(c.edit)
		score, reasons := s.Score(&a, &b), s.Reasons(&a, &b)
		if (score >= 0.5) != c.linked || !slices.Contains(reasons, c.reason) {
			t.Errorf("%s: score %.2f, want linked %v for %q; reasons %q", name, score, c.linked, c.reason, reasons)
		}
		if back := s.Score(&b, &a); back != score {
			t.Errorf("%s: score %v one way, %v the other", name, score, back)
		}
	}
}

// An actor's branch counts as of its line.
func TestABranchIsOfItsLine(t *testing.T) {
	by := func(article, name, id string) link.Telling {
		return blast(func(r *tocsin.Record, i *tocsin.Incident) {
			r.ID = article
			i.Perpetrators = []tocsin.Attribution{{Actor: name, ActorID: id, Stance: tocsin.Blamed}}
		})
	}
	a, b, c := by("a1", "The Branch", "branch"), by("a2", "The Trunk", "trunk"), by("a3", "Others", "others")
	s := scorer(t)
	if got := s.Reasons(&a, &b); !slices.Contains(got, "actors of one line: trunk") {
		t.Errorf("reasons %q", got)
	}
	if got := s.Reasons(&a, &c); !slices.Contains(got, "different actors") || s.Score(&a, &c) >= s.Score(&a, &b) {
		t.Errorf("reasons %q", got)
	}
}

// arrivals links tellings in batches of the given size and returns the dossiers.
func arrivals(t testing.TB, told []link.Telling, batch int) []tocsin.Dossier {
	t.Helper()
	index := link.NewMemory()
	linker := link.NewLinker(scorer(t), index)
	for some := range slices.Chunk(told, batch) {
		if _, err := linker.Link(t.Context(), some, nil); err != nil {
			t.Fatal(err)
		}
	}
	return index.Dossiers()
}

func TestBadInputIsDefined(t *testing.T) {
	good := func(article string) link.Telling {
		return blast(func(r *tocsin.Record, _ *tocsin.Incident) { r.ID = article })
	}
	bad := func(edit func(rec *tocsin.Record, inc *tocsin.Incident)) link.Telling {
		return blast(func(r *tocsin.Record, i *tocsin.Incident) { r.ID = "bad"; edit(r, i) })
	}
	for name, c := range map[string]struct {
		telling link.Telling
		joined  bool
	}{
		"no day":                    {bad(func(_ *tocsin.Record, i *tocsin.Incident) { i.Date = nil }), true},
		"no day, no publication":    {bad(func(r *tocsin.Record, i *tocsin.Incident) { i.Date, r.Published = nil, nil }), false},
		"no publication":            {bad(func(r *tocsin.Record, _ *tocsin.Incident) { r.Published = nil }), true},
		"a day in the future":       {bad(func(_ *tocsin.Record, i *tocsin.Incident) { i.Date.Interval = tocsin.OneDay(*day("2031-01-04")) }), true},
		"an end before its start":   {bad(func(_ *tocsin.Record, i *tocsin.Incident) { i.Date.End -= 9 }), true},
		"a day of the last century": {bad(func(_ *tocsin.Record, i *tocsin.Incident) { i.Date.Start = *day("1901-01-01") }), false},
		"no place":                  {bad(func(_ *tocsin.Record, i *tocsin.Incident) { i.Place = nil }), false},
		"a place of no name":        {bad(func(_ *tocsin.Record, i *tocsin.Incident) { i.Place = &tocsin.Place{} }), false},
		"coordinates 0, 0":          {bad(func(_ *tocsin.Record, i *tocsin.Incident) { i.Place.Lat, i.Place.Lon = 0, 0 }), true},
		"coordinates off the globe": {bad(func(_ *tocsin.Record, i *tocsin.Incident) { i.Place.Lat = 4737 }), true},
		"coordinates no numbers":    {bad(func(_ *tocsin.Record, i *tocsin.Incident) { i.Place.Lat = math.NaN() }), true},
		"no kind, nothing":          {bad(func(_ *tocsin.Record, i *tocsin.Incident) { *i = tocsin.Incident{} }), false},
	} {
		got := arrivals(t, []link.Telling{good("a1"), c.telling, good("a2")}, 1)
		if want := map[bool]int{true: 1, false: 2}[c.joined]; len(got) != want {
			t.Errorf("%s: %d dossiers, want %d", name, len(got), want)
		}
	}
}

// Where a looks in a block of b's, b looks in one of a's: else it would depend on
// the order whether they meet.
func TestLookingIsMutual(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(id string) link.Telling {
			start := rapid.IntRange(0, 800).Draw(rt, "start")
			long := rapid.SampledFrom([]int{1, 1, 2, 4, 5, 30, 33, 200, 366, 400}).Draw(rt, "days")
			return blast(func(r *tocsin.Record, i *tocsin.Incident) {
				r.ID, r.Published = id, nil
				i.Date.Interval = tocsin.Interval{Start: tocsin.Day(start), End: tocsin.Day(start + long - 1)}
				i.Place.Name, i.Place.GeoID = rapid.SampledFrom([]string{"A", "B", "Zurich", ""}).Draw(rt, "name"), 0
				i.Place.Lat = rapid.Float64Range(-90, 90).Draw(rt, "lat")
				i.Place.Lon = rapid.Float64Range(-180, 180).Draw(rt, "lon")
				i.Place.Precision = rapid.SampledFrom(tocsin.Precisions()).Draw(rt, "precision")
				if rapid.IntRange(0, 4).Draw(rt, "placed") == 0 {
					i.Place = nil
				}
				if rapid.Bool().Draw(rt, "named") {
					i.Perpetrators = []tocsin.Attribution{{Actor: "Group", Stance: tocsin.Blamed}}
				}
			})
		}
		a, b := draw("a"), draw("b")
		if rapid.Bool().Draw(rt, "close") && a.Where != nil && b.Where != nil {
			b.Where.Lat, b.Where.Lon = min(90, a.Where.Lat+0.1), a.Where.Lon
		}
		if link.Meets(&a, &b) != link.Meets(&b, &a) {
			rt.Fatalf("one meets the other, but not in turn:\n%+v %+v\n%+v %+v", a, a.Where, b, b.Where)
		}
	})
}

// Thousands of reports of one place and day, of one act and of many: the work is
// bounded, and the outcome still does not depend on the order.
func TestACrowd(t *testing.T) {
	n := 10_000
	if testing.Short() {
		n = 400
	}
	t.Run("bounded", func(t *testing.T) { boundedLinks(t, n) })
	for name, acts := range map[string]int{"of one act": 1, "of many acts": n} {
		told := make([]link.Telling, n)
		for i := range told {
			told[i] = blast(func(r *tocsin.Record, inc *tocsin.Incident) {
				r.ID = fmt.Sprint("article ", i)
				if acts > 1 {
					inc.Tolls[0].Quantity = tocsin.Exactly(1 + i*i%9973)
					inc.Kind = tocsin.Kinds()[i%13]
				}
			})
		}
		want := arrivals(t, told, n)
		if acts == 1 && len(want) != 1 {
			t.Errorf("%s: %d dossiers", name, len(want))
		}
		rand.Shuffle(n, func(i, j int) { told[i], told[j] = told[j], told[i] })
		if got := arrivals(t, told, n/4); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: another order ends in %d dossiers instead of %d", name, len(got), len(want))
		}
	}
}

// boundedLinks holds the links of a crowd to what its representatives make: 64 of
// each block, of which each telling is found in four.
func boundedLinks(t *testing.T, n int) {
	told := make([]link.Telling, n)
	ids := make([]string, n)
	for i := range told {
		told[i] = blast(func(r *tocsin.Record, _ *tocsin.Incident) { r.ID = fmt.Sprint("article ", i) })
		ids[i] = told[i].ID
	}
	index := link.NewMemory()
	if _, err := link.NewLinker(scorer(t), index).Link(t.Context(), told, nil); err != nil {
		t.Fatal(err)
	}
	links, err := index.Links(t.Context(), ids)
	if err != nil || len(links) > 4*64*n || len(links) < n-1 {
		t.Errorf("%d links of %d tellings (%v)", len(links), n, err)
	}
}

// A sum is noted as the whole of its parts, and joined with none.
func TestASumIsNoneOfItsParts(t *testing.T) {
	sum := blast(func(r *tocsin.Record, i *tocsin.Incident) {
		r.ID, i.Aggregate, i.Count = "sum", true, &tocsin.Count{Quantity: tocsin.Exactly(30)}
		i.Date.Start -= 2
	})
	part := blast(func(r *tocsin.Record, _ *tocsin.Incident) { r.ID = "part" })
	other := blast(func(r *tocsin.Record, i *tocsin.Incident) {
		r.ID = "other"
		i.Place.Country = "AT"
		i.Place.Name = "Wien"
	})
	index := link.NewMemory()
	if _, err := link.NewLinker(scorer(t), index).Link(t.Context(), []link.Telling{part, sum, other}, nil); err != nil {
		t.Fatal(err)
	}
	links, err := index.Links(t.Context(), []string{sum.ID})
	if err != nil || len(links) != 1 || links[0] != (link.Link{A: sum.ID, B: part.ID, Type: link.Part, Score: 1}) {
		t.Errorf("links %+v (%v)", links, err)
	}
	if n := len(index.Dossiers()); n != 3 {
		t.Errorf("%d dossiers", n)
	}
}

// Contradictory decisions: the first in order of IDs stands, and the other is told.
func TestContradictoryDecisionsAreTold(t *testing.T) {
	var told []link.Telling
	for i := range 3 {
		told = append(told, blast(func(r *tocsin.Record, inc *tocsin.Incident) {
			r.ID = fmt.Sprint("a", i)
			inc.Place.Country = fmt.Sprint("C", i)
		}))
	}
	slices.SortFunc(told, func(a, b link.Telling) int { return strings.Compare(a.ID, b.ID) })
	index := link.NewMemory()
	linker := link.NewLinker(scorer(t), index)
	if _, err := linker.Link(t.Context(), told, nil); err != nil {
		t.Fatal(err)
	}
	x, y, z := told[0].ID, told[1].ID, told[2].ID
	out, err := linker.Decide(t.Context(), []tocsin.Constraint{{A: y, B: x, Same: true}, {A: y, B: z, Same: true}, {A: x, B: z}}, nil)
	if err != nil || !reflect.DeepEqual(out.Unmet, []tocsin.Constraint{{A: y, B: z, Same: true}}) || len(index.Dossiers()) != 2 {
		t.Errorf("unmet %+v, %d dossiers (%v)", out.Unmet, len(index.Dossiers()), err)
	}
	out, err = linker.Decide(t.Context(), nil, []tocsin.Constraint{{A: x, B: z}})
	if err != nil || len(out.Unmet) != 0 || len(index.Dossiers()) != 1 {
		t.Errorf("unmet %+v, %d dossiers (%v)", out.Unmet, len(index.Dossiers()), err)
	}
}
