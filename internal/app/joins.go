package app

import (
	"context"

	"tocsin/internal/casebook"
	"tocsin/internal/link"
)

// mostJoins bounds the links that are told of one incident: of hundreds of reports
// there are tens of thousands.
const mostJoins = 200

// Joins tells every reason for which the tellings of an incident are held to be of
// one: the links among them, what was decided first, then the strongest.
func (c *Casebook) Joins(ctx context.Context, id string) ([]casebook.Join, error) {
	links, told, err := c.store.Joins(ctx, id, mostJoins)
	if err != nil {
		return nil, err
	}
	out := make([]casebook.Join, len(links))
	for i, l := range links {
		a, b := told[l.A], told[l.B]
		out[i] = casebook.Join{A: l.A, B: l.B, ArticleA: a.Article, ArticleB: b.Article,
			Score: c.scorer.Score(&a, &b), Decided: l.Type == link.Together, Reasons: c.scorer.Reasons(&a, &b)}
	}
	return out, nil
}
