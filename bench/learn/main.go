// Command learn trains the linear models that stand among the rule files, and
// prints how good each is on what it was not trained on.
//
//	go run ./bench/learn [-shared DIR] [-out DIR] MODEL…
//
// MODEL is relevance, tells, news or weights; news rests on tells. The weights of joining
// and keeping are searched, and printed. It is deterministic: the same data give the
// same files, byte for byte. Development gold is measured on, never trained on.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"tocsin/internal/eval"
	"tocsin/internal/linear"
)

func main() {
	l := learner{}
	flag.StringVar(&l.shared, "shared", "../shared", "the shared data folder")
	flag.StringVar(&l.out, "out", "internal/rules/data", "the folder to write the models to")
	flag.IntVar(&l.rounds, "rounds", 2, "passes over all weights in their search")
	flag.Parse()
	if err := l.learn(flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "learn:", err)
		os.Exit(1)
	}
}

// folds is the number of parts of a cross-validation.
const folds = 10

// learner knows where the data are and where models go.
type learner struct {
	shared, out string
	// rounds is how often the search goes over all weights.
	rounds int
}

func (l learner) learn(models []string) error {
	for _, name := range models {
		var err error
		switch name {
		case "relevance":
			err = l.relevance()
		case "tells":
			err = l.tells()
		case "news":
			err = l.news()
		case "weights":
			err = l.weights()
		default:
			err = fmt.Errorf("no model is called %q: see the comment of this command", name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// path returns the path of a file of the shared folder.
func (l learner) path(name string) string { return filepath.Join(l.shared, filepath.FromSlash(name)) }

// write writes the model as a rule file, with comment and figures on top, and
// prints the figures.
func (l learner) write(name string, m *linear.Model, comment, figures string) error {
	fmt.Printf("%s: %d features\n%s", name, len(m.Weights), figures)
	path := filepath.Join(l.out, name)
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write a model: %w", err)
	}
	if err := m.Write(f, comment+figures); err != nil {
		f.Close()
		return fmt.Errorf("write %s: %w", path, err)
	}
	return f.Close()
}

// groupOf returns what an article of the gold is folded by: the articles that
// tell the same day stay together.
func groupOf(f *eval.Folder, name string) string {
	if c := f.Articles[name].Cluster; c != "" {
		return c
	}
	return name
}
