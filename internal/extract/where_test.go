package extract

import (
	"fmt"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/resolve"
)

// datesOf reads the acts of a text, reckoned from Wednesday 15 March 2017, as
// "trigger start..end", the end left out where it is the start.
func datesOf(t *testing.T, s string) []string {
	t.Helper()
	words, a := analysisOf(t, s)
	ref := tocsin.NewDay(2017, time.March, 15)
	a.Ref = &ref
	a.Timexes = resolve.NewTimexes().Find(a.Doc.Doc, a.Ref)
	var out []string
	for _, m := range finderOf(t, words).Find(a) {
		line := m.Trigger.Quote
		if m.Date != nil {
			line += " " + m.Date.Start.String()
			if m.Date.End != m.Date.Start {
				line += ".." + m.Date.End.String()
			}
		}
		out = append(out, line)
	}
	return out
}

func TestActsAreDated(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Gunmen ambushed a patrol on Monday.", "[ambushed 2017-03-13]"},
		// The day of an announcement is not the day of the act.
		{"Police said on Tuesday that gunmen ambushed a patrol on Sunday.", "[ambushed 2017-03-12]"},
		{"A bombing wounded a guard on Monday, after gunmen ambushed a patrol on Friday.", "[bombing 2017-03-13 wounded 2017-03-13 ambushed 2017-03-10]"},
		// "Since" dates a single act only where it opens at it.
		{"Gunmen have ambushed a patrol since January.", "[ambushed]"},
		{"It was quiet since January 2016, when gunmen ambushed a patrol.", "[ambushed 2016-01-01..2016-01-31]"},
	} {
		if got := fmt.Sprint(datesOf(t, c.text)); got != c.want {
			t.Errorf("dates of %q = %s, want %s", c.text, got, c.want)
		}
	}
}

func TestSitesAreNamed(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"A bomb attack on the Blue Lantern hotel wounded a guard.", "Blue Lantern hotel"},
		{"Gunmen opened fire near Harbour Street.", "Harbour Street"},
		{"Gunmen opened fire in a market.", ""},
		{"A bomb attack on a Shia mosque wounded a guard.", ""},
	} {
		words, a := analysisOf(t, c.text)
		got := ""
		for _, m := range finderOf(t, words).Find(a) {
			if s, ok := words.siteOf(a, &m); ok {
				got = a.Of(s)
				break
			}
		}
		if got != c.want {
			t.Errorf("site of %q = %q, want %q", c.text, got, c.want)
		}
	}
}
