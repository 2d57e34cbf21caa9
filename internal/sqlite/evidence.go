package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tocsin"
)

// Keep stores documents in one transaction, bytes first of all: nothing was read
// from them yet. A document that is there already stays as it is, and what failed
// on it waits again. With them it stores how far the archives that they are of were
// read. The answers stand in the order of docs. Once Keep returns without an error,
// the documents outlast a crash.
func (s *Store) Keep(ctx context.Context, docs []tocsin.Document, read ...tocsin.Mark) ([]tocsin.Kept, error) {
	kept := make([]tocsin.Kept, len(docs))
	err := s.write(ctx, fmt.Sprintf("keep %d documents", len(docs)), func(tx *change) error {
		for i, doc := range docs {
			var err error
			if kept[i], err = s.keep(ctx, tx, doc); err != nil {
				return fmt.Errorf("%s: %w", doc.Name, err)
			}
		}
		for _, m := range read {
			if err := putMark(ctx, tx, m); err != nil {
				return fmt.Errorf("%s: %w", m.Path, err)
			}
		}
		return nil
	})
	return kept, err
}

func (s *Store) keep(ctx context.Context, tx *change, doc tocsin.Document) (tocsin.Kept, error) {
	if doc.Fetched.IsZero() {
		doc.Fetched = s.now()
	}
	hash := bodyHash(doc.Body)
	meta, err := newDocumentMeta(doc)
	if err != nil {
		return tocsin.Kept{}, err
	}
	key := meta.key(hash, doc)
	var row int64
	err = tx.scan(ctx, `SELECT row FROM documents WHERE key = ?`, []any{key}, []any{&row})
	switch {
	case err == nil:
		return tocsin.Kept{Row: row}, s.keepAgain(ctx, tx, row, doc)
	case !errors.Is(err, sql.ErrNoRows):
		return tocsin.Kept{}, err
	}
	if was, err := purged(ctx, tx, hash); err != nil || was {
		return tocsin.Kept{Refused: was}, err
	}
	coding, data := s.packer.pack(doc.Body)
	if _, err := tx.exec(ctx, `INSERT INTO bodies (hash, size, coding, data) VALUES (?,?,?,?)
		ON CONFLICT (hash) DO NOTHING`, hash, len(doc.Body), coding, data); err != nil {
		return tocsin.Kept{}, err
	}
	at := millis(doc.Fetched)
	res, err := tx.exec(ctx, `INSERT INTO documents
		(key, body, name, id, url, asked, source, type, header, given, told, fetched, seen)
		VALUES (`+marks(13)+`)`, key, hash, doc.Name, doc.ID, doc.URL, doc.Asked, doc.Source, doc.Type,
		meta.header, meta.given, meta.told, at, at)
	if err != nil {
		return tocsin.Kept{}, err
	}
	if row, err = res.LastInsertId(); err != nil {
		return tocsin.Kept{}, err
	}
	return tocsin.Kept{Row: row, Fresh: true}, await(ctx, tx, stageRead, row)
}

// keepAgain notes that a document came once more. What failed on it waits again,
// and a page that went back to what it said before is its story's current version
// again, which reading it anew finds.
func (s *Store) keepAgain(ctx context.Context, tx *change, row int64, doc tocsin.Document) error {
	_, err := tx.exec(ctx, `UPDATE work SET state = 'waiting' WHERE state = 'failed' AND
		(stage = ?1 AND item = ?2 OR stage <> ?1 AND item = (SELECT article FROM documents WHERE row = ?2))`, stageRead, row)
	if err != nil || doc.URL == "" {
		return err
	}
	if _, err := tx.exec(ctx, `UPDATE documents SET seen = max(seen, ?) WHERE row = ?`, millis(doc.Fetched), row); err != nil {
		return err
	}
	_, err = tx.exec(ctx, `UPDATE work SET state = 'waiting' WHERE stage = ? AND item = ? AND EXISTS
		(SELECT 1 FROM documents d JOIN articles a ON a.row = d.article WHERE d.row = ?2 AND NOT a.current)`, stageRead, row)
	return err
}

