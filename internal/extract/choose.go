package extract

import (
	"slices"

	"tocsin"
)

// choose replaces what the rules say of each incident's arguments by the likeliest
// of all values that the report holds, each with its probability.
func (s *scene) choose(r Roles) {
	if len(r) == 0 {
		return
	}
	chosen := make([][]tocsin.Attribution, len(s.incs))
	dates := make([]*tocsin.Date, len(s.incs))
	places := make([]*tocsin.Place, len(s.incs))
	targets := make([][]tocsin.Target, len(s.incs))
	for i := range s.incs {
		chosen[i] = s.chooseAttributions(r, i)
		dates[i] = s.chooseDate(r, i)
		places[i] = s.choosePlace(r, i)
		targets[i] = s.chooseTargets(r, i)
	}
	for i := range s.incs {
		inc := &s.incs[i]
		inc.Perpetrators, inc.Date, inc.Place, inc.Targets = chosen[i], dates[i], places[i], targets[i]
	}
}

// ownDate and ownPlace are the scores of the rules from which a date and a place
// stand in the words of an incident's own sentence or clause: they are not
// overruled, only given their probability.
const ownDate, ownPlace = 0.7, 0.8

// chooseDate returns the likeliest date, nil where none is likely enough.
func (s *scene) chooseDate(r Roles, i int) *tocsin.Date {
	if r["date"] == nil {
		return s.incs[i].Date
	}
	if d := s.incs[i].Date; d != nil && d.Score >= ownDate {
		return s.weighed(r, i, d)
	}
	best, p := likeliest(r, s.dateChoices(i))
	if best == nil || p < r["date"].Least {
		return nil
	}
	d := *best.Date
	d.Score = p
	return &d
}

// weighed returns incident i's own date d with its probability.
func (s *scene) weighed(r Roles, i int, d *tocsin.Date) *tocsin.Date {
	out := *d
	for _, t := range s.a.timexesIn(d.Span) {
		if t.Span == d.Span && s.mayDate(t) {
			out.Score = r.probability(Choice{Role: "date", Features: s.dateFeatures(i, t)})
		}
	}
	return &out
}

// choosePlace returns the likeliest place, nil where none is likely enough.
func (s *scene) choosePlace(r Roles, i int) *tocsin.Place {
	if r["place"] == nil {
		return s.incs[i].Place
	}
	if q := s.incs[i].Place; q != nil && q.Score >= ownPlace {
		own := *q
		own.Score = r.probability(Choice{Role: "place", Features: s.placeFeatures(i, q)})
		return &own
	}
	best, p := likeliest(r, s.placeChoices(i))
	if best == nil || p < r["place"].Least {
		return nil
	}
	q := *best.Place
	q.Score = p
	return &q
}

func likeliest(r Roles, cs []Choice) (*Choice, float64) {
	best, p := -1, 0.0
	for k := range cs {
		if q := r.probability(cs[k]); q > p {
			best, p = k, q
		}
	}
	if best < 0 {
		return nil, 0
	}
	return &cs[best], p
}

// chooseTargets returns the kinds of target that are likely enough, the likeliest
// first.
func (s *scene) chooseTargets(r Roles, i int) []tocsin.Target {
	if r["target"] == nil {
		return s.incs[i].Targets
	}
	var out []tocsin.Target
	for _, c := range s.targetChoices(i) {
		if p := r.probability(c); p >= r["target"].Least {
			t := c.Target
			t.Score = p
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(x, y tocsin.Target) int { return compareDown(x.Score, y.Score) })
	return out
}

func compareDown(x, y float64) int {
	switch {
	case x > y:
		return -1
	case x < y:
		return 1
	}
	return 0
}

// hopeless are the log-odds of an actor below which no stance can make a row
// likely enough: at 0.07 in all.
const hopeless = -2.6

// chooseAttributions returns the attributions that are likely enough, the
// likeliest first.
func (s *scene) chooseAttributions(r Roles, i int) []tocsin.Attribution {
	if r["actor"] == nil {
		return s.incs[i].Perpetrators
	}
	var out []tocsin.Attribution
	for k := range s.cast {
		part := &s.cast[k]
		if !s.mayAct(i, part) {
			continue
		}
		acts := r.logOdds(Choice{Role: "actor", Features: s.actorFeatures(i, part)})
		if acts < hopeless {
			continue
		}
		var rows []tocsin.Attribution
		for _, c := range s.stanceChoices(i, part) {
			row := Choice{Role: "row", Features: s.rowFeatures(i, part, c.Stance, acts, r.logOdds(c))}
			if p := r.probability(row); p >= r["row"].Least {
				rows = append(rows, s.attribution(i, part, c.Stance, p))
			}
		}
		out = append(out, s.toldStances(i, rows)...)
	}
	slices.SortStableFunc(out, func(x, y tocsin.Attribution) int { return compareDown(x.Score, y.Score) })
	return out
}

// toldStances returns the rows of one actor without those that no rule read and
// that only lean on the words of one that a rule did: "claimed responsibility"
// tells neither blame nor a denial, and nothing else tells a denial.
func (s *scene) toldStances(i int, rows []tocsin.Attribution) []tocsin.Attribution {
	told := func(row tocsin.Attribution) bool {
		return slices.ContainsFunc(s.incs[i].Perpetrators, func(x tocsin.Attribution) bool {
			return x.Stance == row.Stance && x.Span == row.Span
		})
	}
	return slices.DeleteFunc(slices.Clone(rows), func(row tocsin.Attribution) bool {
		return !told(row) && slices.ContainsFunc(rows, func(x tocsin.Attribution) bool {
			return x.Span == row.Span && told(x) && (x.Stance == tocsin.Claimed || row.Stance == tocsin.Denied)
		})
	})
}

// attribution makes the row of part's part in incident i, held by the stance: the
// rules' own where they have one.
func (s *scene) attribution(i int, part *role, st tocsin.Stance, p float64) tocsin.Attribution {
	var out *tocsin.Attribution
	for k := range s.incs[i].Perpetrators {
		x := &s.incs[i].Perpetrators[k]
		if x.Actor != part.name && part.names[x.Actor] == 0 {
			continue
		}
		if out == nil || x.Stance == st && out.Stance != st {
			out = x
		}
	}
	row := tocsin.Attribution{Actor: part.name, ActorID: part.actor.ID}
	if out != nil {
		row = *out
	} else {
		row.Citation = s.support(i, part)
	}
	if out == nil || out.Stance != st {
		row.By = s.sayer(i, part, st)
	}
	row.Stance, row.Score = st, p
	return row
}

// support cites the words that tell the part of an actor in incident i: from its
// nearest mention to the act, where both stand in one sentence.
func (s *scene) support(i int, part *role) tocsin.Citation {
	best, far := s.incs[i].Anchor.Span, 1<<30
	for k := range s.groups[i] {
		m := &s.groups[i][k]
		for j := range part.mentions {
			e := &part.mentions[j]
			d := abs(e.tok-m.Head) + 200*abs(e.sentence-m.Sentence)
			if d >= far {
				continue
			}
			best, far = e.Span, d
			if e.sentence == m.Sentence && d <= 30 {
				best = e.Span.Union(m.Trigger.Span)
			} else if c := s.a.clause(e.tok); c != nil && c.Last-c.First <= 30 {
				best = e.Span.Union(s.a.Cover(c.First, c.Last))
			}
		}
	}
	return tocsin.Cite(s.a.Text, best)
}
