// Package publish writes records out: as JSON, one by one or as lines, and as
// one file for each article.
package publish

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"tocsin"
)

// Shape turns a record into the value that is marshalled.
type Shape func(rec tocsin.Record) any

// Full is the shape of schema/record.schema.json.
func Full(rec tocsin.Record) any { return rec }

// JSON writes records to a stream: a single one indented, several as JSON Lines.
// It is for one goroutine.
type JSON struct {
	w     *bufio.Writer
	shape Shape
	// first is held back until it is known whether it is the only one.
	first any
	n     int
}

// NewJSON returns a writer of records to w.
func NewJSON(w io.Writer, shape Shape) *JSON { return &JSON{w: bufio.NewWriter(w), shape: shape} }

// Write writes rec; the first is written when the second comes, or at Close.
func (j *JSON) Write(rec tocsin.Record) error {
	j.n++
	if j.n == 1 {
		j.first = j.shape(rec)
		return nil
	}
	if j.n == 2 {
		if err := j.line(j.first, ""); err != nil {
			return err
		}
		j.first = nil
	}
	return j.line(j.shape(rec), "")
}

func (j *JSON) line(v any, indent string) error {
	b, err := encode(v, indent)
	if err != nil {
		return err
	}
	j.w.Write(b) // bufio keeps the error for Flush
	if err := j.w.Flush(); err != nil {
		return fmt.Errorf("writing records: %w", err)
	}
	return nil
}

// Close writes what was held back.
func (j *JSON) Close() error {
	if j.n != 1 {
		return nil
	}
	return j.line(j.first, " ")
}

// encode marshals v with a closing newline, and with <, > and & as they are.
func encode(v any, indent string) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("record as JSON: %w", err)
	}
	return buf.Bytes(), nil
}

// Folder writes each record to a file of its own. It is for one goroutine.
type Folder struct {
	dir   string
	shape Shape
	// from names the article that each file was written for.
	from map[string]string
}

// NewFolder returns a writer to dir, which is made if it is missing.
func NewFolder(dir string, shape Shape) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("output folder: %w; name one that can be made and written", err)
	}
	return &Folder{dir: dir, shape: shape, from: map[string]string{}}, nil
}

// Write writes rec to NAME.json, where name is base, or the record's ID if base
// is "". Input says which article it is, for an error where two want one file.
// A file is replaced as a whole: a reader, or a crash, never meets half of one.
func (f *Folder) Write(input, base string, rec tocsin.Record) error {
	if base == "" {
		base = rec.ID
	}
	name := fileName(base) + ".json"
	if other, taken := f.from[name]; taken {
		return fmt.Errorf("would overwrite %s, written for %s; give the articles different names or run them apart", name, other)
	}
	b, err := encode(f.shape(rec), " ")
	if err != nil {
		return err
	}
	if err := replaceFile(filepath.Join(f.dir, name), b); err != nil {
		return fmt.Errorf("writing the record: %w", err)
	}
	f.from[name] = input
	return nil
}

// maxName is the length in bytes to which a file's name is cut; file systems
// take 255.
const maxName = 200

// fileName makes s safe as the name of a file: no separators, no control
// characters, no leading point.
func fileName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(s, "_"))
	if strings.HasPrefix(s, ".") {
		s = "_" + s[1:]
	}
	if s == "" {
		return "article"
	}
	for len(s) > maxName {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	return s
}

// replaceFile writes b to a temporary file beside p and renames it.
func replaceFile(p string, b []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(p), ".tocsin-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(b)
	if err == nil {
		// CreateTemp makes files private; results are as public as the folder.
		err = tmp.Chmod(0o644)
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), p)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}
