package pipeline_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"tocsin"
	"tocsin/internal/pipeline"
)

// line is a queue of numbers that wait for stages, and what the stages did.
type line struct {
	mu      sync.Mutex
	waiting map[string][]int64
	done    map[string][]int64
	version map[string]string
}

func newLine(items ...int64) *line {
	return &line{waiting: map[string][]int64{"first": items}, done: map[string][]int64{}, version: map[string]string{}}
}

func (l *line) Renew(_ context.Context, by tocsin.Producer) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if last := l.version[by.Stage]; last != "" && last != by.Version {
		l.waiting[by.Stage], l.done[by.Stage] = append(l.waiting[by.Stage], l.done[by.Stage]...), nil
	}
	l.version[by.Stage] = by.Version
	return len(l.waiting[by.Stage]), nil
}

func (l *line) Waiting(_ context.Context, stage string, limit int) ([]int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.waiting[stage][:min(limit, len(l.waiting[stage]))]), nil
}

func (l *line) add(stage string, items ...int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting[stage] = append(l.waiting[stage], items...)
}

// step hands its items on to the next stage.
type step struct {
	*line
	by   tocsin.Producer
	next string
	fail func(batch int) error
	n    int
}

func (s *step) Producer() tocsin.Producer { return s.by }

func (s *step) Work(_ context.Context, items []int64) (pipeline.Tally, error) {
	s.n++
	if s.fail != nil {
		if err := s.fail(s.n); err != nil {
			return pipeline.Tally{}, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting[s.by.Stage] = s.waiting[s.by.Stage][len(items):]
	s.done[s.by.Stage] = append(s.done[s.by.Stage], items...)
	s.waiting[s.next] = append(s.waiting[s.next], items...)
	return pipeline.Tally{Done: len(items)}, nil
}

func steps(l *line, secondVersion string) []pipeline.Stage {
	return []pipeline.Stage{
		&step{line: l, by: tocsin.Producer{Stage: "first", Version: "1"}, next: "second"},
		&step{line: l, by: tocsin.Producer{Stage: "second", Version: secondVersion}, next: "end"},
	}
}

func nothing(context.Context) error { return nil }

func numbers(n int) []int64 {
	var out []int64
	for i := range n {
		out = append(out, int64(i))
	}
	return out
}

func TestEverythingGoesThroughEveryStage(t *testing.T) {
	l := newLine(numbers(300)...)
	r := pipeline.NewRunner(l, steps(l, "1")...)
	batches := 0
	r.Observe = func(string, pipeline.Tally) { batches++ }
	feed := func(context.Context) error {
		l.add("first", 1000)
		r.Wake()
		return nil
	}
	if err := r.Run(t.Context(), feed); err != nil {
		t.Fatal(err)
	}
	if want := append(numbers(300), 1000); !slices.Equal(l.waiting["end"], want) || batches < 10 {
		t.Errorf("%d items in %d batches came to the end", len(l.waiting["end"]), batches)
	}
}

func TestAChangedStageRunsAgainAlone(t *testing.T) {
	l := newLine(1, 2, 3)
	for _, version := range []string{"1", "1", "2"} {
		l.waiting["end"] = nil
		if err := pipeline.NewRunner(l, steps(l, version)...).Run(t.Context(), nothing); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(l.waiting["end"], []int64{1, 2, 3}) || !slices.Equal(l.done["first"], []int64{1, 2, 3}) {
		t.Errorf("the second stage did %v, the first %v", l.waiting["end"], l.done["first"])
	}
}

func TestAFailureOfTheStoreEndsTheRunAndWaits(t *testing.T) {
	full := errors.New("disk is full")
	l := newLine(numbers(200)...)
	stages := steps(l, "1")
	stages[1].(*step).fail = func(batch int) error {
		if batch == 2 {
			return full
		}
		return nil
	}
	if err := pipeline.NewRunner(l, stages...).Run(t.Context(), nothing); !errors.Is(err, full) {
		t.Errorf("error %v, want %v", err, full)
	}
	if err := pipeline.NewRunner(l, steps(l, "1")...).Run(t.Context(), nothing); err != nil || len(l.waiting["end"]) != 200 {
		t.Errorf("%d items came to the end, %v", len(l.waiting["end"]), err)
	}
}

func TestARunEndsWhenItIsToldTo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	l := newLine()
	r := pipeline.NewRunner(l, steps(l, "1")...)
	feed := func(ctx context.Context) error {
		cancel()
		<-ctx.Done()
		return nil
	}
	if err := r.Run(ctx, feed); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that the context ended", err)
	}
}

// idle says that it did its batch, but did nothing.
type idle struct{ step }

func (idle) Work(context.Context, []int64) (pipeline.Tally, error) { return pipeline.Tally{}, nil }

func TestAStageThatDoesNothingDoesNotRunForEver(t *testing.T) {
	l := newLine(1)
	s := &idle{step{line: l, by: tocsin.Producer{Stage: "first", Version: "1"}}}
	if err := pipeline.NewRunner(l, s).Run(t.Context(), nothing); err == nil {
		t.Error("no error from a stage that left its items waiting")
	}
}
