package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tocsin"
)

// Purge deletes documents and what was made of them: the bytes, the text, the
// record, what is searched, and snapshots that tell of them. Hashes stay, and what
// bears one is not taken again. Incidents that the articles shared in wait to be
// linked anew. What was deleted is overwritten in the file before Purge returns.
func (s *Store) Purge(ctx context.Context, q tocsin.PurgeQuery) (done tocsin.Purged, err error) {
	if len(q.Articles) == 0 && q.Source == "" && q.Marking == "" && q.Before.IsZero() && q.PastTime == nil {
		return done, errors.New("purge: nothing is selected; name articles, a source, a marking or a time")
	}
	err = s.write(ctx, "purge", func(tx *change) error {
		done, err = s.purge(ctx, tx, q)
		if err == nil && q.Try {
			err = errTry
		}
		return err
	})
	if errors.Is(err, errTry) {
		return done, nil
	}
	if err != nil {
		return tocsin.Purged{}, err
	}
	if done.Documents == 0 {
		return done, nil
	}
	return done, s.Overwrite(ctx)
}

// Overwrite empties the write-ahead log, which may hold pages as they were before
// something was purged; where somebody reads from it, that happens later.
func (s *Store) Overwrite(ctx context.Context) error {
	if _, err := s.db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return fmt.Errorf("overwrite what was purged: %w", advise(err))
	}
	return nil
}

// errTry undoes a purge that was only tried.
var errTry = errors.New("only tried")

func (s *Store) purge(ctx context.Context, tx *change, q tocsin.PurgeQuery) (done tocsin.Purged, err error) {
	if _, err := tx.exec(ctx, "PRAGMA secure_delete = ON"); err != nil {
		return done, err
	}
	documents, articles, of, err := selected(ctx, tx, q)
	if err != nil {
		return done, err
	}
	done.By = of
	done.Documents = len(documents)
	for _, row := range documents {
		if err := s.purgeDocument(ctx, tx, row, q); err != nil {
			return done, err
		}
	}
	if q.EvidenceOnly {
		return done, nil
	}
	for _, row := range articles {
		left, err := tx.integers(ctx, `SELECT row FROM documents WHERE article = ?`, row)
		if err != nil {
			return done, err
		}
		if len(left) > 0 {
			continue // another document says the same
		}
		names, err := s.purgeArticle(ctx, tx, row)
		if err != nil {
			return done, err
		}
		done.Articles++
		done.Snapshots = append(done.Snapshots, names...)
	}
	slices.Sort(done.Snapshots)
	done.Snapshots = slices.Compact(done.Snapshots)
	return done, nil
}

// selected returns the rows of the documents that q selects, and of the articles
// that they were read as, and counts them by their sources.
func selected(ctx context.Context, tx *change, q tocsin.PurgeQuery) (documents, articles []int64, of []tocsin.PurgedOf, err error) {
	where, args := []string{"b.coding <> 'purged'"}, []any{}
	if len(q.Articles) > 0 {
		where = append(where, "a.story IN (SELECT story FROM articles WHERE id IN ("+marks(len(q.Articles))+"))")
		args = append(args, anys(q.Articles)...)
	}
	if q.Source != "" {
		where, args = append(where, "d.source = ?"), append(args, q.Source)
	}
	if q.Marking != "" {
		where, args = append(where, "d.source IN (SELECT id FROM known_sources WHERE marking = ?)"), append(args, string(q.Marking))
	}
	if q.PastTime != nil {
		long, with := past(q)
		where, args = append(where, long), append(args, with...)
	}
	if !q.Before.IsZero() {
		where, args = append(where, "d.seen < ?"), append(args, millis(q.Before))
	}
	if !q.EvidenceOnly {
		where[0] = "true"
	}
	from := ` FROM documents d JOIN bodies b ON b.hash = d.body LEFT JOIN articles a ON a.row = d.article WHERE ` + strings.Join(where, " AND ")
	if documents, err = tx.integers(ctx, "SELECT d.row"+from+" ORDER BY d.row", args...); err != nil {
		return nil, nil, nil, err
	}
	if of, err = by(ctx, tx, from, args); err != nil {
		return nil, nil, nil, err
	}
	articles, err = tx.integers(ctx, "SELECT DISTINCT a.row"+from+" AND a.row IS NOT NULL", args...)
	return documents, articles, of, err
}

