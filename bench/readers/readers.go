// Package readers opens the trained readers that the learning tools need: for each
// coded article one that learned from articles of another make alone, so that what is
// learned from its scores holds for news that no reader has seen the like of.
package readers

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"tocsin/internal/extract"
	"tocsin/internal/reader"
)

// Set holds a reader for each part of the coded articles, by the part's name. It keeps
// what was read. It is safe for concurrent use, its readings are not.
type Set map[string]*kept

// others tells for each part of the coded articles which one its reader learns from.
func others() map[string]string { return map[string]string{"train": "written", "written": "train"} }

// kept is a reader that reads each text once.
type kept struct {
	*reader.Reader
	mu   sync.Mutex
	read map[string]extract.Reading
}

// Read returns the reading of a text.
func (k *kept) Read(text string) extract.Reading {
	k.mu.Lock()
	defer k.mu.Unlock()
	r, ok := k.read[text]
	if !ok {
		r = k.Reader.Read(text)
		k.read[text] = r
	}
	return r
}

// Open opens the readers of a folder: train.bundle learned from gold/train alone, and
// written.bundle from gold/written. Without a folder there are none.
func Open(dir string) (Set, error) {
	if dir == "" {
		return nil, nil
	}
	s := Set{}
	for part, other := range others() {
		path := filepath.Join(dir, other+".bundle")
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("open the reader for gold/%s: %w", part, err)
		}
		r, err := reader.Open(raw)
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", path, err)
		}
		s[part] = keep(r)
	}
	r, err := reader.BuiltIn()
	if err != nil {
		return nil, fmt.Errorf("open the built-in reader: %w", err)
	}
	s[""] = keep(r)
	return s, nil
}

func keep(r *reader.Reader) *kept { return &kept{Reader: r, read: map[string]extract.Reading{}} }

// For returns x with the reader for a part of the coded articles: the built-in one for
// those that none learned from. It returns x itself without readers.
func (s Set) For(x *extract.Extractor, part string) *extract.Extractor {
	if s == nil {
		return x
	}
	if r := s[part]; r != nil {
		return x.WithReader(r)
	}
	return x.WithReader(s[""])
}

// Any returns the built-in reader, nil without readers.
func (s Set) Any() extract.Reader {
	if s == nil {
		return nil
	}
	return s[""]
}
