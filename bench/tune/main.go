// Command tune searches the weights by which mentions are joined and incidents
// kept: it changes one weight at a time and keeps what scores better.
//
//	go run ./bench/tune [-rounds N] GOLD_DIR…
//
// It prints the weights in the form of internal/rules/data/weights.tsv without
// the comments. Give it training folders only.
package main

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"

	"tocsin/internal/app"
	"tocsin/internal/eval"
	"tocsin/internal/extract"
)

func main() {
	rounds := flag.Int("rounds", 2, "passes over all weights")
	flag.Parse()
	if err := tune(*rounds, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "tune:", err)
		os.Exit(1)
	}
}

func tune(rounds int, dirs []string) error {
	weights, err := extract.LoadWeights()
	if err != nil {
		return err
	}
	coder, err := app.NewCoderWith(weights)
	if err != nil {
		return err
	}
	var folders []*eval.Folder
	for _, dir := range dirs {
		f, err := eval.ReadFolder(dir)
		if err != nil {
			return fmt.Errorf("read gold %s: %w", dir, err)
		}
		folders = append(folders, f)
	}
	best := measure(coder, folders)
	fmt.Fprintf(os.Stderr, "start %.4f\n", best)
	names := slices.Sorted(maps.Keys(weights))
	for round := range rounds {
		step := 0.3 / float64(round+1)
		for _, name := range names {
			best = try(weights, name, step, best, func() float64 { return measure(coder, folders) })
		}
		fmt.Fprintf(os.Stderr, "round %d: %.4f\n", round+1, best)
	}
	for _, name := range names {
		fmt.Printf("%s\t%g\n", name, math.Round(weights[name]*1000)/1000)
	}
	return nil
}

// try moves one weight by steps up or down for as long as the measure grows. A
// weight never changes its sign: that is a matter of meaning, not of figures.
func try(w extract.Weights, name string, step, best float64, f func() float64) float64 {
	if math.Abs(w[name]) < 0.15 && w[name] != 0 {
		step = math.Abs(w[name]) / 2
	}
	for _, d := range []float64{step, -step} {
		for moves := 0; moves < 3; moves++ {
			old := w[name]
			w[name] = old + d
			if old*w[name] < 0 {
				w[name] = old
				break
			}
			got := f()
			if got <= best+1e-5 {
				w[name] = old
				break
			}
			best = got
		}
	}
	return best
}

// measure returns the mean over the folders of slots F1 and a share of
// incidents F1 and main recall.
func measure(coder eval.Coder, folders []*eval.Folder) float64 {
	sum := 0.0
	for _, f := range folders {
		s := eval.ScoreGold(f, eval.CodeFolder(coder, f))
		sum += 0.6*s.Slots.F() + 0.3*s.Incidents.F() + 0.1*s.MainRecall()
	}
	return sum / float64(len(folders))
}
