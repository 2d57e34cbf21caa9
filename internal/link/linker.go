package link

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"tocsin"
)

// Linker keeps the dossiers of an index as its tellings come and go. After every
// call the dossiers are a function of the tellings and decisions in the index, so
// that neither the order nor the size of batches shows in them.
type Linker struct {
	scorer *Scorer
	index  Index
}

// NewLinker returns a linker over index.
func NewLinker(scorer *Scorer, index Index) *Linker { return &Linker{scorer, index} }

// Outcome is what a call changed.
type Outcome struct {
	// Dossiers are those of the neighbourhood that was looked at, in order of ID.
	Dossiers []tocsin.Dossier
	// Dissolved are IDs of dossiers that are no more.
	Dissolved []string
	// Unmet are decisions that contradict others and were passed over.
	Unmet []tocsin.Constraint
}

// Link takes in tellings, those of one ID in place of what they were, and forgets
// those that are gone.
func (l *Linker) Link(ctx context.Context, add []Telling, gone []string) (Outcome, error) {
	before, err := l.affected(ctx, add, gone)
	if err != nil {
		return Outcome{}, err
	}
	remove := slices.Concat(gone, tellingIDs(before.old))
	change := Change{Remove: remove, Add: add, Succeed: l.scorer.successors(add, gone, before)}
	if err := l.index.Apply(ctx, change); err != nil {
		return Outcome{}, fmt.Errorf("add %d tellings: %w", len(add), err)
	}
	relink, err := l.relink(ctx, add, before)
	if err != nil {
		return Outcome{}, err
	}
	touched, err := l.renew(ctx, relink)
	if err != nil {
		return Outcome{}, err
	}
	for _, k := range before.links {
		touched[k.A], touched[k.B] = true, true
	}
	return l.settle(ctx, touched, before.old)
}

// Decide takes in decisions on pairs of tellings, and takes others back. A later
// decision on a pair takes the place of the earlier.
func (l *Linker) Decide(ctx context.Context, made, undone []tocsin.Constraint) (Outcome, error) {
	touched := map[string]bool{}
	c := Change{Undecide: undone}
	for _, d := range undone {
		touched[d.A], touched[d.B] = true, true
	}
	for _, d := range made {
		a, b := pair(d.A, d.B)
		typ := Apart
		if d.Same {
			typ = Together
		}
		c.Links = append(c.Links, Link{a, b, typ, 1})
		touched[a], touched[b] = true, true
	}
	if err := l.index.Apply(ctx, c); err != nil {
		return Outcome{}, fmt.Errorf("take in %d decisions: %w", len(made)+len(undone), err)
	}
	return l.settle(ctx, touched, nil)
}

// standing is what was so before a change.
type standing struct {
	old   []Telling        // tellings replaced or gone
	stand map[Key][]string // who stood for the blocks that change
	links []Link           // of the old
}

// affected notes what stands before a change, as far as the change touches it.
func (l *Linker) affected(ctx context.Context, add []Telling, gone []string) (standing, error) {
	var b standing
	var err error
	if b.old, err = l.index.Tellings(ctx, slices.Concat(gone, tellingIDs(add))); err != nil {
		return b, fmt.Errorf("look up the tellings replaced: %w", err)
	}
	var blocks []Key
	for _, list := range [][]Telling{add, b.old} {
		for i := range list {
			blocks = append(blocks, Blocks(&list[i])...)
		}
	}
	slices.Sort(blocks)
	if b.stand, err = l.index.Members(ctx, slices.Compact(blocks), crowd); err != nil {
		return b, fmt.Errorf("look up blocks: %w", err)
	}
	for _, k := range blocks {
		if b.stand[k] == nil {
			b.stand[k] = []string{}
		}
	}
	if len(b.old) == 0 {
		return b, nil
	}
	if b.links, err = l.index.Links(ctx, tellingIDs(b.old)); err != nil {
		return b, fmt.Errorf("look up the links of the tellings replaced: %w", err)
	}
	return b, nil
}

// successors says where the IDs of tellings that are gone lead: to the telling of
// the same report that comes nearest, else to the one that was joined to it by a
// decision or linked most strongly, or what took that one's place.
func (s *Scorer) successors(add []Telling, gone []string, before standing) map[string]string {
	out := map[string]string{}
	for i := range before.old {
		if old := &before.old[i]; slices.Contains(gone, old.ID) {
			out[old.ID] = s.nearest(old, add)
		}
	}
	links := slices.Clone(before.links)
	slices.SortFunc(links, strongestFirst)
	lost := slices.DeleteFunc(slices.Sorted(maps.Keys(out)), func(id string) bool { return out[id] != "" })
	for _, id := range lost {
		out[id] = closest(id, links, out)
	}
	return out
}

// closest returns the telling to which a lost one was linked most strongly, or that
// to which its ID leads by next; "" for none. The strongest links come first.
func closest(id string, links []Link, next map[string]string) string {
	for _, k := range links {
		if k.Type != Same && k.Type != Together || k.A != id && k.B != id {
			continue
		}
		other := k.other(id)
		now, gone := next[other]
		if !gone {
			return other
		}
		if now != "" {
			return now
		}
	}
	return ""
}

// nearest returns the telling of old's report whose words are those of old, or else,
// in any version of the report, that is likeliest to tell what old told; "" for none.
func (s *Scorer) nearest(old *Telling, add []Telling) string {
	best, most := "", 0.0
	for i := range add {
		version := old.Story != "" && add[i].Story == old.Story
		if add[i].Article != old.Article && !version {
			continue
		}
		as := add[i]
		as.Article = "" // what one report tells twice is else never one
		score := s.Score(old, &as)
		if add[i].Article == old.Article && old.Anchor.Overlaps(as.Anchor) {
			score += 1
		}
		if score >= linkFrom && (score > most || score == most && add[i].ID < best) {
			best, most = add[i].ID, score
		}
	}
	return best
}

