package extract

import (
	"strings"

	"tocsin"
	"tocsin/internal/syntax"
	"tocsin/internal/text"
)

// campaigns returns the campaigns that sentence s names: "Operation Inherent
// Resolve", `a campaign named "…"`.
func (lx *lexicon) campaigns(a *Analysis, s int) []tocsin.Assertion {
	var out []tocsin.Assertion
	sent := a.Sentences[s]
	for t := sent.First; t < sent.Last; t++ {
		first, last, ok := a.operationName(t, sent.Last)
		if !ok && lx.is("attrcampaign", a.lower(t)) {
			first, last, ok = lx.quotedName(a, t, sent.Last)
		}
		if !ok {
			continue
		}
		if x, found := lx.campaigner(a, s, t); found {
			name := strings.Trim(a.Of(a.Cover(first, last)), `,.“”"`)
			out = append(out, lx.assertion(a, tocsin.Campaign, x, name, t, a.Cover(first, last)))
		}
		t = last
	}
	return out
}

// operationName reads "Operation" and the words with capitals after it.
func (a *Analysis) operationName(t, last int) (int, int, bool) {
	if a.lower(t) != "operation" || !a.Tokens[t].Upper {
		return 0, 0, false
	}
	end := t + 1
	for end < last && end < t+5 && a.Tokens[end].Kind == text.Word && a.Tokens[end].Upper && !a.Tokens[end].Caps && a.lower(end) != "group" {
		end++
	}
	return t, end, end > t+1
}

// quotedName reads the quoted name after "campaign, named".
func (lx *lexicon) quotedName(a *Analysis, t, last int) (int, int, bool) {
	named := false
	for i := t + 1; i < min(last, t+7); i++ {
		switch w := a.lower(i); {
		case lx.is("attrnamed", w):
			named = true
		case isOpening(w) && named:
			for end := i + 1; end < min(last, i+12); end++ {
				if w := a.lower(end); w == "\"" || w == "”" {
					return i + 1, end, end > i+1
				}
			}
		}
	}
	return 0, 0, false
}

// campaigner returns whose campaign the name at tok is: the owner before it, the
// subject of its clause, else the last actor named before it in the sentence.
func (lx *lexicon) campaigner(a *Analysis, s, tok int) (tocsin.ActorMention, bool) {
	if np := a.NPAt(tok); np != syntax.None {
		if ms := a.namedIn(a.NPs[np].First, tok); len(ms) > 0 {
			return ms[len(ms)-1], true
		}
	}
	if c := a.clause(tok); c != nil {
		if x, ok := lx.subjectActor(a, c.Subject); ok {
			return x, true
		}
	}
	if ms := a.namedIn(a.Sentences[s].First, tok); len(ms) > 0 {
		return ms[len(ms)-1], true
	}
	return tocsin.ActorMention{}, false
}
