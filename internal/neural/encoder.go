package neural

import (
	"tocsin/internal/neural/bundle"
	"tocsin/internal/neural/kernel"
)

// scratch is what the encoding of one window writes to. It grows with the windows
// that it has seen and belongs to one goroutine at a time.
type scratch struct {
	encoder bundle.Encoder
	// x holds a vector for each piece and is the result; y is the other side of sums.
	x, y []float32
	// mixed holds queries, keys and values side by side; context what attention
	// makes of them; wide the inner vectors of the feed-forward part.
	mixed, context, wide []float32
	// keys are one head's keys in panels, scores its attention.
	keys, scores []float32
	rounded      kernel.Rounded
}

func newScratch(e bundle.Encoder) *scratch { return &scratch{encoder: e} }

// fit makes room for n pieces.
func (s *scratch) fit(n int) {
	e, rows := s.encoder, kernel.High(n)
	for _, c := range []struct {
		v    *[]float32
		size int
	}{
		{&s.x, rows * e.Hidden}, {&s.y, rows * e.Hidden}, {&s.mixed, rows * 3 * e.Hidden},
		{&s.context, rows * e.Hidden}, {&s.wide, rows * e.Intermediate},
		{&s.keys, kernel.Wide(n) * e.Hidden / e.Heads}, {&s.scores, rows * kernel.Wide(n)},
	} {
		if len(*c.v) < c.size {
			*c.v = make([]float32, c.size)
		}
	}
}

// encode leaves the last layer's vectors of a window's pieces in s.x.
func (m *Model) encode(ids []int32, s *scratch) {
	s.fit(len(ids))
	m.embed(ids, s)
	for i := range m.layers {
		m.layers[i].forward(m.set, len(ids), s)
	}
}

func (m *Model) embed(ids []int32, s *scratch) {
	h, rows := s.encoder.Hidden, kernel.High(len(ids))
	clear(s.x[:rows*h])
	clear(s.y[:rows*h])
	for i, id := range ids {
		x := s.x[i*h : (i+1)*h]
		copy(x, m.kind)
		m.words.addTo(x, int(id))
		m.positions.addTo(x, i)
	}
	m.norm.apply(m.set, rows, s.x, s.y)
}

// apply sets x to the norm of x + y.
func (n norm) apply(set *kernel.Set, rows int, x, y []float32) {
	set.Norm(rows, x, y, n.gain, n.bias, n.eps)
}

// forward takes s.x through the layer: self-attention and feed-forward, each with
// its sum with what went in and a norm.
func (l *layer) forward(set *kernel.Set, n int, s *scratch) {
	e, rows := s.encoder, kernel.High(n)
	h := e.Hidden
	block := func(v []float32, stride int) kernel.Block { return kernel.Block{Values: v, Stride: stride} }
	set.Apply(l.mixed, rows, block(s.x, h), block(s.mixed, 3*h), &s.rounded)
	for head := range e.Heads {
		s.attend(set, n, head)
	}
	set.Apply(l.output, rows, block(s.context, h), block(s.y, h), &s.rounded)
	l.afterOutput.apply(set, rows, s.y, s.x)
	set.Apply(l.wide, rows, block(s.y, h), block(s.wide, e.Intermediate), &s.rounded)
	set.GELU(s.wide[:rows*e.Intermediate])
	set.Apply(l.narrow, rows, block(s.wide, e.Intermediate), block(s.x, h), &s.rounded)
	l.afterNarrow.apply(set, rows, s.x, s.y)
}

// attend writes one head's part of the context: the values, weighed by the softmax
// of queries times keys.
func (s *scratch) attend(set *kernel.Set, n, head int) {
	h, size := s.encoder.Hidden, s.encoder.Hidden/s.encoder.Heads
	rows, wide := kernel.High(n), kernel.Wide(n)
	at := s.mixed[head*size:]
	s.packKeys(n, head)
	scores := kernel.Block{Values: s.scores, Stride: wide}
	set.Multiply(rows, size, wide, kernel.Block{Values: at, Stride: 3 * h},
		kernel.Block{Values: s.keys, Stride: panel}, size*panel, scores)
	set.Softmax(rows, n, scores)
	set.Multiply(rows, n, size, scores, kernel.Block{Values: at[2*h:], Stride: 3 * h}, panel,
		kernel.Block{Values: s.context[head*size:], Stride: h})
}

// panel is the width of the kernels' panels.
const panel = 32

// packKeys turns a head's keys on their side, in panels of 32 pieces; those
// behind the last piece hold what the softmax passes over.
func (s *scratch) packKeys(n, head int) {
	h, size := s.encoder.Hidden, s.encoder.Hidden/s.encoder.Heads
	for first := 0; first < n; first += panel {
		to := s.keys[first*size : (first+panel)*size]
		for j := range min(panel, n-first) {
			from := s.mixed[(first+j)*3*h+h+head*size:][:size]
			for k, v := range from {
				to[k*panel+j] = v
			}
		}
	}
}
