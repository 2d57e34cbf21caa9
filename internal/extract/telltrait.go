package extract

import (
	"strconv"
	"strings"

	"tocsin"
	"tocsin/internal/linear"
	"tocsin/internal/syntax"
)

// tellTraits lists what speaks for and against a trigger's telling an incident
// although the rules doubt it.
func (lx *lexicon) tellTraits(a *Analysis, ts []trigger, i int) linear.Features {
	t := ts[i]
	var f linear.Features
	for _, d := range t.doubts {
		f.Flag("doubt="+d, true)
	}
	f.Flag("doubts=many", len(t.doubts) > 1)
	lx.entryTraits(&f, a, t)
	agent, patient := lx.sides(a, t)
	lx.sideTraits(&f, a, "agent", agent)
	lx.sideTraits(&f, a, "patient", patient)
	placeAndTimeTraits(&f, a, "clause", scope(a, t))
	placeAndTimeTraits(&f, a, "sentence", a.sentenceSpan(t.sentence))
	standingTraits(&f, a, t)
	besideTraits(&f, ts, i)
	return f
}

// entryTraits tell which word it is, and in what form.
func (lx *lexicon) entryTraits(f *linear.Features, a *Analysis, t trigger) {
	class := "noun"
	if t.verb {
		class = "verb"
	}
	f.Flag("class="+class, true)
	f.Flag("entry="+strings.Join(t.words, " ")+"/"+class, true)
	f.Flag("kind="+string(lx.kindOf(a, t)), true)
	f.Flag("stage="+string(lx.stageOf(a, t)), true)
	for _, flag := range []string{"generic", "effect", "effectnoun", "weak", "plural", "aggregate", "attempt"} {
		f.Flag("flag="+flag, t.flags[flag])
	}
	if t.clause != nil {
		clauseTraits(f, a, t.clause, !t.verb)
	}
	if np := a.NPAt(t.head); !t.verb && np != syntax.None {
		phraseTraits(f, a, t, np)
	}
}

// phraseTraits tell how the noun phrase of a trigger is built and governed.
func phraseTraits(f *linear.Features, a *Analysis, t trigger, np int) {
	f.Flag("det="+determiner(a, np), true)
	f.Flag("many", a.Tokens[t.head].Lower != a.Words[t.head].Lemma)
	f.Flag("modifier", a.NPs[np].Head != t.head)
	if p := a.NPs[np].Prep; p != syntax.None {
		f.Flag("prep="+a.lower(p), true)
	}
	f.Flag("subject", t.clause != nil && t.clause.Subject == np)
	f.Flag("object", t.clause != nil && t.clause.Object == np)
	if np+1 < len(a.NPs) && a.NPs[np+1].Prep == a.NPs[np].Last {
		f.Flag("then="+a.lower(a.NPs[np+1].Prep), true)
	}
}

// determiner returns the closed-class word that opens noun phrase np, "none" where
// another word does.
func determiner(a *Analysis, np int) string {
	first := a.NPs[np].First
	switch w := a.lower(first); w {
	case "a", "an":
		return "a"
	case "no", "any", "some", "several", "many", "such", "all", "another", "other", "more", "recent", "previous":
		return w
	}
	switch a.Words[first].Tag {
	case syntax.Det:
		return "the"
	case syntax.Poss:
		return "whose"
	}
	return "none"
}

// clauseTraits tell the form of the clause that a trigger stands in: its own, if
// it is the verb, else that of the verb which it belongs to.
func clauseTraits(f *linear.Features, a *Analysis, c *syntax.Clause, nominal bool) {
	of := "verb."
	if nominal {
		of = "under."
		f.Flag("under="+a.Words[c.Verb].Lemma, true)
	}
	f.Flag(of+"clause="+strconv.Itoa(int(c.Kind)), true)
	f.Flag(of+"passive", c.Passive)
	f.Flag(of+"perfect", c.Perfect)
	f.Flag(of+"progressive", c.Progressive)
	f.Flag(of+"present", c.Present)
	f.Flag(of+"future", c.Future)
	f.Flag(of+"negated", c.Negated)
	f.Flag(of+"modal="+c.Modal, c.Modal != "")
	if c.Sub != syntax.None {
		f.Flag(of+"sub="+a.lower(c.Sub), true)
	}
}

