package feed

import (
	"encoding/json"
	"encoding/xml"
	"html"
	"regexp"
	"strings"
	"unicode"

	nethtml "golang.org/x/net/html"
)

// maxDepth is the nesting of elements past which a feed is not parsed as a tree.
// Feeds nest 5 deep, and a page written into one without its marks some dozens.
const maxDepth = 200

// tooDeep reports whether elements nest deeper than maxDepth. It counts tags
// only, so that unclosed ones may make it say yes too early.
func tooDeep(text string) bool {
	depth := 0
	for at := strings.IndexByte(text, '<'); at >= 0; {
		text = text[at+1:]
		switch {
		case strings.HasPrefix(text, "![CDATA["):
			text = after(text, "]]>")
		case strings.HasPrefix(text, "!--"):
			text = after(text, "-->")
		case strings.HasPrefix(text, "/"):
			depth--
		case text != "" && text[0] != '?' && text[0] != '!':
			// The end is looked for near by, lest the look cost more than its worth.
			if end := strings.IndexByte(text[:min(len(text), maxField)], '>'); end <= 0 || text[end-1] != '/' {
				depth++
			}
		}
		if depth > maxDepth {
			return true
		}
		at = strings.IndexByte(text, '<')
	}
	return false
}

func after(text, mark string) string {
	_, rest, _ := strings.Cut(text, mark)
	return rest
}

var itemTag = regexp.MustCompile(`(?i)<(?:[a-z]+:)?(?:item|entry)[\s>]`)

// fields are the elements that an item is made anew of, and their names in RSS.
var fields = map[string]string{
	"title": "title", "link": "link", "guid": "guid", "id": "guid", "pubdate": "pubDate",
	"published": "pubDate", "issued": "pubDate", "date": "pubDate", "created": "pubDate",
	"updated": "updated", "modified": "updated",
}

// maxField is how many bytes of a field are taken.
const maxField = 4 << 10

// mend writes a feed anew, as RSS, with what can be made out of its items, and
// returns their number.
func mend(text string, isJSON bool) (string, int) {
	m := &mender{item: map[string]string{}}
	m.out.WriteString("<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>")
	if isJSON {
		m.members(text)
	} else {
		m.tags(text)
	}
	m.out.WriteString("</channel></rss>")
	return m.out.String(), m.items
}

// members takes the items of a JSON feed, up to where it breaks.
func (m *mender) members(text string) {
	_, text, _ = strings.Cut(text, `"items"`)
	dec := json.NewDecoder(strings.NewReader(strings.TrimLeft(text, ": \t\r\n")))
	if _, err := dec.Token(); err != nil {
		return
	}
	for dec.More() {
		var it struct {
			URL, Title    string
			DatePublished string `json:"date_published"`
			DateModified  string `json:"date_modified"`
		}
		if dec.Decode(&it) != nil {
			return
		}
		m.inside = true
		m.item["link"], m.item["title"], m.item["pubDate"], m.item["updated"] = it.URL, it.Title, it.DatePublished, it.DateModified
		m.flush()
	}
}

// tags takes the items of a feed in XML. It reads tags one by one and expects
// nothing of how they nest.
func (m *mender) tags(text string) {
	z := nethtml.NewTokenizer(strings.NewReader(text))
	z.AllowCDATA(true)
	for {
		switch z.Next() {
		case nethtml.ErrorToken:
			m.flush()
			return
		case nethtml.StartTagToken:
			m.open(z)
			z.NextIsNotRawText()
		case nethtml.SelfClosingTagToken:
			m.open(z)
			m.field = ""
		case nethtml.EndTagToken:
			m.close(z)
		case nethtml.TextToken:
			m.text(z.Text())
		}
	}
}

// mender holds the item under way.
type mender struct {
	out    strings.Builder
	items  int
	inside bool
	field  string
	item   map[string]string
}

// local returns the name of a tag without its prefix.
func local(name []byte) string {
	s := string(name)
	return s[strings.LastIndexByte(s, ':')+1:]
}

func (m *mender) open(z *nethtml.Tokenizer) {
	name, attrs := z.TagName()
	tag := local(name)
	if tag == "item" || tag == "entry" {
		m.flush()
		m.inside = true
		return
	}
	if to := fields[tag]; to != "" && m.inside {
		m.field = to
		if m.item[to] != "" {
			m.field = "" // the first one stands
		}
	}
	if tag == "link" && attrs {
		m.href(z)
	}
}

// href takes an Atom link: the one to the document itself, not to its parts.
func (m *mender) href(z *nethtml.Tokenizer) {
	rel, href := "alternate", ""
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "rel":
			rel = string(value)
		case "href":
			href = string(value)
		}
	}
	if rel == "alternate" && href != "" && m.inside && m.item["link"] == "" {
		m.item["link"] = href[:min(len(href), maxField)]
		m.field = ""
	}
}

func (m *mender) close(z *nethtml.Tokenizer) {
	name, _ := z.TagName()
	switch tag := local(name); {
	case tag == "item" || tag == "entry":
		m.flush()
	case fields[tag] != "":
		m.field = ""
	}
}

func (m *mender) text(b []byte) {
	if m.inside && m.field != "" {
		room := maxField - len(m.item[m.field])
		m.item[m.field] += string(b[:min(len(b), room)])
	}
}

// flush writes the item that has come to its end.
func (m *mender) flush() {
	if m.inside && len(m.item) > 0 && m.items <= MaxItems {
		m.items++
		m.out.WriteString("<item>")
		for _, name := range []string{"title", "link", "guid", "pubDate"} {
			m.write(name, name)
		}
		m.write("updated", "atom:updated")
		m.out.WriteString("</item>\n")
	}
	m.inside, m.field = false, ""
	clear(m.item)
}

func (m *mender) write(field, name string) {
	value := strings.TrimSpace(m.item[field])
	if value == "" {
		return
	}
	m.out.WriteString("<" + name + ">")
	// Writing to a strings.Builder cannot fail.
	_ = xml.EscapeText(&m.out, []byte(strings.ToValidUTF8(value, "\uFFFD")))
	m.out.WriteString("</" + name + ">")
}

var markup = regexp.MustCompile(`<[/!?a-zA-Z][^>]*>`)

// maxTitle is the length of a title in bytes.
const maxTitle = 500

// plain returns a title as one line of plain text; many are escaped twice.
func plain(s string) string {
	s = s[:min(len(s), maxField)]
	for range 2 {
		s = html.UnescapeString(markup.ReplaceAllString(s, ""))
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	return strings.ToValidUTF8(s[:min(len(s), maxTitle)], "")
}
