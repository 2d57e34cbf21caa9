package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"tocsin"
)

// Marks that stand around matching words in an excerpt; no text holds them, for
// they are controls that reading takes out.
const matchOpen, matchClose = "\x02", "\x03"

// excerptTokens is the length of an excerpt in tokens.
const excerptTokens = 28

// searchable reports whether the tokenizer makes words of r.
func searchable(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// Article returns a stored report and its record by the report's ID in the
// store, or an error that is [tocsin.ErrNotFound].
func (s *Store) Article(ctx context.Context, id string) (tocsin.Coded, error) {
	var c tocsin.Coded
	var published sql.NullString
	var record []byte
	rep := &c.Report
	err := s.db.QueryRowContext(ctx, `SELECT a.hash, a.id, a.published, a.basis, a.outlet, a.url, a.title,
		a.text, a.lang, r.json FROM articles a JOIN records r ON r.article = a.row WHERE a.id = ? AND a.purged = 0`, id).
		Scan(&c.Hash, &rep.ID, &published, &rep.Basis, &rep.Outlet, &rep.URL, &rep.Title, &rep.Text, &rep.Lang, &record)
	if errors.Is(err, sql.ErrNoRows) {
		return c, fmt.Errorf("article %q: %w", id, tocsin.ErrNotFound)
	}
	if err == nil {
		rep.Published, err = parseDay(published)
	}
	if err == nil {
		err = json.Unmarshal(record, &c.Record)
	}
	if err != nil {
		return c, fmt.Errorf("article %q: %w", id, advise(err))
	}
	return c, nil
}

// Articles returns a page of the stored reports that meet q, and how many do.
func (s *Store) Articles(ctx context.Context, q tocsin.ArticleQuery) ([]tocsin.ArticleHit, int, error) {
	from, excerpt, order := "articles a WHERE a.current", "substr(a.text, 1, 240)", "a.published DESC, a.row DESC"
	var args []any
	if match := matchQuery(q.Words); match != "" {
		from = `article_words w JOIN articles a ON a.row = w.rowid WHERE article_words MATCH ? AND a.current`
		excerpt = fmt.Sprintf("snippet(article_words, -1, '%s', '%s', '…', %d)", matchOpen, matchClose, excerptTokens)
		order = "bm25(article_words, 4.0, 1.0), " + order
		args = append(args, match)
	}
	total, err := s.count(ctx, from, args)
	if err != nil || q.Limit == 0 {
		return []tocsin.ArticleHit{}, total, wrap("search the articles", err)
	}
	hits, err := list(ctx, s.db, fmt.Sprintf(`SELECT a.id, a.published, a.outlet, a.title, %s,
		(SELECT count(*) FROM incidents i WHERE i.article = a.row)
		FROM %s ORDER BY %s LIMIT ? OFFSET ?`, excerpt, from, order),
		append(args, q.Limit, q.Offset), scanArticle)
	return hits, total, wrap("search the articles", err)
}

// Incidents returns a page of the stored incidents that meet q, and how many do.
func (s *Store) Incidents(ctx context.Context, q tocsin.IncidentQuery) ([]tocsin.IncidentHit, int, error) {
	where, args := incidentFilter(q)
	from := "incidents i JOIN articles a ON a.row = i.article WHERE " + where
	total, err := s.count(ctx, from, args)
	if err != nil || q.Limit == 0 {
		return []tocsin.IncidentHit{}, total, wrap("search the incidents", err)
	}
	hits, err := list(ctx, s.db, `SELECT a.id, a.published, a.outlet, a.title, i.json FROM `+from+
		` ORDER BY i.first_day DESC NULLS LAST, i.article DESC, i.ord LIMIT ? OFFSET ?`,
		append(args, q.Limit, q.Offset), scanIncident)
	return hits, total, wrap("search the incidents", err)
}

// incidentFilter returns the conditions of q and their arguments.
func incidentFilter(q tocsin.IncidentQuery) (where string, args []any) {
	f := newFilter()
	if match := matchQuery(q.Words); match != "" {
		f.add("i.row IN (SELECT rowid FROM incident_words WHERE incident_words MATCH ?)", match)
	}
	among(f, "i.kind", q.Kinds)
	among(f, "i.country", q.Countries)
	if q.From != nil {
		f.add("i.last_day >= ?", q.From.String())
	}
	if q.To != nil {
		f.add("i.first_day <= ?", q.To.String())
	}
	if b := q.Box; b != nil {
		// The index holds 32-bit numbers, rounded outwards: the columns decide.
		f.add(`i.row IN (SELECT row FROM incident_points WHERE north >= ? AND south <= ?
			AND (east >= ? `+side(b)+` west <= ?))`, b.South, b.North, b.West, b.East)
		f.within("i", b)
	}
	return f.where(), f.args
}

func (s *Store) count(ctx context.Context, from string, args []any) (n int, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM "+from, args...).Scan(&n)
	return n, err
}

// asker is a database, or a transaction on it.
type asker interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// list runs a query and scans every row.
func list[T any](ctx context.Context, db asker, query string, args []any, scan func(*sql.Rows) (T, error)) ([]T, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return scanAll(rows, scan)
}

func scanArticle(rows *sql.Rows) (hit tocsin.ArticleHit, err error) {
	var published sql.NullString
	var excerpt string
	err = rows.Scan(&hit.ID, &published, &hit.Outlet, &hit.Title, &excerpt, &hit.Incidents)
	if err != nil {
		return hit, err
	}
	hit.Excerpt = fragments(excerpt)
	hit.Published, err = parseDay(published)
	return hit, err
}

func scanIncident(rows *sql.Rows) (hit tocsin.IncidentHit, err error) {
	var published sql.NullString
	var encoded []byte
	err = rows.Scan(&hit.Article, &published, &hit.Outlet, &hit.Title, &encoded)
	if err != nil {
		return hit, err
	}
	if err := json.Unmarshal(encoded, &hit.Incident); err != nil {
		return hit, fmt.Errorf("article %s: %w", hit.Article, err)
	}
	hit.Published, err = parseDay(published)
	return hit, err
}

// fragments splits an excerpt at the marks around its matches.
func fragments(s string) []tocsin.Fragment {
	all := []tocsin.Fragment{}
	add := func(s string, match bool) {
		if s != "" {
			all = append(all, tocsin.Fragment{Text: s, Match: match})
		}
	}
	for s != "" {
		before, rest, _ := strings.Cut(s, matchOpen)
		match, after, _ := strings.Cut(rest, matchClose)
		add(before, false)
		add(match, true)
		s = after
	}
	return all
}

func parseDay(s sql.NullString) (*tocsin.Day, error) {
	if !s.Valid {
		return nil, nil
	}
	d, err := tocsin.ParseDay(s.String)
	return &d, err
}

// marks returns n placeholders.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

func anys[S ~string](values []S) []any {
	all := make([]any, len(values))
	for i, v := range values {
		all[i] = string(v)
	}
	return all
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, advise(err))
}
