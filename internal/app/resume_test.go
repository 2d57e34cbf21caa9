package app_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/app"
	"tocsin/internal/collect/warc"
)

// pages writes an archive of n pages and as many pictures, every hundredth page followed
// by one that cannot be read, and returns the addresses of those that can.
func pages(t *testing.T, file string, n int) (addresses []string) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := warc.NewWriter(f)
	put := func(url, head string, body []byte) {
		doc := tocsin.Document{
			URL: url, Fetched: time.Date(2024, 1, 5, 0, 0, 0, 0, time.UTC), Body: body,
			Header: map[string][]string{"Content-Type": {head}},
		}
		if err := w.Document(doc); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		url := fmt.Sprintf("https://news.example/%d", i)
		addresses = append(addresses, url)
		put(url, "text/html", fmt.Appendf(nil, "<html><title>Blast %d</title><p>A bomb exploded at market %d in Kabul on Thursday, killing two people, police said.</p>", i, i))
		put(url+".png", "image/png", []byte("PNG"))
		if i%100 == 99 {
			put(url+"x", "text/html", bytes.Repeat([]byte("x"), warc.MaxBody+1))
		}
	}
	return addresses
}

// kept returns the addresses of all documents of a store.
func kept(t *testing.T, db string) (addresses []string) {
	t.Helper()
	store, err := app.OpenStore(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	err = store.EachDocument(t.Context(), "", func(doc tocsin.Document) error {
		addresses = append(addresses, doc.URL)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return addresses
}

// An archive whose reading is stopped, again and again, at records that nobody
// chose, is read on from there: nothing is lost, nothing is kept twice, and what
// was kept is not read again.
func TestAnArchiveIsReadOnFromWhereItWasStopped(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pages.warc.gz")
	want := pages(t, file, 400)
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 3 {
		db := filepath.Join(t.TempDir(), fmt.Sprint(round, ".db"))
		stops, read, told := 0, 0, ""
		for {
			ctx, stop := context.WithCancel(t.Context())
			after, out := random.IntN(300), bytes.Buffer{}
			var notes []string
			job := app.RunJob{
				Reading: app.Reading{
					Inputs: []string{file}, Jobs: 2, Note: func(line string) { notes = append(notes, line) },
					Progress: func(p app.Progress) {
						if p.Coded >= after {
							stop()
						}
					},
				},
				DB: db, Out: &out,
			}
			err := job.Run(ctx)
			told += fmt.Sprintln(err, notes)
			ended := ctx.Err() == nil
			stop()
			var n int
			if _, serr := fmt.Sscanf(out.String(), "%d articles read", &n); serr != nil {
				t.Fatalf("%q: %v", out.String(), serr)
			}
			if resumed := strings.Contains(strings.Join(notes, "\n"), "goes on after record"); n > 0 && resumed != (read > 0) {
				t.Errorf("%d articles were read before, notes %q", read, notes)
			}
			read += n
			if ended {
				break
			}
			stops++
		}
		if got := kept(t, db); !slices.Equal(got, want) || read != len(want) {
			t.Errorf("after %d stops the store holds %d documents of %d, of %d that were read", stops, len(got), len(want), read)
		}
		if !strings.Contains(told, "too large") {
			t.Errorf("nobody was told of what could not be read: %s", told)
		}
		t.Logf("stopped %d times", stops)
	}
}

// stopAt stops once a store holds so many documents.
func stopAt(ctx context.Context, stop func(), db string, documents int) {
	store, err := app.OpenStore(ctx, db)
	if err != nil {
		return // it was stopped
	}
	defer store.Close()
	for ctx.Err() == nil {
		if all, err := store.Brought(ctx); err == nil && len(all) > 0 && all[0].Documents >= documents {
			stop()
		}
		time.Sleep(time.Millisecond)
	}
}

// The same for an archive that is a source. What could not be read before a stop is
// told in the end.
func TestASourceThatIsAnArchiveIsReadOn(t *testing.T) {
	file, db := filepath.Join(t.TempDir(), "pages.warc.gz"), filepath.Join(t.TempDir(), "t.db")
	want := pages(t, file, 200)
	src := tocsin.Source{ID: "crawl", Kind: tocsin.SourceWARC, At: file, Name: "Crawl"}
	if err := (app.SourceBook{DB: db, Out: new(bytes.Buffer)}).Add(t.Context(), src, true); err != nil {
		t.Fatal(err)
	}
	random, took := rand.New(rand.NewPCG(3, 4)), 0
	for {
		ctx, stop := context.WithCancel(t.Context())
		var watch sync.WaitGroup
		documents := took + 1 + random.IntN(150)
		watch.Go(func() { stopAt(ctx, stop, db, documents) })
		var out bytes.Buffer
		err := app.CollectJob{DB: db, Jobs: 2, Out: &out, Log: slog.New(slog.DiscardHandler)}.Run(ctx)
		ended := ctx.Err() == nil
		stop()
		watch.Wait()
		if _, told, ok := strings.Cut(out.String(), "given up; "); ok {
			var n int
			fmt.Sscanf(told, "%d documents", &n)
			took += n
		}
		if ended {
			if err != nil || !strings.Contains(out.String(), "1 leads taken") && !strings.Contains(out.String(), "0 sources looked at") {
				t.Errorf("%q, %v", out.String(), err)
			}
			break
		}
	}
	if got := kept(t, db); !slices.Equal(got, want) || took != len(want) {
		t.Errorf("the store holds %d documents of %d, of %d that were kept", len(got), len(want), took)
	}
	var out bytes.Buffer
	if err := (app.SourceBook{DB: db, Out: &out}).Show(t.Context(), "crawl"); err != nil || !strings.Contains(out.String(), "2 of 202 documents could not be read") {
		t.Errorf("%s, %v", out.String(), err)
	}
}
