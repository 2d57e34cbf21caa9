package neural

import (
	"fmt"
	"math"

	"tocsin/internal/neural/bundle"
	"tocsin/internal/neural/kernel"
)

// rowsFor is the number of rows that n vectors take.
func rowsFor(n int) int { return kernel.High(n) }

// head scores labels.
type head struct {
	bundle.Head
	layers, left, right []dense
	// bilinear has for each label a matrix of len(u) × len(v); linear and bias may be
	// nil.
	bilinear, linear, bias []float32
}

// dense is a fully connected layer.
type dense struct {
	matrix     *kernel.Matrix
	activation string
}

func (l *loader) heads() map[string]*head {
	heads := map[string]*head{}
	for _, d := range l.bundle.Header.Heads {
		heads[d.Name] = &head{
			Head: d, layers: l.denses(d.Layers), left: l.denses(d.Left), right: l.denses(d.Right),
			bilinear: l.floats(d.Bilinear), linear: l.floats(d.Linear), bias: l.floats(d.Bias),
		}
	}
	return heads
}

func (l *loader) denses(layers []bundle.Dense) []dense {
	var out []dense
	for _, d := range layers {
		w, err := l.bundle.Tensor(d.Weight)
		if l.err == nil {
			l.err = err
		}
		w = bundle.Tensor{Shape: w.Shape, Floats: w.Dequantised()}
		out = append(out, dense{l.pack(w, l.floats(d.Bias)), d.Activation})
	}
	return out
}

// floats returns the numbers of a tensor, nil for no name.
func (l *loader) floats(name string) []float32 {
	if name == "" || l.err != nil {
		return nil
	}
	t, err := l.bundle.Tensor(name)
	l.err = err
	return t.Dequantised()
}

// run takes n rows of vectors through layers and returns the rows that come out,
// one after the other.
func (m *Model) run(layers []dense, n int, x []float32, width int) ([]float32, int) {
	in := kernel.Rows(x, width)
	var q kernel.Rounded
	for _, d := range layers {
		width = d.matrix.Out()
		out := kernel.Rows(make([]float32, rowsFor(n)*kernel.Wide(width)), kernel.Wide(width))
		m.set.Apply(d.matrix, rowsFor(n), in, out, &q)
		m.activate(d.activation, out.Values)
		in = out
	}
	rows := make([]float32, 0, n*width)
	for i := range n {
		rows = append(rows, in.Values[i*in.Stride:i*in.Stride+width]...)
	}
	return rows, width
}

func (m *Model) activate(how string, x []float32) {
	switch how {
	case "gelu":
		m.set.GELU(x)
	case "relu":
		for i, v := range x {
			x[i] = max(v, 0)
		}
	case "tanh":
		for i, v := range x {
			x[i] = float32(math.Tanh(float64(v)))
		}
	}
}

// find returns the head of that name and kind.
func (m *Model) find(name, kind string) (*head, error) {
	d := m.heads[name]
	if d == nil || d.Kind != kind {
		return nil, fmt.Errorf("model %s %s has no %s head %q", m.header.Name, m.header.Version, kind, name)
	}
	return d, nil
}

// probabilities cuts logits into rows, one number for each label, and turns them
// into probabilities.
func (d *head) probabilities(logits []float32) [][]float32 {
	var rows [][]float32
	for n := len(d.Labels); len(logits) > 0; logits = logits[n:] {
		row := logits[:n:n]
		if d.Temperature > 0 {
			times(row, float32(1/d.Temperature))
		}
		if d.Output == "softmax" {
			softmax(row)
		} else {
			sigmoid(row)
		}
		rows = append(rows, row)
	}
	return rows
}

func softmax(x []float32) {
	largest := x[0]
	for _, v := range x {
		largest = max(largest, v)
	}
	var sum float32
	for i, v := range x {
		x[i] = float32(math.Exp(float64(v - largest)))
		sum += x[i]
	}
	times(x, 1/sum)
}

func sigmoid(x []float32) {
	for i, v := range x {
		x[i] = float32(1 / (1 + math.Exp(-float64(v))))
	}
}
