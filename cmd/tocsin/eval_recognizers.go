package main

import (
	"fmt"
	"os"
	"path/filepath"

	"tocsin/internal/eval"
	"tocsin/internal/resolve"
)

type evalRecognizersCmd struct {
	Failures bool   `help:"Also the expressions that are not right, one a line."`
	Dir      string `arg:"" help:"Folder that holds DateTimeModel.json and NumberModel.json." type:"existingdir"`
}

// Run scores the time and number grammars on the cases of the folder.
func (c evalRecognizersCmd) Run() error {
	times, err := readCases(filepath.Join(c.Dir, "DateTimeModel.json"))
	if err != nil {
		return fmt.Errorf("eval recognizers: %w", err)
	}
	numbers, err := readCases(filepath.Join(c.Dir, "NumberModel.json"))
	if err != nil {
		return fmt.Errorf("eval recognizers: %w", err)
	}
	c.print("Dates and times", eval.ScoreTimes(times, resolve.NewTimexes()))
	c.print("Numbers", eval.ScoreNumbers(numbers, resolve.NewNumerals()))
	return nil
}

func (c evalRecognizersCmd) print(title string, s *eval.RecognizerScore) {
	s.Print(os.Stdout, title)
	if c.Failures {
		for _, f := range s.Failures {
			fmt.Println("   ", f)
		}
	}
}

func readCases(path string) ([]eval.RecognizerCase, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	cases, err := eval.ReadRecognizerCases(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return cases, nil
}
