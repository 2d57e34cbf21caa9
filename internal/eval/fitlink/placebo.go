package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"tocsin"
	"tocsin/internal/app"
	"tocsin/internal/eval"
	"tocsin/internal/link"
)

// placebo estimates, without labels, how many links of each threshold are wrong on
// a file of articles. A report cannot be about what came after it: so two tellings
// far apart in time are two incidents. Moved to one day, such pairs show how often
// the other cues would join what is not one; the pairs that do lie on one day show
// how many are joined in all. News clings to places for weeks, so that the estimate
// is on the bright side.
func placebo(w io.Writer, file string, scorer *link.Scorer) error {
	told, err := codeLines(file)
	if err != nil {
		return err
	}
	var apart, near tally
	for i := range told {
		for j := i + 1; j < len(told); j++ {
			a, b := told[i], told[j]
			if a.When == nil || b.When == nil || a.Assumed || b.Assumed || a.Published == nil || b.Published == nil {
				continue
			}
			delta := b.When.Start - a.When.Start
			switch {
			case delta < 3 && delta > -3:
				near.add(scorer.Score(&a, &b))
			case (delta > 30 || delta < -30) && (i+j)%10 == 0:
				day := *b.Published - delta
				b.When = &tocsin.Interval{Start: b.When.Start - delta, End: b.When.End - delta}
				b.Published = &day
				apart.add(scorer.Score(&a, &b))
			}
		}
	}
	fmt.Fprintf(w, "threshold  links of %d pairs  of them wrong by estimate\n", near.pairs)
	for i, t := range thresholds() {
		wrong := float64(apart.above[i]) / float64(apart.pairs) * float64(near.pairs)
		fmt.Fprintf(w, "%9.2f  %20d  %6.1f %%\n", t, near.above[i], 100*wrong/float64(max(1, near.above[i])))
	}
	return nil
}

func thresholds() []float64 { return []float64{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9} }

// tally counts pairs, and those that score above each threshold.
type tally struct {
	pairs int
	above [9]int
}

func (t *tally) add(score float64) {
	t.pairs++
	for i, at := range thresholds() {
		if score >= at {
			t.above[i]++
		}
	}
}

// codeLines codes the articles of a file of JSON lines.
func codeLines(file string) ([]link.Telling, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var reps []tocsin.Report
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var a eval.Article
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		reps = append(reps, a.Report())
	}
	coder, err := app.NewCoder(app.RulesOnly)
	if err != nil {
		return nil, err
	}
	reader, err := app.NewTellings()
	if err != nil {
		return nil, err
	}
	var told []link.Telling
	for _, rec := range eval.CodeAll(coder, reps) {
		told = append(told, reader.Read(rec, "")...)
	}
	return told, lines.Err()
}
