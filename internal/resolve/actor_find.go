package resolve

import (
	"strings"

	"tocsin"
	"tocsin/internal/text"
)

// hit is a phrase of the lexicon found at an atom: it ends before atom end.
type hit struct {
	end   int
	entry *entry
	// poss is true where the text lost the apostrophe of a closing 's.
	poss bool
}

// scan finds the actors of one text.
type scan struct {
	lex      *lexicon
	doc      *text.Doc
	ctx      ActorContext
	home     int32 // the nation of the context, -1 for none
	atoms    []atom
	style    []letterCase // of each sentence
	hits     []hit
	key      []byte
	seen     map[int32]bool          // named actors found so far
	local    map[string]tocsin.Actor // acronyms that the text itself explains
	owners   map[string]int32        // the nation last named with each noun
	last     int                     // the last armed group's mention, -1 for none
	mentions []tocsin.ActorMention
}

// letterCase is how a sentence is written.
type letterCase uint8

const (
	mixedCase letterCase = iota
	allCaps
	allLower
	titleCase
)

func newScan(lex *lexicon, doc *text.Doc, ctx ActorContext) *scan {
	s := &scan{lex: lex, doc: doc, ctx: ctx, home: -1, last: -1, seen: map[int32]bool{}, owners: map[string]int32{}}
	if i, ok := lex.byCode[ctx.Country]; ok {
		s.home = i
	}
	s.style = make([]letterCase, len(doc.Sentences))
	for n, sent := range doc.Sentences {
		s.style[n] = caseOf(doc.Tokens[sent.First:sent.Last])
	}
	s.atomsOf(doc)
	return s
}

func caseOf(toks []text.Token) letterCase {
	words, caps, upper := 0, 0, 0
	for _, t := range toks {
		if t.Kind != text.Word || len(t.Lower) < 2 {
			continue
		}
		words++
		if t.Caps {
			caps++
		}
		if t.Upper {
			upper++
		}
	}
	switch {
	case words >= 3 && caps*10 >= words*8:
		return allCaps
	case words >= 4 && upper == 0:
		return allLower
	case words >= 8 && upper*10 >= words*8:
		return titleCase
	}
	return mixedCase
}

func (s *scan) run() {
	for i := 0; i < len(s.atoms); {
		if next := s.at(i); next > i {
			i = next
			continue
		}
		i++
	}
}

// at looks for an actor that begins at atom i, notes it, and returns the atom
// to go on from; i where there is none.
func (s *scan) at(i int) int {
	s.match(i)
	named, nat, common := s.best(i)
	if next := s.ownName(i, named.end); next > i {
		return next
	}
	if nat.entry != nil && nat.end >= named.end {
		if next := s.nation(i, nat); next >= named.end && next > i {
			return next
		}
	}
	switch {
	case named.entry != nil && named.end >= common.end:
		return s.named(i, named)
	case common.entry != nil:
		return s.noun(i, common)
	case nat.entry != nil:
		return nat.end
	}
	return i
}

// match fills s.hits with the phrases that begin at atom i and are written as
// they must be.
func (s *scan) match(i int) {
	s.hits = s.hits[:0]
	s.walk(0, i, i)
}

func (s *scan) walk(node int32, first, j int) {
	a := &s.atoms[j]
	if j > first && (a.gap || a.sentence != s.atoms[first].sentence) {
		return
	}
	for n, id := range [2]int32{a.id, a.alt} {
		if id < 0 {
			continue
		}
		next, ok := s.lex.edges[uint64(node)<<32|uint64(id)]
		if !ok {
			continue
		}
		for _, e := range s.lex.ends[next] {
			if ent := &s.lex.entries[e]; s.written(ent, first, j+1) {
				s.hits = append(s.hits, hit{j + 1, ent, n == 1 && !a.poss})
			}
		}
		if j+1 < len(s.atoms) {
			s.walk(next, first, j+1)
		}
	}
}

// written reports whether the atoms [first, end) are written as e asks, in a
// report on a country where e means what it says.
func (s *scan) written(e *entry, first, end int) bool {
	if e.country != "" && e.country != s.ctx.Country {
		return false
	}
	style := s.style[s.atoms[first].sentence]
	if e.flags&needCaps != 0 {
		if !s.atoms[first].caps {
			return false
		}
		return e.flags&notAllCaps == 0 || style != allCaps
	}
	if e.kind != namedEntry && s.crosses(first, end) {
		return false
	}
	if e.flags&needUpper == 0 || style == allLower && end-first > 1 {
		return true
	}
	for i := first; i < end; i++ {
		if s.atoms[i].upper {
			return true
		}
	}
	return false
}

// crosses reports whether a soft mark stands inside [first, end).
func (s *scan) crosses(first, end int) bool {
	for i := first + 1; i < end; i++ {
		if s.atoms[i].soft {
			return true
		}
	}
	return false
}

// best returns the longest hit of each kind at atom i.
func (s *scan) best(i int) (named, nat, common hit) {
	points := -1000
	for _, h := range s.hits {
		switch h.entry.kind {
		case namedEntry:
			if p := s.points(h); h.end > named.end || h.end == named.end && p > points {
				named, points = h, p
			}
		case nationEntry:
			if h.end > nat.end {
				nat = h
			}
		case nounEntry:
			if s.preferNoun(h, common) {
				common = h
			}
		}
	}
	return named, nat, common
}

// preferNoun reports whether h is a better noun than old: longer, or of an
// earlier class of nouns.txt; members never stand alone.
func (s *scan) preferNoun(h, old hit) bool {
	if s.lex.nouns[h.entry.index].class == "member" {
		return false
	}
	return h.end > old.end || h.end == old.end && h.entry.index < old.entry.index
}

