package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"tocsin"
	"tocsin/internal/link"
)

// linkIndex is the [link.Index] of one transaction.
type linkIndex struct {
	tx *change
	// placed is how the tellings read so far are stored in their dossiers.
	placed map[string]placing
}

// placing is what a telling's row says of its dossier.
type placing struct {
	dossier int64
	score   float64
	reasons string
}

func newLinkIndex(tx *change) *linkIndex { return &linkIndex{tx, map[string]placing{}} }

// number returns the number under which an ID is stored; it sorts as the ID does.
func number(id string) (int64, error) {
	n, err := strconv.ParseUint(id, 16, 64)
	if err != nil || len(id) != 16 {
		return 0, fmt.Errorf("telling %q: want 16 hexadecimal digits", id)
	}
	return int64(n ^ 1<<63), nil
}

// identifier returns the ID that is stored as n.
func identifier(n int64) string {
	const digits = "0123456789abcdef"
	var b [16]byte
	u := uint64(n) ^ 1<<63
	for i := range b {
		b[i] = digits[u>>(60-4*i)&15]
	}
	return string(b[:])
}

// numbers returns the IDs as one JSON argument of a query.
func numbers(ids []string) (string, error) {
	all := make([]int64, len(ids))
	for i, id := range ids {
		var err error
		if all[i], err = number(id); err != nil {
			return "", err
		}
	}
	b, err := json.Marshal(all)
	return string(b), err
}

// Members returns the IDs in each of the blocks.
func (x *linkIndex) Members(ctx context.Context, blocks []link.Key, limit int) (map[link.Key][]string, error) {
	keys := make([]int64, len(blocks))
	for i, k := range blocks {
		keys[i] = int64(k)
	}
	asked, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	bound := ""
	args := []any{string(asked)}
	if limit > 0 {
		bound = `AND b.telling <= coalesce((SELECT telling FROM link_blocks WHERE block = k.value
			ORDER BY telling LIMIT 1 OFFSET ?), 9223372036854775807)`
		args = append(args, limit-1)
	}
	out := map[link.Key][]string{}
	err = x.tx.each(ctx, `SELECT b.block, b.telling FROM json_each(?) k CROSS JOIN link_blocks b
		ON b.block = k.value `+bound+` ORDER BY b.block, b.telling`, args, func(rows *sql.Rows) error {
		var block, telling int64
		if err := rows.Scan(&block, &telling); err != nil {
			return err
		}
		out[link.Key(block)] = append(out[link.Key(block)], identifier(telling))
		return nil
	})
	return out, err
}

// Tellings returns those of ids that are stored.
func (x *linkIndex) Tellings(ctx context.Context, ids []string) ([]link.Telling, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	asked, err := numbers(ids)
	if err != nil {
		return nil, err
	}
	out := make([]link.Telling, 0, len(ids))
	err = x.tx.each(ctx, `SELECT t.dossier, t.score, t.reasons, t.json FROM json_each(?) k CROSS JOIN tellings t ON t.id = k.value`,
		[]any{asked}, func(rows *sql.Rows) error {
			var at placing
			var encoded sql.RawBytes
			if err := rows.Scan(&at.dossier, &at.score, &at.reasons, &encoded); err != nil {
				return err
			}
			var t link.Telling
			if err := json.Unmarshal(encoded, &t); err != nil {
				return err
			}
			if at.dossier != 0 {
				t.Dossier = identifier(at.dossier)
			}
			x.placed[t.ID] = at
			out = append(out, t)
			return nil
		})
	return out, err
}

// Links returns every link that touches one of ids.
func (x *linkIndex) Links(ctx context.Context, ids []string) ([]link.Link, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	asked, err := numbers(ids)
	if err != nil {
		return nil, err
	}
	var out []link.Link
	seen := map[[3]int64]bool{}
	err = x.tx.each(ctx, `SELECT l.a, l.b, l.type, l.score FROM json_each(?1) k CROSS JOIN links l ON l.a = k.value
		UNION ALL SELECT l.a, l.b, l.type, l.score FROM json_each(?1) k CROSS JOIN links l INDEXED BY links_b ON l.b = k.value`,
		[]any{asked}, func(rows *sql.Rows) error {
			var a, b int64
			var l link.Link
			if err := rows.Scan(&a, &b, &l.Type, &l.Score); err != nil {
				return err
			}
			key := [3]int64{a, b, int64(l.Type)}
			if seen[key] {
				return nil // both of its ends were asked for
			}
			seen[key] = true
			l.A, l.B = identifier(a), identifier(b)
			out = append(out, l)
			return nil
		})
	return out, err
}

