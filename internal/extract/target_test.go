package extract

import (
	"slices"
	"strings"
	"testing"
)

// argumentsOf reads the targets and weapons of the acts of a text, each value once.
func argumentsOf(t *testing.T, s string) (targets, weapons string) {
	t.Helper()
	words, a := analysisOf(t, s)
	var ts, ws []string
	for _, m := range finderOf(t, words).Find(a) {
		inc := words.incident(a, []Mention{m})
		for _, x := range inc.Targets {
			ts = append(ts, string(x.Kind)+" ("+x.Quote+")")
		}
		for _, x := range inc.Weapons {
			ws = append(ws, string(x.Kind)+" ("+x.Quote+")")
		}
	}
	return strings.Join(slices.Compact(ts), "; "), strings.Join(slices.Compact(ws), "; ")
}

func TestTargetsAreRead(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// Object, subject of a passive, and what follows a noun.
		{"Gunmen ambushed an army patrol near the river.", "military (an army patrol)"},
		{"A bomb attack on a mosque wounded nobody.", "religious (a mosque)"},
		{"The shelling of the hospital went on all night.", "medical (the hospital)"},
		{"A blast hit the courtyard of a school.", "education (the courtyard of a school)"},
		{"The explosion in a market wounded nobody.", "business (a market)"},
		// A position is its owner's.
		{"Jets carried out an air strike on rebel positions.", "non_state_armed_group (rebel positions)"},
		{"Rebels captured a government stronghold.", "military (a government stronghold)"},
		// The other side of a clash; those arrested; people by what they are.
		{"Clashes broke out between the army and Islamic State.", "non_state_armed_group (Islamic State)"},
		{"Police arrested four men over the attack.", "unknown (four men)"},
		{"Gunmen shot dead Karim Daoud, a journalist.", "media (dead Karim Daoud)"},
		{"Gunmen kidnapped two Canadians.", "private_citizens (two Canadians)"},
	} {
		if got, _ := argumentsOf(t, c.text); got != c.want {
			t.Errorf("targets of %q = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestWeaponsAreRead(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// The exact word wins over the general.
		{"The suicide bomber blew up a bus.", "suicide_explosives (suicide bomber)"},
		{"The car bomb wounded nobody.", "vehicle_bomb (car bomb)"},
		{"Warplanes bombed the town.", "air_delivered (Warplanes)"},
		{"Mortar shells were fired at the town.", "artillery_or_mortar (Mortar shells)"},
		// An aircraft shot down is no weapon.
		{"Rebels shot down a military helicopter.", ""},
		{"Gunmen shot dead a judge.", "firearms (shot dead)"},
	} {
		if _, got := argumentsOf(t, c.text); got != c.want {
			t.Errorf("weapons of %q = %q, want %q", c.text, got, c.want)
		}
	}
}
