package sqlite_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/sqlite"
)

var noon = time.Date(2024, 1, 5, 12, 0, 0, 0, time.UTC)

func wire() tocsin.Source {
	return tocsin.Source{
		ID: "wire", Name: "Test Wire", Kind: tocsin.SourceFeed, At: "https://example.org/feed", Country: "FR",
		Lang: "fr", Ownership: tocsin.OwnedByState, Reliability: "B", Marking: tocsin.MarkingAmberStrict,
		Every: 10 * time.Minute, Delay: 1500 * time.Millisecond, Added: noon,
	}
}

func add(t *testing.T, s *sqlite.Store, src tocsin.Source) {
	t.Helper()
	if err := s.AddSource(t.Context(), src); err != nil {
		t.Fatal(err)
	}
}

func TestSourcesAreKeptWhole(t *testing.T) {
	s, _ := open(t)
	add(t, s, wire())
	got, err := s.Source(t.Context(), "wire")
	if err != nil || !reflect.DeepEqual(got.Source, wire()) {
		t.Errorf("got %+v, %v", got, err)
	}
	src := wire()
	src.Reliability, src.Paused, src.Name = "C", true, "Other Wire"
	if err := s.UpdateSource(t.Context(), src); err != nil {
		t.Error(err)
	}
	all, err := s.Sources(t.Context())
	if err != nil || len(all) != 1 || !reflect.DeepEqual(all[0].Source, src) {
		t.Errorf("after the update: %+v, %v", all, err)
	}
	if err := s.RemoveSource(t.Context(), "wire"); err != nil {
		t.Error(err)
	}
	if _, err := s.Source(t.Context(), "wire"); !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("after the removal: %v", err)
	}
}

func TestSourcesRefuseWhatDoesNotFit(t *testing.T) {
	s, _ := open(t)
	add(t, s, wire())
	other := wire()
	other.ID = "other"
	for what, err := range map[string]error{
		"one ID twice":        s.AddSource(t.Context(), wire()),
		"one address twice":   s.AddSource(t.Context(), other),
		"a change of nothing": s.UpdateSource(t.Context(), other),
		"a removal of none":   s.RemoveSource(t.Context(), "other"),
		"an invalid source":   s.AddSource(t.Context(), tocsin.Source{}),
	} {
		if err == nil {
			t.Errorf("%s: no error", what)
		}
	}
	other.At = "https://example.org/other"
	add(t, s, other)
	other.At = wire().At
	if err := s.UpdateSource(t.Context(), other); !errors.Is(err, tocsin.ErrExists) {
		t.Errorf("an address moved onto another source's: %v", err)
	}
}

func lead(url, stamp string) tocsin.Lead {
	return tocsin.Lead{
		Source: "wire", URL: url, Stamp: stamp, Title: "Blast", Published: noon.Add(-time.Hour),
		State: tocsin.LeadWaiting, Due: noon,
	}
}

func TestALookStoresStateAndLeads(t *testing.T) {
	s, _ := open(t)
	add(t, s, wire())
	due, err := s.DueSources(t.Context(), noon)
	if err != nil || len(due) != 1 {
		t.Fatalf("a new source is due: %+v, %v", due, err)
	}
	state := tocsin.SourceState{
		ETag: `"x"`, LastModified: "Fri, 05 Jan 2024 11:00:00 GMT", Checked: noon, Succeeded: noon,
		Due: noon.Add(10 * time.Minute), Failures: 2, Error: "e", Note: "n",
	}
	leads := []tocsin.Lead{lead("https://example.org/1", "a"), lead("https://example.org/2", "a")}
	checked := func(want int, leads ...tocsin.Lead) {
		t.Helper()
		if fresh, err := s.SourceChecked(t.Context(), "wire", state, leads); fresh != want || err != nil {
			t.Errorf("%d fresh leads, %v; want %d", fresh, err, want)
		}
	}
	checked(2, leads...)
	got, err := s.Source(t.Context(), "wire")
	if err != nil || got.State != state || got.Leads[tocsin.LeadWaiting] != 2 {
		t.Errorf("got %+v, %v", got, err)
	}
	if due, err := s.DueSources(t.Context(), noon); err != nil || len(due) != 0 {
		t.Errorf("due at once again: %+v, %v", due, err)
	}
	waiting, err := s.DueLeads(t.Context(), noon, 10)
	if err != nil || len(waiting) != 2 || waiting[0].Lead != leads[0] || waiting[1].Lead != leads[1] || waiting[0].From != wire() {
		t.Errorf("waiting %+v, %v", waiting, err)
	}
	taken := leads[0]
	taken.State = tocsin.LeadTaken
	if err := s.SettleLead(t.Context(), taken); err != nil {
		t.Fatal(err)
	}
	checked(0, leads...) // known already
	checked(1, lead("https://example.org/1", "b"))
	if waiting, err = s.DueLeads(t.Context(), noon, 1); err != nil || len(waiting) != 1 {
		t.Errorf("limit 1: %+v, %v", waiting, err)
	}
}

func TestLeadsFailAndAreTriedAgain(t *testing.T) {
	s, _ := open(t)
	add(t, s, wire())
	l := lead("https://example.org/1", "")
	if _, err := s.SourceChecked(t.Context(), "wire", tocsin.SourceState{}, []tocsin.Lead{l}); err != nil {
		t.Fatal(err)
	}
	l.Failures, l.Error, l.State = 3, "answers 404 Not Found", tocsin.LeadGivenUp
	if err := s.SettleLead(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	failed, err := s.FailedLeads(t.Context(), "wire", 5)
	if err != nil || len(failed) != 1 || failed[0] != l {
		t.Errorf("failed %+v, %v", failed, err)
	}
	if n, err := s.RetryLeads(t.Context(), "wire"); n != 1 || err != nil {
		t.Errorf("retried %d, %v", n, err)
	}
	if due, err := s.DueLeads(t.Context(), noon, 5); err != nil || len(due) != 1 || due[0].Failures != 0 {
		t.Errorf("due %+v, %v", due, err)
	}
	src := wire()
	src.Paused = true
	if err := s.UpdateSource(t.Context(), src); err != nil {
		t.Fatal(err)
	}
	if due, err := s.DueLeads(t.Context(), noon, 5); err != nil || len(due) != 0 {
		t.Errorf("a paused source's leads are due: %+v, %v", due, err)
	}
}

// A look that ends after its source was removed stores nothing.
func TestALookAtARemovedSource(t *testing.T) {
	s, _ := open(t)
	n, err := s.SourceChecked(t.Context(), "gone", tocsin.SourceState{}, []tocsin.Lead{lead("https://example.org/1", "")})
	if n != 0 || err != nil {
		t.Errorf("got %d, %v", n, err)
	}
}
