// Command links measures linking at scale: it fills a store with made-up reports of
// made-up incidents, links them as they come, and then asks for lists. With 10 in 3
// reports for each incident, a million reports tell 300,000:
//
//	links -reports 1000000 -db /tmp/links.db
//
// Every tenth of the way it prints how many new reports were linked in a second and
// how many with their incidents made ready to be listed, the memory in use and the
// size of the store. With -reports 0 it asks a store that is there for lists.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"time"

	"tocsin"
	"tocsin/internal/app"
	"tocsin/internal/pipeline"
	"tocsin/internal/sqlite"
)

func main() {
	reports := flag.Int("reports", 100_000, "number of reports")
	batch := flag.Int("batch", 64, "reports in one transaction")
	db := flag.String("db", "", "store to fill, which must not exist yet, or to ask")
	seed := flag.Uint64("seed", 1, "seed of all that is made up")
	flag.Parse()
	if err := run(context.Background(), *reports, *batch, *db, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "links:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, reports, batch int, db string, seed uint64) error {
	if _, err := os.Stat(db); (err == nil) != (reports == 0) || db == "" {
		return fmt.Errorf("store %q: name a file that does not exist yet, or with -reports 0 one that does", db)
	}
	store, err := app.OpenStore(ctx, db)
	if err != nil {
		return err
	}
	defer store.Close()
	links, err := app.NewLinkStage(store)
	if err != nil {
		return err
	}
	lists, err := app.NewListStage(store)
	if err != nil {
		return err
	}
	f := filler{store: store, links: links, lists: lists, db: db, began: time.Now()}
	if err := f.fill(ctx, newWorld(seed, reports), reports, batch); err != nil {
		return err
	}
	book, err := app.OpenCasebook(ctx, db)
	if err != nil {
		return err
	}
	defer book.Close()
	return ask(ctx, book)
}

// filler fills a store, and prints how it goes.
type filler struct {
	store        *sqlite.Store
	links, lists pipeline.Stage
	db           string
	began        time.Time
	// Since the last line: reports, and the time that stages took.
	since            int
	linking, listing time.Duration
	slowest          time.Duration
}

func (f *filler) fill(ctx context.Context, w *world, reports, batch int) error {
	for _, s := range []pipeline.Stage{f.links, f.lists} {
		if _, err := f.store.Renew(ctx, s.Producer()); err != nil {
			return err
		}
	}
	if reports > 0 {
		fmt.Println("  reports  linked/s  and listed/s  slowest batch  memory MB  store MB  elapsed")
	}
	for done := 0; done < reports; {
		some := w.next(min(batch, reports-done))
		if err := f.add(ctx, some); err != nil {
			return err
		}
		done += len(some)
		if f.since >= max(reports/10, batch) || done == reports {
			f.print(done)
		}
	}
	return nil
}

// add takes reports through the stages.
func (f *filler) add(ctx context.Context, some []tocsin.Coded) error {
	rows, err := put(ctx, f.store, some)
	if err != nil {
		return err
	}
	start := time.Now()
	if _, err := f.links.Work(ctx, rows); err != nil {
		return err
	}
	linked := time.Now()
	for {
		items, err := f.store.Waiting(ctx, f.lists.Producer().Stage, len(some))
		if err != nil {
			return err
		}
		if len(items) == 0 {
			break
		}
		if _, err := f.lists.Work(ctx, items); err != nil {
			return err
		}
	}
	f.since += len(some)
	f.linking += linked.Sub(start)
	f.listing += time.Since(linked)
	f.slowest = max(f.slowest, time.Since(start))
	return nil
}

func (f *filler) print(done int) {
	fmt.Printf("%9d %9.0f %13.0f %14v %10d %9d %8v\n", done, float64(f.since)/f.linking.Seconds(),
		float64(f.since)/(f.linking+f.listing).Seconds(), f.slowest.Round(time.Millisecond),
		memory(), size(f.db), time.Since(f.began).Round(time.Second))
	f.since, f.linking, f.listing, f.slowest = 0, 0, 0, 0
}

// put stores reports with their records, as the stages before linking do.
func put(ctx context.Context, store *sqlite.Store, some []tocsin.Coded) ([]int64, error) {
	docs := make([]tocsin.Document, len(some))
	for i, c := range some {
		docs[i] = tocsin.Document{Name: c.Report.ID, Body: []byte(c.Hash)}
	}
	kept, err := store.Keep(ctx, docs)
	if err != nil {
		return nil, err
	}
	readings := make([]tocsin.Reading, len(some))
	for i, c := range some {
		readings[i] = tocsin.Reading{Document: kept[i].Row, Name: c.Report.ID, Report: c.Report, Hash: c.Hash}
	}
	if err := store.PutReadings(ctx, tocsin.Producer{Stage: "read", Version: "made up"}, readings); err != nil {
		return nil, err
	}
	rows, codings := make([]int64, len(some)), make([]tocsin.Coding, len(some))
	for i, c := range some {
		a, err := store.ArticleOf(ctx, kept[i].Row)
		if err != nil {
			return nil, err
		}
		c.Record.ID = a.ID
		rows[i], codings[i] = a.Row, tocsin.Coding{Article: a.Row, Record: c.Record}
	}
	_, err = store.PutRecords(ctx, tocsin.Producer{Stage: "code", Version: "made up"}, codings)
	return rows, err
}

// memory returns what the program has of the system, in MB.
func memory() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return (m.Sys - m.HeapReleased) >> 20
}

// size returns the size of the store and its journal, in MB.
func size(db string) int64 {
	var n int64
	for _, f := range []string{db, db + "-wal"} {
		if info, err := os.Stat(f); err == nil {
			n += info.Size()
		}
	}
	return n >> 20
}
