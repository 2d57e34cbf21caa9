package sqlite_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"tocsin"
	"tocsin/internal/link"
	"tocsin/internal/pipeline"
	"tocsin/internal/sqlite"
)

// orphans is a lineage in which no actor is a branch of another.
type orphans struct{}

func (orphans) Parents(string) []string { return nil }

// relink does what waits for the stage link.
func relink(t *testing.T, s *sqlite.Store) {
	t.Helper()
	items, err := s.Waiting(t.Context(), "link", 1000)
	if err != nil {
		t.Fatal(err)
	}
	stage := pipeline.NewLinkStage(s, link.NewReader(orphans{}), newScorer(t), "1")
	if tally, err := stage.Work(t.Context(), items); err != nil || tally.Done != len(items) {
		t.Fatalf("%d of %d articles linked: %v", tally.Done, len(items), err)
	}
}

func newScorer(t *testing.T) *link.Scorer {
	t.Helper()
	scorer, err := link.NewScorer()
	if err != nil {
		t.Fatal(err)
	}
	return scorer
}

// decide takes in decisions, and takes others back.
func decide(t *testing.T, s *sqlite.Store, made, undone []tocsin.Constraint) {
	t.Helper()
	stage := pipeline.NewLinkStage(s, link.NewReader(orphans{}), newScorer(t), "1")
	if _, err := stage.Decide(t.Context(), made, undone); err != nil {
		t.Fatal(err)
	}
}

// scattered returns articles on a few acts in a few towns over a few days.
func scattered(n int) []tocsin.Coded {
	rnd := rand.New(rand.NewPCG(1, 2))
	out := make([]tocsin.Coded, n)
	for i := range out {
		out[i] = coded(i, func(c *tocsin.Coded) {
			event := rnd.IntN(8)
			published := tocsin.NewDay(2024, 1, 5+4*(event%3)+rnd.IntN(4))
			c.Report.Published, c.Report.Outlet = &published, fmt.Sprint("outlet ", rnd.IntN(5))
			c.Report.Title += fmt.Sprint(i)
			c.Record.Published, c.Record.Outlet = c.Report.Published, c.Report.Outlet
			inc := &c.Record.Incidents[0]
			inc.Date.Interval = tocsin.OneDay(tocsin.NewDay(2024, 1, 4+4*(event%3)))
			inc.Place.Name, inc.Place.Lat = fmt.Sprint("Town", event/3), 47.37+float64(event/3)*0.9
			inc.Tolls[0].Quantity = tocsin.Exactly(10 + event*7 + rnd.IntN(3))
		})
	}
	return out
}

func dossiers(t *testing.T, s *sqlite.Store) []tocsin.Dossier {
	t.Helper()
	short, n, err := s.Dossiers(t.Context(), tocsin.DossierQuery{Page: tocsin.Page{Limit: 1000}})
	if err != nil || n != len(short) {
		t.Fatalf("%d dossiers of %d: %v", len(short), n, err)
	}
	out := make([]tocsin.Dossier, len(short))
	for i, d := range short {
		if out[i], err = s.Dossier(t.Context(), d.ID); err != nil {
			t.Fatal(err)
		}
	}
	slices.SortFunc(out, func(a, b tocsin.Dossier) int { return compare(a.ID, b.ID) })
	return out
}

func compare(a, b string) int {
	if a < b {
		return -1
	}
	return 1
}

// The store ends as the index in memory does, whatever order the articles come in.
func TestTheStoreLinksInAnyOrder(t *testing.T) {
	articles := scattered(40)
	var want []tocsin.Dossier
	for n := range 6 {
		s, _ := open(t)
		for some := range slices.Chunk(articles, 1+7*n) {
			put(t, s, some...)
			relink(t, s)
		}
		got := dossiers(t, s)
		if want == nil {
			want = inMemory(t, articles)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("shuffle %d: %d dossiers, want %d\n%+v\n%+v", n, len(got), len(want), got[0], want[0])
		}
		rand.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
	}
	if len(want) != 8 {
		t.Errorf("%d dossiers of 8 acts", len(want))
	}
}

func inMemory(t *testing.T, articles []tocsin.Coded) []tocsin.Dossier {
	t.Helper()
	index := link.NewMemory()
	var told []link.Telling
	for _, c := range articles {
		c.Record.ID = tocsin.ArticleID(c.Hash)
		told = append(told, link.NewReader(orphans{}).Read(c.Record, "")...)
	}
	if _, err := link.NewLinker(newScorer(t), index).Link(t.Context(), told, nil); err != nil {
		t.Fatal(err)
	}
	return index.Dossiers()
}

// An ID that was given out leads to its incident for good: when an earlier report
// comes in, when a new coding names the incident by other words, and when it no
// longer finds it at all.
func TestAnIDLeadsOn(t *testing.T) {
	s, _ := open(t)
	published := tocsin.NewDay(2024, 1, 4)
	late, early := coded(1, nil), coded(2, func(c *tocsin.Coded) {
		c.Report.Published, c.Record.Published = &published, &published
		c.Report.Title += " today"
	})
	put(t, s, late)
	relink(t, s)
	given := dossiers(t, s)[0].ID
	put(t, s, early)
	relink(t, s)
	leadsTo(t, s, given, 2)
	if now := dossiers(t, s)[0].ID; now == given {
		t.Error("the earliest report does not give the ID")
	}
	late.Record.Incidents[0].Anchor.Start += 2
	put(t, s, late)
	relink(t, s)
	leadsTo(t, s, given, 2)
	late.Record.Incidents = nil
	put(t, s, late)
	relink(t, s)
	leadsTo(t, s, given, 1)
	early.Record.Incidents = nil
	put(t, s, early)
	relink(t, s)
	if _, err := s.Dossier(t.Context(), given); !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("nothing is told any more, but the ID leads to something (%v)", err)
	}
	if _, err := s.Dossier(t.Context(), "no ID"); !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("no ID: %v", err)
	}
}

