package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"tocsin"
	"tocsin/internal/link"
)

// Relink hands a batch of articles to do, and stores what comes of it with the
// cursor of the stage, in one transaction. An article that is no current version, or
// not coded, comes with no incident.
func (s *Store) Relink(ctx context.Context, by tocsin.Producer, articles []int64,
	do func(ctx context.Context, b link.Batch) error) error {
	return s.write(ctx, fmt.Sprintf("link %d articles", len(articles)), func(tx *change) error {
		b := link.Batch{Index: newLinkIndex(tx), Lead: tx.lead}
		for _, a := range articles {
			if err := fillBatch(ctx, tx, &b, a); err != nil {
				return fmt.Errorf("article %d: %w", a, err)
			}
			if err := s.settle(ctx, tx, by, a, "", false); err != nil {
				return fmt.Errorf("article %d: %w", a, err)
			}
		}
		return do(ctx, b)
	})
}

// fillBatch adds an article to a batch.
func fillBatch(ctx context.Context, tx *change, b *link.Batch, article int64) error {
	filed, err := linkable(ctx, tx, article)
	if err != nil {
		return err
	}
	b.Reports = append(b.Reports, filed)
	again := false
	err = tx.scan(ctx, `SELECT version <> '' FROM work WHERE stage = 'link' AND item = ?`, []any{article}, []any{&again})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	b.Again = b.Again || again
	return tx.each(ctx, `SELECT id FROM tellings WHERE article = ? ORDER BY id`, []any{article}, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		b.Before = append(b.Before, identifier(id))
		return err
	})
}

// linkable returns an article's record, without incidents where it is no current
// version or not coded.
func linkable(ctx context.Context, tx *change, article int64) (f link.Filed, err error) {
	var encoded []byte
	var current, several bool
	err = tx.scan(ctx, `SELECT r.json, a.current, a.story, a.copies, EXISTS (SELECT 1 FROM articles v WHERE v.story = a.story AND v.row <> a.row)
		FROM articles a JOIN records r ON r.article = a.row WHERE a.row = ?`,
		[]any{article}, []any{&encoded, &current, &f.Story, &f.Group, &several})
	if errors.Is(err, sql.ErrNoRows) || err == nil && !current {
		return link.Filed{}, nil
	}
	if err == nil {
		err = json.Unmarshal(encoded, &f.Record)
	}
	if err != nil || !several {
		return f, err
	}
	err = tx.each(ctx, `SELECT r.json FROM articles v JOIN records r ON r.article = v.row
		WHERE v.story = (SELECT story FROM articles WHERE row = ?1) AND v.row <> ?1 ORDER BY v.row`, []any{article},
		func(rows *sql.Rows) error {
			var rec tocsin.Record
			err := rows.Scan(&encoded)
			if err == nil {
				err = json.Unmarshal(encoded, &rec)
			}
			f.Others = append(f.Others, rec)
			return err
		})
	return f, err
}

// Settle hands the index of links to do, for decisions on what is linked; what it
// changes is stored in one transaction. lead returns the telling to which an ID
// leads, that of a telling which is no more included; the ID itself where that is
// none.
func (s *Store) Settle(ctx context.Context, do func(index link.Index, lead link.Lead) error) error {
	return s.write(ctx, "settle what is linked", func(tx *change) error {
		return do(newLinkIndex(tx), tx.lead)
	})
}

// lead is the [link.Lead] of a transaction.
func (c *change) lead(ctx context.Context, id string) (string, error) {
	var now int64
	n, err := number(id)
	if err == nil {
		err = c.scan(ctx, followed+`SELECT t.id FROM way w JOIN tellings t ON t.id = w.id ORDER BY w.step LIMIT 1`, []any{n}, []any{&now})
	}
	if errors.Is(err, sql.ErrNoRows) {
		return id, nil
	}
	return identifier(now), err
}

// followed begins a query with the IDs to which one leads, as the table way: a
// redirect may lead to a telling that was itself replaced later.
const followed = `WITH RECURSIVE way (id, step) AS (VALUES (?1, 0)
	UNION ALL SELECT r.now, w.step + 1 FROM way w JOIN redirects r ON r.old = w.id
	WHERE r.now IS NOT NULL AND w.step < 100 AND NOT EXISTS (SELECT 1 FROM tellings WHERE id = w.id)) `

// Dossier returns the dossier to which an ID leads: its own, or that of any
// telling which is or was in it. The error is [tocsin.ErrNotFound] where there is
// none.
func (s *Store) Dossier(ctx context.Context, id string) (d tocsin.Dossier, err error) {
	row, err := s.leads(ctx, id)
	if err == nil {
		d, err = s.dossier(ctx, row)
	}
	return d, wrap(fmt.Sprintf("incident %q", id), err)
}

