package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"tocsin"
)

// maxBody is the largest submission in bytes: longer than any article, shorter
// than what would keep the machine busy.
const maxBody = 4 << 20

// service answers the interface's operations.
type service struct{ Config }

func (s *service) register(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "code", Method: http.MethodPost, Path: "/api/code",
		Summary:      "Code one article, and keep it if asked to",
		MaxBodyBytes: maxBody, Errors: []int{http.StatusUnprocessableEntity},
	}, s.code)
	huma.Register(api, huma.Operation{
		OperationID: "articles", Method: http.MethodGet, Path: "/api/articles",
		Summary: "Search the articles",
	}, s.articles)
	huma.Register(api, huma.Operation{
		OperationID: "article", Method: http.MethodGet, Path: "/api/articles/{id}",
		Summary: "One article with its record", Errors: []int{http.StatusNotFound},
	}, s.article)
	huma.Register(api, huma.Operation{
		OperationID: "incidents", Method: http.MethodGet, Path: "/api/incidents",
		Summary: "Search the incidents",
	}, s.incidents)
	huma.Register(api, huma.Operation{
		OperationID: "status", Method: http.MethodGet, Path: "/api/status",
		Summary: "What the store holds, and what codes it",
	}, s.status)
}

// articleBody is an article beside its record.
type articleBody struct {
	ID        string        `json:"id" doc:"Permanent for this content"`
	Kept      bool          `json:"kept" doc:"Whether the store holds it"`
	Published *tocsin.Day   `json:"published,omitempty"`
	Outlet    string        `json:"outlet,omitempty"`
	URL       string        `json:"url,omitempty"`
	Lang      string        `json:"lang,omitempty"`
	Title     string        `json:"title"`
	Whole     string        `json:"whole" doc:"Title, newline, text: what spans refer to, in bytes of UTF-8"`
	Record    tocsin.Record `json:"record"`
}

func newArticleBody(c tocsin.Coded, kept bool) articleBody {
	rep := c.Report
	return articleBody{
		ID: rep.ID, Kept: kept, Published: rep.Published, Outlet: rep.Outlet, URL: rep.URL,
		Lang: rep.Lang, Title: rep.Title, Whole: rep.Whole(), Record: c.Record,
	}
}

type codeInput struct {
	Body struct {
		Text      string `json:"text,omitempty" doc:"Plain text, HTML, or one JSON article"`
		URL       string `json:"url,omitempty" doc:"Address to read instead of a text" maxLength:"2048"`
		Title     string `json:"title,omitempty" maxLength:"1000"`
		Outlet    string `json:"outlet,omitempty" maxLength:"200"`
		Published string `json:"published,omitempty" doc:"Day of publication, YYYY-MM-DD"`
		Keep      bool   `json:"keep,omitempty" doc:"Store the article and its record"`
	}
}

type articleOutput struct{ Body articleBody }

func (s *service) code(ctx context.Context, in *codeInput) (*articleOutput, error) {
	b := in.Body
	if (b.Text == "") == (b.URL == "") {
		return nil, huma.Error422UnprocessableEntity("give either a text or an address")
	}
	published, err := parseDay("published", b.Published)
	if err != nil {
		return nil, err
	}
	coded, err := s.Desk.Code(ctx, Submission{
		Text: b.Text, URL: b.URL, Title: b.Title, Outlet: b.Outlet, Published: published,
	}, b.Keep)
	var fault StoreError
	if errors.As(err, &fault) {
		return nil, s.internal("the article could not be stored", err)
	}
	if err != nil {
		return nil, huma.Error422UnprocessableEntity(err.Error())
	}
	return &articleOutput{newArticleBody(coded, b.Keep)}, nil
}

// Paging holds the parameters of every list. It is exported because the schema
// is read off exported fields only.
type Paging struct {
	Q      string `query:"q" maxLength:"500" doc:"Words that must all occur; quoted words as a phrase"`
	Limit  int    `query:"limit" default:"50" minimum:"0" maximum:"2000"`
	Offset int    `query:"offset" minimum:"0"`
}

func (p Paging) page() tocsin.Page { return tocsin.Page{Limit: p.Limit, Offset: p.Offset} }

type listOutput[T any] struct {
	Body struct {
		Total int `json:"total" doc:"Number that meet the query, on all pages"`
		Items []T `json:"items"`
	}
}

func newListOutput[T any](items []T, total int) *listOutput[T] {
	out := &listOutput[T]{}
	out.Body.Items, out.Body.Total = items, total
	return out
}

func (s *service) articles(ctx context.Context, in *Paging) (*listOutput[tocsin.ArticleHit], error) {
	hits, total, err := s.Library.Articles(ctx, tocsin.ArticleQuery{Words: in.Q, Page: in.page()})
	if err != nil {
		return nil, s.internal("the articles could not be searched", err)
	}
	return newListOutput(hits, total), nil
}

type articleInput struct {
	ID string `path:"id" maxLength:"64"`
}

func (s *service) article(ctx context.Context, in *articleInput) (*articleOutput, error) {
	coded, err := s.Library.Article(ctx, in.ID)
	if errors.Is(err, tocsin.ErrNotFound) {
		return nil, huma.Error404NotFound("no such article in this store")
	}
	if err != nil {
		return nil, s.internal("the article could not be read", err)
	}
	return &articleOutput{newArticleBody(coded, true)}, nil
}

type incidentsInput struct {
	Paging
	Kind    []string `query:"kind,explode"`
	Country []string `query:"country,explode" doc:"ISO 3166-1 alpha-2"`
	From    string   `query:"from" doc:"First day, YYYY-MM-DD"`
	To      string   `query:"to" doc:"Last day, YYYY-MM-DD"`
	Box     string   `query:"bbox" doc:"west,south,east,north in degrees"`
}

func (s *service) incidents(ctx context.Context, in *incidentsInput) (*listOutput[tocsin.IncidentHit], error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	hits, total, err := s.Library.Incidents(ctx, q)
	if err != nil {
		return nil, s.internal("the incidents could not be searched", err)
	}
	return newListOutput(hits, total), nil
}

type statusOutput struct {
	Body struct {
		Version   string            `json:"version"`
		Producers []tocsin.Producer `json:"producers"`
		Store     tocsin.Counts     `json:"store"`
	}
}

func (s *service) status(ctx context.Context, _ *struct{}) (*statusOutput, error) {
	counts, err := s.Library.Counts(ctx)
	if err != nil {
		return nil, s.internal("the store could not be counted", err)
	}
	out := &statusOutput{}
	out.Body.Version, out.Body.Producers, out.Body.Store = s.Version, s.Producers, counts
	return out, nil
}

// internal logs the cause of a failure and returns what the reader is told: the
// log is where the cause goes, and the answer where the failure goes.
func (s *service) internal(told string, err error) error {
	s.Log.Error(told, "err", err)
	return huma.Error500InternalServerError(told + "; the log says why")
}
