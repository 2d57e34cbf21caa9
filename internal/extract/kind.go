package extract

import (
	"strings"

	"tocsin"
	"tocsin/internal/syntax"
)

// kindOf settles the kind of a trigger from its entry and its surroundings.
func (lx *lexicon) kindOf(a *Analysis, t trigger) tocsin.Kind {
	k := lx.plainKind(a, t)
	if !k.Answer() && lx.chemical(a, t) {
		return tocsin.ChemicalAttack
	}
	if !k.Answer() && precedes(tocsin.Assassination, k) && lx.slaysLeader(a, t) {
		return tocsin.Assassination
	}
	return k
}

// chemicalReach is how far past its clause a toxic agent may be told: "fired
// missiles | containing toxic gas".
const chemicalReach = 6

// chemical reports whether the clause tells of a toxic agent; however it is
// delivered, that decides the kind. In a report on chemical attacks a bare
// "attack" is one.
func (lx *lexicon) chemical(a *Analysis, t trigger) bool {
	if a.toxic && t.flags["generic"] && !t.flags["effect"] && lx.weaponKind(a, t) == "" {
		return true
	}
	first, last := a.TokenRange(scope(a, t))
	last = min(last+chemicalReach, a.Sentences[t.sentence].Last)
	for i := first; i < last; i++ {
		if lx.weaponAt(a, i) == "chemical" {
			return true
		}
	}
	return false
}

// slaysLeader reports whether the act kills one holder of an office or leader:
// "shot dead the prime minister", "the murder of a governor".
func (lx *lexicon) slaysLeader(a *Analysis, t trigger) bool {
	if !lx.is("slay", a.Words[t.head].Lemma) && !lx.is("slay", a.Words[t.first].Lemma) {
		return false
	}
	np := a.patient(t)
	return np != syntax.None && lx.isLeader(a, np)
}

// patient returns the noun phrase of what an act is done to, syntax.None if its
// sentence tells none: a verb's object, or what a noun's "of" names.
func (a *Analysis) patient(t trigger) int {
	switch {
	case t.verb && t.clause != nil && t.clause.Passive:
		return t.clause.Subject
	case t.verb && t.clause != nil:
		return t.clause.Object
	case t.verb:
		return syntax.None
	}
	if np := a.NPAt(t.head); np != syntax.None && np+1 < len(a.NPs) && a.NPs[np+1].Of == np {
		return np + 1
	}
	return syntax.None
}

// isLeader reports whether noun phrase i names one office holder or leader.
func (lx *lexicon) isLeader(a *Analysis, i int) bool {
	np := a.NPs[i]
	for _, n := range a.numeralsIn(a.NPSpan(i)) {
		if n.Counts() && n.Low > 1 {
			return false
		}
	}
	for t := np.First; t < np.Last; t++ {
		if lx.is("leader", a.lower(t)) {
			return true
		}
	}
	return false
}

// plainKind settles the kind without regard to who was killed.
func (lx *lexicon) plainKind(a *Analysis, t trigger) tocsin.Kind {
	switch {
	case t.flags["strike"] || t.flags["raid"] || t.flags["bomb"]:
		return lx.strikeKind(a, t)
	case t.flags["effect"] || t.flags["generic"] || t.flags["effectnoun"]:
		return lx.genericKind(a, t)
	case t.flags["bombing"]:
		if lx.aerial(a, t) || a.airWar {
			return tocsin.AirStrike
		}
	case t.verb && t.words[0] == "fire" && lx.weaponKind(a, t) == tocsin.Shelling:
		return tocsin.Shelling
	case t.kind == tocsin.ArmedClash && a.captives && lx.seizesBuilding(a, t):
		return tocsin.HostageTaking
	case t.kind == tocsin.ArmedAssault && t.verb && lx.onForces(a, t):
		return tocsin.ArmedClash
	}
	return t.kind
}

// onForces reports whether a verbal act is done by one armed side to another.
func (lx *lexicon) onForces(a *Analysis, t trigger) bool {
	c := t.clause
	if c == nil || c.Passive || c.Object == syntax.None || c.Subject == syntax.None {
		return false
	}
	return lx.isArmedNP(a, c.Subject) && lx.targetKind(a, c.Object) == "military"
}

// scope is the text that tells the means of an act: its clause.
func scope(a *Analysis, t trigger) tocsin.Span {
	if t.clause != nil {
		return a.Cover(t.clause.First, t.clause.Last)
	}
	return a.sentenceSpan(t.sentence)
}

// aerial reports whether aircraft or forces that strike from the air act in the
// clause; aircraft that are struck do not.
func (lx *lexicon) aerial(a *Analysis, t trigger) bool {
	first, last := a.TokenRange(scope(a, t))
	struck := a.patient(t)
	for i := first; i < last; i++ {
		if a.isBomber(i) || struck != syntax.None && a.NPAt(i) == struck {
			continue
		}
		switch lx.weapons[a.Words[i].Lemma] {
		case "air_delivered", "drone":
			return true
		}
		if lx.is("aerial", a.lower(i)) {
			return true
		}
	}
	return false
}

