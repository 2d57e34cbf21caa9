package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"tocsin"
)

const sourceColumns = `id, name, kind, at, country, lang, ownership, reliability, marking, every, delay, added, paused,
	etag, last_modified, checked, succeeded, due, failures, error, note, owner`

// AddSource stores a new source, which must be valid. It returns an error that
// is [tocsin.ErrExists] where the ID or the address is taken.
func (s *Store) AddSource(ctx context.Context, src tocsin.Source) error {
	if err := src.Validate(); err != nil {
		return fmt.Errorf("add source %s: %w", src.ID, err)
	}
	res, err := s.db.ExecContext(ctx, `INSERT INTO sources
		(id, name, kind, at, country, lang, ownership, reliability, marking, every, delay, added, paused, owner)
		VALUES (`+marks(14)+`) ON CONFLICT DO NOTHING`, sourceValues(src)...)
	return wrap("add source "+src.ID, changedOne(res, err, tocsin.ErrExists))
}

// UpdateSource replaces what is known of a source; how collecting from it stands
// is kept, but it is looked at anew at once where its kind or address changed. It
// returns an error that is [tocsin.ErrNotFound] where there is no such source, and
// [tocsin.ErrExists] where another has the address.
func (s *Store) UpdateSource(ctx context.Context, src tocsin.Source) error {
	if err := src.Validate(); err != nil {
		return fmt.Errorf("update source %s: %w", src.ID, err)
	}
	res, err := s.db.ExecContext(ctx, `UPDATE sources SET
		etag = iif(kind = ?3 AND at = ?4, etag, ''), last_modified = iif(kind = ?3 AND at = ?4, last_modified, ''),
		due = iif(kind = ?3 AND at = ?4, due, 0),
		name = ?2, kind = ?3, at = ?4, country = ?5, lang = ?6, ownership = ?7, reliability = ?8,
		marking = ?9, every = ?10, delay = ?11, added = ?12, paused = ?13, owner = ?14 WHERE id = ?1`, sourceValues(src)...)
	return wrap("update source "+src.ID, changedOne(res, err, tocsin.ErrNotFound))
}

// RemoveSource removes a source and its leads. What was collected from it stays, and
// with it what is known of the source: its marking, its reliability, whose it is.
// It returns an error that is [tocsin.ErrNotFound] where there is no such source.
func (s *Store) RemoveSource(ctx context.Context, id string) error {
	return s.write(ctx, "remove source "+id, func(tx *change) error {
		if _, err := tx.exec(ctx, `DELETE FROM marks WHERE source = ?`, id); err != nil {
			return err
		}
		_, err := tx.exec(ctx, `INSERT OR REPLACE INTO former_sources
			SELECT id, name, country, ownership, owner, reliability, marking, ? FROM sources WHERE id = ?`, millis(s.now()), id)
		if err != nil {
			return err
		}
		res, err := tx.exec(ctx, `DELETE FROM sources WHERE id = ?`, id)
		return changedOne(res, err, tocsin.ErrNotFound)
	})
}

// changedOne returns otherwise for a statement that changed nothing.
func changedOne(res sql.Result, err, otherwise error) error {
	var fault *driver.Error
	if errors.As(err, &fault) && fault.Code() == codes.SQLITE_CONSTRAINT_UNIQUE {
		return tocsin.ErrExists
	}
	if err != nil {
		return advise(err)
	}
	if n, err := res.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return otherwise
}

// Source returns one source with how collecting from it stands, or an error that
// is [tocsin.ErrNotFound].
func (s *Store) Source(ctx context.Context, id string) (tocsin.SourceStatus, error) {
	found, err := s.sources(ctx, "id = ?", id)
	if err == nil && len(found) == 0 {
		err = tocsin.ErrNotFound
	}
	if err != nil {
		return tocsin.SourceStatus{}, fmt.Errorf("source %q: %w", id, err)
	}
	return found[0], nil
}

// Sources returns all sources by their names.
func (s *Store) Sources(ctx context.Context) ([]tocsin.SourceStatus, error) {
	all, err := s.sources(ctx, "true")
	return all, wrap("list the sources", err)
}

// DueSources returns the sources to look at by now, those longest due first.
func (s *Store) DueSources(ctx context.Context, now time.Time) ([]tocsin.SourceStatus, error) {
	due, err := list(ctx, s.db, "SELECT "+sourceColumns+` FROM sources
		WHERE NOT paused AND due <= ? ORDER BY due, id`, []any{millis(now)}, scanSource)
	return due, wrap("list the sources that are due", err)
}

