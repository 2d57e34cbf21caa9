package extract

import (
	"strings"
	"testing"
)

// assertionsIn reads the assertions of a text as "kind actor: object by".
func assertionsIn(t *testing.T, s string) string {
	t.Helper()
	words, a := analysisOf(t, s)
	var out []string
	for _, as := range words.assertions(a) {
		out = append(out, string(as.Kind)+" "+as.Actor+": "+as.Object+" by "+as.By)
	}
	return strings.Join(out, "; ")
}

func TestAssertionsAreRead(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The al-Qaeda-linked Nusra Front shelled the town.", "affiliation al-Nusra Front: al-Qaeda by article"},
		{"JNIM, an affiliate of al-Qaeda, shelled the town.", "affiliation JNIM: al-Qaeda by article"},
		{"The raid hit the PKK and its wing, the YPG.", "affiliation Kurdish fighters: PKK by article"},
		{"Boko Haram has pledged allegiance to Islamic State.", "affiliation Boko Haram: Islamic State by article"},
		{"Turkey launched Operation Copper Anvil on Sunday.", "campaign Turkey: Operation Copper Anvil by article"},
		{`Islamic State opened a campaign named "Break the Fences" in June.`, "campaign Islamic State: Break the Fences by article"},
		{"The United States designated Boko Haram as a terrorist organisation.", "designation United States: Boko Haram by article"},
		{"Islamic State considers Hamas an enemy.", "hostility Islamic State: Hamas by article"},
		// Nothing is asserted.
		{"The army did not designate Boko Haram as a terrorist group.", ""},
		{"Islamic State attacked Hamas.", ""},
	} {
		if got := assertionsIn(t, c.text); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
