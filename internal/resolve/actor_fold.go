package resolve

import (
	"strings"
	"unicode/utf8"
)

// appendFold appends the key under which a word is looked up: lower case,
// without accents, apostrophes and points, and with the spellings of one Arabic
// or Persian sound made one (Qaeda and Qaida, Nusrah and Nusra, Tehreek and
// Tehrik). Lexicon and text go through the same folding, so it need only part
// words that differ in sense.
func appendFold(dst []byte, word string) []byte {
	start := len(dst)
	for i := 0; i < len(word); {
		c := word[i]
		if c < utf8.RuneSelf {
			i++
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			if c == '\'' || c == '.' || c == '`' {
				continue
			}
			dst = append(dst, c)
			continue
		}
		r, n := utf8.DecodeRuneInString(word[i:])
		i += n
		dst = append(dst, plainLetter(r)...)
	}
	if len(word) <= 4 && word == strings.ToUpper(word) {
		return dst // an acronym: SSP is not SP
	}
	return foldSounds(dst, start)
}

// plainLetter returns r without its accent, "" for marks that carry no sound.
func plainLetter(r rune) string {
	const from = "áàâäãåāăéèêëēėęěíìîïīįıóòôöõøōőúùûüūůűçćčñńňśšşșžźżğģłýÿţțřďđħḥṣẓṭ"
	const to = "aaaaaaaaeeeeeeeeiiiiiiioooooooouuuuuuucccnnnssssszzzggllyyttrddhhsztt"
	switch r {
	case '’', '‘', 'ʼ', 'ʻ', 'ʿ', 'ʾ':
		return ""
	case 'ß':
		return "ss"
	}
	lower := strings.ToLower(string(r))
	if i := strings.Index(from, lower); i >= 0 {
		n := utf8.RuneCountInString(from[:i])
		if n < len(to) {
			return to[n : n+1]
		}
	}
	return lower
}

// foldSounds rewrites dst[start:] in place; the result is never longer.
func foldSounds(dst []byte, start int) []byte {
	w := start
	for r := start; r < len(dst); r++ {
		c := dst[r]
		next := byte(0)
		if r+1 < len(dst) {
			next = dst[r+1]
		}
		switch {
		case c == 'a' && (next == 'e' || next == 'y' && r+2 < len(dst)):
			dst[w], w = 'a', w+1
			dst[r+1] = 'i'
			continue
		case c == 'e' && next == 'e':
			c, r = 'i', r+1
		case c == 'o' && (next == 'o' || next == 'u'):
			c, r = 'u', r+1
		}
		if w > start && dst[w-1] == c {
			continue
		}
		dst[w], w = c, w+1
	}
	if w-start > 4 && dst[w-1] == 'h' && dst[w-2] == 'a' {
		w--
	}
	return foldArticle(dst[:w], start)
}

// foldArticle makes the forms of the Arabic article and the Persian link one.
func foldArticle(dst []byte, start int) []byte {
	switch string(dst[start:]) {
	case "el", "ul", "il":
		return append(dst[:start], "al"...)
	}
	return dst
}