// sideTraits tell what stands as the one who acts, or suffers.
func (lx *lexicon) sideTraits(f *linear.Features, a *Analysis, side string, np int) {
	if np == syntax.None {
		f.Flag(side+"=none", true)
		return
	}
	f.Flag(side+".armed", lx.isArmedNP(a, np))
	f.Flag(side+".force", lx.isForceNP(a, np))
	f.Flag(side+".people", lx.isPeopleNP(a, np))
	f.Flag(side+".place", lx.isPlaceNP(a, np))
	f.Flag(side+".number", len(a.numeralsIn(a.NPSpan(np))) > 0)
	f.Flag(side+".pronoun", a.Words[a.NPs[np].Head].Tag == syntax.Pron)
	f.Flag(side+".det="+determiner(a, np), true)
}

// placeAndTimeTraits tell what a stretch of text, called where, holds of places,
// numbers, armed actors and days.
func placeAndTimeTraits(f *linear.Features, a *Analysis, where string, s tocsin.Span) {
	narrow, arms, day := false, false, "none"
	for _, t := range a.toponymsIn(s) {
		narrow = narrow || !t.Demonym && !t.Metonym && !wide(&t.Place)
	}
	for _, m := range a.actorsIn(s) {
		arms = arms || armed(m)
	}
	for _, x := range a.timexesIn(s) {
		if x.Kind == tocsin.TimexDate && x.Interval != nil && a.Ref != nil {
			day = ageOf(a, *x.Interval)
		}
	}
	f.Flag(where+".place", narrow)
	f.Flag(where+".armed", arms)
	f.Flag(where+".number", len(a.numeralsIn(s)) > 0)
	f.Flag(where+".age="+day, true)
}

// ageOf names how long before the report's day an interval ended, and whether it
// is a long one. The report's day must be known.
func ageOf(a *Analysis, v tocsin.Interval) string {
	const month = 31
	age := upTo(int(*a.Ref-v.End), -1, 1, 6, month, 366)
	if v.End-v.Start > month {
		return age + ".long"
	}
	return age
}

// upTo names the least of the bounds that n does not pass.
func upTo(n int, bounds ...int) string {
	for _, b := range bounds {
		if n <= b {
			return strconv.Itoa(b)
		}
	}
	return "more"
}

// standingTraits tell where in the report the trigger stands, what is beside it,
// and what report it is.
func standingTraits(f *linear.Features, a *Analysis, t trigger) {
	f.Flag("said", a.frameOf(t.head) != nil)
	f.Flag("title", a.headline(t.sentence))
	f.Flag("sentence="+upTo(t.sentence, 1, 3, 6, 12, 24), true)
	f.Flag("quarter="+strconv.Itoa(4*a.Tokens[t.first].Start/max(1, len(a.Text))), true)
	f.Flag("calm=2", a.calm(2))
	f.Flag("calm=4", a.calm(4))
	f.Flag("violence="+upTo(100*a.violence/max(1, len(a.Tokens)), 0, 1, 2, 4), true)
	f.Flag("before="+a.lower(t.first-1), true)
	f.Flag("after="+a.lower(t.last), true)
}

// besideTraits tell which other triggers stand near in the same sentence.
func besideTraits(f *linear.Features, ts []trigger, i int) {
	const reach = 3
	near := 0
	for j := max(0, i-reach); j < min(len(ts), i+reach+1); j++ {
		if j == i || ts[j].sentence != ts[i].sentence {
			continue
		}
		near++
		switch t := ts[j]; {
		case t.flags["effect"] || t.flags["effectnoun"]:
			f.Flag("beside.effect", true)
		case t.kind.Answer():
			f.Flag("beside.answer", true)
		default:
			f.Flag("beside.act", true)
		}
	}
	f.Flag("beside="+upTo(near, 0, 1, 2), true)
}
