// Package app wires the parts together: it alone knows every package, and reads
// configuration.
package app

import (
	"fmt"

	"tocsin/internal/extract"
	"tocsin/internal/pipeline"
	"tocsin/internal/relevance"
)

// NewExtractor returns the extractor alone, for learning from what it does.
func NewExtractor() (*extract.Extractor, error) {
	weights, err := extract.LoadWeights()
	if err != nil {
		return nil, fmt.Errorf("load the weights: %w", err)
	}
	return newExtractor(weights)
}

// NewCoder returns the coder with everything that it needs.
func NewCoder() (*pipeline.Coder, error) {
	weights, err := extract.LoadWeights()
	if err != nil {
		return nil, fmt.Errorf("load the weights: %w", err)
	}
	return NewCoderWith(weights)
}

// NewCoderWith returns a coder that joins and keeps incidents by weights.
func NewCoderWith(weights extract.Weights) (*pipeline.Coder, error) {
	x, err := newExtractor(weights)
	if err != nil {
		return nil, fmt.Errorf("make the extractor: %w", err)
	}
	gate, err := relevance.Open()
	if err != nil {
		return nil, fmt.Errorf("open the relevance gate: %w", err)
	}
	return pipeline.NewCoder(gate, x), nil
}
