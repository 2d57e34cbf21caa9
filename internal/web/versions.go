package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"tocsin"
	"tocsin/internal/diff"
)

// Stories tells what else there is of an article. It must be safe for concurrent
// use. Its errors are [tocsin.ErrNotFound] for an article that is not there.
type Stories interface {
	// Versions returns the versions of the story that an article is one of.
	Versions(ctx context.Context, id string) ([]tocsin.Version, error)
	// Copies returns the articles that have one wording with it.
	Copies(ctx context.Context, id string) (tocsin.CopyGroup, error)
}

func (s *service) registerVersions(api huma.API) {
	missing := []int{http.StatusNotFound}
	huma.Register(api, huma.Operation{
		OperationID: "versions", Method: http.MethodGet, Path: "/api/articles/{id}/versions",
		Summary: "The versions of the story that an article is one of, first kept first", Errors: missing,
	}, s.versions)
	huma.Register(api, huma.Operation{
		OperationID: "changes", Method: http.MethodGet, Path: "/api/articles/{id}/changes",
		Summary: "What was changed from one version of an article to this one", Errors: missing,
	}, s.changes)
	huma.Register(api, huma.Operation{
		OperationID: "copies", Method: http.MethodGet, Path: "/api/articles/{id}/copies",
		Summary: "The articles of one wording with an article: one source, whoever prints it", Errors: missing,
	}, s.copies)
}

// found answers for an article that is not there, and for a store that failed.
func (s *service) found(told string, err error) error {
	if errors.Is(err, tocsin.ErrNotFound) {
		return huma.Error404NotFound("no such article in this store")
	}
	if err != nil {
		return s.internal(told, err)
	}
	return nil
}

func (s *service) versions(ctx context.Context, in *articleInput) (*listOutput[tocsin.Version], error) {
	all, err := s.Stories.Versions(ctx, in.ID)
	return newListOutput(all, len(all)), s.found("the versions could not be read", err)
}

type copiesOutput struct{ Body tocsin.CopyGroup }

func (s *service) copies(ctx context.Context, in *articleInput) (*copiesOutput, error) {
	group, err := s.Stories.Copies(ctx, in.ID)
	return &copiesOutput{group}, s.found("the copies could not be read", err)
}

type changesInput struct {
	ID   string `path:"id" maxLength:"64"`
	From string `query:"from" required:"true" maxLength:"64" doc:"The earlier version's ID"`
}

type changesOutput struct {
	Body struct {
		Pieces []diff.Piece `json:"pieces" doc:"All but the added ones make up the earlier version, all but the removed ones this one"`
	}
}

func (s *service) changes(ctx context.Context, in *changesInput) (*changesOutput, error) {
	before, err := s.Library.Article(ctx, in.From)
	var after tocsin.Coded
	if err == nil {
		after, err = s.Library.Article(ctx, in.ID)
	}
	out := &changesOutput{}
	out.Body.Pieces = diff.Words(before.Report.Whole(), after.Report.Whole())
	return out, s.found("the versions could not be read", err)
}
