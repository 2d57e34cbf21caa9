package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// tollReader finds what happened to the people counted in one sentence.
type tollReader struct {
	*lexicon
	a           *Analysis
	s           int
	first, last int // tokens of the sentence
	hs          []headcount
	before      tocsin.Effect // counted last before the sentence
}

// readTolls returns the headcounts of sentence s whose effect is told; before is
// the effect counted last before it, "" if none.
func (lx *lexicon) readTolls(a *Analysis, s int, before tocsin.Effect) []headcount {
	sent := a.Sentences[s]
	r := &tollReader{lexicon: lx, a: a, s: s, first: sent.First, last: sent.Last, hs: lx.headcounts(a, s), before: before}
	if len(r.hs) > 0 {
		r.linkNouns()
		r.linkClauses()
		r.linkOf()
		r.linkFigures()
		r.linkSaid()
		r.linkParts()
		r.addSums()
		r.inheritParts()
	}
	r.addNone()
	var out []headcount
	for _, h := range r.hs {
		if h.what != "" && !h.summed && !r.idle(&h) {
			out = append(out, h)
		}
	}
	return out
}

// inheritParts gives "8 others" and "13 wounded" the part of the people counted
// before them in the sentence: "three soldiers were killed and 13 wounded".
func (r *tollReader) inheritParts() {
	before := tocsin.Part("")
	for i := range r.hs {
		h := &r.hs[i]
		if h.what == "" || h.part || h.summed {
			continue
		}
		w := r.whom(r.a, *h)
		if w == tocsin.All && bodily(h.what) && before != "" && before != tocsin.Children && (r.bare(*h) || r.is("tollothers", r.a.lower(h.head))) {
			h.whom = before
			continue
		}
		before = w
	}
}

// idle reports whether a headcount tells no toll: nobody freed, no bodies found,
// the death of some who were counted as wounded. It settles that nobody harmed
// is no casualties.
func (r *tollReader) idle(h *headcount) bool {
	none := h.Low == 0 && h.High != nil && *h.High == 0
	switch h.what {
	case tocsin.Arrested, tocsin.Freed, tocsin.Abducted:
		return none
	case tocsin.Injured:
		if none && r.a.Words[h.pred].Lemma == "harm" {
			h.what = tocsin.Casualties
		}
	case tocsin.Killed:
		return none && r.a.Words[h.head].Lemma == "body" || h.partitive && (r.a.lower(h.head) == "wounded" || r.a.lower(h.head) == "injured")
	}
	return false
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
		if isLife(r.a.lower(h.head)) && r.lostLives(h) {
			r.link(i, tocsin.Killed, h.head)
			continue
		}
		if e, end := r.effects.at(r.a, effectNoun, h.head, r.last, 0); end > 0 && !h.partitive {
			r.link(i, e.what, h.head)
			continue
		}
		t := r.skipAdverbs(h.last)
		if t < r.last && r.is("tollreported", r.a.Words[t].Lemma) {
			t = r.skipAdverbs(t + 1) // "374 people recorded killed"
		}
		if t >= r.last {
			continue
		}
		e, end := r.effects.at(r.a, effectState, t, r.last, 0)
		if end == 0 || r.actsOnObject(h, t) {
			continue
		}
		if h.part {
			r.linkHost(i, e.what, t)
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

func isLife(w string) bool { return w == "life" || w == "lives" }

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
func (r *tollReader) actsOnObject(h *headcount, t int) bool {
	c := r.a.clause(t)
	if c == nil || c.Verb != t || c.Passive || c.Object == syntax.None || r.a.Words[max(h.first-1, 0)].Lemma == "leave" {
		return false
	}
	if o := r.ofNP(c.Object); o >= 0 { // "6 killed 22 injured"
		_, end := r.effects.at(r.a, effectState, min(r.hs[o].last, r.last-1), r.last, 0)
		return end == 0
	}
	return true
}

// linkHost gives an effect to what headcount i is a part of; the parts follow.
func (r *tollReader) linkHost(i int, what tocsin.Effect, pred int) {
	for j := i - 1; j >= 0; j-- {
		if h := r.hs[j]; !h.part && !h.implied {
			if h.what == "" && r.link(j, what, pred) {
				r.chainLeft(j)
			}
			return
		}
	}
	r.link(i, what, pred)
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
	if t >= r.last || r.headAfter(t+1) >= 0 || !bodily(what) {
		return false
	}
	for _, class := range []effectClass{effectState, effectVerb} {
		if e, n := r.effects.at(r.a, class, t, r.last, 0); n > 0 && e.what != what {
			return bodily(e.what)
		}
	}
	return false
}

// bodily reports whether an effect is one of those that casualties sum.
func bodily(what tocsin.Effect) bool {
	return what == tocsin.Killed || what == tocsin.Injured || what == tocsin.Missing
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
