package read_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tocsin"
	"tocsin/internal/corpus"
	"tocsin/internal/read"
)

const wire = `A suicide bomber blew himself up at the gate of a police academy in the eastern city on Sunday,
killing at least fourteen recruits and wounding more than thirty others, officials and hospital sources said.
The attacker walked up to the gate as the recruits were leaving for the weekend, the head of the provincial council said.
No group claimed the attack at once, but fighters of the movement have struck the academy twice this year.
The interior ministry said that an inquiry had been opened and that security around all training centres would be tightened.`

// TestCopiesAreToldFromOtherReports takes one wire story as outlets print it.
func TestCopiesAreToldFromOtherReports(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		copy bool
	}{
		"the same in capitals, lines broken elsewhere": {strings.ToUpper(strings.ReplaceAll(wire, " the ", "\nthe ")), true},
		"cut after four sentences":                     {wire[:strings.Index(wire, "The interior ministry")], true},
		"a sentence put before it":                     {"The academy lies on the road to the airport, an hour from the capital.\n" + wire, true},
		"lightly rewritten": {strings.NewReplacer("blew himself up", "detonated his vest", "at least fourteen", "14",
			"more than thirty others", "over 30 others", "at once", "immediately").Replace(wire), true},
		"another report of the same attack": {`Fourteen police cadets died and dozens were hurt when a man with explosives under his coat
detonated them outside their school in the east of the country on Sunday afternoon, according to the governor's office.
Witnesses spoke of a huge blast and of bodies in the street. Ambulances took the injured to two hospitals.
The movement did not say whether it was behind the bombing. The minister called it cowardly and promised better protection.`, false},
	} {
		got := read.Fingerprint(wire).Similarity(read.Fingerprint(c.text))
		if (got >= tocsin.CopySimilarity) != c.copy {
			t.Errorf("%s: similarity %.2f, taken for a copy from %.2f", name, got, tocsin.CopySimilarity)
		}
	}
}

// The articles of the corpus are all of different hands.
func TestArticlesOfTheCorpusAreNoCopies(t *testing.T) {
	articles, err := corpus.Load(os.DirFS("../../corpus"))
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range articles {
		for _, b := range articles[:i] {
			if s := read.Fingerprint(a.Text).Similarity(read.Fingerprint(b.Text)); s >= tocsin.CopySimilarity {
				t.Errorf("%s and %s have a similarity of %.2f", a.ID, b.ID, s)
			}
		}
	}
}

func TestFingerprintsOutlastEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := tocsin.Fingerprint(rapid.SliceOfN(rapid.Uint32(), 60, 60).Draw(t, "fingerprint"))
		if g := tocsin.DecodeFingerprint(f.Encode()); !slices.Equal(f, g) || f.Similarity(g) != 1 {
			t.Fatalf("%v became %v", f, g)
		}
		if !slices.Equal(f.Bands(), f.Bands()) || len(f.Bands()) != 20 {
			t.Fatalf("%d bands", len(f.Bands()))
		}
	})
	if short := read.Fingerprint("A bomb exploded in Kabul."); short != nil || short.Similarity(short) != 0 || short.Bands() != nil {
		t.Error("a text too short to be told from others has a fingerprint")
	}
}

func TestOriginIsWhatTheArticleStates(t *testing.T) {
	body := " police said that a bomb had gone off.\nThe AP correspondent saw it. Reuters said so, too."
	for text, want := range map[string]string{
		"KABUL (AFP) -" + body:                "AFP",
		"Kabul, 5 Jan (Reuters) –" + body:     "Reuters",
		"KABUL, Afghanistan (AP) —" + body:    "AP",
		"Kabul/dpa -" + body:                  "dpa",
		"Source: Xinhua\n" + body:             "Xinhua",
		"By Agence France-Presse\n" + body:    "AFP",
		"By the Associated Press.\n" + body:   "AP",
		body + "\n(PTI)":                      "PTI",
		body + " More was not known. - Kyodo": "Kyodo",
		body + "\n© Anadolu Agency":           "Anadolu Agency",
		"By Jane Doe\n" + body:                "",
		"KABUL (the capital) -" + body:        "",
		body:                                  "",
	} {
		if got := read.Origin(tocsin.Report{Text: text}); got != want {
			t.Errorf("origin %q, want %q: %s", got, want, fmt.Sprintf("%.40s…", text))
		}
	}
	if got := read.Origin(tocsin.Report{Outlet: "Agence France-Presse", Text: body}); got != "AFP" {
		t.Errorf("an agency's own report is from %q", got)
	}
}

func BenchmarkFingerprint(b *testing.B) {
	b.SetBytes(int64(len(wire)))
	for b.Loop() {
		read.Fingerprint(wire)
	}
}
