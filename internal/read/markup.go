package read

import (
	"slices"
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

// kept are the attributes that tell what an element is, or what a page is about.
var kept = set("class id href content property name datetime itemprop itemscope itemtype type rel charset http-equiv lang role pubdate title")

// strip removes what can be most of a page and tells nothing: scripts, styles,
// drawings, comments, and attributes of looks. JSON-LD stays: it holds the date
// and the title. It takes linear time.
func strip(markup string) string {
	out, ended := stripped(markup, "svg")
	if !ended {
		// A drawing that is never closed would hide the rest of the page.
		out, _ = stripped(markup, "")
	}
	return out
}

// stripped also removes elements called drawing, and reports whether they were
// all closed.
func stripped(markup, drawing string) (out string, ended bool) {
	var b strings.Builder
	b.Grow(len(markup) / 2)
	z := html.NewTokenizer(strings.NewReader(markup))
	skip := ""
	for {
		kind := z.Next()
		switch {
		case kind == html.ErrorToken:
			return b.String(), skip == "" || skip != drawing
		case kind == html.EndTagToken && skip != "":
			if tagName(z) == skip {
				skip = ""
			}
		case kind == html.CommentToken || skip != "":
		case kind == html.StartTagToken || kind == html.SelfClosingTagToken:
			t := z.Token()
			if gone := raw[t.Data] || t.Data == drawing; gone && !jsonLD(t) {
				if kind == html.StartTagToken {
					skip = t.Data
				}
				continue
			}
			t.Attr = slices.DeleteFunc(t.Attr, func(a html.Attribute) bool { return !kept[a.Key] })
			b.WriteString(t.String())
		default:
			b.Write(z.Raw())
		}
	}
}

func jsonLD(t html.Token) bool {
	return slices.ContainsFunc(t.Attr, func(a html.Attribute) bool {
		return a.Key == "type" && strings.Contains(a.Val, "ld+json")
	})
}

func tagName(z *html.Tokenizer) string {
	name, _ := z.TagName()
	return string(name)
}

// looseText returns the title of a page and all its text outside of hidden
// elements, from its tags alone: any markup will do, in linear time. What stands
// in article or main elements is preferred; where a hidden element was never
// closed and hides all, it is shown.
func looseText(markup string) (title, text string) {
	for _, l := range []loose{{skip: hidden, scope: "article"}, {skip: hidden, scope: "main"}, {skip: hidden}, {skip: raw}} {
		title, text = l.read(markup)
		if text != "" {
			break
		}
	}
	return title, text
}

func (l *loose) read(markup string) (title, text string) {
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		switch z.Next() {
		case html.ErrorToken:
			l.flush()
			return strings.Join(strings.Fields(l.title.String()), " "), strings.Join(l.lines, "\n")
		case html.TextToken:
			l.words(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			l.open(tagName(z))
		case html.EndTagToken:
			l.close(tagName(z))
		}
	}
}

// loose gathers text between tags.
type loose struct {
	title, par strings.Builder
	lines      []string
	inTitle    bool
	skip       map[string]bool
	// scope is the element whose text alone is wanted, "" for any, and within
	// the number of them that are open.
	scope  string
	within int
	// hidden is the hidden element that is open, "" for none, and depth the
	// number of its kind that are open within it.
	hidden string
	depth  int
}

func (l *loose) words(s string) {
	switch {
	case l.inTitle:
		l.title.WriteString(s)
	case l.hidden == "" && (l.scope == "" || l.within > 0):
		l.par.WriteString(s)
	}
}

func (l *loose) open(name string) {
	switch {
	case name == "title":
		l.inTitle = l.title.Len() == 0
	case name == l.scope:
		l.within++
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
	if name == l.scope && l.within > 0 {
		l.within--
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
