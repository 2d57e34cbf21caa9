package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"tocsin"
	"tocsin/internal/assess"
	"tocsin/internal/casebook"
)

// Casebook reads incidents that many reports tell, as of a moment. It must be safe
// for concurrent use. An incident that is not there, or was not known yet, is
// [tocsin.ErrNotFound].
type Casebook interface {
	List(ctx context.Context, q casebook.Query) ([]casebook.Case, int, error)
	Open(ctx context.Context, id string, at assess.Moment) (casebook.File, error)
	History(ctx context.Context, id string, clock assess.Clock) ([]assess.Step, error)
	Diff(ctx context.Context, id string, from, to assess.Moment) ([]assess.Change, error)
}

// Reviewer takes analysts' decisions and citations. It must be safe for concurrent
// use.
type Reviewer interface {
	// Decide stores a decision made on what was seen, -1 for whatever is last. The
	// error is [tocsin.ErrDecided] where somebody decided since, and unwraps to a
	// [casebook.Refusal] where it cannot be made as it was given.
	Decide(ctx context.Context, id string, d tocsin.Decision, seen int) (casebook.File, error)
	Snapshot(ctx context.Context, name, author string, q casebook.Query) (tocsin.Snapshot, error)
	Snapshots(ctx context.Context) ([]tocsin.Snapshot, error)
	Cited(ctx context.Context, name string) (tocsin.Snapshot, error)
}

func (s *service) registerCases(api huma.API) {
	get := func(id, path, summary string, codes ...int) huma.Operation {
		return huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Errors: codes}
	}
	huma.Register(api, get("cases", "/api/cases", "List the incidents that reports tell, as known at a moment"), s.cases)
	huma.Register(api, get("case", "/api/cases/{id}", "One incident with its ledgers and reviews, as known at a moment", 404), s.openCase)
	huma.Register(api, get("history", "/api/cases/{id}/history", "The moments at which what was known of an incident changed", 404), s.history)
	huma.Register(api, get("diff", "/api/cases/{id}/diff", "What changed between two moments", 404), s.diff)
	huma.Register(api, get("export", "/api/export/{format}", "The whole list as CSV, JSON or GeoJSON", 422), s.export)
	huma.Register(api, get("snapshots", "/api/snapshots", "What was kept to be cited"), s.snapshots)
	huma.Register(api, get("snapshot", "/api/snapshots/{name}", "A snapshot, byte for byte as it was kept", 404), s.cited)
	huma.Register(api, huma.Operation{
		OperationID: "decide", Method: http.MethodPost, Path: "/api/cases/{id}/decisions",
		Summary: "Decide on an incident", Errors: []int{404, 409, 422},
	}, s.decide)
	huma.Register(api, huma.Operation{
		OperationID: "cite", Method: http.MethodPost, Path: "/api/snapshots",
		Summary: "Keep what a list shows now, under a name", Errors: []int{409, 422},
	}, s.cite)
}

// CaseFilter holds the parameters of every list of incidents. It is exported
// because the schema is read off exported fields only.
type CaseFilter struct {
	Q       string   `query:"q" maxLength:"500" doc:"Words that must all occur in values, titles or quotes"`
	Kind    []string `query:"kind,explode"`
	Country []string `query:"country,explode" doc:"ISO 3166-1 alpha-2"`
	Actor   string   `query:"actor" maxLength:"200" doc:"Held responsible, by part of the name"`
	Status  []string `query:"status,explode" doc:"Of responsibility"`
	Grade   []string `query:"grade,explode"`
	State   []string `query:"state,explode" doc:"Of review"`
	Source  string   `query:"source" maxLength:"200" doc:"Outlet that tells of it"`
	From    string   `query:"from" doc:"First day, YYYY-MM-DD"`
	To      string   `query:"to" doc:"Last day, YYYY-MM-DD"`
	Box     string   `query:"bbox" doc:"west,south,east,north in degrees"`
	Several string   `query:"several" doc:"true: told by two reports or more"`
	Sort    string   `query:"sort" doc:"latest, or review: what a review is worth most"`
	CaseMoment
}

