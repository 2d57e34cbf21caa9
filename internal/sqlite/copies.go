package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"

	"tocsin"
)

// maxCandidates is the number of articles that a new one is compared with, the
// latest first: forms that an outlet fills in may share keys by the thousand.
const maxCandidates = 200

// joinCopies puts an article into the group of those that it is a copy of, and
// joins groups that it shows to be one. An article whose fingerprint is as it was
// stays where it is.
func joinCopies(ctx context.Context, tx *change, row int64, r tocsin.Reading) error {
	var before []byte
	if err := tx.scan(ctx, `SELECT fingerprint FROM articles WHERE row = ?`, []any{row}, []any{&before}); err != nil {
		return err
	}
	print := r.Fingerprint.Encode()
	group, similarity := row, 1.0
	if !bytes.Equal(before, print) {
		if _, err := tx.exec(ctx, `DELETE FROM bands WHERE article = ?`, row); err != nil {
			return err
		}
		var err error
		if group, similarity, err = findCopies(ctx, tx, row, r); err != nil {
			return err
		}
		for _, key := range r.Fingerprint.Bands() {
			if _, err := tx.exec(ctx, `INSERT OR IGNORE INTO bands VALUES (?,?)`, key, row); err != nil {
				return err
			}
		}
	} else if err := tx.scan(ctx, `SELECT iif(copies = 0, row, copies), similarity FROM articles WHERE row = ?`,
		[]any{row}, []any{&group, &similarity}); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `UPDATE articles SET copies = ?, similarity = ?, origin = ?, fingerprint = ? WHERE row = ?`,
		group, similarity, r.Origin, print, row)
	return err
}

// findCopies returns the group of the articles that r is a copy of, its own row
// where there are none, and the similarity to the most alike.
func findCopies(ctx context.Context, tx *change, row int64, r tocsin.Reading) (group int64, similarity float64, err error) {
	group, similarity = row, 1
	best, others := 0.0, map[int64]bool{}
	candidates, err := candidates(ctx, tx, row, r.Fingerprint.Bands())
	for _, c := range candidates {
		s := r.Fingerprint.Similarity(c.print)
		if s < tocsin.CopySimilarity || apart(r.Report.Published, c.published) {
			continue
		}
		others[c.group] = true
		group = min(group, c.group)
		best = max(best, s)
	}
	if best > 0 {
		similarity = best
	}
	for other := range others {
		if other == group || err != nil {
			continue
		}
		// Linking weighs who is a copy of whom.
		_, err = tx.exec(ctx, `INSERT INTO work (stage, item, state, version, error, tries, at)
			SELECT 'link', a.row, 'waiting', '', '', 0, 0 FROM articles a JOIN records r ON r.article = a.row WHERE a.copies = ?
			ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0`, other)
		if err == nil {
			_, err = tx.exec(ctx, `UPDATE articles SET copies = ? WHERE copies = ?`, group, other)
		}
	}
	return group, similarity, err
}

// apart reports whether two days are further from one another than copies are.
func apart(a, b *tocsin.Day) bool {
	return a != nil && b != nil && max(*a-*b, *b-*a) > tocsin.CopyDays
}

// candidate is an article that may be a copy.
type candidate struct {
	print     tocsin.Fingerprint
	group     int64
	published *tocsin.Day
}

func candidates(ctx context.Context, tx *change, row int64, keys []int64) ([]candidate, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	args := make([]any, 0, len(keys)+2)
	for _, key := range keys {
		args = append(args, key)
	}
	rows, err := tx.query(ctx, `SELECT DISTINCT a.fingerprint, a.copies, a.published, a.row FROM bands b JOIN articles a ON a.row = b.article
		WHERE b.key IN (`+marks(len(keys))+`) AND b.article <> ? ORDER BY a.row DESC LIMIT ?`, append(args, row, maxCandidates)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []candidate
	for rows.Next() {
		var c candidate
		var print []byte
		var published sql.NullString
		var other int64
		if err := rows.Scan(&print, &c.group, &published, &other); err != nil {
			return nil, err
		}
		c.print = tocsin.DecodeFingerprint(print)
		if c.published, err = parseDay(published); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, rows.Err()
}

// Copies returns the group of articles that have one wording with an article, by
// its ID, itself among them: first published first, current versions only. The
// error is [tocsin.ErrNotFound] where there is no such article.
func (s *Store) Copies(ctx context.Context, id string) (tocsin.CopyGroup, error) {
	g := tocsin.CopyGroup{Articles: []tocsin.Copy{}}
	if err := s.db.QueryRowContext(ctx, `SELECT copies FROM articles WHERE id = ?`, id).Scan(&g.ID); err != nil {
		return g, wrap(fmt.Sprintf("the copies of article %q", id), noRows(err))
	}
	var err error
	g.Articles, err = list(ctx, s.db, `SELECT id, published, outlet, title, origin, similarity FROM articles
		WHERE copies = ? AND current ORDER BY published IS NULL, published, row`, []any{g.ID},
		func(rows *sql.Rows) (c tocsin.Copy, err error) {
			var published sql.NullString
			if err = rows.Scan(&c.ID, &published, &c.Outlet, &c.Title, &c.Origin, &c.Similarity); err == nil {
				c.Published, err = parseDay(published)
			}
			return c, err
		})
	for _, c := range g.Articles {
		if g.Origin == "" {
			g.Origin = c.Origin
		}
	}
	return g, wrap(fmt.Sprintf("the copies of article %q", id), err)
}
