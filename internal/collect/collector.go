package collect

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"tocsin"
)

// Ledger remembers what is to be collected and what was. It must be safe for
// concurrent use.
type Ledger interface {
	// DueSources returns the sources to look at by now.
	DueSources(ctx context.Context, now time.Time) ([]tocsin.SourceStatus, error)
	// DueLeads returns the leads to fetch by now, at most each of one source.
	DueLeads(ctx context.Context, now time.Time, each int) ([]tocsin.DueLead, error)
	// SourceChecked stores in one transaction how a look at a source ended and
	// the leads that it found, and returns how many of them are to be fetched.
	SourceChecked(ctx context.Context, id string, st tocsin.SourceState, leads []tocsin.Lead) (int, error)
	// SettleLead stores what became of a lead.
	SettleLead(ctx context.Context, l tocsin.Lead) error
}

// Sink takes what was collected. It must be safe for concurrent use, and a
// document that it is given twice must not be twice in it: after a crash the last
// ones come again.
type Sink interface {
	// Keep keeps documents for good, and with them, in one step, how far the archive
	// that they are of was read; nil for those of none. It may wait, where it has no
	// room. After an error the documents are fetched again later.
	Keep(ctx context.Context, docs []tocsin.Document, read *tocsin.Mark) error
	// Mark returns how far an archive was kept.
	Mark(ctx context.Context, source, path, stamp string) (tocsin.Mark, error)
}

// The bounds of collecting.
const (
	// FetchTime is the time for one request; each redirect is one more.
	FetchTime = 15 * time.Second
	// tick is the time from one question for what is due to the next.
	tick = time.Second
	// leadsEach is how many leads of one source are under way at the same time.
	leadsEach = 20
	// swiftSlots and slowSlots are how many hosts are fetched from at the same
	// time: those in good order, and apart from them those that were in trouble
	// the last time.
	swiftSlots, slowSlots = 256, 64
	// The waits after failures, doubled each time: from and up to.
	hostWait, maxHostWait     = 30 * time.Second, 6 * time.Hour
	sourceWait, maxSourceWait = 2 * time.Minute, 24 * time.Hour
	leadWait, maxLeadWait     = 5 * time.Minute, 12 * time.Hour
	// leadTries is how often a lead is tried, about three days; refusedTries how
	// often one that the server refuses.
	leadTries, refusedTries = 12, 2
	// Of files, so many documents, or so many bytes, are kept at a time.
	keepCount, keepBytes = 64, 8 << 20
)

// Collector looks at sources when they are due and fetches what they name, from
// many hosts at the same time and from each host one thing after the other.
type Collector struct {
	ledger Ledger
	sink   Sink
	look   *looker
	log    *slog.Logger
	// random yields numbers in [0,1), for waits that do not fall together.
	random      func() float64
	swift, slow chan struct{}
	observer    Observer // nil for nobody

	mu    sync.Mutex
	hosts map[string]*host
	busy  map[string]bool // the keys of the tasks under way
	ended map[string]bool // of those that ended since the ledger was asked last
	fault error           // the ledger's or the sink's
	tally Tally
	stir  chan struct{} // told when a task ended
	fresh chan struct{} // told when a look found something to fetch
	wg    sync.WaitGroup
}

// Tally counts what was collected.
type Tally struct {
	// Looks and FailedLooks count looks at sources, Taken, Failed and GivenUp
	// leads; Documents what the sink took.
	Looks, FailedLooks, Taken, Failed, GivenUp, Documents int
}

// NewCollector returns a collector. It fetches by f, which should hold to one
// connection for each host.
func NewCollector(ledger Ledger, sink Sink, f *Fetcher, log *slog.Logger) *Collector {
	return newCollector(ledger, sink, f, log)
}

func newCollector(ledger Ledger, sink Sink, fetch getter, log *slog.Logger) *Collector {
	return &Collector{
		ledger: ledger, sink: sink, look: &looker{fetch, newRobots(fetch)}, log: log, random: rand.Float64,
		swift: make(chan struct{}, swiftSlots), slow: make(chan struct{}, slowSlots),
		hosts: map[string]*host{}, busy: map[string]bool{}, ended: map[string]bool{}, stir: make(chan struct{}, 1), fresh: make(chan struct{}, 1),
	}
}

