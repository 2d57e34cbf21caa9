package assess

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tocsin"
)

// Estimate is a toll derived from the ledger, in people: low ≤ best ≤ high, in
// the sense of UCDP GED.
type Estimate struct {
	Low  int `json:"low"`
	Best int `json:"best"`
	// High is nil where a standing figure is open upwards.
	High *int `json:"high"`
	// Why says in words how the figure was arrived at.
	Why      string    `json:"why"`
	Supports []Support `json:"supports"`
}

// course is the estimate as it moves from day to day.
type course struct {
	a Assessor
	// best are the figures that the estimate rests on; empty before the first.
	best []*figure
	// since is the day on which the present number was first accepted.
	since tocsin.Day
	// former are the numbers that were best before, with the day of their end.
	former map[int]tocsin.Day
	// recalled are the figures that reports tell beside newer ones.
	recalled []*figure
	// steps tell of each move in words.
	steps []string
}

// estimate derives one effect's toll, and marks the standing of its figures. It
// returns nil where no report gives a figure.
func (a Assessor) estimate(ledger []*figure, claims []*claim, effect tocsin.Effect) *Estimate {
	figures := a.figuresOf(ledger, claims, effect)
	if len(figures) == 0 {
		return nil
	}
	recall(figures)
	c := &course{a: a, former: map[int]tocsin.Day{}, recalled: keep(figures, func(f *figure) bool { return f.Standing == Recalled })}
	for _, day := range byDay(figures) {
		c.pass(day)
	}
	return c.result(figures)
}

// figuresOf returns the figures of an effect that can tell the whole or a part of
// it. Attackers are counted apart by the codebook.
func (a Assessor) figuresOf(ledger []*figure, claims []*claim, effect tocsin.Effect) []*figure {
	var out []*figure
	for _, f := range ledger {
		if f.What != effect || f.Scope == Summed || f.Whom == tocsin.Attackers {
			continue
		}
		f.Interested = !nobody(f.By) && slices.ContainsFunc(claims, func(c *claim) bool {
			return held(c.Stance) && c.Actor != tocsin.UnknownActor && a.kin(c.Actor, f.By)
		})
		f.Official = f.Official && !f.Interested
		out = append(out, f)
	}
	return out
}

// recall marks the figures that are not a report's own. Beside a number that is
// new, those that another report of that day or before has told already are
// older; of several figures of one speaker that are left, the greatest is its own.
func recall(figures []*figure) {
	articles, speakers := map[string][]*figure{}, map[string][]*figure{}
	for _, f := range figures {
		if f.Scope == Cumulative {
			articles[f.Article] = append(articles[f.Article], f)
		}
	}
	for _, group := range articles {
		old := keep(group, func(f *figure) bool { return toldElsewhere(figures, f) })
		if len(old) == len(group) {
			continue
		}
		for _, f := range old {
			f.Standing = Recalled
		}
	}
	for _, f := range figures {
		if f.Scope == Cumulative && f.Standing != Recalled {
			key := f.Article + " " + f.voice
			speakers[key] = append(speakers[key], f)
		}
	}
	for _, group := range speakers {
		top := slices.MaxFunc(group, func(x, y *figure) int {
			return cmp.Or(cmp.Compare(x.point(), y.point()), cmp.Compare(y.spread(), x.spread()), cmp.Compare(y.cite.Start, x.cite.Start))
		})
		for _, f := range group {
			if f.point() != top.point() {
				f.Standing = Recalled
			}
		}
	}
}

// toldElsewhere reports whether another report, of that day or before, tells the
// same number.
func toldElsewhere(figures []*figure, f *figure) bool {
	return slices.ContainsFunc(figures, func(o *figure) bool {
		return o.day <= f.day && o.Article != f.Article && o.Scope == Cumulative && o.point() == f.point()
	})
}

// byDay parts the figures that count by their days, earliest first. A number that
// a report recalls beside a newer one comes before all others of its day.
func byDay(figures []*figure) [][]*figure {
	type part struct {
		day   tocsin.Day
		later bool
	}
	older := map[tocsin.Day][]int{}
	for _, f := range figures {
		if f.Standing == Recalled {
			older[f.day] = append(older[f.day], f.point())
		}
	}
	parts := map[part][]*figure{}
	for _, f := range figures {
		if f.Standing != Recalled {
			key := part{f.day, !slices.Contains(older[f.day], f.point())}
			parts[key] = append(parts[key], f)
		}
	}
	order := slices.SortedFunc(maps.Keys(parts), func(x, y part) int {
		return cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(truth(x.later), truth(y.later)))
	})
	out := make([][]*figure, len(order))
	for i, p := range order {
		out[i] = parts[p]
	}
	return out
}

// point is the number that stands for the quantity: the middle of a range whose
// ends lie close, else its lower end ("at least 12" is 12, "up to 50" is 1).
func (f *figure) point() int {
	q := f.Quantity
	if q.High == nil || *q.High > 2*q.Low {
		return q.Low
	}
	return (q.Low + *q.High + 1) / 2
}

