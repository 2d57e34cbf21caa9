package app

import (
	"fmt"

	"tocsin"
	"tocsin/internal/extract"
	"tocsin/internal/resolve"
	"tocsin/internal/resolve/gazetteer"
	"tocsin/internal/text"
)

// noActors stands in until the actor lexicon is there.
type noActors struct{}

// Find finds nothing.
func (noActors) Find(*text.Doc, string, int) []tocsin.ActorMention { return nil }

// Canonical knows nobody.
func (noActors) Canonical(string) (tocsin.Actor, bool) { return tocsin.Actor{}, false }

// newExtractor wires the resolvers into the extractor.
func newExtractor() (*extract.Extractor, error) {
	places, err := gazetteer.Open()
	if err != nil {
		return nil, fmt.Errorf("open the gazetteer: %w", err)
	}
	times := resolve.NewTimexes()
	return extract.New(extract.Annotators{
		Times: times, Numbers: resolve.NewNumerals(),
		Places: resolve.NewToponyms(places), Actors: noActors{},
		Reference: times.Dateline,
	})
}
