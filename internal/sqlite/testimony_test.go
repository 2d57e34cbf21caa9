package sqlite_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/sqlite"
)

// What ledgers weigh of a report: when it was learned, and who stands behind it.
func TestTestimonies(t *testing.T) {
	ctx := context.Background()
	s, path := open(t)
	put(t, s, coded(1, nil), coded(2, func(c *tocsin.Coded) { c.Report.Outlet = "State Radio"; c.Report.Text += " It was loud." }))
	_, err := raw(t, path).Exec(`INSERT INTO sources (id, name, kind, at, country, lang, ownership, reliability, marking, every, delay, added, paused, owner)
		VALUES ('radio', 'State Radio', 'feed', 'http://radio.example', 'IR', '', 'state', 'D', 'clear', 1, 1, 1, 0, 'The Authority')`)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("of sources", func(t *testing.T) { testTestimonies(t, s) })
	// What is known of a source outlives it.
	if err := s.RemoveSource(ctx, "radio"); err != nil {
		t.Fatal(err)
	}
	t.Run("of removed sources", func(t *testing.T) { testTestimonies(t, s) })
}

func testTestimonies(t *testing.T, s *sqlite.Store) {
	member := func(n int, incident string) tocsin.Member {
		return tocsin.Member{Telling: idOne, Article: coded(n, nil).Hash[:16], Incident: incident}
	}
	for name, c := range map[string]struct {
		member      tocsin.Member
		outlet      string
		reliability tocsin.Reliability
		owners      string
		n           int
	}{
		"an outlet that nobody knows": {member(1, "i1"), "Test Wire", "", "", 1},
		"one of a state":              {member(2, "i1"), "State Radio", "D", "state of IR, The Authority", 1},
		"an incident no longer told":  {member(1, "i9"), "", "", "", 0},
		"an article not stored":       {member(7, "i1"), "", "", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := s.Testimonies(t.Context(), []tocsin.Member{c.member})
			if err != nil || len(got) != c.n {
				t.Fatalf("%d testimonies, %v; want %d", len(got), err, c.n)
			}
			if c.n == 0 {
				return
			}
			g := got[0]
			if g.Outlet != c.outlet || g.Reliability != c.reliability || strings.Join(g.Owners, ", ") != c.owners || g.Telling != idOne ||
				len(g.Told.Incident.Tolls) != 1 || time.Since(g.Learned) > time.Hour {
				t.Errorf("%+v", g)
			}
		})
	}
}
