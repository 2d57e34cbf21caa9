// Package web is the HTTP interface and the page: an OpenAPI 3.1 service over a
// store and a coder, and the built page that speaks to it. It is made for one
// person's machine: it answers only under its own host names and takes changes
// only from its own pages.
package web

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"tocsin"
)

// Library is what the pages read. It must be safe for concurrent use.
type Library interface {
	// Articles returns a page of articles and the number that meet the query.
	Articles(ctx context.Context, q tocsin.ArticleQuery) ([]tocsin.ArticleHit, int, error)
	// Article returns an article, or an error that is [tocsin.ErrNotFound].
	Article(ctx context.Context, id string) (tocsin.Coded, error)
	// Incidents returns a page of incidents and the number that meet the query.
	Incidents(ctx context.Context, q tocsin.IncidentQuery) ([]tocsin.IncidentHit, int, error)
	Counts(ctx context.Context) (tocsin.Counts, error)
}

// Desk reads and codes what a person submits. It must be safe for concurrent use.
type Desk interface {
	// Code reads the submission and codes it, and stores all of that if keep is
	// set. Its errors say what is wrong with the submission, in words for the
	// person who made it, but for those that are a [StoreError].
	Code(ctx context.Context, sub Submission, keep bool) (tocsin.Coded, error)
}

// StoreError is a failure of the store, which is not for the person to mend.
type StoreError struct{ error }

// Unwrap returns the cause.
func (e StoreError) Unwrap() error { return e.error }

// NewStoreError marks err as a failure of the store.
func NewStoreError(err error) StoreError { return StoreError{err} }

// Submission is an article to be coded: its text or its address, and what the
// person knows of it.
type Submission struct {
	Text, URL, Title, Outlet string
	Published                *tocsin.Day
}

// Config holds what the interface needs.
type Config struct {
	Library  Library
	Desk     Desk
	Pipeline Pipeline
	Stories  Stories
	Casebook Casebook
	Reviewer Reviewer
	Examiner Examiner
	Sources  Sources
	Scout    Scout
	// Metrics answers scrapes at /metrics.
	Metrics http.Handler
	// Producers name the stages that code, and their versions.
	Producers []tocsin.Producer
	// Version is the program's.
	Version string
	// Hosts are host names, without a port, to answer under besides the
	// loopback ones.
	Hosts []string
	Log   *slog.Logger
}

// New returns the handler of the page and the interface.
func New(c Config) (http.Handler, error) {
	mux := http.NewServeMux()
	page, err := newPage()
	if err != nil {
		return nil, err
	}
	page.register(mux)
	mux.Handle("GET /metrics", c.Metrics)
	config := huma.DefaultConfig("Tocsin", c.Version)
	config.Info.Description = "Cited records of political violence. Spans are byte positions " +
		"in `whole`: the title, a newline and the text."
	config.OpenAPIPath = "/api/openapi"
	// The renderer and the schema links would send readers to other hosts.
	config.DocsPath, config.SchemasPath, config.CreateHooks = "", "", nil
	config.RejectUnknownQueryParameters = true
	s := &service{Config: c}
	api := humago.New(mux, config)
	s.register(api)
	s.registerPipeline(api)
	s.registerVersions(api)
	s.registerCases(api)
	s.registerExaminer(api)
	s.registerSources(api)
	return guard(mux, c.Hosts), nil
}
