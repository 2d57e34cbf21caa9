package resolve

import (
	"embed"
	"fmt"
	"path"
	"strconv"
	"strings"

	"tocsin"
)

//go:embed data/actors
var actorFiles embed.FS

// entryKind says what a phrase of the lexicon is.
type entryKind uint8

const (
	namedEntry  entryKind = iota // an actor of its own name
	nationEntry                  // a state's name or adjective
	nounEntry                    // a common noun
)

// Conditions on how a phrase must be written.
const (
	needUpper   uint8 = 1 << iota // some word begins with a capital
	needCaps                      // the first word stands in capitals
	notAllCaps                    // never in a sentence all in capitals
	needNation                    // a noun that is no actor without a nation
	isAdjective                   // a nation's adjective
	isCapital                     // a nation's capital or seat of government
	isBoth                        // a nation's name that is its adjective, too: US
)

// entry is one phrase of the lexicon.
type entry struct {
	kind  entryKind
	flags uint8
	// index is into actors, nations or nouns, by kind.
	index int32
	// country is the code of the country where the phrase has this meaning, "" for everywhere.
	country string
}

// nation is a state and what its forces are called.
type nation struct {
	code, name, adjective string
	state                 int32 // index into actors
	forces                int32 // index into actors, -1 for none
	always                bool  // its forces are called by the state's name even at home
}

// noun is a row of nouns.txt.
type noun struct {
	class string
	kind  tocsin.ActorType
	name  string
}

// lexicon is all that the finder knows.
type lexicon struct {
	actors  []tocsin.Actor
	byID    map[string]int32
	nations []nation
	byCode  map[string]int32
	nouns   []noun
	entries []entry

	vocab   map[string]int32
	edges   map[uint64]int32
	ends    [][]int32 // entries that end at each trie node
	classes []uint32  // classes of each vocabulary word
	scratch []byte
	// regime is the entry of "government forces".
	regime int32
}

func loadLexicon() (*lexicon, error) {
	lex := &lexicon{
		byID: map[string]int32{}, byCode: map[string]int32{},
		vocab: make(map[string]int32, 8192), edges: make(map[uint64]int32, 32768), ends: make([][]int32, 1, 16384),
	}
	files, err := actorFiles.ReadDir("data/actors")
	if err != nil {
		return nil, fmt.Errorf("reading the actor lexicon: %w", err)
	}
	// Spellings first, as they decide what counts as one word; contexts last,
	// as they name actors by ID.
	steps := []source{
		{"spellings.txt", ";", lex.addSpelling}, {"states.txt", ";", lex.addState},
		{"nouns.txt", ";", lex.addNoun}, {"frames.txt", ";", lex.addFrame},
	}
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".tsv") {
			steps = append(steps, source{f.Name(), "\t", lex.addActor})
		}
	}
	for _, st := range append(steps, source{"contexts.txt", ";", lex.addContext}) {
		if err := eachRow(st.name, st.sep, st.add); err != nil {
			return nil, err
		}
	}
	return lex, nil
}

// source is a file of the lexicon and what reads its rows.
type source struct {
	name, sep string
	add       func([]string) error
}

// eachRow hands the fields of every row of an embedded file to add.
func eachRow(name, sep string, add func([]string) error) error {
	data, err := actorFiles.ReadFile(path.Join("data/actors", name))
	if err != nil {
		return fmt.Errorf("reading the actor lexicon: %w", err)
	}
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		if err := add(strings.Split(line, sep)); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n+1, err)
		}
	}
	return nil
}

