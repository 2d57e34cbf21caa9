package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tocsin"
	"tocsin/internal/sqlite"
)

// asked is how often each list is asked for.
const asked = 40

// ask prints how long lists and single dossiers take.
func ask(ctx context.Context, store *sqlite.Store) error {
	from, to := firstDay+300, firstDay+330
	page := tocsin.Page{Limit: 50}
	deep := tocsin.Page{Limit: 50, Offset: 5000}
	for _, c := range []struct {
		name string
		q    tocsin.DossierQuery
	}{
		{"all, first page", tocsin.DossierQuery{Page: page}},
		{"all, page 100", tocsin.DossierQuery{Page: deep}},
		{"a country", tocsin.DossierQuery{Countries: []string{"C7"}, Page: page}},
		{"a kind and a month", tocsin.DossierQuery{Kinds: []tocsin.Kind{tocsin.Bombing}, From: &from, To: &to, Page: page}},
		{"an actor, told by several", tocsin.DossierQuery{Actor: "Group 3", Several: true, Page: page}},
		{"a box on the map", tocsin.DossierQuery{Box: &tocsin.Box{West: 10, South: 10, East: 20, North: 20}, Page: page}},
	} {
		var times []time.Duration
		var n int
		for range asked {
			start := time.Now()
			var err error
			if _, n, err = store.Dossiers(ctx, c.q); err != nil {
				return err
			}
			times = append(times, time.Since(start))
		}
		print95(c.name, n, times)
	}
	return askOne(ctx, store)
}

func askOne(ctx context.Context, store *sqlite.Store) error {
	list, n, err := store.Dossiers(ctx, tocsin.DossierQuery{Several: true, Page: tocsin.Page{Limit: asked, Offset: 100}})
	if err != nil {
		return err
	}
	var times []time.Duration
	for _, d := range list {
		start := time.Now()
		if _, err := store.Told(ctx, d.ID); err != nil {
			return err
		}
		times = append(times, time.Since(start))
	}
	print95("one with all that is told", n, times)
	return nil
}

func print95(name string, n int, times []time.Duration) {
	slices.Sort(times)
	fmt.Printf("%-28s %8d found   median %8v   p95 %8v\n", name, n,
		times[len(times)/2].Round(10*time.Microsecond), times[len(times)*95/100].Round(10*time.Microsecond))
}
