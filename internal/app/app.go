// Package app wires the parts together: it alone knows every package, and reads
// configuration.
package app

import (
	"tocsin/internal/extract"
	"tocsin/internal/pipeline"
)

// NewCoder returns the coder with everything that it needs.
func NewCoder() (*pipeline.Coder, error) {
	return pipeline.NewCoder(extract.New()), nil
}
