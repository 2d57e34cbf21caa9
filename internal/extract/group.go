package extract

import (
	"slices"

	"tocsin"
	"tocsin/internal/syntax"
)

// group joins the mentions that tell one incident, each group in order of
// position and the groups in order of their first mention. It goes in two
// steps: what tells the result of an act joins that act in its own sentence;
// then each act joins the earlier one that it most likely retells.
func (w Weights) group(a *Analysis, ms []Mention) [][]Mention {
	var groups [][]Mention
	var near []outline
	for _, unit := range units(a, ms) {
		if g := w.home(a, near, unit); g >= 0 {
			groups[g] = append(groups[g], unit...)
			near[g] = outlineOf(groups[g])
			continue
		}
		groups = append(groups, unit)
		near = append(near, outlineOf(unit))
	}
	return groups
}

// outline is what of a group a new unit is held against, so that the time stays
// linear: its lead, among the first mentions, and the first and last few.
type outline struct {
	lead   Mention
	recent []Mention
}

func outlineOf(g []Mention) outline {
	const leadWithin, few = 16, 4
	o := outline{lead: leadOf(g[:min(len(g), leadWithin)]), recent: g}
	if len(g) > 2*few {
		o.recent = slices.Concat(g[:few], g[len(g)-few:])
	}
	return o
}

// units joins mentions of one sentence: "killed" to the strike that it is the
// result of.
func units(a *Analysis, ms []Mention) [][]Mention {
	host := make([]int, len(ms))
	for i := range ms {
		host[i] = i
		if h := hostOf(a, ms, i); h >= 0 {
			host[i] = h
		}
	}
	breakRings(host)
	var out [][]Mention
	at := map[int]int{}
	for i := range ms {
		root := rootOf(host, i)
		if k, ok := at[root]; ok {
			out[k] = append(out[k], ms[i])
			continue
		}
		at[root] = len(out)
		out = append(out, []Mention{ms[i]})
	}
	return out
}

// breakRings lets each of the mentions that name each other as hosts stand for
// itself, so that the way up from any mention ends.
func breakRings(host []int) {
	walk := make([]int, len(host)) // the walk that came by, counted from 1
	for i := range host {
		at := i
		for ; walk[at] == 0; at = host[at] {
			walk[at] = i + 1
		}
		for walk[at] == i+1 && host[at] != at {
			next := host[at]
			host[at] = at
			at = next
		}
	}
}

// rootOf follows the hosts of mention i up to the one that stands for itself.
func rootOf(host []int, i int) int {
	for host[i] != i {
		i = host[i]
	}
	return i
}

// hostOf returns the mention of the same sentence that mention i tells the
// result of or names again, -1 if it stands for itself.
func hostOf(a *Analysis, ms []Mention, i int) int {
	best, bestCost := -1, 1000
	first := i
	for first > 0 && ms[first-1].Sentence == ms[i].Sentence {
		first--
	}
	for j := first; j < len(ms) && ms[j].Sentence == ms[i].Sentence; j++ {
		if j == i || !hosts(ms[j], ms[i]) {
			continue
		}
		cost := clauseGap(ms[i], ms[j])*10 + abs(ms[i].Head-ms[j].Head)/4
		if cost < bestCost {
			best, bestCost = j, cost
		}
	}
	if best >= 0 && (ms[i].Effect || clauseGap(ms[i], ms[best]) == 0) {
		return best
	}
	return -1
}

// hosts reports whether act x can be what y tells the result of.
func hosts(x, y Mention) bool {
	if x.Kind.Answer() != y.Kind.Answer() || x.Stage != y.Stage {
		return false
	}
	switch {
	case y.Effect && !x.Effect:
	case y.Generic && !x.Generic && !y.Effect:
	case x.Kind == y.Kind && x.First < y.First && x.Clause == y.Clause && y.Nominal != x.Nominal:
	default:
		return false
	}
	return !(x.PlaceOwn && y.PlaceOwn && x.Clause != y.Clause && !placesAgree(x.Place, y.Place))
}

func clauseGap(x, y Mention) int { return abs(x.Clause - y.Clause) }

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// lookBack is how many incidents back a retelling is looked for, so that the
// time stays linear in the text.
const lookBack = 40

// home returns the group that unit most likely retells, -1 if it is new.
func (w Weights) home(a *Analysis, groups []outline, unit []Mention) int {
	best, bestScore := -1, w["join.threshold"]
	for g := max(0, len(groups)-lookBack); g < len(groups); g++ {
		if s := w.retells(a, &groups[g], unit); s > bestScore {
			best, bestScore = g, s
		}
	}
	return best
}

// never is the score of a unit that cannot tell a group's incident.
const never = -100

