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

const idOne, idTwo, idNine = "00000000000000f1", "80000000000000f2", "ffffffffffffff09"

var decided = tocsin.Decision{
	Incident: idOne, Action: tocsin.Edit, Field: "killed", Value: "94", Author: "ana",
	At: time.Date(2024, 1, 5, 12, 0, 0, 0, time.UTC), Basis: map[string]string{"killed": "84"}, Reports: 3,
}

func TestDecisionsAreKeptInTheirOrder(t *testing.T) {
	ctx := context.Background()
	s, path := open(t)
	for seen := range 3 {
		if n, err := s.Decide(ctx, decided, []string{idOne, idTwo}, seen); err != nil || n != seen+1 {
			t.Fatalf("decision %d, %v", n, err)
		}
	}
	other := decided
	other.Incident = idNine
	if _, err := s.Decide(ctx, other, []string{idNine}, 0); err != nil {
		t.Errorf("another incident's decisions are in the way: %v", err)
	}
	got, err := s.Decisions(ctx, []string{idTwo, idOne})
	if err != nil || len(got[idOne]) != 3 || len(got) != 1 {
		t.Fatalf("decisions %v, %v", got, err)
	}
	want := decided
	want.Number = 3
	if !reflect.DeepEqual(got[idOne][2], want) {
		t.Errorf("read %+v, want %+v", got[idOne][2], want)
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
		wg.Go(func() { _, errs[i] = s.Decide(context.Background(), decided, []string{idOne, idTwo}, 0) })
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

// A decision on a telling that a later coding no longer makes is one on the telling
// that took its place, through any number of codings.
func TestDecisionsOutliveTheirTellings(t *testing.T) {
	ctx := context.Background()
	s, path := open(t)
	if _, err := s.Decide(ctx, decided, []string{idOne}, 0); err != nil {
		t.Fatal(err)
	}
	// As numbers whose first bit is turned: idOne leads to idTwo, idTwo to idNine.
	if _, err := raw(t, path).Exec("INSERT INTO redirects VALUES (?,?), (?,?)",
		int64(-1<<63+0xf1), int64(0xf2), int64(0xf2), int64(1<<63-1-0xf6)); err != nil {
		t.Fatal(err)
	}
	got, err := s.Decisions(ctx, []string{idNine})
	if err != nil || len(got[idNine]) != 1 {
		t.Errorf("decisions %v, %v", got, err)
	}
	if _, err := s.Decide(ctx, decided, []string{idNine}, 0); !errors.Is(err, tocsin.ErrDecided) {
		t.Errorf("the earlier decision was not seen: %v", err)
	}
}
