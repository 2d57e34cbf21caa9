package pipeline_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/collect"
	"tocsin/internal/pipeline"
)

// fragile codes nothing, and falls over an article that says so.
type fragile struct{}

func (fragile) Extract(rep tocsin.Report) ([]tocsin.Incident, []tocsin.Assertion) {
	if strings.Contains(rep.Text, "fall over") {
		panic("fell over")
	}
	return nil, nil
}
func (fragile) Producers() []tocsin.Producer { return nil }

func input(name, text string, err error) collect.Input {
	return collect.Input{Name: name, Open: func(context.Context) (tocsin.Document, error) {
		return tocsin.Document{ID: name, Body: []byte(text)}, err
	}}
}

func TestFlowLosesOneInputAtATime(t *testing.T) {
	flow := &pipeline.Flow{Coder: pipeline.NewCoder(fragile{}), Jobs: 2}
	flow.Skip = func(_ context.Context, hash string) (bool, error) {
		return hash == pipeline.Hash(tocsin.Report{Text: "known"}), nil
	}
	inputs := slices.Values([]collect.Input{
		input("a", "A bomb.", nil), input("b", "fall over", nil), input("c", "", errors.New("gone")),
		input("d", " ", nil), input("e", "known", nil), input("f", "It rained.", nil),
	})
	want := []string{"", "a fault inside Tocsin (fell over); please report it with the article", "gone", "no text in it; give a file that holds an article", "", ""}
	i := 0
	for res := range flow.Run(t.Context(), inputs) {
		got := ""
		if res.Err != nil {
			got = res.Err.Error()
		}
		if got != want[i] || res.Input.Name != string(rune('a'+i)) || res.Skipped != (res.Input.Name == "e") {
			t.Errorf("input %s: error %q, want %q; skipped %v", res.Input.Name, got, want[i], res.Skipped)
		}
		i++
	}
	if i != len(want) {
		t.Errorf("%d results, want %d", i, len(want))
	}
}

// ledger is a store that remembers its batches.
type ledger struct {
	batches [][]tocsin.Coded
	full    bool
}

func (l *ledger) Has(context.Context, string, []tocsin.Producer) (bool, error) { return false, nil }
func (l *ledger) Put(_ context.Context, batch []tocsin.Coded) (int, error) {
	if l.full {
		return 0, errors.New("disk is full")
	}
	l.batches = append(l.batches, slices.Clone(batch))
	return len(batch), nil
}

func TestBatchPutsSomeAtATime(t *testing.T) {
	store := &ledger{}
	b := pipeline.NewBatch(store)
	for range 150 {
		if err := b.Add(t.Context(), tocsin.Coded{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Flush(t.Context()); err != nil || b.Changed != 150 || len(store.batches) != 3 {
		t.Errorf("error %v, %d changed in %d batches", err, b.Changed, len(store.batches))
	}
	if err := b.Flush(t.Context()); err != nil || len(store.batches) != 3 {
		t.Errorf("an empty batch was put: %v", err)
	}
	store.full = true
	if err := errors.Join(b.Add(t.Context(), tocsin.Coded{}), b.Flush(t.Context())); err == nil {
		t.Error("no error from a full disk")
	}
}
