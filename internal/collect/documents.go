package collect

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/http"
	"os"

	"tocsin"
	"tocsin/internal/collect/warc"
)

// documents yields the documents of one file of a source, one in memory at a
// time.
func (s *Source) documents(ctx context.Context, kind tocsin.SourceKind, path string) iter.Seq[Input] {
	if kind == tocsin.SourceWARC {
		return func(yield func(Input) bool) { s.archive(ctx, path, fileBase(path), yield) }
	}
	return s.All(ctx, []string{path})
}

// stampOf changes with a file.
func stampOf(info fs.FileInfo) string {
	return fmt.Sprintf("%d %d", info.Size(), info.ModTime().UnixMilli())
}

// archive yields the articles of a web archive: the answers of status 200 that are
// text, from where it was kept to. It reports whether more inputs are wanted.
func (s *Source) archive(ctx context.Context, path, base string, yield func(Input) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		return yield(failed(path, fileError(err)))
	}
	defer f.Close()
	a := unpacking{path: path, base: base}
	if a.mark, err = s.marked(ctx, f); err != nil {
		return yield(failed(path, err))
	}
	a.r, err = warc.Resume(f, warc.Place{Offset: a.mark.Offset, Skip: a.mark.Skip})
	for err == nil && ctx.Err() == nil {
		var in Input
		if in, err = a.next(); err == nil && !yield(in) {
			return false
		}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return yield(failed(path, fileError(err)))
	}
	return true
}

// marked returns how far a file was kept before.
func (s *Source) marked(ctx context.Context, f *os.File) (tocsin.Mark, error) {
	if s.Marks == nil {
		return tocsin.Mark{}, nil
	}
	info, err := f.Stat()
	if err != nil {
		return tocsin.Mark{}, fileError(err)
	}
	mark, err := s.Marks(ctx, f.Name(), stampOf(info))
	if mark.Records > 0 {
		s.note(fmt.Sprintf("%s: goes on after record %d, where it was interrupted", f.Name(), mark.Records))
	}
	if mark.Failed > 0 {
		s.note(fmt.Sprintf("%s: %d documents before that could not be read, the first: %s", f.Name(), mark.Failed, mark.First))
	}
	return mark, err
}

// unpacking is a web archive under way.
type unpacking struct {
	path, base string
	r          *warc.Reader
	mark       tocsin.Mark
	// told is the offset up to which the sizes of inputs have told of the file.
	told int64
}

// next returns the next document, or an input whose opening fails. Its error is that
// of the file.
func (a *unpacking) next() (Input, error) {
	for {
		rec, err := a.r.Next()
		if err != nil {
			return Input{}, err
		}
		a.mark.Records++
		doc, err := fromRecord(a.r, rec)
		if errors.Is(err, errNoArticle) {
			continue
		}
		n := a.mark.Records
		in := Input{Name: fmt.Sprintf("%s, record %d", a.path, n), Base: fmt.Sprintf("%s-%d", a.base, n)}
		if err != nil {
			in = failed(in.Name, err)
		} else {
			doc.ID = in.Base
			in = loaded(in, doc)
		}
		a.pass(in.Name, err)
		mark := a.mark
		in.Mark, in.Size, a.told = &mark, mark.Offset-a.told, mark.Offset
		return in, nil
	}
}

// pass counts a document and moves the mark behind it.
func (a *unpacking) pass(name string, err error) {
	at := a.r.Place()
	a.mark.Offset, a.mark.Skip = at.Offset, at.Skip
	if err == nil {
		a.mark.Taken++
		return
	}
	if a.mark.Failed++; a.mark.First == "" {
		a.mark.First = oneLineOf(fmt.Errorf("%s: %w", name, err))
	}
}

// errNoArticle is the error of a record that holds no document.
var errNoArticle = errors.New("no article")

// fromRecord returns the document of a record.
func fromRecord(r *warc.Reader, rec *warc.Record) (tocsin.Document, error) {
	if rec.Type != "response" && rec.Type != "resource" {
		return tocsin.Document{}, errNoArticle
	}
	resp, err := r.Response(rec)
	if err != nil {
		return tocsin.Document{}, err
	}
	kind, ok := articleType(resp.Header.Get("Content-Type"))
	if resp.Status != http.StatusOK || !ok {
		return tocsin.Document{}, errNoArticle
	}
	doc := tocsin.Document{Type: kind, Body: resp.Body, Fetched: rec.Date, Header: resp.Header}
	if u, err := parseURL(rec.URI); err == nil {
		u.Fragment = ""
		doc.URL, doc.Asked = u.String(), rec.URI
	}
	return doc, nil
}
