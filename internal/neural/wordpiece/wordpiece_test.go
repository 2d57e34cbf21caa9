package wordpiece

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func lines(t testing.TB, file string) []string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
}

// cutting is what the reference makes of a sentence.
type cutting struct {
	IDs    []int32
	Places [][2]int
}

// TestPiecesOfTheReference holds the pieces of our own sentences, tricky ones among
// them, to those of the Python package tokenizers; train/parity/wordpiece.py writes
// them anew.
func TestPiecesOfTheReference(t *testing.T) {
	sentences := lines(t, "testdata/sentences.jsonl")
	for i, line := range lines(t, "testdata/golden.jsonl") {
		var s string
		var want struct{ Lower, Kept cutting }
		if err := json.Unmarshal([]byte(sentences[i]), &s); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			t.Fatal(err)
		}
		compare(t, s, reference(t, true).Cut(nil, s), want.Lower)
		compare(t, s, reference(t, false).Cut(nil, s), want.Kept)
	}
}

func reference(t testing.TB, lower bool) *Vocabulary {
	t.Helper()
	v, err := New(lines(t, "testdata/vocabulary.txt"), lower)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func compare(t *testing.T, s string, got []Piece, want cutting) {
	t.Helper()
	for i, p := range got {
		if i >= len(want.IDs) || p.ID != want.IDs[i] || p.Start != want.Places[i][0] || !sameEnd(s, want.Places[i][1], p.End) {
			t.Errorf("%q: piece %d is %v (%q), want %v", s, i, p, s[p.Start:p.End], want)
			return
		}
	}
	if len(got) != len(want.IDs) {
		t.Errorf("%q: %d pieces, want %d", s, len(got), len(want.IDs))
	}
}

// sameEnd allows for the marks behind a letter, which the reference leaves out of
// the piece and we do not.
func sameEnd(s string, want, got int) bool {
	return got >= want && strings.TrimLeftFunc(s[want:got], func(r rune) bool { return unicode.Is(unicode.Mn, r) }) == ""
}

// TestPiecesStandInOrderOnCharacters holds whatever text is cut to what users of
// the places rely on.
func TestPiecesStandInOrderOnCharacters(t *testing.T) {
	vocabularies := []*Vocabulary{reference(t, true), reference(t, false)}
	tricky := rapid.SampledFrom([]string{" ", "\x00", "\u0301", "é", "\u200b", "漢", "가", "\xff", "\xe2\x82", "İ", "ﬁ", "-", "bomb", "[SEP]", "##s", strings.Repeat("x", 99)})
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.OneOf(rapid.String(), tricky)).Draw(t, "text"), "")
		at, word := 0, 0
		for _, p := range vocabularies[rapid.IntRange(0, 1).Draw(t, "vocabulary")].Cut(nil, s) {
			switch {
			case p.Begins && p.Start < at, p.Start < word, p.End <= p.Start, p.End > len(s):
				t.Fatalf("piece %v of %q stands before %d", p, s, at)
			case !utf8.RuneStart(s[p.Start]) || p.End < len(s) && utf8.ValidString(s) && !utf8.RuneStart(s[p.End]):
				t.Fatalf("piece %v of %q stands inside a character", p, s)
			}
			at, word = p.End, p.Start
		}
	})
}

// TestCuttingIsLocal holds text to be cut the same alone and between other words,
// which the windows of long texts rely on.
func TestCuttingIsLocal(t *testing.T) {
	v := reference(t, true)
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.String().Draw(t, "a"), rapid.String().Draw(t, "b")
		whole := v.Cut(nil, a+" "+b)
		parts := v.Cut(v.Cut(nil, a), b)
		if len(whole) != len(parts) {
			t.Fatalf("%d pieces, alone %d", len(whole), len(parts))
		}
		for i := range whole {
			if whole[i].ID != parts[i].ID {
				t.Fatalf("piece %d is %d, alone %d", i, whole[i].ID, parts[i].ID)
			}
		}
	})
}

func TestAVocabularyNeedsItsMarkers(t *testing.T) {
	_, err := New([]string{"[PAD]", "[UNK]", "[CLS]", "bomb"}, true)
	if err == nil || !strings.Contains(err.Error(), "lacks [SEP]") {
		t.Errorf("%v; want it to say that [SEP] is missing", err)
	}
}

// TestWorkGrowsWithLength counts what is looked up rather than the time: each text
// is far beyond what work that grows with the square would finish within a test.
func TestWorkGrowsWithLength(t *testing.T) {
	v := reference(t, true)
	rnd := rand.New(rand.NewPCG(1, 2))
	letters := make([]byte, 1<<20)
	for i := range letters {
		letters[i] = "abcdefghijklmnopqrstuvwxyz"[rnd.IntN(26)]
	}
	for name, c := range map[string]struct {
		text string
		want int
	}{
		"a megabyte without a space":      {string(letters), 1},
		"a megabyte of marks":             {strings.Repeat("\u0301", 1<<19), 0},
		"a letter under a mass of marks":  {"e" + strings.Repeat("\u0301", 1<<19), 1},
		"a megabyte of control bytes":     {strings.Repeat("\x00\x1f", 1<<19), 0},
		"a megabyte of points":            {strings.Repeat(".", 1<<20), 1 << 20},
		"a megabyte of broken characters": {strings.Repeat("\xe2\x82", 1<<19), 0},
		"words as long as may be":         {strings.Repeat(strings.Repeat("\u0416", 100)+" ", 5000), -1},
	} {
		if got := len(v.Cut(nil, c.text)); got != c.want && c.want >= 0 {
			t.Errorf("%s: %d pieces, want %d", name, got, c.want)
		}
	}
}

func BenchmarkCut(b *testing.B) {
	v := reference(b, true)
	text := strings.Repeat("Gunmen on motorcycles killed five soldiers near the border on Thursday, the army's spokesman said. ", 100)
	b.SetBytes(int64(len(text)))
	var pieces []Piece
	for b.Loop() {
		pieces = v.Cut(pieces[:0], text)
	}
}

func FuzzCut(f *testing.F) {
	for _, line := range lines(f, "testdata/sentences.jsonl") {
		f.Add(line)
	}
	v := reference(f, true)
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range v.Cut(nil, s) {
			if p.Start < 0 || p.End <= p.Start || p.End > len(s) {
				t.Fatalf("piece %v of a text of %d bytes", p, len(s))
			}
		}
	})
}
