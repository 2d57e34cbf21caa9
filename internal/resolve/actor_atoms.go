package resolve

import (
	"unicode"
	"unicode/utf8"

	"tocsin"
	"tocsin/internal/text"
)

// Classes of the words of frames.txt.
const (
	afterWord uint32 = 1 << iota
	areaWord
	ownedWord
	beforeWord
	locativeWord
	speechWord
	fillerWord
	groupEnd
	groupStart
	groupOf
	connectorWord
	notName
	holderWord
)

var frameClasses = map[string]uint32{
	"after": afterWord, "area": areaWord, "owned": ownedWord, "before": beforeWord,
	"locative": locativeWord, "speech": speechWord, "filler": fillerWord,
	"groupend": groupEnd, "groupstart": groupStart, "groupof": groupOf,
	"connector": connectorWord, "notname": notName, "holder": holderWord,
}

// atom is a word of the text as the lexicon sees it: hyphened tokens are
// several, marks and clitics none.
type atom struct {
	tocsin.Span
	// id and alt number the word in the vocabulary, -1 for none; alt is the word
	// without, or with, a possessive s.
	id, alt  int32
	sentence int32
	// upper and caps are as in text.Token; hyphen is true where the atom hangs
	// on the one before it by a hyphen; poss where 's follows.
	upper, caps, hyphen, poss bool
	// gap is true where a mark stands before the atom that no name runs over,
	// soft where one stands that a name may (bracket, dash, quote).
	gap, soft bool
}

// atomsOf cuts doc into atoms.
func (s *scan) atomsOf(doc *text.Doc) {
	s.atoms = make([]atom, 0, len(doc.Tokens)+len(doc.Tokens)/8)
	for n, sent := range doc.Sentences {
		gap, soft := true, false
		for _, t := range doc.Tokens[sent.First:sent.Last] {
			switch t.Kind {
			case text.Punct:
				if isSoftMark(t.Lower) {
					soft = true
				} else {
					gap = true
				}
			case text.Clitic:
				s.addClitic(doc, t)
			default:
				first := len(s.atoms)
				s.addToken(doc.Text, t, int32(n))
				if first < len(s.atoms) {
					s.atoms[first].gap, s.atoms[first].soft = gap, soft
					gap, soft = false, false
				}
			}
		}
	}
}

func isSoftMark(m string) bool {
	switch m {
	case "&", "(", ")", "–", "—", "-", "\"", "“", "”", "[", "]", ".", "/", "'":
		return true
	}
	return false
}

// addClitic marks the atom before a possessive s.
func (s *scan) addClitic(doc *text.Doc, t text.Token) {
	if len(s.atoms) == 0 || t.Lower == "n't" {
		return
	}
	last := &s.atoms[len(s.atoms)-1]
	last.poss = true
	s.key = append(appendFold(s.key[:0], doc.Text[last.Start:last.End]), 's')
	last.alt = s.lookup()
}

// addToken adds the parts of one token.
func (s *scan) addToken(whole string, t text.Token, sentence int32) {
	for start := t.Start; start < t.End; {
		end := start
		for end < t.End && whole[end] != '-' && whole[end] < 0x80 {
			end++
		}
		for end < t.End && whole[end] != '-' {
			r, n := utf8.DecodeRuneInString(whole[end:t.End])
			if r == '‐' || r == '‑' {
				break
			}
			end += n
		}
		if end > start {
			s.atoms = append(s.atoms, s.makeAtom(whole[start:end], start, end, t, sentence))
		}
		_, n := utf8.DecodeRuneInString(whole[end:])
		start = end + n
	}
}

func (s *scan) makeAtom(w string, start, end int, t text.Token, sentence int32) atom {
	a := atom{Span: tocsin.Span{Start: start, End: end}, sentence: sentence, alt: -1, hyphen: start > t.Start}
	r, _ := utf8.DecodeRuneInString(w)
	a.upper = unicode.IsUpper(r)
	a.caps = a.upper && isCaps(w)
	s.key = appendFold(s.key[:0], w)
	a.id = s.lookup()
	if n := len(w); (a.upper || a.id < 0) && n > 2 && (w[n-1] == 's' || w[n-1] == 'S' && a.caps) && w[n-2] != 's' {
		s.key = appendFold(s.key[:0], w[:n-1])
		a.alt = s.lookup()
	}
	return a
}

func isCaps(w string) bool {
	letters := 0
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 0 && len(w) > 1
}

// lookup returns the number of the folded word in s.key, -1 for none.
func (s *scan) lookup() int32 {
	if id, ok := s.lex.vocab[string(s.key)]; ok {
		return id
	}
	return -1
}

// is reports whether atom i is a word of one of the classes.
func (s *scan) is(i int, class uint32) bool {
	if i < 0 || i >= len(s.atoms) {
		return false
	}
	id := s.atoms[i].id
	return id >= 0 && s.lex.classes[id]&class != 0
}

// near reports whether atom i follows its predecessor without a mark between
// them and in the same sentence.
func (s *scan) near(i int) bool {
	return i > 0 && i < len(s.atoms) && !s.atoms[i].gap && !s.atoms[i].soft &&
		s.atoms[i].sentence == s.atoms[i-1].sentence
}
