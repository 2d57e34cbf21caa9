package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"tocsin/internal/neural/bundle"
)

// modelCmd groups what there is to do with model bundles; docs/model-bundle.md
// is their format.
type modelCmd struct {
	Check modelCheckCmd `cmd:"" help:"Compare a model with the logits that its training wrote."`
	Info  modelInfoCmd  `cmd:"" help:"Say what a model bundle is, was trained on and holds."`
	Pack  modelPackCmd  `cmd:"" help:"Turn a bundle's matrices into bytes, a quarter of the size."`
	Read  modelReadCmd  `cmd:"" help:"Read text with a model and print its labels."`
}

// readBundle reads a bundle's bytes; its errors name the file.
func readBundle(file string) ([]byte, error) {
	raw, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: no such model bundle; check the path", file)
	}
	return raw, err
}

// openBundle reads and checks a bundle; its errors name the file.
func openBundle(file string) (*bundle.Bundle, error) {
	raw, err := readBundle(file)
	if err != nil {
		return nil, err
	}
	b, err := bundle.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return b, nil
}
