package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"tocsin"
)

// Pipeline tells how the flow stands. It must be safe for concurrent use.
type Pipeline interface {
	// Status tells how each stage stands, in the order of the flow.
	Status(ctx context.Context) ([]tocsin.StageStatus, error)
	// Brought tells what each source brought.
	Brought(ctx context.Context) ([]tocsin.Brought, error)
	// Failures returns what stages could not do, latest first.
	Failures(ctx context.Context, limit int) ([]tocsin.Failure, error)
	// Retry makes what failed wait again, of one stage and source or, for "", of all.
	Retry(ctx context.Context, stage, source string) (int, error)
}

func (s *service) registerPipeline(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "pipeline", Method: http.MethodGet, Path: "/api/pipeline",
		Summary: "What waits, what failed and why, by stage and by source",
	}, s.pipeline)
	huma.Register(api, huma.Operation{
		OperationID: "retry", Method: http.MethodPost, Path: "/api/pipeline/retry",
		Summary: "Let what failed be tried again",
	}, s.retry)
}

type pipelineInput struct {
	Limit int `query:"limit" default:"50" minimum:"0" maximum:"1000" doc:"Failures to list at most"`
}

type pipelineOutput struct {
	Body struct {
		Stages   []tocsin.StageStatus `json:"stages"`
		Sources  []tocsin.Brought     `json:"sources"`
		Failures []tocsin.Failure     `json:"failures" doc:"Latest first"`
	}
}

func (s *service) pipeline(ctx context.Context, in *pipelineInput) (*pipelineOutput, error) {
	out := &pipelineOutput{}
	b := &out.Body
	var err error
	if b.Stages, err = s.Pipeline.Status(ctx); err == nil {
		b.Sources, err = s.Pipeline.Brought(ctx)
	}
	if err == nil {
		b.Failures, err = s.Pipeline.Failures(ctx, in.Limit)
	}
	if err != nil {
		return nil, s.internal("the pipeline's state could not be read", err)
	}
	return out, nil
}

type retryInput struct {
	Body struct {
		Stage  string `json:"stage,omitempty" maxLength:"64" doc:"Only this stage's failures"`
		Source string `json:"source,omitempty" maxLength:"64" doc:"Only those of this source's documents"`
	}
}

type retryOutput struct {
	Body struct {
		Waiting int `json:"waiting" doc:"Number of items that wait again"`
	}
}

func (s *service) retry(ctx context.Context, in *retryInput) (*retryOutput, error) {
	n, err := s.Pipeline.Retry(ctx, in.Body.Stage, in.Body.Source)
	if err != nil {
		return nil, s.internal("the failures could not be marked for another try", err)
	}
	out := &retryOutput{}
	out.Body.Waiting = n
	return out, nil
}
