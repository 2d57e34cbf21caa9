package link

import (
	"context"
	"fmt"
	"slices"

	"tocsin"
)

// finder finds the links of tellings, one after the other, and remembers what it
// read of the index, which must not change meanwhile: the reports of one incident
// look in the same blocks.
type finder struct {
	linker *Linker
	known  map[string]*Telling
	// first are the members that stand for blocks, whole all members of crowds.
	first, whole map[Key][]string
}

func newFinder(l *Linker, told []Telling) *finder {
	f := &finder{l, map[string]*Telling{}, map[Key][]string{}, map[Key][]string{}}
	for i := range told {
		f.known[told[i].ID] = &told[i]
	}
	return f
}

// links returns every link of t to what it is compared with.
func (f *finder) links(ctx context.Context, t *Telling) ([]Link, error) {
	ids, err := f.candidates(ctx, t)
	if err != nil {
		return nil, err
	}
	if err := f.read(ctx, ids); err != nil {
		return nil, err
	}
	var out []Link
	for _, id := range ids {
		o := f.known[id]
		if o == nil || !withinReach(t, o) {
			continue
		}
		if whole, part, ok := sums(t, o); ok {
			out = append(out, Link{whole.ID, part.ID, Part, 1})
			continue
		}
		if score := f.linker.scorer.Score(t, o); score >= linkFrom {
			a, b := pair(t.ID, o.ID)
			out = append(out, Link{a, b, Same, score})
		}
	}
	return out, nil
}

// candidates returns the tellings that t is compared with: those of the blocks
// that it looks in, where they or t itself stand for their blocks.
func (f *finder) candidates(ctx context.Context, t *Telling) ([]string, error) {
	look := probes(t)
	blocks := make([]Key, 0, 2*len(look))
	for _, p := range look {
		blocks = append(blocks, p.block, p.own)
	}
	if err := f.members(ctx, f.first, blocks, crowd); err != nil {
		return nil, err
	}
	var crowds []Key // those of which all members meet t
	for _, p := range look {
		if len(f.first[p.block]) == crowd && slices.Contains(f.first[p.own], t.ID) {
			crowds = append(crowds, p.block)
		}
	}
	if err := f.members(ctx, f.whole, slices.Clone(crowds), 0); err != nil {
		return nil, err
	}
	seen := map[string]bool{t.ID: true}
	var ids []string
	add := func(members []string) {
		for _, id := range members {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	for _, p := range look {
		add(f.first[p.block])
	}
	for _, k := range crowds {
		add(f.whole[k])
	}
	return ids, nil
}

// members brings into known those of the blocks that are not in it yet, empty ones
// too: the first limit members of each, all for 0.
func (f *finder) members(ctx context.Context, known map[Key][]string, blocks []Key, limit int) error {
	missing := slices.DeleteFunc(blocks, func(k Key) bool { _, ok := known[k]; return ok })
	slices.Sort(missing)
	missing = slices.Compact(missing)
	if len(missing) == 0 {
		return nil
	}
	found, err := f.linker.index.Members(ctx, missing, limit)
	if err != nil {
		return fmt.Errorf("look up blocks: %w", err)
	}
	for _, k := range missing {
		known[k] = found[k]
	}
	return nil
}

// read brings tellings in that are not known yet.
func (f *finder) read(ctx context.Context, ids []string) error {
	var missing []string
	for _, id := range ids {
		if f.known[id] == nil {
			missing = append(missing, id)
		}
	}
	some, err := f.linker.index.Tellings(ctx, missing)
	if err != nil {
		return fmt.Errorf("look up candidates: %w", err)
	}
	for i := range some {
		f.known[some[i].ID] = &some[i]
	}
	return nil
}

// sums reports whether one of the two sums up several incidents of which the
// other is one: within its days and its land, of its family, and by an actor that
// it names, where both name one.
func sums(a, b *Telling) (whole, part *Telling, ok bool) {
	whole, part = a, b
	if b.Aggregate {
		whole, part = b, a
	}
	if !whole.Aggregate || part.Aggregate || whole.Assumed || part.Assumed || familyOf(a.Kind) != familyOf(b.Kind) {
		return nil, nil, false
	}
	if whole.When == nil || part.When == nil || part.When.Start < whole.When.Start || part.When.End > whole.When.End {
		return nil, nil, false
	}
	if !confused(a.Kind, b.Kind) && a.Kind != b.Kind || part.Stage != whole.Stage || !holds(whole.Where, part.Where) {
		return nil, nil, false
	}
	if len(a.Lines) == 0 || len(b.Lines) == 0 {
		// Nothing but the land would speak for it.
		return whole, part, whole.Where.exact() || whole.Article == part.Article
	}
	return whole, part, len(intersect(a.Lines, b.Lines)) > 0
}

// holds reports whether place q lies in p.
func holds(p, q *Spot) bool {
	switch {
	case p == nil || q == nil, p.Country != q.Country && p.Country != "" && q.Country != "":
		return false
	case p.Folded == q.Folded:
		return true
	case p.provincial(q):
		return true
	case p.exact():
		return q.exact() && kilometres(p, q) <= 10
	case p.Admin1 != "":
		return p.Admin1 == q.Admin1 && p.Country == q.Country
	}
	return p.Country != "" && p.Country == q.Country && p.Precision == tocsin.PrecisionCountry
}
