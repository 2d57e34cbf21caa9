package main

import (
	"encoding/json"
	"fmt"
	"os"

	"tocsin/internal/app"
	"tocsin/internal/eval"
)

type evalGoldCmd struct {
	readerFlag
	Coded      string `help:"Score the codings in this folder instead of coding the articles." type:"existingdir"`
	PerArticle bool   `help:"A line for each article, worst first."`
	ByField    bool   `help:"Also the fields that score.py leaves out."`
	ByKind     bool   `help:"Also incidents by kind, tolls by what, attributions by stance."`
	Errors     bool   `help:"Also what was missed, is spurious or differs, article by article."`
	JSON       bool   `help:"Print the figures as JSON." name:"json"`
	Dir        string `arg:"" help:"Folder that holds articles/ and coded/." type:"existingdir"`
}

// Run codes the folder's articles, or takes the codings given, and prints the
// scores.
func (c evalGoldCmd) Run() error {
	folder, err := eval.ReadFolder(c.Dir)
	if err != nil {
		return err
	}
	coded, err := c.codings(folder)
	if err != nil {
		return err
	}
	score := eval.ScoreGold(folder, coded)
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(score)
	}
	if c.Errors {
		eval.PrintErrors(os.Stdout, folder, coded)
	}
	score.Print(os.Stdout, c.PerArticle)
	if c.ByField {
		score.PrintFields(os.Stdout)
	}
	if c.ByKind {
		score.PrintKinds(os.Stdout)
	}
	return nil
}

func (c evalGoldCmd) codings(f *eval.Folder) (map[string]eval.Coding, error) {
	if c.Coded != "" {
		return eval.ReadCodings(c.Coded)
	}
	coder, err := app.NewCoder(c.Reader)
	if err != nil {
		return nil, fmt.Errorf("eval gold: %w", err)
	}
	return eval.CodeFolder(coder, f), nil
}
