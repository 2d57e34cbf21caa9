package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"tocsin"
)

// Decide stores a decision and returns its number. The decision is on the
// incident that has tellings; seen is the number of the last decision on them
// that the analyst knew, 0 for none. It returns an error that is
// [tocsin.ErrDecided] where there is a later one: of two analysts who decide at
// once, the second is told what the first decided.
func (s *Store) Decide(ctx context.Context, d tocsin.Decision, tellings []string, seen int) (int, error) {
	release, err := s.takeTurn(ctx)
	if err != nil {
		return 0, fmt.Errorf("decide on %s: %w", d.Incident, err)
	}
	defer release()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("decide on %s: %w", d.Incident, advise(err))
	}
	defer tx.Rollback() // without effect once committed
	led, err := leading(ctx, tx, tellings)
	if err != nil {
		return 0, fmt.Errorf("decide on %s: %w", d.Incident, err)
	}
	last, err := list(ctx, tx, `SELECT number, json FROM decisions WHERE incident IN `+idList+
		` ORDER BY number DESC LIMIT 1`, []any{asList(slices.Collect(maps.Keys(led)))}, scanDecision)
	if err != nil {
		return 0, fmt.Errorf("decide on %s: %w", d.Incident, err)
	}
	if len(last) > 0 && last[0].Number != seen {
		o := last[0]
		return 0, fmt.Errorf("incident %s: %w: decision %d, %s by %s on %s; look at it again, and decide again if you still want to",
			d.Incident, tocsin.ErrDecided, o.Number, o.Action, o.Author, o.At.UTC().Format("2006-01-02 15:04 MST"))
	}
	d.Number = 0
	encoded, err := json.Marshal(d)
	if err != nil {
		return 0, fmt.Errorf("decide on %s: %w", d.Incident, err)
	}
	res, err := tx.ExecContext(ctx, `INSERT INTO decisions (incident, author, at, json) VALUES (?,?,?,?)`,
		d.Incident, d.Author, d.At.UnixMilli(), string(encoded))
	if err != nil {
		return 0, fmt.Errorf("decide on %s: %w", d.Incident, advise(err))
	}
	number, err := res.LastInsertId()
	if err == nil {
		err = awaitListing(ctx, tx, tellings)
	}
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		return 0, fmt.Errorf("decide on %s: %w", d.Incident, advise(err))
	}
	return int(number), nil
}

// awaitListing makes the dossiers of tellings wait to be listed anew.
func awaitListing(ctx context.Context, tx *sql.Tx, tellings []string) error {
	ids, err := numbers(tellings)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO work (stage, item, state, version, error, tries, at)
		SELECT DISTINCT ?, dossier, 'waiting', '', '', 0, 0 FROM tellings WHERE id IN `+idList+` AND dossier <> 0
		ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0`, stageList, ids)
	return err
}

// idList is a condition's list of IDs, given as one JSON argument.
const idList = "(SELECT value FROM json_each(?))"

func asList(ids []string) string {
	b, err := json.Marshal(ids)
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(b)
}

// leading returns the IDs that lead to tellings, with the telling that each leads
// to: their own, and those of tellings that they took the place of.
func leading(ctx context.Context, db asker, tellings []string) (map[string]string, error) {
	ids, err := numbers(tellings)
	if err != nil {
		return nil, err
	}
	type step struct{ id, telling int64 }
	steps, err := list(ctx, db, `WITH RECURSIVE back (id, telling) AS (SELECT value, value FROM json_each(?)
		UNION SELECT r.old, b.telling FROM back b JOIN redirects r ON r.now = b.id)
		SELECT id, telling FROM back`, []any{ids}, func(rows *sql.Rows) (s step, err error) {
		return s, rows.Scan(&s.id, &s.telling)
	})
	out := make(map[string]string, len(steps))
	for _, s := range steps {
		out[identifier(s.id)] = identifier(s.telling)
	}
	return out, err
}

// Decisions returns the decisions on tellings, and on those that they took the
// place of, by telling, in the order of their numbers.
func (s *Store) Decisions(ctx context.Context, tellings []string) (map[string][]tocsin.Decision, error) {
	led, err := leading(ctx, s.db, tellings)
	if err != nil {
		return nil, fmt.Errorf("read the decisions: %w", err)
	}
	all, err := list(ctx, s.db, `SELECT number, json FROM decisions WHERE incident IN `+idList+
		` ORDER BY number`, []any{asList(slices.Collect(maps.Keys(led)))}, scanDecision)
	out := map[string][]tocsin.Decision{}
	for _, d := range all {
		out[led[d.Incident]] = append(out[led[d.Incident]], d)
	}
	return out, wrap("read the decisions", err)
}

// AllDecisions returns every decision in the order of their numbers.
func (s *Store) AllDecisions(ctx context.Context) ([]tocsin.Decision, error) {
	all, err := list(ctx, s.db, `SELECT number, json FROM decisions ORDER BY number`, nil, scanDecision)
	return all, wrap("read the decisions", err)
}

func scanDecision(rows *sql.Rows) (d tocsin.Decision, err error) {
	var number int
	var encoded []byte
	if err := rows.Scan(&number, &encoded); err != nil {
		return d, err
	}
	if err := json.Unmarshal(encoded, &d); err != nil {
		return d, fmt.Errorf("decision %d: %w", number, err)
	}
	d.Number = number
	return d, nil
}

// PutSnapshot stores a snapshot, or returns an error that is
// [tocsin.ErrNameTaken].
func (s *Store) PutSnapshot(ctx context.Context, snap tocsin.Snapshot) error {
	res, err := s.db.ExecContext(ctx, `INSERT INTO snapshots (name, author, at, query, hash, incidents, body)
		VALUES (?,?,?,?,?,?,?) ON CONFLICT DO NOTHING`,
		snap.Name, snap.Author, snap.At.UnixMilli(), snap.Query, snap.Hash, snap.Incidents, snap.Body)
	if err != nil {
		return fmt.Errorf("store snapshot %s: %w", snap.Name, advise(err))
	}
	if n, err := res.RowsAffected(); err == nil && n == 0 {
		return fmt.Errorf("snapshot %s: %w; choose another name", snap.Name, tocsin.ErrNameTaken)
	}
	return nil
}

// Snapshots returns all snapshots without their bodies, latest first.
func (s *Store) Snapshots(ctx context.Context) ([]tocsin.Snapshot, error) {
	all, err := list(ctx, s.db, `SELECT name, author, at, query, hash, incidents, NULL FROM snapshots
		ORDER BY at DESC, name`, nil, scanSnapshot)
	return all, wrap("list the snapshots", err)
}

// Snapshot returns a snapshot by name, or an error that is [tocsin.ErrNotFound].
func (s *Store) Snapshot(ctx context.Context, name string) (tocsin.Snapshot, error) {
	all, err := list(ctx, s.db, `SELECT name, author, at, query, hash, incidents, body FROM snapshots
		WHERE name = ?`, []any{name}, scanSnapshot)
	if err == nil && len(all) == 0 {
		err = tocsin.ErrNotFound
	}
	if err != nil {
		return tocsin.Snapshot{}, fmt.Errorf("snapshot %s: %w", name, err)
	}
	return all[0], nil
}

func scanSnapshot(rows *sql.Rows) (snap tocsin.Snapshot, err error) {
	var at int64
	err = rows.Scan(&snap.Name, &snap.Author, &at, &snap.Query, &snap.Hash, &snap.Incidents, &snap.Body)
	snap.At = time.UnixMilli(at).UTC()
	return snap, err
}