func (s *Store) sources(ctx context.Context, where string, args ...any) ([]tocsin.SourceStatus, error) {
	all, err := list(ctx, s.db, "SELECT "+sourceColumns+" FROM sources WHERE "+where+
		" ORDER BY name COLLATE NOCASE, id", args, scanSource)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Leads, err = s.countLeads(ctx, all[i].ID); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (s *Store) countLeads(ctx context.Context, source string) (map[tocsin.LeadState]int, error) {
	type counted struct {
		state tocsin.LeadState
		n     int
	}
	rows, err := list(ctx, s.db, "SELECT state, count(*) FROM leads WHERE source = ? GROUP BY 1", []any{source},
		func(rows *sql.Rows) (c counted, err error) { return c, rows.Scan(&c.state, &c.n) })
	counts := make(map[tocsin.LeadState]int, len(rows))
	for _, c := range rows {
		counts[c.state] = c.n
	}
	return counts, err
}

// SourceChecked stores in one transaction how a look at a source ended and the
// leads that it found. A lead that is known stays as it is unless its stamp
// changed; then it waits again. It returns the number of leads that are new or
// wait again. Nothing is stored for a source that was removed meanwhile.
func (s *Store) SourceChecked(ctx context.Context, id string, state tocsin.SourceState, leads []tocsin.Lead) (fresh int, err error) {
	release, err := s.takeTurn(ctx)
	if err != nil {
		return 0, fmt.Errorf("store the look at source %s: %w", id, err)
	}
	defer release()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("store the look at source %s: %w", id, advise(err))
	}
	defer tx.Rollback() // without effect once committed
	err = saveState(ctx, tx, id, state)
	if errors.Is(err, tocsin.ErrNotFound) {
		return 0, nil
	}
	if err == nil {
		fresh, err = addLeads(ctx, tx, id, leads)
	}
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		return 0, fmt.Errorf("store the look at source %s: %w", id, advise(err))
	}
	return fresh, nil
}

func saveState(ctx context.Context, tx *sql.Tx, id string, st tocsin.SourceState) error {
	res, err := tx.ExecContext(ctx, `UPDATE sources SET etag = ?, last_modified = ?, checked = ?, succeeded = ?,
		due = ?, failures = ?, error = ?, note = ? WHERE id = ?`, st.ETag, st.LastModified, millis(st.Checked),
		millis(st.Succeeded), millis(st.Due), st.Failures, st.Error, st.Note, id)
	return changedOne(res, err, tocsin.ErrNotFound)
}

func addLeads(ctx context.Context, tx *sql.Tx, source string, leads []tocsin.Lead) (fresh int, err error) {
	add, err := tx.PrepareContext(ctx, `INSERT INTO leads (source, url, stamp, title, published, state, due)
		VALUES (?1,?2,?3,?4,?5,'waiting',?6) ON CONFLICT (source, url) DO UPDATE SET
		stamp = ?3, title = ?4, published = ?5, state = 'waiting', due = ?6, failures = 0, error = ''
		WHERE stamp <> ?3`)
	if err != nil {
		return 0, err
	}
	defer add.Close()
	for _, l := range leads {
		res, err := add.ExecContext(ctx, source, l.URL, l.Stamp, l.Title, millis(l.Published), millis(l.Due))
		if err != nil {
			return 0, err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return 0, err
		}
		fresh += int(n)
	}
	return fresh, nil
}

const leadColumns = "source, url, stamp, title, published, state, due, failures, error"

// DueLeads returns the leads to fetch by now, at most each of one source, those
// longest due first, without those of paused sources.
func (s *Store) DueLeads(ctx context.Context, now time.Time, each int) ([]tocsin.DueLead, error) {
	due, err := list(ctx, s.db, `SELECT `+prefixed("l.", leadColumns)+`, `+prefixed("s.", sourceColumns)+`
		FROM sources s JOIN leads l ON l.row IN (SELECT row FROM leads
			WHERE source = s.id AND state = 'waiting' AND due <= ? ORDER BY due, row LIMIT ?)
		WHERE NOT s.paused ORDER BY l.due, l.row`, []any{millis(now), each}, scanDueLead)
	return due, wrap("list the leads that are due", err)
}

// prefixed puts a table's name before each column of a list.
func prefixed(table, columns string) string {
	names := strings.Split(columns, ",")
	for i, n := range names {
		names[i] = table + strings.TrimSpace(n)
	}
	return strings.Join(names, ", ")
}

