package main

import (
	"fmt"
	"os"
)

type modelPackCmd struct {
	File string `arg:"" help:"The model bundle." placeholder:"FILE"`
	Out  string `arg:"" help:"The file to write, which must not be there yet." placeholder:"OUT"`
}

// Help is shown below the usage.
func (modelPackCmd) Help() string {
	return `Rounds the matrices of a bundle's encoder to bytes, with a scale for each row:
a quarter of the size, and several times the speed. Heads stay as they are.

Examples:
  tocsin model pack trained.tocsin reader.tocsin

Exit codes: 0 written; 1 not, and nothing is left behind; 2 wrong usage.`
}

// Run writes the packed bundle.
func (c *modelPackCmd) Run() (err error) {
	b, err := openBundle(c.File)
	if err != nil {
		return err
	}
	packed, err := b.Quantise()
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	out, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	err = packed.Write(out)
	if closed := out.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(c.Out)
	}
	return err
}
