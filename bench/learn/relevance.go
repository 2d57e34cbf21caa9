package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"tocsin"
	"tocsin/internal/eval"
	"tocsin/internal/linear"
	"tocsin/internal/relevance"
)

// What an example of each source counts: the gold is coded by the codebook, the
// others only come near to its question.
const (
	goldWorth      = 3.0 // gold/train and gold/written
	generalWorth   = 1.0 // BBC: general news
	mucWorth       = 1.0 // MUC-4: reports with templates
	mucOtherWorth  = 0.3 // MUC-4: those without, among them clashes, which are coded here
	digestWorth    = 0.3 // SATP: digests of attacks
	politicalWorth = 0.3 // India police events: reports of 2002 in which the police did nothing
)

const relevanceComment = `How much the words of a report speak for its telling a codable incident
(internal/relevance): logistic regression on its different words, together of
length 10. A report is let through where the sum with (bias) and (shift) is not
below 0; (shift) is set so that 98.5 of 100 articles with incidents are, when
held out. Words that are mostly names are left out.
Made by bench/learn (make model); not to be edited by hand.
Trained on gold/train, gold/written, MUC-4 dev, BBC_News/train, satp_relevant/train,
IndiaPoliceEvents_docs/train.
`

// letThrough is the share of held-out articles with incidents that the threshold
// lets through.
const letThrough = 0.985

// relevance learns which reports may hold something to code.
func (l learner) relevance() error {
	names := newNames()
	gold, err := l.goldReports(names, "train", "written")
	if err != nil {
		return err
	}
	others, err := l.otherReports(names)
	if err != nil {
		return err
	}
	all := names.without(slices.Concat(gold, others))
	opt := linear.Options{L1: 2, L2: 0.5, MinCount: 8}
	scores := linear.CrossValidate(all, opt, folds)[:len(gold)]
	model := linear.Train(all, opt)
	model.Shift = -threshold(gold, scores, letThrough)
	figures, err := l.relevanceFigures(model, gold, scores)
	if err != nil {
		return err
	}
	return l.write("relevance.tsv", model, relevanceComment, figures)
}

// threshold returns the score that the given share of the positive examples
// reaches.
func threshold(examples []linear.Example, scores []float64, share float64) float64 {
	var of []float64
	for i, e := range examples {
		if e.Positive {
			of = append(of, scores[i])
		}
	}
	slices.Sort(of)
	return of[int((1-share)*float64(len(of)))]
}

func (l learner) goldReports(names *names, sets ...string) ([]linear.Example, error) {
	var out []linear.Example
	for _, set := range sets {
		f, err := eval.ReadFolder(l.path("gold/" + set))
		if err != nil {
			return nil, err
		}
		for _, name := range f.Names {
			rep := f.Articles[name].Report()
			names.count(rep)
			out = append(out, linear.Example{
				Features: relevance.Traits(rep), Positive: len(f.Gold[name].Incidents) > 0,
				Weight: goldWorth, Group: groupOf(f, name),
			})
		}
	}
	return out, nil
}

func (l learner) otherReports(names *names) ([]linear.Example, error) {
	out, err := l.mucReports("bench/muc4/gtt/train.json")
	if err != nil {
		return nil, err
	}
	add := func(file string, positive bool, worth float64, use func(labelled) bool) error {
		texts, err := readTexts(l.path("bench/training/" + file))
		for i, t := range texts {
			if !use(t) {
				continue
			}
			if t.cased {
				names.count(t.report())
			}
			out = append(out, linear.Example{
				Features: relevance.Traits(t.report()), Positive: positive, Weight: worth, Group: fmt.Sprint(file, i),
			})
		}
		return err
	}
	every := func(labelled) bool { return true }
	quiet := func(t labelled) bool { return !slices.Contains(t.labels, "1") }
	if err := add("BBC_News/train.tsv", false, generalWorth, every); err != nil {
		return nil, err
	}
	if err := add("satp_relevant/train.tsv", true, digestWorth, every); err != nil {
		return nil, err
	}
	return out, add("IndiaPoliceEvents_docs/train.tsv", false, politicalWorth, quiet)
}

func (l learner) mucReports(file string) ([]linear.Example, error) {
	f, err := os.Open(l.path(file))
	if err != nil {
		return nil, fmt.Errorf("read MUC-4: %w", err)
	}
	defer f.Close()
	docs, err := eval.ReadMUC(f)
	if err != nil {
		return nil, fmt.Errorf("read MUC-4: %w", err)
	}
	var out []linear.Example
	for _, d := range docs {
		e := linear.Example{Features: relevance.Traits(d.Report()), Weight: mucOtherWorth, Group: d.ID}
		if len(d.Templates) > 0 {
			e.Positive, e.Weight = true, mucWorth
		}
		out = append(out, e)
	}
	return out, nil
}

// relevanceFigures tells how many articles are let through and how many are
// passed over, on what the model was not trained on.
func (l learner) relevanceFigures(m *linear.Model, gold []linear.Example, scores []float64) (string, error) {
	var b strings.Builder
	line := func(what string, t tally) {
		fmt.Fprintf(&b, "%s: %d of %d with incidents let through, %d of %d others passed over\n", what, t.in, t.with, t.out, t.without)
	}
	held := tally{}
	for i, e := range gold {
		held.add(e.Positive, scores[i]+m.Shift >= 0)
	}
	line("gold/train and gold/written, cross-validated", held)
	dev, err := l.goldReports(newNames(), "dev")
	if err != nil {
		return "", err
	}
	line("gold/dev", tallyOf(m, dev))
	muc, err := l.mucReports("bench/muc4/gtt/dev.json")
	if err != nil {
		return "", err
	}
	line("MUC-4 TST1 and TST2", tallyOf(m, muc))
	var general tally
	for _, file := range []string{"BBC_News/dev.tsv", "BBC_News/test.tsv"} {
		texts, err := readTexts(l.path("bench/training/" + file))
		if err != nil {
			return "", err
		}
		for _, t := range texts {
			general.add(false, m.LogOdds(relevance.Traits(t.report())) >= 0)
		}
	}
	fmt.Fprintf(&b, "BBC_News/dev and test: %d of %d passed over\n", general.out, general.without)
	return b.String(), nil
}

// tally counts articles with incidents and without, and what becomes of them.
type tally struct{ with, in, without, out int }

func (t *tally) add(with, admitted bool) {
	switch {
	case with:
		t.with++
		if admitted {
			t.in++
		}
	default:
		t.without++
		if !admitted {
			t.out++
		}
	}
}

func tallyOf(m *linear.Model, examples []linear.Example) tally {
	var t tally
	for _, e := range examples {
		t.add(e.Positive, m.LogOdds(e.Features) >= 0)
	}
	return t
}

// report returns the text as a report.
func (t labelled) report() tocsin.Report { return tocsin.Report{Text: t.text} }
