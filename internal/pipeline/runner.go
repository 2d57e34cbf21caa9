package pipeline

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// batchSize is the number of items in one transaction: enough that its cost is
// spread thin, few enough that little is done again after a crash.
const batchSize = 64

// Runner moves items through the stages, which work beside one another: while
// one batch is coded, the next is read. It holds no items of its own: what waits
// stands in the store, so that a crash loses nothing and repeats little.
type Runner struct {
	queue  Queue
	stages []Stage
	wakes  []chan struct{}
	// Observe is told of every batch, by one stage at a time; nil for nobody.
	Observe func(stage string, t Tally)
	mu      sync.Mutex
}

// NewRunner returns a runner of the stages in their order.
func NewRunner(queue Queue, stages ...Stage) *Runner {
	r := &Runner{queue: queue, stages: stages}
	for range stages {
		r.wakes = append(r.wakes, make(chan struct{}, 1))
	}
	return r
}

// Wake makes the stages look for work, where they had found none.
func (r *Runner) Wake() {
	for _, wake := range r.wakes {
		poke(wake)
	}
}

func poke(wake chan struct{}) {
	select {
	case wake <- struct{}{}:
	default: // it is awake
	}
}

// Run calls feed, which brings in new items and wakes the runner, and does beside
// it all that waits. It returns once feed has and nothing waits any more, or with
// the first error, or, soon, with ctx's.
func (r *Runner) Run(ctx context.Context, feed func(ctx context.Context) error) error {
	for _, s := range r.stages {
		if _, err := r.queue.Renew(ctx, s.Producer()); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	start := func(ended chan<- struct{}, work func() error) {
		wg.Go(func() {
			defer close(ended)
			if err := work(); err != nil {
				cancel(err)
			}
		})
	}
	ended := make(chan struct{})
	start(ended, func() error { return feed(ctx) })
	for i := range r.stages {
		upstream := ended
		ended = make(chan struct{})
		start(ended, func() error { return r.loop(ctx, i, upstream) })
	}
	wg.Wait()
	return context.Cause(ctx)
}

// loop does what waits for one stage until nothing does and nothing will: the
// stage before it has ended.
func (r *Runner) loop(ctx context.Context, i int, upstream <-chan struct{}) error {
	name := r.stages[i].Producer().Stage
	for {
		last := ended(upstream)
		n, err := r.batch(ctx, i, name)
		switch {
		case ctx.Err() != nil:
			return nil // the cause is known
		case err != nil:
			return fmt.Errorf("stage %s: %w", name, err)
		case n > 0:
			continue
		case last:
			return nil
		}
		select {
		case <-r.wakes[i]:
		case <-upstream:
		case <-ctx.Done():
		}
	}
}

func ended(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// batch does one batch of a stage, and returns the number of its items.
func (r *Runner) batch(ctx context.Context, i int, name string) (int, error) {
	items, err := r.queue.Waiting(ctx, name, batchSize)
	if err != nil || len(items) == 0 {
		return 0, err
	}
	tally, err := r.stages[i].Work(ctx, items)
	if i+1 < len(r.wakes) {
		poke(r.wakes[i+1])
	}
	if r.Observe != nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.Observe(name, tally)
	}
	if err == nil && ctx.Err() == nil && tally.Done+len(tally.Failures) < len(items) {
		err = errors.New("did not do all that it was given")
	}
	return len(items), err
}
