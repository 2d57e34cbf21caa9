package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"tocsin"
)

// PutReadings stores what documents were read as, with the cursor of the stage
// that read them, in one transaction. A report that is there already keeps its
// row; a new one becomes the version of a story (see [Store.Versions]) and waits
// to be coded.
func (s *Store) PutReadings(ctx context.Context, by tocsin.Producer, batch []tocsin.Reading) error {
	return s.write(ctx, fmt.Sprintf("store %d reports", len(batch)), func(tx *change) error {
		for _, r := range batch {
			buried, err := s.putReading(ctx, tx, r)
			if err != nil {
				return fmt.Errorf("%s: %w", r.Name, err)
			}
			if buried {
				continue // its cursor went with it
			}
			if err := s.settle(ctx, tx, by, r.Document, r.Err, r.Lasting); err != nil {
				return fmt.Errorf("%s: %w", r.Name, err)
			}
		}
		return nil
	})
}

// putReading stores one reading, and reports whether the document was purged
// instead, because its article was.
func (s *Store) putReading(ctx context.Context, tx *change, r tocsin.Reading) (buried bool, err error) {
	if r.Err != "" {
		return false, nil
	}
	if len(r.Hash) < minHash {
		return false, fmt.Errorf("content hash %q: want %d characters or more", r.Hash, minHash)
	}
	if was, err := purged(ctx, tx, r.Hash); err != nil || was {
		return was, errors.Join(err, s.refuse(ctx, tx, r.Document))
	}
	article, err := s.putArticle(ctx, tx, r)
	if err != nil {
		return false, err
	}
	if err := joinCopies(ctx, tx, article, r); err != nil {
		return false, err
	}
	_, err = tx.exec(ctx, `UPDATE documents SET article = ? WHERE row = ?`, article, r.Document)
	if err != nil {
		return false, err
	}
	return false, turn(ctx, tx, article)
}

// putArticle returns the row of the report, stored anew where it is not there.
func (s *Store) putArticle(ctx context.Context, tx *change, r tocsin.Reading) (row int64, err error) {
	rep := r.Report
	notes, err := json.Marshal(r.Notes)
	if err != nil {
		return 0, err
	}
	err = tx.scan(ctx, `SELECT row FROM articles WHERE hash = ?`, []any{r.Hash}, []any{&row})
	if err == nil {
		_, err = tx.exec(ctx, `UPDATE articles SET basis = ?, lang = ?, notes = ? WHERE row = ?`,
			string(rep.Basis), rep.Lang, string(notes), row)
		return row, err
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	story, err := storyOf(ctx, tx, r)
	if err != nil {
		return 0, err
	}
	// What is only read otherwise than before was learned when it was first read.
	kept := millis(s.now())
	err = tx.scan(ctx, `SELECT a.kept FROM documents d JOIN articles a ON a.row = d.article WHERE d.row = ?`, []any{r.Document}, []any{&kept})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	res, err := tx.exec(ctx, `INSERT INTO articles (hash, id, name, published, basis, outlet, url, address,
		title, text, texthash, lang, notes, story, current, kept) VALUES (`+marks(16)+`)`, r.Hash, tocsin.ArticleID(r.Hash),
		rep.ID, day(rep.Published), string(rep.Basis), rep.Outlet, rep.URL, r.Address, rep.Title, rep.Text,
		textHash(rep.Text), rep.Lang, string(notes), story, story == 0, kept)
	if err != nil {
		return 0, err
	}
	if row, err = res.LastInsertId(); err != nil {
		return 0, err
	}
	if story == 0 {
		if _, err := tx.exec(ctx, `UPDATE articles SET story = row WHERE row = ?`, row); err != nil {
			return 0, err
		}
	}
	return row, await(ctx, tx, stageCode, row)
}

// minText is the length in bytes below which two equal texts may be chance.
const minText = 200

// textHash names a text, "" for one too short to be known again by it.
func textHash(text string) string {
	if len(text) < minText {
		return ""
	}
	return bodyHash([]byte(text))
}

// storyOf returns the story that a new report is a version of, 0 for none: that
// which its document was read as before, or that at its address, or that of the
// same text by the same outlet under another title.
func storyOf(ctx context.Context, tx *change, r tocsin.Reading) (story int64, err error) {
	err = tx.scan(ctx, `SELECT coalesce(
		(SELECT a.story FROM documents d JOIN articles a ON a.row = d.article WHERE d.row = ?1),
		(SELECT story FROM articles WHERE address = ?2 AND address <> '' ORDER BY row LIMIT 1),
		(SELECT story FROM articles WHERE texthash = ?3 AND texthash <> '' AND outlet = ?4
			AND (outlet <> '' OR address = '' OR ?2 = '') ORDER BY row LIMIT 1), 0)`,
		[]any{r.Document, r.Address, textHash(r.Report.Text), r.Report.Outlet}, []any{&story})
	return story, err
}

// turn makes that version of the article's story current which its latest
// document was read as. Where that changes, both versions wait to be linked: one
// takes the place of the other.
func turn(ctx context.Context, tx *change, article int64) error {
	var now, was int64
	err := tx.scan(ctx, `SELECT
		coalesce((SELECT d.article FROM documents d JOIN articles a ON a.row = d.article WHERE a.story = s.story
			ORDER BY d.seen DESC, d.row DESC LIMIT 1), ?1),
		coalesce((SELECT a.row FROM articles a WHERE a.story = s.story AND a.current), 0)
		FROM articles s WHERE s.row = ?1`, []any{article}, []any{&now, &was})
	if err != nil || now == was {
		return err
	}
	if _, err := tx.exec(ctx, `UPDATE articles SET current = (row = ?1) WHERE row IN (?1, ?2)`, now, was); err != nil {
		return err
	}
	for _, row := range []int64{was, now} {
		if err := showIncidents(ctx, tx, row); err != nil {
			return err
		}
	}
	return nil
}

// Report returns a stored report by its row, and the notes of its reading. Its ID
// is the permanent one. The error is [tocsin.ErrNotFound] where there is none.
func (s *Store) Report(ctx context.Context, article int64) (rep tocsin.Report, notes []string, err error) {
	var published sql.NullString
	var encoded []byte
	err = s.db.QueryRowContext(ctx, `SELECT id, published, basis, outlet, url, title, text, lang, notes
		FROM articles WHERE row = ?`, article).
		Scan(&rep.ID, &published, &rep.Basis, &rep.Outlet, &rep.URL, &rep.Title, &rep.Text, &rep.Lang, &encoded)
	err = noRows(err)
	if err == nil {
		rep.Published, err = parseDay(published)
	}
	if err == nil {
		err = json.Unmarshal(encoded, &notes)
	}
	if err != nil {
		return rep, nil, fmt.Errorf("article %d: %w", article, advise(err))
	}
	return rep, notes, nil
}

// ArticleOf returns what a document was last read as: the article's row and ID.
func (s *Store) ArticleOf(ctx context.Context, document int64) (a tocsin.ArticleRef, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT a.row, a.id FROM documents d JOIN articles a ON a.row = d.article
		WHERE d.row = ?`, document).Scan(&a.Row, &a.ID)
	return a, wrap(fmt.Sprintf("what document %d was read as", document), noRows(err))
}

// noRows turns the error of a query for one row into that of the domain.
func noRows(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return tocsin.ErrNotFound
	}
	return err
}
