package resolve

import (
	"strings"

	"tocsin"
)

// nounAt returns the longest noun that begins at atom i.
func (s *scan) nounAt(i int) (hit, bool) {
	if i >= len(s.atoms) {
		return hit{}, false
	}
	s.match(i)
	var best hit
	for _, h := range s.hits {
		if h.entry.kind == nounEntry && s.preferNoun(h, best) {
			best = h
		}
	}
	return best, best.entry != nil
}

// nation notes what the nation at [i, h.end) makes with the words after it, or
// the state itself, and returns the atom after it; i for nothing.
func (s *scan) nation(i int, h hit) int {
	if !s.atoms[i].upper {
		return i
	}
	nat := h.entry.index
	if h.entry.flags&isCapital != 0 {
		return s.capital(i, h)
	}
	if noun, from, ok := s.nounAfter(h.end); ok && s.joins(h, noun) {
		return s.compose(i, h.end, from, noun, nat)
	}
	if e := s.sharedNoun(h.end); e != nil {
		s.add(tocsin.ActorMention{Actor: s.force(nat, e), Score: 0.7}, i, h.end)
		return h.end
	}
	return s.state(i, h)
}

// joins reports whether the nation h and the noun after it make an actor.
// "Syrian attack" tells who attacks, "the Syria attack" where.
func (s *scan) joins(h, noun hit) bool {
	if s.lex.nouns[noun.entry.index].class != "act" {
		return true
	}
	return h.entry.flags&(isAdjective|isBoth) != 0 || h.poss || s.atoms[h.end-1].poss
}

// state notes a state by its name. Adjectives are no actors of their own, and
// after "in" or "near" a name is a place.
func (s *scan) state(i int, h hit) int {
	a := s.lex.actors[s.lex.nations[h.entry.index].state]
	if h.end < len(s.atoms) && s.atoms[h.end].hyphen && s.is(h.end, afterWord) || s.is(i-1, beforeWord) && s.atoms[i].hyphen {
		s.add(tocsin.ActorMention{Actor: a, Score: 0.5, Modifier: true}, i, h.end)
		return h.end
	}
	if h.entry.flags&isAdjective != 0 {
		return i
	}
	if s.near(i) && s.is(i-1, locativeWord) {
		return h.end
	}
	m := tocsin.ActorMention{Actor: a, Score: s.stateScore(i)}
	m.Modifier = s.atoms[h.end-1].poss || h.poss || s.describes(i, h.end, false)
	s.add(m, i, h.end)
	return h.end
}

// stateScore is low where the name is more likely to be a place.
func (s *scan) stateScore(i int) float64 {
	if i == 0 || s.atoms[i-1].sentence != s.atoms[i].sentence {
		return 0.9
	}
	if s.atoms[i].gap && s.atoms[i-1].upper {
		return 0.3
	}
	switch strings.ToLower(s.doc.Of(s.atoms[i-1].Span)) {
	case "of", "from", "to", "for":
		return 0.3
	}
	return 0.8
}

// capital notes a government by its seat: "Moscow denied", "Pyongyang's
// ambassador", "blamed by Damascus and Moscow".
func (s *scan) capital(i int, h hit) int {
	nat := h.entry.index
	if s.atoms[h.end-1].poss || h.poss {
		if noun, from, ok := s.nounAfter(h.end); ok && s.lex.nouns[noun.entry.index].class == "govt" {
			return s.compose(i, h.end, from, noun, nat)
		}
	}
	if !s.speaks(i, h.end) {
		return i
	}
	s.add(tocsin.ActorMention{Actor: s.lex.actors[s.lex.nations[nat].state], Score: 0.6}, i, h.end)
	return h.end
}

// speaks reports whether the words around the capital at [i, end) make it a
// government.
func (s *scan) speaks(i, end int) bool {
	if s.near(i) && s.is(i-1, holderWord) {
		return true
	}
	if s.near(i) && i > 1 && s.doc.Of(s.atoms[i-1].Span) == "and" && s.covered(i-2) {
		return s.mentions[len(s.mentions)-1].Actor.Type == tocsin.ActorState
	}
	return s.near(end) && s.is(end, speechWord) && !(s.near(i) && s.is(i-1, locativeWord|connectorWord))
}

// nounAfter returns the noun that begins at atom j or after up to three words
// that may stand before it, and where it begins. "The group" points back to a
// group and belongs to no nation that stands before it.
func (s *scan) nounAfter(j int) (hit, int, bool) {
	for n := 0; n < 3 && s.near(j) && !s.atoms[j].hyphen; n++ {
		if h, ok := s.nounAt(j); ok {
			return h, j, s.lex.nouns[h.entry.index].class != "anaphor"
		}
		if !s.is(j, fillerWord) {
			break
		}
		j++
	}
	return hit{}, 0, false
}