// retells scores how likely unit tells the incident of a group again.
func (w Weights) retells(a *Analysis, o *outline, unit []Mention) float64 {
	m, g := leadOf(unit), o.recent
	score := w.kindScore(o.lead, m)
	if score <= never {
		return never
	}
	if sumsApart(g) != sumsApart(unit) {
		return never
	}
	if sameFigure(g, unit) && !datesApart(g, unit) {
		return w["join.toll.figure"]
	}
	for _, x := range g {
		for _, y := range unit {
			if contradict(a, x, y) {
				return never
			}
		}
	}
	last := g[len(g)-1]
	score += w["join.gap"] * float64(m.Sentence-last.Sentence)
	if m.Definite {
		score += w["join.definite"]
	}
	if m.Effect {
		score += w["join.effect"]
	}
	if a.Sentences[g[0].Sentence].Title && m.Sentence <= 3 {
		score += w["join.title"]
	}
	if a.Sentences[last.Sentence].Paragraph == a.Sentences[m.Sentence].Paragraph {
		score += w["join.paragraph"]
	}
	if isNew(a, m) && !(m.PlaceOwn && samePlace(g, m)) {
		score += w["join.new"]
	}
	if !m.PlaceOwn && !m.DateOwn {
		score += w["join.bare"]
	}
	return score + w.placeScore(g, unit) + w.factScore(g, unit)
}

func (w Weights) kindScore(x, y Mention) float64 {
	switch {
	case x.Kind == y.Kind:
		return w["join.kind.same"]
	case x.Kind.Answer() || y.Kind.Answer():
		return never
	case x.Generic || y.Generic:
		return w["join.kind.generic"]
	case kindred(x.Kind, y.Kind):
		return w["join.kind.kindred"]
	case onGround(x.Kind) && onGround(y.Kind):
		return w["join.kind.other"]
	}
	return never
}

// placeScore compares the places that both tell in their own words.
func (w Weights) placeScore(g, unit []Mention) float64 {
	best, told := never*1.0, false
	for _, x := range g {
		for _, y := range unit {
			if !x.PlaceOwn || !y.PlaceOwn {
				continue
			}
			told = true
			best = max(best, w[toldRelation(x, y)])
		}
	}
	if !told {
		return w["join.place.none"]
	}
	return best
}

// factScore compares dates, actors and tolls.
func (w Weights) factScore(g, unit []Mention) float64 {
	score := 0.0
	if sameDate(g, unit) {
		score += w["join.date.same"]
	}
	switch agree := actorsAgree(g, unit); {
	case agree > 0:
		score += w["join.actor.same"]
	case agree < 0:
		score += w["join.actor.other"]
	}
	if sameToll(g, unit) {
		score += w["join.toll.same"]
	}
	return score
}

func sameToll(g, unit []Mention) bool {
	for _, x := range g {
		for _, t := range x.Tolls {
			for _, y := range unit {
				for _, u := range y.Tolls {
					if t.What == u.What && t.Low == u.Low && t.Low > 1 {
						return true
					}
				}
			}
		}
	}
	return false
}

// sumsApart reports whether mentions tell the toll of several incidents.
func sumsApart(ms []Mention) bool {
	for _, m := range ms {
		if m.Aggregate && m.Effect && len(m.Tolls) > 0 {
			return true
		}
	}
	return false
}

// sameFigure reports whether the two tell the same exact toll, one too high to
// be shared by chance, which outweighs places that seem to differ.
func sameFigure(g, unit []Mention) bool {
	const telling = 6
	for _, x := range g {
		for _, t := range x.Tolls {
			for _, y := range unit {
				for _, u := range y.Tolls {
					if t.What == u.What && t.Low == u.Low && t.Low >= telling && !roundWord(t) && !roundWord(u) {
						return true
					}
				}
			}
		}
	}
	return false
}

// roundWord reports whether a toll is told by a word like "dozens".
func roundWord(t tocsin.Toll) bool {
	return t.High == nil && (t.Low == 24 || t.Low == 36 || t.Low == 40 || t.Low == 200 || t.Low == 2000)
}

// isNew reports whether the words say that this is another act: a noun with
// "another" or "separate", a sentence that opens with "elsewhere".
func isNew(a *Analysis, m Mention) bool {
	if np := a.NPAt(m.Head); m.Nominal && np != syntax.None {
		for t := a.NPs[np].First; t < m.First; t++ {
			switch a.lower(t) {
			case "another", "second", "third", "separate", "similar", "other", "fourth":
				return true
			}
		}
	}
	if !m.Nominal && m.Clause != syntax.None {
		if sub := a.Clauses[m.Clause].Subject; sub != syntax.None && a.lower(a.NPs[sub].First) == "another" {
			return true
		}
	}
	first := a.Sentences[m.Sentence].First
	switch a.lower(first) {
	case "separately", "elsewhere", "meanwhile", "later":
		return m.First-first < 12
	}
	return opensAnew(a, first, m.First)
}

