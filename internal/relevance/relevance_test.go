package relevance

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tocsin"
)

func open(t testing.TB) *Gate {
	t.Helper()
	g, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestAdmits holds the gate to what no reader would doubt.
func TestAdmits(t *testing.T) {
	g := open(t)
	for _, c := range []struct {
		about, text string
		want        bool
	}{
		{"a kidnapping", "Gunmen kidnapped a priest near the village on Sunday as he drove home from church. " +
			"No group has said that it is holding him, and the police have asked people who saw the car to come forward with what they know.", true},
		{"an alert level", "The interior ministry raised the terrorism threat level to severe after the attack on the station. " +
			"More police will be seen in the streets, the minister said, and travellers should expect their bags to be searched.", true},
		{"a truce", "The army and the rebels agreed a ceasefire in the eastern district, to begin on Friday at noon. " +
			"Lorries with flour and medicine will be let through the checkpoints, both sides said, and the wounded will be taken out.", true},
		{"football", "The striker scored twice in the first half and had a third goal ruled out. The coach said that his side can win the cup " +
			"if its defence stays fit, but refused to say who will play in the final next month.", false},
		{"shares", "Shares rose as the company said that its profits for the year would be higher than expected. Analysts welcomed the results " +
			"and said that demand in Asia would make up for weak sales at home. The firm has cut its costs and is expected to pay a better dividend " +
			"in the new year, helped by a weak dollar and rising prices for its phones.", false},
		{"a film", "The film won three awards at the festival. Its director said that she was very happy for the actors, who had worked " +
			"for little money, and that her next picture would be a comedy about a family of bakers.", false},
		{"too short to judge", "The film won three awards.", true},
	} {
		if got := g.Admits(tocsin.Report{Text: c.text}); got != c.want {
			t.Errorf("%s: admits %v, want %v", c.about, got, c.want)
		}
	}
}

// TestLettersDoNotMatter: wires wrote in capitals, and headlines still do.
func TestLettersDoNotMatter(t *testing.T) {
	g := open(t)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{
			"gunmen", "killed", "the", "market", "film", "company", "bomb", "year", "in", "12", "profits", "village",
			"win", "said", "police", "minister", "music", "players", "army", "town", "can", "new", "will", "growth",
			"attack", "games", "rebels", "show", "election", "best", "phone", "border", "blast", "top", "world", "shot",
		}), enough, 80).Draw(t, "words")
		s := strings.Join(words, " ")
		if g.Admits(tocsin.Report{Text: s}) != g.Admits(tocsin.Report{Text: strings.ToUpper(s)}) {
			t.Errorf("capitals change whether %q is admitted", s)
		}
	})
}

// TestLengthDoesNotMatter: a report told twice over is the same report.
func TestLengthDoesNotMatter(t *testing.T) {
	once := Traits(tocsin.Report{Text: "A bomb killed two soldiers."})
	twice := Traits(tocsin.Report{Text: strings.Repeat("A bomb killed two soldiers. ", 2)})
	if len(once) != 4 || len(twice) != len(once) || once[0] != twice[0] {
		t.Errorf("told once %v, twice %v: want the same four words", once, twice)
	}
	if got := Traits(tocsin.Report{Text: "12 ! 3"}); len(got) != 0 {
		t.Errorf("numbers and marks have the traits %v, want none", got)
	}
}

func BenchmarkAdmits(b *testing.B) {
	g := open(b)
	rep := tocsin.Report{Text: strings.Repeat("A car bomb killed 12 people in a market, police said. Nobody claimed responsibility. ", 30)}
	b.SetBytes(int64(len(rep.Text)))
	for b.Loop() {
		g.Admits(rep)
	}
}
