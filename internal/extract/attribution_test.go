package extract

import (
	"slices"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/resolve"
	"tocsin/internal/syntax"
	"tocsin/internal/text"
)

// lexicons returns the rule packs and the parser.
func lexicons(t *testing.T) (*lexicon, *syntax.Lexicon) {
	t.Helper()
	words, err := newLexicon()
	if err != nil {
		t.Fatal(err)
	}
	parser, err := syntax.NewLexicon()
	if err != nil {
		t.Fatal(err)
	}
	return words, parser
}

// finderOf returns the finder of mentions by words and the learned models.
func finderOf(t *testing.T, words *lexicon) *RuleFinder {
	t.Helper()
	models, err := LoadModels(false)
	if err != nil {
		t.Fatal(err)
	}
	return &RuleFinder{words, &models}
}

// analysisOf analyses a text without its places.
func analysisOf(t *testing.T, s string) (*lexicon, *Analysis) {
	t.Helper()
	words, parser := lexicons(t)
	actors, err := resolve.NewActors()
	if err != nil {
		t.Fatal(err)
	}
	doc := text.New(tocsin.Report{Text: s})
	return words, &Analysis{
		Doc: parser.Parse(doc, nil), Numerals: resolve.NewNumerals().Find(doc),
		Actors: actors.Find(doc, resolve.ActorContext{Country: "SY", Year: 2016}),
	}
}

// attributionsOf reads the attributions of all acts of a text, as "actor stance
// by" once each.
func attributionsOf(t *testing.T, s string) string {
	t.Helper()
	words, a := analysisOf(t, s)
	var out []string
	seen := map[string]bool{}
	weights, err := loadWeights()
	if err != nil {
		t.Fatal(err)
	}
	groups := weights.group(a, finderOf(t, words).Find(a))
	words.linkClaims(a, groups)
	for _, m := range slices.Concat(groups...) {
		for _, p := range m.Perpetrators {
			line := p.Actor + " " + string(p.Stance) + " " + p.By
			if !seen[line] {
				seen[line] = true
				out = append(out, line)
			}
		}
	}
	return strings.Join(out, "; ")
}

func TestAttributionsAreRead(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// Who acts.
		{"Armed assailants in a car opened fire on the guards.", "unknown reported article"},
		{"Russian warplanes bombed the village of Hazano.", "Russia reported article"},
		{"Russian and Syrian regime warplanes carried out air strikes on Idlib.", "Russia reported article; Syrian government forces reported article"},
		{"The raid was carried out by Russian jets.", "Russia reported article"},
		{"Fighters of the Islamic State attacked a checkpoint.", "Islamic State reported article"},
		{"The army captured the village from the Islamic State.", "Syrian government forces reported article; Islamic State reported article"},
		// Who says so.
		{"Boko Haram yesterday claimed responsibility for the bombing.", "Boko Haram claimed self"},
		{"The bombing was claimed by Boko Haram.", "Boko Haram claimed self"},
		{"The bombing killed 12 people. Boko Haram has claimed it.", "Boko Haram claimed self"},
		{"Boko Haram said its fighters had attacked the base.", "Boko Haram claimed self"},
		{"The bombing killed 12 people. The PKK said it had nothing to do with it.", "PKK denied self"},
		{"The PKK denied any part in the bombing.", "PKK denied self"},
		{"Turkish officials blamed the PKK for the bombing.", "PKK blamed Turkish authorities"},
		{"The bombing was blamed on the PKK by Turkish officials.", "PKK blamed Turkish authorities"},
		{"The bombing was blamed on the PKK.", "PKK blamed article"},
		{"The army pointed the finger at Boko Haram after the bombing.", "Boko Haram blamed Syrian government forces"},
		{"The Nusra Front attacked a village, said the local surveyor Rami Hadad.", "al-Nusra Front blamed local surveyor"},
		{"The bombing killed 12 people. No group has claimed responsibility.", "unknown reported article"},
		{"The bombing killed 12 people. The Taliban said they had carried it out.", "Taliban claimed self"},
		{"Evidence suggests that the attack was carried out by Islamic State.", "Islamic State assessed article"},
		{"Alleged Russian air strikes hit Idlib.", "Russia suspected article"},
		{"Russia and the United States agreed a truce.", "Russia reported article; United States reported article"},
		{"A bomb exploded in Jos. Suspicion fell at once on Boko Haram.", "Boko Haram suspected article"},
	} {
		if got := attributionsOf(t, c.text); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
