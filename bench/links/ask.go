package main

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"tocsin"
	"tocsin/internal/app"
	"tocsin/internal/assess"
	"tocsin/internal/casebook"
)

// asked is how often each list is asked for.
const asked = 20

// pageSize is the number of incidents on a page.
const pageSize = 50

// lists returns the lists that are asked for, as their addresses, by name.
func lists() [][2]string {
	day := func(n int) string { return (firstDay + tocsin.Day(n)).String() }
	month := "from=" + day(300) + "&to=" + day(330)
	return [][2]string{
		{"all", ""}, {"to review", "sort=review"}, {"to review, of a country", "sort=review&country=C7"},
		{"a country", "country=C7"}, {"a kind", "kind=bombing"}, {"two kinds", "kind=bombing&kind=shelling"},
		{"a month", month}, {"a kind and a month", "kind=bombing&" + month},
		{"a status of most", "status=undisputed"}, {"a status of few", "status=contested"},
		{"a grade", "grade=weak"}, {"a grade, to review", "grade=fair&sort=review"},
		{"a state", "state=awaiting"}, {"told by several", "several=true"},
		{"an actor", "actor=group+37"}, {"an actor, told by several", "actor=group+3&several=true"},
		{"a source", "source=outlet+7"}, {"a place by name", "q=town77"}, {"two words", "q=town12+bombing"},
		{"a word of all", "q=report"}, {"a box on the map", "bbox=10,10,20,20"},
		{"all of it at once", "kind=bombing&status=undisputed&grade=fair&several=true&q=group&" + month},
		{"as of the middle", "as-of=" + day(1825)}, {"as of the middle, to review", "sort=review&as-of=" + day(1825)},
		{"as of the middle, a country", "country=C7&as-of=" + day(1825)},
		{"as of the middle, a status", "status=undisputed&as-of=" + day(1825)},
		{"as of the last year", "as-of=" + day(3300)}, {"as of the first year", "as-of=" + day(300)},
	}
}

// ask prints how long lists and single incidents take.
func ask(ctx context.Context, book *app.Casebook) error {
	for _, l := range lists() {
		v, err := url.ParseQuery(l[1])
		if err != nil {
			return err
		}
		q, err := casebook.ParseQuery(v)
		if err != nil {
			return fmt.Errorf("%s: %w", l[0], err)
		}
		q.Limit = pageSize
		if err := askList(ctx, book, l[0], q); err != nil {
			return err
		}
	}
	q := casebook.Query{Page: tocsin.Page{Limit: pageSize, Offset: 5000}}
	if err := askList(ctx, book, "all, page 101", q); err != nil {
		return err
	}
	if err := askMiddle(ctx, book); err != nil {
		return err
	}
	return askOne(ctx, book)
}

// askMiddle asks for what the store knew when it was half full.
func askMiddle(ctx context.Context, book *app.Casebook) error {
	q := casebook.Query{Several: true, Page: tocsin.Page{Limit: 1}}
	_, total, err := book.List(ctx, q)
	if err != nil || total == 0 {
		return err
	}
	q.Offset = total / 2
	middle, _, err := book.List(ctx, q)
	if err != nil {
		return err
	}
	f, err := book.Open(ctx, middle[0].ID, assess.Moment{})
	if err != nil {
		return err
	}
	at := assess.Moment{Clock: assess.ByLearning, Time: f.Assessment.Reports[0].Learned}
	return askList(ctx, book, "as learned by the middle", casebook.Query{At: at, Page: tocsin.Page{Limit: pageSize}})
}

func askList(ctx context.Context, book *app.Casebook, name string, q casebook.Query) error {
	var times []time.Duration
	var n int
	for range asked {
		start := time.Now()
		var err error
		if _, n, err = book.List(ctx, q); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		times = append(times, time.Since(start))
	}
	print95(name, n, times)
	return nil
}

func askOne(ctx context.Context, book *app.Casebook) error {
	q := casebook.Query{Several: true, Page: tocsin.Page{Limit: asked, Offset: 100}}
	list, n, err := book.List(ctx, q)
	if err != nil {
		return err
	}
	var times []time.Duration
	for _, c := range list {
		start := time.Now()
		if _, err := book.Open(ctx, c.ID, assess.Moment{}); err != nil {
			return err
		}
		times = append(times, time.Since(start))
	}
	print95("one incident", n, times)
	return nil
}

func print95(name string, n int, times []time.Duration) {
	slices.Sort(times)
	fmt.Printf("%-28s %8d found   median %8v   p95 %8v\n", name, n,
		times[len(times)/2].Round(10*time.Microsecond), times[len(times)*95/100].Round(10*time.Microsecond))
}
