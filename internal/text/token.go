package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
)

// tokenize appends the tokens of text[start:end] to toks.
func tokenize(s string, start, end int, toks []Token) []Token {
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(s[i:end])
		switch {
		case unicode.IsSpace(r) || r == '\u00ad' || r == '\ufeff' || r == '\u200b' || unicode.IsControl(r):
			i += n
		case unicode.IsDigit(r):
			j := scanNumber(s, i, end)
			toks = append(toks, makeToken(s, i, j, Number))
			i = j
		case isWordRune(r):
			j := scanWord(s, i, end)
			toks = splitClitic(s, i, j, toks)
			i = j
		case isApostrophe(r) && isClitic(s[i+n:end]):
			toks = append(toks, makeToken(s, i, i+n+1, Clitic))
			i += n + 1
		default:
			toks = append(toks, makeToken(s, i, i+n, Punct))
			i += n
		}
	}
	return toks
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`' }

func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

// isClitic reports whether rest begins with an s that ends a word.
func isClitic(rest string) bool {
	if rest == "" || rest[0] != 's' && rest[0] != 'S' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest[1:])
	return len(rest) == 1 || !isWordRune(r) && !unicode.IsDigit(r)
}

// scanNumber returns the end of a number that begins at i: digits with inner
// separators, and an ordinal ending.
func scanNumber(s string, i, end int) int {
	j := i
	for j < end {
		r, n := utf8.DecodeRuneInString(s[j:end])
		if unicode.IsDigit(r) {
			j += n
			continue
		}
		if (r == ',' || r == '.' || r == ':') && j+n < end && isASCIIDigit(s[j+n]) {
			j += n
			continue
		}
		break
	}
	for _, suffix := range []string{"st", "nd", "rd", "th", "s"} {
		k := j + len(suffix)
		if k <= end && strings.EqualFold(s[j:k], suffix) && (k == end || !wordAt(s, k, end)) {
			return k
		}
	}
	return j
}

func isASCIIDigit(b byte) bool { return '0' <= b && b <= '9' }

func wordAt(s string, i, end int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:end])
	return isWordRune(r) || unicode.IsDigit(r)
}

// scanWord returns the end of a word that begins at i. Hyphens, apostrophes
// and points belong to the word where letters stand on both sides; a point also
// closes an abbreviation of single letters (U.S.).
func scanWord(s string, i, end int) int {
	j, run := i, 0
	for j < end {
		r, n := utf8.DecodeRuneInString(s[j:end])
		switch {
		case isWordRune(r) || unicode.IsDigit(r):
			run++
			j += n
			continue
		case isHyphen(r) || isApostrophe(r):
			if j+n < end && wordAt(s, j+n, end) {
				run = 0
				j += n
				continue
			}
		case r == '.' && run == 1:
			if j+n < end && wordAt(s, j+n, end) && singleLetter(s, j+n, end) {
				run = 0
				j += n
				continue
			}
			if strings.IndexByte(s[i:j], '.') >= 0 {
				if j+n+1 < end && s[j+n] == '-' && wordAt(s, j+n+1, end) {
					run = 0 // U.S.-led
					j += n + 1
					continue
				}
				return j + n
			}
		}
		break
	}
	return j
}

// singleLetter reports whether one letter followed by a non-letter stands at i.
func singleLetter(s string, i, end int) bool {
	_, n := utf8.DecodeRuneInString(s[i:end])
	return i+n == end || !wordAt(s, i+n, end)
}

// splitClitic adds the word s[i:j], parting a closing 's or n't from it.
func splitClitic(s string, i, j int, toks []Token) []Token {
	w := s[i:j]
	if k := strings.LastIndexFunc(w, isApostrophe); k > 0 {
		_, n := utf8.DecodeRuneInString(w[k:])
		tail := w[k+n:]
		if strings.EqualFold(tail, "s") {
			return append(toks, makeToken(s, i, i+k, Word), makeToken(s, i+k, j, Clitic))
		}
		if strings.EqualFold(tail, "t") && k > 1 && (w[k-1] == 'n' || w[k-1] == 'N') {
			return append(toks, makeToken(s, i, i+k-1, Word), makeToken(s, i+k-1, j, Clitic))
		}
	}
	return append(toks, makeToken(s, i, j, Word))
}

func makeToken(s string, i, j int, kind TokenKind) Token {
	w := s[i:j]
	t := Token{Span: tocsin.Span{Start: i, End: j}, Kind: kind, Lower: fold(w)}
	letters, upper := 0, 0
	for k, r := range w {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if unicode.IsUpper(r) {
			upper++
			if k == 0 {
				t.Upper = true
			}
		}
	}
	t.Caps = letters > 1 && upper == letters
	return t
}

// fold lower-cases w and makes typographic marks plain.
func fold(w string) string {
	for i := 0; i < len(w); i++ {
		if c := w[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return plain.Replace(strings.ToLower(w))
		}
	}
	return w
}

var plain = strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'", "‐", "-", "‑", "-", "“", "\"", "”", "\"")
