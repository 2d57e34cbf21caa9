package neural

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"tocsin/internal/neural/wordpiece"
)

// Most is the number of pieces beyond which a text is not read: some 60,000
// characters of English.
const Most = 1 << 14

// Reading is what the encoder makes of a text. It is not changed after it was made
// and is safe for concurrent use.
type Reading struct {
	// Pieces are the text's pieces with their places in bytes, without the markers
	// that windows begin and end with.
	Pieces []wordpiece.Piece
	// Windows are the stretches of pieces that were encoded together.
	Windows []Window
	// Cut is set where the text had more than Most pieces: what follows the last was
	// not read.
	Cut bool

	model *Model
	// vectors has one row for each piece, and rows of zeros up to a whole tile.
	vectors []float32
	// pooled has the vectors of each window.
	pooled []pooled
}

// Window is a stretch of pieces, from First up to End.
type Window struct{ First, End int }

// pooled holds the vector of the marker at a window's beginning, and the mean of
// all of its vectors.
type pooled struct{ first, mean []float32 }

// Read encodes a text. A piece that stands in two windows has the vector of the
// one in which it is farther from the edge. It fails only when ctx ends.
func (m *Model) Read(ctx context.Context, text string) (*Reading, error) {
	r := &Reading{model: m, Pieces: m.vocabulary.Cut(nil, text)}
	if len(r.Pieces) > Most {
		r.Pieces, r.Cut = r.Pieces[:Most:Most], true
	}
	r.Windows = m.windows(len(r.Pieces))
	r.pooled = make([]pooled, len(r.Windows))
	h := m.header.Encoder.Hidden
	r.vectors = make([]float32, rowsFor(len(r.Pieces))*h)
	var wg sync.WaitGroup
	for i := range r.Windows {
		if err := m.turn(ctx); err != nil {
			wg.Wait()
			return nil, fmt.Errorf("read %d bytes: %w", len(text), err)
		}
		wg.Go(func() {
			defer func() { <-m.turns }()
			m.readWindow(r, i)
		})
	}
	wg.Wait()
	return r, nil
}

// turn waits for a processor.
func (m *Model) turn(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case m.turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// windows cuts n pieces as the header says; there is always one.
func (m *Model) windows(n int) []Window {
	w := m.header.Window
	size := w.Pieces - 2
	out := []Window{{First: 0, End: min(n, size)}}
	for out[len(out)-1].End < n {
		first := out[len(out)-1].First + w.Stride
		out = append(out, Window{First: first, End: min(n, first+size)})
	}
	return out
}

// readWindow encodes window i and keeps its vectors.
func (m *Model) readWindow(r *Reading, i int) {
	w := r.Windows[i]
	ids := []int32{m.vocabulary.Begin}
	for _, p := range r.Pieces[w.First:w.End] {
		ids = append(ids, p.ID)
	}
	ids = append(ids, m.vocabulary.End)
	s := m.scratch.Get().(*scratch)
	defer m.scratch.Put(s)
	m.encode(ids, s)
	h := m.header.Encoder.Hidden
	r.pooled[i] = pooled{first: slices.Clone(s.x[:h]), mean: mean(s.x[:len(ids)*h], h)}
	first, end := r.owned(i)
	copy(r.vectors[first*h:end*h], s.x[(first-w.First+1)*h:(end-w.First+1)*h])
}

// owned returns the pieces for which window i stands: up to the middle of what it
// shares with each neighbour.
func (r *Reading) owned(i int) (first, end int) {
	first, end = r.Windows[i].First, r.Windows[i].End
	if i > 0 {
		first = middle(r.Windows[i-1], r.Windows[i])
	}
	if i+1 < len(r.Windows) {
		end = middle(r.Windows[i], r.Windows[i+1])
	}
	return first, end
}

// middle is the border between two windows that follow one another: the middle of
// what they share.
func middle(a, b Window) int { return (b.First + a.End) / 2 }

// mean averages rows of h numbers.
func mean(rows []float32, h int) []float32 {
	sum := make([]float32, h)
	for at := 0; at < len(rows); at += h {
		for i, v := range rows[at : at+h] {
			sum[i] += v
		}
	}
	return times(sum, float32(h)/float32(len(rows)))
}