// points says how well the actor of h fits the report.
func (s *scan) points(h hit) int {
	a := &s.lex.actors[h.entry.index]
	p := 0
	if h.entry.country != "" {
		p += 3
	}
	if s.seen[h.entry.index] {
		p += 8
	}
	if a.Country != "" && a.Country == s.ctx.Country {
		p += 4
	}
	if y := s.ctx.Year; y != 0 {
		if (a.From == 0 || y >= a.From-1) && (a.To == 0 || y <= a.To+2) {
			p += 2
		} else {
			p -= 2
		}
	}
	return p
}

// cover returns the span of the atoms [i, end).
func (s *scan) cover(i, end int) tocsin.Span {
	return tocsin.Span{Start: s.atoms[i].Start, End: s.atoms[end-1].End}
}

// add notes a mention of the atoms [i, end) whose head is the atom before headEnd.
func (s *scan) add(m tocsin.ActorMention, i, end int) {
	m.Span = s.cover(i, end)
	if rest := s.doc.Text[m.End:]; strings.HasPrefix(rest, ")") && strings.Contains(s.doc.Of(m.Span), "(") {
		m.End++
	}
	if m.Head.Empty() {
		m.Head = s.atoms[end-1].Span
	}
	if m.Actor.Type == tocsin.ActorArmed && !m.Anaphor {
		s.last = len(s.mentions)
	}
	s.mentions = append(s.mentions, m)
}

// named notes the actor of h and returns the atom after it.
func (s *scan) named(i int, h hit) int {
	s.seen[h.entry.index] = true
	a := s.lex.actors[h.entry.index]
	return s.addName(i, h.end, a, 1, h.poss)
}

// addName notes a named actor with the nouns that close its name.
func (s *scan) addName(i, end int, a tocsin.Actor, score float64, poss bool) int {
	next, a := s.skipAcronym(end, a)
	full, poss := s.members(next, a, poss || s.atoms[end-1].poss)
	if full > next {
		end, next = full, full
	}
	s.add(tocsin.ActorMention{Actor: a, Score: score, Modifier: s.describes(i, end, poss)}, i, end)
	return next
}

// skipAcronym returns the atom after a bracketed short form of the name that
// ends before atom end, and the actor, which may be the branch that the short
// form names; end where there is none.
func (s *scan) skipAcronym(end int, a tocsin.Actor) (int, tocsin.Actor) {
	if !s.bracketAt(end) {
		return end, a
	}
	if a.ID == "" {
		return s.learn(end, a), a
	}
	s.match(end)
	next, actor := end, a
	for _, h := range s.hits {
		if h.entry.kind != namedEntry || h.end <= next {
			continue
		}
		if b := s.lex.actors[h.entry.index]; b.ID == a.ID || b.Parent == a.ID {
			next, actor = h.end, b
		}
	}
	return next, actor
}

// bracketAt reports whether an opening bracket stands right before atom i.
func (s *scan) bracketAt(i int) bool {
	if i >= len(s.atoms) || !s.atoms[i].soft || s.atoms[i].gap || s.atoms[i].sentence != s.atoms[i-1].sentence {
		return false
	}
	b := s.doc.Text[s.atoms[i].Start-1]
	return b == '(' || b == '['
}

// learn keeps the bracketed acronym at atom i for a group that the lexicon
// lacks, and returns the atom after it.
func (s *scan) learn(i int, a tocsin.Actor) int {
	end := i + 1
	for end < len(s.atoms) && end < i+4 && s.near(end) {
		end++
	}
	if !s.atoms[i].caps {
		return i
	}
	if s.local == nil {
		s.local = map[string]tocsin.Actor{}
	}
	s.local[s.doc.Of(s.cover(i, end))] = a
	return end
}

// members returns the atom after the nouns that close a group's name.
func (s *scan) members(end int, a tocsin.Actor, poss bool) (int, bool) {
	switch a.Type {
	case tocsin.ActorArmed, tocsin.ActorCoalition, tocsin.ActorMilitary, tocsin.ActorPolice:
	default:
		return end, poss
	}
	for range 3 {
		if end >= len(s.atoms) || !s.follows(end) {
			break
		}
		s.match(end)
		longest := end
		for _, h := range s.hits {
			if h.entry.kind != nounEntry {
				continue
			}
			switch s.lex.nouns[h.entry.index].class {
			case "member", "platform":
				longest = max(longest, h.end)
			}
		}
		if longest == end {
			break
		}
		end, poss = longest, s.atoms[longest-1].poss
	}
	return end, poss
}

// follows is near, but lets a closing bracket stand between.
func (s *scan) follows(i int) bool {
	if s.near(i) {
		return true
	}
	if i == 0 || i >= len(s.atoms) || s.atoms[i].gap || s.atoms[i].sentence != s.atoms[i-1].sentence {
		return false
	}
	switch s.doc.Text[s.atoms[i-1].End:s.atoms[i].Start] {
	case ") ", "] ", "\" ", "” ", "' ", "’ ":
		return true
	}
	return false
}

// describes reports whether the name at [i, end) only describes what stands
// around it.
func (s *scan) describes(i, end int, poss bool) bool {
	if s.is(i-1, beforeWord) && s.atoms[i].hyphen {
		return true
	}
	if end >= len(s.atoms) || !s.near(end) {
		return false
	}
	if s.is(end, afterWord) && (s.atoms[end].hyphen || s.is(end+1, areaWord) && s.near(end+1)) {
		return true
	}
	return s.is(end, ownedWord) && !s.isAct(end)
}

// isAct reports whether a noun for what forces do begins at atom i.
func (s *scan) isAct(i int) bool {
	h, ok := s.nounAt(i)
	return ok && s.lex.nouns[h.entry.index].class == "act"
}
