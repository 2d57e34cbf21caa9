package extract

import (
	"testing"

	"tocsin"
	"tocsin/internal/resolve"
	"tocsin/internal/text"
)

func TestTollsNameWhoGivesThem(t *testing.T) {
	words, parser := lexicons(t)
	actors, err := resolve.NewActors()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"The raid killed nine people.", tocsin.ByArticle},
		{"A source at the police command said nine people were killed.", "source at the police command"},
		{"Nine people were killed, reports The Morning Herald.", "The Morning Herald"},
		// A witness is not named.
		{"Nine people were killed, reports John Mason.", tocsin.ByArticle},
		{"According to the Syrian Observatory for Human Rights nine people were killed.", "Syrian Observatory for Human Rights"},
		{"The Syrian Observatory for Human Rights spoke of raids. Nine people were killed, the monitor said.", "Syrian Observatory for Human Rights"},
		// A pronoun stands for who spoke in the sentence before.
		{"The police chief said the road was closed. He said nine people were killed.", "police"},
	} {
		doc := text.New(tocsin.Report{Text: c.text})
		a := &Analysis{Doc: parser.Parse(doc, nil), Numerals: resolve.NewNumerals().Find(doc), Actors: actors.Find(doc, resolve.ActorContext{})}
		by := newTollSpeakers(words, a)
		got := ""
		for s := range a.Sentences {
			for _, h := range words.readTolls(a, s, "") {
				got = by.of(h)
			}
		}
		if got != c.want {
			t.Errorf("%q: by %q, want %q", c.text, got, c.want)
		}
	}
}
