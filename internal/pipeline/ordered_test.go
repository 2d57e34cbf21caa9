package pipeline

import (
	"context"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func count(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func TestOrderedKeepsTheOrder(t *testing.T) {
	var under, most atomic.Int32
	double := func(_ context.Context, i int) int {
		n := under.Add(1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		for range rand.IntN(50) {
			runtime.Gosched()
		}
		under.Add(-1)
		return 2 * i
	}
	got := slices.Collect(ordered(t.Context(), count(500), 4, double))
	for i, v := range got {
		if v != 2*i {
			t.Fatalf("result %d is %d", i, v)
		}
	}
	if len(got) != 500 || most.Load() > 4 {
		t.Errorf("%d results, at most %d at the same time", len(got), most.Load())
	}
}

// Results come while later items are still to come, and no more items are taken
// than are needed for that.
func TestOrderedStreamsWithinBounds(t *testing.T) {
	taken := 0
	endless := func(yield func(int) bool) {
		for yield(taken) {
			taken++
		}
	}
	n := 0
	for v := range ordered(t.Context(), endless, 2, func(_ context.Context, i int) int { return i }) {
		if n++; v == 99 {
			break
		}
	}
	if n != 100 {
		t.Errorf("got %d results", n)
	}
}

func TestOrderedStopsWhenToldTo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	wait := func(ctx context.Context, i int) int {
		if i == 3 {
			cancel()
			<-ctx.Done()
		}
		return i
	}
	got := 0
	for range ordered(ctx, count(1000), 2, wait) {
		got++
	}
	if got > 20 {
		t.Errorf("%d results after the end", got)
	}
}