// FailedLeads returns at most limit of a source's leads whose last try failed,
// those given up included, latest first.
func (s *Store) FailedLeads(ctx context.Context, source string, limit int) ([]tocsin.Lead, error) {
	failed, err := list(ctx, s.db, "SELECT "+leadColumns+` FROM leads WHERE source = ? AND error <> ''
		ORDER BY row DESC LIMIT ?`, []any{source, limit}, scanLead)
	return failed, wrap("list the leads that failed", err)
}

// SettleLead stores what became of a lead.
func (s *Store) SettleLead(ctx context.Context, l tocsin.Lead) error {
	return s.write(ctx, "store what became of "+l.URL, func(tx *change) error {
		_, err := tx.exec(ctx, `UPDATE leads SET state = ?, due = ?, failures = ?, error = ?
			WHERE source = ? AND url = ? AND stamp = ?`,
			string(l.State), millis(l.Due), l.Failures, l.Error, l.Source, l.URL, l.Stamp)
		if err != nil || l.State == tocsin.LeadWaiting {
			return err
		}
		return unmark(ctx, tx, l.Source, l.URL)
	})
}

// RetryLeads lets a source's leads that failed or were given up wait again from
// now, and returns how many they are.
func (s *Store) RetryLeads(ctx context.Context, source string) (int, error) {
	res, err := s.db.ExecContext(ctx, `UPDATE leads SET state = 'waiting', due = 0, failures = 0, error = ''
		WHERE source = ? AND error <> ''`, source)
	if err != nil {
		return 0, fmt.Errorf("retry the leads of source %s: %w", source, advise(err))
	}
	n, err := res.RowsAffected()
	return int(n), wrap("retry the leads of source "+source, err)
}

func sourceValues(s tocsin.Source) []any {
	return []any{
		s.ID, s.Name, string(s.Kind), s.At, s.Country, s.Lang, string(s.Ownership), string(s.Reliability),
		string(s.Marking), s.Every.Milliseconds(), s.Delay.Milliseconds(), millis(s.Added), s.Paused, s.Owner,
	}
}

func scanSource(rows *sql.Rows) (src tocsin.SourceStatus, err error) {
	return src, rows.Scan(sourceTargets(&src)...)
}

// sourceTargets are where the columns of a source go.
func sourceTargets(src *tocsin.SourceStatus) []any {
	st := &src.State
	return []any{
		&src.ID, &src.Name, &src.Kind, &src.At, &src.Country, &src.Lang, &src.Ownership,
		&src.Reliability, &src.Marking, (*span)(&src.Every), (*span)(&src.Delay), (*instant)(&src.Added), &src.Paused,
		&st.ETag, &st.LastModified, (*instant)(&st.Checked), (*instant)(&st.Succeeded), (*instant)(&st.Due),
		&st.Failures, &st.Error, &st.Note, &src.Owner,
	}
}

func scanLead(rows *sql.Rows) (l tocsin.Lead, err error) {
	return l, rows.Scan(leadTargets(&l)...)
}

// leadTargets are where the columns of a lead go.
func leadTargets(l *tocsin.Lead) []any {
	return []any{
		&l.Source, &l.URL, &l.Stamp, &l.Title, (*instant)(&l.Published), &l.State, (*instant)(&l.Due), &l.Failures, &l.Error,
	}
}

func scanDueLead(rows *sql.Rows) (due tocsin.DueLead, err error) {
	var src tocsin.SourceStatus
	err = rows.Scan(append(leadTargets(&due.Lead), sourceTargets(&src)...)...)
	due.From = src.Source
	return due, err
}

// millis returns the milliseconds since 1970, 0 for the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// moment undoes millis.
func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// instant takes the milliseconds of a time from a column, in UTC; 0 is the zero
// time.
type instant time.Time

// Scan takes a column's value.
func (i *instant) Scan(v any) error {
	ms, ok := v.(int64)
	if !ok {
		return fmt.Errorf("a time is stored as %T, want milliseconds", v)
	}
	*i = instant(moment(ms))
	return nil
}

// span takes the milliseconds of a length of time from a column.
type span time.Duration

// Scan takes a column's value.
func (s *span) Scan(v any) error {
	ms, ok := v.(int64)
	if !ok {
		return fmt.Errorf("a length of time is stored as %T, want milliseconds", v)
	}
	*s = span(time.Duration(ms) * time.Millisecond)
	return nil
}
