package reader

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/extract"
	"tocsin/internal/neural/bundle"
)

// shared is opened once: it is read-only.
var shared = sync.OnceValues(BuiltIn)

func builtInReader(t testing.TB) *Reader {
	t.Helper()
	r, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const told = "A car bomb killed 12 people in the market of Kirkuk on Sunday. Islamic State claimed the attack. Prices of wheat rose."

// at returns where words stand in the text.
func at(t *testing.T, words string) tocsin.Span {
	t.Helper()
	i := strings.Index(told, words)
	if i < 0 {
		t.Fatalf("%q does not stand in the text", words)
	}
	return tocsin.Span{Start: i, End: i + len(words)}
}

// TestPartsAreSeen: the words of each part are likelier to play it than words that
// play none.
func TestPartsAreSeen(t *testing.T) {
	r := builtInReader(t).Read(told)
	for part, words := range map[string]string{
		"anchor": "bomb", "weapon": "car bomb", "toll": "12 people", "place": "Kirkuk", "date": "Sunday", "actor": "Islamic State",
	} {
		if here, there := r.Part(part, at(t, words)), r.Part(part, at(t, "Prices of wheat")); here <= there {
			t.Errorf("%s: %q has the log-odds %.1f, wheat prices %.1f", part, words, here, there)
		}
	}
}

func TestLabelsAreProbabilities(t *testing.T) {
	r := builtInReader(t).Read(told)
	sum := 0.0
	for _, k := range tocsin.WeaponKinds() {
		p := r.Label("weapon_kind", string(k), at(t, "car bomb"))
		if p < 0 || p > 1 {
			t.Errorf("%s has the probability %v", k, p)
		}
		sum += p
	}
	if sum < 0.999 || sum > 1.001 {
		t.Errorf("the kinds of weapon sum to %v", sum)
	}
	for _, c := range []struct{ head, label string }{{"weapon_kind", "spoon"}, {"colour", "red"}} {
		if p := r.Label(c.head, c.label, at(t, "car bomb")); p != 0 {
			t.Errorf("%s of %s has the probability %v, want 0", c.label, c.head, p)
		}
	}
}

// TestPairs: each of left stands against each of right, and words of one incident
// go together better than with words of none.
func TestPairs(t *testing.T) {
	r := builtInReader(t).Read(told)
	bomb, attack, wheat := at(t, "car bomb"), at(t, "the attack"), at(t, "Prices of wheat")
	got := r.Pairs(extract.OneIncident, []tocsin.Span{bomb, {}}, []tocsin.Span{attack, wheat})
	if len(got) != 2 || len(got[0]) != 2 {
		t.Fatalf("%d rows of %d, want 2 of 2", len(got), len(got[0]))
	}
	if got[0][0] <= got[0][1] {
		t.Errorf("the bomb goes with the attack by %.1f, with wheat by %.1f", got[0][0], got[0][1])
	}
	if got[1][0] != 0 {
		t.Errorf("no words go with the attack by %.1f, want 0", got[1][0])
	}
	if some := r.Pairs(extract.OneIncident, nil, []tocsin.Span{bomb}); len(some) != 0 {
		t.Errorf("nothing gives %d rows", len(some))
	}
}

// TestFoundStandsInTheText: stretches come in order, apart, inside the text, and
// reach what was asked for.
func TestFoundStandsInTheText(t *testing.T) {
	r := builtInReader(t).Read(told)
	for _, part := range extract.Parts() {
		end := 0
		for _, s := range r.Found(part, -2) {
			if s.Start < end || s.End <= s.Start || s.End > len(told) {
				t.Errorf("%s: %v comes after %d in a text of %d", part, s, end, len(told))
			}
			if p := r.Part(part, s); p < -2 {
				t.Errorf("%s: %q has the log-odds %.1f", part, told[s.Start:s.End], p)
			}
			end = s.End
		}
	}
}

// TestTextsMeantToHurt: long words, control characters, nothing at all.
func TestTextsMeantToHurt(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "blank": " \n\t ", "one word": strings.Repeat("x", 1<<20),
		"control": "\x00\x01 killed \x7f\u202e\ufeff 12", "broken": "\xff\xfe bomb", "marks": strings.Repeat("!", 5000),
	} {
		t.Run(name, func(t *testing.T) {
			r := builtInReader(t).Read(text)
			all := tocsin.Span{End: len(text)}
			for _, part := range extract.Parts() {
				if z := r.Part(part, all); !(z >= -6 && z <= 6) {
					t.Errorf("%s has the log-odds %v", part, z)
				}
				r.Found(part, 0)
			}
			r.Pairs(extract.OneIncident, []tocsin.Span{all}, []tocsin.Span{all, {}})
		})
	}
}

// TestReadersAreShared: readings made at once are those made one by one.
func TestReadersAreShared(t *testing.T) {
	reader := builtInReader(t)
	want := reader.Read(told).Part("toll", at(t, "12 people"))
	where := at(t, "12 people")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if got := reader.Read(told).Part("toll", where); got != want {
				t.Errorf("%v beside others, %v alone", got, want)
			}
		})
	}
	wg.Wait()
}

// TestForeignBundlesAreRefused: cut off, of another make, or no bundle.
func TestForeignBundlesAreRefused(t *testing.T) {
	tiny, err := os.ReadFile("../neural/testdata/tiny.tocsin")
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{
		"nothing": nil, "cut off": builtIn[:len(builtIn)/2], "damaged": damaged(builtIn), "text": []byte("a bomb killed 12"), "another make": tiny,
	} {
		if _, err := Open(raw); err == nil {
			t.Errorf("%s: opened", name)
		} else if name == "another make" && !errors.Is(err, bundle.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func damaged(raw []byte) []byte {
	out := bytes.Clone(raw)
	out[len(out)/2] ^= 1
	return out
}

func TestProducerNamesTheModel(t *testing.T) {
	p := builtInReader(t).Producer()
	if p.Stage != "read/encoder" || !strings.Contains(p.Version, "+") {
		t.Errorf("producer %+v", p)
	}
}

func BenchmarkRead(b *testing.B) {
	r := builtInReader(b)
	text := strings.Repeat(told+" ", 20)
	began := time.Now()
	for b.Loop() {
		r.Read(text).Part("toll", tocsin.Span{End: 10})
	}
	b.ReportMetric(float64(b.N*len(r.Read(text).(*reading).neural.Pieces))/time.Since(began).Seconds(), "pieces/s")
}
