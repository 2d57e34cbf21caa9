package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tocsin"
)

// Sources is the list of sources. It must be safe for concurrent use.
type Sources interface {
	// Sources returns all sources by name.
	Sources(ctx context.Context) ([]tocsin.SourceStatus, error)
	// Source returns one, or an error that is [tocsin.ErrNotFound].
	Source(ctx context.Context, id string) (tocsin.SourceStatus, error)
	// UpdateSource replaces what is known of a source.
	UpdateSource(ctx context.Context, src tocsin.Source) error
	// RemoveSource forgets a source, or returns an error that is [tocsin.ErrNotFound].
	RemoveSource(ctx context.Context, id string) error
}

// Scout looks at what is to become a source. It must be safe for concurrent use.
// Its errors say what is wrong with the source, in words for the person who gave
// it, but for those that are a [StoreError].
type Scout interface {
	// Try tells what would be collected from a source, and keeps nothing.
	Try(ctx context.Context, src tocsin.Source) (Sight, error)
	// Add adds a source that can be collected from, with what was left open
	// filled in.
	Add(ctx context.Context, src tocsin.Source) (tocsin.Source, error)
	// RetryLeads lets the leads of a source that failed wait again.
	RetryLeads(ctx context.Context, id string) (int, error)
}

// Sight is what a look at a source shows.
type Sight struct {
	// Title and Lang are what a feed says of itself.
	Title string `json:"title,omitempty"`
	Lang  string `json:"lang,omitempty"`
	// Documents is how many documents would be fetched, Leads the first of them.
	Documents int         `json:"documents"`
	Leads     []SightLead `json:"leads"`
	Notes     []string    `json:"notes"`
}

// SightLead is one document that would be fetched.
type SightLead struct {
	URL       string `json:"url"`
	Title     string `json:"title,omitempty"`
	Published string `json:"published,omitempty" doc:"Day, YYYY-MM-DD"`
}

func (s *service) registerSources(api huma.API) {
	for _, op := range []struct {
		id, method, path, summary string
		register                  func(huma.Operation)
	}{
		{"sources", http.MethodGet, "/api/sources", "All sources, and how collecting from them stands",
			func(o huma.Operation) { huma.Register(api, o, s.sources) }},
		{"try-source", http.MethodPost, "/api/sources/try", "What would be collected from a source; nothing is kept",
			func(o huma.Operation) { huma.Register(api, o, s.trySource) }},
		{"add-source", http.MethodPost, "/api/sources", "Add a source, once something could be collected from it",
			func(o huma.Operation) { huma.Register(api, o, s.addSource) }},
		{"change-source", http.MethodPatch, "/api/sources/{id}", "Change what is known of a source, or pause it",
			func(o huma.Operation) { huma.Register(api, o, s.changeSource) }},
		{"remove-source", http.MethodDelete, "/api/sources/{id}", "Forget a source; what was collected from it stays",
			func(o huma.Operation) { huma.Register(api, o, s.removeSource) }},
		{"retry-source", http.MethodPost, "/api/sources/{id}/retry", "Let the pages of a source that failed be tried again",
			func(o huma.Operation) { huma.Register(api, o, s.retrySource) }},
	} {
		op.register(huma.Operation{OperationID: op.id, Method: op.method, Path: op.path, Summary: op.summary,
			Errors: []int{http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity}})
	}
}

// sourceBody is a source with how collecting from it stands.
type sourceBody struct {
	ID          string             `json:"id"`
	Name        string             `json:"name"`
	Kind        tocsin.SourceKind  `json:"kind"`
	At          string             `json:"at" doc:"URL, or path on the server's machine"`
	Country     string             `json:"country,omitempty"`
	Lang        string             `json:"lang,omitempty"`
	Ownership   tocsin.Ownership   `json:"ownership"`
	Owner       string             `json:"owner,omitempty" doc:"Outlets of one owner are one source"`
	Reliability tocsin.Reliability `json:"reliability" doc:"Admiralty, A to F"`
	Marking     tocsin.Marking     `json:"marking" doc:"TLP 2.0"`
	Every       string             `json:"every" doc:"Time from one look to the next, such as 30m0s"`
	Paused      bool               `json:"paused"`
	Checked     *time.Time         `json:"checked,omitempty"`
	Due         *time.Time         `json:"due,omitempty"`
	Failures    int                `json:"failures" doc:"Looks that failed in a row"`
	Error       string             `json:"error,omitempty"`
	Note        string             `json:"note,omitempty"`
	Waiting     int                `json:"waiting" doc:"Documents to be fetched"`
	Taken       int                `json:"taken"`
	GivenUp     int                `json:"given_up"`
}

func newSourceBody(s tocsin.SourceStatus) sourceBody {
	return sourceBody{
		ID: s.ID, Name: s.Name, Kind: s.Kind, At: s.At, Country: s.Country, Lang: s.Lang, Ownership: s.Ownership, Owner: s.Owner,
		Reliability: s.Reliability, Marking: s.Marking, Every: s.Every.String(), Paused: s.Paused,
		Checked: known(s.State.Checked), Due: known(s.State.Due), Failures: s.State.Failures, Error: s.State.Error,
		Note: s.State.Note, Waiting: s.Leads[tocsin.LeadWaiting], Taken: s.Leads[tocsin.LeadTaken],
		GivenUp: s.Leads[tocsin.LeadGivenUp],
	}
}

