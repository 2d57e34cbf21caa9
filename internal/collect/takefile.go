package collect

import (
	"context"
	"errors"
	"fmt"

	"tocsin"
)

// filing is a file whose documents are being kept.
type filing struct {
	c     *Collector
	lead  tocsin.DueLead
	batch []tocsin.Document
	bytes int
	// far is how far an archive was read, nil for other files.
	far *tocsin.Mark
	// taken and failed count the documents, first is why the first of the latter
	// could not be read.
	taken, failed int
	first         string
	// fault is the sink's.
	fault error
}

// takeFile reads the documents of a file, an archive from where it was kept to.
func (c *Collector) takeFile(ctx context.Context, l tocsin.DueLead) error {
	f := &filing{c: c, lead: l}
	src := &Source{Marks: f.mark}
	for in := range src.documents(ctx, l.From.Kind, l.URL) {
		doc, err := in.Open(ctx)
		if ctx.Err() != nil || f.fault != nil {
			break
		}
		f.add(in, doc, err)
		if len(f.batch) < keepCount && f.bytes < keepBytes {
			continue
		}
		if f.fault = f.flush(ctx); f.fault != nil {
			break
		}
	}
	if ctx.Err() == nil && f.fault == nil {
		f.fault = f.flush(ctx)
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case f.fault != nil:
		return unkept{f.fault}
	}
	return f.end()
}

// mark asks how far an archive was kept before.
func (f *filing) mark(ctx context.Context, path, stamp string) (tocsin.Mark, error) {
	m, err := f.c.sink.Mark(ctx, f.lead.Source, path, stamp)
	if err != nil && ctx.Err() == nil {
		f.fault = err
		f.c.fail("look how far "+path+" was kept", err)
	}
	f.taken, f.failed, f.first = m.Taken, m.Failed, m.First
	return m, err
}

// add takes in what became of opening an input.
func (f *filing) add(in Input, doc tocsin.Document, err error) {
	if err == nil {
		f.batch = append(f.batch, doc)
		f.bytes += len(doc.Body)
	}
	switch {
	case in.Mark != nil:
		f.far, f.taken, f.failed, f.first = in.Mark, in.Mark.Taken, in.Mark.Failed, in.Mark.First
	case err == nil:
		f.taken++
	default:
		if f.failed++; f.first == "" {
			f.first = fmt.Sprintf("%s: %v", in.Name, err)
		}
	}
}

// flush keeps the batch.
func (f *filing) flush(ctx context.Context) error {
	if len(f.batch) == 0 {
		return nil
	}
	err := f.c.keep(ctx, f.lead.From, f.batch, f.far)
	f.batch, f.bytes = f.batch[:0], 0
	return err
}

// end returns what the file came to.
func (f *filing) end() error {
	switch {
	case f.failed == 0:
		return nil
	case f.taken == 0:
		return forGood(errors.New(f.first))
	}
	return partial{fmt.Errorf("%d of %d documents could not be read, the first: %s", f.failed, f.taken+f.failed, f.first)}
}
