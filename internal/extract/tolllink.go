package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
	"tocsin/internal/text"
)

// tollReader finds what happened to the people counted in one sentence.
type tollReader struct {
	*lexicon
	a           *Analysis
	s           int
	first, last int // tokens of the sentence
	hs          []headcount
}

// read returns the headcounts of sentence s whose effect is told.
func (lx *lexicon) readTolls(a *Analysis, s int) []headcount {
	sent := a.Sentences[s]
	r := &tollReader{lexicon: lx, a: a, s: s, first: sent.First, last: sent.Last, hs: lx.headcounts(a, s)}
	if len(r.hs) > 0 {
		r.linkNouns()
		r.linkClauses()
		r.linkOf()
		r.linkFigures()
		r.linkParts()
	}
	r.addNone()
	var out []headcount
	for _, h := range r.hs {
		if h.what != "" {
			out = append(out, h)
		}
	}
	return out
}

// link gives headcount i its effect, told by the token pred.
func (r *tollReader) link(i int, what tocsin.Effect, pred int) bool {
	if i < 0 || r.hs[i].what != "" {
		return false
	}
	r.hs[i].what, r.hs[i].pred = what, pred
	return true
}

// linkNouns settles "12 deaths", "no casualties", "12 dead", "12 people killed"
// and "claimed 12 lives".
func (r *tollReader) linkNouns() {
	for i := range r.hs {
		h := &r.hs[i]
		if h.implied {
			continue
		}
		r.stepOverReports(h)
		if r.a.Words[h.head].Lemma == "life" && r.lostLives(h) {
			r.link(i, tocsin.Killed, h.head)
			continue
		}
		if e, end := r.effects.at(r.a, effectNoun, h.head, r.last, 0); end > 0 && !h.partitive {
			r.link(i, e.what, h.head)
			continue
		}
		t := r.skipAdverbs(h.last)
		if t >= r.last {
			continue
		}
		e, end := r.effects.at(r.a, effectState, t, r.last, 0)
		if end == 0 || r.actsOnObject(t) {
			continue
		}
		what := e.what
		if r.pairedWith(end, what) {
			what = tocsin.Casualties
		}
		if r.link(i, what, t) {
			r.chainLeft(i)
		}
	}
}

// stepOverReports reads "no reports of casualties" as no casualties.
func (r *tollReader) stepOverReports(h *headcount) {
	if h.Low != 0 || h.High == nil || !r.is("tollreport", r.a.Words[h.head].Lemma) || r.a.lower(h.head+1) != "of" {
		return
	}
	if np := r.a.NPAt(h.head + 2); np != syntax.None {
		h.head, h.last = r.a.NPs[np].Head, r.a.NPs[np].Last
	}
}

// lostLives reports whether lives counted by h are told to be lost.
func (r *tollReader) lostLives(h *headcount) bool {
	for t := h.first - 1; t >= r.first && t >= h.first-4; t-- {
		if r.is("tolllose", r.a.Words[t].Lemma) {
			return true
		}
	}
	for t := h.last; t < r.last && t < h.last+4; t++ {
		if r.a.lower(t) == "lost" {
			return true
		}
	}
	return false
}

// skipAdverbs returns the first token from i that is no adverb.
func (r *tollReader) skipAdverbs(i int) int {
	for i < r.last && r.a.Words[i].Tag == syntax.Adv {
		i++
	}
	return i
}

// actsOnObject reports whether token t is an active verb with an object: the
// killed of "12 gunmen killed five people".
func (r *tollReader) actsOnObject(t int) bool {
	c := r.a.clause(t)
	return c != nil && c.Verb == t && !c.Passive && c.Object != syntax.None
}

// pairedWith reports whether another effect is joined to the one that ends at
// token end, so that both are counted in one figure: "killed or wounded".
func (r *tollReader) pairedWith(end int, what tocsin.Effect) bool {
	if end+1 >= r.last {
		return false
	}
	switch r.a.lower(end) {
	case "and", "or", "/", "&":
	default:
		return false
	}
	t := r.skipAdverbs(end + 1)
	if t >= r.last || r.headAfter(t+1) >= 0 {
		return false
	}
	for _, class := range []effectClass{effectState, effectVerb} {
		if e, n := r.effects.at(r.a, class, t, r.last, 0); n > 0 && e.what != what {
			return e.what == tocsin.Injured || e.what == tocsin.Killed || e.what == tocsin.Missing
		}
	}
	return false
}

// headAfter returns the headcount that begins at token t, over particles and
// quotation marks; -1 if there is none.
func (r *tollReader) headAfter(t int) int {
	for i := range r.hs {
		if r.hs[i].first >= t {
			if r.onlyFiller(t, r.hs[i].first) {
				return i
			}
			return -1
		}
	}
	return -1
}

func (r *tollReader) onlyFiller(from, to int) bool {
	if to-from > 4 {
		return false
	}
	for t := from; t < to; t++ {
		if r.a.Words[t].Tag != syntax.Adv && !quoteMark(r.a.Tokens[t].Lower) {
			return false
		}
	}
	return true
}

