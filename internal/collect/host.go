package collect

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tocsin"
)

// host is one host's queue. Its fields belong to the collector's lock, but for
// those that only its one worker touches while it is at work.
type host struct {
	name   string
	queue  []task
	atWork bool
	// inTrouble is true where failures is above 0, for others than the worker.
	inTrouble bool
	// next is when the host may be bothered again; the worker's.
	next time.Time
	// failures are those in a row; the worker's.
	failures int
}

// task is one look at a source, or one lead.
type task struct {
	key string
	// at is how far it has come.
	at trail
	// queued is when it came to wait for its host.
	queued time.Time
	// run goes on with it from there and returns how long the host is then to be
	// left alone, and an error where the host is in trouble, or [away] where it is
	// another host's turn.
	run func(ctx context.Context, at trail) (time.Duration, error)
	// postpone stores that it is due later.
	postpone func(until time.Time) error
}

// add queues a task, unless it is under way, or ended after the ledger was asked
// whether it is due. It returns 1 if it did.
func (c *Collector) add(ctx context.Context, name string, t task) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy[t.key] || c.ended[t.key] {
		return 0
	}
	c.busy[t.key] = true
	c.queue(ctx, name, t)
	return 1
}

// queue puts a task at the end of a host's queue. The caller holds the lock.
func (c *Collector) queue(ctx context.Context, name string, t task) {
	h := c.hosts[name]
	if h == nil {
		h = &host{name: name}
		c.hosts[name] = h
	}
	t.queued = time.Now()
	h.queue = append(h.queue, t)
	if !h.atWork {
		h.atWork = true
		c.wg.Go(func() { c.serve(ctx, h) })
	}
}

// serve does a host's tasks one after the other until there are none.
func (c *Collector) serve(ctx context.Context, h *host) {
	for {
		t, ok := c.pop(h)
		if !ok {
			return
		}
		if goes := c.step(ctx, h, t); goes != nil {
			t.at = *goes
			c.mu.Lock()
			c.queue(ctx, webHost(t.at.at), t)
			c.mu.Unlock()
			continue
		}
		c.mu.Lock()
		delete(c.busy, t.key)
		c.ended[t.key] = true
		c.mu.Unlock()
		poke(c.stir)
	}
}

func poke(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default: // it was told already
	}
}

// pop takes the next task; without one the host's work ends, and a host that has
// nothing to remember is forgotten.
func (c *Collector) pop(h *host) (task, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(h.queue) == 0 {
		h.atWork = false
		if h.failures == 0 && time.Now().After(h.next) {
			delete(c.hosts, h.name)
		}
		return task{}, false
	}
	t := h.queue[0]
	h.queue = h.queue[1:]
	return t, true
}

// step does one task when the host may be bothered, or puts it off where the
// host is in trouble. It returns how it goes on at another host, nil for a task
// that ended.
func (c *Collector) step(ctx context.Context, h *host, t task) (goes *trail) {
	if h.failures > 0 && time.Now().Before(h.next) {
		if err := t.postpone(h.next); err != nil && ctx.Err() == nil {
			c.fail("put off "+t.key, err)
		}
		return nil
	}
	slots := c.swift
	if h.failures > 0 {
		slots = c.slow
	}
	if !sleepUntil(ctx, h.next) || !enter(ctx, slots) {
		return nil
	}
	defer func() { <-slots }()
	if c.observer != nil {
		c.observer.Waited(time.Since(t.queued))
	}
	delay, err := c.guarded(ctx, t)
	var gone away
	switch {
	case ctx.Err() != nil:
	case err != nil && !errors.As(err, &gone):
		h.failures++
		h.next = time.Now().Add(max(after(err), tocsin.Backoff(h.failures, hostWait, maxHostWait, c.random())))
	default:
		h.failures = 0
		h.next = time.Now().Add(delay)
		if err != nil {
			goes = &gone.to
		}
	}
	c.mu.Lock()
	h.inTrouble = h.failures > 0
	c.mu.Unlock()
	return goes
}

// guarded runs a task; a fault of it costs that task alone.
func (c *Collector) guarded(ctx context.Context, t task) (delay time.Duration, err error) {
	defer func() {
		if p := recover(); p != nil {
			c.log.Error("a fault inside Tocsin; please report it", "task", t.key, "fault", fmt.Sprint(p))
			err = fmt.Errorf("a fault inside Tocsin (%v)", p)
			if perr := t.postpone(time.Now().Add(maxHostWait)); perr != nil {
				c.fail("put off "+t.key, perr)
			}
		}
	}()
	return t.run(ctx, t.at)
}

// sleepUntil returns false where ctx ended before.
func sleepUntil(ctx context.Context, at time.Time) bool {
	wait := time.Until(at)
	if wait <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func enter(ctx context.Context, slots chan<- struct{}) bool {
	select {
	case slots <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}
