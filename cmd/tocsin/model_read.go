package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"tocsin/internal/neural"
	"tocsin/internal/neural/bundle"
)

type modelReadCmd struct {
	File string `arg:"" help:"The model bundle." placeholder:"FILE"`
	Text string `arg:"" optional:"" default:"-" help:"A file of plain text; - is standard input." placeholder:"TEXT"`
}

// Help is shown below the usage.
func (modelReadCmd) Help() string {
	return `Reads plain text with a model and prints what its heads make of it, with
probabilities: the labels of each window of text, and of each piece with its place
in bytes. Of labels that exclude each other the likeliest is printed, for pieces
only where it is not the first; of others those that are likelier than not.

Examples:
  tocsin model read reader.tocsin article.txt
  echo 'A bomb killed five.' | tocsin model read reader.tocsin

Exit codes: 0 it was read; 1 it was not; 2 wrong usage; 130 interrupted.`
}

// Run reads the text and prints the labels.
func (c *modelReadCmd) Run(ctx context.Context) error {
	m, err := openModel(c.File)
	if err != nil {
		return err
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
		rows, place, err := scores(r, h, text)
		if err != nil {
			return err
		}
		for i, row := range rows {
			for _, label := range told(h, row) {
				if _, err := fmt.Fprintf(w, "%s\t%s\t%s %.2f\n", h.Name, place(i), h.Labels[label], row[label]); err != nil {
					return err
				}
			}
		}
	}
	if !r.Cut {
		return nil
	}
	_, err := fmt.Fprintf(w, "cut\tonly the first %d pieces were read\n", neural.Most)
	return err
}

// scores returns a head's probabilities and how to say where they belong; none for
// heads of pairs, which need to be asked for.
func scores(r *neural.Reading, h bundle.Head, text string) ([][]float32, func(i int) string, error) {
	switch h.Kind {
	case "pooled":
		rows, err := r.Pooled(h.Name)
		return rows, func(i int) string { return fmt.Sprintf("window %d", i+1) }, err
	case "token":
		rows, err := r.Tokens(h.Name)
		return rows, func(i int) string {
			p := r.Pieces[i]
			return fmt.Sprintf("%d-%d\t%q", p.Start, p.End, text[p.Start:p.End])
		}, err
	}
	return nil, nil, nil
}

// told returns the labels that are worth telling: of labels that exclude each other
// the likeliest, unless it is the first of a token head, which stands for none; of
// others those that are likelier than not.
func told(h bundle.Head, row []float32) []int {
	var labels []int
	best := 0
	for i, v := range row {
		if v > row[best] {
			best = i
		}
		if v >= 0.5 {
			labels = append(labels, i)
		}
	}
	switch {
	case h.Output == "sigmoid":
		return labels
	case h.Kind == "token" && best == 0:
		return nil
	}
	return []int{best}
}
