package main

import (
	"fmt"
	"os"

	"tocsin/internal/app"
	"tocsin/internal/eval"
)

type evalMUC4Cmd struct {
	readerFlag
	Predictions string `help:"Write the predicted templates to this file, one JSON object a line." type:"path"`
	File        string `arg:"" help:"Reports with gold templates, one JSON object a line." type:"existingfile"`
}

// Run codes the reports, maps their records to templates and prints the score.
func (c evalMUC4Cmd) Run() error {
	gold, err := readMUC(c.File)
	if err != nil {
		return fmt.Errorf("eval muc4: %w", err)
	}
	coder, err := app.NewCoder(c.Reader)
	if err != nil {
		return fmt.Errorf("eval muc4: %w", err)
	}
	mapper, err := eval.NewMUCMapper()
	if err != nil {
		return fmt.Errorf("eval muc4: %w", err)
	}
	predicted := mapper.Predict(coder, gold)
	if c.Predictions != "" {
		if err := writeMUC(c.Predictions, predicted); err != nil {
			return fmt.Errorf("eval muc4: %w", err)
		}
	}
	eval.ScoreMUC(gold, predicted).Print(os.Stdout)
	return nil
}

func readMUC(path string) ([]eval.MUCDoc, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	docs, err := eval.ReadMUC(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return docs, nil
}

func writeMUC(path string, docs []eval.MUCDoc) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := eval.WriteMUC(f, docs); err != nil {
		f.Close()
		return fmt.Errorf("%s: %w", path, err)
	}
	return f.Close()
}
