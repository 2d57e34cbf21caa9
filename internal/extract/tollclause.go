package extract

import (
	"strings"

	"tocsin"
	"tocsin/internal/syntax"
	"tocsin/internal/text"
)

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
			if e.words[0] != "shoot" || len(e.words) > 1 || !r.missed(cl) {
				r.linkVerb(c, e.what, end)
			}
			continue
		}
		if t := r.skipAdverbs(cl.Verb + 1); t < r.last && r.is("tollbe", r.a.Words[cl.Verb].Lemma) {
			if e, end := r.effects.at(r.a, effectState, t, r.last, 0); end > 0 {
				r.linkSubject(c, e.what, end)
			}
		}
	}
	r.linkHeadline()
}

// linkHeadline settles "shelling kills 10" where the verb was read as a noun.
func (r *tollReader) linkHeadline() {
	for t := r.first; t+1 < r.last; t++ {
		if r.a.Words[t].Tag != syntax.Noun || !r.a.Sentences[r.s].Title && r.s > 1 {
			continue
		}
		if e, end := r.effects.at(r.a, effectVerb, t, t+1, 0); end > 0 {
			what := e.what
			if x, n := r.effects.at(r.a, effectVerb, max(t-1, r.first), t, 0); n > 0 && x.what != what && bodily(x.what) && bodily(what) {
				what = tocsin.Casualties // "Kills Injures over 70"
			}
			if i := r.headAfter(end); i >= 0 && !r.hs[i].implied && r.link(i, what, t) {
				r.chainRight(i)
			}
		}
	}
}

// missed reports whether a shot is not told to have killed: "shot at", "shot
// and wounded", "shot in the leg".
func (r *tollReader) missed(c *syntax.Clause) bool {
	if r.a.lower(c.Verb+1) == "at" || r.a.lower(c.Verb+1) == "down" {
		return true
	}
	for t := c.Verb + 1; t < r.last; t++ {
		if r.is("tollsurvive", r.a.Words[t].Lemma) {
			return true
		}
	}
	return false
}

