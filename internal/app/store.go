package app

import (
	"context"

	"tocsin/internal/sqlite"
)

// OpenStore opens the embedded store at path, making it where there is none.
// Close it after use.
func OpenStore(ctx context.Context, path string) (*sqlite.Store, error) {
	return sqlite.Open(ctx, path)
}
