// Package wordpiece cuts text into WordPieces as BERT does, and says where in the
// text each stands, in bytes.
//
// The method is that of Wu and others, 2016 (arXiv 1609.08144), with the basic
// tokenizer of Devlin and others, 2019: control characters are dropped, white
// space, punctuation and Chinese characters part words, letters may be lowered
// and stripped of their accents, and each word is cut from the left into the
// longest pieces of the vocabulary. Unlike the reference tokenizer it gives no
// meaning to markers such as [SEP] that stand in the text itself: they are words.
package wordpiece

import (
	"fmt"
	"strings"
)

// Piece is one piece of a text. Start and End are byte positions, on the borders
// of the text's characters.
type Piece struct {
	ID         int32
	Start, End int
	// Begins is set where the piece is the first of a word.
	Begins bool
}

// Vocabulary cuts text into its pieces. It is safe for concurrent use.
type Vocabulary struct {
	// Unknown, Begin, End and Pad are the numbers of [UNK], [CLS], [SEP] and [PAD].
	Unknown, Begin, End, Pad int32

	lower bool
	// first has the pieces that begin words, inner those that go on, without "##".
	first, inner map[string]int32
	// longest is the length of the longest piece, in bytes.
	longest int
}

// New makes a vocabulary of pieces, which are numbered by their place. lower says
// that letters are lowered and stripped of their accents. It fails where
// [UNK], [CLS], [SEP] or [PAD] is missing.
func New(pieces []string, lower bool) (*Vocabulary, error) {
	v := &Vocabulary{lower: lower, first: map[string]int32{}, inner: map[string]int32{}}
	for i, p := range pieces {
		if rest, ok := strings.CutPrefix(p, "##"); ok && rest != "" {
			v.inner[rest] = int32(i)
			v.longest = max(v.longest, len(rest))
			continue
		}
		v.first[p] = int32(i)
		v.longest = max(v.longest, len(p))
	}
	for name, id := range map[string]*int32{"[UNK]": &v.Unknown, "[CLS]": &v.Begin, "[SEP]": &v.End, "[PAD]": &v.Pad} {
		n, ok := v.first[name]
		if !ok {
			return nil, fmt.Errorf("a vocabulary of %d pieces lacks %s", len(pieces), name)
		}
		*id = n
	}
	return v, nil
}

// Cut appends the pieces of s to dst, without [CLS] and [SEP]. Bytes that are no
// UTF-8 are passed over. It takes time linear in the length of s, whatever s is.
func (v *Vocabulary) Cut(dst []Piece, s string) []Piece {
	w := word{v: v, out: dst}
	for i := 0; i < len(s); {
		i = w.read(s, i)
	}
	w.flush()
	return w.out
}

// wordMost is the length of the longest word that is cut, in characters; longer
// ones are unknown as a whole.
const wordMost = 100

// word gathers the normalised bytes of one word.
type word struct {
	v   *Vocabulary
	out []Piece
	buf []byte
	// start and end tell for each byte of buf which character of the text it
	// comes from.
	start, end []int
	// runes counts the characters; beyond wordMost no more are kept.
	runes int
	// last is where the word ends in the text.
	last int
	// parts holds the character that is taken apart.
	parts []byte
}

// flush cuts the word that was gathered.
func (w *word) flush() {
	if w.runes == 0 {
		return
	}
	n := len(w.out)
	if w.runes > wordMost || !w.cut() {
		w.out = append(w.out[:n], Piece{ID: w.v.Unknown, Start: w.start[0], End: w.last})
	}
	w.out[n].Begins = true
	w.buf, w.start, w.end, w.runes = w.buf[:0], w.start[:0], w.end[:0], 0
}

// cut appends the word's pieces and reports whether it came out even.
func (w *word) cut() bool {
	pieces := w.v.first
	for i := 0; i < len(w.buf); {
		id, j := longest(pieces, w.buf, i, min(len(w.buf), i+w.v.longest))
		if j == i {
			return false
		}
		w.out = append(w.out, Piece{ID: id, Start: w.start[i], End: w.end[j-1]})
		i, pieces = j, w.v.inner
	}
	return true
}

// longest returns the longest piece that begins at i and ends at most at j, and
// where it ends; i where there is none. Pieces are valid UTF-8, so that no
// piece ends inside a character.
func longest(pieces map[string]int32, buf []byte, i, j int) (int32, int) {
	for ; j > i; j-- {
		if id, ok := pieces[string(buf[i:j])]; ok {
			return id, j
		}
	}
	return 0, i
}
