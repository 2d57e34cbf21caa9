package extract

import (
	"sort"

	"slices"

	"tocsin"
	"tocsin/internal/syntax"
)

// addTolls finds the tolls of the text and gives each to the mention that it
// belongs to. A toll that no mention can own is dropped.
func (lx *lexicon) addTolls(a *Analysis, ms []Mention) {
	by := newTollSpeakers(lx, a)
	told := lastToll{owner: -1}
	for s := range a.Sentences {
		hs := lx.readTolls(a, s, told.what(s))
		told.keep(s, hs)
		for k, h := range hs {
			if lx.wholeWar(a, h) || lx.commemorated(a, h) {
				continue
			}
			i := lx.tollOwner(a, ms, h)
			if h.part && k == 0 && told.owner >= 0 && s-ms[told.owner].Sentence <= partMemory {
				i = told.owner
			}
			if i >= 0 {
				told.owner = i
				if h.what == tocsin.Abducted && h.loose && ms[i].Kind == tocsin.Arrest {
					h.what = tocsin.Arrested
				}
				ms[i].Aggregate = ms[i].Aggregate || lx.sumsPeriod(a, h)
				ms[i].Tolls = append(ms[i].Tolls, lx.toll(a, h, by.of(h)))
			}
		}
	}
}

// anniversaryReach is how many words before a death its anniversary may stand.
const anniversaryReach = 10

// commemorated reports whether the death is only remembered: "the anniversary of
// the death of the general".
func (lx *lexicon) commemorated(a *Analysis, h headcount) bool {
	for t := h.first - 1; t >= max(a.Sentences[h.sentence].First, h.first-anniversaryReach); t-- {
		if lx.is("anniversary", a.lower(t)) {
			return true
		}
	}
	return false
}

// lastToll remembers the effect that was counted last, for figures that do not
// repeat it.
type lastToll struct {
	effect   tocsin.Effect
	sentence int
	owner    int // the mention that it went to, -1 if none
}

// partMemory is how many sentences after a mention a part of its toll may stand.
const partMemory = 2

// what returns the effect counted last before sentence s, "" if that is long ago.
func (l *lastToll) what(s int) tocsin.Effect {
	const memory = 2 // sentences
	if s-l.sentence > memory {
		return ""
	}
	return l.effect
}

func (l *lastToll) keep(s int, hs []headcount) {
	for _, h := range hs {
		if h.part || h.implied || l.sentence == s && l.effect == tocsin.Killed {
			continue
		}
		l.effect, l.sentence = h.what, s
	}
}

// toll makes the value of a headcount.
func (lx *lexicon) toll(a *Analysis, h headcount, by string) tocsin.Toll {
	score := 0.8
	if h.implied {
		score = 0.6
	}
	return tocsin.Toll{
		What: h.what, Quantity: h.Quantity, Whom: lx.whom(a, h), By: by,
		Citation: a.Cite(tollWords(a, h)), Score: score,
	}
}

// tollWords returns the tokens to quote: the people counted and, where it stands
// near, the word that tells what happened to them.
func tollWords(a *Analysis, h headcount) (first, last int) {
	const near = 9
	first, last = h.first, h.last
	switch {
	case h.part && a.lower(first-1) == "including":
		return first - 1, last
	case h.part:
	case h.pred < first && first-h.pred <= near:
		first = h.pred
	case h.pred >= last && h.pred-last < near:
		last = h.pred + 1
	}
	return first, last
}

// whom returns the part of the toll that a headcount tells, by its noun.
func (lx *lexicon) whom(a *Analysis, h headcount) tocsin.Part {
	if h.whom != "" {
		return h.whom
	}
	part := tocsin.Part("")
	for t := h.first; t < h.last; t++ {
		p, ok := lx.people[a.Words[t].Lemma]
		if !ok || p.whom == string(tocsin.All) {
			continue
		}
		part = tocsin.Part(p.whom)
		if t == h.head {
			break
		}
	}
	for _, m := range a.actorsIn(a.Cover(h.first, h.last)) {
		if part != "" {
			break
		}
		switch m.Actor.Type {
		case tocsin.ActorMilitary, tocsin.ActorPolice:
			part = tocsin.SecurityForces
		case tocsin.ActorArmed:
			part = tocsin.OtherPart
		}
	}
	switch {
	case part != "":
		return part
	case h.part:
		return tocsin.OtherPart
	}
	return tocsin.All
}

