package resolve

import (
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/text"
)

func newActors(t testing.TB) *Actors {
	t.Helper()
	a, err := NewActors()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// showActors writes mentions as "words=Name" with marks for what they are.
func showActors(doc *text.Doc, found []tocsin.ActorMention) string {
	var rows []string
	for _, m := range found {
		row := doc.Of(m.Span) + "=" + m.Actor.Name
		if m.Modifier {
			row += " (modifier)"
		}
		if m.Anaphor {
			row += " (anaphor)"
		}
		rows = append(rows, row)
	}
	return strings.Join(rows, "; ")
}

func TestFindActors(t *testing.T) {
	actors := newActors(t)
	sy, ctx := ActorContext{Country: "SY", Year: 2016}, func(c string, y int) ActorContext { return ActorContext{c, y} }
	for _, c := range []struct {
		ctx        ActorContext
		text, want string
	}{
		{sy, "Regime forces shelled the town.", "Regime forces=Syrian government forces"},
		{sy, "Fighters of IS attacked.", "Fighters=unknown; IS=Islamic State"},
		{sy, "Russian and Syrian regime airstrikes hit rebel-held Aleppo.",
			"Russian=Russia; Syrian regime=Syrian government forces; rebel=Syrian rebels (modifier)"},
		{sy, "US-led coalition warplanes struck an IS stronghold, the Observatory said.",
			"US-led coalition warplanes=US-led coalition; IS=Islamic State (modifier); the Observatory=Syrian Observatory for Human Rights"},
		{ctx("KE", 2014), "Kenyan police said al Shabaab gunmen killed five. Police arrested two.",
			"Kenyan police=Kenyan police; al Shabaab gunmen=al-Shabaab; Police=Kenyan police"},
		{ctx("YE", 2018), "Coalition jets hit the rebels.", "Coalition jets=Saudi-led coalition; the rebels=Houthis"},
		{sy, "", ""},
	} {
		doc := text.New(tocsin.Report{Text: c.text})
		if got := showActors(doc, actors.Find(doc, c.ctx)); got != c.want {
			t.Errorf("%q in %v:\n got %s\nwant %s", c.text, c.ctx, got, c.want)
		}
	}
}
