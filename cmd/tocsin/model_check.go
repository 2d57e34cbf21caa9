package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"tocsin/internal/neural"
	"tocsin/internal/neural/parity"
)

type modelCheckCmd struct {
	File   string  `arg:"" help:"The model bundle." placeholder:"FILE"`
	Logits string  `arg:"" help:"The logits that training wrote." placeholder:"LOGITS"`
	Within float64 `help:"The largest difference in probability that is let pass." default:"0.001" placeholder:"P"`
}

// Help is shown below the usage.
func (modelCheckCmd) Help() string {
	return `Reads the texts of LOGITS with the model and compares its probabilities with those
of the logits that training wrote for them (docs/model-bundle.md): whether this
program and the training framework run the same model. Prints the largest
difference for each head. A packed model is farther away: give --within 0.1.

Examples:
  tocsin model check trained.tocsin golden.json
  tocsin model check reader.tocsin golden.json --within 0.1

Exit codes: 0 every head is within the limit; 1 one is not, or nothing could be
compared; 2 wrong usage; 130 interrupted.`
}

// Run compares and prints the differences.
func (c *modelCheckCmd) Run(ctx context.Context) error {
	m, err := openModel(c.File)
	if err != nil {
		return err
	}
	raw, err := os.ReadFile(c.Logits)
	if err != nil {
		return err
	}
	samples, err := parity.Parse(raw)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Logits, err)
	}
	differences, err := parity.Compare(ctx, m, samples)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Logits, err)
	}
	var far error
	for _, d := range differences {
		fmt.Printf("%s\t%.1e\t%d probabilities\n", d.Head, d.Largest, d.Compared)
		if !(d.Largest <= c.Within) {
			far = errors.Join(far, fmt.Errorf("head %s differs by %.4f, more than %g", d.Head, d.Largest, c.Within))
		}
	}
	return far
}

// openModel reads a bundle and makes its model; its errors name the file.
func openModel(file string) (*neural.Model, error) {
	raw, err := readBundle(file)
	if err != nil {
		return nil, err
	}
	m, err := neural.Open(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return m, nil
}
