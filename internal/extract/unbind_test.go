package extract

import (
	"testing"

	"tocsin/internal/resolve"
	"tocsin/internal/text"

	"tocsin"
)

func TestDayOfTheOtherActIsNotTaken(t *testing.T) {
	words, parser := lexicons(t)
	ref, err := tocsin.ParseDay("2020-06-10")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		own  bool // the day is the first act's own
	}{
		{"The bombing came on Monday, hours after a court ruling.", true},
		{"The bombing came five days after the court ruled on 1 June.", false},
		{"The bombing followed a riot on 1 June.", false},
		{"The bombing happened on 1 June.", true},
	} {
		doc := text.New(tocsin.Report{Text: c.text})
		a := &Analysis{Doc: parser.Parse(doc, nil), Ref: &ref, Timexes: resolve.NewTimexes().Find(doc, &ref), Numerals: resolve.NewNumerals().Find(doc)}
		ms := finderOf(t, words).Find(a)
		if len(ms) == 0 {
			t.Errorf("%q: no act found", c.text)
			continue
		}
		if ms[0].DateOwn != c.own {
			t.Errorf("%q: own day %v, want %v", c.text, ms[0].DateOwn, c.own)
		}
	}
}