func tellingIDs(all []Telling) []string {
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	return ids
}

// relink returns the tellings whose links must be found anew: the new ones, and
// those that came or ceased to stand for a crowded block.
func (l *Linker) relink(ctx context.Context, add []Telling, before standing) ([]Telling, error) {
	blocks := make([]Key, 0, len(before.stand))
	for k := range before.stand {
		blocks = append(blocks, k)
	}
	slices.Sort(blocks)
	after, err := l.index.Members(ctx, blocks, crowd)
	if err != nil {
		return nil, fmt.Errorf("look up blocks: %w", err)
	}
	known := map[string]bool{}
	for i := range add {
		known[add[i].ID] = true
	}
	var ids []string
	for _, k := range blocks {
		// A block that is no crowd changes nothing for its other members.
		if len(before.stand[k]) < crowd && len(after[k]) < crowd {
			continue
		}
		for _, id := range difference(before.stand[k], after[k]) {
			if !known[id] {
				known[id] = true
				ids = append(ids, id)
			}
		}
	}
	others, err := l.index.Tellings(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("look up tellings of crowded blocks: %w", err)
	}
	return slices.Concat(add, others), nil
}

// difference returns what stands in one of the lists only.
func difference(a, b []string) []string {
	in := map[string]int{}
	for _, x := range a {
		in[x] |= 1
	}
	for _, x := range b {
		in[x] |= 2
	}
	var out []string
	for x, where := range in {
		if where != 3 {
			out = append(out, x)
		}
	}
	slices.Sort(out)
	return out
}

// renew finds the links of the tellings anew and returns whom that touches.
func (l *Linker) renew(ctx context.Context, told []Telling) (touched map[string]bool, err error) {
	ids := tellingIDs(told)
	old, err := l.index.Links(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("look up links: %w", err)
	}
	touched = map[string]bool{}
	change := Change{Unlink: ids}
	for _, k := range old {
		touched[k.A], touched[k.B] = true, true
	}
	found := newFinder(l, told)
	for i := range told {
		touched[told[i].ID] = true
		links, err := found.links(ctx, &told[i])
		if err != nil {
			return nil, err
		}
		for _, k := range links {
			touched[k.A], touched[k.B] = true, true
		}
		change.Links = append(change.Links, links...)
	}
	// Two new tellings find each other.
	slices.SortFunc(change.Links, func(a, b Link) int {
		return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B), cmp.Compare(a.Type, b.Type))
	})
	change.Links = slices.Compact(change.Links)
	if err := l.index.Apply(ctx, change); err != nil {
		return nil, fmt.Errorf("add %d links: %w", len(change.Links), err)
	}
	return touched, nil
}

// settle clusters everything that hangs together with the touched tellings.
func (l *Linker) settle(ctx context.Context, touched map[string]bool, gone []Telling) (Outcome, error) {
	told, links, err := l.neighbourhood(ctx, touched)
	if err != nil {
		return Outcome{}, err
	}
	byEnd := map[string][]Link{}
	for _, k := range links {
		byEnd[k.A] = append(byEnd[k.A], k)
		byEnd[k.B] = append(byEnd[k.B], k)
	}
	var out Outcome
	groups, unmet := l.scorer.clusters(told, links)
	out.Unmet = unmet
	kept := map[string]bool{}
	for _, c := range groups {
		d := l.scorer.dossier(c, byEnd)
		kept[d.ID] = true
		out.Dossiers = append(out.Dossiers, d)
	}
	for i := range gone {
		told = append(told, &gone[i])
	}
	for _, t := range told {
		if t.Dossier != "" && !kept[t.Dossier] {
			out.Dissolved = appendNew(out.Dissolved, t.Dossier)
		}
	}
	slices.Sort(out.Dissolved)
	err = l.index.Apply(ctx, Change{Dissolve: out.Dissolved, Dossiers: out.Dossiers})
	if err != nil {
		return Outcome{}, fmt.Errorf("keep %d dossiers: %w", len(out.Dossiers), err)
	}
	return out, nil
}

// neighbourhood returns the tellings that hang together with those touched by
// links of one incident or decisions, and all links among them.
func (l *Linker) neighbourhood(ctx context.Context, touched map[string]bool) ([]*Telling, []Link, error) {
	seen := map[string]bool{}
	var front []string
	for id := range touched {
		seen[id] = true
		front = append(front, id)
	}
	var told []*Telling
	all := map[Link]bool{}
	for len(front) > 0 {
		slices.Sort(front)
		some, err := l.index.Tellings(ctx, front)
		if err != nil {
			return nil, nil, fmt.Errorf("look up a neighbourhood: %w", err)
		}
		links, err := l.index.Links(ctx, front)
		if err != nil {
			return nil, nil, fmt.Errorf("look up the links of a neighbourhood: %w", err)
		}
		for i := range some {
			told = append(told, &some[i])
		}
		front = nil
		for _, k := range links {
			if k.Type == Part {
				continue
			}
			all[k] = true
			for _, id := range []string{k.A, k.B} {
				if !seen[id] && k.Type != Apart {
					seen[id] = true
					front = append(front, id)
				}
			}
		}
	}
	slices.SortFunc(told, func(a, b *Telling) int { return cmp.Compare(a.ID, b.ID) })
	links := make([]Link, 0, len(all))
	for k := range all {
		links = append(links, k)
	}
	return told, links, nil
}
