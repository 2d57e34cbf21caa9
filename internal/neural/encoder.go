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
	// mixed holds the queries of each head, then the keys and the values; context what
	// attention makes of them; wide the inner vectors of the feed-forward part.
	mixed, context, wide []float32
	// keys are one head's keys on their side, scores its attention.
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
		{&s.context, rows * e.Hidden}, {&s.wide, min(rows, together) * e.Intermediate},
		{&s.keys, kernel.Wide(n) * size}, {&s.scores, min(rows, together) * kernel.Wide(n)},
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
	h, rows := s.encoder.Hidden, kernel.High(n)
	set.Apply(l.mixed, rows, kernel.Rows(s.x, h), kernel.Panels(s.mixed, rows), &s.rounded)
	for head := range s.encoder.Heads {
		s.attend(set, n, head)
	}
	set.Apply(l.output, rows, kernel.Rows(s.context, h), kernel.Rows(s.y, h), &s.rounded)
	l.afterOutput.apply(set, rows, s.y, s.x)
	for from := 0; from < rows; from += together {
		l.feed(set, from, min(together, rows-from), s)
	}
	l.afterNarrow.apply(set, rows, s.x, s.y)
}

// together is the number of vectors that are taken through a step at a time, so that
// what lies between its halves stays in the processor's cache. It is a multiple of
// kernel.Tall.
const together = 64

// feed is the feed-forward part for some rows of s.y; it ends in s.x.
func (l *layer) feed(set *kernel.Set, from, rows int, s *scratch) {
	h, inner := s.encoder.Hidden, s.encoder.Intermediate
	wide := kernel.Rows(s.wide, inner)
	set.Apply(l.wide, rows, kernel.Rows(s.y[from*h:], h), wide, &s.rounded)
	set.GELU(s.wide[:rows*inner])
	set.Apply(l.narrow, rows, wide, kernel.Rows(s.x[from*h:], h), &s.rounded)
}

// attend writes one head's part of the context: the values, weighed by the softmax
// of queries times keys. A head's queries, keys and values are a panel each.
func (s *scratch) attend(set *kernel.Set, n, head int) {
	h, heads, rows, wide := s.encoder.Hidden, s.encoder.Heads, kernel.High(n), kernel.Wide(n)
	part := func(i int) []float32 { return s.mixed[i*rows*size:][:rows*size] }
	s.layKeys(part(heads+head), n)
	queries, values, scores := part(head), kernel.Rows(part(2*heads+head), size), kernel.Rows(s.scores, wide)
	for from := 0; from < rows; from += together {
		some := min(together, rows-from)
		set.Multiply(some, size, wide, kernel.Rows(queries[from*size:], size), kernel.Panels(s.keys, size), scores)
		set.Softmax(some, n, scores)
		set.Multiply(some, n, size, scores, values, kernel.Rows(s.context[from*h+head*size:], h))
	}
}

// size is the length of a head's vectors, which is that of the kernels' panels.
const size = 32

// layKeys lays a head's keys on their side, in panels of 32 pieces; those behind the
// last piece hold what the softmax passes over.
func (s *scratch) layKeys(keys []float32, n int) {
	for i := range n {
		to := s.keys[i/size*size*size+i%size:]
		for k, v := range keys[i*size : (i+1)*size] {
			to[k*size] = v
		}
	}
}
