package read_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tocsin"
	"tocsin/internal/read"
	"tocsin/internal/text"
)

// FuzzRead: whatever the bytes and the type, there is an article of valid UTF-8
// with some text, whose words all stand in it, or an error of one line.
func FuzzRead(f *testing.F) {
	for _, body := range []string{
		page, "Blast in Kabul\n\nA bomb exploded.\nTwo died.\n", `{"id":7,"published":"2015-08-03","title":"T","text":"A bomb."}`,
		"\xff\xfeA\x00b\x00", "Caf\xe9", "\x00\x01", "<div><div><p>A bomb", strings.Repeat("<b><i>", 40), "{", "[]", "null", "%PDF-",
		"<title>", "<script>", "<nav>A bomb", "<table><tr><td>5<td>killed", "قتل خمسة", "a\u2028b\fc", "<meta charset=utf-7><p>+AD0-", "&#0;&#x110000;&nosuch;",
		"-- meta.json --\n{}\n-- text.txt --\nA bomb.\n",
	} {
		for _, kind := range []string{"", "text/plain", "text/html; charset=shift_jis", "application/json", "text/x-txtar"} {
			f.Add(kind, []byte(body))
		}
	}
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		art, err := read.Read(tocsin.Document{Name: "fuzz", ID: "fuzz", Type: kind, Body: body})
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\r") {
				t.Errorf("an error of several lines: %q", err)
			}
			return
		}
		rep := art.Report
		if !utf8.ValidString(rep.Title) || !utf8.ValidString(rep.Text) || strings.TrimSpace(rep.Whole()) == "" {
			t.Fatalf("title %q, text %q", rep.Title, rep.Text)
		}
		doc := text.New(rep)
		for _, tok := range doc.Tokens {
			if tok.Empty() || tok.End > len(doc.Text) {
				t.Fatalf("token %v of %d bytes", tok.Span, len(doc.Text))
			}
		}
	})
}
