package resolve

import (
	"tocsin"
	"tocsin/internal/text"
)

// ActorContext is what is known about a report before its actors are resolved.
type ActorContext struct {
	// Country is the ISO alpha-2 code of the country that the report is mostly
	// about, "" where it is not known. Bare words ("the army") and words that
	// mean different actors in different wars ("the coalition") need it.
	Country string
	// Year is the year of publication, 0 where it is not known. It parts actors
	// of one name by their years of activity.
	Year int
}

// Actors is the lexicon of organisations, forces and states, ready for finding
// them in texts. It is read-only and safe for concurrent use.
type Actors struct {
	lexicon *lexicon
}

// NewActors reads the embedded lexicon. An error means that its files are broken.
func NewActors() (*Actors, error) {
	lex, err := loadLexicon()
	if err != nil {
		return nil, err
	}
	return &Actors{lex}, nil
}

// Find returns the actors that doc names or describes, in order of position and
// without overlaps. It runs in time linear in the text.
func (a *Actors) Find(doc *text.Doc, ctx ActorContext) []tocsin.ActorMention {
	s := newScan(a.lexicon, doc, ctx)
	s.run()
	return s.mentions
}

// Canonical returns the actor that name stands for, outside any context: an
// entry of the lexicon or one made up from the words ("Kenyan police").
func (a *Actors) Canonical(name string) (tocsin.Actor, bool) {
	doc := text.New(tocsin.Report{Text: name})
	found := a.Find(doc, ActorContext{})
	if len(found) == 0 || found[0].Generic || len(doc.Tokens) == 0 {
		return tocsin.Actor{}, false
	}
	whole := doc.Cover(0, len(doc.Tokens))
	last := doc.Tokens[len(doc.Tokens)-1]
	if last.Lower == ")" {
		whole.End = found[0].End // a bracketed acronym after the name
	}
	if found[0].Span != whole {
		return tocsin.Actor{}, false
	}
	return found[0].Actor, true
}

// Actor returns the lexicon's entry with the ID.
func (a *Actors) Actor(id string) (tocsin.Actor, bool) {
	i, ok := a.lexicon.byID[id]
	if !ok {
		return tocsin.Actor{}, false
	}
	return a.lexicon.actors[i], true
}

// Parents returns the IDs of the organisations that id is a branch of, the
// nearest first.
func (a *Actors) Parents(id string) []string {
	var chain []string
	for i, ok := a.lexicon.byID[id]; ok && len(chain) < len(a.lexicon.actors); {
		parent := a.lexicon.actors[i].Parent
		if parent == "" {
			break
		}
		chain = append(chain, parent)
		i, ok = a.lexicon.byID[parent]
	}
	return chain
}

// All returns every named actor of the lexicon, states included, in the order of its files.
func (a *Actors) All() []tocsin.Actor {
	return append([]tocsin.Actor(nil), a.lexicon.actors...)
}
