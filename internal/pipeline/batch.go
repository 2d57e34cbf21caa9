package pipeline

import (
	"context"
	"fmt"

	"tocsin"
)

// batchSize is the number of reports in one transaction: enough that its cost is
// spread thin, few enough that little is lost with it.
const batchSize = 64

// Batch gathers coded reports and puts them into a store, some at a time, each
// time in one transaction. It is for one goroutine.
type Batch struct {
	store   Store
	pending []tocsin.Coded
	// Changed counts the reports that were new or whose record changed.
	Changed int
}

// NewBatch returns an empty batch for store.
func NewBatch(store Store) *Batch { return &Batch{store: store} }

// Add takes c, and puts the batch into the store when it is full.
func (b *Batch) Add(ctx context.Context, c tocsin.Coded) error {
	b.pending = append(b.pending, c)
	if len(b.pending) < batchSize {
		return nil
	}
	return b.Flush(ctx)
}

// Flush puts what was gathered into the store. After an error it is kept.
func (b *Batch) Flush(ctx context.Context) error {
	if len(b.pending) == 0 {
		return nil
	}
	changed, err := b.store.Put(ctx, b.pending)
	if err != nil {
		return fmt.Errorf("put %d coded articles into the store: %w", len(b.pending), err)
	}
	b.Changed += changed
	b.pending = b.pending[:0]
	return nil
}
