package gazetteer

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func open(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestLookupGivesTheLikeliestPlaceFirst(t *testing.T) {
	g := open(t)
	for _, c := range []struct {
		name, want, country, admin1 string
		kind                        Kind
	}{
		{"Syria", "Syria", "SY", "", Country},
		{"Syrian Arab Republic", "Syria", "SY", "", Country},
		{"U.S.", "United States", "US", "", Country},
		{"Côte d’Ivoire", "Ivory Coast", "CI", "", Country},
		{"Baghdad", "Baghdad", "IQ", "Baghdad", Capital},
		{"PARIS", "Paris", "FR", "Île-de-France", Capital},
		{"Bogota", "Bogotá", "CO", "Bogotá", Capital},
		{"Rif Dimashq", "Rif Dimashq", "SY", "Rif Dimashq", Admin1},
		{"damascus countryside", "Rif Dimashq", "SY", "Rif Dimashq", Admin1},
		{"Maaret al-Numan", "Maarat al-Numan", "SY", "Idlib", Town},
		{"Khan Shaykhun", "Khan Sheikhoun", "SY", "Idlib", Town},
		{"Eastern Ghouta", "Eastern Ghouta", "SY", "Rif Dimashq", Area},
		{"Nagorno-Karabakh", "Nagorno-Karabakh", "AZ", "", Region},
		{"Sahel", "Sahel", "", "", Region},
		{"Africa", "Africa", "", "", Continent},
		{"Cook County", "Cook County", "US", "Illinois", Admin2},
	} {
		ms, _ := g.Lookup(KeyOf(c.name), nil)
		if len(ms) == 0 {
			t.Errorf("%s: not found", c.name)
			continue
		}
		p := g.Place(ms[0].ID)
		admin1 := ""
		if a := g.Within(p.ID, Admin1); a != None {
			admin1 = g.Place(a).Name
		}
		if p.Name != c.want || g.CountryCode(p.ID) != c.country || p.Kind != c.kind || admin1 != c.admin1 {
			t.Errorf("%s: %s in %q, %q, kind %d; want %s in %q, %q, kind %d", c.name, p.Name, admin1,
				g.CountryCode(p.ID), p.Kind, c.want, c.admin1, c.country, c.kind)
		}
	}
}

func TestLookupSaysWhatElseANameIs(t *testing.T) {
	g := open(t)
	for _, c := range []struct {
		name string
		want Flags
	}{
		{"Jackson", Surname}, {"Reading", Common}, {"Mohammed", Given}, {"Syrian", Demonym},
		{"US", CapsOnly}, {"Ala.", Abbrev}, {"Chechens", Demonym},
	} {
		if _, flags := g.Lookup(KeyOf(c.name), nil); flags&c.want == 0 {
			t.Errorf("%s: flags %08b lack %08b", c.name, flags, c.want)
		}
	}
	for _, name := range []string{"", "of", "Monday", "zzqqxx"} {
		if ms, _ := g.Lookup(KeyOf(name), nil); len(ms) > 0 {
			t.Errorf("%q names %d places, want none", name, len(ms))
		}
	}
}

func TestEveryPlaceIsSound(t *testing.T) {
	g := open(t)
	if g.Len() < 200_000 {
		t.Fatalf("only %d places", g.Len())
	}
	for id := range PlaceID(g.Len()) {
		p := g.Place(id)
		if p.Name == "" || p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180 || p.Population < 0 {
			t.Fatalf("place %d is not sound: %+v", id, p)
		}
		if p.Parent != None && p.Parent >= id && p.Kind.Settlement() {
			t.Fatalf("place %d (%s) stands before %d, which holds it", id, p.Name, p.Parent)
		}
		if p.Kind.Settlement() && len(g.CountryCode(id)) != 2 {
			t.Fatalf("place %d (%s) lies in no country", id, p.Name)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Dayr az-Zawr":   "dayr az zawr",
		"Ma‘arrat":       "maarrat",
		"São Paulo":      "sao paulo",
		"  St.  Louis ":  "st louis",
		"Şanlıurfa":      "sanliurfa",
		"Łódź":           "lodz",
		"U.S.A.":         "usa",
		"Hồ Chí Minh":    "ho chi minh",
		"Weißenfels":     "weissenfels",
		"":               "",
		"—":              "",
		"al-Ḥasakah":     "al hasakah",
		"Martha's Vine.": "marthas vine",
	} {
		if got := string(Fold(nil, in)); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldSettlesInOneStep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := string(Fold(nil, rapid.String().Draw(t, "name")))
		if twice := string(Fold(nil, once)); twice != once {
			t.Fatalf("%q folds further to %q", once, twice)
		}
		if strings.Contains(once, "  ") || strings.TrimSpace(once) != once {
			t.Fatalf("%q has spare spaces", once)
		}
	})
}

func TestKeyReadWordByWordIsTheKeyOfTheName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-z]{1,8}`), 1, 5).Draw(t, "words")
		var h Hash
		for _, w := range words {
			h = h.Add([]byte(w[:1])).Extend([]byte(w[1:]))
		}
		if h.Key() != KeyOf(strings.Join(words, " ")) {
			t.Fatalf("%q: the keys differ", words)
		}
	})
}

func TestRomanisationsOfOneNameShareASkeleton(t *testing.T) {
	for _, pair := range [][2]string{
		{"maaret", "maarat"}, {"duma", "douma"}, {"qatarji", "katarji"}, {"hasakah", "hasakeh"}, {"saraqib", "saraqeb"},
	} {
		a, b := string(Skeleton(nil, []byte(pair[0]))), string(Skeleton(nil, []byte(pair[1])))
		if a != b {
			t.Errorf("%s and %s: %s and %s", pair[0], pair[1], a, b)
		}
	}
	if a, b := string(Skeleton(nil, []byte("homs"))), string(Skeleton(nil, []byte("hama"))); a == b {
		t.Errorf("homs and hama share %s", a)
	}
}

func TestParseRefusesDamagedFiles(t *testing.T) {
	for _, b := range [][]byte{nil, []byte("TGZ1"), []byte("nonsense that is long enough for a header"), embedded[:len(embedded)/2]} {
		if _, err := parse(b); err == nil {
			t.Errorf("a file of %d bytes was taken", len(b))
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := Open(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	g := open(b)
	key := KeyOf("Springfield")
	var ms []Match
	for b.Loop() {
		ms, _ = g.Lookup(key, ms[:0])
	}
}