func quoteMark(w string) bool {
	switch w {
	case "\"", "“", "”", "'", "‘", "’":
		return true
	}
	return false
}

// linkClauses settles the objects of "killed 12" and the subjects of "12 were
// killed", "12 died" and "12 were dead".
func (r *tollReader) linkClauses() {
	rg := r.a.Sents[r.s].Clauses
	for c := rg[0]; c < rg[1]; c++ {
		cl := &r.a.Clauses[c]
		if cl.Negated || r.unreal(cl) {
			continue
		}
		if e, end := r.effects.at(r.a, effectSelf, cl.Verb, r.last, 2); end > 0 {
			r.linkSubject(c, e.what, end)
			continue
		}
		if e, end := r.effects.at(r.a, effectVerb, cl.Verb, r.last, 8); end > 0 {
			r.linkVerb(c, e.what, end)
			continue
		}
		if t := r.skipAdverbs(cl.Verb + 1); t < r.last && r.is("tollbe", r.a.Words[cl.Verb].Lemma) {
			if e, end := r.effects.at(r.a, effectState, t, r.last, 0); end > 0 {
				r.linkSubject(c, e.what, end)
			}
		}
	}
}

// unreal reports whether a clause tells what may or should happen, not what did.
func (r *tollReader) unreal(c *syntax.Clause) bool {
	if c.Future || c.Kind == syntax.InfClause && !c.Perfect && !r.realised(c) {
		return true
	}
	switch c.Modal {
	case "would", "could", "might", "should", "must", "can":
		return true
	}
	return c.Sub != syntax.None && (r.a.lower(c.Sub) == "if" || r.a.lower(c.Sub) == "unless")
}

// realised reports whether an infinitive hangs on a verb that makes it a fact:
// "managed to kill".
func (r *tollReader) realised(c *syntax.Clause) bool {
	for t := c.Group - 1; t >= r.first && t >= c.Group-2; t-- {
		if r.is("tollrealise", r.a.Words[t].Lemma) {
			return true
		}
	}
	return false
}

func (r *tollReader) linkVerb(c int, what tocsin.Effect, end int) {
	cl := &r.a.Clauses[c]
	if cl.Passive {
		r.linkSubject(c, what, end)
		return
	}
	i := r.object(c)
	if i < 0 {
		if cl.Kind == syntax.MainClause && r.a.Words[cl.Verb].Tag != syntax.VerbIng && cl.Object == syntax.None {
			r.linkSubject(c, what, end) // a passive without its auxiliary, as in headlines
		}
		return
	}
	if p := c - 1; p >= r.a.Sents[r.s].Clauses[0] && r.sharedVerb(p, c) {
		if e, n := r.effects.at(r.a, effectVerb, r.a.Clauses[p].Verb, r.last, 0); n > 0 && e.what != what {
			what = tocsin.Casualties
		}
	}
	if r.link(i, what, cl.Verb) {
		r.chainRight(i)
	}
}

// sharedVerb reports whether clause p is joined to clause c and has its object:
// "killed or wounded 12".
func (r *tollReader) sharedVerb(p, c int) bool {
	x, y := r.a.Clauses[p], r.a.Clauses[c]
	return y.Group-x.Verb == 2 && r.a.Words[x.Verb+1].Tag == syntax.Conj && x.Object == syntax.None
}

// object returns the headcount that is the object of clause c, -1 if none.
func (r *tollReader) object(c int) int {
	cl := r.a.Clauses[c]
	if cl.Object != syntax.None {
		if i := r.ofNP(cl.Object); i >= 0 {
			return i
		}
	}
	return r.headAfter(cl.Verb + 1)
}

// ofNP returns the headcount that holds noun phrase np, -1 if none.
func (r *tollReader) ofNP(np int) int {
	p := r.a.NPs[np]
	for i := range r.hs {
		if r.hs[i].first <= p.Head && p.Head < r.hs[i].last {
			return i
		}
	}
	return -1
}

// linkSubject settles the people who suffer clause c, whose words end at end.
func (r *tollReader) linkSubject(c int, what tocsin.Effect, end int) {
	i := r.subject(c)
	if i < 0 {
		return
	}
	if r.pairedWith(end, what) {
		what = tocsin.Casualties
	}
	if r.link(i, what, r.a.Clauses[c].Verb) {
		r.chainLeft(i)
	}
}

// subject returns the headcount that clause c tells of, -1 if none.
func (r *tollReader) subject(c int) int {
	cl := r.a.Clauses[c]
	if cl.Subject != syntax.None {
		if i := r.ofNP(cl.Subject); i >= 0 && !r.hs[i].part {
			return i
		}
	}
	from := r.first
	for p := c - 1; p >= r.a.Sents[r.s].Clauses[0]; p-- {
		k := r.a.Clauses[p]
		if k.Kind != syntax.RelClause && k.Kind != syntax.ReducedPart {
			from = k.Verb + 1
			break
		}
	}
	for i := len(r.hs) - 1; i >= 0; i-- {
		h := r.hs[i]
		if h.last > cl.Group || h.part {
			continue
		}
		if h.first < from {
			break
		}
		if !h.implied && h.what == "" && r.free(h) {
			return i
		}
	}
	return -1
}