// field returns the i-th field, "" where the row is shorter.
func field(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

func (lex *lexicon) addSpelling(row []string) error {
	id := lex.word(row[0])
	for _, w := range list(field(row, 1)) {
		key := string(appendFold(nil, w))
		if have, ok := lex.vocab[key]; ok && have != id {
			return fmt.Errorf("spelling %q belongs to two words", w)
		}
		lex.vocab[key] = id
	}
	return nil
}

func (lex *lexicon) addState(row []string) error {
	if len(row) < 5 {
		return fmt.Errorf("state %q: %d fields, want at least 5", row[0], len(row))
	}
	adjectives := list(row[3])
	nat := nation{code: row[0], name: row[1], adjective: row[1], forces: -1, always: field(row, 5) == "state"}
	if len(adjectives) > 0 {
		nat.adjective = strings.TrimLeft(adjectives[0], "=")
	}
	nat.state = lex.addEntity(tocsin.Actor{ID: "state-" + strings.ToLower(row[0]), Name: row[1], Type: tocsin.ActorState, Country: row[0]})
	if name := field(row, 6); name != "" {
		nat.forces = lex.addEntity(tocsin.Actor{ID: "forces-" + strings.ToLower(row[0]), Name: name, Type: tocsin.ActorMilitary, Country: row[0]})
		lex.addPhrase(name, entry{kind: namedEntry, index: nat.forces, flags: needUpper})
	}
	index := int32(len(lex.nations))
	lex.nations = append(lex.nations, nat)
	lex.byCode[row[0]] = index
	for _, n := range append(list(row[2]), row[1]) {
		lex.addPhrase(n, entry{kind: nationEntry, index: index, flags: needUpper})
	}
	for _, n := range adjectives {
		lex.addPhrase(n, entry{kind: nationEntry, index: index, flags: needUpper | isAdjective})
	}
	for _, n := range list(row[4]) {
		lex.addPhrase(n, entry{kind: nationEntry, index: index, flags: needUpper | isCapital})
	}
	return nil
}

func (lex *lexicon) addNoun(row []string) error {
	if len(row) != 4 {
		return fmt.Errorf("noun %q: %d fields, want 4", row[0], len(row))
	}
	index := int32(len(lex.nouns))
	lex.nouns = append(lex.nouns, noun{class: row[0], kind: tocsin.ActorType(row[1]), name: row[2]})
	for _, p := range list(row[3]) {
		e := entry{kind: nounEntry, index: index}
		if p[0] == '=' {
			p, e.flags = p[1:], needNation
		}
		lex.addPhrase(p, e)
		if row[0] == "regime" {
			lex.regime = int32(len(lex.entries) - 1)
		}
	}
	return nil
}

func (lex *lexicon) addFrame(row []string) error {
	class, ok := frameClasses[row[0]]
	if !ok {
		return fmt.Errorf("class %q is not known", row[0])
	}
	for _, w := range list(field(row, 1)) {
		if strings.ContainsAny(w, " ") {
			continue
		}
		lex.classes[lex.word(w)] |= class
	}
	return nil
}

// addActor reads id, name, type, country, parent, from, to, aliases.
func (lex *lexicon) addActor(row []string) error {
	if len(row) < 7 {
		return fmt.Errorf("actor %q: %d fields, want 7 or 8", row[0], len(row))
	}
	from, err := year(row[5])
	if err != nil {
		return err
	}
	to, err := year(row[6])
	if err != nil {
		return err
	}
	if _, twice := lex.byID[row[0]]; twice {
		return fmt.Errorf("actor %q stands twice", row[0])
	}
	index := lex.addEntity(tocsin.Actor{
		ID: row[0], Name: row[1], Type: tocsin.ActorType(row[2]), Country: row[3], Parent: row[4], From: from, To: to,
	})
	lex.addPhrase(row[1], entry{kind: namedEntry, index: index, flags: needUpper})
	for _, alias := range list(field(row, 7)) {
		lex.addPhrase(alias, entry{kind: namedEntry, index: index, flags: needUpper})
	}
	return nil
}

// addContext reads country, actor ID, phrases: words that mean the actor in
// reports on the country ("*" for all).
func (lex *lexicon) addContext(row []string) error {
	index, ok := lex.byID[field(row, 1)]
	if !ok {
		return fmt.Errorf("actor %q is not in the lexicon", field(row, 1))
	}
	for _, country := range list(row[0]) {
		if country == "*" {
			country = ""
		}
		for _, p := range list(field(row, 2)) {
			lex.addPhrase(p, entry{kind: namedEntry, index: index, country: country})
		}
	}
	return nil
}

func year(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	y, err := strconv.Atoi(s)
	if err != nil {
		return 0, fmt.Errorf("year %q: want digits or nothing", s)
	}
	return y, nil
}

func (lex *lexicon) addEntity(a tocsin.Actor) int32 {
	index := int32(len(lex.actors))
	lex.actors = append(lex.actors, a)
	lex.byID[a.ID] = index
	return index
}

// addPhrase enters a phrase into the trie. A leading "=" asks for capitals, "=="
// also bars it from sentences that are all in capitals; acronyms of up to five
// letters need capitals without being marked.
func (lex *lexicon) addPhrase(phrase string, e entry) {
	switch {
	case strings.HasPrefix(phrase, "=="):
		phrase, e.flags = phrase[2:], e.flags|needCaps|notAllCaps
	case strings.HasPrefix(phrase, "="):
		phrase, e.flags = phrase[1:], e.flags|needCaps
	case e.kind != nounEntry && e.country == "" && len(phrase) <= 5 && len(phrase) > 1 && phrase == strings.ToUpper(phrase):
		e.flags |= needCaps
	}
	node := int32(0)
	for rest := phrase; rest != ""; {
		var w string
		w, rest = nextWord(rest)
		if w == "" {
			continue
		}
		key := uint64(node)<<32 | uint64(lex.word(w))
		next, ok := lex.edges[key]
		if !ok {
			next = int32(len(lex.ends))
			lex.ends = append(lex.ends, nil)
			lex.edges[key] = next
		}
		node = next
	}
	for _, have := range lex.ends[node] {
		if lex.entries[have].kind == e.kind && lex.entries[have].index == e.index && lex.entries[have].country == e.country {
			lex.entries[have].flags = merge(lex.entries[have].flags, e.flags)
			return
		}
	}
	lex.entries = append(lex.entries, e)
	lex.ends[node] = append(lex.ends[node], int32(len(lex.entries)-1))
}

// merge joins the conditions of one phrase entered twice: the laxer hold.
func merge(a, b uint8) uint8 {
	if (a^b)&isAdjective != 0 {
		return a&b | isBoth
	}
	return a&b | (a|b)&isBoth
}

// nextWord cuts the first word off a phrase, at spaces, hyphens and brackets.
func nextWord(s string) (w, rest string) {
	i := strings.IndexAny(s, " -–()[]/\",&‐‑")
	if i < 0 {
		return s, ""
	}
	n := 1
	if s[i] >= 0x80 {
		n = 3
	}
	return s[:i], s[i+n:]
}

// phrase returns the actor of a phrase that is in the lexicon for every report.
func (lex *lexicon) phrase(p string) (tocsin.Actor, bool) {
	node := int32(0)
	for rest := p; rest != ""; {
		var w string
		w, rest = nextWord(rest)
		id, ok := lex.vocab[string(appendFold(nil, w))]
		if !ok {
			return tocsin.Actor{}, false
		}
		if node, ok = lex.edges[uint64(node)<<32|uint64(id)]; !ok {
			return tocsin.Actor{}, false
		}
	}
	for _, e := range lex.ends[node] {
		if ent := lex.entries[e]; ent.kind == namedEntry && ent.country == "" {
			return lex.actors[ent.index], true
		}
	}
	return tocsin.Actor{}, false
}

// word returns the vocabulary number of w, a new one if need be.
func (lex *lexicon) word(w string) int32 {
	lex.scratch = appendFold(lex.scratch[:0], w)
	if id, ok := lex.vocab[string(lex.scratch)]; ok {
		return id
	}
	id := int32(len(lex.classes))
	lex.vocab[string(lex.scratch)] = id
	lex.classes = append(lex.classes, 0)
	return id
}
