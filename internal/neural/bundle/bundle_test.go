package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// draft is a small bundle with a head of each kind.
func draft() *Draft {
	f := func(shape ...int) Tensor {
		n := 1
		for _, d := range shape {
			n *= d
		}
		t := Tensor{Shape: shape, Floats: make([]float32, n)}
		for i := range t.Floats {
			t.Floats[i] = float32(math.Sin(float64(i)))
		}
		return t
	}
	return &Draft{
		Header: Header{
			Name: "tiny", Version: "1", Licence: "Apache-2.0",
			Data:    []Source{{Name: "own sentences", Licence: "Apache-2.0", Documents: 3}},
			Metrics: map[string]float64{"f1": 0.5},
			Encoder: Encoder{Layers: 1, Hidden: 32, Heads: 1, Intermediate: 64, MaxPositions: 16, LayerNormEps: 1e-12, LowerCase: true},
			Window:  Window{Pieces: 16, Stride: 8},
			Heads: []Head{
				{Name: "mentions", Kind: "token", Labels: []string{"O", "B"}, Output: "softmax", Layers: []Dense{{Weight: "m.w", Bias: "m.b", Activation: "none"}}},
				{Name: "relevant", Kind: "pooled", Pool: "mean", Labels: []string{"no", "yes"}, Output: "sigmoid", Layers: []Dense{{Weight: "m.w", Activation: "none"}}},
				{Name: "role", Kind: "pair", Span: "ends", Form: "mlp", Features: []string{"left", "product"}, Labels: []string{"no", "yes"}, Output: "softmax", Layers: []Dense{{Weight: "r.w", Activation: "none"}}},
				{Name: "same", Kind: "pair", Span: "first", Form: "biaffine", Labels: []string{"no", "yes"}, Output: "softmax",
					Left: []Dense{{Weight: "m.w", Activation: "tanh"}}, Bilinear: "s.u", Linear: "s.w", Bias: "m.b"},
			},
		},
		Pieces: []string{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "bomb", "##ing"},
		Tensors: []Named{
			{"embeddings.word_embeddings.weight", f(6, 32)}, {"m.w", f(2, 32)}, {"m.b", f(2)},
			{"r.w", f(2, 128)}, {"s.u", f(2, 2, 32)}, {"s.w", f(2, 34)},
		},
	}
}

func written(t testing.TB, d *Draft) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := d.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	d := draft()
	b, err := Parse(written(t, d))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(b.Pieces, d.Pieces) {
		t.Errorf("pieces %q, want %q", b.Pieces, d.Pieces)
	}
	if !reflect.DeepEqual(b.Header.Heads, d.Header.Heads) {
		t.Errorf("heads\n%+v, want\n%+v", b.Header.Heads, d.Header.Heads)
	}
	for _, want := range d.Tensors {
		got, err := b.Tensor(want.Name)
		if err != nil || !reflect.DeepEqual(got, want.Tensor) {
			t.Errorf("tensor %s: %v, want %v (%v)", want.Name, got, want.Tensor, err)
		}
	}
	if _, err := b.Tensor("none"); !errors.Is(err, ErrInvalid) {
		t.Errorf("a tensor that is not there: %v", err)
	}
}

func TestTheSameDraftGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(written(t, draft()), written(t, draft())) {
		t.Error("two writings differ")
	}
}

// TestPackedMatricesStayClose also holds the bytes of a bundle that is packed to
// the places where it may be: the encoder's matrices.
func TestPackedMatricesStayClose(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cols := rapid.IntRange(1, 40).Draw(t, "cols")
		v := rapid.SliceOfN(rapid.Float32Range(-1e3, 1e3), 3*cols, 3*cols).Draw(t, "values")
		q := Tensor{Shape: []int{3, cols}, Floats: v}.quantised()
		for i, got := range q.Dequantised() {
			if math.Abs(float64(got-v[i])) > float64(q.Scales[i/cols])*0.501 {
				t.Fatalf("value %g became %g with a step of %g", v[i], got, q.Scales[i/cols])
			}
			if q.Bytes[i] == -128 {
				t.Fatal("a byte of -128")
			}
		}
	})
	b, err := Parse(written(t, draft()))
	if err != nil {
		t.Fatal(err)
	}
	q, err := b.Quantise()
	if err != nil {
		t.Fatal(err)
	}
	packed, err := Parse(written(t, q))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range packed.Header.Tensors {
		if want := map[bool]string{true: Int8, false: Float32}[strings.HasPrefix(e.Name, "embeddings.")]; e.Type != want {
			t.Errorf("%s is %s, want %s", e.Name, e.Type, want)
		}
	}
}

