package pipeline

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"tocsin"
	"tocsin/internal/link"
)

// LinkDesk holds records and links. It must be safe for concurrent use.
type LinkDesk interface {
	// Relink hands a batch of articles to do, and stores what comes of it with the
	// cursor of the stage, in one transaction.
	Relink(ctx context.Context, by tocsin.Producer, articles []int64,
		do func(ctx context.Context, b link.Batch) error) error
	// Settle hands the index to do; what it changes is stored in one transaction.
	Settle(ctx context.Context, do func(index link.Index, lead link.Lead) error) error
}

// LinkStage is the stage that joins what records tell to dossiers.
type LinkStage struct {
	desk   LinkDesk
	reader *link.Reader
	scorer *link.Scorer
	by     tocsin.Producer
	// Rulings returns what analysts' decisions say of pairs of tellings, by the IDs
	// that these had when it was decided; nil for no decisions.
	Rulings func(ctx context.Context) ([]tocsin.Constraint, error)
}

// NewLinkStage returns the stage; version is that of all that shapes its links.
func NewLinkStage(desk LinkDesk, reader *link.Reader, scorer *link.Scorer, version string) *LinkStage {
	return &LinkStage{desk: desk, reader: reader, scorer: scorer, by: tocsin.Producer{Stage: "link", Version: version}}
}

// Producer names the stage and its version.
func (s *LinkStage) Producer() tocsin.Producer { return s.by }

// Work links articles. A batch is done whole or not at all.
func (s *LinkStage) Work(ctx context.Context, items []int64) (Tally, error) {
	t := Tally{Done: len(items)}
	// A batch is linked whole even if the run is interrupted: it is short.
	err := s.desk.Relink(context.WithoutCancel(ctx), s.by, items, func(ctx context.Context, b link.Batch) error {
		var told []link.Telling
		succeed := map[string]string{}
		for _, f := range b.Reports {
			now := s.reader.Read(f.Record, f.Group)
			for i := range now {
				now[i].Story = f.Story
			}
			for _, other := range f.Others {
				maps.Copy(succeed, s.scorer.Succession(s.reader.Read(other, ""), now))
			}
			told = append(told, now...)
		}
		gone := slices.DeleteFunc(b.Before, func(id string) bool {
			return slices.ContainsFunc(told, func(t link.Telling) bool { return t.ID == id })
		})
		out, err := link.NewLinker(s.scorer, b.Index).Link(ctx, told, gone)
		t.Changed, t.Incidents = len(b.Reports), len(out.Dossiers)
		if err == nil && len(succeed) > 0 {
			err = b.Index.Apply(ctx, link.Change{Succeed: succeed})
		}
		if err == nil && (b.Again || len(succeed) > 0) {
			err = s.reinstate(ctx, b)
		}
		return err
	})
	if err != nil {
		return Tally{}, err
	}
	return t, nil
}

// reinstate takes in the rulings that the index does not hold: those on tellings
// that an earlier coding had dropped and that are told again.
func (s *LinkStage) reinstate(ctx context.Context, b link.Batch) error {
	if s.Rulings == nil {
		return nil
	}
	rulings, err := s.Rulings(ctx)
	if err != nil {
		return fmt.Errorf("read what was decided of tellings: %w", err)
	}
	wanted, err := led(ctx, rulings, b.Lead)
	if err != nil || len(wanted) == 0 {
		return err
	}
	held, err := b.Index.Links(ctx, ends(wanted))
	if err != nil {
		return fmt.Errorf("look up what was decided: %w", err)
	}
	missing := slices.DeleteFunc(wanted, func(c tocsin.Constraint) bool {
		return slices.ContainsFunc(held, func(l link.Link) bool {
			return l.A == min(c.A, c.B) && l.B == max(c.A, c.B) && (l.Type == link.Together && c.Same || l.Type == link.Apart && !c.Same)
		})
	})
	if len(missing) == 0 {
		return nil
	}
	_, err = link.NewLinker(s.scorer, b.Index).Decide(ctx, missing, nil)
	return err
}

func ends(all []tocsin.Constraint) []string {
	var ids []string
	for _, c := range all {
		ids = append(ids, c.A, c.B)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Decide takes in decisions on which tellings are of one incident, and takes
// others back. It returns those that contradict others and were passed over.
func (s *LinkStage) Decide(ctx context.Context, made, undone []tocsin.Constraint) (unmet []tocsin.Constraint, err error) {
	err = s.desk.Settle(ctx, func(index link.Index, lead link.Lead) error {
		var err error
		if made, err = led(ctx, made, lead); err != nil {
			return err
		}
		if undone, err = led(ctx, undone, lead); err != nil {
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
func led(ctx context.Context, all []tocsin.Constraint, lead link.Lead) ([]tocsin.Constraint, error) {
	var out []tocsin.Constraint
	for _, c := range all {
		var err error
		if c.A, err = lead(ctx, c.A); err != nil {
			return nil, err
		}
		if c.B, err = lead(ctx, c.B); err != nil {
			return nil, err
		}
		if c.A != c.B {
			out = append(out, c)
		}
	}
	return out, nil
}
