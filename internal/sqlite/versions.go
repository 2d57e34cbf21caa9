package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"tocsin"
)

// Versions returns the versions of the story that an article is one of, by the
// article's ID, first kept first. The error is [tocsin.ErrNotFound] where there is
// no such article.
func (s *Store) Versions(ctx context.Context, id string) ([]tocsin.Version, error) {
	all, err := list(ctx, s.db, `SELECT a.id, a.title, a.published, a.current,
		coalesce((SELECT min(fetched) FROM documents d WHERE d.article = a.row), a.kept) AS came
		FROM articles a WHERE a.story = (SELECT story FROM articles WHERE id = ?) ORDER BY came, a.row`, []any{id},
		func(rows *sql.Rows) (v tocsin.Version, err error) {
			var published sql.NullString
			var kept int64
			if err = rows.Scan(&v.ID, &v.Title, &published, &v.Current, &kept); err == nil {
				v.Published, err = parseDay(published)
			}
			v.Kept = moment(kept)
			return v, err
		})
	if err == nil && len(all) == 0 {
		err = tocsin.ErrNotFound
	}
	return all, wrap(fmt.Sprintf("the versions of article %q", id), err)
}
