package extract

import (
	"sort"
	"strings"

	"tocsin"
	"tocsin/internal/syntax"
)

// stance tells how the report holds that ag did what token tok tells, and who
// says so: the speaker of the frame of speech around it, else the article.
func (lx *lexicon) stance(a *Analysis, tok int, ag tocsin.ActorMention) (tocsin.Stance, string) {
	stance, by := tocsin.Reported, tocsin.ByArticle
	if f := a.frameOf(tok); f != nil && f.Speaker != syntax.None {
		stance, by = lx.frameStance(a, f, ag)
	}
	if (lx.doubted(a, ag) || lx.doubtedAct(a, tok)) && (stance == tocsin.Reported || stance == tocsin.Blamed) {
		stance = tocsin.Suspected
	}
	return stance, by
}

// frameStance tells what it makes of ag's part that the speaker of frame f
// says so: a claim by ag itself, a finding of those who inquire, else blame.
func (lx *lexicon) frameStance(a *Analysis, f *syntax.Frame, ag tocsin.ActorMention) (tocsin.Stance, string) {
	who, ok := lx.speaker(a, f.Speaker)
	verb := a.Words[f.Verb].Lemma
	switch {
	case lx.is("attrassess", verb) && lx.inquires(a, f.Speaker):
		if !ok || a.Words[a.NPs[f.Speaker].Head].Lemma == "evidence" {
			who = tocsin.ByArticle
		}
		return tocsin.Assessed, who
	case !ok:
		return tocsin.Reported, tocsin.ByArticle
	case lx.speaksFor(a, f.Speaker, ag):
		return tocsin.Claimed, tocsin.BySelf
	}
	return tocsin.Blamed, who
}

// speaksFor reports whether noun phrase np names ag, one of its offices or its
// outlet.
func (lx *lexicon) speaksFor(a *Analysis, np int, ag tocsin.ActorMention) bool {
	if ag.Generic {
		return false
	}
	for _, m := range lx.voices(a, np) {
		if m.Generic || m.Modifier {
			continue
		}
		if m.Actor.Name == ag.Actor.Name || m.Actor.ID != "" && m.Actor.Parent == ag.Actor.ID || ofOneState(m, ag) {
			return true
		}
	}
	return false
}

// ofOneState reports whether two actors are the state, its forces or offices of
// one country: what the ministry says of the army, the state says of itself.
func ofOneState(x, y tocsin.ActorMention) bool {
	return x.Actor.Country != "" && x.Actor.Country == y.Actor.Country && official(x) && official(y)
}

func official(m tocsin.ActorMention) bool {
	switch m.Actor.Type {
	case tocsin.ActorState, tocsin.ActorGovt, tocsin.ActorMilitary:
		return true
	}
	return false
}

// inquires reports whether those of noun phrase np find facts by office: a
// court, an inquiry, investigators, analysts.
func (lx *lexicon) inquires(a *Analysis, np int) bool {
	for _, m := range a.actorsOf(np) {
		if m.Actor.Type == tocsin.ActorCourt {
			return true
		}
	}
	return lx.is("attrinquiry", a.Words[a.NPs[np].Head].Lemma)
}

// frameOf returns the innermost frame of speech whose content holds token tok,
// else the one that runs on into its sentence.
func (a *Analysis) frameOf(tok int) *syntax.Frame {
	if f := a.FrameAt(tok); f != syntax.None {
		return &a.Frames[f]
	}
	if s := a.SentenceOf(tok); s < len(a.speech) && a.speech[s] != syntax.None {
		return &a.Frames[a.speech[s]]
	}
	return nil
}

// speaker names who speaks, if that is an organisation or an office.
func (lx *lexicon) speaker(a *Analysis, np int) (string, bool) {
	switch a.lower(a.NPs[np].First) {
	case "no", "his", "her", "my", "any":
		return "", false
	}
	ms := lx.voices(a, np)
	for i := len(ms) - 1; i >= 0; i-- {
		if !ms[i].Generic && !ms[i].Modifier {
			return ms[i].Actor.Name, true
		}
	}
	if a.namesPerson(np) {
		return "", false
	}
	if office, ok := lx.officeBefore(a, np); ok {
		return office, true
	}
	if lx.is("office", a.Words[a.NPs[np].Head].Lemma) || lx.officeLike(a, np) {
		return undetermined(a.Of(a.NPSpan(np))), true
	}
	return "", false
}

// namesPerson reports whether noun phrase i has a person's name in it: after a
// form of address, or as the owner of what is named ("Mr. Uribe's term").
func (a *Analysis) namesPerson(i int) bool {
	np := a.NPs[i]
	for t := np.First; t < np.Last; t++ {
		switch a.lower(t) {
		case "mr", "mrs", "ms", "dr", "sir", "lady":
			return true
		}
		if a.Words[t].Tag == syntax.Proper && t+1 < np.Last && a.Words[t+1].Tag == syntax.Poss && len(a.toponymsIn(a.Tokens[t].Span)) == 0 {
			return true
		}
	}
	return false
}

