package sqlite_test

import (
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"tocsin"
	"tocsin/internal/sqlite"
)

// What failed is tried again by itself, later and later, until it was tried often
// enough; then it waits for a person.
func TestWhatFailedIsTriedAgainLaterAndLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "t.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		by := tocsin.Producer{Stage: "read", Version: "1"}
		if _, err := s.Renew(t.Context(), by); err != nil {
			t.Fatal(err)
		}
		docs, err := s.Keep(t.Context(), []tocsin.Document{{Name: "a", Body: []byte("a")}})
		if err != nil {
			t.Fatal(err)
		}
		// series lets the item fail as often as it is tried, and wants the waits.
		series := func() {
			t.Helper()
			failed := time.Now()
			for try := 1; ; try++ {
				items, err := s.Waiting(t.Context(), "read", 10)
				if err != nil || len(items) != 1 || items[0] != docs[0].Row {
					t.Fatalf("try %d: %v waits, %v", try, items, err)
				}
				if most := tocsin.RetryWait << max(try-2, 0); try > 1 && (time.Since(failed) < most/2 || time.Since(failed) > most+time.Minute) {
					t.Errorf("try %d comes after %v, want %v at most, half of it at least", try, time.Since(failed), most)
				}
				failed = time.Now()
				err = s.PutReadings(t.Context(), by, []tocsin.Reading{{Document: docs[0].Row, Name: "a", Err: "no article"}})
				if err != nil {
					t.Fatal(err)
				}
				failures, err := s.Failures(t.Context(), 10)
				if err != nil || len(failures) != 1 || failures[0].Tries != try || failures[0].Err != "no article" {
					t.Fatalf("try %d: %+v, %v", try, failures, err)
				}
				stages, err := s.Status(t.Context())
				if err != nil || stages[0].Failed != 1 || !stages[0].Next.Equal(failures[0].Next) {
					t.Fatalf("try %d: %+v, %v", try, stages, err)
				}
				if failures[0].Next.IsZero() {
					if try != tocsin.MaxTries || stages[0].GivenUp != 1 {
						t.Errorf("given up after %d tries, %+v", try, stages)
					}
					return
				}
				if items, _ := s.Waiting(t.Context(), "read", 10); len(items) != 0 {
					t.Errorf("%v waits at once", items)
				}
				time.Sleep(time.Until(failures[0].Next))
			}
		}
		series()
		time.Sleep(1000 * time.Hour)
		if items, err := s.Waiting(t.Context(), "read", 10); err != nil || len(items) != 0 {
			t.Errorf("after it was given up: %v, %v", items, err)
		}
		if n, err := s.Retry(t.Context(), "", ""); err != nil || n != 1 {
			t.Errorf("retry: %d, %v", n, err)
		}
		series()
		// A changed stage tries it anew.
		if n, err := s.Renew(t.Context(), tocsin.Producer{Stage: "read", Version: "2"}); err != nil || n != 1 {
			t.Errorf("renew: %d, %v", n, err)
		}
	})
}

// What follows from the bytes is not tried again by itself, but a person may ask for
// it, and a changed stage tries it anew.
func TestWhatCannotComeRightIsGivenUpAtOnce(t *testing.T) {
	s, _ := open(t)
	by := tocsin.Producer{Stage: "read", Version: "1"}
	row := keepOne(t, s, by)
	fail := func() {
		t.Helper()
		if err := s.PutReadings(t.Context(), by, []tocsin.Reading{{Document: row, Name: "a", Err: "binary data", Lasting: true}}); err != nil {
			t.Fatal(err)
		}
		if st := stage(t, s); st.Failed != 1 || st.GivenUp != 1 || !st.Next.IsZero() {
			t.Fatalf("%+v", st)
		}
	}
	fail()
	if n, err := s.Retry(t.Context(), "read", ""); err != nil || n != 1 || stage(t, s).Waiting != 1 {
		t.Errorf("retry: %d, %v", n, err)
	}
	fail()
	by.Version = "2"
	if n, err := s.Renew(t.Context(), by); err != nil || n != 1 || stage(t, s).Waiting != 1 {
		t.Errorf("renew: %d, %v", n, err)
	}
}

// An item waits from when it came, or from when there was cause to do it anew, however
// often it comes meanwhile.
func TestSinceWhenTheOldestItemWaits(t *testing.T) {
	s, _ := open(t)
	by := tocsin.Producer{Stage: "read", Version: "1"}
	began := time.Now().Truncate(time.Millisecond)
	row := keepOne(t, s, by)
	first := stage(t, s).Oldest
	if first.Before(began) || first.After(time.Now()) {
		t.Errorf("kept at %v, waits since %v", began, first)
	}
	time.Sleep(5 * time.Millisecond)
	if _, err := s.Keep(t.Context(), []tocsin.Document{{Name: "a", Body: []byte("a")}, {Name: "b", Body: []byte("b")}}); err != nil {
		t.Fatal(err)
	}
	if st := stage(t, s); !st.Oldest.Equal(first) || st.Waiting != 2 {
		t.Errorf("after more came: %+v, want one from %v", st, first)
	}
	failed := tocsin.Reading{Document: row, Err: "no text", Lasting: true}
	if err := s.PutReadings(t.Context(), by, []tocsin.Reading{failed}); err != nil {
		t.Fatal(err)
	}
	second := stage(t, s).Oldest
	if !second.After(first) {
		t.Errorf("with the first done, the oldest waits since %v, as before", second)
	}
	failed.Document++
	if err := s.PutReadings(t.Context(), by, []tocsin.Reading{failed}); err != nil {
		t.Fatal(err)
	}
	if st := stage(t, s); !st.Oldest.IsZero() {
		t.Errorf("nothing waits: %+v", st)
	}
	time.Sleep(5 * time.Millisecond)
	by.Version = "2"
	if _, err := s.Renew(t.Context(), by); err != nil {
		t.Fatal(err)
	}
	if st := stage(t, s); !st.Oldest.After(second) {
		t.Errorf("anew, the oldest waits since %v, want after %v", st.Oldest, second)
	}
}

// keepOne begins a stage, keeps one document for it, and returns the document's row.
func keepOne(t *testing.T, s *sqlite.Store, by tocsin.Producer) int64 {
	t.Helper()
	if _, err := s.Renew(t.Context(), by); err != nil {
		t.Fatal(err)
	}
	docs, err := s.Keep(t.Context(), []tocsin.Document{{Name: "a", Body: []byte("a")}})
	if err != nil {
		t.Fatal(err)
	}
	return docs[0].Row
}

// stage returns how the only stage stands.
func stage(t *testing.T, s *sqlite.Store) tocsin.StageStatus {
	t.Helper()
	all, err := s.Status(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	return all[0]
}
