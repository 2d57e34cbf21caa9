package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"tocsin"
	"tocsin/internal/app"
	"tocsin/internal/eval"
	"tocsin/internal/link"
)

type evalLinkCmd struct {
	readerFlag
	Dirs []string `arg:"" help:"Folders that hold articles/ and coded/, with keys in coded/." type:"existingdir"`
}

// Help is shown below the usage.
func (evalLinkCmd) Help() string {
	return `Links the incidents of a folder's articles and compares the outcome with the keys of
gold: once on the gold incidents, once on those that tocsin codes. The figure is the
CoNLL F1, the mean of MUC, B³ and CEAF-e.

Example:
  tocsin eval link ../shared/gold/dev ../shared/gold/written`
}

// Run prints the figures of each folder.
func (c evalLinkCmd) Run(ctx context.Context) error {
	reader, err := app.NewTellings()
	if err != nil {
		return err
	}
	ground, err := app.NewGround()
	if err != nil {
		return err
	}
	scorer, err := link.NewScorer()
	if err != nil {
		return err
	}
	coder, err := app.NewCoder(c.Reader)
	if err != nil {
		return fmt.Errorf("eval link: %w", err)
	}
	for _, dir := range c.Dirs {
		folder, err := eval.ReadFolder(dir)
		if err != nil {
			return err
		}
		reps := make([]tocsin.Report, len(folder.Names))
		for i, name := range folder.Names {
			reps[i] = folder.Articles[name].Report()
		}
		coded := map[string]tocsin.Record{}
		for i, rec := range eval.CodeAll(coder, reps) {
			coded[folder.Names[i]] = rec
		}
		score, err := eval.NewLinkTask(folder, reader, ground).Score(ctx, reader, scorer, coded)
		if err != nil {
			return fmt.Errorf("eval link %s: %w", dir, err)
		}
		score.Print(os.Stdout, filepath.Base(dir))
	}
	return nil
}
