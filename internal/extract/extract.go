// Package extract reads a report and returns its incidents and assertions, every
// value with the words that support it.
//
// The order of work: annotate (times, numbers, places, actors), analyse the
// clauses, find the words that name an act, give each act its arguments, and
// join the acts that tell one incident. What finds the acts is behind the
// [Finder] interface, so that a learned reader can stand beside the rules.
package extract

import (
	"fmt"

	"tocsin"
	"tocsin/internal/syntax"
	"tocsin/internal/text"
)

// Timexes finds time expressions; ref is the day that relative ones are
// reckoned from, nil where it is not known.
type Timexes interface {
	Find(doc *text.Doc, ref *tocsin.Day) []tocsin.Timex
}

// Numerals finds numbers.
type Numerals interface {
	Find(doc *text.Doc) []tocsin.Numeral
}

// Toponyms finds and resolves the names of places.
type Toponyms interface {
	Find(doc *text.Doc) []tocsin.Toponym
}

// Actors finds organisations, forces and states; country is the report's
// dominant one ("" if none) and year its year (0 if unknown).
type Actors interface {
	Find(doc *text.Doc, country string, year int) []tocsin.ActorMention
}

// Finder finds the event mentions of an analysed report. It must be safe for
// concurrent use.
type Finder interface {
	Find(a *Analysis) []Mention
}

// Annotators find what the events' arguments are made of.
type Annotators struct {
	Times   Timexes
	Numbers Numerals
	Places  Toponyms
	Actors  Actors
	// Reference returns the day that relative times are reckoned from: the
	// dateline's, else the publication's.
	Reference func(doc *text.Doc, published *tocsin.Day) *tocsin.Day
}

// Extractor codes reports. It is safe for concurrent use.
type Extractor struct {
	ann     Annotators
	parser  *syntax.Lexicon
	finder  Finder
	words   *lexicon
	weights Weights
	learned *learned
	// producers are made once: the version is a hash of all code and data.
	producers []tocsin.Producer
}

// New returns an extractor by rules that uses ann, and joins and keeps incidents
// by weights.
func New(ann Annotators, weights Weights) (*Extractor, error) {
	parser, err := syntax.NewLexicon()
	if err != nil {
		return nil, fmt.Errorf("load the word classes: %w", err)
	}
	words, err := newLexicon()
	if err != nil {
		return nil, fmt.Errorf("load the extraction rules: %w", err)
	}
	learned, err := loadLearned()
	if err != nil {
		return nil, fmt.Errorf("load the learned models: %w", err)
	}
	return &Extractor{ann: ann, parser: parser, words: words, weights: weights, learned: learned, finder: &RuleFinder{words, learned},
		producers: []tocsin.Producer{{Stage: "extract/rules", Version: Version()}}}, nil
}

// Extract returns the incidents and assertions of rep in order of first mention.
func (x *Extractor) Extract(rep tocsin.Report) ([]tocsin.Incident, []tocsin.Assertion) {
	a := x.analyse(rep)
	_, incidents := x.incidents(a)
	return incidents, x.words.assertions(a)
}

// incidents returns the incidents of an analysed report, each with the mentions
// that tell it.
func (x *Extractor) incidents(a *Analysis) ([][]Mention, []tocsin.Incident) {
	groups := x.weights.group(a, x.finder.Find(a))
	x.words.linkClaims(a, groups)
	groups = x.weights.keep(a, groups)
	incidents := make([]tocsin.Incident, 0, len(groups))
	for i, g := range groups {
		inc := x.words.incident(a, g)
		inc.ID = fmt.Sprintf("i%d", i+1)
		incidents = append(incidents, inc)
	}
	x.learned.setSalience(a, groups, incidents)
	settle(a, incidents)
	x.words.unnameAll(a, incidents)
	return groups, incidents
}

// Producers names the stages and their versions.
func (x *Extractor) Producers() []tocsin.Producer {
	return x.producers
}