// Run collects until ctx ends, and then returns nil, or until the ledger or the
// sink fails. What is under way when it ends is not lost: it is still due.
func (c *Collector) Run(ctx context.Context) error {
	_, err := c.drive(ctx, false)
	return err
}

// Round looks at the sources that are due now, fetches what they name, and
// returns when nothing is left that could be fetched now.
func (c *Collector) Round(ctx context.Context) (Tally, error) { return c.drive(ctx, true) }

// drive returns what was done, once all of it has ended: what is kept while the work
// is being stopped counts too.
func (c *Collector) drive(ctx context.Context, once bool) (Tally, error) {
	err := c.work(ctx, once)
	return c.sum(), err
}

// work dispatches what is due, and waits in the end for what is under way.
func (c *Collector) work(ctx context.Context, once bool) error {
	ctx, stop := context.WithCancel(ctx)
	defer c.wg.Wait()
	defer stop()
	begun := time.Now()
	for {
		now := time.Now()
		sources := now
		if once {
			sources = begun // those that are due again meanwhile are for the next round
		}
		// A look that ends while the leads are read may have left new ones behind:
		// nothing is left only if nothing was under way before.
		idle, _ := c.standing()
		added, err := c.dispatch(ctx, sources, now)
		_, fault := c.standing()
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil || fault != nil:
			return errors.Join(err, fault)
		case once && idle && added == 0:
			return nil
		}
		c.pause(ctx, once)
	}
}

// pause waits for the next tick, or until a look found something to fetch, or in a
// round until anything ended.
func (c *Collector) pause(ctx context.Context, once bool) {
	timer := time.NewTimer(tick)
	defer timer.Stop()
	var stir <-chan struct{}
	if once {
		stir = c.stir
	}
	select {
	case <-ctx.Done():
	case <-stir:
	case <-c.fresh:
	case <-timer.C:
	}
}

// standing reports whether nothing is under way, and what fault ends the work.
func (c *Collector) standing() (idle bool, fault error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.busy) == 0, c.fault
}

func (c *Collector) sum() Tally {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tally
}

// dispatch hands what is due to its hosts, and returns how much was new.
func (c *Collector) dispatch(ctx context.Context, sources, now time.Time) (added int, err error) {
	c.mu.Lock()
	clear(c.ended)
	c.mu.Unlock()
	due, err := c.ledger.DueSources(ctx, sources)
	if err != nil {
		return 0, err
	}
	for _, src := range due {
		added += c.add(ctx, hostOf(src.Source, src.At), task{
			key: "source " + src.ID, at: startAt(src.At),
			run: func(ctx context.Context, t trail) (time.Duration, error) { return c.check(ctx, src, t) },
			postpone: func(until time.Time) error {
				src.State.Due = until
				_, err := c.ledger.SourceChecked(ctx, src.ID, src.State, nil)
				return err
			},
		})
	}
	leads, err := c.ledger.DueLeads(ctx, now, leadsEach)
	if err != nil {
		return added, err
	}
	for _, l := range leads {
		added += c.add(ctx, hostOf(l.From, l.URL), task{
			key: "lead " + l.Source + " " + l.URL, at: startAt(l.URL),
			run: func(ctx context.Context, t trail) (time.Duration, error) { return c.take(ctx, l, t) },
			postpone: func(until time.Time) error {
				l.Due = until
				return c.ledger.SettleLead(ctx, l.Lead)
			},
		})
	}
	return added, nil
}

// hostOf names whom a request to an address bothers: its host, or for files the
// source itself.
func hostOf(src tocsin.Source, address string) string {
	if !strings.Contains(address, "://") {
		return "files of " + src.ID
	}
	return webHost(address)
}

// count changes the tally.
func (c *Collector) count(change func(t *Tally)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change(&c.tally)
}

// fail ends the work for a fault of the ledger or the sink.
func (c *Collector) fail(doing string, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fault == nil {
		c.fault = fmt.Errorf("%s: %w", doing, err)
	}
}
