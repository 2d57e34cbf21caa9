package sqlite_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/sqlite"
)

// TestADamagedPageCostsWhatStoodOnIt overwrites one page of a store's file after
// another. Whatever page it is, each answer is either what had been stored or an
// error that says that the file is damaged and what to do; and all but the pages
// that everything hangs from leave most articles to be read.
func TestADamagedPageCostsWhatStoodOnIt(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	path := filepath.Join(dir, "whole.db")
	s, err := sqlite.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	const articles = 150
	var ids []string
	for n := range articles {
		c := coded(n, func(c *tocsin.Coded) {
			c.Report.Text += strings.Repeat(fmt.Sprintf(" Line %d of the report.", n), 60)
		})
		ids = append(ids, tocsin.ArticleID(c.Hash))
		put(t, s, c)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	garbage := make([]byte, page)
	for i := range garbage {
		garbage[i] = byte(rand.Uint32())
	}
	pages, tried, refused, hurt, most := len(whole)/page, 0, 0, 0, 0
	for n := 0; n < pages; n += max(1, pages/60) {
		tried++
		damaged := bytes.Clone(whole)
		copy(damaged[n*page:], garbage)
		left, err := readable(t, damaged, ids)
		switch {
		case err != nil:
			refused++
		case left < articles:
			hurt++
		}
		if left > articles*8/10 {
			most++
		}
	}
	t.Logf("of %d pages tried, %d kept the store from opening, %d cost articles, %d left four in five or more",
		tried, refused, hurt, most)
	if most < tried*2/3 {
		t.Errorf("only %d damaged pages left most articles readable", most)
	}
}

// readable returns the number of articles that a damaged store still gives, or
// the error with which it refuses to open.
func readable(t *testing.T, file []byte, ids []string) (int, error) {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "damaged.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	clear := func(err error) {
		t.Helper()
		if err != nil && !strings.Contains(err.Error(), "bring") && !strings.Contains(err.Error(), "name a Tocsin store") {
			t.Errorf("an error that does not say what to do: %v", err)
		}
	}
	s, err := sqlite.Open(ctx, path)
	if err != nil {
		clear(err)
		return 0, err
	}
	defer s.Close()
	n := 0
	for i, id := range ids {
		c, err := s.Article(ctx, id)
		if err != nil {
			continue
		}
		n++
		if !strings.Contains(c.Report.Text, fmt.Sprintf("Line %d of", i)) {
			t.Errorf("article %s came out as another", id)
		}
	}
	_, _, err = s.Articles(ctx, tocsin.ArticleQuery{Words: "bomb", Page: tocsin.Page{Limit: 5}})
	clear(err)
	_, err = s.Counts(ctx)
	clear(err)
	for row := range int64(len(ids)) {
		doc, err := s.Document(ctx, row+1)
		clear(err)
		if err == nil && len(doc.Body) != 64 {
			t.Errorf("document %d has %d bytes", row+1, len(doc.Body))
		}
	}
	return n, nil
}
