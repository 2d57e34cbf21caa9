package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
	"tocsin/internal/text"
)

// linkOf settles "the death of 12", "the bodies of 10 victims", "injuries to a
// woman" and "claiming the lives of 12".
func (r *tollReader) linkOf() {
	for i := range r.hs {
		h := r.hs[i]
		p := h.first - 1
		if h.what != "" || p-1 < r.first || !r.is("tollof", r.a.lower(p)) {
			continue
		}
		e, end := r.effects.at(r.a, effectOf, p-1, r.last, 0)
		if end == 0 || r.a.lower(p) == "to" && e.what != tocsin.Injured || (r.a.lower(p) == "for") != (e.words[0] == "exchange") || r.a.Words[p-1].IsVerb() && r.a.Words[p-1].Tag != syntax.VerbIng {
			continue
		}
		if np := r.a.NPAt(p - 1); np != syntax.None && (r.a.lower(r.a.NPs[np].First) == "no" || r.ofNP(np) >= 0 && r.hs[r.ofNP(np)].what != "" && !r.hs[r.ofNP(np)].implied) {
			continue
		}
		if isLife(e.words[0]) && !r.lostLives(&h) {
			continue
		}
		if r.link(i, e.what, p-1) {
			r.chainRight(i)
		}
	}
}

// linkFigures settles the figures of a toll: "the death toll rose to 73, up from 71".
func (r *tollReader) linkFigures() {
	for t := r.first; t < r.last; t++ {
		if e, end := r.effects.at(r.a, effectToll, t, r.last, 4); end > 0 {
			r.linkFiguresOf(t, end, e.what)
			t = end - 1
		}
	}
}

// linkFiguresOf settles the figures after the words [t, end) for a toll.
func (r *tollReader) linkFiguresOf(t, end int, what tocsin.Effect) {
	const reach = 25 // tokens
	found := false
	for i := range r.hs {
		h := r.hs[i]
		if h.first < max(end, 1) || h.first > end+reach || h.implied || h.part || !r.bareOrPeople(h) {
			continue
		}
		p := h.first - 1
		lead := r.is("tolllead", r.a.lower(p)) || r.is("tolllead", r.a.Words[p].Lemma)
		if lead || found && r.bare(h) && r.is("tollnext", r.a.lower(p)) {
			found = r.link(i, what, t) || found
		}
	}
}

// linkSaid settles "the ministry gave 471": a bare figure that somebody gives of
// what was counted last.
func (r *tollReader) linkSaid() {
	last := -1 // the headcount that was linked last
	for i := range r.hs {
		h := &r.hs[i]
		if h.what != "" || h.implied || h.part || !r.bare(*h) || h.High != nil && *h.High <= 1 {
			continue
		}
		p := h.first - 1
		if p-1 >= r.first && r.a.lower(p) == "from" && r.a.lower(p-1) == "up" {
			r.linkUpFrom(i)
			continue
		}
		pred := r.figureVerb(h)
		if pred < 0 && (last != i-1 || last < 0 || !r.is("tollnext", r.a.lower(p))) {
			continue
		}
		if next := r.skipAdverbs(h.last); next < r.last && (r.a.Words[next].IsVerb() || r.a.Words[next].Nominal()) {
			continue
		}
		if what := r.toldBefore(i); bodily(what) {
			r.link(i, what, max(pred, h.head))
			last = i
		}
	}
}

// figureVerb returns the verb that gives the figure h, "said", "spoke of",
// "updated to" or "put at"; -1 if there is none.
func (r *tollReader) figureVerb(h *headcount) int {
	p := h.first - 1
	switch w := r.a.lower(p); {
	case p-1 < r.first:
		return -1
	case (w == "to" || w == "at") && r.is("tollupdate", r.a.Words[p-1].Lemma):
		return p - 1
	case w == "of" || w == "only":
		p--
	}
	if r.is("tollsay", r.a.Words[p].Lemma) && r.a.Words[p].IsVerb() {
		return p
	}
	return -1
}

// toldBefore returns the effect that was counted last before headcount i.
func (r *tollReader) toldBefore(i int) tocsin.Effect {
	for j := i - 1; j >= 0; j-- {
		if h := r.hs[j]; h.what != "" && !h.part {
			return h.what
		}
	}
	return r.before
}

