package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// isFigure reports whether the words around trigger t show that it tells no act
// of violence: a figure of speech, an accident, a habit, an example, a measure
// for another act, a plan named by its aim.
func (lx *lexicon) isFigure(a *Analysis, t trigger) bool {
	if lx.isAccident(a, t) || lx.isCivil(a, t) {
		return true
	}
	if t.verb {
		return lx.figurativeVerb(a, t) || lx.figurativeFire(a, t) || lx.habitual(a, t) || lx.isAim(a, t)
	}
	return lx.figurativeNoun(a, t) || lx.isExample(a, t) || lx.isMeasure(a, t) || lx.isCharge(a, t)
}

// isAccident reports whether a result or a blast is that of an accident that its
// sentence names, where the sentence names no means of violence.
func (lx *lexicon) isAccident(a *Analysis, t trigger) bool {
	if !t.flags["effect"] && !t.flags["blast"] {
		return false
	}
	accident := a.calm(1)
	for i := a.Sentences[t.sentence].First; i < a.Sentences[t.sentence].Last; i++ {
		if lx.is("accidentmeans", a.Words[i].Lemma) || lx.is("accidentmeans", a.lower(i)) {
			return false
		}
		accident = accident || lx.is("accident", a.Words[i].Lemma)
	}
	return accident
}

// figurativeVerb reports whether subject or object are such as cannot act or be
// struck: "struck a deal", "the crisis exploded".
func (lx *lexicon) figurativeVerb(a *Analysis, t trigger) bool {
	c := t.clause
	if c == nil || t.kind.Answer() {
		return false
	}
	if c.Passive && c.Subject != syntax.None && lx.is("figureobject", a.Words[a.NPs[c.Subject].Head].Lemma) {
		return true
	}
	if c.Object != syntax.None && !c.Passive && lx.is("figureobject", a.Words[a.NPs[c.Object].Head].Lemma) {
		return true
	}
	if !t.flags["blast"] && !t.flags["generic"] {
		return false
	}
	return c.Subject != syntax.None && !c.Passive && lx.is("figuresubject", a.Words[a.NPs[c.Subject].Head].Lemma) && c.Object == syntax.None
}

// figurativeFire reports whether "come under fire" tells criticism ("for its
// plans") and "shot" a ball or a price ("shot wide").
func (lx *lexicon) figurativeFire(a *Analysis, t trigger) bool {
	next := a.lower(t.last)
	switch t.words[0] {
	case "come":
		return (next == "for" || next == "over") && t.last+1 < len(a.Tokens) && a.Words[t.last+1].Tag != syntax.Num && len(a.timexesIn(a.Cover(t.last, min(t.last+5, len(a.Tokens))))) == 0
	case "shoot":
		return t.clause != nil && t.clause.Group == t.clause.Verb && lx.is("shotway", next)
	}
	return false
}

// isCivil reports whether an arrest or a trial is for a crime that its sentence
// names and that is none of violence.
func (lx *lexicon) isCivil(a *Analysis, t trigger) bool {
	if t.kind != tocsin.Arrest && t.kind != tocsin.Prosecution {
		return false
	}
	civil := false
	for i := a.Sentences[t.sentence].First; i < a.Sentences[t.sentence].Last; i++ {
		if lx.is("violence", a.Words[i].Lemma) || lx.is("accidentmeans", a.Words[i].Lemma) {
			return false
		}
		civil = civil || lx.is("civilcrime", a.Words[i].Lemma)
	}
	return civil
}

// habitual reports whether a passive tells what is usual: "suspects are executed".
func (lx *lexicon) habitual(a *Analysis, t trigger) bool {
	c := t.clause
	if c == nil || !c.Passive || !c.Present || c.Perfect || c.Progressive || c.Group == c.Verb || t.kind.Answer() || a.Sentences[t.sentence].Title {
		return false
	}
	for i := c.Group; i < c.Verb; i++ {
		if a.lower(i) == "being" {
			return false
		}
	}
	return c.Subject == syntax.None || len(a.numeralsIn(a.NPSpan(c.Subject))) == 0
}

// isAim reports whether a gerund only names what is meant, enjoyed or left
// undone: "the mission of killing", "without firing".
func (lx *lexicon) isAim(a *Analysis, t trigger) bool {
	i := t.head - 1
	if a.Words[t.head].Tag != syntax.VerbIng || i <= a.Sentences[t.sentence].First {
		return false
	}
	if lx.is("notdone", a.Words[i].Lemma) || lx.is("notdone", a.lower(i)) {
		return true
	}
	return a.lower(i) == "of" && (lx.is("purposenoun", a.Words[i-1].Lemma) || lx.is("purposenoun", a.lower(i-1)))
}

