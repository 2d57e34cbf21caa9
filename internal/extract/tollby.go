package extract

import (
	"strings"

	"tocsin"
	"tocsin/internal/syntax"
)

// tollSpeakers tells who gives the figures; headcounts come in order of position.
type tollSpeakers struct {
	*lexicon
	a *Analysis
	// last is who spoke last by name or office; people map the names of those
	// who speak for an organisation to it.
	last   string
	people map[string]string
	// sentence is where somebody named spoke last.
	sentence int
	// bodies are the bodies of monitors that the report names.
	bodies map[string]bool
}

func newTollSpeakers(lx *lexicon, a *Analysis) *tollSpeakers {
	ts := &tollSpeakers{lexicon: lx, a: a, people: map[string]string{}, sentence: -1, bodies: map[string]bool{}}
	for _, m := range a.Actors {
		if m.Actor.Type == tocsin.ActorNGO && !m.Generic && !m.Anaphor {
			ts.bodies[m.Actor.Name] = true
		}
	}
	return ts
}

// of returns who gives headcount h: the speaker of the frame that holds it, who
// spoke before where the speaker is a pronoun, else the article.
func (ts *tollSpeakers) of(h headcount) string {
	np := ts.speakerOf(h.pred)
	if np == syntax.None {
		np = ts.outlet(h.sentence)
	}
	if np == syntax.None {
		if ts.bodies[ts.last] && ts.sentence == h.sentence-1 && ts.a.Sentences[h.sentence].Paragraph == ts.a.Sentences[ts.sentence].Paragraph {
			return ts.last // what follows a monitor in its paragraph is mostly from it too
		}
		return tocsin.ByArticle
	}
	if who, ok := ts.name(np); ok {
		if ts.is("tollmonitor", ts.a.Words[ts.a.NPs[np].Head].Lemma) {
			who = ts.monitor(who)
		}
		ts.last, ts.sentence = who, h.sentence
		return who
	}
	if ts.a.Words[ts.a.NPs[np].Head].Tag == syntax.Pron {
		if who, ok := ts.spokeBefore(h.sentence); ok {
			ts.last, ts.sentence = who, h.sentence
			return who
		}
		if ts.last != "" {
			return ts.last
		}
	}
	return tocsin.ByArticle
}

// spokeBefore returns who was last named as a speaker in the sentence before s,
// whether or not a figure was given there: whom "He said 12 had died" means.
func (ts *tollSpeakers) spokeBefore(s int) (string, bool) {
	if s == 0 {
		return "", false
	}
	frames := ts.a.Sents[s-1].Frames
	for i := frames[1] - 1; i >= frames[0]; i-- {
		np := ts.a.Frames[i].Speaker
		if np == syntax.None || ts.a.Words[ts.a.NPs[np].Head].Tag == syntax.Pron {
			continue
		}
		if who, ok := ts.name(np); ok {
			return who, true
		}
	}
	return "", false
}

// outlet returns the noun phrase of "…, reports the Daily Times", syntax.None if
// the sentence has none.
func (ts *tollSpeakers) outlet(s int) int {
	sent := ts.a.Sentences[s]
	for t := sent.Last - 2; t > sent.First; t-- {
		if w := ts.a.lower(t); w != "reports" && w != "reported" {
			continue
		}
		np := ts.a.NPAt(t + 1)
		if np != syntax.None && ts.a.NPs[np].First == t+1 && ts.isOutlet(np) {
			return np
		}
	}
	return syntax.None
}

// isOutlet reports whether noun phrase np names an outlet rather than a person.
func (ts *tollSpeakers) isOutlet(np int) bool {
	if _, ok := ts.actor(np); ok {
		return true
	}
	for t := ts.a.NPs[np].First; t < ts.a.NPs[np].Last; t++ {
		if ts.is("tolloutlet", ts.a.lower(t)) {
			return true
		}
	}
	return false
}

// monitor returns the only body of monitors that the report names, for "the
// monitor said"; who where there is none or more.
func (ts *tollSpeakers) monitor(who string) string {
	if len(ts.bodies) != 1 {
		return who
	}
	for name := range ts.bodies {
		who = name
	}
	return who
}

// speakerOf returns the noun phrase that says what token tok tells, syntax.None
// if nobody is named: that of the shortest frame that is not denied.
func (ts *tollSpeakers) speakerOf(tok int) int {
	best, size := syntax.None, 0
	s := ts.a.SentenceOf(tok)
	if s == len(ts.a.Sents) {
		return best
	}
	for i := ts.a.Sents[s].Frames[0]; i < ts.a.Sents[s].Frames[1]; i++ {
		f := &ts.a.Frames[i]
		if tok < f.Content[0] || tok >= f.Content[1] {
			continue
		}
		np := f.Speaker
		if c := ts.a.clause(f.Verb); c != nil && c.Verb == f.Verb {
			if c.Negated {
				continue
			}
			if ts.a.Words[f.Verb].Lemma == "tell" && !c.Passive {
				np = c.Subject // what follows is who is told
			}
		}
		if n := f.Content[1] - f.Content[0]; np != syntax.None && (best == syntax.None || n < size) {
			best, size = np, n
		}
	}
	return best
}

// name returns the organisation or office that noun phrase np names, or that
// the person it names was said to speak for.
func (ts *tollSpeakers) name(np int) (string, bool) {
	who, ok := ts.actor(np)
	if !ok && ts.outlet(ts.a.SentenceAt(ts.a.NPSpan(np).Start)) == np {
		who, ok = ts.a.Of(ts.a.NPSpan(np)), true
	}
	if !ok {
		if who, ok = ts.speaker(ts.a, np); ok {
			who = ts.office(np)
		}
	}
	for t := ts.a.NPs[np].First; t < ts.a.NPs[np].Last; t++ {
		if ts.a.Words[t].Tag != syntax.Proper {
			continue
		}
		w := ts.a.lower(t)
		switch spokesFor := ts.people[w]; {
		case ok && !strings.Contains(strings.ToLower(who), w):
			ts.people[w] = who
		case !ok && spokesFor != "":
			return spokesFor, true
		}
	}
	return who, ok
}

// office returns the words of noun phrase np without its article, with what
// says of which body they are: "source at the police command".
func (ts *tollSpeakers) office(np int) string {
	const longest = 60 // bytes
	s := ts.a.reach(np)
	if s.Len() > longest {
		s = ts.a.NPSpan(np)
	}
	who := ts.a.Of(s)
	for _, article := range []string{"the ", "The ", "a ", "A ", "an ", "An "} {
		if cut, ok := strings.CutPrefix(who, article); ok {
			return cut
		}
	}
	return who
}

// actor returns the actor named in noun phrase np.
func (ts *tollSpeakers) actor(np int) (string, bool) {
	s := ts.a.NPSpan(np)
	for _, m := range ts.a.actorsFrom(s.Start) {
		if m.Start >= s.End {
			break
		}
		if m.Overlaps(s) && !m.Generic && !m.Anaphor {
			return m.Actor.Name, true
		}
	}
	return "", false
}
