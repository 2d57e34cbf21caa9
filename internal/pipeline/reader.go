package pipeline

import (
	"context"
	"fmt"
	"slices"

	"tocsin"
	"tocsin/internal/read"
)

// Shelf holds documents, and takes what they were read as. It must be safe for
// concurrent use.
type Shelf interface {
	// Document returns a kept document.
	Document(ctx context.Context, row int64) (tocsin.Document, error)
	// PutReadings stores what documents were read as, with their cursors, in one
	// transaction.
	PutReadings(ctx context.Context, by tocsin.Producer, batch []tocsin.Reading) error
}

// Reader is the stage that makes reports of documents.
type Reader struct {
	shelf Shelf
	by    tocsin.Producer
	jobs  int
}

// NewReader returns a reader that works on so many documents at the same time.
func NewReader(shelf Shelf, jobs int) *Reader {
	return &Reader{shelf, tocsin.Producer{Stage: "read", Version: read.Version()}, jobs}
}

// Producer names the stage and its version.
func (r *Reader) Producer() tocsin.Producer { return r.by }

// Work reads documents.
func (r *Reader) Work(ctx context.Context, items []int64) (t Tally, err error) {
	var batch []tocsin.Reading
	for res := range ordered(ctx, slices.Values(items), r.jobs, r.read) {
		if res.store != nil {
			err = res.store
			break
		}
		batch = append(batch, res.Reading)
		if res.Err != "" {
			t.Failures = append(t.Failures, tocsin.Failure{Stage: r.by.Stage, Item: res.Document, Name: res.Name, Err: res.Err})
		}
	}
	if len(batch) == 0 {
		return Tally{}, err
	}
	// What was read is stored even if the run is interrupted.
	if perr := r.shelf.PutReadings(context.WithoutCancel(ctx), r.by, batch); perr != nil {
		return Tally{}, perr
	}
	t.Done = len(batch) - len(t.Failures)
	return t, err
}

// reading is a reading, or the store's error.
type reading struct {
	tocsin.Reading
	store error
}

// read reads one document. A document that is damaged is a failure of its own,
// another error of the store ends the batch.
func (r *Reader) read(ctx context.Context, row int64) reading {
	res := reading{Reading: tocsin.Reading{Document: row}}
	doc, err := r.shelf.Document(ctx, row)
	res.Name = doc.Name
	if damaged(err) {
		res.Err = err.Error()
		return res
	}
	if err != nil {
		res.store = err
		return res
	}
	res.Err = guarded(func() error {
		art, err := read.Read(doc)
		if err != nil {
			res.Lasting = true
			return err
		}
		res.Report, res.Notes = art.Report, art.Notes
		res.Hash, res.Address = Hash(art.Report), read.Address(art.Report.URL)
		res.Fingerprint, res.Origin = read.Fingerprint(art.Report.Text), read.Origin(art.Report)
		return nil
	})
	return res
}

// guarded returns what do fails with as one line, also where it falls over.
func guarded(do func() error) (failed string) {
	defer func() {
		if p := recover(); p != nil {
			failed = fmt.Sprintf("a fault inside Tocsin (%v); please report it with the article", p)
		}
	}()
	if err := do(); err != nil {
		return err.Error()
	}
	return ""
}
