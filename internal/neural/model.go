// Package neural reads text with a trained encoder: a compact BERT that runs in
// Go on an ordinary processor, and the heads that were trained on it.
//
// A model comes from a bundle (docs/model-bundle.md). Text is cut into WordPieces
// and those into overlapping windows; the encoder turns each window into a vector
// for each piece, and heads turn vectors into probabilities of their labels. The
// encoder is that of Devlin and others, 2019 (BERT), at the size of MiniLM-L6.
package neural

import (
	"fmt"
	"runtime"
	"sync"

	"tocsin/internal/neural/bundle"
	"tocsin/internal/neural/kernel"
	"tocsin/internal/neural/wordpiece"
)

// Model is a trained reader. It is safe for concurrent use: each Read spreads its
// windows over the processors, and all of them together run as many at a time as
// there are processors.
type Model struct {
	header     bundle.Header
	hash       [32]byte
	vocabulary *wordpiece.Vocabulary
	set        *kernel.Set

	words, positions table
	kind             []float32
	norm             norm
	layers           []layer
	heads            map[string]*head

	// turns holds a token for each processor; scratch what a window needs.
	turns   chan struct{}
	scratch sync.Pool
}

// Open makes the model of a bundle, for the fastest kernels that this processor
// has. It keeps raw, which must not change afterwards. Errors are those of
// bundle.Parse, or wrap bundle.ErrInvalid where a tensor of the encoder is missing
// or has another shape.
func Open(raw []byte) (*Model, error) {
	b, err := bundle.Parse(raw)
	if err != nil {
		return nil, err
	}
	return newModel(b, kernel.Best())
}

// Header describes the model.
func (m *Model) Header() bundle.Header { return m.header }

// Hash is the SHA-256 of the bundle.
func (m *Model) Hash() [32]byte { return m.hash }

// Kernels names the kernels in use: avx512, avx2 or plain.
func (m *Model) Kernels() string { return m.set.Name }

func newModel(b *bundle.Bundle, set *kernel.Set) (*Model, error) {
	m := &Model{header: b.Header, hash: b.Hash, set: set, turns: make(chan struct{}, runtime.GOMAXPROCS(0))}
	var err error
	if m.vocabulary, err = wordpiece.New(b.Pieces, b.Header.Encoder.LowerCase); err != nil {
		return nil, fmt.Errorf("%w: %w", bundle.ErrInvalid, err)
	}
	l := &loader{bundle: b, set: set}
	e := b.Header.Encoder
	m.words = l.table("embeddings.word_embeddings.weight", len(b.Pieces), e.Hidden)
	m.positions = l.table("embeddings.position_embeddings.weight", e.MaxPositions, e.Hidden)
	m.kind = make([]float32, e.Hidden)
	kinds := l.table("embeddings.token_type_embeddings.weight", 2, e.Hidden)
	m.norm = l.norm("embeddings.LayerNorm", e)
	for i := range e.Layers {
		m.layers = append(m.layers, l.layer(fmt.Sprintf("encoder.layer.%d.", i), e))
	}
	m.heads = l.heads()
	if l.err != nil {
		return nil, l.err
	}
	kinds.addTo(m.kind, 0)
	m.scratch.New = func() any { return newScratch(e) }
	return m, nil
}
