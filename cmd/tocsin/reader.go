package main

import "tocsin/internal/app"

// readerFlag chooses what reads beside the rules.
type readerFlag struct {
	Reader app.ReaderChoice `placeholder:"FILE" help:"Read with a trained reader too, some twenty times slower: built-in, or that of a model bundle. Without it the rules read alone."`
}
