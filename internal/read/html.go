package read

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"tocsin"
	"tocsin/internal/text/encoding"
)

// treeBytes is the size of markup, without scripts and looks, above which the
// main text is not sought in a tree: the finder's time grows faster than the
// page. Pages of a single article stay below it.
const treeBytes = 128 << 10

// readHTML finds the main text of a page, its title, outlet and day of
// publication. Where the finder fails, all text outside of navigation is taken.
func readHTML(doc tocsin.Document, label string, a *Article) error {
	markup, note := encoding.Decode(doc.Body, htmlLabel(doc, label))
	if note != "" {
		a.note(note)
	}
	markup = strip(markup)
	// The head of a long page still tells its title and date.
	err := mainText(markup[:min(len(markup), treeBytes)], doc.URL, &a.Report)
	if len(markup) > treeBytes {
		a.Report.Text, err = "", fmt.Errorf("more than %d KiB of markup", treeBytes>>10)
	}
	if err == nil && !blank(a.Report.Text) {
		return nil
	}
	if err != nil {
		a.note("main text not told from the rest of the page (" + err.Error() + ")")
	}
	title, text := looseText(markup)
	if a.Report.Title == "" {
		a.Report.Title = title
	}
	lines := dropBylines(strings.Split(text, "\n"))
	if len(lines) > 0 && lines[0] == a.Report.Title {
		lines = lines[1:]
	}
	a.Report.Text = strings.Join(lines, "\n")
	return nil
}

// metaCharset matches the charset of a meta element.
var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:.-]+)`)

// htmlLabel returns the charset that the header or a meta element names, the
// latter within the first 2 KiB.
func htmlLabel(doc tocsin.Document, label string) string {
	if label != "" {
		return label
	}
	if m := metaCharset.FindSubmatch(doc.Body[:min(len(doc.Body), 2048)]); m != nil {
		return string(m[1])
	}
	return ""
}

// mainText fills rep from the page, and keeps what rep has already.
func mainText(markup, address string, rep *tocsin.Report) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("fault in its finder: %v", p)
		}
	}()
	tree, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		return fmt.Errorf("markup nested too deeply")
	}
	opt := trafilatura.Options{
		EnableFallback: true, ExcludeComments: true, ExcludeTables: false,
		HtmlDateMode: trafilatura.Fast,
	}
	if u, err := url.Parse(address); err == nil && address != "" {
		opt.OriginalURL = u
	}
	found, err := trafilatura.ExtractDocument(tree, opt)
	if err != nil {
		return nil // the page has too little text; it is taken whole
	}
	rep.Title = strings.Join(strings.Fields(found.Metadata.Title), " ")
	rep.Outlet = found.Metadata.Sitename
	if t := found.Metadata.Date; !t.IsZero() && t.Year() >= firstYear && t.Year() <= lastYear {
		day := tocsin.DayOf(t)
		rep.Published, rep.Basis = &day, basisOf(markup, day)
	}
	paras := dropBylines(paragraphs(found.ContentNode))
	if len(paras) > 0 && paras[0] == rep.Title {
		paras = paras[1:]
	}
	rep.Text = strings.Join(paras, "\n")
	return nil
}

// paragraphs returns the text of a tree, a line for each block of it.
func paragraphs(root *html.Node) []string {
	var out []string
	var par strings.Builder
	flush := func() {
		line := strings.Join(strings.Fields(par.String()), " ")
		// On short pages the finder gives the same block twice.
		if line != "" && (len(out) == 0 || out[len(out)-1] != line) {
			out = append(out, line)
		}
		par.Reset()
	}
	// The parser refuses trees deeper than 512, so this cannot exhaust the stack.
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			par.WriteString(n.Data)
			return
		}
		block := n.Type == html.ElementNode && !inline[n.Data]
		if block {
			flush()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if block {
			flush()
		}
	}
	walk(root)
	flush()
	return out
}

// byline matches a line that names who wrote or edited the article: people who
// are no part of its news. It is a line of names, not a sentence, so it ends in
// no full stop; "By Friday the toll had risen." stays.
var byline = regexp.MustCompile(`^\(?(?i:by|written by|report(?:ed|ing) by|additional reporting by|edit(?:ed|ing) by|compiled by|words by|text by)[: ]+` +
	`\p{Lu}[\p{L}'’.-]*(?:[ ,;&]+(?:\p{Lu}[\p{L}'’.-]*|and|in|for|de|van|von|al|bin|of|editing|reporting|additional|writing|by))*[;.)]*$`)

// bylineRunes is the length above which a line is no byline.
const bylineRunes = 200

// dropBylines removes bylines from the first five and last three lines.
func dropBylines(lines []string) []string {
	out := lines[:0]
	for i, l := range lines {
		edge := i < 5 || i >= len(lines)-3
		// An organisation is no person: what it says of the origin stays.
		if edge && len(l) < bylineRunes && byline.MatchString(l) && creditAgency(l) == "" {
			continue
		}
		out = append(out, l)
	}
	return out
}
