package resolve

import (
	"strings"

	"tocsin"
)

// ownName notes a group that the lexicon lacks but whose name tells what it is:
// capitals that end in "Front" or begin with "Jaish". It returns the atom after
// it, i where there is none. A name that the lexicon found, up to known, is not
// looked beyond.
func (s *scan) ownName(i, known int) int {
	a := &s.atoms[i]
	if !a.upper || s.style[a.sentence] != mixedCase || s.is(i, notName|connectorWord) && !s.is(i, groupEnd) {
		return i
	}
	if end := s.localName(i); end > i && end >= known {
		return end
	}
	if known > i {
		return i
	}
	end := s.groupNameEnd(i)
	if end-i < 2 {
		return i
	}
	actor := tocsin.Actor{
		Name: strings.Join(strings.Fields(s.doc.Of(s.cover(i, end))), " "), Type: tocsin.ActorArmed, Country: s.ctx.Country,
	}
	return s.addName(i, end, actor, 0.6, false)
}

// localName notes an acronym that the text itself has explained.
func (s *scan) localName(i int) int {
	if s.local == nil || !s.atoms[i].caps {
		return i
	}
	for end := min(i+3, len(s.atoms)); end > i; end-- {
		if actor, ok := s.local[s.doc.Of(s.cover(i, end))]; ok {
			return s.addName(i, end, actor, 0.6, false)
		}
	}
	return i
}

// groupNameEnd returns the atom after the run of capitals at i that reads as a
// group's name; i where it does not.
func (s *scan) groupNameEnd(i int) int {
	s.match(i)
	if _, nat, _ := s.best(i); nat.entry != nil {
		if h, ok := s.nounAt(nat.end); ok && s.near(nat.end) && s.lex.nouns[h.entry.index].class != "generic" {
			return i
		}
	}
	end := s.runOfCapitals(i)
	if s.is(i, groupStart) || s.is(i, groupOf) && end-i > 2 && s.ofFollows(i+1) {
		return s.beforeKnown(i, end)
	}
	for end > i && !s.is(end-1, groupEnd) {
		end--
	}
	if end == i || s.beforeKnown(i, end) < end {
		return i
	}
	if h, ok := s.nounAt(end - 1); ok && h.end > end {
		return i // "in Daraa Army units advanced"
	}
	for j := i; j < end; j++ {
		if s.is(j, notName) {
			return i
		}
	}
	return end
}

// beforeKnown returns the first atom of (i, end) where an actor of the lexicon
// begins, end if there is none: names do not run into each other.
func (s *scan) beforeKnown(i, end int) int {
	for j := i + 1; j < end; j++ {
		s.match(j)
		named, nat, _ := s.best(j)
		if named.entry != nil && (named.end > j+1 || s.lex.actors[named.entry.index].Type == tocsin.ActorArmed) {
			return j
		}
		if nat.entry == nil {
			continue
		}
		if _, ok := s.nounAt(nat.end); ok && s.near(nat.end) {
			return j
		}
	}
	return end
}

// runOfCapitals returns the atom after the capitals at i, with the small words
// between them.
func (s *scan) runOfCapitals(i int) int {
	end := i + 1
	for j := end; s.near(j) && j < i+8; j++ {
		if s.atoms[j-1].poss {
			break
		}
		if s.atoms[j].upper {
			end = j + 1
		} else if !s.is(j, connectorWord) {
			break
		}
	}
	return end
}

// ofFollows reports whether atom i is "of" or "for".
func (s *scan) ofFollows(i int) bool {
	w := s.doc.Of(s.atoms[i].Span)
	return w == "of" || w == "for"
}