func leadsTo(t *testing.T, s *sqlite.Store, id string, reports int) {
	t.Helper()
	d, err := s.Dossier(t.Context(), id)
	if err != nil || d.Reports != reports || len(dossiers(t, s)) != 1 {
		t.Errorf("%s leads to a dossier of %d reports, want %d (%v)", id, d.Reports, reports, err)
	}
}

// Decisions part and join, outlast a new coding, and can be taken back.
func TestDecisionsPartAndJoin(t *testing.T) {
	s, _ := open(t)
	put(t, s, coded(1, nil), coded(2, func(c *tocsin.Coded) { c.Report.Title += " 2" }), coded(3, func(c *tocsin.Coded) {
		c.Report.Title += " 3"
		c.Record.Incidents[0].Place = &tocsin.Place{Name: "Lima", Country: "PE"}
	}))
	relink(t, s)
	two := dossiers(t, s)
	if len(two) != 2 {
		t.Fatalf("%d dossiers", len(two))
	}
	slices.SortFunc(two, func(a, b tocsin.Dossier) int { return b.Reports - a.Reports })
	a, b, c := two[0].Members[0].Telling, two[0].Members[1].Telling, two[1].ID
	apart := []tocsin.Constraint{{A: a, B: b}}
	decide(t, s, append(apart, tocsin.Constraint{A: b, B: c, Same: true}), nil)
	if got := parts(t, s); !reflect.DeepEqual(got, [][]string{{a}, sorted(b, c)}) && !reflect.DeepEqual(got, [][]string{sorted(b, c), {a}}) {
		t.Errorf("decided: %v", got)
	}
	put(t, s, coded(1, func(c *tocsin.Coded) { c.Record.Incidents[0].Anchor.Start += 2 }))
	relink(t, s)
	if n := len(dossiers(t, s)); n != 2 {
		t.Errorf("%d dossiers after a new coding", n)
	}
	decide(t, s, nil, append(apart, tocsin.Constraint{A: b, B: c, Same: true}))
	if n := len(dossiers(t, s)); n != 2 || dossiers(t, s)[0].Reports+dossiers(t, s)[1].Reports != 3 {
		t.Errorf("%d dossiers once the decisions are taken back", n)
	}
	for _, ids := range parts(t, s) {
		if slices.Contains(ids, c) && len(ids) != 1 {
			t.Errorf("%v are still joined", ids)
		}
	}
}

func parts(t *testing.T, s *sqlite.Store) (out [][]string) {
	for _, d := range dossiers(t, s) {
		var ids []string
		for _, m := range d.Members {
			ids = append(ids, m.Telling)
		}
		out = append(out, sorted(ids...))
	}
	return out
}

func sorted(ids ...string) []string { slices.Sort(ids); return ids }

func TestDossiersAreFiltered(t *testing.T) {
	s, _ := open(t)
	put(t, s, coded(1, func(c *tocsin.Coded) {
		c.Record.Incidents[0].Perpetrators = []tocsin.Attribution{{Actor: "Red Brigades", Stance: tocsin.Blamed}}
	}), coded(2, func(c *tocsin.Coded) { c.Report.Title += " 2" }), coded(3, func(c *tocsin.Coded) {
		c.Report.Title += " 3"
		c.Record.Incidents[0].Kind = tocsin.Arrest
		c.Record.Incidents[0].Place = nil
		c.Record.Incidents[0].Date = nil
	}))
	relink(t, s)
	from, to := tocsin.NewDay(2024, 1, 4), tocsin.NewDay(2024, 1, 4)
	for name, c := range map[string]struct {
		q    tocsin.DossierQuery
		want int
	}{
		"all":           {tocsin.DossierQuery{}, 2},
		"a kind":        {tocsin.DossierQuery{Kinds: []tocsin.Kind{tocsin.Arrest}}, 1},
		"a country":     {tocsin.DossierQuery{Countries: []string{"CH"}}, 1},
		"no country":    {tocsin.DossierQuery{Countries: []string{"PE"}}, 0},
		"an actor":      {tocsin.DossierQuery{Actor: "Red Brigades"}, 1},
		"days":          {tocsin.DossierQuery{From: &from, To: &to}, 1},
		"several":       {tocsin.DossierQuery{Several: true}, 1},
		"a box":         {tocsin.DossierQuery{Box: &tocsin.Box{West: 8, South: 47, East: 9, North: 48}}, 1},
		"the date line": {tocsin.DossierQuery{Box: &tocsin.Box{West: 170, South: 47, East: 9, North: 48}}, 1},
		"elsewhere":     {tocsin.DossierQuery{Box: &tocsin.Box{West: 9, South: 47, East: 10, North: 48}}, 0},
	} {
		c.q.Limit = 10
		got, n, err := s.Dossiers(t.Context(), c.q)
		if err != nil || n != c.want || len(got) != n {
			t.Errorf("%s: %d of %d, want %d (%v)", name, len(got), n, c.want, err)
		}
	}
}
