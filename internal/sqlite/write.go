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

// PutRecords stores what articles were coded as, with the cursor of the stage that
// coded them, in one transaction. A record that is the same but for its producers
// changes nothing that is shown. It returns the articles whose record is new or
// changed, which now wait to be linked.
func (s *Store) PutRecords(ctx context.Context, by tocsin.Producer, batch []tocsin.Coding) (changed []int64, err error) {
	err = s.write(ctx, fmt.Sprintf("store %d records", len(batch)), func(tx *change) error {
		for _, c := range batch {
			ok, err := s.putRecord(ctx, tx, c)
			if err == nil {
				err = s.settle(ctx, tx, by, c.Article, c.Err, false)
			}
			if err != nil {
				return fmt.Errorf("%s: %w", c.Name, err)
			}
			if ok {
				changed = append(changed, c.Article)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return changed, nil
}

// putRecord stores one record, and tells whether that changed anything.
func (s *Store) putRecord(ctx context.Context, tx *change, c tocsin.Coding) (bool, error) {
	if c.Err != "" {
		return false, nil
	}
	record, err := json.Marshal(c.Record)
	if err != nil {
		return false, err
	}
	var before []byte
	err = tx.scan(ctx, `SELECT json FROM records WHERE article = ?`, []any{c.Article}, []any{&before})
	if err != nil && !errors.Is(err, sql.ErrNoRows) || err == nil && bytes.Equal(before, record) {
		return false, err
	}
	if _, err := tx.exec(ctx, `INSERT INTO records (article, json) VALUES (?1,?2)
		ON CONFLICT (article) DO UPDATE SET json = ?2`, c.Article, string(record)); err != nil {
		return false, err
	}
	if same, err := sameButProducers(before, c.Record); err != nil || same {
		return false, err
	}
	if err := s.noteRecord(ctx, tx, c.Article, before); err != nil {
		return false, err
	}
	return true, listIncidents(ctx, tx, c.Article, c.Record.Incidents)
}

// sameButProducers reports whether the stored record says what rec says, whoever
// made it.
func sameButProducers(before []byte, rec tocsin.Record) (bool, error) {
	if before == nil {
		return false, nil
	}
	var old tocsin.Record
	if err := json.Unmarshal(before, &old); err != nil {
		return false, err
	}
	old.Producers, rec.Producers = nil, nil
	a, aerr := json.Marshal(old)
	b, berr := json.Marshal(rec)
	return bytes.Equal(a, b), errors.Join(aerr, berr)
}

// showIncidents lists the incidents of an article anew, or takes them off the
// list, as it is its story's current version or not; either way the article waits
// to be linked. Nothing is done for one that is not coded yet.
func showIncidents(ctx context.Context, tx *change, article int64) error {
	var encoded []byte
	err := tx.scan(ctx, `SELECT json FROM records WHERE article = ?`, []any{article}, []any{&encoded})
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	var rec tocsin.Record
	if err := json.Unmarshal(encoded, &rec); err != nil {
		return err
	}
	return listIncidents(ctx, tx, article, rec.Incidents)
}

// listIncidents does so where the incidents are at hand.
func listIncidents(ctx context.Context, tx *change, article int64, incidents []tocsin.Incident) error {
	var current bool
	err := tx.scan(ctx, `SELECT current FROM articles WHERE row = ?`, []any{article}, []any{&current})
	if err != nil {
		return err
	}
	if _, err := tx.exec(ctx, `DELETE FROM incidents WHERE article = ?`, article); err != nil {
		return err
	}
	if !current {
		incidents = nil
	}
	for i, inc := range incidents {
		if err := putIncident(ctx, tx, article, i, inc); err != nil {
			return fmt.Errorf("incident %s: %w", inc.ID, err)
		}
	}
	return await(ctx, tx, stageLink, article)
}

func putIncident(ctx context.Context, tx *change, article int64, ord int, inc tocsin.Incident) error {
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
	_, err = tx.exec(ctx, `INSERT INTO incidents
		(article, ord, kind, first_day, last_day, country, lat, lon, words, json)
		VALUES (?,?,?,?,?,?,?,?,?,?)`, article, ord, string(inc.Kind), first, last, country,
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
