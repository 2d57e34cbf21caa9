package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"tocsin/internal/neural/bundle"
)

type modelInfoCmd struct {
	File string `arg:"" help:"The model bundle." placeholder:"FILE"`
}

// Help is shown below the usage.
func (modelInfoCmd) Help() string {
	return `Checks a model bundle from its first byte to its last and prints its description.

Examples:
  tocsin model info reader.tocsin

Exit codes: 0 the bundle is sound; 1 it is not, or is no bundle; 2 wrong usage.`
}

// Run prints the description.
func (c *modelInfoCmd) Run() error {
	b, err := openBundle(c.File)
	if err != nil {
		return err
	}
	return printBundle(os.Stdout, b)
}

func printBundle(w io.Writer, b *bundle.Bundle) error {
	h := b.Header
	e := h.Encoder
	lines := []string{
		fmt.Sprintf("%s %s, %s", h.Name, h.Version, h.Licence),
		fmt.Sprintf("SHA-256 %x", b.Hash),
		fmt.Sprintf("encoder: %d layers of %d, %d heads, %d between; %d positions, windows of %d every %d",
			e.Layers, e.Hidden, e.Heads, e.Intermediate, e.MaxPositions, h.Window.Pieces, h.Window.Stride),
		fmt.Sprintf("weights: %d in %d tensors, %.1f MB; %d WordPieces", weights(h), len(h.Tensors), float64(h.DataBytes)/1e6, len(b.Pieces)),
	}
	for _, d := range h.Heads {
		lines = append(lines, fmt.Sprintf("head %s (%s): %s", d.Name, d.Kind, strings.Join(d.Labels, ", ")))
	}
	for _, s := range h.Data {
		lines = append(lines, fmt.Sprintf("data: %s, %d documents, %s", s.Name, s.Documents, s.Licence))
	}
	for _, name := range sortedNames(h.Metrics) {
		lines = append(lines, fmt.Sprintf("measured: %s %.4g", name, h.Metrics[name]))
	}
	_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
	return err
}

// weights counts the numbers of all tensors.
func weights(h bundle.Header) int {
	total := 0
	for _, t := range h.Tensors {
		n := 1
		for _, d := range t.Shape {
			n *= d
		}
		total += n
	}
	return total
}

func sortedNames(m map[string]float64) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
