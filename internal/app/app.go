// Package app wires the parts together: it alone knows every package, and reads
// configuration.
package app

import (
	"fmt"

	"tocsin/internal/extract"
	"tocsin/internal/pipeline"
	"tocsin/internal/relevance"
)

// NewExtractor returns the extractor alone, for learning from what it does; reader
// may be nil.
func NewExtractor(reader extract.Reader) (*extract.Extractor, error) {
	models, err := extract.LoadModels(reader != nil)
	if err != nil {
		return nil, fmt.Errorf("load the models: %w", err)
	}
	return newExtractor(models, reader)
}

// NewCoder returns the coder with everything that it needs, reading as choice says.
func NewCoder(choice ReaderChoice) (*pipeline.Coder, error) {
	r, err := choice.open()
	if err != nil {
		return nil, err
	}
	x, err := NewExtractor(r)
	if err != nil {
		return nil, fmt.Errorf("make the extractor: %w", err)
	}
	gate, err := relevance.Open()
	if err != nil {
		return nil, fmt.Errorf("open the relevance gate: %w", err)
	}
	return pipeline.NewCoder(gate, x), nil
}