// sumsPeriod reports whether a headcount sums several incidents over a time:
// "more than 300 have been killed since April".
func (lx *lexicon) sumsPeriod(a *Analysis, h headcount) bool {
	const several = 10
	c := a.clause(h.pred)
	if h.Low < several || h.part || c == nil || !c.Perfect {
		return false
	}
	s := a.sentenceSpan(h.sentence)
	for _, t := range a.timexesIn(s) {
		if t.Kind == tocsin.TimexSince {
			return true
		}
	}
	first, last := a.TokenRange(s)
	for t := first; t+1 < last; t++ {
		if a.lower(t) == "since" || lx.is("tollperiod", a.phrase(t, 2)) {
			return true
		}
	}
	return false
}

// wholeWar reports whether a headcount is the toll of a whole war, which is not
// coded.
func (lx *lexicon) wholeWar(a *Analysis, h headcount) bool {
	const beyondAnAttack = 20_000
	if h.Low >= beyondAnAttack {
		return true
	}
	if h.Low < 100 {
		return false
	}
	war, since := false, false
	for t := a.Sentences[h.sentence].First; t < a.Sentences[h.sentence].Last; t++ {
		war = war || lx.is("warnoun", a.Words[t].Lemma)
		since = since || a.lower(t) == "since" || lx.is("wholewar", a.lower(t))
	}
	return war && since
}

// ownerReach is how many sentences back the act of a toll is looked for, so that
// the time stays linear in the text.
const ownerReach = 12

// tollOwner returns the mention that a headcount belongs to, -1 if none fits:
// one of its sentence, else the last one told before it.
func (lx *lexicon) tollOwner(a *Analysis, ms []Mention, h headcount) int {
	best, bestScore := -1, 0.0
	from := sort.Search(len(ms), func(i int) bool { return ms[i].Sentence >= h.sentence-ownerReach })
	for i := from; i < len(ms) && ms[i].Sentence <= h.sentence; i++ {
		if v := lx.ownerScore(a, &ms[i], h); v > 0 && v >= bestScore {
			best, bestScore = i, v
		}
	}
	return best
}

// ownerScore says how well mention m can own headcount h, 0 where it cannot.
func (lx *lexicon) ownerScore(a *Analysis, m *Mention, h headcount) float64 {
	fit := effectFits(m.Kind, h.what)
	if h.what == tocsin.Freed && lx.is("tollmove", a.Words[h.pred].Lemma) && (m.Kind != tocsin.Release || h.sentence-m.Sentence > 1) {
		return 0 // "12 left the town" frees them only where a release is told
	}
	if h.loose && m.Kind == tocsin.Arrest {
		fit = 0.5
	}
	if fit == 0 || m.Stage == tocsin.Threatened || m.Stage == tocsin.Foiled && h.what != tocsin.Arrested && h.Low > 0 {
		return 0
	}
	if m.Sentence < h.sentence {
		return fit * (10 - float64(h.sentence-m.Sentence))
	}
	return fit * lx.sentenceScore(a, m, h)
}

// sentenceScore says how well a mention of the headcount's own sentence fits:
// the trigger itself, then what the clauses tell to be the cause.
func (lx *lexicon) sentenceScore(a *Analysis, m *Mention, h headcount) float64 {
	if m.First <= h.pred && h.pred < max(m.Last, m.Head+1) {
		if m.Effect {
			return 72
		}
		return 100
	}
	score := lx.affinity(a, m, h.pred)
	if m.Effect {
		score = min(score, 50)
	}
	return max(score, 1)
}

