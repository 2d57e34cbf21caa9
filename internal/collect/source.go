package collect

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"tocsin"
)

// Source turns command-line arguments into inputs.
type Source struct {
	// Fetch gets the arguments that are URLs; nil refuses them.
	Fetch *Fetcher
	// Stdin is what the argument "-" reads.
	Stdin io.Reader
	// Marks returns how far an archive was kept before, with a stamp that changes with
	// the file; nil for archives that are read from their beginning.
	Marks func(ctx context.Context, path, stamp string) (tocsin.Mark, error)
	// Note is told what was left out, one line each; nil for nobody.
	Note func(line string)
}

// StdinName is how messages name standard input.
const StdinName = "standard input"

// types are the extensions of articles and their media types. "lines" is a
// document for each line, "archive" one for each page.
var types = map[string]string{
	".txt": "text/plain", ".text": "text/plain", ".md": "text/plain",
	".html": "text/html", ".htm": "text/html", ".xhtml": "text/html",
	".json": "application/json", ".jsonl": lines, ".ndjson": lines,
	".txtar": "text/x-txtar", ".warc": archive,
}

const (
	lines   = "application/jsonl"
	archive = "application/warc"
)

// typeOf returns the media type of a file by its name, "" for one that is no
// article.
func typeOf(p string) string {
	p = strings.ToLower(p)
	if strings.HasSuffix(p, ".warc.gz") {
		return archive
	}
	return types[filepath.Ext(p)]
}

// All yields the inputs that args name, in order: a file is one, a folder as
// many as the articles in it, JSON Lines one for each line, a web archive one for
// each page, "-" standard input. What cannot be had is an input whose Open says so.
// A folder's files come in lexical order, and the sequence never holds more than
// one document.
func (s *Source) All(ctx context.Context, args []string) iter.Seq[Input] {
	return func(yield func(Input) bool) {
		for _, arg := range args {
			if ctx.Err() != nil || !s.one(ctx, arg, yield) {
				return
			}
		}
	}
}

func (s *Source) one(ctx context.Context, arg string, yield func(Input) bool) bool {
	switch {
	case arg == "-":
		return s.stdin(yield)
	case strings.Contains(arg, "://"):
		return yield(s.page(arg))
	}
	info, err := os.Stat(arg)
	switch {
	case err != nil:
		return yield(failed(arg, fileError(err)))
	case info.IsDir():
		return s.folder(ctx, arg, yield)
	}
	return s.file(ctx, arg, info.Size(), yield)
}

func (s *Source) page(address string) Input {
	if s.Fetch == nil {
		return failed(shown(address), errors.New("no pages are fetched here; save the page and give the file"))
	}
	return Input{Name: shown(address), Base: urlBase(address), Open: func(ctx context.Context) (tocsin.Document, error) {
		doc, err := s.Fetch.Get(ctx, address)
		doc.ID = urlBase(address)
		return doc, err
	}}
}

// shown returns an address without a password that it may carry.
func shown(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Redacted()
}

// folder yields the articles under dir, and notes the other files.
func (s *Source) folder(ctx context.Context, dir string, yield func(Input) bool) bool {
	found, more := false, true
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			more = yield(failed(p, fileError(err)))
		case p != dir && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return filepath.SkipDir
			}
		case d.IsDir():
		case typeOf(p) == "":
			s.note(p + ": left out, not .txt, .html, .htm, .json, .jsonl, .txtar, .warc or .warc.gz")
		case strings.HasPrefix(d.Name(), "README"):
			// What a folder says of itself is no article.
			s.note(p + ": left out, it speaks of the folder")
		default:
			found = true
			more = s.entry(ctx, p, yield)
		}
		if !more {
			return filepath.SkipAll
		}
		return nil
	})
	if err != nil || !more {
		return false
	}
	if !found {
		return yield(failed(dir, errors.New("no article in this folder; want .txt, .html, .htm, .json, .jsonl or .warc.gz files")))
	}
	return true
}

