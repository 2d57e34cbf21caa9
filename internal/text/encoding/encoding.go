// Package encoding turns bytes of any encoding into UTF-8 text, as far as they tell
// what they are.
package encoding

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Decode returns body as UTF-8 and a note on what was guessed or mended, "" for
// nothing. A byte order mark wins, then valid UTF-8 with a character beyond
// ASCII, then the label (of a header or meta element), then UTF-8 with a few
// faults, then windows-1252, which any bytes can be.
func Decode(body []byte, label string) (text, note string) {
	if enc, ok := Wide(body); ok {
		return DecodeAs(enc, body), ""
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	valid := utf8.Valid(body)
	if valid && !ascii(body) {
		return string(body), ""
	}
	if enc, name := charset.Lookup(label); enc != nil && name != "utf-8" {
		return DecodeAs(enc, body), ""
	}
	if valid {
		return string(body), ""
	}
	if good, bad := multibyte(body); good >= bad {
		return strings.ToValidUTF8(string(body), "\uFFFD"), "some bytes were not valid UTF-8 and were replaced"
	}
	return DecodeAs(charmap.Windows1252, body), "not UTF-8, read as windows-1252"
}

// DecodeAs returns body, which is in enc, as UTF-8; what is not valid is replaced.
func DecodeAs(enc encoding.Encoding, body []byte) string {
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		out = body
	}
	return strings.ToValidUTF8(string(out), "\uFFFD")
}

// Wide tells UTF-16 by its byte order mark, or by zero bytes at every
// other position of the first 512.
func Wide(body []byte) (encoding.Encoding, bool) {
	little := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	head := body[:min(len(body), 512)&^1]
	switch {
	case bytes.HasPrefix(body, []byte{0xff, 0xfe}):
		return little, true
	case bytes.HasPrefix(body, []byte{0xfe, 0xff}):
		return big, true
	case len(head) < 4:
		return nil, false
	}
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i&1]++
		}
	}
	half := len(head) / 2
	switch {
	case zeros[0] == 0 && zeros[1]*10 > half*7:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), true
	case zeros[1] == 0 && zeros[0]*10 > half*7:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), true
	}
	return nil, false
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// multibyte counts the well-formed UTF-8 sequences beyond ASCII, and the bytes
// that belong to none.
func multibyte(b []byte) (good, bad int) {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		b = b[n:]
	}
	return good, bad
}
