package extract

import (
	"strings"

	"tocsin"
	"tocsin/internal/syntax"
)

// tollSpeakers tells who gives the figures, sentence by sentence.
type tollSpeakers struct {
	*lexicon
	a *Analysis
	// last is who spoke last by name or office.
	last string
	s    int
}

// enter goes on to sentence s; sentences come in order.
func (ts *tollSpeakers) enter(s int) { ts.s = s }

// of returns who gives headcount h: the speaker of the frame that holds it, who
// spoke before where the speaker is a pronoun, else the article.
func (ts *tollSpeakers) of(h headcount) string {
	by := tocsin.ByArticle
	if f := ts.a.frameOf(h.pred); f != nil && f.Speaker != syntax.None {
		if who, ok := ts.name(f.Speaker); ok {
			ts.last = who
			by = who
		} else if ts.a.Words[ts.a.NPs[f.Speaker].Head].Tag == syntax.Pron && ts.last != "" {
			by = ts.last
		}
	}
	return by
}

// name returns the organisation or office that noun phrase np names.
func (ts *tollSpeakers) name(np int) (string, bool) {
	s := ts.a.NPSpan(np)
	for _, m := range ts.a.Actors {
		if m.Start >= s.End {
			break
		}
		if m.Overlaps(s) && !m.Generic && !m.Anaphor {
			return m.Actor.Name, true
		}
	}
	if who, ok := ts.speaker(ts.a, np); ok {
		return strings.TrimPrefix(strings.TrimPrefix(who, "the "), "The "), true
	}
	return "", false
}
