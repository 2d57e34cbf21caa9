// Package pipeline is the flow from documents to records: an ordered list of
// stages, each with a cursor of its own in the store.
package pipeline

import (
	"context"
	"iter"
)

// ordered yields do(in) for every in, in their order, with jobs of them under
// way at the same time and at most four for each job begun ahead of the reader.
// It stops when ctx is done or the reader has enough.
func ordered[T, R any](ctx context.Context, in iter.Seq[T], jobs int, do func(context.Context, T) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		// Each item has a slot of its own; slots queue in the order of items.
		slots := make(chan chan R, 4*jobs)
		work := make(chan func(), jobs)
		for range jobs {
			go func() {
				for w := range work {
					w()
				}
			}()
		}
		go feed(ctx, in, slots, work, do)
		for {
			slot, ok := receive(ctx, slots)
			if !ok {
				return
			}
			r, ok := receive(ctx, slot)
			if !ok || !yield(r) {
				return
			}
		}
	}
}

// feed hands out the items until they end or ctx is done.
func feed[T, R any](ctx context.Context, in iter.Seq[T], slots chan<- chan R, work chan<- func(), do func(context.Context, T) R) {
	defer close(slots)
	defer close(work)
	for item := range in {
		slot := make(chan R, 1)
		if !send(ctx, slots, slot) || !send(ctx, work, func() { slot <- do(ctx, item) }) {
			return
		}
	}
}

func send[T any](ctx context.Context, to chan<- T, v T) bool {
	select {
	case to <- v:
		return true
	case <-ctx.Done():
		return false
	}
}

func receive[T any](ctx context.Context, from <-chan T) (T, bool) {
	select {
	case v, ok := <-from:
		return v, ok
	case <-ctx.Done():
		var none T
		return none, false
	}
}
