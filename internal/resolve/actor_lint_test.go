package resolve

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tocsin"
	"tocsin/internal/text"
)

// TestLexiconIsSound holds the data files to what the code relies on.
func TestLexiconIsSound(t *testing.T) {
	a := newActors(t)
	types := map[tocsin.ActorType]bool{
		tocsin.ActorState: true, tocsin.ActorGovt: true, tocsin.ActorMilitary: true, tocsin.ActorPolice: true,
		tocsin.ActorCourt: true, tocsin.ActorArmed: true, tocsin.ActorCoalition: true, tocsin.ActorParty: true,
		tocsin.ActorIGO: true, tocsin.ActorNGO: true, tocsin.ActorMedia: true,
	}
	armed := 0
	for _, x := range a.All() {
		if x.Type == tocsin.ActorArmed {
			armed++
		}
		if x.ID == "" || x.Name == "" || !types[x.Type] {
			t.Errorf("actor %+v: no ID, no name or no known type", x)
		}
		if x.Parent != "" {
			if _, ok := a.Actor(x.Parent); !ok {
				t.Errorf("%s: parent %q is not in the lexicon", x.ID, x.Parent)
			}
			if chain := a.Parents(x.ID); len(chain) > 4 {
				t.Errorf("%s: parents %v go round", x.ID, chain)
			}
		}
		if x.Country != "" {
			if _, ok := a.lexicon.byCode[x.Country]; !ok {
				t.Errorf("%s: country %q is not in states.txt", x.ID, x.Country)
			}
		}
		if bad := func(y int) bool { return y != 0 && (y < 1800 || y > 2030) }; bad(x.From) || bad(x.To) || x.To != 0 && x.To < x.From {
			t.Errorf("%s: years %d to %d", x.ID, x.From, x.To)
		}
	}
	if armed < 1000 {
		t.Errorf("%d armed groups, want 1000 or more", armed)
	}
}

// TestNamesAreTold fails where one phrase means two actors that neither the
// country nor the years of a report part.
func TestNamesAreTold(t *testing.T) {
	lex := newActors(t).lexicon
	for _, ends := range lex.ends {
		for i, e := range ends {
			for _, f := range ends[i+1:] {
				x, y := lex.entries[e], lex.entries[f]
				if x.kind != namedEntry || y.kind != namedEntry || x.country != "" || y.country != "" {
					continue
				}
				a, b := lex.actors[x.index], lex.actors[y.index]
				if a.Country != b.Country || a.Country == "" {
					if a.Country != "" && b.Country != "" || a.Country != b.Country {
						continue
					}
				}
				if a.To != 0 && a.To <= b.From || b.To != 0 && b.To <= a.From {
					continue
				}
				t.Errorf("%s and %s share a name, a country and years", a.ID, b.ID)
			}
		}
	}
}

// TestEveryNameIsFound looks each canonical name up again.
func TestEveryNameIsFound(t *testing.T) {
	a := newActors(t)
	missed := 0
	for _, x := range a.All() {
		if got, ok := a.Canonical(x.Name); !ok {
			missed++
			t.Logf("%s: %q is not found (%+v)", x.ID, x.Name, got)
		}
	}
	if missed > len(a.All())/50 {
		t.Errorf("%d of %d names are not found", missed, len(a.All()))
	}
}

// TestFindKeepsOrder feeds words of the lexicon in any order: mentions stand in
// order, do not overlap, lie within the text and hold their heads.
func TestFindKeepsOrder(t *testing.T) {
	a := newActors(t)
	words := strings.Fields("Islamic State IS (IS) US US-led coalition Syrian regime forces and or , . 's rebel-held anti-ISIS Army of Islam Liwa al- Fateh the group police in Sofia Moscow said Russian warplanes Lebanons Hezbollah THE KILLED – “ ” Front")
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 40).Draw(t, "words"), " ")
		doc := text.New(tocsin.Report{Title: s, Text: s})
		end := 0
		for _, m := range a.Find(doc, ActorContext{Country: "SY", Year: 2016}) {
			if m.Start < end || m.End > len(doc.Text) || m.Empty() || !m.Contains(m.Head) || m.Actor.Name == "" {
				t.Fatalf("mention %+v after byte %d of %q", m, end, doc.Text)
			}
			end = m.End
		}
	})
}

func BenchmarkNewActors(b *testing.B) {
	for b.Loop() {
		if _, err := NewActors(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFindActors(b *testing.B) {
	a := newActors(b)
	const story = "Russian and Syrian regime warplanes struck rebel-held districts of Aleppo on Sunday, the Syrian Observatory for Human Rights said, while the US-led coalition hit Islamic State positions near Raqqa. At least 12 civilians were killed and dozens wounded, rescue workers told Reuters. "
	doc := text.New(tocsin.Report{Text: strings.Repeat(story, 2048/len(story)+1)})
	b.SetBytes(int64(len(doc.Text)))
	b.ReportAllocs()
	for b.Loop() {
		a.Find(doc, ActorContext{Country: "SY", Year: 2016})
	}
}
