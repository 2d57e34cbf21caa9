package link

import (
	"cmp"
	"slices"

	"tocsin"
)

// The likelihoods from which tellings are linked, and clusters joined.
const (
	linkFrom = 0.5
	// joinFrom is the least mean likelihood between the members of two clusters.
	joinFrom = 0.4
	// sampled is the number of members, the first in canonical order, by which a
	// cluster is compared.
	sampled = 6
)

// cluster is a set of tellings taken for one incident.
type cluster struct {
	members  []*Telling // canonical order
	articles map[string][]*Telling
	apart    map[string]bool // tellings that a decision holds apart from it
}

// clusters partitions tellings that hang together by links. The outcome depends
// on the set of tellings and links alone: decisions first, then the strongest link,
// of equals the smaller IDs. unmet are decisions that contradict others.
func (s *Scorer) clusters(told []*Telling, links []Link) (out []*cluster, unmet []tocsin.Constraint) {
	of := map[string]*cluster{}
	for _, t := range told {
		of[t.ID] = &cluster{members: []*Telling{t}, articles: map[string][]*Telling{t.Article: {t}}, apart: map[string]bool{}}
	}
	slices.SortFunc(links, strongestFirst)
	for _, l := range links {
		if a, b := of[l.A], of[l.B]; l.Type == Apart && a != nil && b != nil {
			a.apart[l.B], b.apart[l.A] = true, true
		}
	}
	// Clusters that do not join are not asked again until one of them has grown.
	refused := map[[2]*cluster][2]int{}
	for _, l := range links {
		a, b := of[l.A], of[l.B]
		if a == nil || b == nil || a == b || l.Type == Apart || l.Type == Part {
			continue
		}
		switch {
		case a.heldApart(b):
			if l.Type == Together {
				unmet = append(unmet, tocsin.Constraint{A: l.A, B: l.B, Same: true})
			}
		case l.Type == Together || refused[[2]*cluster{a, b}] != [2]int{len(a.members), len(b.members)} && s.joins(a, b):
			join(a, b, of)
		default:
			refused[[2]*cluster{a, b}] = [2]int{len(a.members), len(b.members)}
			refused[[2]*cluster{b, a}] = [2]int{len(b.members), len(a.members)}
		}
	}
	for _, t := range told {
		if c := of[t.ID]; c.members[0] == t {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b *cluster) int { return cmp.Compare(a.members[0].ID, b.members[0].ID) })
	return out, unmet
}

// strongestFirst orders links: decisions, then by score, then by IDs.
func strongestFirst(a, b Link) int {
	return cmp.Or(
		-compareBools(a.decided(), b.decided()), cmp.Compare(b.Score, a.Score),
		cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B), cmp.Compare(a.Type, b.Type),
	)
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// heldApart reports whether a decision parts some member of a from one of b.
func (a *cluster) heldApart(b *cluster) bool {
	return slices.ContainsFunc(b.members, func(t *Telling) bool { return a.apart[t.ID] })
}

// joins reports whether two clusters are one incident's: no report tells them
// apart, and their members fit each other on the whole.
func (s *Scorer) joins(a, b *cluster) bool {
	if len(a.articles) > len(b.articles) {
		a, b = b, a
	}
	for article, told := range a.articles {
		if toldApart(told, b.articles[article]) {
			return false
		}
	}
	sum, n := 0.0, 0
	for _, x := range a.members[:min(len(a.members), sampled)] {
		for _, y := range b.members[:min(len(b.members), sampled)] {
			if x.Article != y.Article {
				sum += s.Score(x, y)
				n++
			}
		}
	}
	return sum >= joinFrom*float64(n)
}

// toldApart reports whether a report tells one of a as another incident than one
// of b. It may also tell one incident twice, in its title and in its text.
func toldApart(a, b []*Telling) bool {
	for _, x := range a {
		for _, y := range b {
			if different(x, y) {
				return true
			}
		}
	}
	return false
}

// different reports whether two tellings of one report differ in something that it
// tells of both: act, stage, days, place, or toll.
func different(a, b *Telling) bool {
	p, q := a.Where, b.Where
	switch {
	case a.Kind != b.Kind && !confused(a.Kind, b.Kind), a.Stage != b.Stage, a.Aggregate != b.Aggregate:
		return true
	case !a.Assumed && !b.Assumed && a.When != nil && b.When != nil && *a.When != *b.When:
		return true
	case p != nil && q != nil && p.Folded != q.Folded && !holds(p, q) && !holds(q, p):
		return true
	}
	return otherToll(a.Tolls, b.Tolls)
}

// otherToll reports whether both give a toll of one sort, and share none.
func otherToll(a, b []Figure) bool {
	both := false
	for _, x := range a {
		for _, y := range b {
			if x.What == y.What && x.All && y.All {
				both = true
				if x.Low == y.Low {
					return false
				}
			}
		}
	}
	return both
}

// join makes one cluster of a and b.
func join(a, b *cluster, of map[string]*cluster) {
	if len(a.members) < len(b.members) {
		a, b = b, a
	}
	for _, t := range b.members {
		of[t.ID] = a
		a.articles[t.Article] = append(a.articles[t.Article], t)
	}
	for id := range b.apart {
		a.apart[id] = true
	}
	a.members = append(a.members, b.members...)
	slices.SortFunc(a.members, canonical)
}

// canonical orders tellings as [Canonical] orders members.
func canonical(a, b *Telling) int {
	return cmp.Or(compareDays(a.Published, b.Published), cmp.Compare(a.ID, b.ID))
}

// dossier returns the cluster's, each member with the strongest link that holds
// it there and the reasons for that.
func (s *Scorer) dossier(c *cluster, links map[string][]Link) tocsin.Dossier {
	within := map[string]*Telling{}
	for _, t := range c.members {
		within[t.ID] = t
	}
	members := make([]tocsin.Member, len(c.members))
	for i, t := range c.members {
		members[i] = t.Member()
		best := Link{Score: -1}
		for _, l := range links[t.ID] {
			if l.Type != Apart && l.Type != Part && within[l.other(t.ID)] != nil && (best.Score < 0 || strongestFirst(l, best) < 0) {
				best = l
			}
		}
		switch {
		case best.Score < 0:
		case best.Type == Together:
			members[i].Reasons = []string{"joined by a decision"}
		default:
			members[i].Score = best.Score
			members[i].Reasons = s.Reasons(t, within[best.other(t.ID)])
		}
	}
	return dossier(members, c.members)
}
