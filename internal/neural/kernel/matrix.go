package kernel

// Matrix is a layer's weights with its bias, packed for one Set. It is not
// changed after it was packed.
type Matrix struct {
	in, out int
	// Of floats and bytes one is set.
	floats []float32
	bytes  []int8
	// bias, scales and start have a number for each column of the output, padded.
	bias, scales []float32
	start        []int32
}

// PackFloats packs weights, out rows of in numbers, and the bias, which may be nil.
func (s *Set) PackFloats(out, in int, weights, bias []float32) *Matrix {
	m := &Matrix{in: in, out: out, floats: make([]float32, Wide(out)*in), bias: padded(out, bias)}
	for o := range out {
		p := m.floats[o/panel*panel*in+o%panel:]
		for i, w := range weights[o*in : (o+1)*in] {
			p[i*panel] = w
		}
	}
	return m
}

// PackBytes packs weights of signed bytes within ±127, out rows of in; each
// row's are multiplied by its scale. in is a multiple of 32.
func (s *Set) PackBytes(out, in int, weights []int8, scales, bias []float32) *Matrix {
	m := &Matrix{in: in, out: out, bytes: make([]int8, Wide(out)*in),
		bias: padded(out, bias), scales: padded(out, scales), start: make([]int32, Wide(out))}
	for o := range out {
		p := m.bytes[o/panel*panel*in+o%panel*4:]
		for i, w := range weights[o*in : (o+1)*in] {
			p[i/4*4*panel+i%4] = w
			m.start[o] -= s.middle * int32(w)
		}
	}
	return m
}

func padded(n int, v []float32) []float32 {
	out := make([]float32, Wide(n))
	copy(out, v)
	return out
}

// Out returns the number of outputs.
func (m *Matrix) Out() int { return m.out }

// Rounded holds a matrix of inputs as bytes, with a scale for each row. The zero
// value is ready for use; it grows as needed and belongs to one goroutine.
type Rounded struct {
	bytes  []uint8
	scales []float32
}

// Apply sets c to a·weightsᵀ + bias, for rows inputs; rows is a multiple of Tall,
// and c has Wide(m.Out()) columns. Weights of bytes are multiplied with inputs
// that are rounded to bytes, row by row, in q.
func (s *Set) Apply(m *Matrix, rows int, a, c Block, q *Rounded) {
	if m.floats != nil {
		s.multiply(rows, m.in, len(m.bias), a, Panels(m.floats, m.in), c, m.bias)
		return
	}
	s.round(q, rows, m.in, a)
	s.applyBytes(m, rows, c, q)
}

func (s *Set) round(q *Rounded, rows, k int, a Block) {
	if len(q.bytes) < rows*k {
		q.bytes = make([]uint8, rows*k)
	}
	if len(q.scales) < rows {
		q.scales = make([]float32, rows)
	}
	for r := range rows {
		q.scales[r] = s.quantise(q.bytes[r*k:(r+1)*k], a.Values[r*a.Stride:r*a.Stride+k])
	}
}

func (s *Set) applyBytes(m *Matrix, rows int, c Block, q *Rounded) {
	cols := len(m.bias)
	_ = c.Values[c.last(rows, cols)]
	for col := 0; col < cols; col += s.cols {
		s.byteTile(rows/s.rows, m.in/4, q.bytes, m.in, m.bytes[col/panel*panel*m.in+col%panel*4:], m.start[col:],
			q.scales, m.scales[col:], m.bias[col:], c.Values[c.column(col):], c.Stride)
	}
}
