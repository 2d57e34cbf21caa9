package app

import (
	"context"
	"fmt"
	"io"
	"strings"

	"tocsin"
	"tocsin/internal/collect"
	"tocsin/internal/pipeline"
	"tocsin/internal/publish"
	"tocsin/internal/publish/codebook"
	"tocsin/internal/publish/plain"
)

// Format is how records are written.
type Format string

// The formats.
const (
	// FormatAuto is plain text on a terminal or for a single article, else JSON Lines.
	FormatAuto Format = ""
	// FormatPlain is text for people.
	FormatPlain Format = "plain"
	// FormatJSON follows schema/record.schema.json.
	FormatJSON Format = "json"
	// FormatGold is JSON in the codebook's shape.
	FormatGold Format = "gold"
)

// CodeJob is one run over articles: where they come from and what becomes of
// their records.
type CodeJob struct {
	Reading
	Format Format
	// Out is a folder to write one file for each article to; "" writes to Stdout.
	Out    string
	Stdout io.Writer
	// Terminal is true where Stdout is one, Width its columns (0 if not known),
	// Color whether it shows colours.
	Terminal bool
	Width    int
	Color    bool
}

// Reading says which articles are read, and how.
type Reading struct {
	// Inputs are files, folders, URLs, and "-" for Stdin.
	Inputs []string
	// Published and Outlet, where set, replace what the articles say.
	Published *tocsin.Day
	Outlet    string
	// Jobs is the number of articles worked on at the same time.
	Jobs  int
	Fetch collect.Options
	Stdin io.Reader
	// Note is told what was left out; Progress how far the work has come. Both
	// may be nil, and are called from one goroutine at a time.
	Note     func(line string)
	Progress func(Progress)
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

// Run codes the articles. Inputs that fail do not stop it; they are returned as
// [*Failures]. If ctx ends first, what was coded so far stands, and the error
// says so.
func (j CodeJob) Run(ctx context.Context) error {
	coder, err := NewCoder()
	if err != nil {
		return err
	}
	out, err := j.output()
	if err != nil {
		return err
	}
	flow := &pipeline.Flow{Coder: coder, Jobs: j.Jobs, Adjust: j.adjust}
	err = j.each(ctx, flow, func(res pipeline.Result) error {
		return out.write(res)
	})
	if cerr := out.close(); err == nil {
		err = cerr
	}
	return err
}

// each runs the flow and hands over its results, gathering failures. An error
// of use counts as a failure of that input.
func (r Reading) each(ctx context.Context, flow *pipeline.Flow, use func(pipeline.Result) error) error {
	src := &collect.Source{Fetch: collect.NewFetcher(r.Fetch), Stdin: r.Stdin, Note: r.Note}
	var now Progress
	if r.Progress != nil {
		now.Total, _ = collect.TotalSize(r.Inputs)
	}
	fails := &Failures{}
	for res := range flow.Run(ctx, src.All(ctx, r.Inputs)) {
		fails.Of++
		if res.Err == nil {
			res.Err = use(res)
		}
		if res.Err != nil {
			fails.add(res.Input.Name, res.Err)
			now.Failed++
		} else {
			now.Coded++
		}
		now.Bytes += res.Input.Size
		if r.Progress != nil {
			r.Progress(now)
		}
	}
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("interrupted after %d inputs; what was written stands, run again for the rest", fails.Of)
	case len(fails.Lines) > 0:
		return fails
	}
	return nil
}

func (r Reading) adjust(rep *tocsin.Report) {
	if r.Published != nil {
		rep.Published = r.Published
	}
	if r.Outlet != "" {
		rep.Outlet = r.Outlet
	}
}

// output is where records go.
type output interface {
	write(res pipeline.Result) error
	close() error
}

func (j CodeJob) output() (output, error) {
	shape := publish.Full
	if j.Format == FormatGold {
		shape = func(rec tocsin.Record) any { return codebook.Article(rec) }
	}
	text := plainOutput{plain.New(j.Stdout, plain.Options{Width: j.Width, Color: j.Color})}
	switch {
	case j.Out != "":
		f, err := publish.NewFolder(j.Out, shape)
		return folderOutput{f}, err
	case j.Format == FormatPlain || j.Format == FormatAuto && j.Terminal:
		return text, nil
	case j.Format == FormatAuto:
		return &autoOutput{single: text, several: jsonOutput{publish.NewJSON(j.Stdout, shape)}}, nil
	}
	return jsonOutput{publish.NewJSON(j.Stdout, shape)}, nil
}

type plainOutput struct{ w *plain.Writer }

func (o plainOutput) write(res pipeline.Result) error { return o.w.Write(res.Record) }
func (o plainOutput) close() error                    { return nil }

type jsonOutput struct{ w *publish.JSON }

func (o jsonOutput) write(res pipeline.Result) error { return o.w.Write(res.Record) }
func (o jsonOutput) close() error                    { return o.w.Close() }

type folderOutput struct{ f *publish.Folder }

func (o folderOutput) write(res pipeline.Result) error {
	return o.f.Write(res.Input.Name, res.Input.Base, res.Record)
}
func (o folderOutput) close() error { return nil }

// autoOutput holds the first result back until it is known whether there are
// more.
type autoOutput struct {
	single, several output
	first           *pipeline.Result
	many            bool
}

func (o *autoOutput) write(res pipeline.Result) error {
	if !o.many && o.first == nil {
		o.first = &res
		return nil
	}
	if !o.many {
		o.many = true
		if err := o.several.write(*o.first); err != nil {
			return err
		}
		o.first = nil
	}
	return o.several.write(res)
}

func (o *autoOutput) close() error {
	if o.many {
		return o.several.close()
	}
	if o.first == nil {
		return nil
	}
	return o.single.write(*o.first)
}