// CaseMoment holds the parameters that choose a moment.
type CaseMoment struct {
	AsOf  string `query:"as-of" maxLength:"40" doc:"A day, or a time of RFC 3339; the present where left out"`
	Clock string `query:"clock" doc:"reported (the default) or learned"`
}

func (m CaseMoment) moment() (assess.Moment, error) {
	at, err := casebook.ParseMoment(m.AsOf, m.Clock)
	if err != nil {
		return at, huma.Error422UnprocessableEntity(err.Error())
	}
	return at, nil
}

func (f CaseFilter) query() (casebook.Query, error) {
	v := url.Values{"kind": f.Kind, "country": f.Country, "status": f.Status, "grade": f.Grade, "state": f.State}
	for name, value := range map[string]string{
		"q": f.Q, "actor": f.Actor, "source": f.Source, "from": f.From, "to": f.To, "bbox": f.Box,
		"several": f.Several, "sort": f.Sort, "as-of": f.AsOf, "clock": f.Clock,
	} {
		v.Set(name, value)
	}
	q, err := casebook.ParseQuery(v)
	if err != nil {
		return q, huma.Error422UnprocessableEntity(err.Error())
	}
	return q, nil
}

type casesInput struct {
	CaseFilter
	Limit  int `query:"limit" default:"50" minimum:"1" maximum:"2000"`
	Offset int `query:"offset" minimum:"0"`
}

func (s *service) cases(ctx context.Context, in *casesInput) (*listOutput[casebook.Case], error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	q.Page = tocsin.Page{Limit: in.Limit, Offset: in.Offset}
	all, total, err := s.Casebook.List(ctx, q)
	if err != nil {
		return nil, s.internal("the incidents could not be listed", err)
	}
	return newListOutput(all, total), nil
}

// rawOutput is a body that is JSON already, or of another type.
type rawOutput struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (s *service) export(ctx context.Context, in *struct {
	Format string `path:"format" enum:"csv,json,geojson"`
	CaseFilter
}) (*rawOutput, error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	all, _, err := s.Casebook.List(ctx, q)
	if err != nil {
		return nil, s.internal("the incidents could not be listed", err)
	}
	var b bytes.Buffer
	if err := casebook.Write(&b, in.Format, q, all); err != nil {
		return nil, s.internal("the incidents could not be written", err)
	}
	types := map[string]string{"csv": "text/csv; charset=utf-8", "json": "application/json", "geojson": "application/geo+json"}
	return &rawOutput{types[in.Format], fmt.Sprintf("attachment; filename=incidents.%s", in.Format), b.Bytes()}, nil
}

type caseInput struct {
	ID string `path:"id" maxLength:"64"`
	CaseMoment
}

type caseOutput[T any] struct{ Body T }

func (s *service) openCase(ctx context.Context, in *caseInput) (*caseOutput[casebook.File], error) {
	at, err := in.moment()
	if err != nil {
		return nil, err
	}
	f, err := s.Casebook.Open(ctx, in.ID, at)
	if err != nil {
		return nil, s.caseError("the incident could not be read", err)
	}
	return &caseOutput[casebook.File]{f}, nil
}

// caseError answers what is wrong with a request in words, and logs the rest.
func (s *service) caseError(told string, err error) error {
	var refused *casebook.Refusal
	switch {
	case errors.Is(err, tocsin.ErrNotFound):
		return huma.Error404NotFound("no such incident in this store, or not known at that time")
	case errors.Is(err, tocsin.ErrDecided), errors.Is(err, tocsin.ErrNameTaken):
		return huma.Error409Conflict(err.Error())
	case errors.As(err, &refused):
		return huma.Error422UnprocessableEntity(refused.Error())
	}
	return s.internal(told, err)
}

