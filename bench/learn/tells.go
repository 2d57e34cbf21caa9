package main

import (
	"fmt"
	"strings"

	"tocsin"
	"tocsin/internal/app"
	"tocsin/internal/eval"
	"tocsin/internal/extract"
	"tocsin/internal/linear"
)

const tellsComment = `How much speaks for a trigger's telling an incident although the rules doubt it
(internal/extract: tellTraits): logistic regression. One is admitted from a score
of 0.5, where it is likelier than three in five.
Made by bench/learn (make model); not to be edited by hand.
Trained on gold/train and gold/written, folded by cluster.
`

// read is an article of the gold with its examples.
type read struct {
	set, name string
	group     string
	examples  []linear.Example
}

// learningSets are the parts of the gold to learn from, devSet the one to
// measure on.
const devSet = "dev"

func learningSets() []string { return []string{"train", "written"} }

// tells learns which of the triggers that the rules doubt tell an incident.
func (l learner) tells() error {
	x, err := app.NewExtractor(nil)
	if err != nil {
		return err
	}
	var articles []read
	folders := map[string]*eval.Folder{}
	for _, set := range append(learningSets(), devSet) {
		f, err := eval.ReadFolder(l.path("gold/" + set))
		if err != nil {
			return err
		}
		folders[set] = f
		for _, name := range f.Names {
			r := read{set: set, name: name, group: groupOf(f, name)}
			if set != devSet {
				r.examples = candidateExamples(x, f, name)
			}
			articles = append(articles, r)
		}
	}
	parts := trainParts(articles, tellsOptions())
	whole := parts[folds]
	figures := heldOutFigures(articles, parts)
	for _, set := range append(learningSets(), devSet) {
		figures += compareEnds(x, folders[set], parts, set)
	}
	return l.write("tells.tsv", whole, tellsComment, figures)
}

func tellsOptions() linear.Options { return linear.Options{L1: 1, L2: 1, MinCount: 4} }

func candidateExamples(x *extract.Extractor, f *eval.Folder, name string) []linear.Example {
	a, candidates := x.Candidates(f.Articles[name].Report())
	gold := quotedIn(a.Text, f.Gold[name])
	var out []linear.Example
	for _, c := range candidates {
		out = append(out, linear.Example{
			Features: c.Traits, Positive: tellsAny(a, gold, c.Mention), Group: groupOf(f, name),
		})
	}
	return out
}

// trainParts trains a model without each fold, and one last on all.
func trainParts(articles []read, opt linear.Options) []*linear.Model {
	var out []*linear.Model
	for fold := range folds + 1 {
		var examples []linear.Example
		for _, r := range articles {
			if linear.FoldOf(r.group, folds) != fold {
				examples = append(examples, r.examples...)
			}
		}
		out = append(out, linear.Train(examples, opt))
	}
	return out
}

// heldOutFigures tells how well the triggers of held-out articles are told apart.
func heldOutFigures(articles []read, parts []*linear.Model) string {
	var examples []linear.Example
	var scores []float64
	admitted, right := 0, 0
	for _, r := range articles {
		m := parts[linear.FoldOf(r.group, folds)]
		for _, e := range r.examples {
			s := m.Score(e.Features)
			examples, scores = append(examples, e), append(scores, s)
			if s >= extract.AdmitAt {
				admitted++
				if e.Positive {
					right++
				}
			}
		}
	}
	return fmt.Sprintf("cross-validated: area under ROC %.3f on %d triggers in doubt; %d admitted, %d of them rightly\n",
		linear.Area(examples, scores), len(examples), admitted, right)
}

// compareEnds tells what the model does to the records: for the sets that it was
// trained on, each article is read by the model that did not see it.
func compareEnds(x *extract.Extractor, f *eval.Folder, parts []*linear.Model, set string) string {
	without, with := map[string]eval.Coding{}, map[string]eval.Coding{}
	none := &linear.Model{Bias: -100}
	for _, name := range f.Names {
		rep, part := f.Articles[name].Report(), folds
		if set != devSet {
			part = linear.FoldOf(groupOf(f, name), folds)
		}
		without[name] = codingBy(x.WithTells(none), rep)
		with[name] = codingBy(x.WithTells(parts[part]), rep)
	}
	var b strings.Builder
	how := "held out"
	if set == devSet {
		how = "not trained on"
	}
	rules, both := eval.ScoreGold(f, without), eval.ScoreGold(f, with)
	fmt.Fprintf(&b, "gold/%s, %s: slots F1 %.3f by rules alone, %.3f with the model; incidents F1 %.3f and %.3f; main recall %.3f and %.3f\n",
		set, how, rules.Slots.F(), both.Slots.F(), rules.Incidents.F(), both.Incidents.F(), rules.MainRecall(), both.MainRecall())
	return b.String()
}

func codingBy(x *extract.Extractor, rep tocsin.Report) eval.Coding {
	incidents, _ := x.Extract(rep)
	return eval.FromRecord(tocsin.Record{Incidents: incidents})
}
