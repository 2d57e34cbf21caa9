package neural

import (
	"fmt"
)

// Tokens returns the probability of each label of a token head for each piece, in
// the order of Pieces. It fails where the model has no such head.
func (r *Reading) Tokens(name string) ([][]float32, error) {
	d, err := r.model.find(name, "token")
	if err != nil || len(r.Pieces) == 0 {
		return nil, err
	}
	logits, _ := r.model.run(d.layers, len(r.Pieces), r.vectors, r.model.header.Encoder.Hidden)
	return d.probabilities(logits), nil
}

// Pooled returns the probability of each label of a pooled head for each window,
// in the order of Windows. It fails where the model has no such head.
func (r *Reading) Pooled(name string) ([][]float32, error) {
	d, err := r.model.find(name, "pooled")
	if err != nil {
		return nil, err
	}
	h := r.model.header.Encoder.Hidden
	x := make([]float32, rowsFor(len(r.Windows))*h)
	for i, p := range r.pooled {
		from := p.first
		if d.Pool == "mean" {
			from = p.mean
		}
		copy(x[i*h:], from)
	}
	logits, _ := r.model.run(d.layers, len(r.Windows), x, h)
	return d.probabilities(logits), nil
}

// Span is a stretch of pieces, from First up to and with Last.
type Span struct{ First, Last int }

// Pair is two stretches whose relation is asked for.
type Pair struct{ Left, Right Span }

// Pairs returns the probability of each label of a pair head for each pair. It fails
// where the model has no such head or a stretch is empty or beyond the text.
func (r *Reading) Pairs(name string, pairs []Pair) ([][]float32, error) {
	d, err := r.model.find(name, "pair")
	if err != nil || len(pairs) == 0 {
		return nil, err
	}
	width := r.model.header.Encoder.Hidden
	if d.Span == "ends" {
		width *= 2
	}
	left, right := make([]float32, rowsFor(len(pairs))*width), make([]float32, rowsFor(len(pairs))*width)
	for i, p := range pairs {
		for _, s := range []Span{p.Left, p.Right} {
			if s.First < 0 || s.Last < s.First || s.Last >= len(r.Pieces) {
				return nil, fmt.Errorf("pieces %d to %d of a text of %d", s.First, s.Last, len(r.Pieces))
			}
		}
		r.vector(left[i*width:(i+1)*width], d.Span, p.Left)
		r.vector(right[i*width:(i+1)*width], d.Span, p.Right)
	}
	if d.Form == "biaffine" {
		return d.probabilities(r.model.biaffine(d, len(pairs), left, right, width)), nil
	}
	x := d.combine(len(pairs), left, right, width)
	logits, _ := r.model.run(d.layers, len(pairs), x, len(d.Features)*width)
	return d.probabilities(logits), nil
}

// vector writes what stands for a stretch of pieces.
func (r *Reading) vector(dst []float32, how string, s Span) {
	h := r.model.header.Encoder.Hidden
	row := func(i int) []float32 { return r.vectors[i*h : (i+1)*h] }
	switch how {
	case "first":
		copy(dst, row(s.First))
	case "mean":
		copy(dst, mean(r.vectors[s.First*h:(s.Last+1)*h], h))
	case "ends":
		copy(dst, row(s.First))
		copy(dst[h:], row(s.Last))
	}
}

// combine puts the features of each pair one after the other.
func (d *head) combine(n int, left, right []float32, width int) []float32 {
	out := make([]float32, 0, rowsFor(n)*len(d.Features)*width)
	for i := range n {
		l, r := left[i*width:(i+1)*width], right[i*width:(i+1)*width]
		for _, f := range d.Features {
			for j := range l {
				out = append(out, feature(f, l[j], r[j]))
			}
		}
	}
	return out[:cap(out)]
}

func feature(name string, l, r float32) float32 {
	switch name {
	case "left":
		return l
	case "right":
		return r
	case "product":
		return l * r
	}
	return max(l-r, r-l)
}

// biaffine returns the logits uᵀ·bilinear·v + linear·(u, v) + bias of n pairs.
func (m *Model) biaffine(d *head, n int, left, right []float32, width int) []float32 {
	u, nu := m.run(d.left, n, left, width)
	v, nv := m.run(d.right, n, right, width)
	logits := make([]float32, 0, n*len(d.Labels))
	for i := range n {
		for k := range d.Labels {
			logits = append(logits, d.score(k, u[i*nu:(i+1)*nu], v[i*nv:(i+1)*nv]))
		}
	}
	return logits
}

// score is one logit of a biaffine head.
func (d *head) score(k int, u, v []float32) float32 {
	var sum float32
	for i, x := range u {
		sum += x * dot(d.bilinear[(k*len(u)+i)*len(v):][:len(v)], v)
	}
	if d.linear != nil {
		w := d.linear[k*(len(u)+len(v)):][:len(u)+len(v)]
		sum += dot(w[:len(u)], u) + dot(w[len(u):], v)
	}
	if d.bias != nil {
		sum += d.bias[k]
	}
	return sum
}

func dot(a, b []float32) float32 {
	var sum float32
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}
