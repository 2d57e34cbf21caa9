package eval

import (
	"strings"
	"testing"

	"tocsin"
)

// mucCase is a made-up report in the style of the benchmark.
const mucCase = `a group of heavily armed men belonging to the shining path threw dynamite sticks at the offices of ` +
	`the agrarian bank in alpha. mayor luis perez soto was killed. three guerrillas died in a clash with the army.`

// cited returns the citation of words in the report's whole text.
func cited(t *testing.T, rep tocsin.Report, words string) tocsin.Citation {
	t.Helper()
	i := strings.Index(strings.ToLower(rep.Whole()), words)
	if i < 0 {
		t.Fatalf("%q is not in the report", words)
	}
	return tocsin.Cite(rep.Whole(), tocsin.Span{Start: i, End: i + len(words)})
}

func TestMUCMapper(t *testing.T) {
	doc := MUCDoc{ID: "a", Text: mucCase}
	rep := mucReport(doc)
	clause := cited(t, rep, "a group of heavily armed men belonging to the shining path")
	rec := tocsin.Record{Incidents: []tocsin.Incident{
		{
			Kind: tocsin.Bombing, Anchor: cited(t, rep, "threw dynamite sticks"),
			Perpetrators: []tocsin.Attribution{{Actor: "Shining Path", Stance: tocsin.Reported, Citation: clause}},
			Targets: []tocsin.Target{
				{Kind: "business", Citation: cited(t, rep, "the offices of the agrarian bank")},
				{Kind: "government", Citation: cited(t, rep, "mayor luis perez soto")},
			},
			Weapons: []tocsin.Weapon{{Kind: "explosives", Citation: cited(t, rep, "dynamite sticks")}},
		},
		// A clash between armed sides is no template.
		{Kind: tocsin.ArmedClash, Anchor: cited(t, rep, "a clash")},
	}}
	m, err := NewMUCMapper()
	if err != nil {
		t.Fatal(err)
	}
	got := m.Templates(rep, doc.Text, rec)
	if len(got) != 1 || got[0].Type != "bombing" {
		t.Fatalf("templates %+v, want one bombing", got)
	}
	for role, want := range map[string]string{
		"PerpInd": "heavily armed men", "PerpOrg": "shining path", "Victim": "luis perez soto", "Weapon": "dynamite sticks",
	} {
		es := *got[0].Role(role)
		if len(es) != 1 || es[0][0].Text != want {
			t.Errorf("%s: %v, want %q", role, es, want)
			continue
		}
		if at := es[0][0].Offset; !strings.HasPrefix(doc.Text[at:], want) {
			t.Errorf("%s: offset %d is not where %q stands", role, at, want)
		}
	}
}
