package main

import (
	"tocsin"
	"tocsin/internal/eval"
	"tocsin/internal/extract"
	"tocsin/internal/linear"
)

// folds is how many parts cross-validation makes.
const folds = 5

// lesson is one candidate and whether gold has it.
type lesson struct {
	extract.Choice
	article, cluster string
	right            bool
	// moot is true for a stance of an actor that gold does not hold responsible:
	// nothing is to be learned from it.
	moot bool
	// odds are the log-odds that a model without its fold gives it.
	odds float64
}

// clusterOf returns what the article is told apart by in cross-validation.
func clusterOf(f *eval.Folder, name string) string {
	if c := f.Articles[name].Cluster; c != "" {
		return c
	}
	return name
}

func foldOf(f *eval.Folder, name string) int { return linear.FoldOf(clusterOf(f, name), folds) }

// wanted is how many values of a role gold holds in the articles of a cluster.
type wanted struct {
	role, cluster string
	n             int
}

// want counts the values of gold in all articles of f.
func want(f *eval.Folder) []wanted {
	var out []wanted
	for _, name := range f.Names {
		for _, g := range f.Gold[name].Incidents {
			add := func(role string, n int) { out = append(out, wanted{role, clusterOf(f, name), n}) }
			kinds := map[string]bool{}
			for _, t := range g.Targets {
				kinds[t.Kind] = true
			}
			add("target", len(kinds))
			add("row", len(g.Perpetrators))
			if g.Date != nil {
				add("date", 1)
			}
			if g.Place != nil && g.Place.Name != "" {
				add("place", 1)
			}
		}
	}
	return out
}

// learn returns the candidates of all articles of f, a part of the gold, held against
// it.
func (t *trainer) learn(x *extract.Extractor, f *eval.Folder, part string) []lesson {
	var out []lesson
	for _, name := range f.Names {
		incs, cands := t.readers.For(x, part).Choices(f.Articles[name].Report())
		pairs := f.Pairs(name, eval.FromRecord(tocsin.Record{Incidents: incs}))
		for _, c := range cands {
			l := lesson{Choice: c, article: name, cluster: clusterOf(f, name)}
			if j, ok := pairs[c.Incident]; ok {
				l.mark(f.Aliases, f.Gold[name].Incidents[j])
			} else {
				l.moot = c.Stance != ""
			}
			out = append(out, l)
		}
	}
	return out
}

// mark says whether gold incident g has the candidate's value.
func (l *lesson) mark(al eval.Aliases, g eval.Incident) {
	switch l.Role {
	case "date":
		l.right = eval.SameDate(l.Date, g.Date)
	case "place":
		l.right = eval.SamePlace(l.Place, g.Place)
	case "target":
		for _, t := range g.Targets {
			l.right = l.right || t.Kind == string(l.Target.Kind)
		}
	default:
		l.moot = l.Stance != ""
		for _, p := range g.Perpetrators {
			if al.Same(p.Actor, l.Actor) {
				l.moot = false
				l.right = l.right || l.Stance == "" || l.Stance == p.Stance
			}
		}
	}
}