// leads returns the ID of the dossier to which an ID leads.
func (s *Store) leads(ctx context.Context, id string) (dossier int64, err error) {
	n, err := number(id)
	if err != nil {
		return 0, tocsin.ErrNotFound
	}
	err = s.db.QueryRowContext(ctx, followed+`SELECT t.dossier FROM way w JOIN tellings t ON t.id = w.id
		ORDER BY w.step LIMIT 1`, n).Scan(&dossier)
	if errors.Is(err, sql.ErrNoRows) {
		err = tocsin.ErrNotFound
	}
	return dossier, err
}

func (s *Store) dossier(ctx context.Context, id int64) (d tocsin.Dossier, err error) {
	var encoded []byte
	err = s.db.QueryRowContext(ctx, `SELECT json FROM dossiers WHERE id = ?`, id).Scan(&encoded)
	if errors.Is(err, sql.ErrNoRows) {
		err = tocsin.ErrNotFound
	}
	if err == nil {
		err = json.Unmarshal(encoded, &d)
	}
	if err != nil {
		return d, err
	}
	if d.Members, err = list(ctx, s.db, `SELECT score, reasons, json FROM tellings WHERE dossier = ?`, []any{id},
		func(rows *sql.Rows) (tocsin.Member, error) { return scanMember(rows) }); err != nil {
		return d, err
	}
	link.SortMembers(d.Members)
	if d.Parts, err = s.related(ctx, id, "a", "b"); err == nil {
		d.PartOf, err = s.related(ctx, id, "b", "a")
	}
	return d, err
}

// scanMember reads a telling's score, reasons and JSON, and what else was asked for.
func scanMember(rows *sql.Rows, more ...any) (m tocsin.Member, err error) {
	var score float64
	var reasons, encoded []byte
	if err := rows.Scan(append([]any{&score, &reasons, &encoded}, more...)...); err != nil {
		return m, err
	}
	var t link.Telling
	if err := json.Unmarshal(encoded, &t); err != nil {
		return m, err
	}
	m = t.Member()
	m.Score = score
	return m, json.Unmarshal(reasons, &m.Reasons)
}

// related returns the dossiers at the other end of links by which an aggregate
// sums up others.
func (s *Store) related(ctx context.Context, id int64, near, far string) ([]string, error) {
	found, err := list(ctx, s.db, `SELECT DISTINCT o.dossier FROM tellings t JOIN links l ON l.`+near+` = t.id AND l.type = 1
		JOIN tellings o ON o.id = l.`+far+` WHERE t.dossier = ? ORDER BY 1`, []any{id},
		func(rows *sql.Rows) (string, error) {
			var n int64
			err := rows.Scan(&n)
			return identifier(n), err
		})
	if len(found) == 0 {
		return nil, err
	}
	return found, err
}

// Dossiers returns a page of the dossiers that meet q, the latest first, and how
// many do. They come without members and parts.
func (s *Store) Dossiers(ctx context.Context, q tocsin.DossierQuery) ([]tocsin.Dossier, int, error) {
	where, args := dossierFilter(q)
	total, err := s.count(ctx, "dossiers d WHERE "+where, args)
	if err != nil || q.Limit == 0 {
		return []tocsin.Dossier{}, total, wrap("list the incidents", err)
	}
	found, err := list(ctx, s.db, "SELECT json FROM dossiers d WHERE "+where+
		" ORDER BY first_day DESC, id LIMIT ? OFFSET ?", append(args, q.Limit, q.Offset),
		func(rows *sql.Rows) (d tocsin.Dossier, err error) {
			var encoded []byte
			if err = rows.Scan(&encoded); err == nil {
				err = json.Unmarshal(encoded, &d)
			}
			return d, err
		})
	return found, total, wrap("list the incidents", err)
}

// dossierFilter returns the conditions of q and their arguments.
func dossierFilter(q tocsin.DossierQuery) (where string, args []any) {
	f := newFilter()
	among(f, "d.kind", q.Kinds)
	among(f, "d.country", q.Countries)
	if q.Actor != "" {
		f.add("d.id IN (SELECT dossier FROM dossier_actors WHERE actor = ?)", q.Actor)
	}
	if q.From != nil {
		f.add("d.last_day >= ?", int(*q.From))
	}
	if q.To != nil {
		f.add("d.first_day <= ?", int(*q.To))
	}
	if q.Several {
		f.add("d.reports > 1")
	}
	if q.Box != nil {
		f.within("d", q.Box)
	}
	return f.where(), f.args
}
