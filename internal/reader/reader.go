// Package reader gives the extractor the eyes of a trained encoder: of any stretch
// of a report, how likely it plays a part in an incident, what it says, and how it
// stands to another stretch.
package reader

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sort"

	"tocsin"
	"tocsin/internal/extract"
	"tocsin/internal/neural"
	"tocsin/internal/neural/bundle"
)

// The heads of a bundle that are read (docs/model-bundle.md).
const (
	partsHead = "mentions"
	pairHead  = "pair"
)

// Reader reads with a model. It is safe for concurrent use.
type Reader struct {
	model *neural.Model
	// parts has the place of each part in the head of parts: the probability that a
	// piece plays it, and one later that it begins there.
	parts map[string]int
	// labels has the labels of each head of tokens, relations those of the pairs.
	labels    map[string][]string
	relations []string
}

// Open makes a reader of a bundle, which must not change afterwards. Errors are
// those of [neural.Open], or say which head is wanting.
func Open(raw []byte) (*Reader, error) {
	m, err := neural.Open(raw)
	if err != nil {
		return nil, err
	}
	r := &Reader{model: m, parts: map[string]int{}, labels: map[string][]string{}}
	for _, h := range m.Header().Heads {
		if h.Kind == "token" {
			r.labels[h.Name] = h.Labels
		}
		if h.Name == pairHead {
			r.relations = h.Labels
		}
	}
	for i, label := range r.labels[partsHead] {
		r.parts[label] = i
	}
	for _, part := range extract.Parts() {
		if _, ok := r.parts[part]; !ok {
			return nil, fmt.Errorf("%w: head %s has no label %s: the bundle is of another make", bundle.ErrInvalid, partsHead, part)
		}
	}
	if !slices.Contains(r.relations, extract.OneIncident) {
		return nil, fmt.Errorf("%w: head %s has no label %s: the bundle is of another make", bundle.ErrInvalid, pairHead, extract.OneIncident)
	}
	return r, nil
}

// Producer names the model and its version.
func (r *Reader) Producer() tocsin.Producer {
	h := r.model.Hash()
	return tocsin.Producer{Stage: "read/encoder", Version: fmt.Sprintf("%s+%x", r.model.Header().Version, h[:6])}
}

// Read reads a text. Of a text beyond [neural.Most] pieces the rest is not read.
func (r *Reader) Read(text string) extract.Reading {
	// reading fails only where its context ends, which this one does not
	n, err := r.model.Read(context.Background(), text)
	if err != nil {
		panic(fmt.Sprintf("reader: %v", err))
	}
	return &reading{reader: r, neural: n, heads: map[string][][]float32{}}
}

// reading is one text. Heads are run when they are first asked for, so it is not
// safe for concurrent use.
type reading struct {
	reader *Reader
	neural *neural.Reading
	heads  map[string][][]float32
}

// head returns what a head says of each piece.
func (r *reading) head(name string) [][]float32 {
	rows, ok := r.heads[name]
	if !ok {
		var err error
		if rows, err = r.neural.Tokens(name); err != nil {
			rows = nil // a bundle need not have every head
		}
		r.heads[name] = rows
	}
	return rows
}

// pieces returns the range of pieces that stand in a stretch of text.
func (r *reading) pieces(s tocsin.Span) (first, end int) {
	ps := r.neural.Pieces
	first = sort.Search(len(ps), func(i int) bool { return ps[i].End > s.Start })
	end = first
	for end < len(ps) && ps[end].Start < s.End {
		end++
	}
	return first, end
}

// Part returns the log-odds that words of s play the part, of the likeliest.
func (r *reading) Part(part string, s tocsin.Span) float64 {
	rows, column := r.head(partsHead), r.reader.parts[part]
	first, end := r.pieces(s)
	best := float32(0)
	for i := first; i < end && i < len(rows); i++ {
		best = max(best, rows[i][column])
	}
	return logOdds(best)
}

// Label returns the probability of a label by a head, in the mean over s.
func (r *reading) Label(head, label string, s tocsin.Span) float64 {
	rows := r.head(head)
	column := slices.Index(r.reader.labels[head], label)
	first, end := r.pieces(s)
	if column < 0 || end > len(rows) || first >= end {
		return 0
	}
	sum := 0.0
	for _, row := range rows[first:end] {
		sum += float64(row[column])
	}
	return sum / float64(end-first)
}

// Pairs returns for each two stretches the log-odds that they stand in a relation,
// 0 where one holds no piece that was read.
func (r *reading) Pairs(relation string, left, right []tocsin.Span) [][]float64 {
	out := make([][]float64, len(left))
	var pairs []neural.Pair
	var at [][2]int
	for i, a := range left {
		out[i] = make([]float64, len(right))
		for j, b := range right {
			if p, ok := r.pair(a, b); ok {
				pairs, at = append(pairs, p), append(at, [2]int{i, j})
			}
		}
	}
	rows, err := r.neural.Pairs(pairHead, pairs)
	if err != nil {
		return out // the pieces are those of the text, so this does not happen
	}
	column := slices.Index(r.reader.relations, relation)
	for k, row := range rows {
		out[at[k][0]][at[k][1]] = logOdds(row[column])
	}
	return out
}

func (r *reading) pair(a, b tocsin.Span) (neural.Pair, bool) {
	first, end := r.pieces(a)
	from, to := r.pieces(b)
	p := neural.Pair{Left: neural.Span{First: first, Last: end - 1}, Right: neural.Span{First: from, Last: to - 1}}
	return p, first < end && from < to
}

// Found returns the stretches of which every piece plays the part by at least the
// log-odds, in order of position.
func (r *reading) Found(part string, least float64) []tocsin.Span {
	column := r.reader.parts[part]
	var out []tocsin.Span
	open := false
	for i, row := range r.head(partsHead) {
		p := r.neural.Pieces[i]
		switch inside := logOdds(row[column]) >= least; {
		case inside && open && row[column+1] < 0.9:
			out[len(out)-1].End = p.End
		case inside:
			out = append(out, tocsin.Span{Start: p.Start, End: p.End})
			open = true
		default:
			open = false
		}
	}
	return out
}

// sure bounds log-odds, so that one head's certainty does not decide alone.
const sure = 6

func logOdds(p float32) float64 {
	x := math.Log(float64(p)) - math.Log1p(-float64(p))
	return max(-sure, min(sure, x))
}
