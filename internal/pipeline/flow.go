package pipeline

import (
	"context"
	"fmt"
	"iter"

	"tocsin"
	"tocsin/internal/collect"
	"tocsin/internal/read"
)

// Flow takes inputs through reading and coding.
type Flow struct {
	Coder *Coder
	// Jobs is the number of inputs worked on at the same time, at least 1.
	Jobs int
	// Adjust changes a report before it is coded; nil for nothing.
	Adjust func(rep *tocsin.Report)
	// Skip reports whether a report need not be coded; nil for never.
	Skip func(ctx context.Context, hash string) (bool, error)
}

// Result is what became of one input.
type Result struct {
	Input collect.Input
	Coded
	// Skipped is true where the report was read but need not be coded.
	Skipped bool
	// Err says why the input could not be coded; nothing else is set then.
	Err error
}

// Run yields one result for each input, in the order of the inputs, while later
// ones are still being worked on. It holds at most four inputs for each job, and
// stops early, without an error, when ctx is done.
func (f *Flow) Run(ctx context.Context, inputs iter.Seq[collect.Input]) iter.Seq[Result] {
	return ordered(ctx, inputs, max(f.Jobs, 1), f.one)
}

// one codes one input. A fault of a stage costs that input alone.
func (f *Flow) one(ctx context.Context, in collect.Input) (res Result) {
	defer func() {
		if p := recover(); p != nil {
			res = Result{Input: in, Err: fmt.Errorf("a fault inside Tocsin (%v); please report it with the article", p)}
		}
	}()
	coded, skipped, err := f.code(ctx, in)
	// The document is no longer needed, and a result may wait for its turn.
	in.Open = nil
	return Result{Input: in, Coded: coded, Skipped: skipped, Err: err}
}

func (f *Flow) code(ctx context.Context, in collect.Input) (c Coded, skipped bool, err error) {
	doc, err := in.Open(ctx)
	if err != nil {
		return Coded{}, false, err
	}
	art, err := read.Read(doc)
	if err != nil {
		return Coded{}, false, err
	}
	c.Report = art.Report
	if f.Adjust != nil {
		f.Adjust(&c.Report)
	}
	c.Hash = Hash(c.Report)
	if f.Skip != nil {
		if skipped, err = f.Skip(ctx, c.Hash); err != nil || skipped {
			return c, skipped, err
		}
	}
	c.Record = f.Coder.Code(c.Report)
	c.Record.Notes = append(art.Notes, c.Record.Notes...)
	return c, false, nil
}
