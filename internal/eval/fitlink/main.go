// Command fitlink fits the weights by which two tellings are taken for one incident,
// on folders of coded articles whose keys say what is one, and writes them as the
// data file of linking. Before that it prints what weights fitted on four fifths of
// the stories reach on the fifth held out. The committed weights were made by
//
//	fitlink GOLD/train GOLD/written
package main

import (
	"context"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"

	"tocsin/internal/app"
	"tocsin/internal/eval"
	"tocsin/internal/link"
)

func main() {
	out := flag.String("out", "internal/link/data/weights.tsv", "file to write")
	pull := flag.Float64("pull", 1, "pull of each weight towards its prior")
	weigh := flag.Float64("weigh", 3, "pairs that each pair of one incident counts for: in the news more are told by several than in samples")
	lines := flag.String("placebo", "", "file of articles, one JSON object a line, on which to estimate without labels how many links are wrong; nothing is fitted then")
	flag.Parse()
	err := error(nil)
	if *lines != "" {
		err = estimate(*lines)
	} else {
		err = run(context.Background(), flag.Args(), *out, *pull, *weigh)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "fitlink:", err)
		os.Exit(1)
	}
}

// estimate prints what the committed weights do on articles without labels.
func estimate(file string) error {
	scorer, err := link.NewScorer()
	if err != nil {
		return err
	}
	for _, w := range []struct {
		name   string
		scorer *link.Scorer
	}{{"committed weights", scorer}, {"prior", link.NewScorerWith(atPrior(scorer.Weights()))}} {
		fmt.Println(w.name)
		if err := placebo(os.Stdout, file, w.scorer); err != nil {
			return err
		}
	}
	return nil
}

func run(ctx context.Context, dirs []string, out string, pull, weigh float64) error {
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
	set := newSet()
	for _, dir := range dirs {
		folder, err := eval.ReadFolder(dir)
		if err != nil {
			return err
		}
		set.add(filepath.Base(dir), eval.NewLinkTask(folder, reader, ground))
	}
	prior := scorer.Weights()
	for _, w := range []struct {
		name    string
		weights func(fold int) []link.Weight
	}{
		{"prior", func(int) []link.Weight { return atPrior(prior) }},
		{"committed", func(int) []link.Weight { return prior }},
		{"fitted", func(fold int) []link.Weight { return fit(prior, set.pairs(fold), pull, weigh) }},
	} {
		score, err := set.score(ctx, w.weights)
		if err != nil {
			return err
		}
		fmt.Printf("%-9s on stories held out: CoNLL %.3f  MUC %.3f  B³ %.3f  CEAF-e %.3f\n",
			w.name, score.CoNLL(), score.MUC.F(), score.B3.F(), score.CEAF.F())
	}
	return write(out, fit(prior, set.pairs(-1), pull, weigh))
}

func atPrior(rows []link.Weight) []link.Weight {
	out := make([]link.Weight, len(rows))
	for i, r := range rows {
		r.Value = r.Prior
		out[i] = r
	}
	return out
}

// example is one pair of tellings: its cues, and whether it is of one incident.
type example struct {
	cues map[string]float64
	same bool
}

// fit returns the weights that make the examples likeliest, each pulled towards
// its prior and held to its prior's sign, by steps of gradient descent.
func fit(prior []link.Weight, examples []example, pull, weigh float64) []link.Weight {
	const rounds, step = 3000, 0.02
	rows := atPrior(prior)
	value := map[string]float64{}
	for _, r := range rows {
		value[r.Cue] = r.Prior
	}
	for range rounds {
		slope := map[string]float64{}
		for _, e := range examples {
			sum := 0.0
			for c, v := range e.cues {
				sum += value[c] * v
			}
			miss := 1 / (1 + math.Exp(-sum))
			if e.same {
				miss = weigh * (miss - 1)
			}
			for c, v := range e.cues {
				slope[c] += miss * v
			}
		}
		for _, r := range rows {
			g := slope[r.Cue] + pull*(value[r.Cue]-r.Prior)
			value[r.Cue] = signed(value[r.Cue]-step*g/(1+pull), r.Prior)
		}
	}
	for i, r := range rows {
		rows[i].Value = math.Round(value[r.Cue]*100) / 100
	}
	return rows
}

// signed returns v, or 0 where its sign is not that of prior.
func signed(v, prior float64) float64 {
	if v*prior < 0 {
		return 0
	}
	return v
}

// write puts the weights into the file, below the comment that it has.
func write(path string, rows []link.Weight) error {
	old, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var b strings.Builder
	for line := range strings.Lines(string(old)) {
		if line[0] == '#' {
			b.WriteString(line)
		}
	}
	for _, r := range rows {
		fmt.Fprintf(&b, "%s\t%g\t%g\t%s\n", r.Cue, r.Prior, r.Value, r.Words)
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}