// sharedNoun returns the noun that a list of nations shares, nil for none: in
// "Russian and Syrian warplanes" the noun of "Russian".
func (s *scan) sharedNoun(j int) *entry {
	for n := 0; n < 4 && j < len(s.atoms) && s.atoms[j].sentence == s.atoms[j-1].sentence; n++ {
		joined := s.atoms[j].gap
		if w := s.doc.Of(s.atoms[j].Span); w == "and" || w == "or" {
			joined, j = true, j+1
		}
		if !joined || j >= len(s.atoms) {
			return nil
		}
		named, end := s.nationAt(j)
		if named != nil {
			return named
		}
		if end == j {
			return nil
		}
		if h, _, ok := s.nounAfter(end); ok {
			if s.near(h.end) && s.isAct(h.end) {
				return s.armed(h.entry)
			}
			return h.entry
		}
		j = end
	}
	return nil
}

// nationAt returns the atom after the nation's adjective at j, j if there is
// none; where a government's forces stand there by name, their noun.
func (s *scan) nationAt(j int) (*entry, int) {
	s.match(j)
	named, nat, _ := s.best(j)
	if named.entry != nil && named.end > nat.end && s.lex.actors[named.entry.index].Type == tocsin.ActorMilitary {
		return &s.lex.entries[s.lex.regime], named.end
	}
	if nat.entry == nil || nat.entry.flags&(isAdjective|isBoth) == 0 {
		return nil, j
	}
	return nil, nat.end
}

// compose notes the actor made of the nation at [i, natEnd) and a noun that
// begins at from.
func (s *scan) compose(i, natEnd, from int, h hit, nat int32) int {
	n := s.lex.nouns[h.entry.index]
	switch n.class {
	case "act":
		a := s.force(nat, h.entry)
		end := natEnd
		if from > natEnd {
			end = from
		}
		s.add(tocsin.ActorMention{Actor: a, Score: 0.9}, i, end)
		return end
	case "generic", "individual":
		return s.unnamed(i, natEnd, h, nat)
	}
	end := s.platform(h.end)
	e := h.entry
	s.owners[n.name] = nat
	if end > h.end || s.near(h.end) && s.isAct(h.end) {
		e = s.armed(h.entry)
	}
	s.add(tocsin.ActorMention{Actor: s.force(nat, e), Score: 0.95, Modifier: s.describes(i, end, false)}, i, end)
	return end
}

// armed returns the noun entry itself, or for a government that flies and
// shells, one of its forces.
func (s *scan) armed(e *entry) *entry {
	if s.lex.nouns[e.index].class != "govt" {
		return e
	}
	return &s.lex.entries[s.lex.regime]
}

// platform returns the atom after a word such as "warplanes" at j, j if there is none.
func (s *scan) platform(j int) int {
	if !s.near(j) {
		return j
	}
	if h, ok := s.nounAt(j); ok && s.lex.nouns[h.entry.index].class == "platform" {
		return h.end
	}
	return j
}

// unnamed notes "Chechen separatists": a people's fighters bear its name, a
// state's unnamed gunmen are unknown.
func (s *scan) unnamed(i, natEnd int, h hit, nat int32) int {
	n := s.lex.nouns[h.entry.index]
	m := tocsin.ActorMention{Actor: tocsin.Actor{Name: n.name, Type: tocsin.ActorGeneric}, Generic: true, Score: 0.9}
	if cause := rebels(s.doc.Of(s.cover(natEnd, h.end))); n.class == "generic" && cause != "" {
		m.Generic = false
		name := s.lex.nations[nat].adjective + " " + cause
		m.Actor = tocsin.Actor{Name: name, Type: tocsin.ActorArmed, Country: s.lex.nations[nat].code}
		if a, ok := s.lex.phrase(name); ok {
			m.Actor = a
		}
	}
	m.Modifier = s.describes(i, h.end, false)
	s.add(m, i, h.end)
	return h.end
}

// rebels returns the plural of the word for fighters of a known cause among
// words, "" where there is none.
func rebels(words string) string {
	lower := strings.ToLower(words)
	for _, w := range []string{"rebel", "separatist", "secessionist", "guerrilla", "insurgent"} {
		if strings.Contains(lower, w) {
			return w + "s"
		}
	}
	return ""
}

// force returns what the noun e of nation nat is called: at home by its own
// name, abroad, or where the nation is always so called, by the state's.
func (s *scan) force(nat int32, e *entry) tocsin.Actor {
	na, n := &s.lex.nations[nat], &s.lex.nouns[e.index]
	military := n.kind == tocsin.ActorMilitary || n.name == "security forces" && na.forces >= 0
	switch n.class {
	case "force", "regime", "platform", "act":
		if !military {
			break
		}
		if na.forces >= 0 {
			return s.lex.actors[na.forces]
		}
		if na.always || s.home != nat && s.home >= 0 || n.class == "act" && s.home != nat {
			return s.lex.actors[na.state]
		}
	case "govt":
		if na.code == "SY" && n.name == "government" {
			return s.lex.actors[na.forces]
		}
	}
	return tocsin.Actor{Name: na.adjective + " " + n.name, Type: n.kind, Country: na.code}
}

