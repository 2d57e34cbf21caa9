package app

import (
	"context"
	"fmt"

	"tocsin"
	"tocsin/internal/casebook"
)

// Recodings returns the recodings of the store, latest first.
func (c *Casebook) Recodings(ctx context.Context) ([]tocsin.Recoding, error) {
	return c.store.Recodings(ctx)
}

// Changes tells what has changed since a recoding began in what was known then; 0
// is the latest recoding. The error is [tocsin.ErrNotFound] where there is none.
func (c *Casebook) Changes(ctx context.Context, number int) (casebook.Changes, error) {
	if number == 0 {
		all, err := c.store.Recodings(ctx)
		if err != nil {
			return casebook.Changes{}, err
		}
		if len(all) == 0 {
			return casebook.Changes{}, fmt.Errorf("nothing in this store was coded anew: %w", tocsin.ErrNotFound)
		}
		number = all[0].Number
	}
	r, err := c.recoded(ctx, number)
	if err != nil {
		return casebook.Changes{}, err
	}
	return c.binder.Changes(r), nil
}

// recoded gathers what a recoding found and left behind.
func (c *Casebook) recoded(ctx context.Context, number int) (r casebook.Recoded, err error) {
	if r.Former, err = c.store.Former(ctx, number); err != nil {
		return r, err
	}
	var now []tocsin.Member
	var articles []string
	for _, t := range r.Former.Tellings {
		articles = append(articles, t.Article)
		if t.Is != "" {
			now = append(now, tocsin.Member{Telling: t.Telling, Article: t.Article, Incident: t.Incident, Score: 1})
		}
	}
	told, err := c.store.Testimonies(ctx, now)
	if err != nil {
		return r, err
	}
	r.Now = map[string]tocsin.Testimony{}
	for _, t := range told {
		r.Now[t.Telling] = t
	}
	if r.Witnesses, err = c.store.Witnesses(ctx, articles); err != nil {
		return r, err
	}
	r.Decisions, err = c.store.AllDecisions(ctx)
	return r, err
}
