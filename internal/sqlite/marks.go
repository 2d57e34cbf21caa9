package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"tocsin"
)

// Mark returns how far an archive was kept, or a mark at its beginning where it was
// not begun, or changed since.
func (s *Store) Mark(ctx context.Context, source, path, stamp string) (tocsin.Mark, error) {
	m := tocsin.Mark{Source: source, Path: path, Stamp: stamp}
	err := s.db.QueryRowContext(ctx, `SELECT place, skip, records, taken, failed, error FROM marks
		WHERE source = ? AND path = ? AND stamp = ?`, source, path, stamp).
		Scan(&m.Offset, &m.Skip, &m.Records, &m.Taken, &m.Failed, &m.First)
	if errors.Is(err, sql.ErrNoRows) {
		return m, nil
	}
	return m, wrap("look how far "+path+" was kept", advise(err))
}

// Unmark forgets how far archives were kept: they have been read.
func (s *Store) Unmark(ctx context.Context, source string, paths []string) error {
	return s.write(ctx, "forget how far archives were kept", func(tx *change) error {
		for _, path := range paths {
			if err := unmark(ctx, tx, source, path); err != nil {
				return err
			}
		}
		return nil
	})
}

func unmark(ctx context.Context, tx *change, source, path string) error {
	_, err := tx.exec(ctx, `DELETE FROM marks WHERE source = ? AND path = ?`, source, path)
	return err
}

func putMark(ctx context.Context, tx *change, m tocsin.Mark) error {
	_, err := tx.exec(ctx, `INSERT OR REPLACE INTO marks (source, path, stamp, place, skip, records, taken, failed, error)
		VALUES (`+marks(9)+`)`, m.Source, m.Path, m.Stamp, m.Offset, m.Skip, m.Records, m.Taken, m.Failed, m.First)
	return err
}
