package sqlite_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"tocsin"
)

var decided = tocsin.Decision{
	Incident: "t1", Action: tocsin.Edit, Field: "killed", Value: "94", Author: "ana",
	At: time.Date(2024, 1, 5, 12, 0, 0, 0, time.UTC), Basis: map[string]string{"killed": "84"}, Reports: 3,
}

func TestDecisionsAreKeptInTheirOrder(t *testing.T) {
	ctx := context.Background()
	s, path := open(t)
	for seen := range 3 {
		if n, err := s.Decide(ctx, decided, []string{"t1", "t2"}, seen); err != nil || n != seen+1 {
			t.Fatalf("decision %d, %v", n, err)
		}
	}
	other := decided
	other.Incident = "t9"
	if _, err := s.Decide(ctx, other, []string{"t9"}, 0); err != nil {
		t.Errorf("another incident's decisions are in the way: %v", err)
	}
	got, err := s.Decisions(ctx, []string{"t2", "t1"})
	if err != nil || len(got) != 3 {
		t.Fatalf("%d decisions, %v", len(got), err)
	}
	want := decided
	want.Number = 3
	if !reflect.DeepEqual(got[2], want) {
		t.Errorf("read %+v, want %+v", got[2], want)
	}
	if all, err := s.AllDecisions(ctx); err != nil || len(all) != 4 {
		t.Errorf("%d decisions in all, %v", len(all), err)
	}
	for _, change := range []string{"DELETE FROM decisions", "UPDATE decisions SET author = 'ben'"} {
		if _, err := raw(t, path).Exec(change); err == nil {
			t.Errorf("%s went through", change)
		}
	}
}

// Of analysts who decide at once, one is heard and the others are told.
func TestOnlyOneDecidesOnWhatAllSaw(t *testing.T) {
	s, _ := open(t)
	var wg sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		wg.Go(func() { _, errs[i] = s.Decide(context.Background(), decided, []string{"t1", "t2"}, 0) })
	}
	wg.Wait()
	heard := 0
	for _, err := range errs {
		switch {
		case err == nil:
			heard++
		case !errors.Is(err, tocsin.ErrDecided) || !strings.Contains(err.Error(), "edit by ana on 2024-01-05 12:00 UTC; look at it again"):
			t.Errorf("the message is %q", err)
		}
	}
	if heard != 1 {
		t.Errorf("%d were heard", heard)
	}
}

func TestASnapshotsNameStandsForOneThing(t *testing.T) {
	ctx := context.Background()
	s, _ := open(t)
	snap := tocsin.Snapshot{Name: "report 1", Author: "ana", At: decided.At, Query: "?kind=bombing", Hash: "ab", Incidents: 2, Body: []byte("[]")}
	if err := s.PutSnapshot(ctx, snap); err != nil {
		t.Fatal(err)
	}
	if err := s.PutSnapshot(ctx, snap); !errors.Is(err, tocsin.ErrNameTaken) {
		t.Errorf("the name was given twice: %v", err)
	}
	got, err := s.Snapshot(ctx, "report 1")
	if err != nil || !reflect.DeepEqual(got, snap) {
		t.Errorf("read %+v, %v; want %+v", got, err, snap)
	}
	if _, err := s.Snapshot(ctx, "none"); !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("error %v for an unknown name", err)
	}
	snap.Body = nil
	if all, err := s.Snapshots(ctx); err != nil || !reflect.DeepEqual(all, []tocsin.Snapshot{snap}) {
		t.Errorf("listed %+v, %v", all, err)
	}
}
