package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"tocsin/internal/link"
)

// Joins returns at most limit links that hold together the dossier to which an ID
// leads, decisions first, then the strongest, and its tellings by their IDs. The
// error is [tocsin.ErrNotFound] where there is no such dossier.
func (s *Store) Joins(ctx context.Context, id string, limit int) ([]link.Link, map[string]link.Telling, error) {
	dossier, err := s.leads(ctx, id)
	if err != nil {
		return nil, nil, wrap(fmt.Sprintf("incident %q", id), err)
	}
	told := map[string]link.Telling{}
	_, err = list(ctx, s.db, `SELECT json FROM tellings WHERE dossier = ?`, []any{dossier}, func(rows *sql.Rows) (t link.Telling, err error) {
		var encoded []byte
		if err = rows.Scan(&encoded); err == nil {
			err = json.Unmarshal(encoded, &t)
		}
		told[t.ID] = t
		return t, err
	})
	if err != nil {
		return nil, nil, wrap(fmt.Sprintf("incident %q", id), err)
	}
	links, err := list(ctx, s.db, `SELECT l.a, l.b, l.type, l.score FROM tellings t JOIN links l ON l.a = t.id JOIN tellings o ON o.id = l.b
		WHERE t.dossier = ?1 AND o.dossier = ?1 AND l.type IN (0, 2) ORDER BY l.type DESC, l.score DESC, l.a, l.b LIMIT ?2`,
		[]any{dossier, limit}, func(rows *sql.Rows) (l link.Link, err error) {
			var a, b int64
			err = rows.Scan(&a, &b, &l.Type, &l.Score)
			l.A, l.B = identifier(a), identifier(b)
			return l, err
		})
	return links, told, wrap(fmt.Sprintf("incident %q", id), err)
}
