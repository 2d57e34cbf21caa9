package main

import (
	"fmt"
	"maps"
	"math"
	"os"
	"runtime"
	"slices"
	"sync"

	"tocsin"
	"tocsin/internal/app"
	"tocsin/internal/eval"
	"tocsin/internal/extract"
	"tocsin/internal/linear"
)

// weights searches the weights by which mentions are joined and incidents kept: it
// changes one at a time and keeps what scores better, with arguments by the rules.
// Triggers are judged by models that did not learn from the article.
func (l learner) weights() error {
	x, err := app.NewExtractor(nil)
	if err != nil {
		return err
	}
	s := &search{learner: l, x: withoutRoles(x), weights: x.Models().Weights, folders: map[string]*eval.Folder{}}
	if err := s.prepare(); err != nil {
		return err
	}
	names := slices.Sorted(maps.Keys(s.weights))
	best := s.measure()
	fmt.Fprintf(os.Stderr, "start %.4f\n", best)
	for round := range l.rounds {
		for _, name := range names {
			best = s.try(name, 0.3/float64(round+1), best)
		}
		fmt.Fprintf(os.Stderr, "round %d: %.4f\n", round+1, best)
	}
	for _, name := range names {
		fmt.Printf("%s\t%g\n", name, math.Round(s.weights[name]*1000)/1000)
	}
	return nil
}

func withoutRoles(x *extract.Extractor) *extract.Extractor {
	m := x.Models()
	m.Roles = nil
	return x.With(m)
}

// search is a coordinate search over weights.
type search struct {
	learner
	x       *extract.Extractor
	weights extract.Weights
	folders map[string]*eval.Folder
	// parts are the models of triggers, one without each fold.
	parts []*linear.Model
}

// prepare reads the articles to learn from, and trains the models of triggers.
func (s *search) prepare() error {
	var articles []read
	for _, set := range learningSets() {
		f, err := eval.ReadFolder(s.path("gold/" + set))
		if err != nil {
			return err
		}
		s.folders[set] = f
		for _, name := range f.Names {
			r := read{set: set, name: name, group: groupOf(f, name)}
			r.examples = candidateExamples(s.x, f, name)
			articles = append(articles, r)
		}
	}
	s.parts = trainParts(articles, tellsOptions())
	return nil
}

// try moves one weight by steps up or down for as long as the measure grows. A
// weight never changes its sign: that is a matter of meaning, not of figures.
func (s *search) try(name string, step, best float64) float64 {
	w := s.weights
	if math.Abs(w[name]) < 0.15 && w[name] != 0 {
		step = math.Abs(w[name]) / 2
	}
	for _, d := range []float64{step, -step} {
		for range 3 {
			old := w[name]
			w[name] = old + d
			if old*w[name] < 0 {
				w[name] = old
				break
			}
			got := s.measure()
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
func (s *search) measure() float64 {
	sum := 0.0
	for _, set := range learningSets() {
		g := eval.ScoreGold(s.folders[set], s.code(set))
		sum += 0.6*g.Slots.F() + 0.3*g.Incidents.F() + 0.1*g.MainRecall()
	}
	return sum / float64(len(s.folders))
}

// code codes the articles of a folder, each by models that did not learn from it.
func (s *search) code(set string) map[string]eval.Coding {
	f := s.folders[set]
	coded := make([]eval.Coding, len(f.Names))
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(f.Names); i += workers {
				group := groupOf(f, f.Names[i])
				x := s.x.WithTells(s.parts[linear.FoldOf(group, folds)])
				incs, _ := x.Extract(f.Articles[f.Names[i]].Report())
				coded[i] = eval.FromRecord(tocsin.Record{Incidents: incs})
			}
		})
	}
	wg.Wait()
	out := make(map[string]eval.Coding, len(coded))
	for i, name := range f.Names {
		out[name] = coded[i]
	}
	return out
}
