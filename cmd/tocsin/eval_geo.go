package main

import (
	"fmt"
	"os"
	"path/filepath"

	"tocsin/internal/eval"
	"tocsin/internal/resolve"
	"tocsin/internal/resolve/gazetteer"
)

type evalGeoCmd struct {
	Halves bool     `help:"Also each half by itself: even articles (tuned on) and odd ones (held out)."`
	Misses bool     `help:"Also list what was missed, spurious or resolved elsewhere."`
	Files  []string `arg:"" help:"Files in the form of LGL, TR-News (lgl.xml) or GeoVirus." type:"existingfile"`
}

// Run scores recognition and resolution of toponyms.
func (c evalGeoCmd) Run() error {
	gaz, err := gazetteer.Open()
	if err != nil {
		return fmt.Errorf("eval geo: %w", err)
	}
	finder := resolve.NewToponyms(gaz)
	eval.WriteGeoHeader(os.Stdout)
	for _, file := range c.Files {
		set, err := eval.ReadGeoSet(file)
		if err != nil {
			return err
		}
		name := filepath.Base(file)
		eval.ScoreGeo(finder, set, func(int) bool { return true }).Print(os.Stdout, name)
		if c.Halves {
			eval.ScoreGeo(finder, set, func(i int) bool { return i%2 == 0 }).Print(os.Stdout, "  even (tuned on)")
			eval.ScoreGeo(finder, set, func(i int) bool { return i%2 == 1 }).Print(os.Stdout, "  odd (held out)")
		}
		if c.Misses {
			eval.PrintGeoMisses(os.Stdout, finder, set)
		}
	}
	return nil
}
