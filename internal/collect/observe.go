package collect

import (
	"context"
	"errors"
	"time"
)

// Observer is told what collecting does. It must be safe for concurrent use.
type Observer interface {
	// Fetched tells of a request: how it ended, by one of [Outcomes], the bytes that
	// were read of the answer, decompressed, and how long it took.
	Fetched(outcome string, bytes int, took time.Duration)
	// Waited tells how long a look or a lead waited for its host's turn.
	Waited(took time.Duration)
	// Settled tells what became of a look or a lead.
	Settled(what, outcome string)
}

// Outcomes returns how a request can end.
func Outcomes() []string {
	return []string{"taken", "unchanged", "redirected", "refused", "host_in_trouble", "unfit", "no_answer"}
}

// outcomeOf tells how a request ended.
func outcomeOf(ans Answer, err error) string {
	var refused *StatusError
	switch {
	case errors.As(err, &refused) && refused.OfHost():
		return "host_in_trouble"
	case refused != nil:
		return "refused"
	case errors.Is(err, ErrForGood):
		return "unfit"
	case err != nil:
		return "no_answer"
	case ans.Unchanged:
		return "unchanged"
	case ans.Onward != "":
		return "redirected"
	}
	return "taken"
}

// watched fetches, and tells of it.
type watchedGetter struct {
	getter
	observer Observer
}

// Fetch fetches.
func (w watchedGetter) Fetch(ctx context.Context, q Request) (Answer, error) {
	begun := time.Now()
	ans, err := w.getter.Fetch(ctx, q)
	if ctx.Err() == nil {
		w.observer.Fetched(outcomeOf(ans, err), len(ans.Body), time.Since(begun))
	}
	return ans, err
}

// Observe lets o be told of all that the collector does from now on. It must be
// called before collecting begins.
func (c *Collector) Observe(o Observer) {
	watched := watchedGetter{c.look.fetch, o}
	c.observer, c.look = o, &looker{watched, newRobots(watched)}
}

// Queues tells what is under way.
type Queues struct {
	// Tasks are the looks and leads that wait for their hosts, Hosts those hosts,
	// and InTrouble the hosts that failed the last time.
	Tasks, Hosts, InTrouble int
}

// Queues returns what waits now.
func (c *Collector) Queues() (q Queues) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, h := range c.hosts {
		q.Tasks += len(h.queue)
		if len(h.queue) > 0 {
			q.Hosts++
		}
		if h.inTrouble {
			q.InTrouble++
		}
	}
	return q
}

// settledAs tells the observer what became of a look or a lead.
func (c *Collector) settledAs(what, outcome string) {
	if c.observer != nil {
		c.observer.Settled(what, outcome)
	}
}
