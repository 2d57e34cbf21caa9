package app

import (
	"context"
	"errors"
	"strings"

	"tocsin"
	"tocsin/internal/pipeline"
)

// desk codes what a person submits on the page.
type desk struct {
	coder *pipeline.Coder
	store pipeline.Store
}

// Code reads the submission and codes it.
func (d *desk) Code(_ context.Context, sub submission) (tocsin.Coded, error) {
	if sub.URL != "" {
		return tocsin.Coded{}, errors.New("addresses are not read yet; paste the article's text")
	}
	title, text := sub.Title, strings.TrimSpace(sub.Text)
	if title == "" {
		title, text, _ = strings.Cut(text, "\n")
	}
	rep := tocsin.Report{Title: strings.TrimSpace(title), Text: strings.TrimSpace(text),
		Outlet: sub.Outlet, Published: sub.Published}
	hash := pipeline.Hash(rep)
	rep.ID = hash[:16]
	return tocsin.Coded{Hash: hash, Report: rep, Record: d.coder.Code(rep)}, nil
}

// Keep stores a coded article.
func (d *desk) Keep(ctx context.Context, c tocsin.Coded) error {
	_, err := d.store.Put(ctx, []tocsin.Coded{c})
	return err
}
