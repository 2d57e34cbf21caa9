package extract

import (
	"fmt"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/resolve"
	"tocsin/internal/text"
)

// tollsOf reads the tolls of a text as lines "effect low-high part".
func tollsOf(t *testing.T, s string) string {
	t.Helper()
	words, parser := lexicons(t)
	doc := text.New(tocsin.Report{Text: s})
	a := &Analysis{Doc: parser.Parse(doc, nil), Numerals: resolve.NewNumerals().Find(doc)}
	var out []string
	var told lastToll
	for i := range a.Sentences {
		hs := words.readTolls(a, i, told.what(i))
		told.keep(i, hs)
		for _, h := range hs {
			high := ""
			if h.High != nil {
				high = fmt.Sprint(*h.High)
			}
			out = append(out, fmt.Sprintf("%s %d-%s %s", h.what, h.Low, high, words.whom(a, h)))
		}
	}
	return strings.Join(out, "; ")
}

func TestTollsAreRead(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// Verbs, active and passive.
		{"The blast killed 12 people and wounded 40.", "killed 12-12 all; injured 40-40 all"},
		{"At least 19 people were killed and 40 others wounded.", "killed 19- all; injured 40-40 all"},
		{"Gunmen have abducted three villagers.", "abducted 3-3 all"},
		{"Two soldiers and three civilians were killed.", "killed 2-2 security_forces; killed 3-3 civilians; killed 5-5 all"},
		{"The shelling killed or wounded dozens.", "casualties 24- all"},
		{"Four hostages were freed.", "freed 4-4 all"},
		{"Police rounded up 30 suspects.", "arrested 30-30 all"},
		// Told by a noun or a state.
		{"The death toll rose to 73, up from 71.", "killed 73-73 all; killed 71-71 all"},
		{"The raid left two policemen dead.", "killed 2-2 security_forces"},
		{"There was no report of any casualty.", "casualties 0-0 all"},
		{"6 citizens killed 22 injured in attacks.", "killed 6-6 civilians; injured 22-22 civilians"},
		{"There were no casualties.", "casualties 0-0 all"},
		{"Nobody was injured.", "injured 0-0 all"},
		{"The post was hit without casualties.", "casualties 0-0 all"},
		{"The strike claimed the lives of five villagers.", "killed 5-5 all"},
		{"Officials confirmed the deaths of eight people.", "killed 8-8 all"},
		// Parts of a toll.
		{"The raid killed ten people, including three children.", "killed 10-10 all; killed 3-3 children"},
		{"Ten people died, six of them soldiers.", "killed 10-10 all; killed 6-6 security_forces"},
		{"A further nine, among them eight women, were killed.", "killed 9-9 all; killed 8-8 other"},
		{"The bombs killed 12 people, of whom 6 were children.", "killed 12-12 all; killed 6-6 children"},
		{"Twelve were killed, and two of them have not been named.", "killed 12-12 all"},
		// One person without a number.
		{"The governor was assassinated.", "killed 1-1 all"},
		{"Gunmen shot dead a doctor.", "killed 1-1 all"},
		{"Ali Khan (30), was shot dead.", "killed 1-1 all"},
		{"One official was killed and another injured.", "killed 1-1 all; injured 1-1 all"},
		{"A man, his wife and two guides were killed.", "killed 4-4 all"},
		{"A monitor put the number of dead at 40.", "killed 40-40 all"},
		{"Ten people were killed, the army said. The ministry gave 12.", "killed 10-10 all; killed 12-12 all"},
		{"The raid went on for days, killing at least 57 civilians.", "killed 57- civilians"},
		{"They shot a man.", "killed 1-1 all"},
		{"They shot a man in the leg.", ""},
		{"The blast killed at least 25 people, several of them children.", "killed 25- all; killed 3- children"},
		{"Two men were abducted and murdered.", "abducted 2-2 all; killed 2-2 all"},
		{"The army captured 12 gunmen.", "arrested 12-12 attackers"},
		{"Rebels captured 12 soldiers.", "abducted 12-12 security_forces"},
		{"Fighters clashed near the airport killing or injuring scores of them.", "casualties 40- all"},
		{"A woman and her three children as well as another child were killed.", "killed 4-4 children; killed 5-5 all"},
		{"A British man, his wife and their guide were shot dead.", "killed 3-3 all"},
		{"Nine of those killed were civilians.", "killed 9-9 civilians"},
		{"The army seized 12 bags.", ""},
		{"Under the deal 3,000 people were evacuated.", "freed 3000-3000 all"},
		{"They were let go in exchange for five prisoners.", "freed 5-5 all"},
		{"Nine people died. The figure had been put at 23 on Monday, 47 by evening and 46 again.", "killed 9-9 all; killed 23-23 all; killed 47-47 all; killed 46-46 all"},
		// What did not happen, or counts no people.
		{"The group threatened to kill 20 hostages.", ""},
		{"The bomb could have killed 12.", ""},
		{"Two blasts killed nine.", "killed 9-9 all"},
		{"Three villages were captured.", ""},
	} {
		if got := tollsOf(t, c.text); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
