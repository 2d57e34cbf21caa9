package app

import (
	"fmt"

	"tocsin"
	"tocsin/internal/extract"
	"tocsin/internal/resolve"
	"tocsin/internal/resolve/gazetteer"
	"tocsin/internal/text"
)

// actors hands the extractor's context on to the resolver.
type actors struct{ *resolve.Actors }

// Find returns the actors of doc in a report on country in year.
func (a actors) Find(doc *text.Doc, country string, year int) []tocsin.ActorMention {
	return a.Actors.Find(doc, resolve.ActorContext{Country: country, Year: year})
}

// newExtractor wires the resolvers into the extractor.
func newExtractor(models extract.Models, reader extract.Reader) (*extract.Extractor, error) {
	places, err := gazetteer.Open()
	if err != nil {
		return nil, fmt.Errorf("open the gazetteer: %w", err)
	}
	lexicon, err := resolve.NewActors()
	if err != nil {
		return nil, fmt.Errorf("read the actor lexicon: %w", err)
	}
	times := resolve.NewTimexes()
	return extract.New(extract.Annotators{
		Times: times, Numbers: resolve.NewNumerals(),
		Places: resolve.NewToponyms(places), Actors: actors{lexicon},
		Reference: times.Dateline,
	}, models, reader)
}