// Apply takes in a change.
func (x *linkIndex) Apply(ctx context.Context, c link.Change) error {
	for _, id := range c.Remove {
		if err := x.remove(ctx, id); err != nil {
			return err
		}
	}
	for old, now := range c.Succeed {
		if err := x.succeed(ctx, old, now, slices.Contains(c.Remove, old)); err != nil {
			return err
		}
	}
	for i := range c.Add {
		if err := x.add(ctx, &c.Add[i]); err != nil {
			return err
		}
	}
	if err := x.unlink(ctx, c.Unlink); err != nil {
		return err
	}
	for _, d := range c.Undecide {
		if err := x.undecide(ctx, d.A, d.B); err != nil {
			return err
		}
	}
	if err := x.linkAll(ctx, c.Links); err != nil {
		return err
	}
	for _, id := range c.Dissolve {
		if err := x.dissolve(ctx, id); err != nil {
			return err
		}
	}
	for i := range c.Dossiers {
		if err := x.keep(ctx, &c.Dossiers[i]); err != nil {
			return err
		}
	}
	return nil
}

func (x *linkIndex) add(ctx context.Context, t *link.Telling) error {
	id, err := number(t.ID)
	if err != nil {
		return err
	}
	encoded, err := json.Marshal(t)
	if err != nil {
		return err
	}
	var keys []int64
	for _, k := range link.Blocks(t) {
		keys = append(keys, int64(k))
		if _, err := x.tx.exec(ctx, `INSERT OR IGNORE INTO link_blocks VALUES (?,?)`, int64(k), id); err != nil {
			return err
		}
	}
	blocks, err := json.Marshal(keys)
	if err != nil {
		return err
	}
	// What was gone and is told again takes back its ID.
	if _, err := x.tx.exec(ctx, `DELETE FROM redirects WHERE old = ?`, id); err != nil {
		return err
	}
	_, err = x.tx.exec(ctx, `INSERT INTO tellings (id, article, blocks, json)
		VALUES (?, (SELECT row FROM articles WHERE id = ?), ?, ?)`, id, t.Article, string(blocks), string(encoded))
	return err
}

// remove forgets a telling, its blocks and its links; decisions on it stay.
func (x *linkIndex) remove(ctx context.Context, id string) error {
	n, err := number(id)
	if err != nil {
		return err
	}
	delete(x.placed, id)
	_, err = x.tx.exec(ctx, `DELETE FROM link_blocks WHERE telling = ?1 AND block IN
		(SELECT k.value FROM tellings t, json_each(t.blocks) k WHERE t.id = ?1)`, n)
	if err == nil {
		err = x.unlink(ctx, []string{id})
	}
	if err == nil {
		_, err = x.tx.exec(ctx, `DELETE FROM tellings WHERE id = ?`, n)
	}
	return err
}

func (x *linkIndex) unlink(ctx context.Context, ids []string) error {
	for _, id := range ids {
		n, err := number(id)
		if err != nil {
			return err
		}
		// Decisions are of the types 2 and 3.
		if _, err := x.tx.exec(ctx, `DELETE FROM links WHERE a = ? AND type < 2`, n); err != nil {
			return err
		}
		if _, err := x.tx.exec(ctx, `DELETE FROM links WHERE b = ? AND type < 2`, n); err != nil {
			return err
		}
	}
	return nil
}

// succeed makes old lead to now, which takes over the decisions on it. One that is
// only removed goes on leading to where a later version of its report took it.
func (x *linkIndex) succeed(ctx context.Context, old, now string, removed bool) error {
	from, err := number(old)
	if err != nil {
		return err
	}
	var to any
	if now != "" {
		if to, err = number(now); err != nil {
			return err
		}
	}
	if _, err := x.tx.exec(ctx, `INSERT INTO redirects VALUES (?1,?2)
		ON CONFLICT DO UPDATE SET now = ?2 WHERE NOT ?3 OR now IS NULL`, from, to, removed); err != nil {
		return err
	}
	decided, err := x.Links(ctx, []string{old})
	if err != nil {
		return err
	}
	for _, l := range decided {
		if err := x.undecide(ctx, l.A, l.B); err != nil {
			return err
		}
		other := l.A
		if other == old {
			other = l.B
		}
		if now == "" || now == other {
			continue
		}
		l.A, l.B = min(now, other), max(now, other)
		if err := x.linkAll(ctx, []link.Link{l}); err != nil {
			return err
		}
	}
	return nil
}

