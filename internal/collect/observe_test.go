package collect

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// tallies counts what an observer is told.
type tallies struct {
	mu     sync.Mutex
	counts map[string]int
	waits  []time.Duration
}

func (t *tallies) count(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.counts[key]++
}

func (t *tallies) Fetched(outcome string, bytes int, took time.Duration) { t.count(outcome) }
func (t *tallies) Settled(what, outcome string)                          { t.count(what + " " + outcome) }
func (t *tallies) Waited(took time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waits = append(t.waits, took)
}

func TestAnObserverIsToldOfAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBooks(feedSource("a.org"), feedSource("down.org"))
		w := &web{answer: func(q Request) (Answer, error) {
			switch {
			case strings.HasPrefix(q.URL, "https://down.org/"):
				return Answer{}, errors.New("connection refused")
			case q.URL == "https://a.org/0":
				return onward("https://a.org/there", false)
			case q.URL == "https://a.org/1":
				return Answer{}, refusal(404, 0)
			}
			return site(3)(q)
		}}
		c, told := collector(b, w), &tallies{counts: map[string]int{}}
		c.Observe(told)
		if _, err := c.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		// Of a.org the feed and two pages are taken; robots.txt and a page are refused.
		want := map[string]int{
			"taken": 3, "redirected": 1, "refused": 2, "no_answer": 1,
			"look done": 1, "look failed": 1, "lead taken": 2, "lead waiting": 1,
		}
		if !maps.Equal(told.counts, want) {
			t.Errorf("got %v, want %v", told.counts, want)
		}
		if slices.Sort(told.waits); len(told.waits) != 5 || told.waits[4] < 2*time.Second {
			t.Errorf("waits %v", told.waits)
		}
		for outcome := range told.counts {
			if !strings.Contains(outcome, " ") && !slices.Contains(Outcomes(), outcome) {
				t.Errorf("outcome %s is not among those that are told", outcome)
			}
		}
		if q := c.Queues(); q != (Queues{InTrouble: 1}) {
			t.Errorf("queues %+v", q)
		}
	})
}
