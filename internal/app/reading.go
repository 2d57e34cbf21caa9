package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"tocsin"
	"tocsin/internal/collect"
	"tocsin/internal/pipeline"
)

// Reading says which articles are read, and how.
type Reading struct {
	// Inputs are files, folders, URLs, and "-" for Stdin.
	Inputs []string
	// Published and Outlet, where set, replace what the articles say.
	Published *tocsin.Day
	Outlet    string
	// Jobs is the number of articles worked on at the same time.
	Jobs int
	// Reader says what reads beside the rules.
	Reader ReaderChoice
	Fetch  collect.Options
	Stdin  io.Reader
	// Note is told what was left out, Progress how far the work has come, and
	// Done that it has ended. Each may be nil; Note is called beside the others.
	Note     func(line string)
	Progress func(Progress)
	Done     func()
}

// Progress is how far a run has come.
type Progress struct {
	// Bytes is what was read of the inputs' files, of Total, which is 0 where
	// it is not known.
	Bytes, Total  int64
	Coded, Failed int
}

// Failures is an error that lists the inputs that could not be coded.
type Failures struct {
	// Of is the number of inputs, Lines one line for each failure.
	Of    int
	Lines []string
}

// Error returns the one line, or the list of all.
func (f *Failures) Error() string {
	if f.Of == 1 {
		return f.Lines[0]
	}
	return fmt.Sprintf("%d of %d inputs could not be coded:\n  %s", len(f.Lines), f.Of, strings.Join(f.Lines, "\n  "))
}

// add notes a failure as one line, whatever names and causes hold.
func (f *Failures) add(name string, err error) {
	f.Lines = append(f.Lines, strings.Join(strings.Fields(fmt.Sprintf("%s: %v", name, err)), " "))
}

// fatal is an error that ends a run: the next input would meet it too.
type fatal struct{ error }

func (f fatal) Unwrap() error { return f.error }

// each runs the flow and hands over its results, gathering failures. An error
// of use is a failure of that input, or ends the run if it is fatal.
func (r Reading) each(ctx context.Context, flow *pipeline.Flow, use func(pipeline.Result) error) error {
	if r.Done != nil {
		defer r.Done()
	}
	var now Progress
	if r.Progress != nil {
		now.Total, _ = collect.TotalSize(r.Inputs)
	}
	fails := &Failures{}
	for res := range flow.Run(ctx, r.inputs(ctx, nil)) {
		if errors.Is(res.Err, context.Canceled) {
			break
		}
		fails.Of++
		if res.Err == nil {
			res.Err = use(res)
		}
		var stop fatal
		if errors.As(res.Err, &stop) {
			return stop.error
		}
		if res.Err != nil {
			fails.add(res.Input.Name, res.Err)
		}
		now.add(res)
		if r.Progress != nil {
			r.Progress(now)
		}
	}
	return fails.end(ctx)
}

// end returns what a run comes to.
func (f *Failures) end(ctx context.Context) error {
	var err error
	if len(f.Lines) > 0 {
		err = f
	}
	if ctx.Err() != nil {
		interrupted := fmt.Errorf("interrupted after %d inputs; what was written stands, run again for the rest", f.Of)
		return errors.Join(err, interrupted)
	}
	return err
}

func (p *Progress) add(res pipeline.Result) {
	p.Bytes += res.Input.Size
	if res.Err != nil {
		p.Failed++
		return
	}
	p.Coded++
}

// given passes inputs on with what is said of their articles.
func (r Reading) given(inputs iter.Seq[collect.Input]) iter.Seq[collect.Input] {
	return func(yield func(collect.Input) bool) {
		for in := range inputs {
			open := in.Open
			in.Open = func(ctx context.Context) (tocsin.Document, error) {
				doc, err := open(ctx)
				doc.Given = tocsin.Hint{Outlet: r.Outlet, Published: r.Published}
				return doc, err
			}
			if !yield(in) {
				return
			}
		}
	}
}

// marks returns how far an archive was kept.
type marks func(ctx context.Context, path, stamp string) (tocsin.Mark, error)

// inputs returns what is to be read, archives from where they were kept to.
func (r Reading) inputs(ctx context.Context, kept marks) iter.Seq[collect.Input] {
	src := &collect.Source{Fetch: collect.NewFetcher(r.Fetch), Stdin: r.Stdin, Note: r.Note, Marks: kept}
	return r.given(src.All(ctx, r.Inputs))
}
