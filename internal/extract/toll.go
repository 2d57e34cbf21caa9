package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// addTolls finds the tolls of the text and gives each to the mention that it
// belongs to.
func (lx *lexicon) addTolls(a *Analysis, ms []Mention) {
	for _, t := range lx.tolls(a) {
		if i := lx.owner(a, ms, t); i >= 0 {
			ms[i].Tolls = append(ms[i].Tolls, t.Toll)
		}
	}
}

// tollMention is a toll with where it stands.
type tollMention struct {
	tocsin.Toll
	tok, sentence int
}

// tolls finds people counted with a verb of effect: "killed 12 civilians", "12
// were wounded", "leaving 40 dead".
func (lx *lexicon) tolls(a *Analysis) []tollMention {
	var out []tollMention
	for i := range a.Clauses {
		c := &a.Clauses[i]
		what := effectOf(a.Words[c.Verb].Lemma)
		if what == "" || c.Negated {
			continue
		}
		patient := c.Object
		if c.Passive || a.Words[c.Verb].Lemma == "die" {
			patient = c.Subject
		}
		if patient == syntax.None {
			continue
		}
		if t, ok := lx.tollOf(a, patient, what); ok {
			out = append(out, tollMention{t, a.NPs[patient].Head, c.Sentence})
		}
	}
	for i := range a.NPs {
		np := a.NPs[i]
		what := tocsin.Effect("")
		switch w := a.lower(np.Last); {
		case w == "dead" || w == "deaths" || w == "fatalities":
			what = tocsin.Killed
		case w == "wounded" || w == "injured" || w == "hurt":
			what = tocsin.Injured
		}
		if what == "" || a.ClauseAt(np.Last) != syntax.None && a.Clauses[a.ClauseAt(np.Last)].Verb == np.Last {
			continue
		}
		if t, ok := lx.tollOf(a, i, what); ok {
			out = append(out, tollMention{t, np.Head, a.SentenceAt(a.Tokens[np.Head].Start)})
		}
	}
	return out
}

func effectOf(verb string) tocsin.Effect {
	switch verb {
	case "kill", "murder", "massacre", "execute", "behead", "slaughter", "die", "assassinate":
		return tocsin.Killed
	case "wound", "injure", "hurt":
		return tocsin.Injured
	case "abduct", "kidnap":
		return tocsin.Abducted
	case "arrest", "detain", "apprehend":
		return tocsin.Arrested
	case "free", "release", "rescue":
		return tocsin.Freed
	}
	return ""
}

// tollOf reads the number and the people of a noun phrase.
func (lx *lexicon) tollOf(a *Analysis, np int, what tocsin.Effect) (tocsin.Toll, bool) {
	s := a.NPSpan(np)
	for _, n := range a.numeralsIn(s) {
		if !n.Counts() {
			continue
		}
		by := tocsin.ByArticle
		if f := a.frameOf(a.NPs[np].Head); f != nil && f.Speaker != syntax.None {
			if who, ok := lx.speaker(a, f.Speaker); ok {
				by = who
			}
		}
		whom := tocsin.All
		if p, ok := lx.people[a.Words[a.NPs[np].Head].Lemma]; ok {
			whom = tocsin.Part(p.whom)
		}
		return tocsin.Toll{What: what, Quantity: n.Quantity, Whom: whom, By: by, Citation: tocsin.Cite(a.Text, s), Score: 0.7}, true
	}
	return tocsin.Toll{}, false
}

// owner returns the mention that a toll belongs to: the nearest in its
// sentence, else the last before it; -1 if there is none.
func (lx *lexicon) owner(a *Analysis, ms []Mention, t tollMention) int {
	best, gap := -1, 0
	for i := range ms {
		if ms[i].Sentence > t.sentence {
			break
		}
		g := ms[i].Head - t.tok
		if g < 0 {
			g = -g
		}
		if ms[i].Sentence < t.sentence {
			g += 1000 * (t.sentence - ms[i].Sentence)
		}
		if ms[i].Kind.Answer() != (t.What == tocsin.Arrested || t.What == tocsin.Freed) {
			g += 500
		}
		if best < 0 || g <= gap {
			best, gap = i, g
		}
	}
	return best
}
