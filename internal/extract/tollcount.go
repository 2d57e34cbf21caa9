package extract

import (
	"slices"

	"tocsin"
	"tocsin/internal/syntax"
	"tocsin/internal/text"
)

// headcount is people counted in the text: a number with its noun, or one
// person told without a number ("the governor").
type headcount struct {
	tocsin.Quantity
	// first and last delimit the tokens, number and noun phrase; head is the
	// noun, or the number where there is none; np the phrase, syntax.None if none.
	first, last, head, np int
	sentence              int
	// implied is true where there is no number in the words.
	implied bool
	// part is true where the words make it a part of what was counted before.
	part bool
	// partitive is true for "nine of them": the head is what the part is taken from.
	partitive bool

	// loose is true where the word for the effect is also used of arrests:
	// "captured two gunmen".
	loose bool
	// summed is true where a sum stands for it.
	summed bool
	// what is the effect, "" until it is known; pred the token that tells it.
	what tocsin.Effect
	pred int
	// whom overrides the part that the head noun tells.
	whom tocsin.Part
}

// headcounts returns the people counted in sentence s in order of position.
func (lx *lexicon) headcounts(a *Analysis, s int) []headcount {
	var out []headcount
	for _, n := range a.numeralsIn(a.sentenceSpan(s)) {
		h, ok := lx.counted(a, n, s)
		if k := len(out) - 1; k >= 0 && ok && h.np != syntax.None && out[k].np == h.np && out[k].last >= h.last {
			if h.first-out[k].first > 2 { // "two of the ten men"
				continue
			}
			out = out[:k] // "another five men"
		}
		if ok {
			out = append(out, h)
		}
	}
	out = lx.addImplied(a, s, lx.addAnother(a, s, out))
	for i := range out {
		out[i].part = lx.isPart(a, out, i)
	}
	return out
}

// addAnother puts the bare "another" of "another was injured" between the others.
func (lx *lexicon) addAnother(a *Analysis, s int, counted []headcount) []headcount {
	sent := a.Sentences[s]
	for t := sent.First; t+1 < sent.Last; t++ {
		if a.lower(t) != "another" || a.NPAt(t) != syntax.None {
			continue
		}
		u := t + 1
		for u+1 < sent.Last && (a.Words[u].Tag == syntax.Adv || a.Words[u].Lemma == "be") {
			u++
		}
		if _, end := lx.effects.at(a, effectState, u, sent.Last, 0); end == 0 {
			continue
		}
		h := headcount{Quantity: tocsin.Exactly(1), first: t, last: t + 1, head: t, np: syntax.None, sentence: s}
		k := len(counted)
		for k > 0 && counted[k-1].first > t {
			k--
		}
		counted = slices.Insert(counted, k, h)
	}
	return counted
}

// addImplied puts the people told without a number between the others.
func (lx *lexicon) addImplied(a *Analysis, s int, counted []headcount) []headcount {
	var out []headcount
	n := 0
	for i := a.Sents[s].NPs[0]; i < a.Sents[s].NPs[1]; i++ {
		np := a.NPs[i]
		for n < len(counted) && counted[n].first < np.Last {
			out = append(out, counted[n])
			n++
		}
		if len(out) > 0 && out[len(out)-1].last > np.First {
			continue
		}
		if h, ok := lx.impliedOne(a, i, s); ok {
			out = append(out, h)
		}
	}
	return append(out, counted[n:]...)
}

// counted reads the noun phrase that a number counts.
func (lx *lexicon) counted(a *Analysis, n tocsin.Numeral, s int) (headcount, bool) {
	first, last := a.TokenRange(n.Span)
	if n.Use != tocsin.NumeralCount || first >= last || a.lower(first-1) == "(" && a.lower(last) == ")" {
		return headcount{}, false
	}
	h := headcount{Quantity: n.Quantity, first: first, last: last, head: last - 1, sentence: s, np: a.NPAt(last - 1)}
	if a.lower(last-1) == "of" && a.lower(last) != "" {
		h.np = a.NPAt(last)
		h.partitive = lx.is("tollthose", a.lower(last))
	}
	if h.np != syntax.None {
		np := a.NPs[h.np]
		h.first, h.last = min(first, np.First), max(last, np.Last)
		if np.Head >= first {
			h.head = np.Head
		}
	}
	if h.partitive {
		lx.takeApposed(a, &h)
	}
	lx.takeOf(a, &h)
	if lx.isOther(a, &h) {
		return headcount{}, false
	}
	return h, true
}

// takeOf steps over "of" to what the number is taken from: "nine of those
// killed", "one of the attackers", "three members of the security forces".
func (lx *lexicon) takeOf(a *Analysis, h *headcount) {
	end := a.Sentences[h.sentence].Last
	if h.last+1 >= end || a.lower(h.last) != "of" {
		return
	}
	bare := a.Words[h.head].Tag == syntax.Num || a.Tokens[h.head].Kind == text.Number
	if !bare && !lx.is("tollmember", a.Words[h.head].Lemma) {
		return
	}
	np := a.NPAt(h.last + 1)
	if np == syntax.None {
		t := h.last + 1
		if a.lower(t) == "the" {
			t++
		}
		if bare && lx.is("tollthose", a.lower(t)) {
			h.head, h.last, h.partitive = t, t+1, true
		}
		return
	}
	h.last = a.NPs[np].Last
	if bare {
		h.partitive = true
		h.head = a.NPs[np].Head
		lx.takeApposed(a, h)
	}
}

