package extract

import (
	"strings"

	"tocsin"
)

// attribute gives each mention its attributions: who acts in its clause.
func (lx *lexicon) attribute(a *Analysis, ms []Mention) {
	for i := range ms {
		m := &ms[i]
		for _, ag := range lx.agents(a, m) {
			if ag.Modifier || !canAct(m.Kind, ag) {
				continue
			}
			m.Perpetrators = append(m.Perpetrators, lx.attribution(a, m, lx.atHome(a, m, ag)))
		}
	}
}

// attribution makes the argument of agent ag with its stance.
func (lx *lexicon) attribution(a *Analysis, m *Mention, ag tocsin.ActorMention) tocsin.Attribution {
	stance, by := lx.stance(a, m.Head, ag)
	return tocsin.Attribution{
		Actor: actorName(ag), ActorID: ag.Actor.ID, Stance: stance, By: by,
		Citation: tocsin.Cite(a.Text, ag.Span.Union(m.Trigger.Span)), Score: 0.7,
	}
}

// actorName is the value of an actor: its own name, or what stands for those
// that have none.
func actorName(ag tocsin.ActorMention) string {
	switch {
	case ag.Actor.Name == tocsin.IndividualsActor:
		return tocsin.IndividualsActor
	case ag.Generic:
		return tocsin.UnknownActor
	}
	return ag.Actor.Name
}

// canAct reports whether an actor of that type can be the one who did the act:
// violence is done by the armed, answers by states, courts and parties too.
func canAct(k tocsin.Kind, ag tocsin.ActorMention) bool {
	switch ag.Actor.Type {
	case tocsin.ActorMedia, tocsin.ActorNGO, tocsin.ActorSource:
		return false
	case tocsin.ActorIGO:
		return k.Answer()
	case tocsin.ActorCourt, tocsin.ActorParty:
		return k.Answer()
	case tocsin.ActorGovt:
		return k.Answer() || strings.HasSuffix(ag.Actor.Name, " government") && warlike(k)
	case tocsin.ActorGeneric, tocsin.ActorArmed:
		return k != tocsin.Prosecution && k != tocsin.AlertChange && (k != tocsin.Arrest || !ag.Generic)
	}
	return true
}

// warlike reports whether a kind is done by forces in a war.
func warlike(k tocsin.Kind) bool {
	switch k {
	case tocsin.ArmedClash, tocsin.AirStrike, tocsin.Shelling, tocsin.ChemicalAttack:
		return true
	}
	return false
}

// armsOnly reports whether an actor can fight but not arrest, try or declare.
func armsOnly(ag tocsin.ActorMention) bool {
	return ag.Actor.Type == tocsin.ActorArmed || ag.Actor.Type == tocsin.ActorGeneric
}

func anyNamed(ms []tocsin.ActorMention) bool {
	for _, m := range ms {
		if !m.Generic {
			return true
		}
	}
	return false
}
