package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"tocsin"
)

// The stages whose items the store itself makes: a kept document waits to be
// read, a read article to be coded, a coded one to be linked. An incident that
// changed waits to be listed: see the triggers of listings.
const (
	stageRead = "read"
	stageCode = "code"
	stageLink = "link"
	stageList = "list"
)

// await makes an item wait for a stage, whatever became of it before.
func await(ctx context.Context, tx *change, stage string, item int64) error {
	_, err := tx.exec(ctx, `INSERT INTO work (stage, item, state, version, error, tries, at)
		VALUES (?,?,'waiting','','',0,0) ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0`, stage, item)
	return err
}

// settle stores what became of an item beside its result: this is the cursor. What
// failed is tried again later, a few times, unless its failure is lasting.
func (s *Store) settle(ctx context.Context, tx *change, by tocsin.Producer, item int64, failed string, lasting bool) error {
	state, due := tocsin.WorkDone, time.Time{}
	if failed != "" {
		state = tocsin.WorkFailed
	}
	if failed != "" && !lasting {
		var err error
		if due, err = s.nextTry(ctx, tx, by.Stage, item); err != nil {
			return err
		}
	}
	_, err := tx.exec(ctx, `INSERT INTO work (stage, item, state, version, error, tries, at, due)
		VALUES (?1,?2,?3,?4,?5,1,?6,?7) ON CONFLICT DO UPDATE
		SET state = ?3, version = ?4, error = ?5, tries = tries + 1, at = ?6, due = ?7`,
		by.Stage, item, string(state), by.Version, failed, millis(s.now()), millis(due))
	return err
}

// nextTry returns when an item that has just failed is to be tried again, the zero
// time where it was tried often enough.
func (s *Store) nextTry(ctx context.Context, tx *change, stage string, item int64) (time.Time, error) {
	var before int
	err := tx.scan(ctx, `SELECT tries FROM work WHERE stage = ? AND item = ?`, []any{stage, item}, []any{&before})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, err
	}
	tries := before + 1
	if tries >= tocsin.MaxTries {
		return time.Time{}, nil
	}
	return s.now().Add(tocsin.Backoff(tries, tocsin.RetryWait, tocsin.RetryWait<<tocsin.MaxTries, rand.Float64())), nil
}

// Renew begins a stage: where its version is not that by which it last began,
// all that it did or failed at waits again. It returns the number of items that
// now wait for that reason.
func (s *Store) Renew(ctx context.Context, by tocsin.Producer) (waiting int, err error) {
	err = s.write(ctx, "begin stage "+by.Stage, func(tx *change) error {
		var last string
		err := tx.scan(ctx, `SELECT version FROM cursors WHERE stage = ?`, []any{by.Stage}, []any{&last})
		if err == nil && last == by.Version {
			return nil
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		waiting, err = s.renew(ctx, tx, by)
		return err
	})
	return waiting, err
}

// renew makes all that another version of a stage did wait again, and notes that
// as a recoding where it is anything.
func (s *Store) renew(ctx context.Context, tx *change, by tocsin.Producer) (waiting int, err error) {
	var busy bool
	if err := tx.scan(ctx, `SELECT EXISTS (SELECT 1 FROM work WHERE state = 'waiting' AND stage <> ?)`, []any{stageList}, []any{&busy}); err != nil {
		return 0, err
	}
	_, err = tx.exec(ctx, `INSERT INTO cursors VALUES (?1,?2) ON CONFLICT DO UPDATE SET version = ?2`, by.Stage, by.Version)
	if err != nil {
		return 0, err
	}
	res, err := tx.exec(ctx, `UPDATE work SET state = 'waiting', tries = 0
		WHERE stage = ? AND version <> ? AND state <> 'waiting'`, by.Stage, by.Version)
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	// How lists are answered changes nothing that is told.
	if err == nil && n > 0 && by.Stage != stageList {
		err = s.noteRecoding(ctx, tx, by.Stage, int(n), busy)
	}
	return int(n), err
}

// Waiting returns at most limit items that wait for the stage, oldest first; where
// there is room for them, what failed and is due to be tried again is among them.
func (s *Store) Waiting(ctx context.Context, stage string, limit int) ([]int64, error) {
	scan := func(rows *sql.Rows) (item int64, err error) { return item, rows.Scan(&item) }
	items, err := list(ctx, s.db, `SELECT item FROM work WHERE stage = ? AND state = 'waiting'
		AND state <> 'done' ORDER BY item LIMIT ?`,
		[]any{stage, limit}, scan)
	if err == nil && len(items) < limit {
		var again []int64
		again, err = list(ctx, s.db, `SELECT item FROM work WHERE stage = ? AND state = 'failed' AND due > 0 AND due <= ?
			ORDER BY due LIMIT ?`, []any{stage, millis(s.now()), limit - len(items)}, scan)
		items = append(items, again...)
		slices.Sort(items)
	}
	if err != nil {
		return nil, fmt.Errorf("look for work of stage %s: %w", stage, advise(err))
	}
	return items, nil
}