// known returns nil for the zero time.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (s *service) sources(ctx context.Context, _ *struct{}) (*listOutput[sourceBody], error) {
	all, err := s.Sources.Sources(ctx)
	if err != nil {
		return nil, s.internal("the sources could not be read", err)
	}
	items := make([]sourceBody, len(all))
	for i, src := range all {
		items[i] = newSourceBody(src)
	}
	return newListOutput(items, len(items)), nil
}

// SourceChange is what a person says of a source; what is left out stays. It is
// exported because the schema is read off exported fields only.
type SourceChange struct {
	Name        *string `json:"name,omitempty" maxLength:"200"`
	Country     *string `json:"country,omitempty" maxLength:"2"`
	Lang        *string `json:"lang,omitempty" maxLength:"2"`
	Ownership   *string `json:"ownership,omitempty"`
	Owner       *string `json:"owner,omitempty" maxLength:"200"`
	Reliability *string `json:"reliability,omitempty"`
	Marking     *string `json:"marking,omitempty"`
	Every       *string `json:"every,omitempty" doc:"Such as 30m"`
	Paused      *bool   `json:"paused,omitempty"`
}

// apply changes src, or returns an error for the client.
func (c SourceChange) apply(src *tocsin.Source) error {
	set(&src.Name, c.Name)
	set(&src.Country, c.Country)
	set(&src.Lang, c.Lang)
	set(&src.Ownership, c.Ownership)
	set(&src.Owner, c.Owner)
	set(&src.Reliability, c.Reliability)
	set(&src.Marking, c.Marking)
	if c.Paused != nil {
		src.Paused = *c.Paused
	}
	if c.Every != nil && *c.Every != "" {
		every, err := time.ParseDuration(*c.Every)
		if err != nil {
			return unprocessable("every", *c.Every, "want a length of time, such as 30m")
		}
		src.Every = every
	}
	return nil
}

// set takes what is given.
func set[T ~string](v *T, given *string) {
	if given != nil {
		*v = T(strings.TrimSpace(*given))
	}
}

type sourceInput struct {
	Body struct {
		At   string `json:"at" maxLength:"2048" doc:"URL of a feed, a page or a list of addresses"`
		Kind string `json:"kind,omitempty" enum:"feed,page,list" default:"feed"`
		SourceChange
	}
}

// source returns the source that a person gave. Paths are left to the command
// line: a page is not to read this machine's files.
func (in *sourceInput) source() (tocsin.Source, error) {
	src := tocsin.Source{At: strings.TrimSpace(in.Body.At), Kind: tocsin.SourceKind(in.Body.Kind)}
	if !strings.Contains(src.At, "://") {
		return src, unprocessable("at", src.At, "want a URL; add folders and files with tocsin source add")
	}
	return src, in.Body.apply(&src)
}

type sightOutput struct{ Body Sight }

func (s *service) trySource(ctx context.Context, in *sourceInput) (*sightOutput, error) {
	src, err := in.source()
	if err != nil {
		return nil, err
	}
	sight, err := s.Scout.Try(ctx, src)
	if err != nil {
		return nil, s.sourceError("the source could not be looked at", err)
	}
	return &sightOutput{sight}, nil
}

type sourceOutput struct{ Body sourceBody }

func (s *service) addSource(ctx context.Context, in *sourceInput) (*sourceOutput, error) {
	src, err := in.source()
	if err != nil {
		return nil, err
	}
	if src, err = s.Scout.Add(ctx, src); err != nil {
		return nil, s.sourceError("the source could not be added", err)
	}
	return &sourceOutput{newSourceBody(tocsin.SourceStatus{Source: src})}, nil
}

type sourceIDInput struct {
	ID string `path:"id" maxLength:"64"`
}

type changeInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body SourceChange
}

func (s *service) changeSource(ctx context.Context, in *changeInput) (*sourceOutput, error) {
	src, err := s.Sources.Source(ctx, in.ID)
	if err != nil {
		return nil, s.sourceError("the source could not be read", err)
	}
	if err := in.Body.apply(&src.Source); err != nil {
		return nil, err
	}
	if err := src.Validate(); err != nil {
		return nil, huma.Error422UnprocessableEntity(err.Error())
	}
	if err := s.Sources.UpdateSource(ctx, src.Source); err != nil {
		return nil, s.sourceError("the source could not be changed", NewStoreError(err))
	}
	return &sourceOutput{newSourceBody(src)}, nil
}

func (s *service) removeSource(ctx context.Context, in *sourceIDInput) (*struct{}, error) {
	if err := s.Sources.RemoveSource(ctx, in.ID); err != nil {
		return nil, s.sourceError("the source could not be removed", NewStoreError(err))
	}
	return nil, nil
}

type retriedOutput struct {
	Body struct {
		Retried int `json:"retried" doc:"Documents that wait again"`
	}
}

func (s *service) retrySource(ctx context.Context, in *sourceIDInput) (*retriedOutput, error) {
	n, err := s.Scout.RetryLeads(ctx, in.ID)
	if err != nil {
		return nil, s.sourceError("the source's pages could not be tried again", NewStoreError(err))
	}
	out := &retriedOutput{}
	out.Body.Retried = n
	return out, nil
}

// sourceError answers with what is wrong with a source.
func (s *service) sourceError(told string, err error) error {
	var store StoreError
	switch {
	case errors.Is(err, tocsin.ErrNotFound):
		return huma.Error404NotFound("no such source")
	case errors.Is(err, tocsin.ErrExists):
		return huma.Error409Conflict("another source has this ID or this address")
	case errors.As(err, &store):
		return s.internal(told, err)
	}
	return huma.Error422UnprocessableEntity(err.Error())
}
