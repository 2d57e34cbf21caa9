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
