package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"tocsin"
	"tocsin/internal/casebook"
)

// folderBatch is the number of dossiers whose reports are read at once.
const folderBatch = 200

// List returns a page of the incidents that a query selects, and how many it does.
// Limit 0 is no limit.
func (c *Casebook) List(ctx context.Context, q casebook.Query) ([]casebook.Case, int, error) {
	lines, others, total, err := c.lines(ctx, q)
	if err != nil {
		return nil, 0, fmt.Errorf("list the incidents: %w", err)
	}
	cases := make([]casebook.Case, len(lines))
	for i, l := range lines {
		if l.Body == nil {
			cases[i] = others[l.Dossier]
		} else if err := json.Unmarshal(l.Body, &cases[i]); err != nil {
			return nil, 0, fmt.Errorf("list the incidents: %s: %w", l.Dossier, err)
		}
	}
	return cases, total, nil
}

// each hands the incidents that a query selects to do, in order.
func (c *Casebook) each(ctx context.Context, q casebook.Query, do func(casebook.File)) error {
	lines, _, _, err := c.lines(ctx, q)
	if err != nil {
		return err
	}
	ids := make([]string, len(lines))
	for i, l := range lines {
		ids[i] = l.Dossier
	}
	return c.open(ctx, q, ids, func(_ casebook.Folder, f casebook.File) error { do(f); return nil })
}

// open hands the dossiers of the IDs to do as they were known at the query's
// moment, those that were.
func (c *Casebook) open(ctx context.Context, q casebook.Query, ids []string, do func(of casebook.Folder, f casebook.File) error) error {
	for some := range slices.Chunk(ids, folderBatch) {
		folders, err := c.folders(ctx, some)
		if err != nil {
			return err
		}
		for _, f := range folders {
			if file, known := c.binder.Open(f, q.At, q.Cutoff); known {
				if err := do(f, file); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// lines returns the page of a list by the store's listings, and how many
// incidents the list has. Those for which listings do not stand are looked at one
// by one and returned as others: those that changed since they were listed, those
// that changed after the query's moment, and, for words that listings cannot find,
// all that the rest of the query selects.
func (c *Casebook) lines(ctx context.Context, q casebook.Query) (lines []tocsin.Line, others map[string]casebook.Case, total int, err error) {
	l := q.Listings()
	if l.Except, err = c.store.Unlisted(ctx, c.lists.Producer()); err != nil {
		return nil, nil, 0, err
	}
	doubtful, err := c.store.Beyond(ctx, l.Known)
	if err != nil {
		return nil, nil, 0, err
	}
	if !q.Listable() {
		all := l
		all.All, all.Offset = true, 0
		rest, _, err := c.store.Listed(ctx, all)
		if err != nil {
			return nil, nil, 0, err
		}
		for _, r := range rest {
			l.Except = append(l.Except, r.Dossier)
		}
	}
	doubtful = slices.Concat(doubtful, l.Except)
	slices.Sort(doubtful)
	if l.Others, others, err = c.others(ctx, q, slices.Compact(doubtful)); err != nil {
		return nil, nil, 0, err
	}
	lines, total, err = c.store.Listed(ctx, l)
	return lines, others, total, err
}

// others returns those of the dossiers that a query selects.
func (c *Casebook) others(ctx context.Context, q casebook.Query, ids []string) (listings []tocsin.Listing, cases map[string]casebook.Case, err error) {
	cases = map[string]casebook.Case{}
	err = c.open(ctx, q, ids, func(of casebook.Folder, f casebook.File) error {
		if !q.Selects(f) {
			return nil
		}
		l, err := f.Listing(of)
		l.Words, l.Outlets, l.Body = "", nil, nil // there may be many
		listings, cases[of.Dossier.ID] = append(listings, l), f.Case
		return err
	})
	return listings, cases, err
}
