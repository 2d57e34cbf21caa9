package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"tocsin"
	"tocsin/internal/casebook"
)

// Examiner tells why incidents are as they are. It must be safe for concurrent use.
type Examiner interface {
	// Joins tells why the tellings of an incident are held to be of one.
	Joins(ctx context.Context, id string) ([]casebook.Join, error)
	// Recodings returns the times at which everything was coded anew, latest first.
	Recodings(ctx context.Context) ([]tocsin.Recoding, error)
	// Changes tells what changed since a recoding, 0 for the latest. The error is
	// [tocsin.ErrNotFound] where there is none.
	Changes(ctx context.Context, number int) (casebook.Changes, error)
}

func (s *service) registerExaminer(api huma.API) {
	get := func(id, path, summary string) huma.Operation {
		return huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Errors: []int{http.StatusNotFound}}
	}
	huma.Register(api, get("joins", "/api/cases/{id}/joins", "Why the reports of an incident are held to tell one"), s.joins)
	huma.Register(api, get("recodings", "/api/recodings", "The times at which everything was coded anew, latest first"), s.recodings)
	huma.Register(api, get("recoding", "/api/recodings/{number}", "What changed since a recoding; 0 is the latest"), s.recoding)
}

func (s *service) joins(ctx context.Context, in *struct {
	ID string `path:"id" maxLength:"64"`
}) (*listOutput[casebook.Join], error) {
	all, err := s.Examiner.Joins(ctx, in.ID)
	if err != nil {
		return nil, s.caseError("the links of the incident could not be read", err)
	}
	return newListOutput(all, len(all)), nil
}

func (s *service) recodings(ctx context.Context, _ *struct{}) (*listOutput[tocsin.Recoding], error) {
	all, err := s.Examiner.Recodings(ctx)
	if err != nil {
		return nil, s.internal("the recodings could not be listed", err)
	}
	return newListOutput(all, len(all)), nil
}

func (s *service) recoding(ctx context.Context, in *struct {
	Number int `path:"number" minimum:"0"`
	Limit  int `query:"limit" default:"200" minimum:"1" maximum:"10000" doc:"Incidents to tell of; the totals count all"`
}) (*caseOutput[casebook.Changes], error) {
	changes, err := s.Examiner.Changes(ctx, in.Number)
	if errors.Is(err, tocsin.ErrNotFound) {
		return nil, huma.Error404NotFound("nothing in this store was coded anew, or not so often")
	}
	if err != nil {
		return nil, s.internal("what changed could not be told", err)
	}
	changes.All = changes.All[:min(in.Limit, len(changes.All))]
	return &caseOutput[casebook.Changes]{changes}, nil
}
