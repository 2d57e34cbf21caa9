package eval

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tocsin"
)

// Article is one article of a gold folder, as its JSON file holds it.
type Article struct {
	ID        string `json:"id"`
	Published string `json:"published"`
	Outlet    string `json:"outlet"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	// Cluster joins the articles that tell the same day, for folding.
	Cluster string `json:"cluster"`
}

// Report returns the article as a report. A publication day that cannot be
// read is left unknown.
func (a Article) Report() tocsin.Report {
	rep := tocsin.Report{ID: a.ID, Outlet: a.Outlet, Title: a.Title, Text: a.Text}
	if d, err := tocsin.ParseDay(a.Published); err == nil {
		rep.Published = &d
	}
	return rep
}

// Folder is a gold folder in memory: articles and their gold by file name.
type Folder struct {
	// Names are the files that hold both an article and its gold, sorted.
	Names    []string
	Articles map[string]Article
	Gold     map[string]Coding
	Aliases  Aliases
}

// ReadFolder reads dir/articles, dir/coded and the aliases.json beside dir or
// in the folder above it.
func ReadFolder(dir string) (*Folder, error) {
	f := &Folder{}
	var err error
	if f.Articles, err = readAll[Article](filepath.Join(dir, "articles")); err != nil {
		return nil, err
	}
	if f.Gold, err = ReadCodings(filepath.Join(dir, "coded")); err != nil {
		return nil, err
	}
	if f.Aliases, err = findAliases(dir); err != nil {
		return nil, err
	}
	for name := range f.Gold {
		if _, ok := f.Articles[name]; ok {
			f.Names = append(f.Names, name)
		}
	}
	slices.Sort(f.Names)
	return f, nil
}

// ReadCodings reads every .json file of dir as a coding, by file name.
func ReadCodings(dir string) (map[string]Coding, error) { return readAll[Coding](dir) }

// readAll reads every .json file of dir.
func readAll[T any](dir string) (map[string]T, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("reading gold: %w", err)
	}
	out := make(map[string]T)
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".json") {
			continue
		}
		path := filepath.Join(dir, e.Name())
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("reading gold: %w", err)
		}
		var v T
		if err := json.Unmarshal(b, &v); err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
		out[e.Name()] = v
	}
	return out, nil
}

// findAliases reads aliases.json in dir, or the nearest of the two folders above.
func findAliases(dir string) (Aliases, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("finding aliases.json for %s: %w", dir, err)
	}
	for _, d := range []string{abs, filepath.Dir(abs), filepath.Dir(filepath.Dir(abs))} {
		f, err := os.Open(filepath.Join(d, "aliases.json"))
		if err != nil {
			continue
		}
		defer f.Close()
		return ReadAliases(f)
	}
	return nil, fmt.Errorf("no aliases.json in %s or in the two folders above it", dir)
}
