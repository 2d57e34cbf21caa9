// Package app wires the parts together: it alone knows every package, and reads
// configuration.
package app

import (
	"fmt"

	"tocsin/internal/pipeline"
)

// NewCoder returns the coder with everything that it needs.
func NewCoder() (*pipeline.Coder, error) {
	x, err := newExtractor()
	if err != nil {
		return nil, fmt.Errorf("make the extractor: %w", err)
	}
	return pipeline.NewCoder(x), nil
}