func TestRefusals(t *testing.T) {
	good := written(t, draft())
	for _, c := range []struct {
		name string
		raw  []byte
		err  error
		says string
	}{
		{"no bytes", nil, ErrForeign, "it is empty"},
		{"another kind of file", []byte("PK\x03\x04 something else"), ErrForeign, "does not begin with TOCSINMB"},
		{"a few bytes of another kind", []byte("PK"), ErrForeign, "does not begin"},
		{"cut in the first bytes", good[:5], ErrTruncated, "it has 5 bytes"},
		{"cut in the header", good[:100], ErrTruncated, "100 bytes and a header of"},
		{"cut in the data", good[:len(good)-500], ErrTruncated, "bytes; fetch or build it anew"},
		{"cut by one byte", good[:len(good)-1], ErrTruncated, "bytes; fetch or build it anew"},
		{"longer than it says", append(slices.Clone(good), 0), ErrDamaged, "1 bytes follow its end"},
		{"older", with(good, 8, 0), ErrFormat, "older, format 0"},
		{"newer", with(good, 8, 9), ErrFormat, "newer, format 9"},
		{"a header beyond reason", with(good, 15, 0x7f), ErrInvalid, "a header of"},
		{"a bit flipped in the data", with(good, len(good)-100, good[len(good)-100]^1), ErrDamaged, "SHA-256"},
		{"a bit flipped in the hash", with(good, len(good)-1, good[len(good)-1]^1), ErrDamaged, "SHA-256"},
		{"a header that is no JSON", with(good, 16, '['), ErrInvalid, "header cannot be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse(c.raw)
			if !errors.Is(err, c.err) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v; want %v, saying %q", err, c.err, c.says)
			}
		})
	}
}

func with(raw []byte, at int, b byte) []byte {
	out := slices.Clone(raw)
	out[at] = b
	return out
}

func TestHeadersThatDoNotHoldTogether(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(d *Draft)
		says   string
	}{
		{"a tensor twice", func(d *Draft) { d.Tensors = append(d.Tensors, d.Tensors[0]) }, "empty or taken"},
		{"a head twice", func(d *Draft) { d.Header.Heads = append(d.Header.Heads, d.Header.Heads[0]) }, "empty or taken"},
		{"no layers", func(d *Draft) { d.Header.Encoder.Layers = 0 }, "0 layers"},
		{"a vast encoder", func(d *Draft) { d.Header.Encoder.Hidden = 1 << 20 }, "beyond reason"},
		{"a size that is no multiple", func(d *Draft) { d.Header.Encoder.Heads = 3 }, "not 32 for each of 3 heads"},
		{"no epsilon", func(d *Draft) { d.Header.Encoder.LayerNormEps = 0 }, "layer_norm_eps"},
		{"windows longer than the positions", func(d *Draft) { d.Header.Window.Pieces = 17 }, "windows of 17"},
		{"windows that leave gaps", func(d *Draft) { d.Header.Window.Stride = 15 }, "every 15"},
		{"a head of no kind", func(d *Draft) { d.Header.Heads[0].Kind = "span" }, `its kind is "span"`},
		{"no labels", func(d *Draft) { d.Header.Heads[0].Labels = nil }, "no labels"},
		{"no layers of a head", func(d *Draft) { d.Header.Heads[0].Layers = nil }, "no layers"},
		{"more labels than outputs", func(d *Draft) { d.Header.Heads[0].Labels = []string{"a", "b", "c"} }, "2 numbers for 3 labels"},
		{"an unknown activation", func(d *Draft) { d.Header.Heads[0].Layers[0].Activation = "swish" }, `"swish"`},
		{"an unknown output", func(d *Draft) { d.Header.Heads[0].Output = "argmax" }, `"argmax"`},
		{"a temperature below zero", func(d *Draft) { d.Header.Heads[0].Temperature = -1 }, "temperature"},
		{"an unknown pool", func(d *Draft) { d.Header.Heads[1].Pool = "max" }, `"max"`},
		{"a missing weight", func(d *Draft) { d.Header.Heads[0].Layers[0].Weight = "x" }, `"x" is missing`},
		{"a missing bias", func(d *Draft) { d.Header.Heads[0].Layers[0].Bias = "x" }, `"x" is missing`},
		{"an unknown span", func(d *Draft) { d.Header.Heads[2].Span = "last" }, `"last"`},
		{"an unknown feature", func(d *Draft) { d.Header.Heads[2].Features[0] = "sum" }, `"sum"`},
		{"no features", func(d *Draft) { d.Header.Heads[2].Features = nil }, "no features"},
		{"an unknown form", func(d *Draft) { d.Header.Heads[2].Form = "triaffine" }, `"triaffine"`},
		{"features that do not fit", func(d *Draft) { d.Header.Heads[2].Features = []string{"left"} }, "does not take 64"},
		{"a biaffine head with layers", func(d *Draft) { d.Header.Heads[3].Layers = d.Header.Heads[0].Layers }, "called left and right"},
		{"a bilinear of another shape", func(d *Draft) { d.Header.Heads[3].Bilinear = "m.w" }, "shape [2 32]"},
		{"a linear of another shape", func(d *Draft) { d.Header.Heads[3].Linear = "m.w" }, "shape [2 32]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := draft()
			c.change(d)
			var out bytes.Buffer
			err := d.Write(&out)
			if !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v; want it to say %q", err, c.says)
			}
			if out.Len() > 0 {
				t.Errorf("%d bytes were written all the same", out.Len())
			}
		})
	}
}

