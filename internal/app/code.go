package app

import (
	"context"
	"io"

	"tocsin"
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

// Run codes the articles. Inputs that fail do not stop it; they are returned as
// [*Failures]. If ctx ends first, what was coded so far stands, and the error
// says so.
func (j CodeJob) Run(ctx context.Context) error {
	coder, err := NewCoder(j.Reader)
	if err != nil {
		return err
	}
	out, err := j.output()
	if err != nil {
		return err
	}
	flow := &pipeline.Flow{Coder: coder, Jobs: j.Jobs}
	err = j.each(ctx, flow, func(res pipeline.Result) error {
		return out.write(res)
	})
	if cerr := out.close(); err == nil {
		err = cerr
	}
	return err
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

func (o plainOutput) write(res pipeline.Result) error { return stream(o.w.Write(res.Record)) }
func (o plainOutput) close() error                    { return nil }

type jsonOutput struct{ w *publish.JSON }

func (o jsonOutput) write(res pipeline.Result) error { return stream(o.w.Write(res.Record)) }
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

// stream makes an error of a stream fatal: nothing can be written to it again.
func stream(err error) error {
	if err == nil {
		return nil
	}
	return fatal{err}
}