// free reports whether no preposition governs the headcount.
func (r *tollReader) free(h headcount) bool {
	return h.np == syntax.None || r.a.NPs[h.np].Prep == syntax.None || r.a.NPs[h.np].Prep >= h.first
}

// chainRight gives the effect of headcount i to those joined to it: "killed two
// soldiers and three civilians".
func (r *tollReader) chainRight(i int) {
	for j := i + 1; j < len(r.hs); j++ {
		h := r.hs[j]
		if h.what != "" || h.part || h.implied && !r.joined(r.a, r.hs[j-1].last, h.first) || !r.coordinated(r.hs[j-1], h) || r.hasOwnVerb(j) {
			return
		}
		r.link(j, r.hs[i].what, r.hs[i].pred)
	}
}

// chainLeft gives the effect of headcount i to those joined before it: "two
// soldiers and three civilians were killed".
func (r *tollReader) chainLeft(i int) {
	for j := i - 1; j >= 0; j-- {
		h := r.hs[j]
		if h.part {
			continue
		}
		if h.what != "" || h.implied && !r.joined(r.a, h.last, r.hs[j+1].first) || !r.coordinated(h, r.hs[j+1]) || r.isObject(h) || !r.free(h) {
			return
		}
		r.link(j, r.hs[i].what, r.hs[i].pred)
	}
}

// hasOwnVerb reports whether a verb follows headcount j whose subject it is.
func (r *tollReader) hasOwnVerb(j int) bool {
	rg := r.a.Sents[r.s].Clauses
	for c := rg[0]; c < rg[1]; c++ {
		if cl := r.a.Clauses[c]; cl.Group >= r.hs[j].last && cl.Subject != syntax.None && cl.Kind == syntax.MainClause && r.ofNP(cl.Subject) == j {
			return true
		}
	}
	return false
}

// isObject reports whether a headcount is the object of some verb.
func (r *tollReader) isObject(h headcount) bool {
	rg := r.a.Sents[r.s].Clauses
	for c := rg[0]; c < rg[1]; c++ {
		if o := r.a.Clauses[c].Object; o != syntax.None && o == h.np {
			return true
		}
	}
	return false
}

// coordinated reports whether headcounts x and y are joined: by connectors
// alone, or by a conjunction right before y with only a phrase between.
func (r *tollReader) coordinated(x, y headcount) bool {
	if r.joined(r.a, x.last, y.first) {
		return true
	}
	if y.first-x.last > 9 || y.first-x.last < 1 {
		return false
	}
	switch r.a.lower(y.first - 1) {
	case "and", "or":
	default:
		return false
	}
	for t := x.last; t < y.first; t++ {
		if r.a.Words[t].IsVerb() || r.a.Words[t].Tag == syntax.Rel || r.a.Tokens[t].Kind == text.Punct && r.a.lower(t) == ";" {
			return false
		}
	}
	return true
}

// linkOf settles "the death of 12", "the bodies of 10 victims", "injuries to a
// woman" and "claiming the lives of 12".
func (r *tollReader) linkOf() {
	for i := range r.hs {
		h := r.hs[i]
		p := h.first - 1
		if h.what != "" || p-1 < r.first || r.a.lower(p) != "of" && r.a.lower(p) != "to" {
			continue
		}
		e, end := r.effects.at(r.a, effectOf, p-1, r.last, 0)
		if end == 0 || r.a.lower(p) == "to" && e.what != tocsin.Injured || r.a.Words[p-1].IsVerb() {
			continue
		}
		if np := r.a.NPAt(p - 1); np != syntax.None && (r.a.lower(r.a.NPs[np].First) == "no" || r.ofNP(np) >= 0 && r.hs[r.ofNP(np)].what != "" && !r.hs[r.ofNP(np)].implied) {
			continue
		}
		if e.words[0] == "life" && !r.lostLives(&h) {
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
		e, end := r.effects.at(r.a, effectToll, t, r.last, 2)
		if end == 0 {
			continue
		}
		for i := range r.hs {
			h := r.hs[i]
			if h.first < max(end, 1) || h.first > end+25 || h.implied || h.part || !r.bareOrPeople(h) {
				continue
			}
			if r.is("tolllead", r.a.lower(h.first-1)) || r.is("tolllead", r.a.Words[h.first-1].Lemma) {
				r.link(i, e.what, t)
			}
		}
		t = end - 1
	}
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
		if h.what != "" {
			continue
		}
		if what, t := r.amongWhom(h); what != "" {
			r.link(i, what, t)
			h.part = true
			continue
		}
		if !h.part {
			continue
		}
		if e, end := r.effects.at(r.a, effectState, h.head, r.last, 0); end > 0 && h.partitive {
			r.link(i, e.what, h.head)
			continue
		}
		for j := i - 1; j >= 0; j-- {
			if r.hs[j].what != "" && !(r.hs[j].implied && !r.hs[j].part) {
				r.link(i, r.hs[j].what, r.hs[j].pred)
				break
			}
		}
	}
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
