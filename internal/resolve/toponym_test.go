package resolve

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tocsin"
	"tocsin/internal/resolve/gazetteer"
	"tocsin/internal/text"
)

func toponyms(t testing.TB) *Toponyms {
	t.Helper()
	g, err := gazetteer.Open()
	if err != nil {
		t.Fatal(err)
	}
	return NewToponyms(g)
}

// showToponym prints name=country/province precision, with what else it is.
func showToponym(top tocsin.Toponym) string {
	p := top.Place
	s := fmt.Sprintf("%s=%s/%s %s", top.Name, p.Country, p.Admin1, p.Precision)
	if top.Demonym {
		s += " demonym"
	}
	if top.Metonym {
		s += " metonym"
	}
	return s
}

func TestToponyms(t *testing.T) {
	f := toponyms(t)
	// Each line: a text, and the toponyms in it.
	for _, c := range []struct{ text, want string }{
		// Grades of precision.
		{"A bomb went off in Baghdad on Sunday.", "Baghdad=IQ/Baghdad place"},
		{"Troops left Syria last week.", "Syria=SY/ country"},
		{"Jihadist groups are spreading across the Sahel.", "Sahel=/ region"},
		{"Air strikes hit Eastern Ghouta again.", "Eastern Ghouta=SY/Rif Dimashq near"},
		{"Fighting went on in Idlib province.", "Idlib=SY/Idlib admin1"},
		{"Shells fell on the city of Idlib.", "Idlib=SY/Idlib place"},
		// Names that hold others decide which place is meant.
		{"The man was held in Paris, Texas, police said.", "Paris=US/Texas place; Texas=US/Texas admin1"},
		{"The man was held in Paris, France, police said.", "Paris=FR/Île-de-France place; France=FR/ country"},
		{"A church in Tripoli, Lebanon, was hit.", "Tripoli=LB/North Lebanon place; Lebanon=LB/ country"},
		{"Rockets hit Tripoli and Misrata in Libya.", "Tripoli=LY/Tripoli place; Misrata=LY/Misrata place; Libya=LY/ country"},
		// Spellings: articles, hyphens, capitals, lost apostrophes.
		{"Clashes erupted near al-Bab in northern Syria.", "al-Bab=SY/Aleppo place; Syria=SY/ country"},
		{"Militants seized Deir al-Zour and Maaret al-Numan in Syria.", "Deir al-Zour=SY/Deir ez-Zor place; Maaret al-Numan=SY/Idlib place; Syria=SY/ country"},
		{"SAN SALVADOR, 3 JAN (AP) -- A BOMB EXPLODED IN USULUTAN, EL SALVADOR.", "SAN SALVADOR=SV/San Salvador place; USULUTAN=SV/Usulutan place; EL SALVADOR=SV/ country"},
		// Adjectives, and states that speak.
		{"Syrian and Russian jets struck Homs.", "Syrian=SY/ country demonym; Russian=RU/ country demonym; Homs=SY/Homs place"},
		{"Damascus denied that Turkey had been warned.", "Damascus=SY/Damascus place metonym; Turkey=TR/ country"},
		{"Moscow said the raid in Aleppo was over.", "Moscow=RU/Moscow place metonym; Aleppo=SY/Aleppo place"},
		// Words with a hyphen.
		{"Kabul-based officials met in Herat.", "Kabul=AF/Kabul place; Herat=AF/Herat place"},
		// A name that no gazetteer has is where the text is, not whence the monitor
		// watches or whose the aircraft are.
		{"A Russian air strike in Homs hit the village of Zurfanin, the Britain-based Observatory said.", "Russian=RU/ country demonym; Homs=SY/Homs place; Zurfanin=SY/ unknown; Britain=GB/ country"},
		// No places: persons, organisations, common words.
		{"Michael Jordan met Paris Hilton.", ""},
		{"Reading and mobile banking are popular.", ""},
	} {
		var got []string
		for _, top := range f.Find(text.New(tocsin.Report{Text: c.text})) {
			got = append(got, showToponym(top))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

func TestUnknownNamesTakeTheirContext(t *testing.T) {
	f := toponyms(t)
	for _, c := range []struct{ text, name, country, admin1 string }{
		{"Gunmen raided the village of Zarqumban in Idlib province, Syria.", "Zarqumban", "SY", "Idlib"},
		{"Syrian troops fought in Homs. Two soldiers died in the village of Zarqumban.", "Zarqumban", "SY", ""},
	} {
		found := false
		for _, top := range f.Find(text.New(tocsin.Report{Text: c.text})) {
			if top.Name != c.name {
				continue
			}
			found = true
			if top.Place.Country != c.country || top.Place.Admin1 != c.admin1 || top.Place.GeoID != 0 {
				t.Errorf("%s: %s, want %s/%s", c.text, showToponym(top), c.country, c.admin1)
			}
		}
		if !found {
			t.Errorf("%s: %s was not found", c.text, c.name)
		}
	}
}

func TestNamesSupportEachOther(t *testing.T) {
	f := toponyms(t)
	const body = "Firefighters from Alexandria and Pineville were called to a house in Rapides Parish. " +
		"The sheriff said a woman from Alexandria was held."
	for _, top := range f.Find(text.New(tocsin.Report{Text: body})) {
		if top.Name == "Alexandria" && top.Place.Admin1 != "Louisiana" {
			t.Errorf("Alexandria beside Pineville and Rapides Parish: %s, want Louisiana", showToponym(top))
		}
	}
}

// genNews draws text from words that bear on names of places, in any order.
func genNews() *rapid.Generator[string] {
	words := []string{
		"Aleppo", "Paris", "Texas", ",", ".", "in", "the", "village", "of", "al-Bab", "Syrian", "said", "Qaterji",
		"province", "Main", "Street", "Mr", "Jordan", "’s", "St", "Louis", "U.S.", "-", "\n", "Kabul-based", "è", "ß",
		"al-", "Deir", "ez-Zor", "towns", "and", "(", ")", "AP", "2012", "Georgia", "‘", "”", "العراق",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOf(rapid.SampledFrom(words)).Draw(t, "words"), rapid.SampledFrom([]string{" ", " ", ""}).Draw(t, "sep"))
	})
}

func TestToponymsAreWellFormed(t *testing.T) {
	f := toponyms(t)
	rapid.Check(t, func(t *rapid.T) {
		checkToponyms(t, f, rapid.OneOf(genNews(), rapid.String()).Draw(t, "text"))
	})
}

func checkToponyms(t interface{ Fatalf(string, ...any) }, f *Toponyms, body string) {
	doc := text.New(tocsin.Report{Text: body})
	last := 0
	for _, top := range f.Find(doc) {
		p := top.Place
		switch {
		case top.Start < last || top.Empty() || top.End > len(doc.Text):
			t.Fatalf("%q: span [%d,%d) is out of order", body, top.Start, top.End)
		case p.Check(doc.Text) != nil || top.Name != p.Quote:
			t.Fatalf("%q: %v", body, p.Check(doc.Text))
		case !p.Located() && (p.Lat != 0 || p.Lon != 0 || p.GeoID != 0):
			t.Fatalf("%q: %s has a position but is not resolved", body, top.Name)
		case math.Abs(p.Lat) > 90 || math.Abs(p.Lon) > 180 || len(p.Country) != 2 && p.Country != "":
			t.Fatalf("%q: %s: %+v", body, top.Name, p)
		case top.Score < 0 || top.Score > 1 || p.Score < 0 || p.Score > 1:
			t.Fatalf("%q: %s: scores %v, %v", body, top.Name, top.Score, p.Score)
		}
		last = top.End
	}
}

func FuzzToponyms(f *testing.F) {
	for _, s := range []string{"", "Paris, Texas", "the towns of Ghanto Talbeesah and Zafarana", "ALEPPO’S WEST", "al-", "St. St. St.", "\x00\xff"} {
		f.Add(s)
	}
	finder := toponyms(f)
	f.Fuzz(func(t *testing.T, body string) { checkToponyms(t, finder, body) })
}

func BenchmarkToponyms(b *testing.B) {
	body, err := os.ReadFile("testdata/toponyms-bench.txt")
	if err != nil {
		b.Fatal(err)
	}
	f := toponyms(b)
	doc := text.New(tocsin.Report{Text: string(body)})
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		f.Find(doc)
	}
}
