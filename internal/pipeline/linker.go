package pipeline

import (
	"context"
	"slices"

	"tocsin"
	"tocsin/internal/link"
)

// LinkDesk holds records and links. It must be safe for concurrent use.
type LinkDesk interface {
	// Relink hands the records of articles to do, with the index to link them in
	// and the tellings that they had before, and stores what comes of it with the
	// cursor of the stage, in one transaction.
	Relink(ctx context.Context, by tocsin.Producer, articles []int64,
		do func(ctx context.Context, index link.Index, records []tocsin.Record, before []string) error) error
	// Settle hands the index to do; what it changes is stored in one transaction.
	// lead returns the telling to which an ID leads.
	Settle(ctx context.Context, do func(index link.Index, lead func(id string) (string, error)) error) error
}

// LinkStage is the stage that joins what records tell to dossiers.
type LinkStage struct {
	desk   LinkDesk
	reader *link.Reader
	scorer *link.Scorer
	by     tocsin.Producer
}

// NewLinkStage returns the stage; version is that of all that shapes its links.
func NewLinkStage(desk LinkDesk, reader *link.Reader, scorer *link.Scorer, version string) *LinkStage {
	return &LinkStage{desk, reader, scorer, tocsin.Producer{Stage: "link", Version: version}}
}

// Producer names the stage and its version.
func (s *LinkStage) Producer() tocsin.Producer { return s.by }

// Work links articles. A batch is done whole or not at all.
func (s *LinkStage) Work(ctx context.Context, items []int64) (Tally, error) {
	t := Tally{Done: len(items)}
	// A batch is linked whole even if the run is interrupted: it is short.
	err := s.desk.Relink(context.WithoutCancel(ctx), s.by, items, func(ctx context.Context, index link.Index, records []tocsin.Record, before []string) error {
		var told []link.Telling
		for _, rec := range records {
			told = append(told, s.reader.Read(rec, "")...)
		}
		gone := slices.DeleteFunc(before, func(id string) bool {
			return slices.ContainsFunc(told, func(t link.Telling) bool { return t.ID == id })
		})
		out, err := link.NewLinker(s.scorer, index).Link(ctx, told, gone)
		t.Changed, t.Incidents = len(records), len(out.Dossiers)
		return err
	})
	if err != nil {
		return Tally{}, err
	}
	return t, nil
}

// Decide takes in decisions on which tellings are of one incident, and takes
// others back. It returns those that contradict others and were passed over.
func (s *LinkStage) Decide(ctx context.Context, made, undone []tocsin.Constraint) (unmet []tocsin.Constraint, err error) {
	err = s.desk.Settle(ctx, func(index link.Index, lead func(id string) (string, error)) error {
		var err error
		if made, err = led(made, lead); err != nil {
			return err
		}
		if undone, err = led(undone, lead); err != nil {
			return err
		}
		out, err := link.NewLinker(s.scorer, index).Decide(ctx, made, undone)
		unmet = out.Unmet
		return err
	})
	return unmet, err
}

// led returns the constraints on the tellings to which their IDs lead; those whose
// tellings have become one are left out.
func led(all []tocsin.Constraint, lead func(id string) (string, error)) ([]tocsin.Constraint, error) {
	var out []tocsin.Constraint
	for _, c := range all {
		var err error
		if c.A, err = lead(c.A); err != nil {
			return nil, err
		}
		if c.B, err = lead(c.B); err != nil {
			return nil, err
		}
		if c.A != c.B {
			out = append(out, c)
		}
	}
	return out, nil
}
