package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// npAfter returns the index of the first noun phrase that begins at or after tok.
func (a *Analysis) npAfter(tok int) int {
	lo, hi := 0, len(a.NPs)
	for lo < hi {
		mid := (lo + hi) / 2
		if a.NPs[mid].First >= tok {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// targetKind classifies a noun phrase by the actor that it names, by its head,
// then by its other nouns.
func (lx *lexicon) targetKind(a *Analysis, np int) tocsin.TargetKind {
	n := a.NPs[np]
	for _, m := range lx.headActors(a, np) {
		if k := actorTarget(m); k != "" {
			return k
		}
	}
	for i := n.Head; i >= n.First; i-- {
		if i > n.First {
			if k := lx.targets[a.phrase(i-1, 2)]; k != "" {
				return tocsin.TargetKind(k)
			}
		}
		if k := lx.targets[a.Words[i].Lemma]; k != "" && (i == n.Head || a.Words[i].Tag != syntax.Adj) {
			return tocsin.TargetKind(k)
		}
	}
	return ""
}

// victimKind classifies what an act was done to: a holding by its owner, a part
// by its whole, and a person named by what is said of him, else as one of the
// people.
func (lx *lexicon) victimKind(a *Analysis, m *Mention, p patient) tocsin.TargetKind {
	n := a.NPs[p.np]
	head := a.Words[n.Head].Lemma
	if lx.is("argsholding", head) {
		if k := lx.ownerKind(a, p.np); k != "" {
			return k
		}
	}
	if whole := p.np + 1; lx.is("argspart", head) && whole < len(a.NPs) && a.NPs[whole].Of == p.np {
		if k := lx.targetKind(a, whole); k != "" {
			return k
		}
	}
	if k := lx.targetKind(a, p.np); k != "" {
		return k
	}
	if k := lx.appositionKind(a, p.np); k != "" {
		return k
	}
	if p.score >= surePatient && onPeople(m.Kind) && a.isNamedPerson(p.np) {
		return "private_citizens"
	}
	return ""
}

// surePatient is the score from which a patient is the verb's own.
const surePatient = 0.65

// onPeople reports whether an act of the kind is done to people.
func onPeople(k tocsin.Kind) bool {
	switch k {
	case tocsin.ArmedAssault, tocsin.Kidnapping, tocsin.HostageTaking, tocsin.VehicleAttack, tocsin.Arrest, tocsin.Prosecution, tocsin.Release:
		return true
	}
	return false
}

// ownerKind returns the side that holds a position, base or convoy: the actor
// in its phrase or after "of" or "held by".
func (lx *lexicon) ownerKind(a *Analysis, np int) tocsin.TargetKind {
	n := a.NPs[np]
	last := n.Last
	if np+1 < len(a.NPs) && a.NPs[np+1].First-n.Last <= 3 && a.NPs[np+1].Prep != syntax.None {
		if w := a.lower(a.NPs[np+1].Prep); w == "of" || w == "by" {
			last = a.NPs[np+1].Last
		}
	}
	for _, m := range a.actorsIn(a.Cover(n.First, last)) {
		switch m.Actor.Type {
		case tocsin.ActorArmed:
			return "non_state_armed_group"
		case tocsin.ActorMilitary, tocsin.ActorGovt:
			return "military"
		case tocsin.ActorPolice:
			return "police"
		}
	}
	return ""
}

// appositionKind classifies a phrase by the one that explains it after a comma:
// "the founder, a party secretary".
func (lx *lexicon) appositionKind(a *Analysis, np int) tocsin.TargetKind {
	if np+1 >= len(a.NPs) || a.Words[a.NPs[np].Head].Tag != syntax.Proper {
		return ""
	}
	next := a.NPs[np+1]
	if a.lower(a.NPs[np].Last) != "," || next.First != a.NPs[np].Last+1 {
		return ""
	}
	return lx.targetKind(a, np+1)
}

// isNamedPerson reports whether a phrase is headed by a name that is neither an
// actor's nor a place's, or by people of a country.
func (a *Analysis) isNamedPerson(np int) bool {
	n := a.NPs[np]
	for _, t := range a.toponymsIn(a.NPSpan(np)) {
		if a.TokenAt(t.Start) == n.Head || a.TokenAt(t.End-1) == n.Head {
			return t.Demonym
		}
	}
	return a.Words[n.Head].Tag == syntax.Proper && len(a.actorsIn(a.NPSpan(np))) == 0
}

// actorTarget returns the kind of target that an actor is.
func actorTarget(m tocsin.ActorMention) tocsin.TargetKind {
	if m.Modifier {
		return ""
	}
	switch m.Actor.Type {
	case tocsin.ActorArmed:
		return "non_state_armed_group"
	case tocsin.ActorMilitary:
		return "military"
	case tocsin.ActorPolice:
		return "police"
	case tocsin.ActorGovt:
		return "government"
	case tocsin.ActorParty:
		return "political_party"
	}
	return ""
}