func bodyHash(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// documentMeta holds the parts of a document that are stored as JSON.
type documentMeta struct{ header, given, told string }

func newDocumentMeta(doc tocsin.Document) (m documentMeta, err error) {
	for _, part := range []struct {
		into *string
		v    any
	}{{&m.header, doc.Header}, {&m.given, doc.Given}, {&m.told, doc.Told}} {
		b, err := json.Marshal(part.v)
		if err != nil {
			return m, err
		}
		*part.into = string(b)
	}
	return m, nil
}

// key names a document by all that shapes how it is read: the same bytes from the
// same place, told of in the same way, are one document.
func (m documentMeta) key(hash string, doc tocsin.Document) string {
	sum := sha256.Sum256([]byte(hash + "\x00" + doc.URL + "\x00" + doc.Type + "\x00" + m.given + "\x00" + m.told))
	return hex.EncodeToString(sum[:])
}

// Document returns a kept document by its row, its bytes checked against their
// hash, or an error that is [tocsin.ErrNotFound] or [tocsin.ErrDamaged].
func (s *Store) Document(ctx context.Context, row int64) (tocsin.Document, error) {
	docs, err := list(ctx, s.db, documentQuery+` WHERE d.row = ?`, []any{row}, s.scanDocument)
	if err == nil && len(docs) == 0 {
		err = tocsin.ErrNotFound
	}
	if err != nil {
		return tocsin.Document{}, fmt.Errorf("document %d: %w", row, advise(err))
	}
	return docs[0], nil
}

// codingPurged marks a body whose bytes were purged.
const codingPurged = "purged"

const documentQuery = `SELECT d.name, d.id, d.url, d.asked, d.source, d.type, d.header, d.given, d.told, d.fetched,
	b.hash, b.size, b.coding, b.data FROM documents d JOIN bodies b ON b.hash = d.body`

func (s *Store) scanDocument(rows *sql.Rows) (doc tocsin.Document, err error) {
	var header, given, told, data []byte
	var fetched, size int64
	var hash, coding string
	err = rows.Scan(&doc.Name, &doc.ID, &doc.URL, &doc.Asked, &doc.Source, &doc.Type, &header, &given, &told, &fetched,
		&hash, &size, &coding, &data)
	if err != nil {
		return doc, err
	}
	doc.Fetched = moment(fetched)
	err = errors.Join(json.Unmarshal(header, &doc.Header), json.Unmarshal(given, &doc.Given), json.Unmarshal(told, &doc.Told))
	if err != nil {
		return doc, err
	}
	if coding == codingPurged {
		return doc, tocsin.ErrPurged
	}
	doc.Body, err = s.packer.unpack(coding, data, size)
	if err != nil || bodyHash(doc.Body) != hash {
		return doc, fmt.Errorf("%w: the bytes of %s are not those that were kept", tocsin.ErrDamaged, hash)
	}
	return doc, nil
}

// now is the clock, to the millisecond that the store keeps.
func (s *Store) now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// VerifyEvidence hashes the bytes of every document anew. It calls found with what
// is wrong, one line for each body that is not as it was kept, and progress, which
// may be nil, after each body; it returns the number of bodies that it looked at.
func (s *Store) VerifyEvidence(ctx context.Context, found func(line string), progress func(done, total int)) (int, error) {
	bodies, err := list(ctx, s.db, `SELECT row FROM bodies WHERE coding <> ? ORDER BY row`, []any{codingPurged},
		func(rows *sql.Rows) (row int64, err error) { return row, rows.Scan(&row) })
	if err != nil {
		return 0, fmt.Errorf("list the evidence: %w", advise(err))
	}
	for i, row := range bodies {
		if err := s.verifyBody(ctx, row); errors.Is(err, context.Canceled) {
			return i, err
		} else if err != nil {
			found(err.Error())
		}
		if progress != nil {
			progress(i+1, len(bodies))
		}
	}
	return len(bodies), nil
}

// verifyBody returns what is wrong with one body.
func (s *Store) verifyBody(ctx context.Context, row int64) error {
	var hash, coding string
	var data []byte
	var size int64
	err := s.db.QueryRowContext(ctx, `SELECT hash, coding, data, size FROM bodies WHERE row = ?`, row).Scan(&hash, &coding, &data, &size)
	if err != nil {
		return fmt.Errorf("body %d: %w", row, advise(err))
	}
	body, err := s.packer.unpack(coding, data, size)
	if err == nil && bodyHash(body) == hash {
		return nil
	}
	var name string
	// The name only helps to find it; there may be none.
	_ = s.db.QueryRowContext(ctx, `SELECT name FROM documents WHERE body = ? LIMIT 1`, hash).Scan(&name)
	return fmt.Errorf("%s (%s): not the bytes that were kept; bring it back from a copy", hash, name)
}

// EachDocument calls use with every document whose bytes are there, or those of
// one source, in the order in which they were kept.
func (s *Store) EachDocument(ctx context.Context, source string, use func(doc tocsin.Document) error) error {
	rows, err := list(ctx, s.db, `SELECT d.row FROM documents d JOIN bodies b ON b.hash = d.body
		WHERE b.coding <> ?1 AND (?2 = '' OR d.source = ?2) ORDER BY d.row`, []any{codingPurged, source},
		func(rows *sql.Rows) (row int64, err error) { return row, rows.Scan(&row) })
	if err != nil {
		return fmt.Errorf("list the documents: %w", advise(err))
	}
	for _, row := range rows {
		doc, err := s.Document(ctx, row)
		if err != nil {
			return err
		}
		if err := use(doc); err != nil {
			return err
		}
	}
	return nil
}
