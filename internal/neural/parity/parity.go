// Package parity compares what a model makes of texts with the logits that its
// training wrote for them: whether the program and the training framework run the
// same model. docs/model-bundle.md describes the file.
package parity

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"tocsin/internal/neural"
	"tocsin/internal/neural/bundle"
)

// Sample is one text with what training makes of it.
type Sample struct {
	Text string `json:"text"`
	// Pieces are the numbers of its pieces with the markers at both ends.
	Pieces []int32 `json:"pieces"`
	// Spans are stretches of Pieces, from the first up to the second number; each is
	// paired with each.
	Spans [][2]int `json:"spans"`
	// Heads has the logits by head: for token heads a row for each of Pieces, for pooled
	// heads one row, for pair heads a row for each two of Spans.
	Heads map[string]json.RawMessage `json:"heads"`
}

// Parse reads samples, a JSON list of them.
func Parse(raw []byte) ([]Sample, error) {
	var samples []Sample
	if err := json.Unmarshal(raw, &samples); err != nil {
		return nil, fmt.Errorf("not a list of texts with logits: %w", err)
	}
	if len(samples) == 0 {
		return nil, fmt.Errorf("no texts with logits")
	}
	return samples, nil
}

// Difference is how far a head's probabilities are from those of the logits.
type Difference struct {
	Head    string
	Largest float64
	// Compared is the number of probabilities.
	Compared int
}

// Compare reads each text and returns the differences in the order of the model's
// heads. It fails where a text is cut into other pieces, where it takes more than one
// window, and where a head's logits are missing or of another form.
func Compare(ctx context.Context, m *neural.Model, samples []Sample) ([]Difference, error) {
	var out []Difference
	for _, h := range m.Header().Heads {
		out = append(out, Difference{Head: h.Name})
	}
	for _, s := range samples {
		r, err := m.Read(ctx, s.Text)
		if err != nil {
			return nil, err
		}
		if err := s.samePieces(r); err != nil {
			return nil, err
		}
		for i, h := range m.Header().Heads {
			if err := s.compare(r, h, &out[i]); err != nil {
				return nil, fmt.Errorf("head %s of %.40q: %w", h.Name, s.Text, err)
			}
		}
	}
	return out, nil
}

func (s Sample) samePieces(r *neural.Reading) error {
	var ids []int32
	for _, p := range r.Pieces {
		ids = append(ids, p.ID)
	}
	if len(r.Windows) != 1 {
		return fmt.Errorf("%.40q takes %d windows, and one is compared", s.Text, len(r.Windows))
	}
	if n := len(s.Pieces); n < 2 || !slices.Equal(ids, s.Pieces[1:n-1]) {
		return fmt.Errorf("%.40q is cut into the pieces %v, in training between markers %v", s.Text, ids, s.Pieces)
	}
	return nil
}

func (s Sample) compare(r *neural.Reading, h bundle.Head, d *Difference) error {
	got, want, err := s.both(r, h)
	if err != nil {
		return err
	}
	if len(got) != len(want) {
		return fmt.Errorf("%d rows of logits, want %d", len(want), len(got))
	}
	for i, row := range want {
		if len(row) != len(h.Labels) {
			return fmt.Errorf("%d logits for %d labels", len(row), len(h.Labels))
		}
		for j, p := range probabilities(h, row) {
			// A number that is none counts as wholly wrong.
			if away := math.Abs(p - float64(got[i][j])); !(away <= d.Largest) {
				d.Largest = away
			}
			d.Compared++
		}
	}
	return nil
}

// both returns the head's probabilities and the logits to hold them to. Markers
// are left out: a Reading does not score them.
func (s Sample) both(r *neural.Reading, h bundle.Head) (got [][]float32, logits [][]float64, err error) {
	raw, ok := s.Heads[h.Name]
	if !ok {
		return nil, nil, fmt.Errorf("no logits")
	}
	switch h.Kind {
	case "token":
		if err := json.Unmarshal(raw, &logits); err != nil || len(logits) != len(s.Pieces) {
			return nil, nil, fmt.Errorf("%d rows of logits for %d pieces (%v)", len(logits), len(s.Pieces), err)
		}
		got, err = r.Tokens(h.Name)
		return got, logits[1 : len(logits)-1], err
	case "pooled":
		logits = make([][]float64, 1)
		if err := json.Unmarshal(raw, &logits[0]); err != nil {
			return nil, nil, err
		}
		got, err = r.Pooled(h.Name)
		return got, logits, err
	}
	return s.pairs(r, h, raw)
}

func (s Sample) pairs(r *neural.Reading, h bundle.Head, raw json.RawMessage) (got [][]float32, logits [][]float64, err error) {
	var table [][][]float64
	if err := json.Unmarshal(raw, &table); err != nil || len(table) != len(s.Spans) {
		return nil, nil, fmt.Errorf("a table of %d rows for %d spans (%v)", len(table), len(s.Spans), err)
	}
	var pairs []neural.Pair
	for i, a := range s.Spans {
		if len(table[i]) != len(s.Spans) {
			return nil, nil, fmt.Errorf("a row of %d pairs for %d spans", len(table[i]), len(s.Spans))
		}
		for j, b := range s.Spans {
			if s.inText(a) && s.inText(b) {
				pairs = append(pairs, neural.Pair{Left: neural.Span{First: a[0] - 1, Last: a[1] - 2}, Right: neural.Span{First: b[0] - 1, Last: b[1] - 2}})
				logits = append(logits, table[i][j])
			}
		}
	}
	got, err = r.Pairs(h.Name, pairs)
	return got, logits, err
}

// inText reports whether a span holds none of the markers.
func (s Sample) inText(span [2]int) bool { return span[0] > 0 && span[1] < len(s.Pieces) }

// probabilities turns logits into what the head makes of them.
func probabilities(h bundle.Head, logits []float64) []float64 {
	out := make([]float64, len(logits))
	sum, largest := 0.0, slices.Max(logits)
	for i, v := range logits {
		if h.Temperature > 0 {
			v, largest = v/h.Temperature, slices.Max(logits)/h.Temperature
		}
		if h.Output == "sigmoid" {
			out[i] = 1 / (1 + math.Exp(-v))
			continue
		}
		out[i] = math.Exp(v - largest)
		sum += out[i]
	}
	if h.Output == "softmax" {
		for i := range out {
			out[i] /= sum
		}
	}
	return out
}