// linkUpFrom gives the figure of "up from 11" the effect told before it.
func (r *tollReader) linkUpFrom(i int) {
	for j := i - 1; j >= 0; j-- {
		if h := r.hs[j]; h.what != "" && !h.part && !h.implied {
			r.link(i, h.what, h.pred)
			return
		}
	}
}

// bare reports whether a headcount has no noun.
func (r *tollReader) bare(h headcount) bool {
	return h.last == h.head+1 && (r.a.Words[h.head].Tag == syntax.Num || r.a.Tokens[h.head].Kind == text.Number)
}

// addSums adds the toll of people told one by one, "a man, his wife and two
// guides were killed": the sum stands for those without a part of their own.
func (r *tollReader) addSums() {
	n := len(r.hs)
	for i := 0; i < n; {
		j := i + 1
		for j < n && r.summable(r.hs[i], r.hs[j-1], r.hs[j]) {
			j++
		}
		if j > i+1 {
			r.addSum(i, j)
		}
		i = j
	}
}

// summable reports whether y, which follows x, is told with first by one word
// for its effect.
func (r *tollReader) summable(first, x, y headcount) bool {
	return first.what != "" && !first.part && !first.partitive && !y.part && !y.partitive &&
		first.what == y.what && first.pred == y.pred && r.coordinated(x, y) && first.Low > 0 && y.Low > 0
}

// addSum adds the sum of the headcounts [i, j) and of each part among them,
// unless they tell two sides apart or numbers too large to be meant as one.
func (r *tollReader) addSum(i, j int) {
	const tellable = 18
	parts := map[tocsin.Part]int{}
	sides := false
	for _, h := range r.hs[i:j] {
		w := r.whom(r.a, h)
		parts[w]++
		sides = sides || w == tocsin.Attackers || w == tocsin.OtherPart
	}
	sum := r.sumOf(i, j, "")
	if len(parts) > 1 && (sides || sum.Low > tellable || sum.High == nil) {
		return
	}
	for _, p := range tocsin.Parts() {
		if n := parts[p]; n > 1 && len(parts) > 1 && p != tocsin.All {
			r.hs = append(r.hs, r.sumOf(i, j, p))
		}
	}
	for k := i; k < j; k++ {
		w := r.whom(r.a, r.hs[k])
		r.hs[k].summed = len(parts) == 1 || w == tocsin.All || parts[w] > 1
	}
	switch {
	case len(parts) == 2 && parts[tocsin.All] > 0 && parts[tocsin.Civilians] > 0:
		sum.whom = tocsin.Civilians
	case len(parts) > 1:
		sum.whom = tocsin.All
	}
	r.hs = append(r.hs, sum)
}

// sumOf returns the sum of those headcounts of [i, j) that are of one part, of
// all of them where the part is "".
func (r *tollReader) sumOf(i, j int, part tocsin.Part) headcount {
	sum := headcount{}
	high, open := 0, false
	for _, h := range r.hs[i:j] {
		w := r.whom(r.a, h)
		if part != "" && w != part {
			continue
		}
		low := sum.Low + h.Low
		if sum.last == 0 {
			sum, sum.whom = h, w
		}
		sum.Low, sum.last = low, h.last
		if open = open || h.High == nil; !open {
			high += *h.High
		}
	}
	sum.Quantity = tocsin.AtLeast(sum.Low)
	if !open {
		sum.Quantity = tocsin.Between(sum.Low, high)
	}
	return sum
}

// bareOrPeople reports whether a headcount has no noun or one for people at large.
func (r *tollReader) bareOrPeople(h headcount) bool {
	w := r.a.Words[h.head]
	return w.Tag == syntax.Num || r.a.Tokens[h.head].Kind == text.Number || r.isPerson(w.Lemma)
}

// linkParts settles the parts of a toll: "including three children", "six of
// them women", "nine children were among the dead".
func (r *tollReader) linkParts() {
	for i := range r.hs {
		h := &r.hs[i]
		if h.partitive && h.whom == "" {
			r.areSome(h)
		}
		if h.what != "" {
			continue
		}
		if what, t := r.amongWhom(h); what != "" {
			r.link(i, what, t)
			h.part = true
			continue
		}
		if h.implied && r.a.Words[h.head].Tag == syntax.Proper || !h.part && !r.areSome(h) {
			continue
		}
		h.part = true
		if e, end := r.effects.at(r.a, effectState, h.head, r.last, 0); end > 0 && h.partitive {
			r.link(i, e.what, h.head)
			continue
		}
		if p := h.first - 2; p >= r.first && r.a.Words[p+1].Lemma == "be" { // "among the dead were three"
			if e, end := r.effects.at(r.a, effectState, p, r.last, 0); end > 0 {
				r.link(i, e.what, p)
				continue
			}
		}
		if h.partitive && h.whom == "" {
			continue // "12 of them have not been found"
		}
		r.linkPart(i)
	}
}