// figurativeNoun reports whether the noun is no attack by what stands before or
// under it: "heart attack", "penalty shootout", "an attack on its computers".
func (lx *lexicon) figurativeNoun(a *Analysis, t trigger) bool {
	np := a.NPAt(t.head)
	if np == syntax.None || t.kind.Answer() {
		return false
	}
	if i := t.first - 1; i >= a.NPs[np].First && lx.is("figuremodifier", a.lower(i)) {
		return true
	}
	return np+1 < len(a.NPs) && a.NPs[np+1].Prep == a.NPs[np].Last && lx.is("figureof", a.Words[a.NPs[np+1].Head].Lemma)
}

// isExample reports whether bare plurals stand in a list of kinds of acts: "a
// wave of bombings, abductions and murders", "acts such as bombings".
func (lx *lexicon) isExample(a *Analysis, t trigger) bool {
	np := a.NPAt(t.head)
	if np == syntax.None || !lx.barePlural(a, np) || a.Sentences[t.sentence].Title {
		return false
	}
	i := a.NPs[np].First
	if i >= 2 && a.lower(i-1) == "as" && a.lower(i-2) == "such" || i >= 1 && a.lower(i-1) == "like" {
		return true
	}
	if t.clause != nil && t.clause.Subject == np {
		return false
	}
	n, first := lx.listedKinds(a, np)
	prep := a.NPs[first].Prep
	return n > 1 && (prep == syntax.None || lx.is("examplelink", a.lower(prep)))
}

// listedKinds counts the bare plurals of different acts that stand in one list
// with noun phrase np, itself among them, and gives the list's first phrase.
func (lx *lexicon) listedKinds(a *Analysis, np int) (n, first int) {
	n, first = 1, np
	for _, step := range [2]int{-1, 1} {
		for j := np + step; j >= 0 && j < len(a.NPs) && a.listed(min(j, j-step), max(j, j-step)) && lx.barePlural(a, j); j += step {
			if len(lx.triggers[a.Words[a.NPs[j].Head].Lemma]) > 0 {
				n++
			}
			first = min(first, j)
		}
	}
	return n, first
}

// listed reports whether only commas and conjunctions part phrases i and j.
func (a *Analysis) listed(i, j int) bool {
	if a.NPs[i].Last >= a.NPs[j].First {
		return false
	}
	for t := a.NPs[i].Last; t < a.NPs[j].First; t++ {
		if a.Words[t].Tag != syntax.Conj && a.lower(t) != "," {
			return false
		}
	}
	return true
}

// barePlural reports whether a noun phrase is a plural without article or number.
func (lx *lexicon) barePlural(a *Analysis, np int) bool {
	x := a.NPs[np]
	if a.Words[x.Head].Lemma == a.lower(x.Head) || a.Words[x.Head].Tag != syntax.Noun {
		return false
	}
	for i := x.First; i < x.Head; i++ {
		switch a.Words[i].Tag {
		case syntax.Det, syntax.Poss, syntax.Num:
			return false
		}
	}
	return len(a.numeralsIn(a.NPSpan(np))) == 0
}

// isCharge reports whether a bare noun only names a crime that somebody is held
// for: "charged with murder".
func (lx *lexicon) isCharge(a *Analysis, t trigger) bool {
	np := a.NPAt(t.head)
	if np == syntax.None || t.kind.Answer() || t.clause == nil || a.NPs[np].Prep == syntax.None || a.Words[t.head].Lemma != a.lower(t.head) {
		return false
	}
	for i := a.NPs[np].First; i < t.first; i++ {
		switch a.Words[i].Tag {
		case syntax.Det, syntax.Poss, syntax.Num:
			return false
		}
	}
	switch a.lower(a.NPs[np].Prep) {
	case "with", "of", "for":
		v := t.clause.Verb
		return v < t.first && (lx.is("charges", a.Words[v].Lemma) || lx.is("charges", a.lower(a.NPs[np].Prep-1)))
	}
	return false
}

// isMeasure reports whether a superlative sets another act against the past: "it
// was the deadliest attack since 2015".
func (lx *lexicon) isMeasure(a *Analysis, t trigger) bool {
	np := a.NPAt(t.head)
	if np == syntax.None || t.clause == nil || t.clause.Subject == np {
		return false
	}
	superlative := false
	for i := a.NPs[np].First; i < t.first; i++ {
		superlative = superlative || lx.is("superlative", a.lower(i))
	}
	if !superlative {
		return false
	}
	if v := t.clause.Verb; a.Words[v].Lemma == "be" && v < t.first {
		return true
	}
	for i := t.last; i < a.Sentences[t.sentence].Last; i++ {
		switch a.lower(i) {
		case "since", "history", "ever", "years", "decades", "months", "memory":
			return true
		}
	}
	return false
}

// isBomber reports whether token i is "bomber" for a person: a name before the
// plural ("Russian bombers") or a report of an air war make it an aircraft.
func (a *Analysis) isBomber(i int) bool {
	if a.Words[i].Lemma != "bomber" || a.airWar {
		return false
	}
	return i == 0 || !a.Tokens[i-1].Upper || a.lower(i) == "bomber"
}
