package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"tocsin"
)

// minHash is the length in characters below which a hash tells too little apart.
const minHash = 16

// Has reports whether the report of this hash is stored with a record made by
// exactly these producers.
func (s *Store) Has(ctx context.Context, hash string, producers []tocsin.Producer) (bool, error) {
	want, err := json.Marshal(producers)
	if err != nil {
		return false, fmt.Errorf("look up report %s: %w", hash, err)
	}
	var have []byte
	err = s.db.QueryRowContext(ctx, `SELECT r.producers FROM records r
		JOIN articles a ON a.row = r.article WHERE a.hash = ?`, hash).Scan(&have)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look up report %s: %w", hash, err)
	}
	return bytes.Equal(have, want), nil
}

// Put stores a batch in one transaction: all of it or, after an error or a
// crash, nothing. A report already stored keeps its row, and its record is
// replaced only where it differs. It returns the number of reports that were
// new or whose record changed.
func (s *Store) Put(ctx context.Context, batch []tocsin.Coded) (changed int, err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("store %d reports: %w", len(batch), advise(err))
	}
	defer tx.Rollback() // without effect once committed
	w, err := newWriter(ctx, tx)
	if err != nil {
		return 0, fmt.Errorf("store %d reports: %w", len(batch), advise(err))
	}
	for _, c := range batch {
		ok, err := w.put(ctx, c)
		if err != nil {
			return 0, fmt.Errorf("store report %s: %w", c.Report.ID, err)
		}
		if ok {
			changed++
		}
	}
	if err := tx.Commit(); err != nil {
		return 0, fmt.Errorf("store %d reports: %w", len(batch), advise(err))
	}
	return changed, nil
}

// writer holds the statements of one transaction.
type writer struct {
	article, find, record, forget, incident *sql.Stmt
}

func newWriter(ctx context.Context, tx *sql.Tx) (*writer, error) {
	w := &writer{}
	for _, s := range []struct {
		stmt  **sql.Stmt
		query string
	}{
		{&w.article, `INSERT INTO articles (hash, id, name, published, outlet, url, title, text, lang)
			VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (hash) DO NOTHING`},
		{&w.find, `SELECT row FROM articles WHERE hash = ?`},
		{&w.record, `INSERT INTO records (article, producers, json) VALUES (?1,?2,?3)
			ON CONFLICT (article) DO UPDATE SET producers = ?2, json = ?3
			WHERE producers <> ?2 OR json <> ?3`},
		{&w.forget, `DELETE FROM incidents WHERE article = ?`},
		{&w.incident, `INSERT INTO incidents
			(article, ord, kind, first_day, last_day, country, lat, lon, words, json)
			VALUES (?,?,?,?,?,?,?,?,?,?)`},
	} {
		var err error
		if *s.stmt, err = tx.PrepareContext(ctx, s.query); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// put stores one report, and tells whether that changed anything.
func (w *writer) put(ctx context.Context, c tocsin.Coded) (bool, error) {
	row, err := w.putArticle(ctx, c)
	if err != nil {
		return false, err
	}
	producers, err := json.Marshal(c.Record.Producers)
	if err != nil {
		return false, err
	}
	// The record goes by the article's permanent ID, whatever file it came in,
	// so that the same article under another name changes nothing.
	c.Record.ID = tocsin.ArticleID(c.Hash)
	record, err := json.Marshal(c.Record)
	if err != nil {
		return false, err
	}
	res, err := w.record.ExecContext(ctx, row, string(producers), string(record))
	if err != nil {
		return false, err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return false, err
	}
	if _, err := w.forget.ExecContext(ctx, row); err != nil {
		return false, err
	}
	for i, inc := range c.Record.Incidents {
		if err := w.putIncident(ctx, row, i, inc); err != nil {
			return false, fmt.Errorf("incident %s: %w", inc.ID, err)
		}
	}
	return true, nil
}

// putArticle stores the report if it is new and returns its row.
func (w *writer) putArticle(ctx context.Context, c tocsin.Coded) (row int64, err error) {
	if len(c.Hash) < minHash {
		return 0, fmt.Errorf("content hash %q: want %d characters or more", c.Hash, minHash)
	}
	rep := c.Report
	_, err = w.article.ExecContext(ctx, c.Hash, tocsin.ArticleID(c.Hash), rep.ID, day(rep.Published),
		rep.Outlet, rep.URL, rep.Title, rep.Text, rep.Lang)
	if err != nil {
		return 0, err
	}
	err = w.find.QueryRowContext(ctx, c.Hash).Scan(&row)
	return row, err
}

func (w *writer) putIncident(ctx context.Context, article int64, ord int, inc tocsin.Incident) error {
	encoded, err := json.Marshal(inc)
	if err != nil {
		return err
	}
	var first, last, lat, lon any
	if inc.Date != nil {
		first, last = inc.Date.Interval.Start.String(), inc.Date.Interval.End.String()
	}
	country := ""
	if p := inc.Place; p != nil {
		country = p.Country
		if p.Located() {
			lat, lon = p.Lat, p.Lon
		}
	}
	_, err = w.incident.ExecContext(ctx, article, ord, string(inc.Kind), first, last, country,
		lat, lon, words(inc), string(encoded))
	return err
}

// words joins all that an incident is searched by, each once.
func words(inc tocsin.Incident) string {
	all := []string{
		strings.ReplaceAll(string(inc.Kind), "_", " "), string(inc.Stage), inc.Anchor.Quote,
	}
	if inc.Date != nil {
		all = append(all, inc.Date.Quote)
	}
	if p := inc.Place; p != nil {
		all = append(all, p.Name, p.Admin1, p.Quote)
	}
	for _, a := range inc.Perpetrators {
		all = append(all, a.Actor, a.By, a.Quote)
	}
	for _, t := range inc.Targets {
		all = append(all, strings.ReplaceAll(string(t.Kind), "_", " "), t.Quote)
	}
	for _, w := range inc.Weapons {
		all = append(all, strings.ReplaceAll(string(w.Kind), "_", " "), w.Quote)
	}
	for _, t := range inc.Tolls {
		all = append(all, string(t.What), t.By, t.Quote)
	}
	return strings.Join(unique(all), "\n")
}

func unique(all []string) []string {
	seen := map[string]bool{"": true}
	kept := all[:0]
	for _, s := range all {
		if !seen[s] {
			seen[s] = true
			kept = append(kept, s)
		}
	}
	return kept
}

// day returns the ISO form, or nil for NULL.
func day(d *tocsin.Day) any {
	if d == nil {
		return nil
	}
	return d.String()
}
