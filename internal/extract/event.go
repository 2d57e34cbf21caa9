package extract

import (
	"strings"

	"tocsin"
	"tocsin/internal/syntax"
)

// refuted reports whether the words say outright that trigger t tells no act: it
// is denied, only feared or wished for, or is a figure of speech, an accident or a
// general statement.
func (lx *lexicon) refuted(a *Analysis, t trigger) bool {
	return lx.negated(a, t) || lx.hypothetical(a, t) || lx.isFigure(a, t)
}

// doubts lists what speaks against trigger t's telling that something happened,
// was tried, foiled or specifically threatened: the demands of its entry that are not met.
func (lx *lexicon) doubts(a *Analysis, t trigger) []string {
	var out []string
	add := func(name string, so bool) {
		if so {
			out = append(out, name)
		}
	}
	add("modifies", lx.modifies(a, t))
	for _, list := range t.with {
		add("without."+list, !lx.inClause(a, t, list))
	}
	add("unarmed", t.flags["strictly"] && !lx.armedInClause(a, t))
	add("nopeople", t.flags["ofpeople"] && !lx.ofPeople(a, t))
	add("noplace", t.flags["ofplace"] && a.lower(t.last) != "of")
	if t.verb && t.clause != nil {
		if demand := lx.verbDoubt(a, t); demand != "" {
			add(demand, true)
		}
		return out
	}
	add("noun", !lx.nounTells(a, t))
	return out
}

// negated reports whether the act is denied to have happened: "did not attack",
// "no attack". A denial of having done it is an attribution, not a negation.
func (lx *lexicon) negated(a *Analysis, t trigger) bool {
	if t.verb && t.clause != nil && (t.clause.Negated || a.nobody(t.clause.Subject)) {
		return true
	}
	if !t.verb {
		if np := a.NPAt(t.head); np != syntax.None {
			w := a.lower(a.NPs[np].First)
			return w == "no" || w == "any" || w == "every" || w == "neither"
		}
	}
	return false
}

// nobody reports whether noun phrase i is one like "no priest" or "nobody".
func (a *Analysis) nobody(i int) bool {
	if i == syntax.None {
		return false
	}
	switch a.lower(a.NPs[i].First) {
	case "no", "nobody", "none", "neither":
		return true
	}
	return false
}

// hypothetical reports whether the act is only possible, wished for or to come.
func (lx *lexicon) hypothetical(a *Analysis, t trigger) bool {
	if t.verb && t.clause != nil {
		c := t.clause
		switch {
		case c.Modal == "would" || c.Modal == "could" || c.Modal == "might" || c.Modal == "may" || c.Modal == "should" || c.Modal == "must" || c.Modal == "can":
			return !c.Perfect && !lx.warned(a, t)
		case c.Future:
			return !lx.warned(a, t)
		case c.Sub != syntax.None && (a.lower(c.Sub) == "if" || a.lower(c.Sub) == "unless" || a.lower(c.Sub) == "whether"):
			return true
		}
		return false
	}
	for i := t.first - 1; i >= t.first-4 && i >= a.Sentences[t.sentence].First; i-- {
		if lx.is("wish", a.Words[i].Lemma) && (a.Words[i].IsVerb() && a.Words[i].Tag != syntax.VerbPart || a.lower(i+1) == "for" || a.lower(i+1) == "of") {
			return true
		}
		if lx.is("fear", a.Words[i].Lemma) || lx.is("fear", a.lower(i)) {
			return true
		}
		if lx.is("anniversary", a.lower(i)) {
			return false
		}
	}
	return false
}

// modifies reports whether a nominal trigger only modifies another noun
// ("attack helicopter", "ceasefire talks", "arrest warrant").
func (lx *lexicon) modifies(a *Analysis, t trigger) bool {
	if t.verb || t.last >= len(a.Tokens) {
		return false
	}
	np := a.NPAt(t.head)
	if np == syntax.None || a.NPs[np].Head == t.head || t.head > a.NPs[np].Head {
		return false
	}
	next := a.Words[t.last]
	return next.Tag == syntax.Noun && !lx.is("eventhead", next.Lemma)
}

