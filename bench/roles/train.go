package main

import (
	"maps"
	"slices"

	"tocsin/bench/readers"
	"tocsin/internal/extract"
	"tocsin/internal/linear"
)

// trainer fits a model for each role.
type trainer struct {
	opt     linear.Options
	readers readers.Set
	lessons []lesson
	wanted  []wanted
	// gold is how many values of each role gold holds in the present folds, and
	// figures what was measured on them.
	gold    map[string]int
	figures []figure
}

// train fits all roles on the lessons outside the fold, on all where it is -1.
func (t *trainer) train(without int) extract.Roles {
	t.figures, t.gold = nil, map[string]int{}
	for _, w := range t.wanted {
		if linear.FoldOf(w.cluster, folds) != without {
			t.gold[w.role] += w.n
		}
	}
	byRole := map[string][]*lesson{}
	for i := range t.lessons {
		if l := &t.lessons[i]; linear.FoldOf(l.cluster, folds) != without {
			byRole[l.Role] = append(byRole[l.Role], l)
		}
	}
	out := extract.Roles{}
	for _, role := range slices.Sorted(maps.Keys(byRole)) {
		out[role] = t.fit(role, byRole[role])
	}
	out["row"] = t.fit("row", rows(byRole))
	return out
}

// rowOf tells the lessons of one actor in one incident.
type rowOf struct {
	article, actor string
	incident       int
}

// rows makes the lessons on rows of actor and stance, from what models that did
// not learn from their articles say of both.
func rows(byRole map[string][]*lesson) []*lesson {
	actor := map[rowOf]float64{}
	for _, l := range byRole["actor"] {
		actor[rowOf{l.article, l.Actor, l.Incident}] = l.odds
	}
	var out []*lesson
	for _, role := range slices.Sorted(maps.Keys(byRole)) {
		for _, l := range byRole[role] {
			if l.Row == nil {
				continue
			}
			row := *l
			row.Role, row.moot = "row", false
			row.Features = l.Row(actor[rowOf{l.article, l.Actor, l.Incident}], l.odds)
			out = append(out, &row)
		}
	}
	return out
}

// barely is the weight of an example that is scored and not learned from.
const barely = 1e-9

// fit trains one role, leaves with each lesson what a model without its fold says
// of it, and takes the figures of that.
func (t *trainer) fit(role string, ls []*lesson) *extract.Role {
	ex := make([]linear.Example, len(ls))
	for i, l := range ls {
		ex[i] = linear.Example{Features: l.Features, Positive: l.right, Group: l.cluster}
		if l.moot {
			ex[i].Weight = barely
		}
	}
	scores := linear.CrossValidate(ex, t.opt, folds)
	m := linear.Train(ex, t.opt)
	m.Calibrate(ex, scores)
	var used []*lesson
	for i, l := range ls {
		if l.odds = m.Scale*scores[i] + m.Shift; !l.moot {
			used = append(used, l)
		}
	}
	fig := measure(role, used, t.gold[role])
	t.figures = append(t.figures, fig)
	return &extract.Role{Model: m, Least: fig.least}
}
