package extract

import (
	"tocsin"
	"tocsin/internal/linear"
	"tocsin/internal/syntax"
)

// newsTraits lists what tells whether group i is what the report is about, or
// what it only recalls.
func newsTraits(a *Analysis, groups [][]Mention, i int) linear.Features {
	var f linear.Features
	g := groups[i]
	f.Flag("rule", salience(a, g, i == 0) == tocsin.Main)
	wordingTraits(&f, a, g)
	factTraits(&f, a, g)
	positionTraits(&f, a, groups, i)
	return f
}

// wordingTraits tell how the group is worded.
func wordingTraits(f *linear.Features, a *Analysis, g []Mention) {
	lead := leadOf(g)
	f.Add("mentions", float64(min(len(g), 5)-1))
	f.Flag("single", len(g) == 1)
	f.Flag("generic", all(g, func(m Mention) bool { return m.Generic }))
	f.Flag("weak", all(g, func(m Mention) bool { return m.Weak }))
	f.Flag("effect", all(g, func(m Mention) bool { return m.Effect }))
	f.Flag("nominal", all(g, func(m Mention) bool { return m.Nominal }))
	f.Flag("kind="+string(lead.Kind), true)
	f.Flag("word="+a.Words[lead.Head].Lemma, true)
	f.Flag("stage="+string(lead.Stage), lead.Stage != tocsin.Accomplished)
	f.Flag("aggregate", lead.Aggregate)
	f.Flag("count", some(g, summed))
	f.Flag("said", a.frameOf(lead.Head) != nil)
	if np := a.NPAt(lead.Head); lead.Nominal && np != syntax.None {
		f.Flag("det="+determiner(a, np), true)
		if p := a.NPs[np].Prep; p != syntax.None {
			f.Flag("prep="+a.lower(p), true)
		}
	}
	if lead.Clause != syntax.None {
		clauseTraits(f, a, &a.Clauses[lead.Clause], lead.Nominal)
	}
}

// factTraits tell what facts the group holds.
func factTraits(f *linear.Features, a *Analysis, g []Mention) {
	f.Flag("place.own", some(g, func(m Mention) bool { return m.PlaceOwn }))
	f.Flag("place.narrow", some(g, func(m Mention) bool { return m.PlaceOwn && !wide(m.Place) }))
	f.Flag("place.none", all(g, func(m Mention) bool { return m.Place == nil }))
	f.Flag("targets", some(g, func(m Mention) bool { return len(m.Targets) > 0 }))
	f.Flag("date.own", some(g, func(m Mention) bool { return m.DateOwn }))
	f.Flag("actors", some(g, func(m Mention) bool { return len(m.Perpetrators) > 0 }))
	f.Flag("named", some(g, func(m Mention) bool { return named(m.Perpetrators) }))
	f.Flag("claimed", some(g, isClaimed))
	f.Flag("tolls", some(g, func(m Mention) bool { return len(m.Tolls) > 0 }))
	f.Flag("weapons", some(g, func(m Mention) bool { return len(m.Weapons) > 0 }))
	if d := dateOf(g); d != nil && a.Ref != nil {
		f.Flag("age="+ageOf(a, d.Interval), true)
	} else {
		f.Flag("age=none", true)
	}
}

// positionTraits tell where in the report the group stands, and what report it is.
func positionTraits(f *linear.Features, a *Analysis, groups [][]Mention, i int) {
	g := groups[i]
	f.Add("late", float64(min(g[0].Sentence, 20)))
	f.Add("share", float64(g[0].Trigger.Start)/float64(max(1, len(a.Text))))
	f.Flag("title", a.headline(g[0].Sentence))
	f.Flag("first", i == 0)
	f.Flag("early", g[0].Sentence <= 3)
	f.Flag("groups="+upTo(len(groups), 1, 2, 4, 8), true)
	f.Flag("length="+upTo(len(a.Tokens), 150, 300, 600, 1200), true)
}