// verbDoubt names the first demand of a verbal entry that is not met, "" where
// all are: people or a place as object, an armed subject, no infinitive of
// purpose.
func (lx *lexicon) verbDoubt(a *Analysis, t trigger) string {
	c := t.clause
	switch {
	case c.Verb != t.head && t.head == t.first:
		return "notverb"
	case t.flags["notthat"] && a.lower(t.last) == "that":
		return "that"
	case c.Kind == syntax.InfClause:
		if !lx.governed(a, t) {
			return "infinitive"
		}
	case c.Present && !c.Perfect && !c.Progressive && !a.Sentences[t.sentence].Title && t.sentence > 2 && !c.Passive:
		return "present"
	}
	return lx.sideDoubt(a, t)
}

// sideDoubt names the first demand of an entry on who acts and on whom that is
// not met, "" where all are.
func (lx *lexicon) sideDoubt(a *Analysis, t trigger) string {
	c := t.clause
	agent, patient := c.Subject, c.Object
	if c.Passive {
		agent, patient = c.Agent, c.Subject
	}
	if t.flags["settlement"] && !(patient != syntax.None && lx.isSettlement(a, patient)) {
		return "settlement"
	}
	if t.flags["place"] && (patient == syntax.None || !lx.isPlaceNP(a, patient) || lx.isPersons(a, patient)) {
		return "place"
	}
	if t.flags["vessel"] && !(patient != syntax.None && lx.is("vessel", a.Words[a.NPs[patient].Head].Lemma)) {
		return "vessel"
	}
	if (t.flags["person"] || t.kind == tocsin.Release) && !(patient != syntax.None && lx.isPeopleNP(a, patient)) && a.lower(t.last) != "dead" {
		return "person"
	}
	wanted := patient != syntax.None && lx.isWanted(a, patient) && (agent == syntax.None || agent == patient || !lx.isArmedNP(a, agent))
	if t.flags["byforce"] && !wanted && !(agent != syntax.None && lx.isForceNP(a, agent)) {
		return "byforce"
	}
	if t.flags["byarmed"] && (wanted || agent != syntax.None && lx.isForceNP(a, agent)) {
		return "byarmed"
	}
	if t.flags["light"] && !(agent != syntax.None && lx.isArmedNP(a, agent)) && !(t.words[0] == "go" && agent != syntax.None && lx.isWeaponNP(a, agent)) {
		return "light"
	}
	return ""
}

// isWanted reports whether noun phrase i names people whom forces seek, so that
// taking them is an arrest: "a suspected militant", "the gunmen".
func (lx *lexicon) isWanted(a *Analysis, i int) bool {
	if !lx.isPersons(a, i) && !lx.is("captee", a.Words[a.NPs[i].Head].Lemma) {
		return false
	}
	for t := a.NPs[i].First; t < a.NPs[i].Last; t++ {
		if lx.is("captee", a.Words[t].Lemma) || lx.is("captee", a.lower(t)) {
			return true
		}
	}
	return false
}

// isSettlement reports whether noun phrase i is a named place or a word for one
// that can be taken.
func (lx *lexicon) isSettlement(a *Analysis, i int) bool {
	for _, t := range a.toponymsIn(a.reach(i)) {
		if !t.Demonym && !t.Metonym && t.Place.Precision != tocsin.PrecisionCountry {
			return true
		}
	}
	return lx.is("settlement", a.Words[a.NPs[i].Head].Lemma)
}

// armedInClause reports whether an armed actor stands in the trigger's clause.
func (lx *lexicon) armedInClause(a *Analysis, t trigger) bool {
	for _, m := range a.actorsIn(scope(a, t)) {
		if armed(m) && !m.Modifier {
			return true
		}
	}
	return false
}

// ofPeople reports whether a nominal act is done to people: "the release of 12
// hostages", "their release".
func (lx *lexicon) ofPeople(a *Analysis, t trigger) bool {
	np := a.NPAt(t.head)
	if np == syntax.None {
		return false
	}
	if np+1 < len(a.NPs) && a.NPs[np+1].Of == np {
		return lx.isPeopleNP(a, np+1)
	}
	return a.Words[a.NPs[np].First].Tag == syntax.Poss
}

// isForceNP reports whether noun phrase i names a state's force, court or office.
func (lx *lexicon) isForceNP(a *Analysis, i int) bool {
	for _, m := range a.actorsOf(i) {
		switch m.Actor.Type {
		case tocsin.ActorPolice, tocsin.ActorMilitary, tocsin.ActorGovt, tocsin.ActorState, tocsin.ActorCourt:
			return true
		}
	}
	return lx.is("forcenoun", a.Words[a.NPs[i].Head].Lemma)
}

