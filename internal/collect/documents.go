package collect

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"

	"tocsin"
	"tocsin/internal/collect/warc"
)

// documents yields the documents of one file of a source, one in memory at a
// time.
func documents(ctx context.Context, kind tocsin.SourceKind, path string) iter.Seq[Input] {
	if kind == tocsin.SourceWARC {
		return func(yield func(Input) bool) { archived(ctx, path, fileBase(path), yield) }
	}
	return new(Source).All(ctx, []string{path})
}

// archived yields the articles of a web archive: the answers of status 200 that
// are text. It reports whether more inputs are wanted.
func archived(ctx context.Context, path, base string, yield func(Input) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		return yield(failed(path, fileError(err)))
	}
	defer f.Close()
	r, err := warc.NewReader(f)
	for n := 1; err == nil && ctx.Err() == nil; n++ {
		var rec *warc.Record
		if rec, err = r.Next(); err != nil {
			break
		}
		in, ok := fromRecord(r, rec, fmt.Sprintf("%s, record %d", path, n), fmt.Sprintf("%s-%d", base, n))
		if ok && !yield(in) {
			return false
		}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return yield(failed(path, fileError(err)))
	}
	return true
}

// fromRecord returns the document of a record, and false where it holds none.
func fromRecord(r *warc.Reader, rec *warc.Record, name, base string) (Input, bool) {
	if rec.Type != "response" && rec.Type != "resource" {
		return Input{}, false
	}
	resp, err := r.Response(rec)
	if err != nil {
		return failed(name, err), true
	}
	kind, ok := articleType(resp.Header.Get("Content-Type"))
	if resp.Status != http.StatusOK || !ok {
		return Input{}, false
	}
	doc := tocsin.Document{ID: base, Type: kind, Body: resp.Body, Fetched: rec.Date, Header: resp.Header}
	if u, err := parseURL(rec.URI); err == nil {
		u.Fragment = ""
		doc.URL, doc.Asked = u.String(), rec.URI
	}
	return loaded(Input{Name: name, Base: base, Size: rec.Length}, doc), true
}
