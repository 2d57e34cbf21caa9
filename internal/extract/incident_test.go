package extract

import (
	"testing"

	"tocsin"
)

// A bare attack takes its kind from the bomb that is told of it, or from people
// carried off and none hurt; it keeps it beside other weapons.
func TestBareAttackTakesExactKind(t *testing.T) {
	taken := tocsin.Toll{What: tocsin.Abducted}
	killed := tocsin.Toll{What: tocsin.Killed}
	bomb := tocsin.Weapon{Kind: "vehicle_bomb"}
	jet := tocsin.Weapon{Kind: "air_delivered"}
	for _, c := range []struct {
		name string
		told tocsin.Kind
		of   Mention
		want tocsin.Kind
	}{
		{"with a car bomb", tocsin.OtherAttack, Mention{EventMention: tocsin.EventMention{Weapons: []tocsin.Weapon{bomb}}}, tocsin.Bombing},
		{"on an aircraft", tocsin.OtherAttack, Mention{EventMention: tocsin.EventMention{Weapons: []tocsin.Weapon{jet}}}, tocsin.OtherAttack},
		{"people taken", tocsin.OtherAttack, Mention{EventMention: tocsin.EventMention{Tolls: []tocsin.Toll{taken}}}, tocsin.Kidnapping},
		{"taken and killed", tocsin.OtherAttack, Mention{EventMention: tocsin.EventMention{Tolls: []tocsin.Toll{taken, killed}}}, tocsin.OtherAttack},
		{"a clash with a bomb", tocsin.ArmedClash, Mention{EventMention: tocsin.EventMention{Weapons: []tocsin.Weapon{bomb}}}, tocsin.ArmedClash},
	} {
		if got := exactKind(c.told, []Mention{c.of}); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
