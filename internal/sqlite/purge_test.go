package sqlite_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"tocsin"
)

// secret makes an article that says what no other does, and gives it time.
func secret(n int) tocsin.Coded {
	return coded(n, func(c *tocsin.Coded) {
		c.Report.URL = fmt.Sprintf("news.example/%d", n)
		c.Report.Text += fmt.Sprintf(" The quagga%d was seen.", n)
		c.Record.Incidents[0].Anchor.Quote = fmt.Sprintf("quagga%d", n)
	})
}

// holds reports whether the files of a store hold a word anywhere.
func holds(t *testing.T, path, word string) bool {
	t.Helper()
	for _, end := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + end)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte(word)) {
			return true
		}
	}
	return false
}

func TestAPurgeLeavesNothingButTheHash(t *testing.T) {
	ctx := context.Background()
	s, path := open(t)
	gone, stays := fetched(t, s, 8, secret(1)), fetched(t, s, 9, secret(2))
	q := tocsin.PurgeQuery{Articles: []string{gone}, Reason: "asked for"}

	try := q
	try.Try = true
	if done, err := s.Purge(ctx, try); err != nil || done.Documents != 1 || done.Articles != 1 {
		t.Fatalf("a try: %+v, %v", done, err)
	}
	if len(strings.Fields(listed(t, s))) != 2 || !holds(t, path, "quagga1") {
		t.Fatal("a try purged something")
	}

	if done, err := s.Purge(ctx, q); err != nil || done.Documents != 1 || done.Articles != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	for _, word := range []string{"quagga1", coded(1, nil).Hash + "x", "news.example/1"} {
		if holds(t, path, word) {
			t.Errorf("the file still holds %q", word)
		}
	}
	if !holds(t, path, "quagga2") || listed(t, s) != stays {
		t.Error("the other article went, too")
	}
	if _, err := s.Article(ctx, gone); !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("the article can be had: %v", err)
	}
	intact(t, path)
}

func TestWhatWasPurgedIsNotTakenAgain(t *testing.T) {
	ctx := context.Background()
	s, path := open(t)
	gone := fetched(t, s, 8, secret(1))
	if _, err := s.Purge(ctx, tocsin.PurgeQuery{Articles: []string{gone}}); err != nil {
		t.Fatal(err)
	}
	c := secret(1)
	kept, err := s.Keep(ctx, []tocsin.Document{{Name: "page", URL: c.Report.URL, Body: []byte(c.Hash)}})
	if err != nil || !kept[0].Refused {
		t.Errorf("the same bytes: %+v, %v", kept, err)
	}
	// The same article in other bytes.
	kept, err = s.Keep(ctx, []tocsin.Document{{Name: "page", Body: []byte("other bytes")}})
	if err != nil || kept[0].Refused {
		t.Fatalf("other bytes: %+v, %v", kept, err)
	}
	err = s.PutReadings(ctx, tocsin.Producer{Stage: "read"}, []tocsin.Reading{{Document: kept[0].Row, Report: c.Report, Hash: c.Hash}})
	if err != nil {
		t.Fatal(err)
	}
	if listed(t, s) != "" || holds(t, path, "quagga1") {
		t.Error("the article came back in other bytes")
	}
	if kept, err = s.Keep(ctx, []tocsin.Document{{Name: "page", Body: []byte("other bytes")}}); err != nil || !kept[0].Refused {
		t.Errorf("the other bytes come again: %+v, %v", kept, err)
	}
	intact(t, path)
}

func TestAPurgeOfEvidenceLeavesWhatWasRead(t *testing.T) {
	ctx := context.Background()
	s, _ := open(t)
	early, late := fetched(t, s, 8, secret(1)), fetched(t, s, 12, secret(2))
	noon := time.Date(2024, 1, 5, 10, 0, 0, 0, time.UTC)
	done, err := s.Purge(ctx, tocsin.PurgeQuery{Before: noon, EvidenceOnly: true})
	if err != nil || done.Documents != 1 || done.Articles != 0 {
		t.Errorf("%+v, %v", done, err)
	}
	if got := listed(t, s); !strings.Contains(got, early) || !strings.Contains(got, late) {
		t.Errorf("listed %s", got)
	}
	if _, err := s.Document(ctx, 1); !errors.Is(err, tocsin.ErrPurged) {
		t.Errorf("the bytes can be had: %v", err)
	}
	if n, err := s.Renew(ctx, tocsin.Producer{Stage: "read", Version: "2"}); err != nil || n != 1 {
		t.Errorf("%d documents wait to be read anew, %v; want the one that has its bytes", n, err)
	}
	n, err := s.VerifyEvidence(ctx, func(line string) { t.Error(line) }, nil)
	if err != nil || n != 1 {
		t.Errorf("%d bodies verified, %v", n, err)
	}
	if _, err := s.Purge(ctx, tocsin.PurgeQuery{}); err == nil {
		t.Error("a purge of everything was not refused")
	}
}

