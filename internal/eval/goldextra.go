package eval

import "tocsin"

// Extra are figures beyond those of score.py: fields of the codebook that it
// leaves out, and breakdowns. Lists are counted as score.py counts attribution:
// hits within pairs, totals over all incidents.
type Extra struct {
	// Salience counts pairs of equal salience against all pairs.
	Salience Counts
	// Aggregate and Suicide count incidents that hold the flag.
	Aggregate, Suicide Counts
	// Admin1 counts provinces, equal after normalising.
	Admin1 Counts
	// TollWhom and TollBy count tolls whose part, or whose source, is right too.
	TollWhom, TollBy Counts
	// AttributionBy counts (actor, stance, by) rows.
	AttributionBy Counts
	// Assertions counts (kind, actor, object) rows of the article.
	Assertions Counts
	// Kinds counts incidents by kind: hits are pairs in which both have it.
	Kinds map[tocsin.Kind]Counts
	// Found counts, for each gold kind, how many were paired with any kind.
	Found map[tocsin.Kind]Counts
	// Effects counts tolls by what, Stances attributions by stance,
	// AssertionKinds assertions by kind.
	Effects        map[tocsin.Effect]Counts
	Stances        map[tocsin.Stance]Counts
	AssertionKinds map[tocsin.AssertionKind]Counts
}

func newExtra() Extra {
	return Extra{
		Kinds: map[tocsin.Kind]Counts{}, Found: map[tocsin.Kind]Counts{},
		Effects: map[tocsin.Effect]Counts{}, Stances: map[tocsin.Stance]Counts{},
		AssertionKinds: map[tocsin.AssertionKind]Counts{},
	}
}

func (e *Extra) add(m *match) {
	for _, pr := range m.pairs {
		c, g := m.coded.Incidents[pr.i], m.gold.Incidents[pr.j]
		e.Salience.Add(Counts{btoi(c.Salience == g.Salience), 1, 1})
	}
	e.Aggregate.Add(countFlag(m, func(i Incident) bool { return i.Aggregate }))
	e.Suicide.Add(countFlag(m, func(i Incident) bool { return i.Suicide }))
	e.Admin1.Add(countRows(m, admin1, func(a, b string) bool { return norm(a) == norm(b) }))
	e.TollWhom.Add(countRows(m, tolls, func(a, b Toll) bool { return a.Whom == b.Whom && closeToll(a, b) }))
	e.TollBy.Add(countRows(m, tolls, func(a, b Toll) bool { return m.al.same(a.By, b.By) && closeToll(a, b) }))
	e.AttributionBy.Add(countRows(m, perpetrators, func(a, b Attribution) bool {
		return a.Stance == b.Stance && m.al.same(a.Actor, b.Actor) && m.al.same(a.By, b.By)
	}))
	e.addKinds(m)
	e.addBreakdowns(m)
	e.addAssertions(m)
}

func tolls(inc Incident) []Toll { return inc.Tolls }

func admin1(inc Incident) []string {
	if inc.Place == nil {
		return nil
	}
	return filled(inc.Place.Admin1)
}

// countFlag counts the incidents that hold a flag.
func countFlag(m *match, flag func(Incident) bool) Counts {
	one := func(i Incident) []bool {
		if flag(i) {
			return []bool{true}
		}
		return nil
	}
	return countRows(m, one, func(a, b bool) bool { return a == b })
}

func (e *Extra) addKinds(m *match) {
	for _, c := range m.coded.Incidents {
		e.Kinds[c.Kind] = sum(e.Kinds[c.Kind], Counts{Coded: 1})
	}
	for _, g := range m.gold.Incidents {
		e.Kinds[g.Kind] = sum(e.Kinds[g.Kind], Counts{Gold: 1})
		e.Found[g.Kind] = sum(e.Found[g.Kind], Counts{Coded: 1, Gold: 1})
	}
	for _, pr := range m.pairs {
		c, g := m.coded.Incidents[pr.i].Kind, m.gold.Incidents[pr.j].Kind
		e.Found[g] = sum(e.Found[g], Counts{Hit: 1})
		if c == g {
			e.Kinds[c] = sum(e.Kinds[c], Counts{Hit: 1})
		}
	}
}

func (e *Extra) addBreakdowns(m *match) {
	for _, what := range tocsin.Effects() {
		rows := func(inc Incident) []Toll {
			return keep(inc.Tolls, func(t Toll) bool { return t.What == what })
		}
		e.Effects[what] = sum(e.Effects[what], countRows(m, rows, closeToll))
	}
	for _, st := range tocsin.Stances() {
		rows := func(inc Incident) []Attribution {
			return keep(inc.Perpetrators, func(a Attribution) bool { return a.Stance == st })
		}
		same := func(a, b Attribution) bool { return m.al.same(a.Actor, b.Actor) }
		e.Stances[st] = sum(e.Stances[st], countRows(m, rows, same))
	}
}

func (e *Extra) addAssertions(m *match) {
	for _, kind := range tocsin.AssertionKinds() {
		of := func(as []Assertion) []Assertion {
			return keep(as, func(a Assertion) bool { return a.Kind == kind })
		}
		c, g := of(m.coded.Assertions), of(m.gold.Assertions)
		n := Counts{hits(c, g, func(a, b Assertion) bool {
			return m.al.same(a.Actor, b.Actor) && m.al.same(a.Object, b.Object)
		}), len(c), len(g)}
		e.AssertionKinds[kind] = sum(e.AssertionKinds[kind], n)
		e.Assertions.Add(n)
	}
}

// keep returns the values of xs for which ok holds.
func keep[T any](xs []T, ok func(T) bool) []T {
	var out []T
	for _, x := range xs {
		if ok(x) {
			out = append(out, x)
		}
	}
	return out
}
