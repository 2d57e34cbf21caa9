package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"tocsin"
)

// Status tells how each stage of the pipeline stands, in the order of the flow.
func (s *Store) Status(ctx context.Context) ([]tocsin.StageStatus, error) {
	all, err := list(ctx, s.db, `SELECT c.stage, c.version,
		count(iif(w.state = 'waiting', 1, NULL)), count(iif(w.state = 'done', 1, NULL)),
		count(iif(w.state = 'failed', 1, NULL)), count(iif(w.state = 'failed' AND w.due = 0, 1, NULL)),
		coalesce(min(iif(w.state = 'waiting', w.since, NULL)), 0),
		coalesce(max(w.at), 0), coalesce(min(iif(w.state = 'failed' AND w.due > 0, w.due, NULL)), 0)
		FROM cursors c LEFT JOIN work w ON w.stage = c.stage GROUP BY c.stage
		ORDER BY iif(c.stage = 'read', 0, iif(c.stage = 'code', 1, 2)), c.stage`, nil,
		func(rows *sql.Rows) (st tocsin.StageStatus, err error) {
			err = rows.Scan(&st.Stage, &st.Version, &st.Waiting, &st.Done, &st.Failed, &st.GivenUp,
				(*instant)(&st.Oldest), (*instant)(&st.Last), (*instant)(&st.Next))
			return st, err
		})
	if err != nil {
		return nil, fmt.Errorf("tell how the stages stand: %w", advise(err))
	}
	return all, nil
}

// Brought tells, for each source, what its documents came to; those that a person
// gave stand under "".
func (s *Store) Brought(ctx context.Context) ([]tocsin.Brought, error) {
	all, err := list(ctx, s.db, `SELECT d.source, count(*), count(DISTINCT d.article), max(d.seen),
		count(iif(r.state = 'waiting' OR c.state = 'waiting', 1, NULL)),
		count(iif(r.state = 'failed' OR c.state = 'failed', 1, NULL))
		FROM documents d LEFT JOIN work r ON r.stage = 'read' AND r.item = d.row
		LEFT JOIN work c ON c.stage = 'code' AND c.item = d.article
		GROUP BY d.source ORDER BY d.source`, nil,
		func(rows *sql.Rows) (b tocsin.Brought, err error) {
			var last int64
			err = rows.Scan(&b.Source, &b.Documents, &b.Articles, &last, &b.Waiting, &b.Failed)
			b.Last = moment(last)
			return b, err
		})
	if err != nil {
		return nil, fmt.Errorf("tell what the sources brought: %w", advise(err))
	}
	return all, nil
}

// itemColumns name an item of the table work, and the source that brought it.
const itemColumns = `CASE w.stage WHEN 'read' THEN (SELECT name FROM documents WHERE row = w.item)
		ELSE (SELECT 'article ' || id FROM articles WHERE row = w.item) END,
	coalesce((SELECT source FROM documents WHERE iif(w.stage = 'read', row = w.item, article = w.item) LIMIT 1), '')`

// Failures returns at most limit items that stages could not do, latest first.
func (s *Store) Failures(ctx context.Context, limit int) ([]tocsin.Failure, error) {
	all, err := list(ctx, s.db, `SELECT w.stage, w.item, w.error, w.tries, w.at, w.due, `+itemColumns+`
		FROM work w WHERE w.state = 'failed' ORDER BY w.at DESC, w.stage, w.item DESC LIMIT ?`, []any{limit},
		func(rows *sql.Rows) (f tocsin.Failure, err error) {
			var name sql.NullString
			err = rows.Scan(&f.Stage, &f.Item, &f.Err, &f.Tries, (*instant)(&f.At), (*instant)(&f.Next), &name, &f.Source)
			f.Name = name.String
			return f, err
		})
	if err != nil {
		return nil, fmt.Errorf("list what failed: %w", advise(err))
	}
	return all, nil
}

// Retry makes what failed wait again, as if it had never been tried: of one stage, or of all for "", and of
// documents that one source brought, or of all for "". It returns how many items
// that are.
func (s *Store) Retry(ctx context.Context, stage, source string) (int, error) {
	where, args := []string{"state = 'failed'"}, []any{}
	if stage != "" {
		where, args = append(where, "stage = ?"), append(args, stage)
	}
	if source != "" {
		where = append(where, `EXISTS (SELECT 1 FROM documents d WHERE d.source = ?
			AND iif(work.stage = 'read', d.row = work.item, d.article = work.item))`)
		args = append(args, source)
	}
	n := 0
	err := s.write(ctx, "retry what failed", func(tx *change) error {
		res, err := tx.exec(ctx, `UPDATE work SET state = 'waiting', tries = 0 WHERE `+strings.Join(where, " AND "), args...)
		if err != nil {
			return err
		}
		changed, err := res.RowsAffected()
		n = int(changed)
		return err
	})
	return n, err
}
