// Package corpus reads the articles written for this project: each is one txtar
// file that holds the article and the record expected of it.
//
// A file has four parts: meta.json (id, published, outlet, style and, where
// several articles follow one event, story), title.txt, text.txt and
// record.json, the record in the codebook's shape. The newline that ends
// title.txt and text.txt belongs to the archive, not to the article.
package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"golang.org/x/tools/txtar"

	"tocsin"
)

// Article is one article of the corpus with its expected record.
type Article struct {
	tocsin.Report
	// Style is the kind of text: wire, state-media, ngo, live-blog and so on.
	Style string
	// Story is the same for articles that follow one event, "" for the others.
	Story string
	// Record is the expected record, JSON in the codebook's shape.
	Record json.RawMessage
}

// meta is the content of meta.json.
type meta struct {
	ID        string      `json:"id"`
	Published *tocsin.Day `json:"published"`
	Outlet    string      `json:"outlet"`
	Style     string      `json:"style"`
	Story     string      `json:"story"`
}

// Parse reads one article from a txtar archive. The record may be absent, so
// that anyone can write an article to have it coded; meta.json and text.txt may
// not.
func Parse(data []byte) (Article, error) {
	parts := map[string][]byte{}
	for _, f := range txtar.Parse(data).Files {
		if _, twice := parts[f.Name]; twice {
			return Article{}, fmt.Errorf("part %s stands twice", f.Name)
		}
		parts[f.Name] = f.Data
	}
	for _, name := range []string{"meta.json", "text.txt"} {
		if parts[name] == nil {
			return Article{}, fmt.Errorf("no part %s: a corpus article has meta.json, title.txt, text.txt and record.json", name)
		}
	}
	var m meta
	dec := json.NewDecoder(bytes.NewReader(parts["meta.json"]))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&m); err != nil {
		return Article{}, fmt.Errorf("meta.json: %w", err)
	}
	return Article{
		Report: tocsin.Report{
			ID: m.ID, Published: m.Published, Outlet: m.Outlet,
			Title: line(parts["title.txt"]), Text: line(parts["text.txt"]),
		},
		Style: m.Style, Story: m.Story, Record: parts["record.json"],
	}, nil
}

// line returns b as a string without the newline that ends it.
func line(b []byte) string { return strings.TrimSuffix(string(b), "\n") }

// Load reads every .txtar file of fsys's top folder, in order of name. It
// returns an error that names every file which cannot be read, beside the
// articles of the others; a folder without any .txtar file is an error too.
func Load(fsys fs.FS) ([]Article, error) {
	names, err := fs.Glob(fsys, "*.txtar")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, errors.New("no .txtar file in the corpus folder")
	}
	var articles []Article
	var failed []error
	for _, name := range names {
		a, err := load(fsys, name)
		if err != nil {
			failed = append(failed, fmt.Errorf("corpus %s: %w", name, err))
			continue
		}
		articles = append(articles, a)
	}
	return articles, errors.Join(failed...)
}

func load(fsys fs.FS, name string) (Article, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return Article{}, err
	}
	a, err := Parse(data)
	if err != nil {
		return Article{}, err
	}
	if want := strings.TrimSuffix(path.Base(name), ".txtar"); a.ID != want {
		return Article{}, fmt.Errorf("the id is %q, not the file's name", a.ID)
	}
	if a.Record == nil {
		return Article{}, errors.New("no part record.json")
	}
	return a, nil
}
