package main

import (
	"fmt"

	"tocsin"
	"tocsin/internal/app"
	"tocsin/internal/eval"
	"tocsin/internal/extract"
	"tocsin/internal/linear"
)

const newsComment = `How much speaks for an incident's being what the report is about, not something
that it recalls (internal/extract: newsTraits): logistic regression. Main from a
score of 0.
Made by bench/learn (make model); not to be edited by hand.
Trained on the coded incidents of gold/train and gold/written that pair with gold
ones, folded by cluster.
`

// news learns which incidents are main and which are background.
func (l learner) news() error {
	x, err := app.NewExtractor(nil)
	if err != nil {
		return err
	}
	examples, byRule, err := l.salienceExamples(x, learningSets()...)
	if err != nil {
		return err
	}
	opt := linear.Options{L1: 1, L2: 3, MinCount: 4}
	scores := linear.CrossValidate(examples, opt, folds)
	model := linear.Train(examples, opt)
	figures := salienceFigures("gold/train and gold/written, cross-validated", examples, scores, byRule)
	dev, devRule, err := l.salienceExamples(x, devSet)
	if err != nil {
		return err
	}
	scores = nil
	for _, e := range dev {
		scores = append(scores, model.Score(e.Features))
	}
	return l.write("news.tsv", model, newsComment, figures+salienceFigures("gold/dev", dev, scores, devRule))
}

// salienceExamples returns the coded incidents that pair with gold ones, and
// whether the rule calls each main.
func (l learner) salienceExamples(x *extract.Extractor, sets ...string) (examples []linear.Example, byRule []bool, err error) {
	for _, set := range sets {
		f, err := eval.ReadFolder(l.path("gold/" + set))
		if err != nil {
			return nil, nil, err
		}
		for _, name := range f.Names {
			told := x.Tellings(f.Articles[name].Report())
			var rec tocsin.Record
			for _, t := range told {
				rec.Incidents = append(rec.Incidents, t.Incident)
			}
			for i, g := range eval.GoldOf(f, name, eval.FromRecord(rec)) {
				if g < 0 {
					continue
				}
				examples = append(examples, linear.Example{
					Features: told[i].News, Group: groupOf(f, name),
					Positive: f.Gold[name].Incidents[g].Salience == tocsin.Main,
				})
				byRule = append(byRule, has(told[i].News, "rule"))
			}
		}
	}
	return examples, byRule, nil
}

func has(f linear.Features, name string) bool {
	for _, x := range f {
		if x.Name == name {
			return true
		}
	}
	return false
}

func salienceFigures(what string, examples []linear.Example, scores []float64, byRule []bool) string {
	model, rule := 0, 0
	for i, e := range examples {
		if (scores[i] >= 0) == e.Positive {
			model++
		}
		if byRule[i] == e.Positive {
			rule++
		}
	}
	n := float64(len(examples))
	return fmt.Sprintf("%s: %.3f of %d called rightly, %.3f by the rule alone\n", what, float64(model)/n, len(examples), float64(rule)/n)
}
