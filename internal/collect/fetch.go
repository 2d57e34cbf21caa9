package collect

import (
	"context"
	"errors"

	"tocsin"
)

// Options say what a fetcher may do.
type Options struct{}

// Fetcher gets pages.
type Fetcher struct{}

// NewFetcher returns a fetcher.
func NewFetcher(opt Options) *Fetcher { return &Fetcher{} }

// Get fetches the page at url.
func (f *Fetcher) Get(ctx context.Context, url string) (tocsin.Document, error) {
	return tocsin.Document{}, errors.New("pages are not fetched yet; save the page and give the file")
}