func (x *linkIndex) undecide(ctx context.Context, a, b string) error {
	from, err := number(min(a, b))
	if err != nil {
		return err
	}
	to, err := number(max(a, b))
	if err != nil {
		return err
	}
	_, err = x.tx.exec(ctx, `DELETE FROM links WHERE a = ? AND b = ? AND type >= 2`, from, to)
	return err
}

// linkAll adds links, all in one statement: there may be thousands.
func (x *linkIndex) linkAll(ctx context.Context, links []link.Link) error {
	if len(links) == 0 {
		return nil
	}
	rows := make([][4]any, len(links))
	for i, l := range links {
		if l.Type == link.Together || l.Type == link.Apart {
			if err := x.undecide(ctx, l.A, l.B); err != nil {
				return err
			}
		}
		a, err := number(l.A)
		if err != nil {
			return err
		}
		b, err := number(l.B)
		if err != nil {
			return err
		}
		rows[i] = [4]any{a, b, l.Type, l.Score}
	}
	encoded, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	_, err = x.tx.exec(ctx, `INSERT INTO links SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3
		FROM json_each(?) WHERE 1 ON CONFLICT DO UPDATE SET score = excluded.score`, string(encoded))
	return err
}

func (x *linkIndex) dissolve(ctx context.Context, id string) error {
	n, err := number(id)
	if err == nil {
		_, err = x.tx.exec(ctx, `DELETE FROM dossiers WHERE id = ?`, n)
	}
	if err == nil {
		_, err = x.tx.exec(ctx, `DELETE FROM dossier_actors WHERE dossier = ?`, n)
	}
	return err
}

// keep stores a dossier and its members, as far as they are not so stored already.
func (x *linkIndex) keep(ctx context.Context, d *tocsin.Dossier) error {
	id, err := number(d.ID)
	if err != nil {
		return err
	}
	for _, m := range d.Members {
		if err := x.keepMember(ctx, id, m); err != nil {
			return err
		}
	}
	short := *d
	short.Members = nil
	encoded, err := json.Marshal(short)
	if err != nil {
		return err
	}
	var first, last, lat, lon any
	if d.When != nil {
		first, last = int(d.When.Start), int(d.When.End)
	}
	country := ""
	if p := d.Where; p != nil {
		country = p.Country
		if p.Located() {
			lat, lon = p.Lat, p.Lon
		}
	}
	res, err := x.tx.exec(ctx, `INSERT INTO dossiers (id, kind, country, first_day, last_day, lat, lon, reports, json)
		VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9) ON CONFLICT DO UPDATE SET kind = ?2, country = ?3, first_day = ?4,
		last_day = ?5, lat = ?6, lon = ?7, reports = ?8, json = ?9 WHERE json <> ?9`,
		id, string(d.Kind), country, first, last, lat, lon, d.Reports, string(encoded))
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return err
	}
	if _, err := x.tx.exec(ctx, `DELETE FROM dossier_actors WHERE dossier = ?`, id); err != nil {
		return err
	}
	for _, a := range d.Actors {
		if _, err := x.tx.exec(ctx, `INSERT INTO dossier_actors VALUES (?,?)`, a, id); err != nil {
			return err
		}
	}
	return nil
}

func (x *linkIndex) keepMember(ctx context.Context, dossier int64, m tocsin.Member) error {
	id, err := number(m.Telling)
	if err != nil {
		return err
	}
	reasons, err := json.Marshal(m.Reasons)
	if err != nil {
		return err
	}
	now := placing{dossier, m.Score, string(reasons)}
	if was, ok := x.placed[m.Telling]; ok && was == now {
		return nil
	}
	x.placed[m.Telling] = now
	_, err = x.tx.exec(ctx, `UPDATE tellings SET dossier = ?2, score = ?3, reasons = ?4 WHERE id = ?1`,
		id, dossier, m.Score, now.reasons)
	return err
}

// each runs a query and hands every row to do.
func (c *change) each(ctx context.Context, query string, args []any, do func(*sql.Rows) error) error {
	stmt, err := c.prepare(ctx, query)
	if err != nil {
		return err
	}
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
