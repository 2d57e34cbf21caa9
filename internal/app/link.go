package app

import (
	"context"
	"fmt"

	"tocsin"
	"tocsin/internal/link"
	"tocsin/internal/pipeline"
	"tocsin/internal/resolve"
	"tocsin/internal/resolve/gazetteer"
	"tocsin/internal/review"
	"tocsin/internal/sqlite"
	"tocsin/internal/text"
)

// NewLinkStage returns the stage that joins what the store's records tell to
// dossiers, by analysts' decisions first. Its version covers the actors' lineage as
// well as linking itself.
func NewLinkStage(store *sqlite.Store) (*pipeline.LinkStage, error) {
	reader, err := NewTellings()
	if err != nil {
		return nil, err
	}
	scorer, err := link.NewScorer()
	if err != nil {
		return nil, err
	}
	stage := pipeline.NewLinkStage(store, reader, scorer, link.Version()+"+"+resolve.Version())
	stage.Rulings = func(ctx context.Context) ([]tocsin.Constraint, error) {
		decisions, err := store.AllDecisions(ctx)
		return review.Constraints(decisions), err
	}
	return stage, nil
}

// NewTellings returns the reader that makes tellings of records.
func NewTellings() (*link.Reader, error) {
	lexicon, err := resolve.NewActors()
	if err != nil {
		return nil, fmt.Errorf("read the actor lexicon: %w", err)
	}
	return link.NewReader(lexicon), nil
}

// Ground resolves the names of gold values as coding resolves those of a text.
type Ground struct {
	actors *resolve.Actors
	places *resolve.Toponyms
}

// NewGround returns a resolver of gold values.
func NewGround() (*Ground, error) {
	lexicon, err := resolve.NewActors()
	if err != nil {
		return nil, fmt.Errorf("read the actor lexicon: %w", err)
	}
	gaz, err := gazetteer.Open()
	if err != nil {
		return nil, fmt.Errorf("open the gazetteer: %w", err)
	}
	return &Ground{lexicon, resolve.NewToponyms(gaz)}, nil
}

// Actor returns the lexicon's ID of a name, "" where it has none.
func (g *Ground) Actor(name string) string {
	a, _ := g.actors.Canonical(name)
	return a.ID
}

// Places returns what the names at spans of rep resolve to, one for each.
func (g *Ground) Places(rep tocsin.Report, spans []tocsin.Span) []tocsin.Place {
	return g.places.ResolveAt(text.New(rep), spans)
}
