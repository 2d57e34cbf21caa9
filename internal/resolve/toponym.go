package resolve

import (
	"cmp"
	"slices"

	"tocsin"
	"tocsin/internal/resolve/gazetteer"
	"tocsin/internal/rules"
	"tocsin/internal/text"
)

// Toponyms finds names of places in English news text and resolves them to
// entries of the gazetteer. A name is recognised by a weighted sum of cues
// (internal/rules/data/toponym-weights.tsv) and resolved by what stands beside
// it, what else the report names, distance and population. It is read-only once
// built and safe for concurrent use.
type Toponyms struct {
	gaz     *gazetteer.Gazetteer
	weights map[string]float64
	fits    topoFits
	// blocks are names that hold or look like names of places and are none.
	blocks   *phrases
	blockSet map[string]bool
	// countryWords are words that point to a country.
	countryWords map[string][]topoHint
	// Closed classes of words that bear on names of places.
	links, titles, generic, speech, stops, sites, leads, openers map[string]bool
}

// NewToponyms returns a finder over g.
func NewToponyms(g *gazetteer.Gazetteer) *Toponyms {
	blocks := newPhrases()
	for _, p := range rules.Lines("toponym-blocks.txt") {
		blocks.add(p, "")
	}
	return &Toponyms{
		gaz: g, blocks: blocks, blockSet: wordSet("toponym-blocks.txt"), weights: readWeights("toponym-weights.tsv"),
		links: wordSet("toponym-links.txt"), titles: wordSet("person-titles.txt"),
		generic: wordSet("toponym-generic.txt"), speech: wordSet("speech-verbs.txt"),
		stops: wordSet("toponym-stops.txt"), sites: wordSet("toponym-sites.txt"), leads: wordSet("toponym-leads.txt"), openers: wordSet("toponym-openers.txt"),
		fits: readFits("toponym-fits.tsv"), countryWords: readCountryWords("country-words.tsv", g),
	}
}

// Find returns the toponyms of doc in order of position; they do not overlap.
// Demonyms and metonyms are among them, flagged. A name that fits a pattern
// ("the village of X") but is in no gazetteer has precision unknown and the
// country of its context.
func (t *Toponyms) Find(doc *text.Doc) []tocsin.Toponym {
	r := t.read(doc)
	r.recognise()
	r.named = r.addPatterns(r.accepted())
	r.resolve()
	return r.toponyms()
}

// topoReader is the work on one report.
type topoReader struct {
	*Toponyms
	doc   *text.Doc
	words topoWords
	// capsDoc is true where most words are in capitals; bare where the report
	// has lost its apostrophes.
	capsDoc, bare bool
	commaless     bool // the report has lost its commas
	// persons are folded family names that stand after a given name or title.
	persons map[string]bool
	// home holds the countries and divisions that the report surely names.
	home  map[gazetteer.PlaceID]bool
	hints map[gazetteer.PlaceID]float64
	found []*topoMention
	named []*topoMention
	// covering maps a token to the mention that covers it, or nil.
	covering []*topoMention
	// blocked marks the tokens of names that are surely no places.
	blocked []bool
	matches []gazetteer.Match
	names   map[gazetteer.Key]*topoName
}

// topoMention is one name in the report.
type topoMention struct {
	tocsin.Span
	first, last int // tokens
	name        *topoName
	stripped    bool // a glued possessive s was left out
	part        bool // part of a hyphenated word
	pattern     bool // found by pattern, not in the gazetteer
	unknown     bool // a name of which nothing is known
	score       float64
	chosen      int     // index into name.places, -1 where unresolved
	margin      float64 // how sure the choice is, in [0,1]
	container   *topoMention
	wantKind    topoWant
}

// topoName is a name with the places that it may mean, shared by its mentions.
type topoName struct {
	key    gazetteer.Key
	flags  gazetteer.Flags
	places []topoPlace
}

// topoPlace is one place that a name may mean.
type topoPlace struct {
	id              gazetteer.PlaceID
	kind            gazetteer.Kind
	lat, lon        float64
	parallel        float64 // cosine of the latitude
	country, admin1 gazetteer.PlaceID
	prior           float64
	alternate       bool
	population      int
	// shared is true of a division that holds a town of the same name.
	shared bool
}

func (t *Toponyms) read(doc *text.Doc) *topoReader {
	r := &topoReader{
		Toponyms: t, doc: doc, names: map[gazetteer.Key]*topoName{}, persons: map[string]bool{},
		covering: make([]*topoMention, len(doc.Tokens)), blocked: make([]bool, len(doc.Tokens)),
	}
	r.words.read(doc)
	r.survey()
	r.readHints()
	r.scan()
	r.notePersons()
	r.noteHome()
	return r
}

// survey notes how the report is written.
func (r *topoReader) survey() {
	words, caps, marks, commas := 0, 0, 0, 0
	for _, tok := range r.doc.Tokens {
		switch {
		case tok.Kind == text.Word && len(tok.Lower) > 2:
			words++
			if tok.Caps {
				caps++
			}
		case tok.Kind == text.Clitic:
			marks++
		case tok.Lower == ",":
			commas++
		}
	}
	r.capsDoc = caps*2 > words
	r.commaless = commas*60 < words && words > 40
	r.bare = marks == 0 && words > 60
}

// accepted returns the mentions that read as places.
func (r *topoReader) accepted() []*topoMention {
	var kept []*topoMention
	for _, m := range r.found {
		if m.score < topoThreshold {
			r.uncover(m)
			continue
		}
		if m.unknown {
			r.tryRomanisation(m)
		}
		kept = append(kept, m)
	}
	return kept
}

// uncover gives the tokens of m free again, but for those of an adjective, which
// is no part of another name.
func (r *topoReader) uncover(m *topoMention) {
	for i := m.first; i < m.last; i++ {
		if r.covering[i] == m {
			r.covering[i] = nil
			r.blocked[i] = r.blocked[i] || m.name.flags&gazetteer.Demonym != 0
		}
	}
}

// tryRomanisation looks m up under other romanisations of Arabic names.
func (r *topoReader) tryRomanisation(m *topoMention) {
	if k, ok := r.skeleton(m.first, m.last); ok {
		m.name = r.name(k)
	}
}

// topoThreshold is the probability from which a name is taken for a place.
const topoThreshold = 0.5

func (r *topoReader) toponyms() []tocsin.Toponym {
	slices.SortStableFunc(r.named, func(a, b *topoMention) int { return cmp.Compare(a.Start, b.Start) })
	out := make([]tocsin.Toponym, 0, len(r.named))
	for _, m := range r.named {
		out = append(out, r.toponym(m))
	}
	return out
}

// readWeights reads the recogniser's weights: feature, weight.
func readWeights(name string) map[string]float64 {
	w := map[string]float64{}
	for _, row := range rules.Rows(name) {
		w[row[0]] = mustFloat(name, row[1])
	}
	return w
}
