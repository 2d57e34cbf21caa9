package pipeline

import (
	"context"

	"tocsin"
)

// Stage is one step of the flow. The pipeline finds the items that wait for it
// (new ones, and all of them once its version changed) and hands them over, a
// batch at a time. A stage is given one batch at a time.
type Stage interface {
	// Producer is the stage's name, which is also that of its cursor, and its
	// version, which changes with everything that shapes what it yields.
	Producer() tocsin.Producer
	// Work does the items, which are rows of the store in ascending order, and
	// commits for each of them its result, or why it failed, in one transaction
	// with its cursor. What it does not come to because ctx ended waits on. Its
	// error means that the store failed; what it had not committed waits on.
	Work(ctx context.Context, items []int64) (Tally, error)
}

// Tally sums up a batch.
type Tally struct {
	// Done is the number of items done, Changed that of those whose result is
	// not what it was before, Incidents how many incidents these have.
	Done, Changed, Incidents int
	Failures                 []tocsin.Failure
}

// Queue tells what waits. It must be safe for concurrent use.
type Queue interface {
	// Renew makes all that the stage did wait again if its version changed, and
	// returns how many items that are.
	Renew(ctx context.Context, by tocsin.Producer) (int, error)
	// Waiting returns at most limit items that wait for the stage, oldest first.
	Waiting(ctx context.Context, stage string, limit int) ([]int64, error)
}
