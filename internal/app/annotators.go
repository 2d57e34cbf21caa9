package app

import (
	"tocsin"
	"tocsin/internal/extract"
	"tocsin/internal/resolve"
	"tocsin/internal/text"
)

type nullT struct{}

func (nullT) Find(doc *text.Doc, ref *tocsin.Day) []tocsin.Timex { return nil }

type nullP struct{}

func (nullP) Find(doc *text.Doc) []tocsin.Toponym { return nil }

type nullA struct{}

func (nullA) Find(doc *text.Doc, country string, year int) []tocsin.ActorMention { return nil }
func (nullA) Canonical(name string) (tocsin.Actor, bool)                         { return tocsin.Actor{}, false }

func newExtractor() (*extract.Extractor, error) {
	return extract.New(extract.Annotators{
		Times: nullT{}, Numbers: resolve.NewNumerals(), Places: nullP{}, Actors: nullA{},
		Reference: func(doc *text.Doc, p *tocsin.Day) *tocsin.Day { return p },
	})
}
