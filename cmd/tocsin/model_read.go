package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"tocsin/internal/neural"
)

type modelReadCmd struct {
	File string `arg:"" help:"The model bundle." placeholder:"FILE"`
	Text string `arg:"" optional:"" default:"-" help:"A file of plain text; - is standard input." placeholder:"TEXT"`
}

// Help is shown below the usage.
func (modelReadCmd) Help() string {
	return `Reads plain text with a model and prints what its heads make of it: for each
window of text the most likely label of each pooled head, and each piece that a
token head gives another label than its first, with its place in bytes and the
label's probability.

Examples:
  tocsin model read reader.tocsin article.txt
  echo 'A bomb killed five.' | tocsin model read reader.tocsin

Exit codes: 0 it was read; 1 it was not; 2 wrong usage; 130 interrupted.`
}

// Run reads the text and prints the labels.
func (c *modelReadCmd) Run(ctx context.Context) error {
	raw, err := readBundle(c.File)
	if err != nil {
		return err
	}
	m, err := neural.Open(raw)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	text, err := readText(c.Text)
	if err != nil {
		return err
	}
	r, err := m.Read(ctx, text)
	if err != nil {
		return err
	}
	return printReading(os.Stdout, m, text, r)
}

func readText(file string) (string, error) {
	if file == "-" {
		raw, err := io.ReadAll(os.Stdin)
		return string(raw), err
	}
	raw, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s: no such file; check the path", file)
	}
	return string(raw), err
}

func printReading(w io.Writer, m *neural.Model, text string, r *neural.Reading) error {
	for _, h := range m.Header().Heads {
		var err error
		switch h.Kind {
		case "pooled":
			err = printPooled(w, r, h.Name, h.Labels)
		case "token":
			err = printTokens(w, r, h.Name, h.Labels, text)
		}
		if err != nil {
			return err
		}
	}
	if !r.Cut {
		return nil
	}
	_, err := fmt.Fprintf(w, "cut\tonly the first %d pieces were read\n", neural.Most)
	return err
}

func printPooled(w io.Writer, r *neural.Reading, head string, labels []string) error {
	rows, err := r.Pooled(head)
	if err != nil {
		return err
	}
	for i, row := range rows {
		best := likeliest(row)
		if _, err := fmt.Fprintf(w, "%s\twindow %d\t%s %.2f\n", head, i+1, labels[best], row[best]); err != nil {
			return err
		}
	}
	return nil
}

func printTokens(w io.Writer, r *neural.Reading, head string, labels []string, text string) error {
	rows, err := r.Tokens(head)
	if err != nil {
		return err
	}
	for i, row := range rows {
		best, p := likeliest(row), r.Pieces[i]
		if best == 0 {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s\t%d-%d\t%q\t%s %.2f\n", head, p.Start, p.End, text[p.Start:p.End], labels[best], row[best]); err != nil {
			return err
		}
	}
	return nil
}

// likeliest returns the place of the largest number, the first of equals.
func likeliest(row []float32) int {
	best := 0
	for i, v := range row {
		if v > row[best] {
			best = i
		}
	}
	return best
}
