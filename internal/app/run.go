package app

import (
	"context"
	"errors"
	"fmt"
	"io"

	"tocsin/internal/pipeline"
)

// RunJob is one run over articles into the store.
type RunJob struct {
	Reading
	// DB is the path of the store, made where there is none.
	DB string
	// Out takes the line that says what was done.
	Out io.Writer
}

// Run keeps the documents, then reads, codes and links what waits. What is there
// already, made by the same stages, is passed over. Inputs that fail do not stop
// it; they are returned as [*Failures]. If ctx ends first, what was done so far
// is stored, and the rest of what was kept waits for the next run.
func (j RunJob) Run(ctx context.Context) (err error) {
	store, err := OpenStore(ctx, j.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	coder, err := NewCoder(j.Reader)
	if err != nil {
		return err
	}
	flow, err := stages(store, coder, j.Jobs)
	if err != nil {
		return err
	}
	in := newIntake(j, store)
	in.runner = pipeline.NewRunner(store, flow...)
	in.runner.Observe = in.observe
	if err = in.runner.Run(ctx, in.feed); err == nil {
		err = in.end(ctx)
	}
	if j.Done != nil {
		j.Done()
	}
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("store %s: %w", j.DB, err)
	}
	fmt.Fprintf(j.Out, "%d articles read, %d of them new or changed with %d incidents; store %s\n",
		in.read, in.changed, in.incidents, j.DB)
	return in.fails.end(ctx)
}
