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
	"tocsin/internal/linear"
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
	ann    Annotators
	parser *syntax.Lexicon
	finder Finder
	words  *lexicon
	models Models
	reader Reader
	// producers are made once: the version is a hash of all code and data.
	producers []tocsin.Producer
}

// New returns an extractor by rules that uses ann, models, and what reader makes of
// each report, which may be nil.
func New(ann Annotators, models Models, reader Reader) (*Extractor, error) {
	parser, err := syntax.NewLexicon()
	if err != nil {
		return nil, fmt.Errorf("load the word classes: %w", err)
	}
	words, err := newLexicon()
	if err != nil {
		return nil, fmt.Errorf("load the extraction rules: %w", err)
	}
	x := &Extractor{ann: ann, parser: parser, words: words, producers: []tocsin.Producer{{Stage: "extract/rules", Version: Version()}}}
	return x.With(models).WithReader(reader), nil
}

// With returns an extractor like x with other models.
func (x *Extractor) With(m Models) *Extractor {
	y := *x
	y.models = m
	y.finder = &RuleFinder{x.words, &y.models}
	return &y
}

// WithReader returns an extractor like x with another reader, or none where it is nil.
func (x *Extractor) WithReader(r Reader) *Extractor {
	y := *x
	y.reader = r
	y.producers = y.producers[:1:1]
	if r != nil {
		y.producers = append(y.producers, r.Producer())
	}
	return &y
}

// Models returns the numbers that x decides by.
func (x *Extractor) Models() Models { return x.models }

// Extract returns the incidents and assertions of rep in order of first mention.
func (x *Extractor) Extract(rep tocsin.Report) ([]tocsin.Incident, []tocsin.Assertion) {
	a := x.analyse(rep)
	s := x.stage(a)
	s.choose(x.models.Roles)
	x.words.unnameAll(a, s.incs)
	return s.incs, x.words.assertions(a)
}

// stage returns the report's incidents by the rules with all who are named in it.
func (x *Extractor) stage(a *Analysis) *scene {
	groups, incidents := x.incidents(a)
	return newScene(a, x.words, groups, incidents)
}

// incidents returns the incidents of an analysed report, each with the mentions
// that tell it.
func (x *Extractor) incidents(a *Analysis) ([][]Mention, []tocsin.Incident) {
	groups := x.models.Weights.group(a, x.finder.Find(a))
	x.words.linkClaims(a, groups)
	groups = x.models.Weights.keep(a, groups)
	incidents := make([]tocsin.Incident, 0, len(groups))
	for i, g := range groups {
		inc := x.words.incident(a, g)
		inc.ID = fmt.Sprintf("i%d", i+1)
		incidents = append(incidents, inc)
	}
	x.models.setSalience(a, groups, incidents)
	settle(a, incidents)
	return groups, incidents
}

// Choices returns the incidents of rep by the rules, and the values that their
// roles may take, for training.
func (x *Extractor) Choices(rep tocsin.Report) ([]tocsin.Incident, []Choice) {
	s := x.stage(x.analyse(rep))
	var out []Choice
	for i := range s.incs {
		out = append(out, s.actorChoices(i)...)
		out = append(out, s.dateChoices(i)...)
		out = append(out, s.placeChoices(i)...)
		out = append(out, s.targetChoices(i)...)
		for k := range s.cast {
			if s.mayAct(i, &s.cast[k]) {
				for _, c := range s.stanceChoices(i, &s.cast[k]) {
					c.Row = func(actor, stance float64) linear.Features {
						return s.rowFeatures(i, &s.cast[k], c.Stance, actor, stance)
					}
					out = append(out, c)
				}
			}
		}
	}
	return s.incs, out
}

// Producers names the stages and their versions.
func (x *Extractor) Producers() []tocsin.Producer {
	return x.producers
}
