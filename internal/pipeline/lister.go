package pipeline

import (
	"context"

	"tocsin"
)

// ListDesk holds dossiers, and what lists select and order them by. It must be
// safe for concurrent use.
type ListDesk interface {
	// Relist has do make the listings of dossiers, and stores them with the cursor
	// of the stage, in one transaction in which nobody else writes.
	Relist(ctx context.Context, by tocsin.Producer, dossiers []int64,
		do func(ctx context.Context, ids []string) ([]tocsin.Listing, error)) error
}

// ListStage is the stage that keeps incidents ready to be listed.
type ListStage struct {
	desk ListDesk
	make func(ctx context.Context, ids []string) ([]tocsin.Listing, error)
	by   tocsin.Producer
}

// NewListStage returns the stage. make makes the listings of dossiers from what is
// stored, and version is that of all that shapes them.
func NewListStage(desk ListDesk, make func(ctx context.Context, ids []string) ([]tocsin.Listing, error), version string) *ListStage {
	return &ListStage{desk, make, tocsin.Producer{Stage: "list", Version: version}}
}

// Producer names the stage and its version.
func (s *ListStage) Producer() tocsin.Producer { return s.by }

// Work lists dossiers anew. A batch is done whole or not at all.
func (s *ListStage) Work(ctx context.Context, items []int64) (Tally, error) {
	if err := s.desk.Relist(ctx, s.by, items, s.make); err != nil {
		return Tally{}, err
	}
	return Tally{Done: len(items), Changed: len(items)}, nil
}