func (s *service) history(ctx context.Context, in *struct {
	ID    string `path:"id" maxLength:"64"`
	Clock string `query:"clock" enum:"reported,learned" default:"reported"`
}) (*caseOutput[[]assess.Step], error) {
	steps, err := s.Casebook.History(ctx, in.ID, assess.Clock(in.Clock))
	if err != nil {
		return nil, s.caseError("the history could not be read", err)
	}
	return &caseOutput[[]assess.Step]{steps}, nil
}

func (s *service) diff(ctx context.Context, in *struct {
	ID    string `path:"id" maxLength:"64"`
	From  string `query:"from" required:"true" doc:"A day, or a time of RFC 3339"`
	To    string `query:"to" required:"true" doc:"A day, or a time of RFC 3339"`
	Clock string `query:"clock" enum:"reported,learned" default:"reported"`
}) (*caseOutput[[]assess.Change], error) {
	from, err := CaseMoment{in.From, in.Clock}.moment()
	if err != nil {
		return nil, err
	}
	to, err := CaseMoment{in.To, in.Clock}.moment()
	if err != nil {
		return nil, err
	}
	changes, err := s.Casebook.Diff(ctx, in.ID, from, to)
	if err != nil {
		return nil, s.caseError("the moments could not be compared", err)
	}
	return &caseOutput[[]assess.Change]{changes}, nil
}

func (s *service) decide(ctx context.Context, in *struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Action   tocsin.Action `json:"action" enum:"accept,reject,edit,pin,merge,split,note,undo"`
		Field    string        `json:"field,omitempty" maxLength:"40"`
		Value    string        `json:"value,omitempty" maxLength:"400"`
		Text     string        `json:"text,omitempty" maxLength:"4000" doc:"The reason, or the note"`
		Tellings []string      `json:"tellings,omitempty" maxItems:"1000" doc:"Merge: incidents; split: tellings to set apart"`
		Undoes   int           `json:"undoes,omitempty"`
		Author   string        `json:"author" maxLength:"200"`
		Seen     int           `json:"seen" minimum:"0" doc:"Number of the last decision in sight, 0 for none"`
	}
}) (*caseOutput[casebook.File], error) {
	b := in.Body
	f, err := s.Reviewer.Decide(ctx, in.ID, tocsin.Decision{
		Action: b.Action, Field: b.Field, Value: b.Value, Text: b.Text, Tellings: b.Tellings, Undoes: b.Undoes, Author: b.Author,
	}, b.Seen)
	if err != nil {
		return nil, s.caseError("the decision could not be stored", err)
	}
	return &caseOutput[casebook.File]{f}, nil
}

func (s *service) cite(ctx context.Context, in *struct {
	CaseFilter
	Body struct {
		Name   string `json:"name" maxLength:"100"`
		Author string `json:"author,omitempty" maxLength:"200"`
	}
}) (*caseOutput[tocsin.Snapshot], error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	snap, err := s.Reviewer.Snapshot(ctx, in.Body.Name, in.Body.Author, q)
	if err != nil {
		return nil, s.caseError("the snapshot could not be kept", err)
	}
	return &caseOutput[tocsin.Snapshot]{snap}, nil
}

func (s *service) snapshots(ctx context.Context, _ *struct{}) (*listOutput[tocsin.Snapshot], error) {
	all, err := s.Reviewer.Snapshots(ctx)
	if err != nil {
		return nil, s.internal("the snapshots could not be listed", err)
	}
	return newListOutput(all, len(all)), nil
}

func (s *service) cited(ctx context.Context, in *struct {
	Name string `path:"name" maxLength:"100"`
}) (*rawOutput, error) {
	snap, err := s.Reviewer.Cited(ctx, in.Name)
	if errors.Is(err, tocsin.ErrNotFound) {
		return nil, huma.Error404NotFound("no such snapshot in this store")
	}
	if err != nil {
		return nil, s.internal("the snapshot could not be read", err)
	}
	if !json.Valid(snap.Body) {
		return nil, s.internal("the snapshot could not be read", errors.New("its body is no JSON"))
	}
	return &rawOutput{"application/json", "attachment; filename=snapshot.json", snap.Body}, nil
}