// entry yields one file of a folder, following a symbolic link to a file.
func (s *Source) entry(ctx context.Context, p string, yield func(Input) bool) bool {
	info, err := os.Stat(p)
	switch {
	case err != nil:
		return yield(failed(p, fileError(err)))
	case !info.Mode().IsRegular():
		s.note(p + ": left out, not a file")
		return true
	}
	return s.file(ctx, p, info.Size(), yield)
}

func (s *Source) note(line string) {
	if s.Note != nil {
		s.Note(line)
	}
}

func (s *Source) file(ctx context.Context, p string, size int64, yield func(Input) bool) bool {
	kind, base := typeOf(p), fileBase(p)
	switch kind {
	case lines:
		return s.lineFile(p, base, yield)
	case archive:
		return s.archive(ctx, p, base, yield)
	}
	open := func(context.Context) (tocsin.Document, error) {
		body, err := readFile(p, size)
		return tocsin.Document{Name: p, ID: base, Type: kind, Body: body}, err
	}
	return yield(Input{Name: p, Base: base, Size: size, Open: open})
}

func readFile(p string, size int64) ([]byte, error) {
	if size > MaxBytes {
		return nil, tooLarge(fmt.Sprintf("%.1f MB", float64(size)/1e6), MaxBytes)
	}
	f, err := os.Open(p)
	if err != nil {
		return nil, fileError(err)
	}
	defer f.Close()
	body, err := readAll(f, size, MaxBytes)
	if err != nil {
		return nil, fileError(err)
	}
	return body, nil
}

func (s *Source) lineFile(p, base string, yield func(Input) bool) bool {
	f, err := os.Open(p)
	if err != nil {
		return yield(failed(p, fileError(err)))
	}
	defer f.Close()
	return newLineReader(f).each(p, base, yield)
}

// stdin yields standard input: as JSON Lines if its first line is a whole JSON
// object, else as one document.
func (s *Source) stdin(yield func(Input) bool) bool {
	r := newLineReader(s.Stdin)
	first, err := r.next()
	if err == nil && len(first) > 0 && first[0] == '{' && json.Valid(first) {
		r.unread(first)
		return r.each(StdinName, "stdin", yield)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return yield(failed(StdinName, err))
	}
	body, err := readAll(io.MultiReader(bytes.NewReader(r.raw), r.r), 0, MaxBytes)
	if err != nil {
		return yield(failed(StdinName, err))
	}
	in := Input{Name: StdinName, Base: "stdin", Size: int64(len(body))}
	return yield(loaded(in, tocsin.Document{ID: "stdin", Body: body}))
}

// TotalSize returns the number of bytes that the files of args hold, and false
// where that cannot be known before they are read.
func TotalSize(args []string) (int64, bool) {
	var total int64
	for _, arg := range args {
		if arg == "-" || strings.Contains(arg, "://") {
			return 0, false
		}
		err := filepath.WalkDir(arg, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || p != arg && typeOf(p) == "" {
				return err
			}
			info, err := d.Info()
			if err == nil {
				total += info.Size()
			}
			return err
		})
		if err != nil {
			return 0, false
		}
	}
	return total, true
}

func fileBase(p string) string {
	name := filepath.Base(p)
	if ext := filepath.Ext(name); types[strings.ToLower(ext)] != "" {
		name = name[:len(name)-len(ext)]
	}
	return name
}

// urlBase names a page after the last part of its path, or its host.
func urlBase(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	rest, _, _ = strings.Cut(rest, "#")
	rest, _, _ = strings.Cut(rest, "?")
	name := path.Base(strings.TrimRight(rest, "/"))
	if ext := path.Ext(name); types[strings.ToLower(ext)] != "" {
		name = name[:len(name)-len(ext)]
	}
	return name
}

// fileError says what is wrong with a file, without its path, and what to do.
func fileError(err error) error {
	var pe *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("no such file or folder; check the path")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("may not be read; check its permissions")
	case errors.As(err, &pe):
		return fmt.Errorf("cannot be read: %w; check the file and its disk", pe.Err)
	}
	return err
}