// inClause reports whether a word of the cue list stands in the trigger's clause.
func (lx *lexicon) inClause(a *Analysis, t trigger, list string) bool {
	first, last := a.Sentences[t.sentence].First, a.Sentences[t.sentence].Last
	if t.clause != nil {
		first, last = t.clause.First, t.clause.Last
	}
	for i := first; i < last; i++ {
		if lx.is(list, a.lower(i)) {
			return true
		}
	}
	return false
}

// governed reports whether an infinitive hangs on a verb that tells an attempt,
// a plot or a threat: "tried to blow up".
func (lx *lexicon) governed(a *Analysis, t trigger) bool {
	return lx.governor(a, t) != ""
}

// governor returns the cue list that the word before an infinitive is in.
func (lx *lexicon) governor(a *Analysis, t trigger) string {
	if t.clause == nil || t.clause.Kind != syntax.InfClause {
		return ""
	}
	c := t.clause
	for c.Joined != syntax.None {
		c = &a.Clauses[c.Joined]
	}
	for i := c.Group - 1; i >= a.Sentences[t.sentence].First && i >= c.Group-4; i-- {
		for _, cue := range []string{"attempt", "plot", "threaten"} {
			if lx.is(cue, a.Words[i].Lemma) || lx.is(cue, a.lower(i)) {
				return cue
			}
		}
	}
	return ""
}

// nounTells applies the demands of a nominal entry.
func (lx *lexicon) nounTells(a *Analysis, t trigger) bool {
	if t.flags["device"] || t.flags["actorword"] {
		return lx.deviceActs(a, t)
	}
	if t.flags["light"] {
		return len(a.actorsIn(a.sentenceSpan(t.sentence))) > 0
	}
	return true
}

// deviceActs reports whether a bomb or bomber is told to act: subject of a verb
// of effect ("a bomb killed 12"), or the means of one ("killed by a bomb"),
// where no other trigger of the clause tells it.
func (lx *lexicon) deviceActs(a *Analysis, t trigger) bool {
	np := a.NPAt(t.head)
	if np == syntax.None || t.clause == nil {
		return false
	}
	verb := a.Words[t.clause.Verb].Lemma
	if lx.wasDefused(a, t) {
		return true
	}
	if t.clause.Subject == np || t.clause.Agent == np || a.NPs[np].Prep != syntax.None {
		return lx.is("effectverb", verb)
	}
	return false
}

// wasDefused reports whether a device is told to have been made harmless: an
// attack that was begun and failed.
func (lx *lexicon) wasDefused(a *Analysis, t trigger) bool {
	np := a.NPAt(t.head)
	if np == syntax.None || t.clause == nil || !lx.is("founddevice", a.Words[t.clause.Verb].Lemma) {
		return false
	}
	return t.clause.Object == np || t.clause.Passive && t.clause.Subject == np
}

// isPlaceNP reports whether noun phrase i names a place.
func (lx *lexicon) isPlaceNP(a *Analysis, i int) bool {
	for _, t := range a.toponymsIn(a.reach(i)) {
		if !t.Demonym {
			return true
		}
	}
	return lx.is("placenoun", a.Words[a.NPs[i].Head].Lemma)
}

// reach returns the span of noun phrase i with the phrases that modify it by "of".
func (a *Analysis) reach(i int) tocsin.Span {
	s := a.NPSpan(i)
	for j := i + 1; j < len(a.NPs) && a.NPs[j].Prep == a.NPs[j-1].Last && j < i+3; j++ {
		switch a.lower(a.NPs[j].Prep) {
		case "of", "in", "near", "at", "to":
			s = s.Union(a.NPSpan(j))
			continue
		}
		break
	}
	return s
}

// isPersons reports whether the head of noun phrase i is a word for people.
func (lx *lexicon) isPersons(a *Analysis, i int) bool {
	_, ok := lx.people[a.Words[a.NPs[i].Head].Lemma]
	return ok
}

func (lx *lexicon) isPeopleNP(a *Analysis, i int) bool {
	np := a.NPs[i]
	head := a.Words[np.Head].Lemma
	if _, ok := lx.people[head]; ok || a.Words[np.Head].Tag == syntax.Pron || a.Words[np.Head].Tag == syntax.Num {
		return true
	}
	for _, m := range a.actorsOf(i) {
		if !m.Modifier && (!m.Generic || m.End > a.Tokens[np.Head].Start) {
			return true
		}
	}
	return false
}

