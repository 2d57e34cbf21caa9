package link

import (
	"context"
	"slices"

	"tocsin"
)

// Memory is an [Index] held in memory, for measuring and for small sets.
type Memory struct {
	tellings map[string]*Telling
	blocks   map[Key][]string
	links    map[string]map[Link]float64 // by either end; the score stands apart
	dossiers map[string]tocsin.Dossier
}

// NewMemory returns an empty index.
func NewMemory() *Memory {
	return &Memory{
		tellings: map[string]*Telling{}, blocks: map[Key][]string{},
		links: map[string]map[Link]float64{}, dossiers: map[string]tocsin.Dossier{},
	}
}

// Dossiers returns all dossiers in order of ID.
func (m *Memory) Dossiers() []tocsin.Dossier {
	out := make([]tocsin.Dossier, 0, len(m.dossiers))
	for _, d := range m.dossiers {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b tocsin.Dossier) int { return compareStrings(a.ID, b.ID) })
	return out
}

func compareStrings(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Members returns the IDs in each of the blocks.
func (m *Memory) Members(_ context.Context, blocks []Key, limit int) (map[Key][]string, error) {
	out := make(map[Key][]string, len(blocks))
	for _, k := range blocks {
		ids := m.blocks[k]
		if limit > 0 && len(ids) > limit {
			ids = ids[:limit]
		}
		if len(ids) > 0 {
			out[k] = slices.Clone(ids)
		}
	}
	return out, nil
}

// Tellings returns those of ids that are held.
func (m *Memory) Tellings(_ context.Context, ids []string) ([]Telling, error) {
	var out []Telling
	for _, id := range ids {
		if t := m.tellings[id]; t != nil {
			out = append(out, *t)
		}
	}
	return out, nil
}

// Links returns every link that touches one of ids.
func (m *Memory) Links(_ context.Context, ids []string) ([]Link, error) {
	seen := map[Link]bool{}
	var out []Link
	for _, id := range ids {
		for l, score := range m.links[id] {
			if !seen[l] {
				seen[l] = true
				l.Score = score
				out = append(out, l)
			}
		}
	}
	return out, nil
}

// Apply takes in a change.
func (m *Memory) Apply(_ context.Context, c Change) error {
	for _, id := range c.Remove {
		m.remove(id)
	}
	for old, now := range c.Succeed {
		m.succeed(old, now)
	}
	for _, t := range c.Add {
		m.remove(t.ID)
		m.tellings[t.ID] = &t
		for _, k := range Blocks(&t) {
			at, _ := slices.BinarySearch(m.blocks[k], t.ID)
			m.blocks[k] = slices.Insert(m.blocks[k], at, t.ID)
		}
	}
	for _, id := range c.Unlink {
		m.unlink(id)
	}
	for _, d := range c.Undecide {
		a, b := pair(d.A, d.B)
		m.undecide(a, b)
	}
	for _, l := range c.Links {
		if l.decided() {
			m.undecide(l.A, l.B)
		}
		m.link(l)
	}
	for _, id := range c.Dissolve {
		delete(m.dossiers, id)
	}
	for _, d := range c.Dossiers {
		m.dossiers[d.ID] = d
		for _, t := range d.Members {
			m.tellings[t.Telling].Dossier = d.ID
		}
	}
	return nil
}

func (m *Memory) remove(id string) {
	t := m.tellings[id]
	if t == nil {
		return
	}
	for _, k := range Blocks(t) {
		if at, ok := slices.BinarySearch(m.blocks[k], id); ok {
			m.blocks[k] = slices.Delete(m.blocks[k], at, at+1)
		}
	}
	m.unlink(id)
	delete(m.tellings, id)
}

func (m *Memory) unlink(id string) {
	for l := range m.links[id] {
		if !l.decided() {
			delete(m.links[id], l)
			delete(m.links[l.other(id)], l)
		}
	}
}

// succeed moves the decisions on old to now.
func (m *Memory) succeed(old, now string) {
	for l := range m.links[old] {
		o := l.other(old)
		m.undecide(l.A, l.B)
		if now != "" && now != o {
			l.A, l.B = pair(now, o)
			l.Score = 1
			m.link(l)
		}
	}
}

func (m *Memory) undecide(a, b string) {
	for _, typ := range []LinkType{Together, Apart} {
		l := Link{A: a, B: b, Type: typ}
		delete(m.links[a], l)
		delete(m.links[b], l)
	}
}

func (m *Memory) link(l Link) {
	score := l.Score
	l.Score = 0
	for _, id := range []string{l.A, l.B} {
		if m.links[id] == nil {
			m.links[id] = map[Link]float64{}
		}
		m.links[id][l] = score
	}
}
