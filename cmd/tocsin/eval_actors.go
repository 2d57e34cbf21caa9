package main

import (
	"fmt"
	"os"
	"path/filepath"

	"tocsin"
	"tocsin/internal/eval"
	"tocsin/internal/resolve"
	"tocsin/internal/text"
)

type evalActorsCmd struct {
	Misses bool     `help:"Also list what was not found."`
	Paths  []string `arg:"" help:"Gold folders (with articles/ and coded/), and files of actors' names (.json, .actors.txt)." type:"path"`
}

// actorFinder gives the resolver the shape that the scorer asks for.
type actorFinder struct{ *resolve.Actors }

// Find returns the actors of doc in a report on country in year.
func (a actorFinder) Find(doc *text.Doc, country string, year int) []tocsin.ActorMention {
	return a.Actors.Find(doc, resolve.ActorContext{Country: country, Year: year})
}

// Run measures the actor lexicon: on gold attributions, and on lists of names.
func (c evalActorsCmd) Run() error {
	lexicon, err := resolve.NewActors()
	if err != nil {
		return err
	}
	finder := actorFinder{lexicon}
	for _, path := range c.Paths {
		info, err := os.Stat(path)
		if err != nil {
			return fmt.Errorf("eval actors: %w", err)
		}
		if err := c.score(path, info.IsDir(), finder); err != nil {
			return err
		}
	}
	return nil
}

// score measures on one folder or file.
func (c evalActorsCmd) score(path string, isDir bool, finder actorFinder) error {
	if isDir {
		folder, err := eval.ReadFolder(path)
		if err != nil {
			return err
		}
		eval.ScoreActors(folder, finder).Print(os.Stdout, filepath.Base(path), c.Misses)
		return nil
	}
	groups, err := eval.ReadActorList(path)
	if err != nil {
		return err
	}
	eval.ScoreActorList(groups, finder).Print(os.Stdout, filepath.Base(path), c.Misses)
	return nil
}