// unreal reports whether a clause tells what may or should happen, not what did.
func (r *tollReader) unreal(c *syntax.Clause) bool {
	if c.Future || c.Kind == syntax.InfClause && !c.Perfect && !r.realised(c) {
		return true
	}
	if r.a.Words[c.Verb].Tag == syntax.VerbBase && !r.a.Sentences[r.s].Title && !c.Passive {
		return true // "surrender or die"
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
	i := r.object(c, end)
	if i < 0 {
		if cl.Kind == syntax.MainClause && r.a.Words[cl.Verb].Tag != syntax.VerbIng && cl.Object == syntax.None {
			r.linkSubject(c, what, end) // a passive without its auxiliary, as in headlines
		}
		return
	}
	if r.is("tolltake", r.a.Words[cl.Verb].Lemma) && end == cl.Verb+1 && !r.bareOrPeople(r.hs[i]) {
		return // "seized 12 bags"
	}
	if p := c - 1; p >= r.a.Sents[r.s].Clauses[0] && r.sharedVerb(p, c) && r.a.Words[r.a.Clauses[p].Verb].Lemma != "shoot" {
		if e, n := r.effects.at(r.a, effectVerb, r.a.Clauses[p].Verb, r.last, 0); n > 0 && e.what != what && bodily(e.what) && bodily(what) {
			what = tocsin.Casualties
		}
	}
	if r.afterNounEffect(cl.Group, what) {
		what = tocsin.Casualties
	}
	if r.link(i, what, cl.Verb) {
		r.hs[i].part = false // "injuring scores of them"
		r.chainRight(i)
		r.settleTaking(c, i)
	}
}

// settleTaking tells an arrest from an abduction where the verb is used of both:
// forces of the state arrest, and fighters are arrested.
func (r *tollReader) settleTaking(c, i int) {
	cl := r.a.Clauses[c]
	if r.hs[i].what != tocsin.Abducted || !r.is("tolltake", r.a.Words[cl.Verb].Lemma) {
		return
	}
	agent := cl.Subject
	if cl.Passive {
		agent = cl.Agent
	}
	state := false
	if agent != syntax.None {
		for _, m := range r.a.actorsIn(r.a.NPSpan(agent)) {
			state = state || m.Actor.Type == tocsin.ActorPolice || m.Actor.Type == tocsin.ActorMilitary || m.Actor.Type == tocsin.ActorGovt
		}
		state = state || r.people[r.a.Words[r.a.NPs[agent].Head].Lemma].whom == string(tocsin.SecurityForces)
	}
	for j := range r.hs {
		h := &r.hs[j]
		if h.pred != cl.Verb || h.what != tocsin.Abducted {
			continue
		}
		if w := r.whom(r.a, *h); state || w == tocsin.Attackers || w == tocsin.OtherPart && !h.part {
			h.what = tocsin.Arrested
		}
		h.loose = true
	}
}

// afterNounEffect reports whether another effect, read as a noun, is joined to
// the verb group: "killing or injuring scores", "Kills Injures over 70".
func (r *tollReader) afterNounEffect(group int, what tocsin.Effect) bool {
	t := group - 1
	if t > r.first && r.a.Words[t].Tag == syntax.Conj {
		t--
	}
	if t < r.first || r.a.Words[t].Tag != syntax.Noun || !bodily(what) || strings.HasSuffix(r.a.lower(t), "s") && t != group-1 {
		return false
	}
	for _, class := range []effectClass{effectOf, effectVerb} {
		if e, n := r.effects.at(r.a, class, t, t+1, 0); n > 0 && e.what != what && bodily(e.what) {
			return true
		}
	}
	return false
}

// sharedVerb reports whether clause p is joined to clause c and has its object:
// "killed or wounded 12".
func (r *tollReader) sharedVerb(p, c int) bool {
	x, y := r.a.Clauses[p], r.a.Clauses[c]
	gap := y.Group - x.Verb
	return (gap == 1 || gap == 2 && r.a.Words[x.Verb+1].Tag == syntax.Conj) && x.Object == syntax.None
}

// object returns the headcount that is the object of clause c, whose words end
// at end; -1 if there is none.
func (r *tollReader) object(c, end int) int {
	cl := r.a.Clauses[c]
	if cl.Object != syntax.None {
		if i := r.ofNP(cl.Object); i >= 0 {
			return i
		}
	}
	if i := r.headAfter(cl.Verb + 1); i >= 0 {
		return i
	}
	return r.headAfter(end)
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
	if i < 0 || r.told(r.a.Clauses[c].Verb) {
		return
	}
	if r.pairedWith(end, what) {
		what = tocsin.Casualties
	}
	verb := r.a.Clauses[c].Verb
	if h := r.hs[i]; h.what != "" && h.what != what && !(bodily(h.what) && bodily(what)) && h.what != tocsin.Casualties {
		h.what, h.pred = what, verb // "was abducted and killed"
		r.hs = append(r.hs, h)
		return
	}
	if r.link(i, what, verb) {
		r.chainLeft(i)
		for j := i + 1; j < len(r.hs) && r.hs[j].last <= r.a.Clauses[c].Group && !r.hs[j].part && r.joined(r.a, r.hs[j-1].last, r.hs[j].first); j++ {
			r.link(j, what, verb)
		}
		r.settleTaking(c, i)
	}
}

// told reports whether token t already tells the effect of some headcount.
func (r *tollReader) told(t int) bool {
	for _, h := range r.hs {
		if h.what != "" && h.pred == t {
			return true
		}
	}
	return false
}

// subject returns the headcount that clause c tells of, -1 if none.
func (r *tollReader) subject(c int) int {
	cl := r.a.Clauses[c]
	if cl.Subject != syntax.None {
		if i := r.ofNP(cl.Subject); i >= 0 && !r.hs[i].part && !r.hs[i].implied {
			return i
		}
	}
	if i := r.subjectBefore(c, false); i >= 0 {
		return i
	}
	return r.subjectBefore(c, true)
}

// subjectBefore looks leftwards for the subject of clause c, among those told
// without a number if implied is true.
func (r *tollReader) subjectBefore(c int, implied bool) int {
	cl := r.a.Clauses[c]
	if implied && cl.Subject != syntax.None {
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
		if h.implied == implied && h.what == "" && r.free(h) && !r.isObject(h) && r.mayBeSubject(cl, h) {
			return i
		}
	}
	return -1
}

// mayBeSubject reports whether only an aside can stand between a headcount and
// the clause that it is not the plain subject of: "Ali Khan (30), was shot".
func (r *tollReader) mayBeSubject(c syntax.Clause, h headcount) bool {
	if c.Subject == syntax.None || h.part || r.a.NPs[c.Subject].First < h.first {
		return true
	}
	for t := h.last; t < r.a.NPs[c.Subject].First; t++ {
		switch r.a.lower(t) {
		case "mostly", "most", "mainly", "some", "many", "half", "both":
			return true
		case ",", "(", "identified", "including", "among", "namely", "of", "-", "–":
			return true
		}
	}
	return false
}

// free reports whether no preposition governs the headcount.
func (r *tollReader) free(h headcount) bool {
	if h.np == syntax.None || r.a.NPs[h.np].Prep == syntax.None || r.a.NPs[h.np].Prep >= h.first || r.opensAfterAnd(h) {
		return true
	}
	switch r.a.lower(r.a.NPs[h.np].Prep) {
	case "after", "before", "since", "until", "as", "up": // they open clauses too
		return true
	}
	return false
}

// opensAfterAnd reports whether a conjunction before the headcount and a verb
// after it make it the subject of a clause: "in the town and another man died".
func (r *tollReader) opensAfterAnd(h headcount) bool {
	t := r.skipAdverbs(h.last)
	return h.first > r.first && r.a.Words[h.first-1].Tag == syntax.Conj && t < r.last && r.a.Words[t].IsVerb()
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
