// Command links measures linking at scale: it fills a store with made-up reports of
// made-up incidents, links them as they come, and then asks for lists. With 10 in 3
// reports for each incident, a million reports tell 300,000:
//
//	links -reports 1000000 -db /tmp/links.db
//
// Every twentieth of the way it prints how many new reports were linked in a second,
// the memory in use and the size of the store.
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
	db := flag.String("db", "", "store to fill; it must not exist yet")
	seed := flag.Uint64("seed", 1, "seed of all that is made up")
	flag.Parse()
	if err := run(context.Background(), *reports, *batch, *db, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "links:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, reports, batch int, db string, seed uint64) error {
	if _, err := os.Stat(db); err == nil || db == "" {
		return fmt.Errorf("store %q: name a file that does not exist yet", db)
	}
	store, err := app.OpenStore(ctx, db)
	if err != nil {
		return err
	}
	defer store.Close()
	stage, err := app.NewLinkStage(store)
	if err != nil {
		return err
	}
	if err := fill(ctx, store, stage, newWorld(seed, reports), reports, batch, db); err != nil {
		return err
	}
	return ask(ctx, store)
}

// fill stores and links the reports, and prints how it goes.
func fill(ctx context.Context, store *sqlite.Store, stage *pipeline.LinkStage, w *world, reports, batch int, db string) error {
	step := max(reports/20, batch)
	var linking time.Duration
	since := 0
	began := time.Now()
	fmt.Println("  reports  linked/s  slowest batch  memory MB  store MB  elapsed")
	var slowest time.Duration
	for done := 0; done < reports; {
		some := w.next(min(batch, reports-done))
		rows, err := put(ctx, store, some)
		if err != nil {
			return err
		}
		start := time.Now()
		if _, err := stage.Work(ctx, rows); err != nil {
			return err
		}
		took := time.Since(start)
		linking += took
		slowest = max(slowest, took)
		done += len(some)
		since += len(some)
		if since >= step || done == reports {
			fmt.Printf("%9d %9.0f %14v %10d %9d %8v\n", done, float64(since)/linking.Seconds(),
				slowest.Round(time.Millisecond), memory(), size(db), time.Since(began).Round(time.Second))
			linking, since, slowest = 0, 0, 0
		}
	}
	return nil
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
