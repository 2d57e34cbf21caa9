package extract

import (
	"strings"

	"tocsin"
)

// affiliations returns who is said in sentence s to be a branch or an ally of
// whom.
func (lx *lexicon) affiliations(a *Analysis, s int) []tocsin.Assertion {
	ms := a.actorsIn(a.sentenceSpan(s))
	var out []tocsin.Assertion
	for i, x := range ms {
		if x.Generic || x.Actor.Type == tocsin.ActorIGO {
			continue
		}
		if parent, ok := lx.branchName(a, x); ok {
			out = append(out, lx.assertion(a, tocsin.Affiliation, x, parent, a.TokenAt(x.Start), x.Span))
		}
		for j := i + 1; j < len(ms) && j <= i+2; j++ {
			y := ms[j]
			if y.Generic || y.Actor.Name == x.Actor.Name || isState(y) && !isState(x) && !lx.allied(a, x, y) {
				continue
			}
			branch, whole, ok := lx.tied(a, x, y)
			if ok && bears(whole) && (!isState(whole) && !isState(branch) || lx.allied(a, x, y)) {
				out = append(out, lx.assertion(a, tocsin.Affiliation, branch, whole.Actor.Name, a.TokenAt(x.Start), x.Span.Union(y.Span)))
			}
			break
		}
	}
	return out
}

func isState(m tocsin.ActorMention) bool { return m.Actor.Type == tocsin.ActorState }

// allied reports whether the words between two actors, or after the second,
// speak of an ally: states have allies, not branches.
func (lx *lexicon) allied(a *Analysis, x, y tocsin.ActorMention) bool {
	_, from := a.TokenRange(x.Span)
	_, end := a.TokenRange(y.Span)
	return lx.hasCue(a, "attrally", from, min(end+2, len(a.Tokens)))
}

// bears reports whether an actor can have branches: groups, parties and states,
// not their offices.
func bears(m tocsin.ActorMention) bool {
	switch m.Actor.Type {
	case tocsin.ActorGovt, tocsin.ActorPolice, tocsin.ActorCourt, tocsin.ActorIGO, tocsin.ActorSource, tocsin.ActorNGO:
		return false
	}
	return true
}

// branchName reports whether a name itself tells that its bearer is a branch:
// "the Islamic State's Khorasan branch", and of whom.
func (lx *lexicon) branchName(a *Analysis, m tocsin.ActorMention) (string, bool) {
	if m.Actor.Parent == "" || m.Anaphor {
		return "", false
	}
	first, last := a.TokenRange(m.Span)
	if !lx.hasCue(a, "attrbranch", first, min(last+1, len(a.Tokens))) {
		return "", false
	}
	for _, other := range a.Actors {
		if other.Actor.ID == m.Actor.Parent {
			return other.Actor.Name, true
		}
	}
	return "", false
}

// tied tells from the words between two actors, and after the second, whether
// one is a branch or an ally of the other.
func (lx *lexicon) tied(a *Analysis, x, y tocsin.ActorMention) (branch, whole tocsin.ActorMention, ok bool) {
	_, from := a.TokenRange(x.Span)
	to, end := a.TokenRange(y.Span)
	gap := words(a, from, to)
	if tail, ok := strings.CutPrefix(a.Of(tocsin.Span{Start: x.End, End: a.Tokens[from-1].End}), "-"); ok && lx.is("attrtied", strings.ToLower(tail)) && len(gap) <= 3 {
		return y, x, true // "al-Qaeda-linked Nusra Front"
	}
	switch {
	case len(gap) == 0 || len(gap) > 9:
		return x, y, false
	case lx.isTie(gap):
		return y, x, true // "al-Qaeda-linked Nusra Front", "al-Qaeda affiliate Nusra Front"
	case len(gap) > 2 && gap[len(gap)-1] == "of" && lx.is("attrbranch", gap[len(gap)-2]) && (gap[0] == "," || gap[0] == "is"):
		return x, y, true // "JNIM, a branch of al-Qaeda"
	case lx.pledged(gap):
		return x, y, true // "has sworn loyalty to"
	case lx.is("attrbranch", a.lower(end)) || lx.is("attrbranch", a.lower(end+1)) && !isPlain(a.lower(end)):
		// "Nusra Front, al-Qaeda's affiliate in Syria"
		if strings.Trim(strings.Join(gap, ""), ",(–-") == "" {
			return x, y, true
		}
	case lx.is("attrbranch", lastWord(gap)) && (lx.is("attrits", gap[0]) || len(gap) > 1 && lx.is("attrits", gap[1])):
		return y, x, true // "the PKK and its wing, the YPG"
	}
	return x, y, false
}

// lastWord returns the last of the words that is no comma, "" if there is none.
func lastWord(gap []string) string {
	for i := len(gap) - 1; i >= 0; i-- {
		if gap[i] != "," {
			return gap[i]
		}
	}
	return ""
}

// isPlain reports whether a word ends the reach of a name before it.
func isPlain(w string) bool {
	switch w {
	case ",", ".", "and", "or", "in", "on", "at", "to", "of", "with", "by", "from", "has", "have", "was", "were", "is", "said":
		return true
	}
	return false
}

// isTie reports whether the words between two names only tell that the second
// belongs to the first.
func (lx *lexicon) isTie(gap []string) bool {
	tie := false
	for _, w := range gap {
		tail := w[strings.LastIndex(w, "-")+1:]
		switch {
		case lx.is("attrtied", tail) && (strings.Contains(w, "-") || len(gap) <= 3) || lx.is("attrbranch", w) && w != "province":
			tie = true
		case isPlain(w), lx.is("attrits", w):
			return false
		}
	}
	return tie && len(gap) <= 5
}

// pledged reports whether the words between two names tell that the first gave
// itself to the second.
func (lx *lexicon) pledged(gap []string) bool {
	vow, to := false, false
	for i, w := range gap {
		vow = vow || lx.is("attrpledge", w)
		to = i == len(gap)-1 && (w == "to" || w == "of") || to
		if i >= len(gap)-2 && w == "to" {
			to = true
		}
	}
	return vow && to
}

// words returns the tokens [first, last) in lower case, clitics left out.
func words(a *Analysis, first, last int) []string {
	var out []string
	for t := first; t < last; t++ {
		if w := a.lower(t); w != "'s" && w != "’s" && w != "the" {
			out = append(out, w)
		}
	}
	return out
}
