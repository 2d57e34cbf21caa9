// Package sqlite is the embedded store: reports, their records and their
// incidents in one SQLite file, with full-text and spatial indexes.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver

	"tocsin"
)

// applicationID marks a SQLite file as a Tocsin store ("TOCS").
const applicationID = 0x544F4353

//go:embed migrations/*.sql
var migrations embed.FS

// Store keeps reports and records in one file. It is safe for concurrent use,
// also by several processes: readers never wait, writers wait for each other up
// to thirty seconds.
type Store struct {
	db     *sql.DB
	packer packer
	// turn holds a token while one of the process's goroutines writes.
	turn chan struct{}
}

// Open opens the store at path, making the file and its tables where there are
// none. It returns an error for a file that is not a Tocsin store, or one made
// by a newer version.
func Open(ctx context.Context, path string) (*Store, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, fmt.Errorf("open store %s: it is a folder; name a file", path)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	if _, err := os.Stat(filepath.Dir(abs)); err != nil {
		return nil, fmt.Errorf("open store %s: its folder cannot be read: %w", path, err)
	}
	db, err := sql.Open("sqlite", dataSource(abs))
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	db.SetMaxOpenConns(8)
	if err := migrate(ctx, db); err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", path, advise(err)), db.Close())
	}
	packer, err := newPacker()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", path, err), db.Close())
	}
	return &Store{db, packer, make(chan struct{}, 1)}, nil
}

// Close releases the file.
func (s *Store) Close() error { return s.db.Close() }

// dataSource names the file with its settings. Immediate transactions take the
// write lock at their start, so that two writers queue instead of failing.
func dataSource(abs string) string {
	q := url.Values{
		"_pragma": {
			"busy_timeout(30000)", "journal_mode(WAL)", "synchronous(NORMAL)", "foreign_keys(1)",
		},
		"_txlock": {"immediate"},
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: q.Encode()}).String()
}

// migrate brings the tables up to date, in one transaction. Where they are, it
// writes nothing: a store can be opened while another process writes to it for
// long, or its disk is full.
func migrate(ctx context.Context, db *sql.DB) error {
	if done, err := migrated(ctx, db); err != nil || done {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // without effect once committed
	version, err := storeVersion(ctx, tx)
	if err != nil {
		return err
	}
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	if version > len(files) {
		return fmt.Errorf("made by a newer version of Tocsin (schema %d, this one knows %d)", version, len(files))
	}
	for i, file := range files[version:] {
		if err := apply(ctx, tx, file, version+i+1); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return tx.Commit()
}

// migrated reports whether a file has seen all migrations.
func migrated(ctx context.Context, db *sql.DB) (bool, error) {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return false, err
	}
	var app, version int
	err = db.QueryRowContext(ctx, `SELECT a.application_id, v.user_version
		FROM pragma_application_id a, pragma_user_version v`).Scan(&app, &version)
	return app == applicationID && version == len(files), err
}

// apply runs one migration and records that it ran.
func apply(ctx context.Context, tx *sql.Tx, file string, version int) error {
	script, err := migrations.ReadFile(file)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf(
		"PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, version))
	return err
}

// storeVersion returns the number of migrations that the file has seen.
func storeVersion(ctx context.Context, tx *sql.Tx) (int, error) {
	var app, version, tables int
	err := tx.QueryRowContext(ctx, `SELECT a.application_id, v.user_version,
		(SELECT count(*) FROM sqlite_schema)
		FROM pragma_application_id a, pragma_user_version v`).Scan(&app, &version, &tables)
	if err != nil {
		return 0, err
	}
	if tables > 0 && app != applicationID {
		return 0, errors.New("the file is a database, but not a Tocsin store")
	}
	return version, nil
}

// Counts sums up the store.
func (s *Store) Counts(ctx context.Context) (tocsin.Counts, error) {
	c := tocsin.Counts{Kinds: map[tocsin.Kind]int{}, Countries: map[string]int{}}
	err := s.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM articles WHERE current),
		count(*), count(lat) FROM incidents`).Scan(&c.Articles, &c.Incidents, &c.Located)
	if err != nil {
		return c, fmt.Errorf("count the store: %w", advise(err))
	}
	if err := group(ctx, s.db, "kind", c.Kinds); err != nil {
		return c, fmt.Errorf("count the kinds: %w", advise(err))
	}
	if err := group(ctx, s.db, "country", c.Countries); err != nil {
		return c, fmt.Errorf("count the countries: %w", advise(err))
	}
	delete(c.Countries, "")
	return c, nil
}

// group counts the incidents by one column.
func group[K ~string](ctx context.Context, db *sql.DB, column string, into map[K]int) error {
	rows, err := db.QueryContext(ctx, "SELECT "+column+", count(*) FROM incidents GROUP BY 1")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key K
		var n int
		if err := rows.Scan(&key, &n); err != nil {
			return err
		}
		into[key] = n
	}
	return rows.Err()
}

// matchQuery turns what a person typed into an FTS5 query that cannot fail:
// every word must occur, "quoted words" stand together, and the last word may be
// unfinished. It returns "" where nothing is asked for.
func matchQuery(words string) string {
	var terms []string
	for i, part := range strings.Split(words, `"`) {
		if i%2 == 1 {
			terms = appendTerm(terms, part)
			continue
		}
		for _, word := range strings.Fields(part) {
			terms = appendTerm(terms, word)
		}
	}
	if len(terms) == 0 {
		return ""
	}
	if !strings.HasSuffix(strings.TrimSpace(words), `"`) {
		terms[len(terms)-1] += "*"
	}
	return strings.Join(terms, " AND ")
}

// appendTerm adds one quoted string, left out where it holds nothing to search.
func appendTerm(terms []string, s string) []string {
	s = strings.ReplaceAll(s, "\x00", " ")
	if !strings.ContainsFunc(s, searchable) {
		return terms
	}
	return append(terms, `"`+s+`"`)
}
