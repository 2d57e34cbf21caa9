package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"tocsin"
)

// noteRecoding notes that a stage does so many items again. Stages that begin anew
// while others are about it are of one recoding.
func (s *Store) noteRecoding(ctx context.Context, tx *change, stage string, items int, busy bool) error {
	last := tocsin.Recoding{}
	var encoded []byte
	err := tx.scan(ctx, `SELECT number, stages FROM recodings ORDER BY number DESC LIMIT 1`, nil, []any{&last.Number, &encoded})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if err == nil {
		if err := json.Unmarshal(encoded, &last.Stages); err != nil {
			return err
		}
	}
	again := slices.ContainsFunc(last.Stages, func(r tocsin.Restaged) bool { return r.Stage == stage })
	if err != nil || again || !busy {
		last = tocsin.Recoding{Number: last.Number + 1}
	}
	stages, err := json.Marshal(append(last.Stages, tocsin.Restaged{Stage: stage, Items: items}))
	if err == nil {
		_, err = tx.exec(ctx, `INSERT INTO recodings VALUES (?1,?2,?3) ON CONFLICT DO UPDATE SET stages = ?3`,
			last.Number, millis(s.now()), string(stages))
	}
	return err
}

// noteRecord keeps the record that an article had, nil for none, where a recoding
// changes it. An article that came later had none when the recoding began.
func (s *Store) noteRecord(ctx context.Context, tx *change, article int64, before []byte) error {
	coding, data := s.packer.pack(before)
	_, err := tx.exec(ctx, `INSERT OR IGNORE INTO recoded SELECT ?1, number, ?2, ?3, ?4 FROM recodings
		WHERE at >= (SELECT kept FROM articles WHERE row = ?1) ORDER BY number DESC LIMIT 1`, article, coding, len(before), data)
	return err
}

// Recodings returns all recodings, latest first.
func (s *Store) Recodings(ctx context.Context) ([]tocsin.Recoding, error) {
	all, err := list(ctx, s.db, `SELECT number, at, stages FROM recodings ORDER BY number DESC`, nil,
		func(rows *sql.Rows) (r tocsin.Recoding, err error) {
			var at int64
			var encoded []byte
			if err = rows.Scan(&r.Number, &at, &encoded); err == nil {
				err = json.Unmarshal(encoded, &r.Stages)
			}
			r.At = moment(at)
			return r, err
		})
	return all, wrap("list the recodings", err)
}

// Former returns what was so when a recoding began, or an error that is
// [tocsin.ErrNotFound]. Articles that came later are no part of it.
func (s *Store) Former(ctx context.Context, number int) (f tocsin.Former, err error) {
	all, err := s.Recodings(ctx)
	if err != nil {
		return f, err
	}
	at := slices.IndexFunc(all, func(r tocsin.Recoding) bool { return r.Number == number })
	if at < 0 {
		return f, wrap(fmt.Sprintf("recoding %d", number), tocsin.ErrNotFound)
	}
	f.Recoding = all[at]
	if f.Records, err = s.formerRecords(ctx, f.Recoding); err == nil {
		f.Coded = len(f.Records)
		err = s.hiddenRecords(ctx, f.Recoding, f.Records)
	}
	if err == nil {
		f.Tellings, err = s.formerTellings(ctx, f.Recoding)
	}
	if err == nil {
		f.Redirects, err = s.redirects(ctx)
	}
	return f, wrap(fmt.Sprintf("recoding %d", number), err)
}

// formerRecords reads the records that have changed since a recoding began.
func (s *Store) formerRecords(ctx context.Context, since tocsin.Recoding) (map[string]*tocsin.Record, error) {
	out := map[string]*tocsin.Record{}
	_, err := list(ctx, s.db, `SELECT a.id, r.coding, r.size, r.data FROM recoded r JOIN articles a ON a.row = r.article
		WHERE r.recoding = (SELECT min(recoding) FROM recoded WHERE article = r.article AND recoding >= ?) AND a.kept <= ?`,
		[]any{since.Number, millis(since.At)},
		func(rows *sql.Rows) (struct{}, error) {
			var id, coding string
			var size int64
			var data []byte
			if err := rows.Scan(&id, &coding, &size, &data); err != nil || size == 0 {
				out[id] = nil
				return struct{}{}, err
			}
			encoded, err := s.packer.unpack(coding, data, size)
			if err == nil {
				out[id] = &tocsin.Record{}
				err = json.Unmarshal(encoded, out[id])
			}
			return struct{}{}, err
		})
	return out, err
}

// hiddenRecords adds the records of articles that told of incidents when a recoding
// began and are no longer the versions that do.
func (s *Store) hiddenRecords(ctx context.Context, since tocsin.Recoding, into map[string]*tocsin.Record) error {
	_, err := list(ctx, s.db, `SELECT a.id, r.json FROM articles a JOIN records r ON r.article = a.row
		WHERE NOT a.current AND a.row IN (SELECT article FROM retold WHERE recoding >= ?)`, []any{since.Number},
		func(rows *sql.Rows) (struct{}, error) {
			var id string
			var encoded []byte
			if err := rows.Scan(&id, &encoded); err != nil || into[id] != nil {
				return struct{}{}, err
			}
			into[id] = &tocsin.Record{}
			return struct{}{}, json.Unmarshal(encoded, into[id])
		})
	return err
}

// formerTellings reads where tellings were and are: those that have moved, those of
// articles whose record has changed, and all that share a dossier with one of these.
func (s *Store) formerTellings(ctx context.Context, since tocsin.Recoding) ([]tocsin.FormerTelling, error) {
	return list(ctx, s.db, `WITH was AS MATERIALIZED (SELECT telling, article, dossier FROM retold r
			WHERE recoding = (SELECT min(recoding) FROM retold WHERE telling = r.telling AND recoding >= ?1)),
		touched AS MATERIALIZED (SELECT dossier FROM was
			UNION SELECT t.dossier FROM was w JOIN tellings t ON t.id = w.telling
			UNION SELECT t.dossier FROM recoded r JOIN tellings t ON t.article = r.article WHERE r.recoding >= ?1)
		SELECT t.id, a.id, t.json ->> 'i', coalesce(w.dossier, 0), t.dossier, w.dossier IS NOT NULL
			FROM touched d JOIN tellings t ON t.dossier = d.dossier JOIN articles a ON a.row = t.article
			LEFT JOIN was w ON w.telling = t.id WHERE d.dossier <> 0 AND a.kept <= ?2
		UNION ALL SELECT w.telling, a.id, '', w.dossier, 0, 1 FROM was w JOIN articles a ON a.row = w.article
			WHERE a.kept <= ?2 AND w.telling NOT IN (SELECT id FROM tellings) ORDER BY 1`,
		[]any{since.Number, millis(since.At)}, func(rows *sql.Rows) (t tocsin.FormerTelling, err error) {
			var id, was, is int64
			err = rows.Scan(&id, &t.Article, &t.Incident, &was, &is, &t.Moved)
			t.Telling = identifier(id)
			if was != 0 {
				t.Was = identifier(was)
			}
			if is != 0 {
				t.Is = identifier(is)
			}
			return t, err
		})
}

func (s *Store) redirects(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	_, err := list(ctx, s.db, `SELECT old, now FROM redirects`, nil, func(rows *sql.Rows) (struct{}, error) {
		var old int64
		var now sql.NullInt64
		err := rows.Scan(&old, &now)
		if now.Valid {
			out[identifier(old)] = identifier(now.Int64)
		} else {
			out[identifier(old)] = ""
		}
		return struct{}{}, err
	})
	return out, err
}