// opensAnew reports whether the sentence that begins at token first turns to
// another act before token last: "In a separate incident, …".
func opensAnew(a *Analysis, first, last int) bool {
	if w := a.lower(first); w != "in" && w != "on" {
		return false
	}
	for i := first + 1; i < min(last, first+4); i++ {
		switch a.lower(i) {
		case "another", "second", "third", "separate", "similar", "fourth", "different":
			return true
		}
	}
	return false
}

// contradict reports whether two mentions tell different kinds, stages, places
// or dates in their own words.
func contradict(a *Analysis, x, y Mention) bool {
	if x.Kind.Answer() != y.Kind.Answer() || x.Kind.Answer() && x.Kind != y.Kind {
		return true
	}
	if summed(x) != summed(y) && (x.Definite || y.Definite) {
		return true
	}
	if x.Stage != y.Stage && !(x.Generic || y.Generic) {
		return true
	}
	if x.Kind != y.Kind && !x.Generic && !y.Generic && !kindred(x.Kind, y.Kind) && !(onGround(x.Kind) && onGround(y.Kind)) {
		return true
	}
	if x.PlaceOwn && y.PlaceOwn && !placesAgree(x.Place, y.Place) {
		title := a.headline(x.Sentence) || a.headline(y.Sentence)
		if !title || !sameProvince(x.Place, y.Place) {
			return true
		}
	}
	return x.DateOwn && y.DateOwn && !nearDates(x.Date.Interval, y.Date.Interval)
}

// summed reports whether a mention sums a number of acts, which "the attack" then
// does not point back to.
func summed(m Mention) bool { return m.Count != nil && m.Count.Low > 2 }

// kindred reports whether reports often use one kind's words for the other.
func kindred(x, y tocsin.Kind) bool {
	if precedes(y, x) {
		x, y = y, x
	}
	switch {
	case x == tocsin.AirStrike && y == tocsin.Shelling,
		x == tocsin.AirStrike && y == tocsin.Bombing,
		x == tocsin.ChemicalAttack,
		x == tocsin.Assassination && (y == tocsin.Bombing || y == tocsin.ArmedAssault),
		y == tocsin.ArmedAssault && (x == tocsin.Bombing || x == tocsin.HostageTaking || x == tocsin.VehicleAttack),
		y == tocsin.FacilityAttack && (x == tocsin.Bombing || x == tocsin.ArmedAssault),
		y == tocsin.ArmedClash && (x == tocsin.ArmedAssault || x == tocsin.HostageTaking),
		y == tocsin.Kidnapping && (x == tocsin.Hijacking || x == tocsin.HostageTaking):
		return true
	}
	return false
}

// onGround reports whether a kind of act is done by people on the spot, who may do
// several things in one attack: set off a bomb, shoot, take hostages, burn.
func onGround(k tocsin.Kind) bool {
	switch k {
	case tocsin.AirStrike, tocsin.Shelling, tocsin.ChemicalAttack:
		return false
	}
	return !k.Answer()
}

func nearDates(x, y tocsin.Interval) bool {
	return x.Start <= y.End+1 && y.Start <= x.End+1
}

func sameDate(g, unit []Mention) bool {
	for _, x := range g {
		for _, y := range unit {
			if x.DateOwn && y.DateOwn && x.Date.Interval == y.Date.Interval {
				return true
			}
		}
	}
	return false
}

// actorsAgree is 1 where the two name a common actor, -1 where both name
// actors and none is common, else 0.
func actorsAgree(g, unit []Mention) int {
	seen := map[string]bool{}
	for _, x := range g {
		for _, p := range x.Perpetrators {
			if p.Actor != tocsin.UnknownActor && (p.Stance == tocsin.Reported || p.Stance == tocsin.Blamed && !x.Definite) {
				seen[p.Actor] = true
			}
		}
	}
	named := false
	for _, y := range unit {
		for _, p := range y.Perpetrators {
			if p.Actor == tocsin.UnknownActor {
				continue
			}
			if seen[p.Actor] {
				return 1
			}
			// rival accounts of one act name different actors
			named = named || p.Stance == tocsin.Reported && !y.Definite
		}
	}
	if named && len(seen) > 0 {
		return -1
	}
	return 0
}

// datesApart reports whether two mentions tell days of their own that differ.
func datesApart(g, unit []Mention) bool {
	for _, x := range g {
		for _, y := range unit {
			if x.DateOwn && y.DateOwn && !nearDates(x.Date.Interval, y.Date.Interval) {
				return true
			}
		}
	}
	return false
}
