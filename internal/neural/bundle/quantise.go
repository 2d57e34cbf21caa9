package bundle

import (
	"math"
	"strings"
)

// most is the largest magnitude of a weight's byte. -128 is left out, so that
// the product of two bytes is never out of reach of their absolute values.
const most = 127

// Quantise returns b with the encoder's matrices in signed bytes, a scale for
// each row. Vectors and heads stay as they are.
func (b *Bundle) Quantise() (*Draft, error) {
	d := &Draft{Header: b.Header, Pieces: b.Pieces}
	for _, e := range b.Header.Tensors {
		t, err := b.Tensor(e.Name)
		if err != nil {
			return nil, err
		}
		if t.Floats != nil && len(t.Shape) == 2 && ofEncoder(e.Name) {
			t = t.quantised()
		}
		d.Tensors = append(d.Tensors, Named{e.Name, t})
	}
	return d, nil
}

func ofEncoder(name string) bool {
	return strings.HasPrefix(name, "encoder.") || strings.HasPrefix(name, "embeddings.")
}

// quantised rounds each row to bytes by its largest magnitude.
func (t Tensor) quantised() Tensor {
	rows, cols := t.Shape[0], t.Shape[1]
	q := Tensor{Shape: t.Shape, Bytes: make([]int8, rows*cols), Scales: make([]float32, rows)}
	for r := range rows {
		row := t.Floats[r*cols : (r+1)*cols]
		var largest float64
		for _, v := range row {
			largest = max(largest, math.Abs(float64(v)))
		}
		if largest == 0 {
			continue
		}
		q.Scales[r] = float32(largest / most)
		for c, v := range row {
			q.Bytes[r*cols+c] = int8(math.RoundToEven(float64(v) / largest * most))
		}
	}
	return q
}

// Dequantised returns the tensor's values as floats.
func (t Tensor) Dequantised() []float32 {
	if t.Bytes == nil {
		return t.Floats
	}
	cols := t.Shape[1]
	out := make([]float32, len(t.Bytes))
	for i, v := range t.Bytes {
		out[i] = float32(v) * t.Scales[i/cols]
	}
	return out
}