// FuzzParse looks for a file that Parse accepts and that cannot be read, and for
// panics. The hash is made right, or nearly every change would stop at it.
func FuzzParse(f *testing.F) {
	good := written(f, draft())
	f.Add(good)
	f.Add(good[:200])
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if n := len(raw) - sha256.Size; n > 0 {
			sum := sha256.Sum256(raw[:n])
			raw = append(slices.Clone(raw[:n]), sum[:]...)
		}
		b, err := Parse(raw)
		if err != nil {
			return
		}
		for _, e := range b.Header.Tensors {
			if _, err := b.Tensor(e.Name); err != nil {
				t.Errorf("tensor %s: %v", e.Name, err)
			}
		}
	})
}

// TestTablesThatPointAside rewrites the header of a written bundle, which Write
// itself would never get wrong.
func TestTablesThatPointAside(t *testing.T) {
	for _, c := range []struct{ old, new, says string }{
		{`"offset":768`, `"offset":700`, "cannot stand at offset 700"},
		{`"offset":768`, `"offset":128`, "cannot stand at offset 128"},
		{`"bytes":768`, `"bytes":760`, "takes 768 bytes, the table says 760"},
		{`"shape":[2,128]`, `"shape":[-2,12]`, "has type"},
		{`"pieces":6`, `"pieces":5`, "6 lines, its header says 5"},
		{`"dtype":"f32","shape":[2],`, `"dtype":"i16","shape":[2],`, "i16"},
		{`"licence"`, `"license"`, "unknown field"},
	} {
		raw := rehashed(t, written(t, draft()), c.old, c.new)
		if _, err := Parse(raw); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s for %s: %v; want it to say %q", c.new, c.old, err, c.says)
		}
	}
}

// rehashed replaces the first old by new, of the same length, and makes the hash right.
func rehashed(t *testing.T, raw []byte, old, new string) []byte {
	t.Helper()
	n := int(binary.LittleEndian.Uint32(raw[12:]))
	head := strings.Replace(string(raw[fixed:fixed+n]), old, new, 1)
	if len(head) != n || head == string(raw[fixed:fixed+n]) {
		t.Fatalf("the header does not hold %s, or %s is not as long:\n%s", old, new, raw[fixed:fixed+n])
	}
	out := slices.Concat(raw[:fixed], []byte(head), raw[fixed+n:len(raw)-sha256.Size])
	sum := sha256.Sum256(out)
	return append(out, sum[:]...)
}
