package extract

import (
	"strings"
	"testing"
)

// actsOf reads the acts of a text that the rules do not doubt as "kind", with the stage where the act was
// not done, those that repeat the one before left out.
func actsOf(t *testing.T, s string) string {
	t.Helper()
	words, a := analysisOf(t, s)
	var out []string
	for _, tr := range words.findTriggers(a) {
		if len(tr.doubts) > 0 {
			continue
		}
		act := string(words.kindOf(a, tr))
		if stage := words.stageOf(a, tr); stage != "accomplished" {
			act += " " + string(stage)
		}
		if len(out) == 0 || out[len(out)-1] != act {
			out = append(out, act)
		}
	}
	return strings.Join(out, "; ")
}

func TestActsAreTold(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// Figures of speech, sports and trades.
		{"The minister struck a defiant note in a speech.", ""},
		{"The crisis exploded in recent days.", ""},
		{"He won the penalty shootout.", ""},
		{"Hackers launched an attack on the computers of the ministry.", ""},
		{"The ministry came under fire for its tax plans.", ""},
		{"The patrol came under fire for two hours.", "armed_assault"},
		{"The striker shot wide from eight yards.", ""},
		{"Police arrested three executives for tax fraud.", ""},
		{"Police arrested three militants for tax fraud and murder.", "arrest; armed_assault"},
		{"Prosecutors charged three men with terrorist murder.", "prosecution"},
		{"The trial of ten suspects opened on Wednesday.", "prosecution"},
		{"A man drove a lorry into a Christmas market.", "vehicle_attack"},
		{"A driver drove into the town.", ""},
		// Accidents, unless the sentence names a weapon.
		{"At least 130 passengers were killed in the crash of an airliner.", ""},
		{"A cargo plane crashed into a market, killing 17 people.", ""},
		{"The explosion at a fireworks factory killed 23 people.", ""},
		{"The plane crashed after a bomb exploded on board.", "bombing"},
		// What is usual, an example, an aim, or left undone.
		{"Suspected informers are executed by the group.", ""},
		{"The country faces a wave of bombings, abductions and murders.", ""},
		{"The officer had the mission of assassinating the president.", ""},
		{"They entered the village without killing anyone.", ""},
		{"Three people were killed in bombings and shootings.", "other_attack; bombing; armed_assault"},
		// Denied of everyone, or measured by the past.
		{"No priest has ever been kidnapped there.", ""},
		{"It was the deadliest attack in the city since 2015.", ""},
		// Joined verbs share their modal or infinitive.
		{"The rebels will attack the airport and blow up fuel depots.", ""},
		{"The rebels threatened to attack the airport and blow up the depots.", "armed_assault threatened; bombing threatened"},
		// A relative clause does not take the subject away.
		{"Police, who had spoken of four dead, found three bodies and captured two gunmen.", "arrest"},
		{"The hostages, a Dane and a Finn, were let go on Monday.", "release"},
		{"The army will be bombing towns, capturing and executing prisoners.", ""},
		// Who takes whom.
		{"The bombing of two passenger jets was claimed on Monday.", "bombing"},
		{"The bombing of rebel positions by warplanes went on.", "air_strike"},
		{"Insurgents took 40 pupils from a boarding school.", "kidnapping"},
		{"The bus took 40 pupils to the stadium.", ""},
		{"Three suspected militants were captured on Monday.", "arrest"},
		{"The rebels captured two soldiers on Monday.", "kidnapping"},
		{"Some terrorist ammunition was seized.", ""},
		{"He condemned them for failing to take action over the law.", ""},
		{"Pirates boarded the tanker and sailed it to the coast.", "hijacking"},
		{"The commander charged that the country was in a grave crisis.", ""},
		// By what and on whom.
		{"A bomber killed 60 people at a mosque.", "bombing"},
		{"Russian bombers struck the town.", "air_strike"},
		// How far it got.
		{"Police foiled a plot to bomb the embassy.", "bombing foiled"},
		{"The column was neutralised with an ambush.", "armed_assault"},
		{"A bomb was defused outside the court.", "bombing attempted"},
	} {
		if got := actsOf(t, c.text); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
