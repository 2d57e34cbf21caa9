package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"strings"
	"time"

	"tocsin"
)

// Relist has the listings of dossiers made anew by do, which is given their IDs,
// and stores them with the cursor of the stage. Nobody else writes meanwhile. A
// dossier that is no more, or of which do returns none, is in no list.
func (s *Store) Relist(ctx context.Context, by tocsin.Producer, dossiers []int64,
	do func(ctx context.Context, ids []string) ([]tocsin.Listing, error)) error {
	return s.write(ctx, fmt.Sprintf("list %d incidents", len(dossiers)), func(tx *change) error {
		// What is shown holds titles: a purge must find none left over.
		if _, err := tx.exec(ctx, "PRAGMA secure_delete = ON"); err != nil {
			return err
		}
		ids := make([]string, 0, len(dossiers))
		for _, d := range dossiers {
			known, err := s.begun(ctx, tx, by, d)
			if err != nil {
				return err
			}
			if known {
				ids = append(ids, identifier(d))
			}
		}
		made, err := do(ctx, ids)
		if err != nil {
			return err
		}
		listed := map[string]*tocsin.Listing{}
		for i := range made {
			listed[made[i].Dossier] = &made[i]
		}
		for _, id := range ids {
			if err := relist(ctx, tx, id, listed[id]); err != nil {
				return fmt.Errorf("incident %s: %w", id, err)
			}
		}
		return nil
	})
}

// begun settles a dossier's item, and reports whether there is such a dossier: of
// one that is gone nothing is left to be done.
func (s *Store) begun(ctx context.Context, tx *change, by tocsin.Producer, dossier int64) (known bool, err error) {
	if err := tx.scan(ctx, `SELECT EXISTS (SELECT 1 FROM dossiers WHERE id = ?)`, []any{dossier}, []any{&known}); err != nil {
		return false, err
	}
	if known {
		return true, s.settle(ctx, tx, by, dossier, "", false)
	}
	_, err = tx.exec(ctx, `DELETE FROM work WHERE stage = ? AND item = ?`, stageList, dossier)
	return false, err
}

