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

// Run codes the articles into the store. An article that is there already, coded
// by the same stages, is passed over. Inputs that fail do not stop it; they are
// returned as [*Failures]. If ctx ends first, what was coded so far is stored.
func (j RunJob) Run(ctx context.Context) (err error) {
	store, err := OpenStore(ctx, j.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	coder, err := NewCoder()
	if err != nil {
		return err
	}
	flow := &pipeline.Flow{Coder: coder, Jobs: j.Jobs, Adjust: j.adjust}
	flow.Skip = func(ctx context.Context, hash string) (bool, error) {
		return store.Has(ctx, hash, coder.Producers())
	}
	// What was coded is stored even if the run is interrupted.
	storing := context.WithoutCancel(ctx)
	batch, read, incidents := pipeline.NewBatch(store), 0, 0
	var full error // a batch that the store did not take
	err = j.each(ctx, flow, func(res pipeline.Result) error {
		read++
		if res.Skipped {
			return nil
		}
		incidents += len(res.Record.Incidents)
		full = batch.Add(storing, res.Coded)
		return stream(full)
	})
	if full != nil {
		return fmt.Errorf("store %s: %w", j.DB, full)
	}
	if ferr := batch.Flush(storing); ferr != nil {
		return errors.Join(fmt.Errorf("store %s: %w", j.DB, ferr), err)
	}
	fmt.Fprintf(j.Out, "%d articles read, %d of them new or changed with %d incidents; store %s\n", read, batch.Changed, incidents, j.DB)
	return err
}
