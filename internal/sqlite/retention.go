package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"tocsin"
)

// Retention returns the rules by which the store keeps what was collected, those for
// sources first, the one for all last.
func (s *Store) Retention(ctx context.Context) ([]tocsin.RetentionRule, error) {
	rules, err := list(ctx, s.db, `SELECT iif(scope = 'source', name, ''), iif(scope = 'marking', name, ''), class, age
		FROM retention ORDER BY scope DESC, name, class`, nil,
		func(rows *sql.Rows) (r tocsin.RetentionRule, err error) {
			return r, rows.Scan(&r.Source, &r.Marking, &r.Class, (*span)(&r.Age))
		})
	return rules, wrap("list the rules of retention", err)
}

// SetRetention stores a rule, in place of one for the same.
func (s *Store) SetRetention(ctx context.Context, r tocsin.RetentionRule) error {
	if err := r.Validate(); err != nil {
		return fmt.Errorf("set a rule of retention: %w", err)
	}
	scope, name := scopeOf(r)
	_, err := s.db.ExecContext(ctx, `INSERT OR REPLACE INTO retention VALUES (?,?,?,?)`, scope, name, string(r.Class), ageMillis(r.Age))
	return wrap("set a rule of retention", advise(err))
}

// ClearRetention deletes a rule, whatever its age. Its error is [tocsin.ErrNotFound]
// where there is none.
func (s *Store) ClearRetention(ctx context.Context, r tocsin.RetentionRule) error {
	scope, name := scopeOf(r)
	res, err := s.db.ExecContext(ctx, `DELETE FROM retention WHERE scope = ? AND name = ? AND class = ?`, scope, name, string(r.Class))
	return wrap("clear a rule of retention", changedOne(res, err, tocsin.ErrNotFound))
}

// ageMillis returns an age in milliseconds, rounded up: 0 stands for good.
func ageMillis(age time.Duration) int64 {
	return int64((age + time.Millisecond - 1) / time.Millisecond)
}

func scopeOf(r tocsin.RetentionRule) (scope, name string) {
	switch {
	case r.Source != "":
		return "source", r.Source
	case r.Marking != "":
		return "marking", string(r.Marking)
	}
	return "all", ""
}

// keptFor is how long a document d of a class is kept, in milliseconds, NULL for good.
// A rule for a source goes before one for its marking, and that before the one for
// all.
const keptFor = `nullif(coalesce(
	(SELECT age FROM retention WHERE scope = 'source' AND name = d.source AND class = ?),
	(SELECT age FROM retention WHERE scope = 'marking' AND class = ? AND name = (SELECT marking FROM known_sources WHERE id = d.source)),
	nullif(?, 0),
	(SELECT age FROM retention WHERE scope = 'all' AND class = ?)), 0)`

// past returns the condition that a document is past its time.
func past(q tocsin.PurgeQuery) (where string, args []any) {
	class := string(tocsin.RetainArticles)
	if q.EvidenceOnly {
		class = string(tocsin.RetainEvidence)
	}
	return "d.seen < ? - " + keptFor, []any{millis(q.PastTime.Now), class, class, ageMillis(q.PastTime.Otherwise), class}
}

// by counts documents by their sources.
func by(ctx context.Context, tx *change, from string, args []any) ([]tocsin.PurgedOf, error) {
	rows, err := tx.query(ctx, `SELECT d.source, coalesce((SELECT marking FROM known_sources WHERE id = d.source), ''),
		count(*), min(d.seen), max(d.seen)`+from+" GROUP BY 1 ORDER BY 1", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return scanAll(rows, func(rows *sql.Rows) (of tocsin.PurgedOf, err error) {
		return of, rows.Scan(&of.Source, &of.Marking, &of.Documents, (*instant)(&of.First), (*instant)(&of.Last))
	})
}
