package sqlite

import (
	"context"
	"database/sql"
	"fmt"
)

// change is a transaction that prepares each of its statements once. It is for
// one goroutine.
type change struct {
	tx    *sql.Tx
	stmts map[string]*sql.Stmt
}

// takeTurn waits until it is the caller's turn to write, which ends with release. The
// writers of one process take turns in the order in which they come: SQLite's own
// lock is had by whoever happens to ask when it is free, and one of many may wait
// for it until its patience ends.
func (s *Store) takeTurn(ctx context.Context) (release func(), err error) {
	select {
	case s.turn <- struct{}{}:
		return func() { <-s.turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// write runs do in one transaction; an error of do or of the store undoes it.
func (s *Store) write(ctx context.Context, doing string, do func(tx *change) error) error {
	release, err := s.takeTurn(ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	defer release()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("%s: %w", doing, advise(err))
	}
	defer tx.Rollback() // without effect once committed
	if err := do(&change{tx, map[string]*sql.Stmt{}}); err != nil {
		return fmt.Errorf("%s: %w", doing, advise(err))
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("%s: %w", doing, advise(err))
	}
	return nil
}

func (c *change) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt := c.stmts[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := c.tx.PrepareContext(ctx, query) // closed with the transaction
	if err == nil {
		c.stmts[query] = stmt
	}
	return stmt, err
}

func (c *change) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	stmt, err := c.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(ctx, args...)
}

func (c *change) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := c.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

// scan runs a query for one row and scans it into dest; its error is
// [sql.ErrNoRows] where there is none.
func (c *change) scan(ctx context.Context, query string, args, dest []any) error {
	stmt, err := c.prepare(ctx, query)
	if err != nil {
		return err
	}
	return stmt.QueryRowContext(ctx, args...).Scan(dest...)
}