func TestVerifyFindsBytesThatWereChanged(t *testing.T) {
	ctx := context.Background()
	s, path := open(t)
	fetched(t, s, 8, secret(1))
	fetched(t, s, 9, secret(2))
	if _, err := raw(t, path).Exec("UPDATE bodies SET data = ?, coding = '' WHERE row = 1", []byte("forged")); err != nil {
		t.Fatal(err)
	}
	var found []string
	n, err := s.VerifyEvidence(ctx, func(line string) { found = append(found, line) }, nil)
	if err != nil || n != 2 || len(found) != 1 || !strings.Contains(found[0], "(page): not the bytes that were kept") {
		t.Errorf("%d bodies, found %q, %v", n, found, err)
	}
	if _, err := s.Document(ctx, 1); !errors.Is(err, tocsin.ErrDamaged) {
		t.Errorf("changed bytes are handed out: %v", err)
	}
}

// The rule for a source goes before that for its marking, and this before the one
// for all; 0 is for good. A source that was removed (red2) keeps its marking.
func TestRulesSayHowLongWhatIsKept(t *testing.T) {
	ctx := context.Background()
	now := time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)
	const day = 24 * time.Hour
	rule := func(source string, marking tocsin.Marking, days int) tocsin.RetentionRule {
		return tocsin.RetentionRule{Source: source, Marking: marking, Class: tocsin.RetainArticles, Age: time.Duration(days) * day}
	}
	for _, tc := range []struct {
		what      string
		rules     []tocsin.RetentionRule
		otherwise int
		want      string // sources that are purged, each of which was fetched 10 days ago
	}{
		{"no rule", nil, 0, ""},
		{"the program's own", nil, 5, " open red1 red2"},
		{"for all", []tocsin.RetentionRule{rule("", "", 5)}, 0, " open red1 red2"},
		{"the program's own before that for all", []tocsin.RetentionRule{rule("", "", 5)}, 50, ""},
		{"by marking", []tocsin.RetentionRule{rule("", "red", 5)}, 0, "red1 red2"},
		{"a marking for longer", []tocsin.RetentionRule{rule("", "red", 50)}, 5, " open"},
		{"by source", []tocsin.RetentionRule{rule("red1", "", 5)}, 0, "red1"},
		{"a source for good", []tocsin.RetentionRule{rule("red1", "", 0), rule("", "red", 5)}, 5, " open red2"},
		{"not yet", []tocsin.RetentionRule{rule("red1", "", 11), rule("", "red", 10)}, 0, ""},
		{"of the other class", []tocsin.RetentionRule{{Class: tocsin.RetainEvidence, Age: day}}, 0, ""},
	} {
		t.Run(tc.what, func(t *testing.T) {
			s, _ := open(t)
			for id, marking := range map[string]tocsin.Marking{"open": "clear", "red1": "red", "red2": "red"} {
				add(t, s, tocsin.Source{ID: id, At: "https://" + id + ".example/feed", Marking: marking}.WithDefaults())
			}
			for _, id := range []string{"", "open", "red1", "red2"} {
				_, err := s.Keep(ctx, []tocsin.Document{{Name: id, Source: id, Body: []byte(id), Fetched: now.Add(-10 * day)}})
				if err != nil {
					t.Fatal(err)
				}
			}
			if err := s.RemoveSource(ctx, "red2"); err != nil {
				t.Fatal(err)
			}
			for _, r := range tc.rules {
				if err := s.SetRetention(ctx, r); err != nil {
					t.Fatal(err)
				}
			}
			q := tocsin.PurgeQuery{PastTime: &tocsin.PastTime{Now: now, Otherwise: time.Duration(tc.otherwise) * day}}
			done, err := s.Purge(ctx, q)
			var got []string
			for _, of := range done.By {
				got = append(got, of.Source)
				if of.Documents != 1 || !of.First.Equal(now.Add(-10*day)) || (of.Marking == "red") != strings.HasPrefix(of.Source, "red") {
					t.Errorf("%+v", of)
				}
			}
			if strings.Join(got, " ") != tc.want || err != nil {
				t.Errorf("purged %q, %v, want %q", got, err, tc.want)
			}
			// Its hash stays: what was purged is not taken again.
			for _, id := range got {
				again, err := s.Keep(ctx, []tocsin.Document{{Name: id, Source: id, Body: []byte(id)}})
				if err != nil || !again[0].Refused {
					t.Errorf("%q came again: %+v, %v", id, again, err)
				}
			}
			for _, r := range tc.rules {
				if err := s.ClearRetention(ctx, r); err != nil {
					t.Error(err)
				}
			}
			if left, err := s.Retention(ctx); err != nil || len(left) != 0 {
				t.Errorf("left: %v, %v", left, err)
			}
		})
	}
}
