// Package read turns a document into a report: the main text, the title and
// the day of publication of one article, whatever it came in.
package read

import (
	"bytes"
	"errors"
	"mime"
	"strings"

	"tocsin"
)

// Article is a report with what is to be said about its reading.
type Article struct {
	Report tocsin.Report
	// Notes say what was mended, guessed or not understood, one line each.
	Notes []string
}

func (a *Article) note(line string) { a.Notes = append(a.Notes, line) }

// Read returns the article that doc holds: plain text, HTML, a JSON
// object, or a corpus article (txtar).
// Its error says in one line what is wrong and what to do, without the
// document's name. The time it takes is linear in the length of doc.
func Read(doc tocsin.Document) (Article, error) {
	kind, label := mediaType(doc.Type)
	if err := refuse(doc.Body); err != nil {
		return Article{}, err
	}
	a := Article{Report: tocsin.Report{ID: doc.ID, URL: doc.URL}}
	var err error
	switch form(kind, doc.Body) {
	case formJSON:
		err = readJSON(doc.Body, &a)
	case formHTML:
		err = readHTML(doc, label, &a)
	case formTxtar:
		err = readTxtar(doc.Body, &a)
	default:
		err = readPlain(doc.Body, label, &a)
	}
	if err != nil {
		return Article{}, err
	}
	if blank(a.Report.Title) && blank(a.Report.Text) {
		return Article{}, errEmpty
	}
	complete(&a.Report, doc)
	noteLanguage(&a)
	return a, nil
}

// complete adds what stands elsewhere than in the article's own marks.
func complete(rep *tocsin.Report, doc tocsin.Document) {
	if rep.Published != nil && rep.Basis == "" {
		rep.Basis = tocsin.DateField
	}
	fillIn(rep, doc.Told)
	datedURL(rep)
	stampPublished(rep)
	overrule(rep, doc.Given)
}

var errEmpty = errors.New("no text in it; give a file that holds an article")

// mediaType parts a media type from its charset.
func mediaType(s string) (kind, label string) {
	kind, params, err := mime.ParseMediaType(s)
	if err != nil {
		return "", ""
	}
	return kind, params["charset"]
}

// The forms that an article comes in.
type docForm int

const (
	formPlain docForm = iota
	formHTML
	formJSON
	formTxtar
)

// form tells the form by the media type, or by the first bytes where that is
// missing or says no more than "text".
func form(kind string, body []byte) docForm {
	switch kind {
	case "application/json":
		return formJSON
	case "text/html", "application/xhtml+xml":
		return formHTML
	case "text/x-txtar":
		return formTxtar
	}
	head := bytes.ToLower(bytes.TrimSpace(plainHead(body)))
	if kind == "" && bytes.HasPrefix(head, []byte("{")) {
		return formJSON
	}
	if bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html")) {
		return formHTML
	}
	if kind == "" && bytes.HasPrefix(head, []byte("<")) && htmlish(head) {
		return formHTML
	}
	return formPlain
}

// plainHead returns the first kilobyte without a byte order mark, and without
// the zero bytes of UTF-16, so that ASCII marks stand out in any encoding.
func plainHead(body []byte) []byte {
	head := body[:min(len(body), 1024)]
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	head = bytes.TrimLeft(head, "\xff\xfe")
	return bytes.ReplaceAll(head, []byte{0}, nil)
}

func htmlish(head []byte) bool {
	for _, tag := range []string{"<head", "<body", "<div", "<p>", "<p ", "<article", "<main", "<title", "<h1", "<?xml", "<!--"} {
		if bytes.Contains(head, []byte(tag)) {
			return true
		}
	}
	return false
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
