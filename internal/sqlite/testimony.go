package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"tocsin"
	"tocsin/internal/link"
)

// Testimonies returns what the reports of members tell, with what is known of the
// reports, in no order. A member whose report is not stored, or no longer tells of
// its incident, is left out.
func (s *Store) Testimonies(ctx context.Context, members []tocsin.Member) ([]tocsin.Testimony, error) {
	type key struct{ article, incident string }
	wanted := map[key]tocsin.Member{}
	var articles []string
	for _, m := range members {
		wanted[key{m.Article, m.Incident}] = m
		articles = append(articles, m.Article)
	}
	rows, err := list(ctx, s.db, testimonyQuery, []any{asList(articles)}, scanWitness)
	if err != nil {
		return nil, fmt.Errorf("read what %d reports tell: %w", len(articles), err)
	}
	out := make([]tocsin.Testimony, 0, len(members))
	for _, t := range rows {
		if m, ok := wanted[key{t.Article, t.Told.Incident.ID}]; ok {
			m.Published, m.Outlet = t.Published, t.Outlet
			t.Member = m
			out = append(out, t)
		}
	}
	return out, nil
}

// An outlet's source is the one that brought the document, or the one of its name,
// also where it was removed.
// What a state owns in one country has one owner. A group of copies goes by
// the smallest ID in it, so that the order in which they came does not show.
const (
	witnessColumns = `a.id, a.published, a.outlet, a.title, a.kept,
	(SELECT min(id) FROM articles g WHERE g.copies = a.copies),
	coalesce(s.reliability, fs.reliability, n.reliability, fn.reliability, ''), coalesce(s.ownership, fs.ownership, n.ownership, fn.ownership, ''),
	coalesce(s.country, fs.country, n.country, fn.country, ''), coalesce(s.owner, fs.owner, n.owner, fn.owner, '')`
	outletSources = ` LEFT JOIN documents d ON d.row = (SELECT min(row) FROM documents WHERE article = a.row)
	LEFT JOIN sources s ON s.id = d.source
	LEFT JOIN former_sources fs ON fs.id = d.source
	LEFT JOIN sources n ON n.id = (SELECT min(id) FROM sources WHERE name = a.outlet)
	LEFT JOIN former_sources fn ON fn.id = (SELECT min(id) FROM former_sources WHERE name = a.outlet)
	WHERE `
	witnessSources = outletSources + `a.id IN ` + idList
	testimonyQuery = `SELECT ` + witnessColumns + `, i.json FROM articles a JOIN incidents i ON i.article = a.row` + witnessSources
	witnessQuery   = `SELECT ` + witnessColumns + `, '{}' FROM articles a` + witnessSources
)

// Witnesses returns what is known of articles as reports, by their IDs: testimonies
// that tell nothing.
func (s *Store) Witnesses(ctx context.Context, articles []string) (map[string]tocsin.Testimony, error) {
	all, err := list(ctx, s.db, witnessQuery, []any{asList(articles)}, scanWitness)
	out := map[string]tocsin.Testimony{}
	for _, t := range all {
		out[t.Article] = t
	}
	return out, wrap(fmt.Sprintf("look up %d reports", len(articles)), err)
}

// Editions returns all versions of the stories of which articles are the current
// versions, as far as there is more than one: those that were found in the world
// first come first, the current one last. What a document was only once misread as
// is none.
func (s *Store) Editions(ctx context.Context, articles []string) ([]tocsin.Edition, error) {
	all, err := list(ctx, s.db, `SELECT c.id, (SELECT min(fetched) FROM documents WHERE article = a.row) AS came, r.json, `+witnessColumns+`, '{}'
		FROM articles c JOIN articles a ON a.story = c.story JOIN records r ON r.article = a.row`+outletSources+`c.id IN `+idList+`
		AND c.current AND came IS NOT NULL AND (SELECT count(*) FROM articles v WHERE v.story = c.story) > 1
		ORDER BY c.id, a.current, came, a.row`, []any{asList(articles)},
		func(rows *sql.Rows) (e tocsin.Edition, err error) {
			var came int64
			var encoded []byte
			if e.Witness, err = scanTestimony(rows, &e.Of, &came, &encoded); err == nil {
				err = json.Unmarshal(encoded, &e.Record)
			}
			e.Came = moment(came)
			return e, err
		})
	return all, wrap(fmt.Sprintf("read the versions of %d reports", len(articles)), err)
}

func scanWitness(rows *sql.Rows) (tocsin.Testimony, error) { return scanTestimony(rows) }

// scanTestimony reads what was asked for first into before.
func scanTestimony(rows *sql.Rows, before ...any) (t tocsin.Testimony, err error) {
	var published sql.NullString
	var kept int64
	var ownership, country, owner string
	var encoded []byte
	err = rows.Scan(append(before, &t.Article, &published, &t.Outlet, &t.Title, &kept, &t.Copies, &t.Reliability, &ownership, &country, &owner, &encoded)...)
	if err != nil {
		return t, err
	}
	t.Learned = moment(kept)
	if state := tocsin.Ownership(ownership) == tocsin.OwnedByState || tocsin.Ownership(ownership) == tocsin.OwnedByForce; state && country != "" {
		t.Owners = append(t.Owners, "state of "+country)
	}
	if owner != "" {
		t.Owners = append(t.Owners, owner)
	}
	if t.Published, err = parseDay(published); err != nil {
		return t, err
	}
	return t, json.Unmarshal(encoded, &t.Told.Incident)
}

// Members returns the tellings of dossiers, canonical first.
func (s *Store) Members(ctx context.Context, dossiers []string) (map[string][]tocsin.Member, error) {
	ids, err := numbers(dossiers)
	if err != nil {
		return nil, fmt.Errorf("read the members of incidents: %w", err)
	}
	out := map[string][]tocsin.Member{}
	_, err = list(ctx, s.db, `SELECT score, reasons, json, dossier FROM tellings
		WHERE dossier IN `+idList, []any{ids}, func(rows *sql.Rows) (struct{}, error) {
		var dossier int64
		m, err := scanMember(rows, &dossier)
		out[identifier(dossier)] = append(out[identifier(dossier)], m)
		return struct{}{}, err
	})
	for _, members := range out {
		link.SortMembers(members)
	}
	return out, wrap("read the members of incidents", err)
}