func (lx *lexicon) isArmedNP(a *Analysis, i int) bool {
	for _, m := range a.actorsOf(i) {
		if armed(m) {
			return true
		}
	}
	return lx.isWeaponNP(a, i)
}

func armed(m tocsin.ActorMention) bool {
	switch m.Actor.Type {
	case tocsin.ActorArmed, tocsin.ActorMilitary, tocsin.ActorPolice, tocsin.ActorCoalition, tocsin.ActorGeneric, tocsin.ActorState:
		return true
	}
	return false
}

func (lx *lexicon) isWeaponNP(a *Analysis, i int) bool {
	np := a.NPs[i]
	for t := np.First; t < np.Last; t++ {
		if lx.weapons[a.Words[t].Lemma] != "" {
			return true
		}
	}
	return false
}

// stageOf tells how far the act got.
func (lx *lexicon) stageOf(a *Analysis, t trigger) tocsin.Stage {
	if t.flags["attempt"] || t.flags["device"] && lx.wasDefused(a, t) {
		return tocsin.Attempted
	}
	switch lx.governor(a, t) {
	case "attempt":
		return tocsin.Attempted
	case "plot":
		return tocsin.Foiled
	case "threaten":
		return tocsin.Threatened
	}
	if t.verb && lx.warned(a, t) {
		return tocsin.Threatened
	}
	if t.verb {
		return tocsin.Accomplished
	}
	return lx.nounStage(a, t)
}

// warned reports whether an act to come is announced or warned of, and specific
// in its place: "warned that the group would attack the stadium in Doha".
func (lx *lexicon) warned(a *Analysis, t trigger) bool {
	c := t.clause
	f := a.frameOf(t.head)
	if c == nil || f == nil || c.Modal == "" || c.Perfect || !lx.is("threaten", a.Words[f.Verb].Lemma) {
		return false
	}
	for _, top := range a.toponymsIn(a.Cover(c.First, c.Last)) {
		if !top.Demonym && !top.Metonym && !wide(&top.Place) {
			return true
		}
	}
	return false
}

// nounStage looks at what is done to a nominal act: "foiled an attack", "an
// attempted bombing", "a plot to".
func (lx *lexicon) nounStage(a *Analysis, t trigger) tocsin.Stage {
	if c := t.clause; c != nil && lx.is("foil", a.Words[c.Verb].Lemma) {
		np := a.NPAt(t.head)
		if c.Verb < t.first && t.first-c.Verb < 7 && (np == syntax.None || a.NPs[np].Prep == syntax.None || lx.is("planlink", a.lower(a.NPs[np].Prep))) || c.Passive && np != syntax.None && c.Subject == np {
			return tocsin.Foiled
		}
	}
	for i := t.first - 1; i >= t.first-3 && i >= a.Sentences[t.sentence].First; i-- {
		w := a.lower(i)
		switch {
		case lx.is("foil", w):
			return tocsin.Foiled
		case lx.is("attempt", w):
			return tocsin.Attempted
		case w == "plot" || w == "planned" || w == "planning":
			return tocsin.Foiled
		}
	}
	if w := a.lower(t.last); w == "plot" || w == "plots" {
		return tocsin.Foiled
	}
	return tocsin.Accomplished
}

// aggregateOf tells whether the trigger sums several acts, and how many.
func (lx *lexicon) aggregateOf(a *Analysis, t trigger) (bool, *tocsin.Count) {
	if t.flags["aggregate"] {
		return true, nil
	}
	np := a.NPAt(t.head)
	if t.verb || np == syntax.None || !strings.HasSuffix(a.lower(t.head), "s") || t.flags["actorword"] || t.flags["device"] {
		return false, nil
	}
	for _, n := range a.numeralsIn(a.NPSpan(np)) {
		if !n.Counts() {
			continue
		}
		if n.High == nil || *n.High > 2 {
			c := tocsin.Cite(a.Text, tocsin.Span{Start: n.Start, End: a.Tokens[t.last-1].End})
			return true, &tocsin.Count{Quantity: n.Quantity, Citation: c, Score: 0.7}
		}
		return false, nil
	}
	return t.flags["plural"], nil
}
