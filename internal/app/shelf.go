package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"tocsin"
	"tocsin/internal/assess"
	"tocsin/internal/casebook"
	"tocsin/internal/pipeline"
	"tocsin/internal/resolve"
	"tocsin/internal/sqlite"
)

// shelf reads what a store knows of incidents. It is safe for concurrent use.
type shelf struct {
	store  *sqlite.Store
	binder casebook.Binder
	editions
}

func newShelf(store *sqlite.Store) (shelf, error) {
	actors, err := resolve.NewActors()
	if err != nil {
		return shelf{}, fmt.Errorf("load the actors: %w", err)
	}
	editions, err := newEditions()
	if err != nil {
		return shelf{}, fmt.Errorf("load linking: %w", err)
	}
	return shelf{store, casebook.NewBinder(assess.New(kinship(actors))), editions}, nil
}

// NewListStage returns the stage that keeps the incidents of a store ready to be
// listed.
func NewListStage(store *sqlite.Store) (*pipeline.ListStage, error) {
	s, err := newShelf(store)
	if err != nil {
		return nil, err
	}
	return newListStage(s), nil
}

// newListStage returns the stage; its version covers the actors' lineage as well.
func newListStage(s shelf) *pipeline.ListStage {
	return pipeline.NewListStage(s.store, s.listings, casebook.Version()+"+"+resolve.Version())
}

// kinship reports whether two actors of the lexicon are one, or one a branch of
// the other.
func kinship(actors *resolve.Actors) func(a, b string) bool {
	ids := map[string]string{}
	for _, a := range actors.All() {
		ids[a.Name] = a.ID
	}
	return func(a, b string) bool {
		x, y := ids[a], ids[b]
		return x != "" && y != "" &&
			(x == y || slices.Contains(actors.Parents(x), y) || slices.Contains(actors.Parents(y), x))
	}
}

// listings returns how dossiers stand in lists now; those that no report tells of
// any more are left out.
func (s shelf) listings(ctx context.Context, ids []string) ([]tocsin.Listing, error) {
	folders, err := s.folders(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []tocsin.Listing
	for _, f := range folders {
		file, known := s.binder.Open(f, assess.Moment{}, time.Time{})
		if !known {
			continue
		}
		l, err := file.Listing(f)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

// folder gathers all that is known of one incident.
func (s shelf) folder(ctx context.Context, id string) (f casebook.Folder, err error) {
	if f.Dossier, err = s.store.Dossier(ctx, id); err != nil {
		return f, fmt.Errorf("incident %s: %w", id, err)
	}
	if f.Told, err = s.tell(ctx, f.Dossier.Members); err != nil {
		return f, fmt.Errorf("incident %s: %w", id, err)
	}
	decisions, err := s.store.Decisions(ctx, f.Tellings())
	for _, of := range decisions {
		f.Decisions = append(f.Decisions, of...)
	}
	return f, err
}

// folders gathers what is known of several incidents, in the order of their IDs as
// given. What they are parts of is left out.
func (s shelf) folders(ctx context.Context, ids []string) ([]casebook.Folder, error) {
	members, err := s.store.Members(ctx, ids)
	if err != nil {
		return nil, err
	}
	flat := slices.Concat(slices.Collect(maps.Values(members))...)
	tellings := make([]string, len(flat))
	for i, m := range flat {
		tellings[i] = m.Telling
	}
	decisions, err := s.store.Decisions(ctx, tellings)
	if err != nil {
		return nil, err
	}
	told, err := s.tell(ctx, flat)
	if err != nil {
		return nil, err
	}
	byTelling := map[string][]tocsin.Testimony{}
	for _, t := range told {
		byTelling[t.Telling] = append(byTelling[t.Telling], t)
	}
	out := make([]casebook.Folder, len(ids))
	for i, id := range ids {
		f := casebook.Folder{Dossier: tocsin.Dossier{ID: id, Members: members[id]}}
		for _, m := range f.Dossier.Members {
			f.Told = append(f.Told, byTelling[m.Telling]...)
			f.Decisions = append(f.Decisions, decisions[m.Telling]...)
		}
		out[i] = f
	}
	return out, nil
}
