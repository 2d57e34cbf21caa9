package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/internal/collect"
	"tocsin/internal/pipeline"
	"tocsin/internal/web"
)

// desk codes what a person submits on the page.
type desk struct {
	coder   *pipeline.Coder
	store   pipeline.Store
	fetcher *collect.Fetcher
}

// Code reads the submission and codes it; its ID is the one that the store would
// give it.
func (d *desk) Code(ctx context.Context, sub web.Submission) (tocsin.Coded, error) {
	flow := &pipeline.Flow{Coder: d.coder, Jobs: 1, Adjust: adjuster(sub)}
	input := collect.Input{Name: "the text", Open: func(ctx context.Context) (tocsin.Document, error) {
		if sub.URL != "" {
			return d.fetcher.Get(ctx, sub.URL)
		}
		return tocsin.Document{Name: "the text", Body: []byte(sub.Text)}, nil
	}}
	for res := range flow.Run(ctx, slices.Values([]collect.Input{input})) {
		if res.Err != nil {
			return tocsin.Coded{}, explain(sub, res.Err)
		}
		id := tocsin.ArticleID(res.Hash)
		res.Report.ID, res.Record.ID = id, id
		return res.Coded, nil
	}
	return tocsin.Coded{}, errors.New("the reading was interrupted")
}

// explain names the submission in an error.
func explain(sub web.Submission, err error) error {
	if sub.URL != "" {
		return fmt.Errorf("the page at %s: %w", sub.URL, err)
	}
	return fmt.Errorf("the text: %w", err)
}

// adjuster returns what the person knows better than the document.
func adjuster(sub web.Submission) func(*tocsin.Report) {
	return func(rep *tocsin.Report) {
		if title := strings.TrimSpace(sub.Title); title != "" && title != rep.Title {
			// What was taken for the headline is then the text's first line.
			rep.Text = strings.TrimPrefix(rep.Title+"\n"+rep.Text, "\n")
			rep.Title = title
		}
		if sub.Outlet != "" {
			rep.Outlet = sub.Outlet
		}
		if sub.Published != nil {
			rep.Published = sub.Published
		}
	}
}

// Keep stores a coded article.
func (d *desk) Keep(ctx context.Context, c tocsin.Coded) error {
	_, err := d.store.Put(ctx, []tocsin.Coded{c})
	return err
}
