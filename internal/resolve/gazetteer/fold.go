package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold appends the words of s in plain lower-case Latin letters, parted by
// single spaces, to dst: marks are taken off letters, apostrophes and points
// are dropped, hyphens and other marks part words. Names that differ only in
// these are one key.
func Fold(dst []byte, s string) []byte {
	start := len(dst)
	gap := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			case c == '\'' || c == '`' || c == '.':
				continue
			default:
				gap = len(dst) > start
				continue
			}
			if gap {
				dst, gap = append(dst, ' '), false
			}
			dst = append(dst, c)
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if isDropped(r) {
			continue
		}
		if !unicode.IsLetter(r) {
			gap = len(dst) > start
			continue
		}
		if gap {
			dst, gap = append(dst, ' '), false
		}
		dst = appendPlain(dst, r)
	}
	return dst
}

// isDropped reports whether r is a combining mark or one of the marks that
// stand for ayn, hamza and soft signs.
func isDropped(r rune) bool {
	return unicode.Is(unicode.Mn, r) || strings.ContainsRune("’‘ʼʻʿʾ´ʹʺ′", r)
}

// appendPlain appends the plain letters of r, or r itself outside Latin script.
func appendPlain(dst []byte, r rune) []byte {
	r = unicode.ToLower(r)
	if s, ok := special(r); ok {
		return append(dst, s...)
	}
	if i := strings.IndexRune(accented, r); i >= 0 {
		return append(dst, plain[utf8.RuneCountInString(accented[:i])])
	}
	return utf8.AppendRune(dst, r)
}

func special(r rune) (string, bool) {
	switch r {
	case 'ß':
		return "ss", true
	case 'æ':
		return "ae", true
	case 'œ':
		return "oe", true
	case 'þ':
		return "th", true
	}
	return "", false
}

// accented letters and, at the same place in plain, the letter beneath.
const (
	accented = "àáâãäåçèéêëìíîïðñòóôõöøùúûüýÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľŀłńņňŋōŏőŕŗřśŝşšţťŧũūŭůűųŵŷźżžſƙơưǎǐǒǔǖǘǚǜǝǟǡǥǧǩǫǭǰǵǹǻȁȃȅȇȉȋȍȏȑȓȕȗșțȟȧȩȫȭȯȱȳɓɗəḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕẖẗẘẙẛạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
	plain    = "aaaaaaceeeeiiiidnoooooouuuuyyaaaccccddeeeeegggghhiiiiijklllllnnnnooorrrsssstttuuuuuuwyzzzskouaiouuuuueaaggkoojgnaaaeeiioorruusthaeooooybdeabbbcdddddeeeeefghhhhhiikkkllllmmmnnnnoooopprrrrsssssttttuuuuuvvwwwwwxxyzzzhtwysaaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyy"
)