// purgeDocument deletes the bytes of a document, and all that is known of it but
// for their hash; of the evidence alone, what is known of it stays.
func (s *Store) purgeDocument(ctx context.Context, tx *change, row int64, q tocsin.PurgeQuery) error {
	var hash string
	if err := tx.scan(ctx, `SELECT body FROM documents WHERE row = ?`, []any{row}, []any{&hash}); err != nil {
		return err
	}
	if q.EvidenceOnly {
		if _, err := tx.exec(ctx, `UPDATE bodies SET coding = 'purged', data = x'' WHERE hash = ?`, hash); err != nil {
			return err
		}
		// Without its bytes a document is never read again.
		_, err := tx.exec(ctx, `DELETE FROM work WHERE stage = ? AND item IN (SELECT row FROM documents WHERE body = ?)`, stageRead, hash)
		return err
	}
	for _, query := range []string{
		`DELETE FROM work WHERE stage = 'read' AND item = ?`,
		`DELETE FROM documents WHERE row = ?`,
	} {
		if _, err := tx.exec(ctx, query, row); err != nil {
			return err
		}
	}
	_, err := tx.exec(ctx, `DELETE FROM bodies WHERE hash = ?1 AND hash NOT IN (SELECT body FROM documents WHERE body = ?1)`, hash)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO tombstones VALUES (?,?,?) ON CONFLICT DO NOTHING`, hash, millis(s.now()), q.Reason)
	return err
}

// purgeArticle empties an article, and returns the names of the snapshots that
// told of it, which are deleted. Its row stays as the tombstone, and waits to be
// linked: what it told leaves the incidents that it shared in.
func (s *Store) purgeArticle(ctx context.Context, tx *change, row int64) ([]string, error) {
	var id string
	if err := tx.scan(ctx, `SELECT id FROM articles WHERE row = ?`, []any{row}, []any{&id}); err != nil {
		return nil, err
	}
	for _, query := range []string{
		`INSERT INTO article_words (article_words, rowid, title, text) SELECT 'delete', row, title, text FROM articles WHERE row = ?`,
		`INSERT INTO article_words (rowid, title, text) VALUES (?, '', '')`,
		`DELETE FROM listings WHERE id IN (SELECT dossier FROM tellings WHERE article = ?)`,
		`DELETE FROM incidents WHERE article = ?`,
		`UPDATE records SET json = '{"incidents":[]}' WHERE article = ?`,
		`DELETE FROM bands WHERE article = ?`,
		`DELETE FROM recoded WHERE article = ?`,
		`DELETE FROM retold WHERE article = ?`,
		`DELETE FROM work WHERE stage = 'code' AND item = ?`,
		`UPDATE leads SET title = '' WHERE url IN (SELECT url FROM articles WHERE row = ?)`,
	} {
		if _, err := tx.exec(ctx, query, row); err != nil {
			return nil, err
		}
	}
	_, err := tx.exec(ctx, `UPDATE articles SET purged = ?, current = 0, name = '', published = NULL, outlet = '', url = '', address = '',
		title = '', text = '', texthash = '', lang = '', notes = 'null', fingerprint = x'', origin = '' WHERE row = ?`, millis(s.now()), row)
	if err != nil {
		return nil, err
	}
	names, err := tx.texts(ctx, `SELECT name FROM snapshots WHERE instr(body, ?) ORDER BY name`, id)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if _, err := tx.exec(ctx, `DELETE FROM snapshots WHERE name = ?`, name); err != nil {
			return nil, err
		}
	}
	return names, await(ctx, tx, stageLink, row)
}

// purged reports whether a body or an article of this hash was purged.
func purged(ctx context.Context, tx *change, hash string) (bool, error) {
	var was bool
	err := tx.scan(ctx, `SELECT EXISTS (SELECT 1 FROM tombstones WHERE hash = ?1)
		OR EXISTS (SELECT 1 FROM articles WHERE hash = ?1 AND purged > 0)`, []any{hash}, []any{&was})
	return was, err
}

// refuse buries a document whose article was purged, in another guise of bytes.
func (s *Store) refuse(ctx context.Context, tx *change, document int64) error {
	return s.purgeDocument(ctx, tx, document, tocsin.PurgeQuery{Reason: "its article was purged"})
}

func (c *change) integers(ctx context.Context, query string, args ...any) ([]int64, error) {
	return gather[int64](ctx, c, query, args)
}

func (c *change) texts(ctx context.Context, query string, args ...any) ([]string, error) {
	return gather[string](ctx, c, query, args)
}

// gather returns the one column of a query.
func gather[T any](ctx context.Context, c *change, query string, args []any) ([]T, error) {
	rows, err := c.query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return scanAll(rows, func(rows *sql.Rows) (v T, err error) { return v, rows.Scan(&v) })
}

// scanAll scans every row.
func scanAll[T any](rows *sql.Rows, scan func(*sql.Rows) (T, error)) ([]T, error) {
	all := []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}