// spread is how inexact the quantity is: 0 for a plain number.
func (f *figure) spread() int {
	if f.Quantity.High == nil {
		return 1 << 30
	}
	return *f.Quantity.High - f.Quantity.Low
}

// agrees reports whether n lies within the figure, or above a part.
func (f *figure) agrees(n int) bool {
	if f.Scope == Partial {
		return f.Quantity.Low <= n
	}
	return f.Quantity.Low <= n && (f.Quantity.High == nil || n <= *f.Quantity.High)
}

// pass lets the figures of one day move the estimate: the best supported of those
// that may.
func (c *course) pass(day []*figure) {
	for _, group := range candidates(day) {
		reason, ok := c.accepts(group)
		if !ok {
			continue
		}
		c.move(group, reason)
		break
	}
	if len(c.best) == 0 {
		return
	}
	for _, f := range day {
		if f.Scope == Cumulative && f.agrees(c.number()) && !slices.Contains(c.best, f) {
			c.best = append(c.best, f)
		}
	}
}

func (c *course) number() int { return c.best[0].point() }

// candidates groups a day's figures by number, the best supported first: by
// disinterest, wholes before parts, independent sources, office, reliability,
// exactness, and then the greater, since counts grow within a day.
func candidates(day []*figure) [][]*figure {
	type number struct {
		n    int
		part bool
	}
	groups := map[number][]*figure{}
	for _, f := range day {
		key := number{f.point(), f.Scope == Partial}
		groups[key] = append(groups[key], f)
	}
	out := make([][]*figure, 0, len(groups))
	for _, g := range groups {
		slices.SortStableFunc(g, func(x, y *figure) int { return cmp.Compare(x.spread(), y.spread()) })
		out = append(out, g)
	}
	slices.SortFunc(out, func(x, y []*figure) int { return -compareGroups(x, y) })
	return out
}

