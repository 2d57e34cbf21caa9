package app

import (
	"context"
	"errors"
	"net/netip"
	"time"

	"tocsin"
	"tocsin/internal/sqlite"
	"tocsin/internal/web"
)

// scout looks at sources and adds them for the page.
type scout struct {
	store *sqlite.Store
	// allow are addresses of one's own network that may be fetched from.
	allow []netip.AddrPort
}

// Try tells what would be collected from a source, and keeps nothing.
func (s *scout) Try(ctx context.Context, src tocsin.Source) (web.Sight, error) {
	look, err := sight(ctx, s.allow, src)
	if err != nil {
		return web.Sight{}, err
	}
	out := web.Sight{
		Title: look.Title, Lang: look.Lang, Documents: len(look.Leads),
		Leads: []web.SightLead{}, Notes: append([]string{}, look.Notes...),
	}
	for _, l := range look.Leads[:min(len(look.Leads), shownLeads)] {
		lead := web.SightLead{URL: l.URL, Title: l.Title}
		if !l.Published.IsZero() {
			lead.Published = l.Published.Format(time.DateOnly)
		}
		out.Leads = append(out.Leads, lead)
	}
	if look.Document != nil {
		out.Documents = 1
		out.Leads = append(out.Leads, web.SightLead{URL: look.Document.URL})
	}
	return out, nil
}

// Add adds a source that can be collected from.
func (s *scout) Add(ctx context.Context, src tocsin.Source) (tocsin.Source, error) {
	look, err := sight(ctx, s.allow, src)
	if err != nil {
		return src, err
	}
	src = dated(named(src, look).WithDefaults())
	if err := src.Validate(); err != nil {
		return src, err
	}
	err = s.store.AddSource(ctx, src)
	if err != nil && !errors.Is(err, tocsin.ErrExists) {
		return src, web.NewStoreError(err)
	}
	return src, err
}

// RetryLeads lets the leads of a source that failed wait again.
func (s *scout) RetryLeads(ctx context.Context, id string) (int, error) {
	return s.store.RetryLeads(ctx, id)
}
