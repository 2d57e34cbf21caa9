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
	for i, n := c.First, 1; i < c.Last; i += n {
		var w tocsin.WeaponKind
		w, n = lx.weaponPhrase(a, i)
		if w == "" || !fits(m.Kind, w) || hasWeapon(m.Weapons, w) {
			continue
		}
		m.Weapons = append(m.Weapons, tocsin.Weapon{Kind: w, Citation: a.Cite(i, i+n), Score: 0.6})
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
	case tocsin.ChemicalAttack:
		return w != "explosives"
	case tocsin.ArmedClash:
		return w == "firearms" || w == "blade"
	}
	return w != "air_delivered" && w != "drone"
}

// weaponPhrase returns the weapon kind named by the one to three words at token
// i and how many they are; "" and 1 if they name none.
func (lx *lexicon) weaponPhrase(a *Analysis, i int) (tocsin.WeaponKind, int) {
	for n := min(3, len(a.Tokens)-i); n >= 1; n-- {
		if n == 1 && a.isBomber(i) {
			return "explosives", 1
		}
		if w := lx.weapons[a.phrase(i, n)]; w != "" {
			return tocsin.WeaponKind(w), n
		}
	}
	return "", 1
}

// settleWeapons completes an incident's weapons: the kind of act implies one
// where none is told, and the exact word wins over the general.
func settleWeapons(inc *tocsin.Incident) {
	var kept []tocsin.Weapon
	for _, w := range inc.Weapons {
		if !coarser(inc, w) {
			kept = append(kept, w)
		}
	}
	inc.Weapons = kept
	if w := impliedWeapon(inc); w != "" && len(kept) == 0 {
		inc.Weapons = []tocsin.Weapon{{Kind: w, Citation: inc.Anchor, Score: 0.5}}
	}
}

// coarser reports whether another weapon of the incident tells w more exactly:
// a suicide vest or car bomb is an explosive, a rocket shell a rocket.
func coarser(inc *tocsin.Incident, w tocsin.Weapon) bool {
	switch w.Kind {
	case "explosives":
		return hasWeapon(inc.Weapons, "suicide_explosives") || hasWeapon(inc.Weapons, "vehicle_bomb")
	case "artillery_or_mortar":
		return w.Score < 0.8 && !strings.Contains(strings.ToLower(w.Quote), "mortar") && hasWeapon(inc.Weapons, "rocket_or_missile")
	case "rocket_or_missile":
		return inc.Kind == tocsin.AirStrike && hasWeapon(inc.Weapons, "air_delivered")
	}
	return false
}

// impliedWeapon returns the weapon without which the kind of act is not.
func impliedWeapon(inc *tocsin.Incident) tocsin.WeaponKind {
	switch inc.Kind {
	case tocsin.AirStrike:
		return "air_delivered"
	case tocsin.Bombing:
		if inc.Suicide {
			return "suicide_explosives"
		}
		return "explosives"
	case tocsin.ChemicalAttack:
		return "chemical"
	case tocsin.VehicleAttack:
		return "vehicle"
	case tocsin.Shelling:
		return "artillery_or_mortar"
	}
	return ""
}