// noun notes a common noun that stands without a nation, and returns the atom
// after it; i for nothing.
func (s *scan) noun(i int, h hit) int {
	n := s.lex.nouns[h.entry.index]
	switch n.class {
	case "generic", "individual":
		m := tocsin.ActorMention{Actor: tocsin.Actor{Name: n.name, Type: n.kind}, Generic: true, Score: 0.9}
		m.Modifier = s.describes(i, h.end, false)
		s.add(m, i, h.end)
	case "anaphor":
		return s.anaphor(i, h)
	case "source":
		s.add(tocsin.ActorMention{Actor: tocsin.Actor{Name: n.name, Type: n.kind}, Generic: true, Score: 0.8}, i, h.end)
	case "force", "regime", "govt", "court", "media":
		return s.bare(i, h)
	default:
		return i
	}
	return h.end
}

// bare notes the force or office of the article's country, or of the place
// that stands before it ("Assam Police").
func (s *scan) bare(i int, h hit) int {
	if h.entry.flags&needNation != 0 || s.titles(h) {
		return i
	}
	end, e := s.platform(h.end), h.entry
	if end > h.end || s.near(h.end) && s.isAct(h.end) {
		e = s.armed(e)
	}
	n := s.lex.nouns[e.index]
	m := tocsin.ActorMention{Actor: tocsin.Actor{Name: n.name, Type: n.kind}, Score: 0.5, Modifier: s.describes(i, end, false)}
	if first := s.placeBefore(i, n); first < i {
		m.Actor.Name = s.doc.Of(s.cover(first, i)) + " " + n.name
		m.Actor.Country, m.Score = s.ctx.Country, 0.7
		i = first
	} else if a, ok := s.placedIn(end, e); ok {
		m.Actor, m.Score = a, 0.7
	} else if nat := s.nationOf(e); nat >= 0 {
		m.Actor, m.Score = s.force(nat, e), 0.7
	}
	s.add(m, i, end)
	return end
}

// nationOf returns the nation whose police or court a bare noun means: the one
// last named with such a noun, else the article's country; -1 for none.
func (s *scan) nationOf(e *entry) int32 {
	n := &s.lex.nouns[e.index]
	if nat, ok := s.owners[n.name]; ok && (n.kind == tocsin.ActorPolice || n.kind == tocsin.ActorCourt) {
		return nat
	}
	return s.home
}

// placedIn returns the actor of "prosecutors in Sofia" and "police in Puntland",
// whose noun e ends before atom end.
func (s *scan) placedIn(end int, e *entry) (tocsin.Actor, bool) {
	n := &s.lex.nouns[e.index]
	switch n.kind {
	case tocsin.ActorPolice, tocsin.ActorCourt, tocsin.ActorGovt:
	default:
		return tocsin.Actor{}, false
	}
	if !s.near(end) || !s.near(end+1) || s.doc.Of(s.atoms[end].Span) != "in" || !s.atoms[end+1].upper {
		return tocsin.Actor{}, false
	}
	s.match(end + 1)
	if _, nat, _ := s.best(end + 1); nat.entry != nil && nat.entry.flags&isAdjective == 0 {
		return s.force(nat.entry.index, e), true
	}
	if n.kind == tocsin.ActorGovt {
		return tocsin.Actor{}, false
	}
	last := end + 2
	for s.near(last) && s.atoms[last].upper && last < end+4 {
		last++
	}
	return tocsin.Actor{Name: s.doc.Of(s.cover(end+1, last)) + " " + n.name, Type: n.kind, Country: s.ctx.Country}, true
}

// titles reports whether the noun h is a person's title ("President Chirac"),
// who may be another country's.
func (s *scan) titles(h hit) bool {
	switch s.lex.nouns[h.entry.index].name {
	case "President", "Prime Minister":
		return s.near(h.end) && s.atoms[h.end].upper
	}
	return false
}

// placeBefore returns the first atom of the place's name before a police noun at i.
func (s *scan) placeBefore(i int, n noun) int {
	if n.kind != tocsin.ActorPolice && n.kind != tocsin.ActorCourt || s.style[s.atoms[i].sentence] == allCaps {
		return i
	}
	first := i
	for first > 0 && i-first < 2 && s.near(first) && s.atoms[first-1].upper && !s.is(first-1, notName|locativeWord|connectorWord) && !s.covered(first-1) {
		first--
	}
	if first < i && (first == 0 || s.atoms[first-1].sentence != s.atoms[first].sentence) && i-first == 1 && s.atoms[first].id >= 0 && !s.atoms[i].upper {
		return i // the sentence's first word has its capital anyway
	}
	return first
}

// covered reports whether atom i lies in the mention noted last.
func (s *scan) covered(i int) bool {
	return len(s.mentions) > 0 && s.atoms[i].Start < s.mentions[len(s.mentions)-1].End
}

// anaphor notes words that point back to the group named last.
func (s *scan) anaphor(i int, h hit) int {
	if s.last < 0 || s.atoms[h.end-1].upper && s.style[s.atoms[i].sentence] == mixedCase {
		return i
	}
	m := tocsin.ActorMention{Actor: s.mentions[s.last].Actor, Score: 0.5, Anaphor: true, Modifier: s.describes(i, h.end, false)}
	s.add(m, i, h.end)
	return h.end
}