// linkPart gives headcount i, a part, the effect of what it is a part of.
func (r *tollReader) linkPart(i int) {
	for j := i - 1; j >= 0; j-- {
		if h := r.hs[j]; h.what != "" && (!h.implied || h.part) {
			r.link(i, h.what, h.pred)
			return
		}
	}
	if r.before == tocsin.Killed || r.before == tocsin.Injured {
		r.link(i, r.before, r.hs[i].head)
	}
}

// areSome reads "37 were students" of a bare number as a part of the toll told
// before.
func (r *tollReader) areSome(h *headcount) bool {
	t := r.skipAdverbs(h.last)
	if t < r.last && h.partitive {
		if _, end := r.effects.at(r.a, effectState, t, r.last, 0); end > 0 {
			t = r.skipAdverbs(end) // "nine of those killed were civilians"
		}
	}
	if h.implied || t+1 >= r.last || r.a.Words[t].Lemma != "be" || !h.partitive && !r.bare(*h) {
		return false
	}
	np := r.a.NPAt(r.skipAdverbs(t + 1))
	if np == syntax.None {
		return false
	}
	p, ok := r.people[r.a.Words[r.a.NPs[np].Head].Lemma]
	if !ok || r.a.NPs[np].Last-r.a.NPs[np].First > 3 {
		return false
	}
	if h.whom = tocsin.Part(p.whom); h.whom == tocsin.All {
		h.whom = tocsin.OtherPart
	}
	h.last = r.a.NPs[np].Last
	return true
}

// amongWhom reads "were among the dead" after a headcount.
func (r *tollReader) amongWhom(h *headcount) (tocsin.Effect, int) {
	for t := h.last; t < r.last && t < h.last+4; t++ {
		if r.a.lower(t) != "among" {
			if r.a.Words[t].Tag != syntax.Adv && !r.is("tollbe", r.a.Words[t].Lemma) {
				return "", 0
			}
			continue
		}
		for u := t + 1; u < r.last && u < t+4; u++ {
			if e, end := r.effects.at(r.a, effectState, u, r.last, 0); end > 0 {
				return e.what, u
			}
			if l := r.a.Words[u].Lemma; l == "victim" || l == "fatality" {
				return tocsin.Killed, u
			}
		}
	}
	return "", 0
}

// addNone adds the tolls of nought that have no number: "without casualties",
// "did not cause any casualties", "escaped unhurt".
func (r *tollReader) addNone() {
	for t := r.first; t+1 < r.last; t++ {
		u := t + 1
		switch w := r.a.lower(t); {
		case w == "no" && r.is("tollreport", r.a.Words[u].Lemma) && r.a.lower(u+1) == "of":
			for u += 2; r.is("tollany", r.a.lower(u)) && u+1 < r.last; {
				u++
			}
		case w == "without":
			for r.is("tollany", r.a.lower(u)) && u+1 < r.last {
				u++
			}
		case w == "any" && r.deniedCause(t):
		case r.a.Words[t].Lemma == "escape" && r.is("unharmed", r.a.lower(r.skipAdverbs(u))):
			r.addNought(t, r.skipAdverbs(u)+1, tocsin.Casualties)
			continue
		default:
			continue
		}
		for v := u; v < r.last && v < u+3; v++ {
			if e, end := r.effects.at(r.a, effectNoun, v, r.last, 0); end > 0 && e.what != tocsin.Arrested && r.a.Words[v].Lemma != "body" {
				r.addNought(t, end, e.what)
				break
			}
		}
	}
}

// deniedCause reports whether token t stands after a denied verb of causing.
func (r *tollReader) deniedCause(t int) bool {
	c := r.a.clause(t)
	return c != nil && c.Negated && c.Verb < t && r.is("tollcause", r.a.Words[c.Verb].Lemma)
}

func (r *tollReader) addNought(first, last int, what tocsin.Effect) {
	r.hs = append(r.hs, headcount{
		Quantity: tocsin.Exactly(0), first: first, last: last, head: last - 1, np: syntax.None,
		sentence: r.s, what: what, pred: first, whom: tocsin.All,
	})
}
