package extract

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tocsin"
	"tocsin/internal/resolve"
	"tocsin/internal/text"
)

// TestTollsOfAnyWordsAreSound reads jumbled words of tolls: each toll must be
// quoted from the text, its bounds in order and its part known.
func TestTollsOfAnyWordsAreSound(t *testing.T) {
	words, parser := lexicons(t)
	numbers := resolve.NewNumerals()
	word := rapid.SampledFrom(strings.Fields("12 three dozens of at least a another others people soldiers children them whom killed wounded were was died and or , . including among dead death toll rose to from no casualties lives claimed the bodies said gave held freed captured police shot who ( ) \" Killing Kills injuring more than up several he Ali Khan been have not"))
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(word, 1, 40).Draw(t, "words"), " ")
		doc := text.New(tocsin.Report{Text: s})
		a := &Analysis{Doc: parser.Parse(doc, nil), Numerals: numbers.Find(doc)}
		for i := range a.Sentences {
			for _, h := range words.readTolls(a, i, tocsin.Killed) {
				toll := words.toll(a, h, tocsin.ByArticle)
				if err := toll.Check(doc.Text); err != nil {
					t.Fatalf("%q: %v", s, err)
				}
				if toll.Low < 0 || toll.High != nil && *toll.High < toll.Low || toll.Whom == "" || toll.What == "" {
					t.Fatalf("%q: read %+v", s, toll)
				}
			}
		}
	})
}