// takeApposed reads the noun of "six of them soldiers".
func (lx *lexicon) takeApposed(a *Analysis, h *headcount) {
	if !lx.is("tollthose", a.lower(h.head)) || h.last >= a.Sentences[h.sentence].Last {
		return
	}
	head, last := h.last, h.last+1
	if np := a.NPAt(h.last); np != syntax.None {
		head, last = a.NPs[np].Head, a.NPs[np].Last
	}
	p, ok := lx.people[a.Words[head].Lemma]
	if !ok {
		return
	}
	h.whom, h.last = tocsin.Part(p.whom), last
	if h.whom == tocsin.All {
		h.whom = tocsin.OtherPart
	}
}

// isOther reports whether the number counts things, places or acts and not people.
func (lx *lexicon) isOther(a *Analysis, h *headcount) bool {
	w := a.Words[h.head]
	if w.Tag == syntax.Num || w.Tag == syntax.Pron || lx.isPerson(w.Lemma) || h.last <= h.head {
		return false
	}
	if _, end := lx.effects.at(a, effectNoun, h.head, h.head+1, 0); end > 0 {
		return false
	}
	if lx.is("tollthing", w.Lemma) || lx.weapons[w.Lemma] != "" || len(lx.triggers[w.Lemma]) > 0 {
		return true
	}
	return false
}

// isPerson reports whether a noun in the base form names a person.
func (lx *lexicon) isPerson(lemma string) bool {
	_, ok := lx.people[lemma]
	return ok || lx.persons[lemma]
}

// impliedOne reads a phrase without a number that names one person: "the
// governor", "its pilot", "Dr Khan".
func (lx *lexicon) impliedOne(a *Analysis, i, s int) (headcount, bool) {
	np := a.NPs[i]
	h := headcount{Quantity: tocsin.Exactly(1), first: np.First, last: np.Last, head: np.Head, np: i, sentence: s, implied: true}
	w, tok := a.Words[np.Head], a.Tokens[np.Head]
	switch {
	case w.Tag == syntax.Pron:
		switch tok.Lower {
		case "he", "she", "him", "her", "himself", "herself":
			return h, true
		}
		return h, false
	case lx.isPerson(w.Lemma) && w.Lemma == tok.Lower && !lx.is("tollmany", w.Lemma):
		d := a.Words[np.First].Tag
		return h, d == syntax.Det && a.lower(np.First) != "no" && a.lower(np.First) != "any" || d == syntax.Poss || d == syntax.Proper || np.Head > np.First && a.Words[np.Head-1].Tag == syntax.Poss
	case w.Tag == syntax.Proper:
		return h, lx.isPersonName(a, i)
	}
	return h, false
}

// isPersonName reports whether a phrase of capitalised words is a person's name
// rather than a place's or an organisation's.
func (lx *lexicon) isPersonName(a *Analysis, i int) bool {
	np, s := a.NPs[i], a.NPSpan(i)
	if len(a.toponymsIn(s)) > 0 && a.toponymsIn(s)[0].End == s.End || len(a.actorsIn(s)) > 0 || len(a.timexesIn(s)) > 0 {
		return false
	}
	titled, caps := false, 0
	for t := np.First; t < np.Last; t++ {
		if a.Words[t].Tag == syntax.Det {
			return false
		}
		titled = titled || lx.isPerson(a.Words[t].Lemma) || lx.is("persontitle", a.lower(t))
		if a.Tokens[t].Upper && !a.Tokens[t].Caps {
			caps++
		}
	}
	return caps >= 2 && np.Last-np.First <= 7 || titled && caps >= 1
}

// isPart reports whether headcount i is told as a part of one before it.
func (lx *lexicon) isPart(a *Analysis, hs []headcount, i int) bool {
	h := hs[i]
	if h.partitive && lx.is("tollthose", a.lower(h.head)) {
		return true
	}
	p, q := a.lower(h.first-1), a.lower(h.first-2)
	switch {
	case p == "including" || p == "includes" || p == "include" || p == "included":
		return true
	case (p == "them" || p == "whom" || p == "those" || p == "dead" || p == "victims") && q == "among":
		return true
	case a.lower(h.last) == "among" && lx.is("tollthose", a.lower(h.last+1)) && a.NPAt(h.last+2) == syntax.None:
		return true
	case (p == "were" || p == "was" || p == "are" || p == "is") && lx.afterAmong(a, h.first-1):
		return true
	}
	return i > 0 && hs[i-1].part && lx.joined(a, hs[i-1].last, h.first)
}

// afterAmong reports whether "among the dead" stands before token t.
func (lx *lexicon) afterAmong(a *Analysis, t int) bool {
	for u := t - 1; u >= t-3 && u > 0; u-- {
		if w := a.lower(u); w == "among" || w == "of" {
			return lx.is("tollthose", a.lower(t-1))
		}
	}
	return false
}

// joined reports whether only connectors stand between tokens from and to.
func (lx *lexicon) joined(a *Analysis, from, to int) bool {
	if from >= to || to-from > 4 {
		return false
	}
	for t := from; t < to; t++ {
		switch a.lower(t) {
		case ",", "and", "or", "&", "as", "well", "also", "plus", "along", "with", "together", "another", "other":
		default:
			return false
		}
	}
	return true
}
