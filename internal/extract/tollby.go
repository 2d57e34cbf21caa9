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
}

// of returns who gives headcount h: the speaker of the frame that holds it, who
// spoke before where the speaker is a pronoun, else the article.
func (ts *tollSpeakers) of(h headcount) string {
	np := ts.speakerOf(h.pred)
	if np == syntax.None {
		return tocsin.ByArticle
	}
	if who, ok := ts.name(np); ok {
		ts.last = who
		return who
	}
	if ts.a.Words[ts.a.NPs[np].Head].Tag == syntax.Pron && ts.last != "" {
		return ts.last
	}
	return tocsin.ByArticle
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
	if !ok {
		who, ok = ts.speaker(ts.a, np)
		who = strings.TrimPrefix(strings.TrimPrefix(who, "the "), "The ")
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

// actor returns the actor named in noun phrase np.
func (ts *tollSpeakers) actor(np int) (string, bool) {
	s := ts.a.NPSpan(np)
	for _, m := range ts.a.Actors {
		if m.Start >= s.End {
			break
		}
		if m.Overlaps(s) && !m.Generic && !m.Anaphor {
			return m.Actor.Name, true
		}
	}
	return "", false
}
