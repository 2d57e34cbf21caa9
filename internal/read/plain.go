package read

import (
	"strings"
	"unicode/utf8"

	"tocsin/internal/text/encoding"
)

// readPlain reads plain text: the first line is the title if it is short and a
// blank line follows; hard-wrapped lines are joined into paragraphs.
func readPlain(body []byte, label string, a *Article) error {
	s, note := encoding.Decode(body, label)
	if note != "" {
		a.note(note)
	}
	s = lineEnds.Replace(s)
	a.Report.Title, s = cutTitle(s)
	a.Report.Text = unwrap(s)
	return nil
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\f", "\n\n", "\ufeff", "")

// titleRunes is the length above which a first line is no title.
const titleRunes = 160

// cutTitle parts the title from the text, "" where there is none.
func cutTitle(s string) (title, text string) {
	s = strings.TrimLeft(s, " \t\n")
	first, rest, found := strings.Cut(s, "\n")
	first = strings.TrimSpace(first)
	second, _, _ := strings.Cut(rest, "\n")
	if !found || !blank(second) || blank(rest) {
		return "", s
	}
	// A full stop closes a sentence of the text, not a headline.
	if utf8.RuneCountInString(first) > titleRunes || strings.HasSuffix(first, ".") {
		return "", s
	}
	return first, rest
}

// unwrap joins the lines of each paragraph that was broken at a fixed width,
// and drops blank lines. Lines that are not alike in length stay apart.
func unwrap(s string) string {
	var out []string
	var par []string
	flush := func() {
		if wrapped(par) {
			par = []string{strings.Join(par, " ")}
		}
		out = append(out, par...)
		par = par[:0]
	}
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			flush()
			continue
		}
		par = append(par, line)
	}
	flush()
	return strings.Join(out, "\n")
}

// wrapped reports whether lines look broken at a width of 50 to 100 characters:
// all but the last within a third of the longest.
func wrapped(lines []string) bool {
	if len(lines) < 2 {
		return false
	}
	longest := 0
	for _, l := range lines {
		longest = max(longest, utf8.RuneCountInString(l))
	}
	if longest < 50 || longest > 100 {
		return false
	}
	for _, l := range lines[:len(lines)-1] {
		if utf8.RuneCountInString(l)*3 < longest*2 {
			return false
		}
	}
	return true
}