// affinity says, from 0 to 90, how likely mention m is the cause of the effect
// that token pred of the same sentence tells: what acts in its clause, what its
// clause hangs on, else the nearest.
func (lx *lexicon) affinity(a *Analysis, m *Mention, pred int) float64 {
	near := float64(min(max(m.Head-pred, pred-m.Head), 40))
	if lx.actsIn(a, m, pred) {
		return 90 - near/10
	}
	score := 60 - near/2
	if np := a.NPAt(m.Head); m.Nominal && np != syntax.None && m.Head < pred && a.NPs[np].Prep != syntax.None && lx.is("tollapart", a.lower(a.NPs[np].Prep)) {
		score -= 40 // "after the attack 12 were killed elsewhere"
	}
	if m.Head > pred && a.ClauseAt(m.Head) != a.ClauseAt(pred) {
		score -= 10
	}
	return score
}

// tellsEffect reports whether the verb at token t is one of tolls.tsv.
func (lx *lexicon) tellsEffect(a *Analysis, t int) bool {
	if _, end := lx.effects.at(a, effectVerb, t, t+1, 0); end > 0 {
		return true
	}
	_, end := lx.effects.at(a, effectSelf, t, t+1, 0)
	return end > 0
}

// actsIn reports whether the mention is the subject, the agent or a phrase under
// a preposition of the clause that tells the effect, or the clause that a
// participle hangs on: "the attack killed 12", "killed in the attack", "attacked
// the town, killing 12".
func (lx *lexicon) actsIn(a *Analysis, m *Mention, pred int) bool {
	ci := a.ClauseAt(pred)
	if ci == syntax.None {
		return false
	}
	c := &a.Clauses[ci]
	if np := a.NPAt(m.Head); np != syntax.None && m.Nominal {
		if np == c.Subject || lx.underEffect(a, ci, np) {
			return true
		}
	}
	if c.Kind != syntax.PartClause && c.Kind != syntax.ReducedPart {
		return false
	}
	for p := ci - 1; p >= a.Sents[c.Sentence].Clauses[0]; p-- {
		if k := a.Clauses[p].Kind; k == syntax.PartClause || k == syntax.ReducedPart {
			continue
		}
		return a.ClauseAt(m.Head) == p
	}
	return false
}

// underEffect reports whether noun phrase np is the agent of clause ci or hangs
// on it by a preposition, or on an effect joined to it: "five killed and 18
// wounded in the attack".
func (lx *lexicon) underEffect(a *Analysis, ci, np int) bool {
	for ; ci < a.Sents[a.Clauses[ci].Sentence].Clauses[1]; ci++ {
		c := &a.Clauses[ci]
		if np == c.Agent || slices.Contains(c.Preps, np) {
			return true
		}
		next := ci + 1
		if len(c.Preps) > 0 || next >= a.Sents[c.Sentence].Clauses[1] || !lx.tellsEffect(a, a.Clauses[next].Verb) {
			return false
		}
	}
	return false
}

// effectFits says how well an effect goes with a kind of incident, in [0,1].
func effectFits(k tocsin.Kind, what tocsin.Effect) float64 {
	taking := k == tocsin.Kidnapping || k == tocsin.HostageTaking || k == tocsin.Hijacking
	switch what {
	case tocsin.Arrested:
		switch {
		case k == tocsin.Arrest:
			return 1
		case k == tocsin.Prosecution:
			return 0.3
		case k.Answer():
			return 0
		}
		return 0.2
	case tocsin.Freed:
		switch {
		case k == tocsin.Release:
			return 1
		case taking:
			return 0.6
		}
		return 0
	case tocsin.Abducted, tocsin.Missing:
		switch {
		case taking:
			return 1
		case what == tocsin.Missing && !k.Answer():
			return 0.6
		}
		return 0
	}
	switch {
	case k == tocsin.Release:
		return 0.1
	case k.Answer():
		return 0
	}
	return 1
}
