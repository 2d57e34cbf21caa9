package neural

import (
	"fmt"
	"math"
	"slices"

	"tocsin/internal/neural/bundle"
	"tocsin/internal/neural/kernel"
)

// table is a matrix that is read row by row.
type table struct {
	cols   int
	floats []float32
	bytes  []int8
	scales []float32
}

// addTo adds a row to dst.
func (t table) addTo(dst []float32, row int) {
	if t.floats != nil {
		for i, v := range t.floats[row*t.cols:][:t.cols] {
			dst[i] += v
		}
		return
	}
	scale := t.scales[row]
	for i, v := range t.bytes[row*t.cols:][:t.cols] {
		dst[i] += float32(v) * scale
	}
}

// norm is a layer norm.
type norm struct {
	gain, bias []float32
	eps        float32
}

// layer is one layer of the encoder. mixed gives queries, keys and values one
// after the other; the queries are divided by the root of a head's size.
type layer struct {
	mixed, output, wide, narrow *kernel.Matrix
	afterOutput, afterNarrow    norm
}

// loader reads tensors and keeps the first error.
type loader struct {
	bundle *bundle.Bundle
	set    *kernel.Set
	err    error
}

// tensor returns the tensor of that name and shape, an empty one after an error.
func (l *loader) tensor(name string, shape ...int) bundle.Tensor {
	if l.err != nil {
		return bundle.Tensor{}
	}
	t, err := l.bundle.Tensor(name)
	if err == nil && !slices.Equal(t.Shape, shape) {
		err = fmt.Errorf("%w: tensor %s has the shape %v, not %v", bundle.ErrInvalid, name, t.Shape, shape)
	}
	l.err = err
	return t
}

func (l *loader) table(name string, rows, cols int) table {
	t := l.tensor(name, rows, cols)
	return table{cols: cols, floats: t.Floats, bytes: t.Bytes, scales: t.Scales}
}

func (l *loader) norm(name string, e bundle.Encoder) norm {
	gain, bias := l.tensor(name+".weight", e.Hidden), l.tensor(name+".bias", e.Hidden)
	return norm{gain: gain.Floats, bias: bias.Floats, eps: float32(e.LayerNormEps)}
}

func (l *loader) layer(name string, e bundle.Encoder) layer {
	return layer{
		mixed:       l.mixed(name+"attention.self.", e),
		output:      l.dense(name+"attention.output.dense", e.Hidden, e.Hidden),
		afterOutput: l.norm(name+"attention.output.LayerNorm", e),
		wide:        l.dense(name+"intermediate.dense", e.Intermediate, e.Hidden),
		narrow:      l.dense(name+"output.dense", e.Hidden, e.Intermediate),
		afterNarrow: l.norm(name+"output.LayerNorm", e),
	}
}

func (l *loader) dense(name string, out, in int) *kernel.Matrix {
	w, b := l.tensor(name+".weight", out, in), l.tensor(name+".bias", out)
	return l.pack(w, b.Floats)
}

func (l *loader) pack(w bundle.Tensor, bias []float32) *kernel.Matrix {
	switch {
	case l.err != nil:
		return nil
	case w.Bytes != nil:
		return l.set.PackBytes(w.Shape[0], w.Shape[1], w.Bytes, w.Scales, bias)
	}
	return l.set.PackFloats(w.Shape[0], w.Shape[1], w.Floats, bias)
}

// mixed joins the matrices of queries, keys and values to one.
func (l *loader) mixed(name string, e bundle.Encoder) *kernel.Matrix {
	root := float32(1 / math.Sqrt(float64(e.Hidden/e.Heads)))
	w := bundle.Tensor{Shape: []int{3 * e.Hidden, e.Hidden}}
	var bias []float32
	for _, c := range []struct {
		name  string
		times float32
	}{{"query", root}, {"key", 1}, {"value", 1}} {
		part := l.tensor(name+c.name+".weight", e.Hidden, e.Hidden)
		w.Floats = append(w.Floats, times(part.Floats, c.times)...)
		w.Scales = append(w.Scales, times(part.Scales, c.times)...)
		w.Bytes = append(w.Bytes, part.Bytes...)
		bias = append(bias, times(l.tensor(name+c.name+".bias", e.Hidden).Floats, c.times)...)
	}
	if l.err == nil && w.Floats != nil && w.Bytes != nil {
		l.err = fmt.Errorf("%w: of %squery, key and value some are bytes and some are not", bundle.ErrInvalid, name)
	}
	return l.pack(w, bias)
}

// times multiplies in place.
func times(v []float32, by float32) []float32 {
	for i := range v {
		v[i] *= by
	}
	return v
}
