package plain

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// page is the text of one record as it is laid out.
type page struct {
	width int
	color bool
	text  strings.Builder
}

// The styles, as ANSI SGR codes. Nothing is told by them alone.
const (
	bold = "1"
	dim  = "2"
)

func (p *page) style(code, s string) string {
	if !p.color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// line writes s as it is.
func (p *page) line(indent int, s string) {
	p.text.WriteString(strings.Repeat(" ", indent))
	p.text.WriteString(s)
	p.text.WriteByte('\n')
}

func (p *page) gap() { p.text.WriteByte('\n') }

// wrap writes s broken into lines of the page's width. The first line begins
// with lead at indent, the others stand under the text after it. Code is the
// style of all but the lead.
func (p *page) wrap(indent int, lead, s, code string) {
	hang := indent + uniseg.StringWidth(escapes.ReplaceAllString(lead, ""))
	first := true
	for _, l := range fold(s, max(p.width-hang, 20)) {
		if first {
			p.line(indent, lead+p.style(code, l))
			first = false
			continue
		}
		p.line(hang, p.style(code, l))
	}
}

var escapes = regexp.MustCompile("\x1b\\[[0-9]*m")

// fold breaks s at spaces into lines of at most width columns; a longer word
// stands on a line of its own.
func fold(s string, width int) []string {
	var lines []string
	var line strings.Builder
	n := 0
	for _, word := range strings.Fields(clean(s)) {
		w := uniseg.StringWidth(word)
		if n > 0 && n+1+w > width {
			lines = append(lines, line.String())
			line.Reset()
			n = 0
		}
		if n > 0 {
			line.WriteByte(' ')
			n++
		}
		line.WriteString(word)
		n += w
	}
	return append(lines, line.String())
}

// pad fills s with spaces to width columns.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(width-uniseg.StringWidth(s), 0))
}

// clean drops control characters, so that an article cannot steer the terminal,
// and the marks that turn the direction of what follows.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r):
			return -1
		case r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, s)
}