// strikeKind settles "strike", "raid", "bomb" and "bombard": from the air, with
// artillery, with a bomb that was placed, or on the ground.
func (lx *lexicon) strikeKind(a *Analysis, t trigger) tocsin.Kind {
	if lx.aerial(a, t) {
		return tocsin.AirStrike
	}
	if k := lx.weaponKind(a, t); k != "" && !t.flags["raid"] {
		return k
	}
	airy := false
	for _, m := range a.actorsIn(a.sentenceSpan(t.sentence)) {
		switch m.Actor.Type {
		case tocsin.ActorCoalition, tocsin.ActorState, tocsin.ActorMilitary:
			airy = true
		}
	}
	switch {
	case t.flags["strike"] && !strings.HasSuffix(a.lower(t.head), "s") && !airy:
		return tocsin.OtherAttack
	case t.flags["raid"] && !airy:
		return tocsin.ArmedAssault
	case t.flags["bomb"] && t.kind == tocsin.AirStrike && !airy && !a.airWar:
		return tocsin.Bombing
	}
	return t.kind
}

// weaponKind returns the kind that the weapons named in the clause imply.
func (lx *lexicon) weaponKind(a *Analysis, t trigger) tocsin.Kind {
	first, last := a.TokenRange(scope(a, t))
	best := tocsin.Kind("")
	for i := first; i < last; i++ {
		k := weaponKinds[lx.weaponAt(a, i)]
		if k != "" && (best == "" || precedes(k, best)) {
			best = k
		}
	}
	return best
}

// weaponKinds maps a weapon to the kind of attack made with it.
var weaponKinds = map[string]tocsin.Kind{
	"chemical": tocsin.ChemicalAttack, "air_delivered": tocsin.AirStrike, "drone": tocsin.AirStrike,
	"artillery_or_mortar": tocsin.Shelling, "rocket_or_missile": tocsin.Shelling,
	"suicide_explosives": tocsin.Bombing, "vehicle_bomb": tocsin.Bombing, "explosives": tocsin.Bombing,
	"firearms": tocsin.ArmedAssault, "blade": tocsin.ArmedAssault, "incendiary": tocsin.FacilityAttack,
}

// precedes applies the codebook's order: where several kinds fit, the first wins.
func precedes(k, than tocsin.Kind) bool {
	for _, x := range tocsin.Kinds() {
		if x == k {
			return true
		}
		if x == than {
			return false
		}
	}
	return false
}

// weaponAt returns the weapon kind named by the one to three words at token i.
func (lx *lexicon) weaponAt(a *Analysis, i int) string {
	w, _ := lx.weaponPhrase(a, i)
	return string(w)
}

// phrase returns n tokens from i in lower case, the last one as its lemma.
func (a *Analysis) phrase(i, n int) string {
	if n == 1 {
		return a.Words[i].Lemma
	}
	parts := make([]string, n)
	for k := range parts {
		parts[k] = a.Tokens[i+k].Lower
	}
	parts[n-1] = a.Words[i+n-1].Lemma
	return strings.Join(parts, " ")
}

// genericKind settles "attack", "kill" and their like by weapon, then by who
// acts upon whom.
func (lx *lexicon) genericKind(a *Analysis, t trigger) tocsin.Kind {
	if lx.aerial(a, t) {
		return tocsin.AirStrike
	}
	if k := lx.weaponKind(a, t); k != "" {
		return k
	}
	if k := lx.kindBySides(a, t); k != "" {
		return k
	}
	return t.kind
}

// kindBySides tells a clash (armed on armed) from an assault (armed on people).
func (lx *lexicon) kindBySides(a *Analysis, t trigger) tocsin.Kind {
	agent, patient := lx.sides(a, t)
	if patient == syntax.None {
		return ""
	}
	byArmed := agent != syntax.None && lx.isArmedNP(a, agent)
	if k := lx.targetKind(a, patient); k == "military" && !t.flags["effect"] {
		return tocsin.ArmedClash
	}
	person, ok := lx.people[a.Words[a.NPs[patient].Head].Lemma]
	switch {
	case !byArmed:
		return ""
	case lx.isArmedNP(a, patient) || ok && (person.whom == "other" || person.whom == "attackers"):
		return tocsin.ArmedClash
	case ok || lx.isSettlement(a, patient):
		return tocsin.ArmedAssault
	}
	return ""
}

// sides returns the noun phrases of who acts and who suffers: subject and object
// of a verb; of a noun its own phrase, where an actor stands before it, and what
// follows "on" or "against".
func (lx *lexicon) sides(a *Analysis, t trigger) (agent, patient int) {
	agent, patient = syntax.None, syntax.None
	if t.verb {
		if t.clause == nil {
			return agent, patient
		}
		if t.clause.Passive {
			return t.clause.Agent, t.clause.Subject
		}
		return t.clause.Subject, t.clause.Object
	}
	np := a.NPAt(t.head)
	if np == syntax.None {
		return agent, patient
	}
	if len(a.actorsIn(tocsin.Span{Start: a.Tokens[a.NPs[np].First].Start, End: a.Tokens[t.first].Start})) > 0 {
		agent = np
	}
	for j := np + 1; j < len(a.NPs) && j <= np+3 && a.NPs[j].First < a.Sentences[t.sentence].Last; j++ {
		if a.NPs[j].Prep == syntax.None {
			break
		}
		switch a.lower(a.NPs[j].Prep) {
		case "on", "against", "at":
			if patient == syntax.None {
				patient = j
			}
		case "by":
			agent = j
		}
	}
	return agent, patient
}