func compareGroups(x, y []*figure) int {
	return cmp.Or(
		cmp.Compare(truth(disinterested(x)), truth(disinterested(y))),
		cmp.Compare(truth(x[0].Scope == Cumulative), truth(y[0].Scope == Cumulative)),
		cmp.Compare(len(sourcesOf(x)), len(sourcesOf(y))),
		cmp.Compare(truth(anyOfficial(x)), truth(anyOfficial(y))),
		cmp.Compare(weight(sourcesOf(x)[0]), weight(sourcesOf(y)[0])),
		-cmp.Compare(x[0].spread(), y[0].spread()),
		cmp.Compare(x[0].point(), y[0].point()),
	)
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

func disinterested(g []*figure) bool {
	return slices.ContainsFunc(g, func(f *figure) bool { return !f.Interested })
}

func anyOfficial(g []*figure) bool {
	return slices.ContainsFunc(g, func(f *figure) bool { return f.Official })
}

func sourcesOf(g []*figure) []tocsin.Reliability { return independent(statements(g)) }

func statements(g []*figure) []statement {
	out := make([]statement, len(g))
	for i, f := range g {
		out[i] = f.statement
	}
	return out
}

// accepts reports whether a group of figures of one number may become the
// estimate, and why.
func (c *course) accepts(g []*figure) (why string, ok bool) {
	n := g[0].point()
	switch {
	case len(c.best) == 0:
		return "the first figure", true
	case disinterested(g) && !disinterested(c.best):
		return "the first figure of a source that is no side", !(g[0].Scope == Partial && n < c.number())
	case !disinterested(g) && disinterested(c.best):
		return "", false
	case n == c.number():
		return "the same number, told more exactly", g[0].Scope == Cumulative && g[0].spread() < c.best[0].spread()
	case g[0].agrees(c.number()):
		return "", false // a looser figure that the estimate meets already
	}
	if end, was := c.former[n]; was {
		return "two independent sources have come back to it", c.returned(g, end)
	}
	if n > c.number() {
		return c.rises(g)
	}
	return c.falls(g)
}

// returned reports whether two independent sources have told the number since it
// was superseded.
func (c *course) returned(g []*figure, end tocsin.Day) bool {
	return g[0].day >= end && len(sourcesOf(g)) >= 2
}

func (c *course) rises(g []*figure) (string, bool) {
	switch {
	case anyOfficial(g):
		return "a higher count of an official source", true
	case c.ownVoice(g):
		return "a higher count of the same source", true
	case len(sourcesOf(g)) >= 2:
		return "a higher count of several independent sources", true
	}
	best := sourcesOf(g)[0]
	return "a higher count of a source that is fairly reliable, or no less than the one before",
		graded(best) || weight(best) >= weight(sourcesOf(c.best)[0])
}

func (c *course) falls(g []*figure) (string, bool) {
	if g[0].Scope == Partial {
		return "", false
	}
	switch {
	case anyOfficial(g):
		return "a lower count of an official source", true
	case c.ownVoice(g):
		return "a lower count of the source that gave the higher one", true
	case c.revises(g) && disinterested(g):
		return "a lower count of a report that knows of the higher one", true
	}
	new, old := sourcesOf(g), sourcesOf(c.best)
	return "a lower count of as many independent sources, no less reliable",
		len(new) >= len(old) && weight(new[0]) >= weight(old[0])
}

// ownVoice reports whether all that carries the estimate is the speaker of g.
func (c *course) ownVoice(g []*figure) bool {
	return !slices.ContainsFunc(c.best, func(b *figure) bool {
		return !slices.ContainsFunc(g, func(f *figure) bool { return f.voice == b.voice })
	})
}

// revises reports whether a report of g, graded D or better or by nobody, tells the
// present number as an older one.
func (c *course) revises(g []*figure) bool {
	return slices.ContainsFunc(g, func(f *figure) bool {
		return weight(f.Reliability) > weight("E") && slices.ContainsFunc(c.recalled, func(o *figure) bool {
			return o.Article == f.Article && o.point() == c.number()
		})
	})
}

// move makes g the estimate.
func (c *course) move(g []*figure, why string) {
	day := g[0].day
	said := fmt.Sprintf("%s on %v", why, day)
	if len(c.best) > 0 && c.number() != g[0].point() {
		c.former[c.number()] = day
		said = fmt.Sprintf("%d gave way to %d on %v: %s", c.number(), g[0].point(), day, why)
	}
	if len(c.best) == 0 || c.number() != g[0].point() {
		c.since = day
	}
	c.steps = append(c.steps, said)
	if len(c.best) > 0 && c.number() == g[0].point() {
		c.best = append(slices.Clone(g), c.best...)
		return
	}
	c.best = slices.Clone(g)
}

// result draws the range around the estimate and explains it.
func (c *course) result(figures []*figure) *Estimate {
	n, lead := c.number(), c.best[0]
	for _, f := range figures {
		if f.Standing != Recalled {
			f.Standing = c.standing(f, figures)
		}
	}
	e := &Estimate{Low: min(n, lead.Quantity.Low), Best: n, High: lead.Quantity.High, Supports: supports(statements(c.best))}
	if lead.Scope == Partial {
		e.High = nil
	}
	for _, f := range rivalsOf(figures) {
		e.widen(f)
		e.Supports = append(e.Supports, f.support())
	}
	e.Why = c.explain(figures)
	return e
}

// widen takes a rival figure into the range.
func (e *Estimate) widen(f *figure) {
	if f.Scope == Cumulative {
		e.Low = min(e.Low, f.Quantity.Low)
	}
	high := f.Quantity.High
	switch {
	case e.High == nil:
	case high == nil && f.Quantity.Low > e.Best:
		e.High = nil
	case high != nil && *high > *e.High:
		e.High = high
	}
}

// standing says what became of a figure that was not merely recalled.
func (c *course) standing(f *figure, all []*figure) Standing {
	n := c.number()
	end, was := c.former[f.point()]
	switch {
	case slices.Contains(c.best, f):
		return Best
	case f.Scope == Partial && f.Quantity.Low <= n:
		return Apart
	case f.agrees(n):
		return Best
	case was && !f.Interested && f.day <= end, f.point() < n && f.day < c.since, replaced(f, all):
		return Superseded
	}
	return Rival
}

// replaced reports whether the figure's own voice has given a newer one.
func replaced(f *figure, all []*figure) bool {
	return slices.ContainsFunc(all, func(o *figure) bool {
		return o.voice == f.voice && o.Scope == f.Scope && o.Whom == f.Whom && o.day > f.day && o.Standing != Recalled
	})
}

func rivalsOf(figures []*figure) []*figure {
	return keep(figures, func(f *figure) bool { return f.Standing == Rival })
}

func keep[T any](all []T, want func(T) bool) []T {
	var out []T
	for _, v := range all {
		if want(v) {
			out = append(out, v)
		}
	}
	return out
}

// explain tells the course of the estimate in words.
func (c *course) explain(figures []*figure) string {
	lead := c.best[0]
	var b strings.Builder
	fmt.Fprintf(&b, "%s is told by %s", amount(lead), lead.teller())
	if n := len(sourcesOf(c.best)); n > 1 {
		fmt.Fprintf(&b, ", in all by %d independent sources", n)
	}
	b.WriteString(". ")
	if lead.Scope == Partial {
		b.WriteString("It counts a part, so that the whole is at least that. ")
	}
	if lead.Interested {
		b.WriteString("It is a figure of a side that is held responsible; no other source gives one. ")
	}
	fmt.Fprintf(&b, "How it came about: %s.", strings.Join(c.steps, "; "))
	if rivals := rivalsOf(figures); len(rivals) > 0 {
		var said []string
		for _, f := range rivals {
			said = append(said, fmt.Sprintf("%s by %s on %v", amount(f), f.teller(), f.day))
		}
		fmt.Fprintf(&b, " Other figures still stand and widen the range: %s.", strings.Join(said, "; "))
	}
	return b.String()
}

// amount draws a quantity as people say it.
func amount(f *figure) string {
	q := f.Quantity
	switch {
	case q.High == nil:
		return fmt.Sprintf("%d or more", q.Low)
	case *q.High == q.Low:
		return fmt.Sprint(q.Low)
	}
	return fmt.Sprintf("%d to %d", q.Low, *q.High)
}
