package read

import (
	"strings"

	"golang.org/x/net/html"
)

// inline are the elements that do not break a line.
var inline = set("a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr")

// hidden are the elements whose text is no part of what a page reports.
var hidden = set("script style noscript template svg math iframe object nav header footer aside form button select option textarea figcaption")

// raw are the elements that hold code, not text; a tokenizer passes over their
// content as one piece.
var raw = set("script style iframe")

func set(names string) map[string]bool {
	m := map[string]bool{}
	for _, name := range strings.Fields(names) {
		m[name] = true
	}
	return m
}

// stripScripts removes scripts, styles and comments, which can be most of a page, but keeps the JSON-LD that tells its date and title.
func stripScripts(markup string) string {
	var out strings.Builder
	out.Grow(len(markup) / 2)
	z := html.NewTokenizer(strings.NewReader(markup))
	skip := ""
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out.String()
		}
		bytes := z.Raw()
		switch kind {
		case html.CommentToken:
			continue
		case html.StartTagToken:
			keep := strings.Contains(string(bytes[:min(len(bytes), 300)]), "ld+json")
			if name := tagName(z); skip == "" && raw[name] && !keep {
				skip = name
				continue
			}
		case html.EndTagToken:
			if name := tagName(z); skip != "" {
				if name == skip {
					skip = ""
				}
				continue
			}
		}
		if skip == "" {
			out.Write(bytes)
		}
	}
}

func tagName(z *html.Tokenizer) string {
	name, _ := z.TagName()
	return string(name)
}

// looseText returns the title of a page and all its text outside of hidden
// elements, from its tags alone: any markup will do, in linear time. Where one
// of those was never closed and hides all, they are shown.
func looseText(markup string) (title, text string) {
	title, text = looseOutside(markup, hidden)
	if text == "" {
		title, text = looseOutside(markup, raw)
	}
	return title, text
}

func looseOutside(markup string, hidden map[string]bool) (title, text string) {
	z := html.NewTokenizer(strings.NewReader(markup))
	l := loose{skip: hidden}
	for {
		switch z.Next() {
		case html.ErrorToken:
			l.flush()
			return strings.Join(strings.Fields(l.title.String()), " "), strings.Join(l.lines, "\n")
		case html.TextToken:
			l.words(string(z.Text()))
		case html.StartTagToken:
			l.open(tagName(z))
		case html.EndTagToken:
			l.close(tagName(z))
		case html.SelfClosingTagToken:
			l.open(tagName(z))
		}
	}
}

// loose gathers text between tags.
type loose struct {
	title, par strings.Builder
	lines      []string
	inTitle    bool
	skip       map[string]bool
	// hidden is the hidden element that is open, "" for none, and depth the
	// number of its kind that are open within it.
	hidden string
	depth  int
}

func (l *loose) words(s string) {
	switch {
	case l.inTitle:
		l.title.WriteString(s)
	case l.hidden == "":
		l.par.WriteString(s)
	}
}

func (l *loose) open(name string) {
	switch {
	case name == "title":
		l.inTitle = l.title.Len() == 0
	case l.hidden == name:
		l.depth++
	case l.hidden == "" && l.skip[name]:
		l.hidden, l.depth = name, 1
	}
	if !inline[name] {
		l.flush()
	}
}

func (l *loose) close(name string) {
	if name == "title" {
		l.inTitle = false
	}
	if name == l.hidden {
		if l.depth--; l.depth == 0 {
			l.hidden = ""
		}
	}
	if !inline[name] {
		l.flush()
	}
}

func (l *loose) flush() {
	if line := strings.Join(strings.Fields(l.par.String()), " "); line != "" {
		l.lines = append(l.lines, line)
	}
	l.par.Reset()
}
