package wordpiece

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// read takes in the character of s at i and returns where the next one begins.
func (w *word) read(s string, i int) int {
	if c := s[i]; c < utf8.RuneSelf {
		w.readASCII(c, i)
		return i + 1
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case r == utf8.RuneError || unicode.Is(unicode.C, r):
		// U+FFFD stands for what was lost before; it goes the way of control
		// characters.
	case unicode.IsSpace(r):
		w.flush()
	case isChinese(r):
		w.alone(r, i, i+n)
	case w.v.lower:
		w.fold(r, i, i+n)
	default:
		w.put(r, i, i+n)
	}
	return i + n
}

func (w *word) readASCII(c byte, i int) {
	switch {
	case c == ' ' || c == '\t' || c == '\n' || c == '\r':
		w.flush()
	case c < ' ' || c == 0x7f:
	case w.v.lower && 'A' <= c && c <= 'Z':
		w.add(rune(c)+'a'-'A', i, i+1)
	default:
		w.put(rune(c), i, i+1)
	}
}

// fold takes in what is left of a character without its accents, in lower case.
func (w *word) fold(r rune, start, end int) {
	var one [utf8.UTFMax]byte
	w.parts = norm.NFD.Append(w.parts[:0], one[:utf8.EncodeRune(one[:], r)]...)
	for d := w.parts; len(d) > 0; {
		q, n := utf8.DecodeRune(d)
		d = d[n:]
		if unicode.Is(unicode.Mn, q) {
			w.extend(start, end)
			continue
		}
		w.put(unicode.ToLower(q), start, end)
	}
}

// extend lets the last character of the word reach over a mark that stands
// behind it.
func (w *word) extend(start, end int) {
	if n := len(w.end); n > 0 && w.end[n-1] == start {
		w.end[n-1] = end
		w.last = end
	}
}

// put takes in a normalised character: punctuation stands alone.
func (w *word) put(r rune, start, end int) {
	if isPunctuation(r) {
		w.alone(r, start, end)
		return
	}
	w.add(r, start, end)
}

func (w *word) alone(r rune, start, end int) {
	w.flush()
	w.add(r, start, end)
	w.flush()
}

func (w *word) add(r rune, start, end int) {
	w.runes++
	w.last = end
	if w.runes > wordMost {
		return
	}
	n := len(w.buf)
	w.buf = utf8.AppendRune(w.buf, r)
	for range len(w.buf) - n {
		w.start, w.end = append(w.start, start), append(w.end, end)
	}
}

// isPunctuation also takes the ASCII symbols, such as $ and +, that Unicode keeps
// apart.
func isPunctuation(r rune) bool {
	if r < utf8.RuneSelf {
		return '!' <= r && r <= '/' || ':' <= r && r <= '@' || '[' <= r && r <= '`' || '{' <= r && r <= '~'
	}
	return unicode.IsPunct(r)
}

// isChinese reports the blocks of Chinese characters, of which each is a word.
// Japanese kana and Korean Hangul are not among them.
func isChinese(r rune) bool {
	switch {
	case r < 0x3400:
		return false
	case r <= 0x4DBF, 0x4E00 <= r && r <= 0x9FFF, 0xF900 <= r && r <= 0xFAFF:
		return true
	}
	return 0x20000 <= r && r <= 0x2A6DF || 0x2A700 <= r && r <= 0x2B73F || 0x2B740 <= r && r <= 0x2B81F ||
		0x2B820 <= r && r <= 0x2CEAF || 0x2F800 <= r && r <= 0x2FA1F
}
