package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tocsin"
	"tocsin/internal/collect"
	"tocsin/internal/pipeline"
	"tocsin/internal/sqlite"
	"tocsin/internal/web"
)

// desk codes what a person submits on the page.
type desk struct {
	coder   *pipeline.Coder
	store   *sqlite.Store
	fetcher *collect.Fetcher
	// read and code are the stages that a submission goes through when it is kept.
	read, code pipeline.Stage
}

func newDesk(coder *pipeline.Coder, store *sqlite.Store) *desk {
	return &desk{
		coder: coder, store: store, fetcher: collect.NewFetcher(collect.Options{}),
		read: pipeline.NewReader(store, 1), code: pipeline.NewCodeStage(store, coder, 1),
	}
}

// Code reads the submission and codes it; its ID is the one that the store gives
// it.
func (d *desk) Code(ctx context.Context, sub web.Submission, keep bool) (tocsin.Coded, error) {
	doc, err := d.document(ctx, sub)
	if err != nil {
		return tocsin.Coded{}, explain(sub, err)
	}
	if keep {
		return d.keep(ctx, sub, doc)
	}
	flow := &pipeline.Flow{Coder: d.coder, Jobs: 1}
	input := collect.Input{Open: func(context.Context) (tocsin.Document, error) { return doc, nil }}
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

// document returns what was submitted, with what the person knows better than it.
func (d *desk) document(ctx context.Context, sub web.Submission) (tocsin.Document, error) {
	doc, err := tocsin.Document{Name: "the text", Body: []byte(sub.Text)}, error(nil)
	if sub.URL != "" {
		doc, err = d.fetcher.Get(ctx, sub.URL)
	}
	doc.Given = tocsin.Hint{Title: sub.Title, Outlet: sub.Outlet, Published: sub.Published}
	return doc, err
}

// explain names the submission in an error.
func explain(sub web.Submission, err error) error {
	if sub.URL != "" {
		return fmt.Errorf("the page at %s: %w", sub.URL, err)
	}
	return fmt.Errorf("the text: %w", err)
}

// keep stores the document and takes it through the stages at once, whatever else
// waits for them.
func (d *desk) keep(ctx context.Context, sub web.Submission, doc tocsin.Document) (tocsin.Coded, error) {
	kept, err := d.store.Keep(ctx, []tocsin.Document{doc})
	if err != nil {
		return tocsin.Coded{}, web.NewStoreError(err)
	}
	if kept[0].Refused {
		return tocsin.Coded{}, explain(sub, errPurged)
	}
	if err := through(ctx, d.read, kept[0].Row); err != nil {
		return tocsin.Coded{}, explain(sub, err)
	}
	article, err := d.store.ArticleOf(ctx, kept[0].Row)
	if err != nil {
		return tocsin.Coded{}, web.NewStoreError(err)
	}
	if err := through(ctx, d.code, article.Row); err != nil {
		return tocsin.Coded{}, explain(sub, err)
	}
	coded, err := d.store.Article(ctx, article.ID)
	if err != nil {
		return tocsin.Coded{}, web.NewStoreError(err)
	}
	return coded, nil
}

// through takes one item through a stage.
func through(ctx context.Context, stage pipeline.Stage, item int64) error {
	tally, err := stage.Work(ctx, []int64{item})
	if err != nil {
		return web.NewStoreError(err)
	}
	if len(tally.Failures) > 0 {
		return errors.New(tally.Failures[0].Err)
	}
	return nil
}
