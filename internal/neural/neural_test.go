package neural

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"tocsin/internal/neural/bundle"
	"tocsin/internal/neural/kernel"
)

// golden is what the reference, train/parity/encoder.py, makes of a text with the
// model in testdata/tiny.tocsin.
type golden struct {
	Text    string
	Vectors [][]float32
	Heads   map[string][][]float32
	Pairs   [][4]int
}

func readGolden(t *testing.T) []golden {
	t.Helper()
	raw, err := os.ReadFile("testdata/golden.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var out []golden
	for line := range bytes.Lines(raw) {
		var g golden
		if err := json.Unmarshal(line, &g); err != nil {
			t.Fatal(err)
		}
		out = append(out, g)
	}
	return out
}

func tiny(t testing.TB) []byte {
	t.Helper()
	raw, err := os.ReadFile("testdata/tiny.tocsin")
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// packed is the tiny bundle with its matrices in bytes.
func packed(t testing.TB) []byte {
	t.Helper()
	b, err := bundle.Parse(tiny(t))
	if err != nil {
		t.Fatal(err)
	}
	d, err := b.Quantise()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := d.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(t testing.TB, raw []byte, set *kernel.Set) *Model {
	t.Helper()
	b, err := bundle.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	m, err := newModel(b, set)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func read(t testing.TB, m *Model, text string) *Reading {
	t.Helper()
	r, err := m.Read(context.Background(), text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestGoldenLogits holds every set of kernels to the reference: vectors and
// probabilities within 0.001, and far nearer for most.
func TestGoldenLogits(t *testing.T) {
	for _, set := range kernel.Sets() {
		t.Run(set.Name, func(t *testing.T) {
			m := open(t, tiny(t), set)
			farthest := 0.0
			for _, g := range readGolden(t) {
				r := read(t, m, g.Text)
				farthest = max(farthest, apart(t, "vectors of "+g.Text, r.rows(), g.Vectors))
				for _, h := range m.Header().Heads {
					farthest = max(farthest, apart(t, h.Name+" of "+g.Text, r.score(t, h, g.Pairs), g.Heads[h.Name]))
				}
			}
			t.Logf("largest difference %.1e", farthest)
			if farthest > 1e-3 {
				t.Errorf("the largest difference is %g", farthest)
			}
		})
	}
}

func (r *Reading) rows() [][]float32 {
	h := r.model.header.Encoder.Hidden
	return slices.Collect(slices.Chunk(r.vectors[:len(r.Pieces)*h], h))
}

// score asks the head for what the golden file has of it.
func (r *Reading) score(t *testing.T, h bundle.Head, places [][4]int) [][]float32 {
	t.Helper()
	var pairs []Pair
	for _, p := range places {
		pairs = append(pairs, Pair{Left: Span{p[0], p[1]}, Right: Span{p[2], p[3]}})
	}
	scores, err := map[string]func() ([][]float32, error){
		"token":  func() ([][]float32, error) { return r.Tokens(h.Name) },
		"pooled": func() ([][]float32, error) { return r.Pooled(h.Name) },
		"pair":   func() ([][]float32, error) { return r.Pairs(h.Name, pairs) },
	}[h.Kind]()
	if err != nil {
		t.Fatal(err)
	}
	return scores
}

// apart returns the largest difference between two tables of one form.
func apart(t *testing.T, what string, got, want [][]float32) float64 {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d rows, want %d", what, len(got), len(want))
	}
	largest := 0.0
	for i := range want {
		if len(got[i]) != len(want[i]) {
			t.Fatalf("%s: row %d has %d numbers, want %d", what, i, len(got[i]), len(want[i]))
		}
		for j := range want[i] {
			d := math.Abs(float64(got[i][j] - want[i][j]))
			if math.IsNaN(d) {
				t.Fatalf("%s: row %d has %v", what, i, got[i])
			}
			largest = max(largest, d)
		}
	}
	return largest
}

// TestBytesStayCloseToFloats holds the vectors of the packed model to the
// reference by the cosine of their angle.
func TestBytesStayCloseToFloats(t *testing.T) {
	for _, set := range kernel.Sets() {
		t.Run(set.Name, func(t *testing.T) {
			m := open(t, packed(t), set)
			var dot, aa, bb float64
			for _, g := range readGolden(t) {
				for i, row := range read(t, m, g.Text).rows() {
					for j, a := range row {
						b := g.Vectors[i][j]
						dot, aa, bb = dot+float64(a*b), aa+float64(a*a), bb+float64(b*b)
					}
				}
			}
			cosine := dot / math.Sqrt(aa*bb)
			t.Logf("cosine %.5f", cosine)
			if !(cosine >= 0.999) {
				t.Errorf("the cosine to the reference is %g", cosine)
			}
		})
	}
}

// TestWindowsCoverEveryPieceOnce looks at all lengths of text up to many windows.
func TestWindowsCoverEveryPieceOnce(t *testing.T) {
	m := open(t, tiny(t), kernel.Best())
	for _, w := range []bundle.Window{{Pieces: 20, Stride: 12}, {Pieces: 20, Stride: 18}, {Pieces: 20, Stride: 1}, {Pieces: 8, Stride: 5}} {
		m.header.Window = w
		for n := range 100 {
			r := &Reading{Windows: m.windows(n)}
			at := 0
			for i, win := range r.Windows {
				first, end := r.owned(i)
				if first != at || first < win.First || end > win.End || win.End-win.First > w.Pieces-2 {
					t.Fatalf("%d pieces, %v: window %d %v stands for %d to %d, before it %d", n, w, i, win, first, end, at)
				}
				at = end
			}
			if at != n {
				t.Fatalf("%d pieces, %v: windows end at %d", n, w, at)
			}
		}
	}
}

// TestReadingsDoNotDependOnEachOther reads long and short texts in turn and at
// once, and wants the same numbers each time.
func TestReadingsDoNotDependOnEachOther(t *testing.T) {
	m := open(t, packed(t), kernel.Best())
	texts := []string{"A bomb.", strings.Repeat("Gunmen killed five soldiers. ", 40), ""}
	var want []*Reading
	for _, text := range texts {
		want = append(want, read(t, m, text))
	}
	var wg sync.WaitGroup
	for i := range 24 {
		wg.Go(func() {
			r, err := m.Read(context.Background(), texts[i%len(texts)])
			if err != nil || !slices.Equal(r.vectors, want[i%len(texts)].vectors) {
				t.Errorf("reading %d differs (%v)", i, err)
			}
		})
	}
	wg.Wait()
}

func TestReadingEndsWithItsContext(t *testing.T) {
	m := open(t, tiny(t), kernel.Best())
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := m.Read(ctx, "A bomb."); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that the context was cancelled", err)
	}
	for range cap(m.turns) {
		m.turns <- struct{}{}
	}
	waiting, stop := context.WithCancel(context.Background())
	go stop()
	if _, err := m.Read(waiting, "A bomb."); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v while all processors are taken, want that the context was cancelled", err)
	}
}

// TestTextsMeantToHurt reads what is no article: the work is bounded by Most.
func TestTextsMeantToHurt(t *testing.T) {
	m := open(t, packed(t), kernel.Best())
	for name, c := range map[string]struct {
		text string
		cut  bool
	}{
		"a megabyte without a space": {strings.Repeat("x", 1<<20), false},
		"a megabyte of points":       {strings.Repeat(".", 1<<20), true},
		"control characters":         {strings.Repeat("\x00\x01\x1b[2J", 1<<15), true},
		"broken characters":          {strings.Repeat("\xff\xfe\xed\xa0\x80", 1<<16), false},
		"markers":                    {strings.Repeat("[SEP] [CLS] [PAD] ", 50), false},
	} {
		r := read(t, m, c.text)
		if r.Cut != c.cut || len(r.Pieces) > Most {
			t.Errorf("%s: %d pieces, cut %v", name, len(r.Pieces), r.Cut)
		}
		scores, err := r.Tokens("mentions")
		if err != nil || len(scores) != len(r.Pieces) {
			t.Errorf("%s: %d scores for %d pieces (%v)", name, len(scores), len(r.Pieces), err)
		}
		for _, row := range scores {
			if sum := row[0] + row[1] + row[2]; !(math.Abs(float64(sum)-1) < 1e-5) {
				t.Fatalf("%s: probabilities %v", name, row)
			}
		}
	}
}

func TestQuestionsThatCannotBeAnswered(t *testing.T) {
	r := read(t, open(t, tiny(t), kernel.Best()), "A bomb.")
	for _, c := range []struct {
		ask  func() ([][]float32, error)
		says string
	}{
		{func() ([][]float32, error) { return r.Tokens("none") }, `no token head "none"`},
		{func() ([][]float32, error) { return r.Tokens("role") }, `no token head "role"`},
		{func() ([][]float32, error) { return r.Pooled("mentions") }, `no pooled head "mentions"`},
		{func() ([][]float32, error) { return r.Pairs("mentions", nil) }, `no pair head "mentions"`},
		{func() ([][]float32, error) { return r.Pairs("role", []Pair{{Right: Span{3, 2}}}) }, "pieces 3 to 2"},
		{func() ([][]float32, error) { return r.Pairs("role", []Pair{{Left: Span{0, 99}}}) }, "pieces 0 to 99"},
	} {
		if _, err := c.ask(); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v; want it to say %q", err, c.says)
		}
	}
}

// TestModelsThatLackSomething takes parts out of the bundle.
func TestModelsThatLackSomething(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(d *bundle.Draft)
		says   string
	}{
		{"a tensor", func(d *bundle.Draft) { d.Tensors = d.Tensors[1:] }, "no tensor embeddings.word_embeddings.weight"},
		{"a layer", func(d *bundle.Draft) { d.Header.Encoder.Layers = 3 }, "no tensor encoder.layer.2.attention.self.query.weight"},
		{"a marker", func(d *bundle.Draft) { d.Pieces[2] = "[ABC]" }, "lacks [CLS]"},
		{"words", func(d *bundle.Draft) { d.Pieces = append(d.Pieces, "more") }, "has the shape"},
		{"a part of attention", func(d *bundle.Draft) {
			i := slices.IndexFunc(d.Tensors, func(n bundle.Named) bool { return n.Name == "encoder.layer.1.attention.self.key.weight" })
			d.Tensors[i].Tensor = bundle.Tensor{Shape: []int{64, 64}, Floats: d.Tensors[i].Dequantised()}
		}, "some are bytes and some are not"},
	} {
		b, err := bundle.Parse(packed(t))
		if err != nil {
			t.Fatal(err)
		}
		d, err := b.Quantise()
		if err != nil {
			t.Fatal(err)
		}
		c.change(d)
		var out bytes.Buffer
		if err := d.Write(&out); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(out.Bytes()); !errors.Is(err, bundle.ErrInvalid) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("without %s: %v; want it to say %q", c.name, err, c.says)
		}
	}
	if _, err := Open([]byte("no bundle")); !errors.Is(err, bundle.ErrForeign) {
		t.Errorf("error %v, want that it is no bundle", err)
	}
}

func Example() {
	raw, err := os.ReadFile("testdata/tiny.tocsin")
	if err != nil {
		fmt.Println(err)
		return
	}
	model, err := Open(raw)
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "Gunmen killed five soldiers."
	reading, err := model.Read(context.Background(), text)
	if err != nil {
		fmt.Println(err)
		return
	}
	mentions, err := reading.Tokens("mentions")
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, p := range reading.Pieces[:3] {
		fmt.Printf("%s %.1f\n", text[p.Start:p.End], mentions[i])
	}
	// Output:
	// Gunmen [0.1 0.3 0.6]
	// killed [0.1 0.3 0.6]
	// five [0.1 0.2 0.8]
}