// relist stores the listing of a dossier, nil for none. What is searched is
// written only where it changed: it is the most.
func relist(ctx context.Context, tx *change, id string, l *tocsin.Listing) error {
	n, err := number(id)
	if err != nil {
		return err
	}
	if l == nil {
		_, err := tx.exec(ctx, `DELETE FROM listings WHERE id = ?`, n)
		return err
	}
	var before sql.NullInt64
	err = tx.scan(ctx, `SELECT words FROM listings WHERE id = ?`, []any{n}, []any{&before})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	columns, err := listingColumns(n, l)
	if err != nil {
		return err
	}
	var row int64
	if err := tx.scan(ctx, putListing, columns, []any{&row}); err != nil {
		return err
	}
	if err := putOutlets(ctx, tx, row, l.Outlets); err != nil {
		return err
	}
	if _, err := tx.exec(ctx, `INSERT INTO listing_bodies VALUES (?1,?2) ON CONFLICT DO UPDATE SET json = ?2 WHERE json <> ?2`,
		row, string(l.Body)); err != nil {
		return err
	}
	if before.Valid && before.Int64 == wordsHash(l) {
		return nil
	}
	if _, err := tx.exec(ctx, `DELETE FROM listing_words WHERE rowid = ?`, row); err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO listing_words (rowid, words) VALUES (?,?)`, row, l.Words)
	return err
}

const putListing = `INSERT INTO listings (id, shown, kind, country, status, grade, state, actor, date, first_day, last_day,
	lat, lon, several, value, first_reported, last_reported, first_learned, last_learned, decided, words)
	VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21) ON CONFLICT (id) DO UPDATE SET
	shown = ?2, kind = ?3, country = ?4, status = ?5, grade = ?6, state = ?7, actor = ?8, date = ?9, first_day = ?10,
	last_day = ?11, lat = ?12, lon = ?13, several = ?14, value = ?15, first_reported = ?16, last_reported = ?17,
	first_learned = ?18, last_learned = ?19, decided = ?20, words = ?21 RETURNING row`

// listingColumns returns the values of putListing.
func listingColumns(id int64, l *tocsin.Listing) ([]any, error) {
	shown, err := number(l.Shown)
	if err != nil {
		return nil, err
	}
	first, last, ranged := strings.Cut(l.Date, "/")
	if !ranged {
		last = first
	}
	var lat, lon any
	if l.Where != nil {
		lat, lon = l.Where.Lat, l.Where.Lon
	}
	decided := int64(0)
	if !l.Decided.IsZero() {
		decided = l.Decided.UnixMilli() + 1 // times within a millisecond are not told apart
	}
	return []any{id, shown, l.Kind, l.Country, l.Status, l.Grade, l.State, l.Actor, l.Date, first, last,
		lat, lon, l.Several, l.Value, int64(l.FirstReported), int64(l.LastReported),
		l.FirstLearned.UnixMilli(), l.LastLearned.UnixMilli(), decided, wordsHash(l)}, nil
}

func wordsHash(l *tocsin.Listing) int64 {
	h := fnv.New64a()
	h.Write([]byte(l.Words))
	return int64(h.Sum64())
}

func putOutlets(ctx context.Context, tx *change, row int64, outlets []string) error {
	encoded := asList(outlets)
	_, err := tx.exec(ctx, `DELETE FROM listing_outlets WHERE listing = ? AND outlet NOT IN `+idList, row, encoded)
	if err == nil {
		_, err = tx.exec(ctx, `INSERT OR IGNORE INTO listing_outlets SELECT value, ? FROM json_each(?)`, row, encoded)
	}
	return err
}

// Unlisted returns the dossiers whose listings do not stand for what is stored:
// those that wait for the stage, in no order, and all where its version is not that by which
// the listings were made.
func (s *Store) Unlisted(ctx context.Context, by tocsin.Producer) ([]string, error) {
	var version string
	err := s.db.QueryRowContext(ctx, `SELECT version FROM cursors WHERE stage = ?`, by.Stage).Scan(&version)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, wrap("look which incidents wait to be listed", err)
	}
	query, args := `SELECT w.item FROM work w JOIN dossiers d ON d.id = w.item WHERE w.stage = ? AND w.state = 'waiting' AND w.state <> 'done'`, []any{by.Stage}
	if version != by.Version {
		query, args = `SELECT id FROM dossiers ORDER BY 1`, nil
	}
	ids, err := list(ctx, s.db, query, args, scanID)
	return ids, wrap("look which incidents wait to be listed", err)
}

func scanID(rows *sql.Rows) (string, error) {
	var id int64
	err := rows.Scan(&id)
	return identifier(id), err
}

// Beyond returns the dossiers of which something was known within the horizon,
// and something else later: their listings do not tell how they stood then.
func (s *Store) Beyond(ctx context.Context, h tocsin.Horizon) ([]string, error) {
	if !h.Bounded() {
		return nil, nil
	}
	reported, learned, decided := bounds(h)
	ids, err := list(ctx, s.db, `SELECT id FROM listings INDEXED BY listings_known WHERE first_reported <= ?1 AND first_learned <= ?2
		AND (last_reported > ?1 OR last_learned > ?2 OR decided > ?3)`, []any{reported, learned, decided}, scanID)
	return ids, wrap("look which incidents changed later", err)
}

// bounds returns a horizon as columns hold it.
func bounds(h tocsin.Horizon) (reported, learned, decided int64) {
	at := func(t *time.Time) int64 {
		if t == nil {
			return math.MaxInt64
		}
		return t.UnixMilli()
	}
	reported = math.MaxInt64
	if h.Reported != nil {
		reported = int64(*h.Reported)
	}
	return reported, at(h.Learned), at(h.Decided)
}

// Listed returns a page of the list that q asks for, in its order, and how many
// dossiers the list has in all.
func (s *Store) Listed(ctx context.Context, q tocsin.ListingQuery) (lines []tocsin.Line, total int, err error) {
	f, err := listingFilter(q)
	if err != nil {
		return nil, 0, err
	}
	// Of a long list, counting takes as long as finding the page.
	counted := make(chan error, 1)
	go func() {
		var err error
		total, err = s.count(ctx, "listings l WHERE "+f.where(), f.args)
		counted <- err
	}()
	lines, err = s.listed(ctx, q, f)
	if cerr := <-counted; cerr != nil {
		return nil, 0, wrap("count the incidents", cerr)
	}
	return lines, total + len(q.Others), wrap("list the incidents", err)
}

// listed returns the page of the list that q asks for by the conditions of f.
func (s *Store) listed(ctx context.Context, q tocsin.ListingQuery, f *filter) ([]tocsin.Line, error) {
	query, args := "SELECT l.id AS id, l.row AS row, l.date AS date, l.shown AS shown, l.value AS value FROM listings l WHERE "+f.where(), f.args
	if len(q.Others) > 0 {
		others, err := encodeOthers(q.Others)
		if err != nil {
			return nil, err
		}
		query += " UNION ALL SELECT value ->> 0, NULL, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)"
		args = append(args, others)
	}
	order := "date DESC, shown"
	if q.ByValue {
		order = "value DESC, " + order
	}
	limit := q.Limit
	if q.All {
		limit = -1
	}
	// The bodies are read for the page alone.
	query = "SELECT p.id, b.json FROM (" + query + " ORDER BY " + order + " LIMIT ? OFFSET ?) p LEFT JOIN listing_bodies b ON b.listing = p.row ORDER BY " + order
	return list(ctx, s.db, query, append(args, limit, q.Offset), scanLine)
}

func scanLine(rows *sql.Rows) (l tocsin.Line, err error) {
	var id int64
	err = rows.Scan(&id, &l.Body)
	l.Dossier = identifier(id)
	return l, err
}

// encodeOthers returns what the rows of others are ordered by, as JSON.
func encodeOthers(all []tocsin.Listing) (string, error) {
	rows := make([][4]any, len(all))
	for i, l := range all {
		id, err := number(l.Dossier)
		if err != nil {
			return "", err
		}
		shown, err := number(l.Shown)
		if err != nil {
			return "", err
		}
		rows[i] = [4]any{id, l.Date, shown, l.Value}
	}
	b, err := json.Marshal(rows)
	return string(b), err
}

// listingFilter returns the conditions of q.
func listingFilter(q tocsin.ListingQuery) (*filter, error) {
	f := newFilter()
	among(f, "l.kind", q.Kinds)
	among(f, "l.country", q.Countries)
	among(f, "l.status", q.Statuses)
	among(f, "l.grade", q.Grades)
	among(f, "l.state", q.States)
	if q.Actor != "" {
		f.add("l.actor IN (SELECT actor FROM ("+distinctActors+") WHERE instr(actor, ?))", q.Actor)
	}
	if q.Outlet != "" {
		f.add("l.row IN (SELECT listing FROM listing_outlets WHERE outlet = ?)", q.Outlet)
	}
	addWords(f, q.Words)
	addDays(f, q.From, q.To)
	if q.Several {
		f.add("l.several = 1")
	}
	if q.Box != nil {
		f.within("l", q.Box)
	}
	if q.Known.Bounded() {
		reported, learned, decided := bounds(q.Known)
		f.add("l.last_reported <= ? AND l.last_learned <= ? AND l.decided <= ?", reported, learned, decided)
	}
	if len(q.Except) > 0 {
		ids, err := numbers(q.Except)
		if err != nil {
			return nil, err
		}
		f.add("l.id NOT IN "+idList, ids)
	}
	return f, nil
}

// addDays wants some day from one to the other, nil for no bound. Of several days
// may be few incidents, so that those that began before are looked up apart.
func addDays(f *filter, from, to *tocsin.Day) {
	switch {
	case from != nil && to != nil:
		f.add(`(l.first_day BETWEEN ? AND ? OR l.last_day > l.first_day AND l.last_day >= ? AND l.first_day < ?)`,
			from.String(), to.String(), from.String(), from.String())
	case from != nil:
		f.add("l.last_day >= ?", from.String())
	case to != nil:
		f.add("l.first_day > '' AND l.first_day <= ?", to.String())
	}
}

// distinctActors skips through the index of actors from one value to the next:
// there are far fewer than incidents.
const distinctActors = `WITH RECURSIVE a (actor) AS (SELECT min(actor) FROM listings
	UNION ALL SELECT (SELECT min(l.actor) FROM listings l WHERE l.actor > a.actor) FROM a WHERE a.actor IS NOT NULL)
	SELECT actor FROM a WHERE actor IS NOT NULL`

// addWords wants all of the words to occur, each of three characters or more.
func addWords(f *filter, words []string) {
	if len(words) == 0 {
		return
	}
	terms := make([]string, len(words))
	for i, w := range words {
		terms[i] = `"` + strings.ReplaceAll(w, `"`, `""`) + `"`
	}
	f.add("l.row IN (SELECT rowid FROM listing_words WHERE listing_words MATCH ?)", strings.Join(terms, " AND "))
}
