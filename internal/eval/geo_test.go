package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/text"
)

const geoSample = `<articles>
  <article docid="7"><text>É Paris and Lyon. Rome</text>
    <toponyms>
      <toponym><start>2</start><end>7</end><phrase>Paris</phrase>
        <gaztag geonameid="1"><lat>48.85</lat><lon>2.35</lon></gaztag></toponym>
      <toponym><start>14</start><end>18</end><phrase>Lyon</phrase></toponym>
      <toponym><start>18</start><end>22</end><phrase>Rome</phrase>
        <gaztag geonameid="2"><lat>41.9</lat><lon>12.5</lon></gaztag></toponym>
    </toponyms>
  </article>
  <article><text>Turk fans in Lima.</text>
    <locations><location><name>Lima</name><start>14</start><end>18</end><lat>-12.05</lat><lon>-77.04</lon></location></locations>
  </article>
</articles>`

func readSample(t *testing.T) GeoSet {
	t.Helper()
	path := filepath.Join(t.TempDir(), "set.xml")
	if err := os.WriteFile(path, []byte(geoSample), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := ReadGeoSet(path)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestGeoSetPositionsAreBytesOfTheWholeText(t *testing.T) {
	set := readSample(t)
	var got []string
	for _, a := range set.Articles {
		for _, n := range a.Names {
			got = append(got, a.Report.Whole()[n.Start:n.End])
		}
	}
	// Lyon was marked two characters too far on: the name settles it.
	if s := strings.Join(got, " "); s != "Paris Lyon Rome Lima" {
		t.Errorf("the marked names read %q", s)
	}
}

// fixedFinder finds and resolves what it was given.
type fixedFinder map[string]tocsin.Place

func (f fixedFinder) Find(doc *text.Doc) []tocsin.Toponym {
	var out []tocsin.Toponym
	for _, tok := range doc.Tokens {
		name := doc.Of(tok.Span)
		if p, ok := f[name]; ok {
			out = append(out, tocsin.Toponym{Span: tok.Span, Name: name, Place: p, Demonym: name == "Turk"})
		}
	}
	return out
}

func (f fixedFinder) ResolveAt(doc *text.Doc, spans []tocsin.Span) []tocsin.Place {
	var out []tocsin.Place
	for _, s := range spans {
		out = append(out, f[doc.Of(s)])
	}
	return out
}

func TestScoreGeo(t *testing.T) {
	at := func(lat, lon float64) tocsin.Place {
		return tocsin.Place{Lat: lat, Lon: lon, Precision: tocsin.PrecisionPlace}
	}
	find := fixedFinder{
		"Paris": at(48.8, 2.4), "and": at(1, 1), "Rome": at(34.26, -85.16), // Rome in Georgia
		"Lima": at(-12, -77), "Turk": at(39, 35),
	}
	s := ScoreGeo(find, readSample(t), func(int) bool { return true })
	// Of 4 marked names 3 are found; "and" is spurious. GeoVirus marks no
	// demonyms, but the first article makes no difference: the set has locations.
	if s.Names != 4 || s.Found != 4 || s.Right != 3 {
		t.Errorf("%d names, %d found, %d right; want 4, 4, 3", s.Names, s.Found, s.Right)
	}
	// Lyon has no coordinates; Rome lies an ocean away.
	if s.Located != 3 || s.Near != 2 || s.NearFound != 2 || s.Unresolved != 0 {
		t.Errorf("%d located, %d near, %d near and found, %d unresolved; want 3, 2, 2, 0", s.Located, s.Near, s.NearFound, s.Unresolved)
	}
	if mean, median := s.Errors(); median > 10 || mean < 2000 {
		t.Errorf("mean %.0f km, median %.0f km", mean, median)
	}
}
