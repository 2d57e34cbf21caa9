package extract

import (
	"strings"

	"tocsin"
	"tocsin/internal/syntax"
)

// arm gives each mention its weapons and targets.
func (lx *lexicon) arm(a *Analysis, ms []Mention) {
	for i := range ms {
		m := &ms[i]
		if m.Clause == syntax.None {
			continue
		}
		if !m.Kind.Answer() {
			lx.addWeapons(a, m)
		}
		lx.addTargets(a, m)
	}
}

// addWeapons adds the weapons named in the mention's clause that fit its kind.
func (lx *lexicon) addWeapons(a *Analysis, m *Mention) {
	c := a.Clauses[m.Clause]
	for i := c.First; i < c.Last; i++ {
		w := tocsin.WeaponKind(lx.weaponAt(a, i))
		if w == "" || !fits(m.Kind, w) || hasWeapon(m.Weapons, w) {
			continue
		}
		m.Weapons = append(m.Weapons, tocsin.Weapon{Kind: w, Citation: a.Cite(i, i+1), Score: 0.6})
	}
}

func hasWeapon(ws []tocsin.Weapon, k tocsin.WeaponKind) bool {
	for _, w := range ws {
		if w.Kind == k {
			return true
		}
	}
	return false
}

// fits reports whether a weapon goes with a kind of act, so that a word of
// another act in the same clause is not taken for this one's.
func fits(k tocsin.Kind, w tocsin.WeaponKind) bool {
	switch k {
	case tocsin.AirStrike:
		return w == "air_delivered" || w == "drone" || w == "rocket_or_missile"
	case tocsin.Shelling:
		return w == "artillery_or_mortar" || w == "rocket_or_missile"
	case tocsin.Bombing:
		return w == "explosives" || w == "suicide_explosives" || w == "vehicle_bomb"
	case tocsin.VehicleAttack:
		return w == "vehicle" || w == "blade"
	}
	return true
}

// addTargets adds what the act was done to: the object, the subject of a
// passive, or what follows "on", "against", "at" after a noun.
func (lx *lexicon) addTargets(a *Analysis, m *Mention) {
	for _, np := range lx.targetNPs(a, m) {
		k := lx.targetKind(a, np)
		if k == "" || m.Kind == tocsin.ArmedClash && k == "private_citizens" && !lx.isPeopleHead(a, np) {
			continue
		}
		dup := false
		for _, t := range m.Targets {
			dup = dup || t.Kind == k
		}
		if !dup {
			m.Targets = append(m.Targets, tocsin.Target{Kind: k, Citation: tocsin.Cite(a.Text, a.NPSpan(np)), Score: 0.6})
		}
	}
}

// isPeopleHead reports whether the head of a noun phrase names people, not a
// place that they live in.
func (lx *lexicon) isPeopleHead(a *Analysis, np int) bool {
	_, ok := lx.people[a.Words[a.NPs[np].Head].Lemma]
	return ok
}

// vague reports whether a target is told only by a word for any people or any
// place, which gives way to what is told more exactly.
func vague(t tocsin.Target) bool {
	for _, w := range strings.Fields(strings.ToLower(t.Quote)) {
		switch w {
		case "people", "person", "persons", "town", "village", "villages", "area", "areas", "city", "man", "men", "woman", "others", "district", "one":
			return t.Kind == "private_citizens"
		}
	}
	return false
}

// exact drops the vague targets where others are told.
func exact(ts []tocsin.Target) []tocsin.Target {
	var out []tocsin.Target
	for _, t := range ts {
		if !vague(t) {
			out = append(out, t)
		}
	}
	if len(out) == 0 {
		return ts
	}
	return out
}

func (lx *lexicon) targetNPs(a *Analysis, m *Mention) []int {
	c := a.Clauses[m.Clause]
	var out []int
	if !m.Nominal {
		patient := c.Object
		if c.Passive {
			patient = c.Subject
		}
		if patient != syntax.None {
			out = append(out, patient)
		}
	}
	for j := a.npAfter(m.Last); j < len(a.NPs) && a.NPs[j].First < min(c.Last, m.Last+12); j++ {
		if p := a.NPs[j].Prep; p != syntax.None {
			switch a.lower(p) {
			case "on", "against", "at", "targeting", "into", "near", "outside", "inside":
				out = append(out, j)
			}
		}
	}
	return out
}

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
	for _, m := range a.headActors(np) {
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
