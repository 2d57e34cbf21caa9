package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"tocsin"
	"tocsin/internal/assess"
	"tocsin/internal/casebook"
	"tocsin/internal/pipeline"
	"tocsin/internal/review"
	"tocsin/internal/sqlite"
)

// Casebook reads and decides on the incidents of a store. It is safe for
// concurrent use.
type Casebook struct {
	shelf
	links *pipeline.LinkStage
	lists *pipeline.ListStage
	now   func() time.Time
}

// OpenCasebook opens the casebook of the store at path, which must be there. Close
// it after use.
func OpenCasebook(ctx context.Context, path string) (*Casebook, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open store %s: %w; tocsin run makes one", path, err)
	}
	store, err := OpenStore(ctx, path)
	if err != nil {
		return nil, err
	}
	c, err := newCasebook(store, time.Now)
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return c, nil
}

// Close closes the store.
func (c *Casebook) Close() error { return c.store.Close() }

// newCasebook returns the casebook of a store.
func newCasebook(store *sqlite.Store, now func() time.Time) (*Casebook, error) {
	shelf, err := newShelf(store)
	if err != nil {
		return nil, err
	}
	links, err := NewLinkStage(store)
	if err != nil {
		return nil, fmt.Errorf("load linking: %w", err)
	}
	return &Casebook{shelf, links, newListStage(shelf), now}, nil
}

// Open returns an incident as of a moment, or an error that is
// [tocsin.ErrNotFound] where the store has none of that ID or it was not known yet.
func (c *Casebook) Open(ctx context.Context, id string, at assess.Moment) (casebook.File, error) {
	f, err := c.folder(ctx, id)
	if err != nil {
		return casebook.File{}, err
	}
	file, known := c.binder.Open(f, at, time.Time{})
	if !known {
		return file, fmt.Errorf("incident %s was not known at %s: %w", id, at.Time.Format(time.RFC3339), tocsin.ErrNotFound)
	}
	return file, nil
}

// History returns the moments at which what was known of an incident changed.
func (c *Casebook) History(ctx context.Context, id string, clock assess.Clock) ([]assess.Step, error) {
	f, err := c.folder(ctx, id)
	if err != nil {
		return nil, err
	}
	return c.binder.History(f, clock), nil
}

// Decide stores a decision on the incident of an ID and returns the incident as it
// then stands. The decision's author, action and what the action needs are given;
// tellings of a merge are the IDs of incidents. Seen is the number of the last
// decision that the analyst saw, -1 for whatever is the last.
func (c *Casebook) Decide(ctx context.Context, id string, d tocsin.Decision, seen int) (casebook.File, error) {
	f, err := c.folder(ctx, id)
	if err != nil {
		return casebook.File{}, err
	}
	now, known := c.binder.Open(f, assess.Moment{}, time.Time{})
	if !known {
		return now, fmt.Errorf("incident %s: no report tells of it any more: %w", id, tocsin.ErrNotFound)
	}
	if seen < 0 {
		seen = now.Revision
	}
	if err := c.complete(ctx, &d, f, now); err != nil {
		return now, err
	}
	if err := review.Check(d, now.Review, f.Tellings()); err != nil {
		return now, &casebook.Refusal{Err: err}
	}
	before, err := c.store.AllDecisions(ctx)
	if err != nil {
		return now, err
	}
	if _, err := c.store.Decide(ctx, d, f.Tellings(), seen); err != nil {
		return now, err
	}
	if err := c.relink(ctx, before); err != nil {
		return now, err
	}
	if err := c.relist(ctx); err != nil {
		return now, err
	}
	return c.Open(ctx, f.Dossier.ID, assess.Moment{})
}

// complete fills in what the analyst need not give.
func (c *Casebook) complete(ctx context.Context, d *tocsin.Decision, f casebook.Folder, now casebook.File) error {
	d.Incident, d.At, d.Basis, d.Reports = f.Dossier.ID, c.now().UTC(), now.Machine, now.Reports
	switch d.Action {
	case tocsin.Pin:
		if d.Value == "" {
			d.Value = now.Values[d.Field]
		}
	case tocsin.Split:
		for _, t := range f.Tellings() {
			if !slices.Contains(d.Tellings, t) {
				d.Rest = append(d.Rest, t)
			}
		}
	case tocsin.Merge:
		for i, id := range d.Tellings {
			other, err := c.store.Dossier(ctx, id)
			if err != nil {
				return &casebook.Refusal{Err: fmt.Errorf("incident %s: %w", id, err)}
			}
			d.Tellings[i] = other.ID
		}
	}
	return nil
}