// voices returns the actors of the noun phrase that speaks: its own, those of
// what it belongs to ("a spokesman for the Taliban"), of the office that a
// person's name stands beside, or that a pronoun stands for.
func (lx *lexicon) voices(a *Analysis, np int) []tocsin.ActorMention {
	if ms := a.actorsOf(np); len(ms) > 0 {
		return ms
	}
	for j := np + 1; j < len(a.NPs) && j <= np+2 && a.NPs[j].Prep == a.NPs[j-1].Last; j++ {
		if ms := a.actorsOf(j); len(ms) > 0 && lx.is("attroffice", a.lower(a.NPs[j].Prep)) {
			return ms
		}
	}
	if a.Words[a.NPs[np].Head].Tag == syntax.Pron {
		return lx.lastVoice(a, np)
	}
	if np > 0 && a.Words[a.NPs[np].Head].Tag == syntax.Proper && a.lower(a.NPs[np].First-1) == "," && a.NPs[np-1].Last == a.NPs[np].First-1 {
		return a.actorsOf(np - 1)
	}
	return nil
}

// voiceReach is how many sentences back a pronoun's speaker is looked for.
const voiceReach = 3

// lastVoice returns the actors that spoke last before the pronoun np.
func (lx *lexicon) lastVoice(a *Analysis, np int) []tocsin.ActorMention {
	s := a.SentenceOf(a.NPs[np].First)
	for i := a.Sents[s].Frames[0] - 1; i >= 0; i-- {
		f := &a.Frames[i]
		if f.Speaker == syntax.None || f.Speaker == np {
			continue
		}
		if f.Sentence < s-voiceReach {
			break
		}
		if ms := a.actorsOf(f.Speaker); len(ms) > 0 {
			return ms
		}
	}
	return nil
}

// undetermined drops the article that a name begins with.
func undetermined(name string) string {
	for _, det := range []string{"the ", "a ", "an ", "this ", "that ", "these ", "those "} {
		if len(name) > len(det) && strings.EqualFold(name[:len(det)], det) {
			return name[len(det):]
		}
	}
	return name
}

// doubted reports whether an actor is named with doubt ("suspected militants"),
// as one of two ("Russian or Syrian jets").
func (lx *lexicon) doubted(a *Analysis, ag tocsin.ActorMention) bool {
	first, last := a.TokenRange(ag.Span)
	for i := first; i >= first-3 && i >= 0; i-- {
		if lx.is("doubt", a.lower(i)) {
			return true
		}
	}
	return a.lower(first-1) == "or" && a.actorNear(first-2) || a.lower(last) == "or" && a.actorNear(last+1)
}

// actorNear reports whether token tok belongs to an actor that acts.
func (a *Analysis) actorNear(tok int) bool {
	if tok < 0 || tok >= len(a.Tokens) {
		return false
	}
	at := a.Tokens[tok].Start
	i := sort.Search(len(a.Actors), func(i int) bool { return a.Actors[i].End > at })
	for ; i < len(a.Actors) && a.Actors[i].Start <= at; i++ {
		if !a.Actors[i].Generic {
			return true
		}
	}
	return false
}

// officeLike reports whether a noun phrase describes a speaker rather than
// names a person: "the surgeon", "two officers".
func (lx *lexicon) officeLike(a *Analysis, np int) bool {
	head := a.NPs[np].Head
	lemma := a.Words[head].Lemma
	if _, people := lx.people[lemma]; people || lx.is("attrprivate", lemma) || lx.is("actnoun", lemma) || lx.weapons[lemma] != "" {
		return false
	}
	first := a.NPs[np].First
	if a.Words[head].Tag == syntax.Proper {
		return a.lower(first) == "the"
	}
	for t := first + 1; t <= head; t++ {
		if strings.ToLower(a.Of(a.Tokens[t].Span)) != a.Of(a.Tokens[t].Span) {
			return false // a person's name
		}
	}
	return a.Words[head].Tag == syntax.Noun && (head > first || !a.Tokens[head].Upper || first == a.Sentences[a.SentenceOf(first)].First)
}

// doubtedAct reports whether the act at tok is told with doubt: "alleged
// attacks", "police suspect that he was killed".
func (lx *lexicon) doubtedAct(a *Analysis, tok int) bool {
	if s := a.SentenceOf(tok); s < len(a.Sentences) && lx.hasWord(a, "attrhedge", max(tok-9, a.Sentences[s].First), tok) {
		return true
	}
	np := a.NPAt(tok)
	return np != syntax.None && lx.hasCue(a, "attrdoubt", a.NPs[np].First, tok)
}

// officeBefore returns the office that stands before a person's name: "security
// adviser" of "security adviser John Doe".
func (lx *lexicon) officeBefore(a *Analysis, np int) (string, bool) {
	n := a.NPs[np]
	if a.Words[n.Head].Tag != syntax.Proper && !a.Tokens[n.Head].Upper {
		return "", false
	}
	last := n.First
	for last < n.Head && (last == n.First || !a.Tokens[last].Upper) {
		last++
	}
	if last == n.First || last > n.Head || a.Words[last-1].Tag != syntax.Noun {
		return "", false
	}
	lemma := a.Words[last-1].Lemma
	if _, people := lx.people[lemma]; people && !lx.is("office", lemma) || lx.is("attrprivate", lemma) {
		return "", false
	}
	return undetermined(a.Of(a.Cover(n.First, last))), true
}

// hasWord reports whether one of the tokens [first, last) is in the cue list as
// it is written.
func (lx *lexicon) hasWord(a *Analysis, list string, first, last int) bool {
	for t := first; t < last; t++ {
		if lx.is(list, a.lower(t)) {
			return true
		}
	}
	return false
}
