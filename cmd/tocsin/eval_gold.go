package main

import "fmt"

type evalGoldCmd struct {
	Dir string `arg:"" help:"Folder that holds articles/ and coded/." type:"existingdir"`
}

// Run scores the folder.
func (c evalGoldCmd) Run() error {
	return fmt.Errorf("eval gold: scoring is not built yet; use score.py on %s", c.Dir)
}
