package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"tocsin"
	"tocsin/internal/collect"
	"tocsin/internal/read"
)

// Flow takes inputs through reading and coding, past any store.
type Flow struct {
	Coder *Coder
	// Jobs is the number of inputs worked on at the same time, at least 1.
	Jobs int
}

// Result is what became of one input.
type Result struct {
	Input collect.Input
	tocsin.Coded
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
func (f *Flow) one(ctx context.Context, in collect.Input) Result {
	res := Result{Input: in}
	doc, err := in.Open(ctx)
	// The document is no longer needed, and a result may wait for its turn.
	res.Input.Open = nil
	if err != nil {
		res.Err = err
		return res
	}
	failed := guarded(func() (err error) {
		res.Coded, err = f.code(doc)
		return err
	})
	if failed != "" {
		return Result{Input: res.Input, Err: errors.New(failed)}
	}
	return res
}

func (f *Flow) code(doc tocsin.Document) (c tocsin.Coded, err error) {
	art, err := read.Read(doc)
	if err != nil {
		return c, err
	}
	c.Report, c.Hash = art.Report, Hash(art.Report)
	c.Record = f.Coder.Code(c.Report)
	c.Record.Notes = append(art.Notes, c.Record.Notes...)
	return c, nil
}

// Opened is an input with its document.
type Opened struct {
	Input collect.Input
	Doc   tocsin.Document
	// Err says why it could not be had.
	Err error
}

// Open yields the documents of the inputs in their order, so many being fetched
// or read at the same time.
func Open(ctx context.Context, inputs iter.Seq[collect.Input], jobs int) iter.Seq[Opened] {
	return ordered(ctx, inputs, max(jobs, 1), func(ctx context.Context, in collect.Input) Opened {
		doc, err := in.Open(ctx)
		in.Open = nil
		if doc.Name == "" {
			doc.Name = in.Name
		}
		return Opened{in, doc, err}
	})
}

// Hash returns the content hash of a report: SHA-256, in hexadecimal, of all
// that is printed in it. The ID is left out, so that the same article read from
// two files is one, and so is what is only found out about it: its language, and
// what its day of publication rests on.
func Hash(rep tocsin.Report) string {
	rep.ID, rep.Lang, rep.Basis = "", "", ""
	b, err := json.Marshal(rep)
	if err != nil {
		// A Report holds strings and a day only: marshalling it cannot fail.
		panic(fmt.Sprintf("hash of a report: %v", err))
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