// relink tells linking which pairs are decided otherwise than before.
func (c *Casebook) relink(ctx context.Context, before []tocsin.Decision) error {
	after, err := c.store.AllDecisions(ctx)
	if err != nil {
		return err
	}
	old, new := review.Constraints(before), review.Constraints(after)
	made := lacking(new, old, func(a, b tocsin.Constraint) bool { return a == b })
	undone := lacking(old, new, func(a, b tocsin.Constraint) bool { return a.A == b.A && a.B == b.B })
	if len(made)+len(undone) == 0 {
		return nil
	}
	if _, err := c.links.Decide(ctx, made, undone); err != nil {
		return fmt.Errorf("link by what was decided: %w", err)
	}
	return nil
}

// relist does some of what waits to be listed: what a decision changed is little,
// and where there is more, a pipeline is at work or will be.
func (c *Casebook) relist(ctx context.Context) error {
	by := c.lists.Producer()
	if _, err := c.store.Renew(ctx, by); err != nil {
		return err
	}
	items, err := c.store.Waiting(ctx, by.Stage, folderBatch)
	if err == nil && len(items) > 0 {
		_, err = c.lists.Work(ctx, items)
	}
	return err
}

// lacking returns those of all that others has no like of.
func lacking(all, others []tocsin.Constraint, like func(a, b tocsin.Constraint) bool) []tocsin.Constraint {
	return slices.DeleteFunc(slices.Clone(all), func(a tocsin.Constraint) bool {
		return slices.ContainsFunc(others, func(b tocsin.Constraint) bool { return like(a, b) })
	})
}

// Snapshot stores under a name what a query selects now, as it stands.
func (c *Casebook) Snapshot(ctx context.Context, name, author string, q casebook.Query) (tocsin.Snapshot, error) {
	if strings.TrimSpace(name) == "" || len(name) > 100 || strings.ContainsAny(name, "\r\n") {
		return tocsin.Snapshot{}, &casebook.Refusal{Err: errors.New("a snapshot's name is one line of 1 to 100 characters")}
	}
	// Stored times are whole milliseconds: what is verified later must be the same.
	at := c.now().UTC().Truncate(time.Millisecond)
	body, hash, n, err := c.canonical(ctx, q, at)
	if err != nil {
		return tocsin.Snapshot{}, err
	}
	snap := tocsin.Snapshot{Name: name, Author: author, At: at, Query: q.Encode(), Hash: hash, Incidents: n, Body: body}
	return snap, c.store.PutSnapshot(ctx, snap)
}

// canonical returns what a query selects of what was learned and decided by a
// time, as the bytes of a snapshot.
func (c *Casebook) canonical(ctx context.Context, q casebook.Query, cutoff time.Time) (body []byte, hash string, n int, err error) {
	q.Cutoff, q.Page = cutoff, tocsin.Page{}
	files := []casebook.File{}
	if err := c.each(ctx, q, func(f casebook.File) { files = append(files, f) }); err != nil {
		return nil, "", 0, err
	}
	slices.SortFunc(files, func(a, b casebook.File) int { return strings.Compare(a.ID, b.ID) })
	body, hash, err = casebook.Canonical(q, files)
	return body, hash, len(files), err
}

// Snapshots returns all snapshots without their bodies, latest first.
func (c *Casebook) Snapshots(ctx context.Context) ([]tocsin.Snapshot, error) {
	return c.store.Snapshots(ctx)
}

// Cited returns a snapshot, or an error that is [tocsin.ErrNotFound] or tells that
// its bytes are no longer those that were kept.
func (c *Casebook) Cited(ctx context.Context, name string) (tocsin.Snapshot, error) {
	snap, err := c.store.Snapshot(ctx, name)
	if err != nil {
		return snap, err
	}
	if sum := sha256.Sum256(snap.Body); hex.EncodeToString(sum[:]) != snap.Hash {
		return snap, fmt.Errorf("snapshot %s: its bytes are not those that were kept; bring back a copy of the store", name)
	}
	return snap, nil
}

// Verify makes a snapshot again from the store, and reports whether the same bytes
// come out. A coding by other rules since then gives others; what was cited stays
// stored as it was.
func (c *Casebook) Verify(ctx context.Context, name string) (snap tocsin.Snapshot, same bool, err error) {
	if snap, err = c.Cited(ctx, name); err != nil {
		return snap, false, err
	}
	v, err := url.ParseQuery(snap.Query)
	if err != nil {
		return snap, false, fmt.Errorf("snapshot %s: %w", name, err)
	}
	q, err := casebook.ParseQuery(v)
	if err != nil {
		return snap, false, fmt.Errorf("snapshot %s: %w", name, err)
	}
	body, _, _, err := c.canonical(ctx, q, snap.At)
	return snap, bytes.Equal(body, snap.Body), err
}

// Diff tells what changed in what was known of an incident from one moment to
// another.
func (c *Casebook) Diff(ctx context.Context, id string, from, to assess.Moment) ([]assess.Change, error) {
	f, err := c.folder(ctx, id)
	if err != nil {
		return nil, err
	}
	before, _ := c.binder.Open(f, from, time.Time{})
	after, _ := c.binder.Open(f, to, time.Time{})
	return assess.Diff(before.Assessment, after.Assessment), nil
}
