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
	"path/filepath"

	"tocsin"
	"tocsin/bench/readers"
	"tocsin/internal/app"
	"tocsin/internal/eval"
	"tocsin/internal/extract"
)

func main() {
	var t trainer
	dir := flag.String("readers", "", "folder of trained readers, one for each part of the gold (bench/readers)")
	flag.Float64Var(&t.opt.L1, "l1", 1.5, "penalty on the size of weights")
	flag.Float64Var(&t.opt.L2, "l2", 5, "penalty on the square of weights")
	flag.IntVar(&t.opt.MinCount, "min", 4, "examples that a feature must stand in")
	whole := flag.Bool("whole", true, "score whole records in cross-validation too")
	flag.Parse()
	if err := t.run(flag.Args(), *whole, *dir); err != nil {
		fmt.Fprintln(os.Stderr, "roles:", err)
		os.Exit(1)
	}
}

// run trains on the gold folders dirs and prints the table.
func (t *trainer) run(dirs []string, whole bool, trained string) error {
	var err error
	if t.readers, err = readers.Open(trained); err != nil {
		return err
	}
	x, err := app.NewExtractor(t.readers.Any())
	if err != nil {
		return err
	}
	x = withRoles(x, nil)
	var folders []*eval.Folder
	for _, dir := range dirs {
		f, err := eval.ReadFolder(dir)
		if err != nil {
			return fmt.Errorf("read gold %s: %w", dir, err)
		}
		folders = append(folders, f)
		t.wanted = append(t.wanted, want(f)...)
		t.lessons = append(t.lessons, t.learn(x, f, filepath.Base(dir))...)
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
	var byFold []*extract.Extractor
	for fold := range folds {
		byFold = append(byFold, withRoles(x, t.train(fold)))
	}
	for k, f := range folders {
		ruled, learned := map[string]eval.Coding{}, map[string]eval.Coding{}
		for _, name := range f.Names {
			rep := f.Articles[name].Report()
			ruled[name] = t.coding(x, filepath.Base(dirs[k]), rep)
			learned[name] = t.coding(byFold[foldOf(f, name)], filepath.Base(dirs[k]), rep)
		}
		show(dirs[k]+" rules", eval.ScoreGold(f, ruled))
		show(dirs[k]+" learned", eval.ScoreGold(f, learned))
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

// coding codes a report of a part of the gold.
func (t *trainer) coding(x *extract.Extractor, part string, rep tocsin.Report) eval.Coding {
	incs, _ := t.readers.For(x, part).Extract(rep)
	return eval.FromRecord(tocsin.Record{Incidents: incs})
}

// withRoles returns x with other models for the choice of arguments.
func withRoles(x *extract.Extractor, r extract.Roles) *extract.Extractor {
	m := x.Models()
	m.Roles = r
	return x.With(m)
}
