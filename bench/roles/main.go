// Command roles fits the models by which the arguments of incidents are chosen.
//
//	go run ./bench/roles [-l1 N] [-l2 N] GOLD_DIR… > internal/rules/data/roles.tsv
//
// It prints the models' table, and to standard error the figures of each role in
// cross-validation by cluster of articles, alone and in whole records. The same
// folders give the same table. Give it training folders only.
package main

import (
	"flag"
	"fmt"
	"os"

	"tocsin"
	"tocsin/internal/app"
	"tocsin/internal/eval"
	"tocsin/internal/extract"
)

func main() {
	var t trainer
	flag.Float64Var(&t.opt.L1, "l1", 1.5, "penalty on the size of weights")
	flag.Float64Var(&t.opt.L2, "l2", 5, "penalty on the square of weights")
	flag.IntVar(&t.opt.MinCount, "min", 4, "examples that a feature must stand in")
	whole := flag.Bool("whole", true, "score whole records in cross-validation too")
	flag.Parse()
	if err := t.run(flag.Args(), *whole); err != nil {
		fmt.Fprintln(os.Stderr, "roles:", err)
		os.Exit(1)
	}
}

// run trains on the gold folders dirs and prints the table.
func (t *trainer) run(dirs []string, whole bool) error {
	x, err := app.NewExtractor()
	if err != nil {
		return err
	}
	x = x.With(nil)
	var folders []*eval.Folder
	for _, dir := range dirs {
		f, err := eval.ReadFolder(dir)
		if err != nil {
			return fmt.Errorf("read gold %s: %w", dir, err)
		}
		folders = append(folders, f)
		t.wanted = append(t.wanted, want(f)...)
		t.lessons = append(t.lessons, learn(x, f)...)
	}
	roles := t.train(-1)
	t.report()
	if whole {
		t.whole(x, dirs, folders)
	}
	return write(os.Stdout, roles)
}

// whole prints the scores of records whose arguments are chosen by models that
// did not learn from their articles, beside those of the rules.
func (t *trainer) whole(x *extract.Extractor, dirs []string, folders []*eval.Folder) {
	var byFold []eval.Coder
	for fold := range folds {
		byFold = append(byFold, extractor{x.With(t.train(fold))})
	}
	for k, f := range folders {
		show(dirs[k]+" rules", eval.ScoreGold(f, eval.CodeFolder(extractor{x}, f)))
		coded := map[string]eval.Coding{}
		for _, name := range f.Names {
			rec := byFold[foldOf(f, name)].Code(f.Articles[name].Report())
			coded[name] = eval.FromRecord(rec)
		}
		show(dirs[k]+" learned", eval.ScoreGold(f, coded))
	}
}

func show(title string, s *eval.GoldScore) {
	fmt.Fprintf(os.Stderr, "%-32s slots %.3f incidents %.3f attribution %.3f by %.3f |", title, s.Slots.F(), s.Incidents.F(), s.Attribution.F(), s.Extra.AttributionBy.F())
	for _, k := range eval.Fields() {
		c := s.ByField[k]
		fmt.Fprintf(os.Stderr, " %s %.3f", k, c.F())
	}
	fmt.Fprintln(os.Stderr)
}

// extractor codes with an extractor alone.
type extractor struct{ *extract.Extractor }

// Code returns the record of rep.
func (x extractor) Code(rep tocsin.Report) tocsin.Record {
	incs, asserts := x.Extract(rep)
	return tocsin.Record{ID: rep.ID, Incidents: incs, Assertions: asserts}
}
