package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// Mention is an event mention with where it stands in the analysis.
type Mention struct {
	tocsin.EventMention
	// First and Last delimit the trigger's tokens; Head is its main word.
	First, Last, Head int
	// Clause is the index of the trigger's clause, syntax.None if it has none.
	Clause int
	// Generic is true where the kind is a guess from a word like "attack";
	// Effect where the word tells a result ("killed") rather than an act.
	Generic, Effect bool
	// Weak is true where the word often speaks of a state of things ("fighting").
	Weak bool
	// PlaceOwn and DateOwn are true where the mention's own clause or sentence
	// tells the place and the date, rather than what was said before.
	PlaceOwn, DateOwn bool
}

// RuleFinder finds event mentions by the trigger lexicon, the clause analysis and
// a model for what these doubt. It is safe for concurrent use.
type RuleFinder struct {
	words  *lexicon
	models *Models
}

// Find returns the mentions in order of position.
func (f *RuleFinder) Find(a *Analysis) []Mention {
	var out []Mention
	ts := f.words.findTriggers(a)
	for i, t := range ts {
		if f.models.admits(f.words, a, ts, i) {
			out = append(out, f.words.mention(a, t))
		}
	}
	f.words.placeMentions(a, out)
	out = spread(a, out)
	f.words.dateMentions(a, out)
	f.words.unbind(a, out)
	f.words.attribute(a, out)
	f.words.arm(a, out)
	f.words.addTolls(a, out)
	return out
}

// mention makes the mention of a trigger.
func (lx *lexicon) mention(a *Analysis, t trigger) Mention {
	m := Mention{First: t.first, Last: t.last, Head: t.head, Clause: t.clauseIndex}
	m.Sentence = t.sentence
	m.Trigger = a.Cite(t.first, t.last)
	m.Nominal = !t.verb
	m.Definite = !t.verb && definite(a, t)
	m.Effect = t.flags["effect"] || t.flags["effectnoun"]
	m.Generic = t.flags["generic"] || m.Effect
	m.Suicide = t.flags["suicide"]
	m.Weak = t.flags["weak"]
	m.Kind = lx.kindOf(a, t)
	m.Stage = lx.stageOf(a, t)
	m.Aggregate, m.Count = lx.aggregateOf(a, t)
	m.Anchor = anchorOf(a, t)
	m.Score = 0.5
	if t.weapon != "" {
		m.Weapons = []tocsin.Weapon{{Kind: t.weapon, Citation: m.Trigger, Score: 0.8}}
	}
	return m
}

// definite reports whether the trigger's noun phrase points back.
func definite(a *Analysis, t trigger) bool {
	np := a.NPAt(t.head)
	if np == syntax.None {
		return false
	}
	switch a.lower(a.NPs[np].First) {
	case "the", "this", "that", "these", "those", "its", "their", "his", "her":
		return true
	}
	return false
}

// anchorOf returns the short phrase around a trigger that names the incident:
// its noun phrase with what follows under "on", "in", "of" or "against", or the
// verb with its object.
func anchorOf(a *Analysis, t trigger) tocsin.Citation {
	first, last := t.first, t.last
	if np := a.NPAt(t.head); np != syntax.None && !t.verb {
		first, last = min(first, a.NPs[np].First), max(last, a.NPs[np].Last)
		if np+1 < len(a.NPs) && a.NPs[np+1].Prep == last && a.NPs[np+1].Last-first < 14 {
			last = a.NPs[np+1].Last
		}
	}
	if t.verb && t.clause != nil {
		if o := t.clause.Object; o != syntax.None && a.NPs[o].Last-first < 12 {
			last = max(last, a.NPs[o].Last)
		}
		if t.clause.Passive {
			first = min(first, t.clause.Group)
		}
	}
	return a.Cite(first, last)
}
