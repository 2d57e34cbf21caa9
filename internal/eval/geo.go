package eval

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"tocsin"
	"tocsin/internal/text"
)

// GeoArticle is an article whose toponyms were marked by hand.
type GeoArticle struct {
	// Report has the article's text and no title, so that a byte position in
	// the text is one more in the report's whole text.
	Report tocsin.Report
	// Names are the marked toponyms in order of position.
	Names []GeoName
}

// GeoName is one marked toponym.
type GeoName struct {
	// Span is in bytes of the report's whole text.
	tocsin.Span
	// Located is false where the annotators gave no coordinates.
	Located  bool
	Lat, Lon float64
}

// GeoSet is a set of articles with marked toponyms.
type GeoSet struct {
	// Demonyms is true where "Syrian" counts as a toponym of the set: so in LGL
	// and TR-News, not in GeoVirus.
	Demonyms bool
	Articles []GeoArticle
}

// geoXML reads both forms: that of LGL and TR-News (toponyms) and that of
// GeoVirus (locations).
type geoXML struct {
	Articles []struct {
		ID       string `xml:"docid,attr"`
		Text     string `xml:"text"`
		Toponyms []struct {
			Start int    `xml:"start"`
			End   int    `xml:"end"`
			Name  string `xml:"phrase"`
			Tag   *struct {
				Lat string `xml:"lat"`
				Lon string `xml:"lon"`
			} `xml:"gaztag"`
		} `xml:"toponyms>toponym"`
		Locations []struct {
			Start int     `xml:"start"`
			End   int     `xml:"end"`
			Name  string  `xml:"name"`
			Lat   float64 `xml:"lat"`
			Lon   float64 `xml:"lon"`
		} `xml:"locations>location"`
	} `xml:"article"`
}

// ReadGeoSet reads a file in the form of LGL, TR-News or GeoVirus, whose
// positions are characters (Unicode code points) of the text, counted from 0 in
// the first two and from 1 in GeoVirus.
func ReadGeoSet(path string) (GeoSet, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return GeoSet{}, fmt.Errorf("read toponyms: %w", err)
	}
	var x geoXML
	if err := xml.Unmarshal(b, &x); err != nil {
		return GeoSet{}, fmt.Errorf("read toponyms %s: %w", path, err)
	}
	set := GeoSet{Demonyms: true}
	for _, a := range x.Articles {
		art := GeoArticle{Report: tocsin.Report{ID: a.ID, Text: a.Text}}
		at := runePositions(art.Report.Whole())
		for _, t := range a.Toponyms {
			n := GeoName{Span: settle(art.Report.Whole(), t.Name, runeSpan(at, t.Start+1, t.End+1))}
			if t.Tag != nil && t.Tag.Lat != "" {
				n.Located = true
				fmt.Sscan(t.Tag.Lat, &n.Lat)
				fmt.Sscan(t.Tag.Lon, &n.Lon)
			}
			art.Names = append(art.Names, n)
		}
		for _, l := range a.Locations {
			set.Demonyms = false
			art.Names = append(art.Names, GeoName{Span: settle(art.Report.Whole(), l.Name, runeSpan(at, l.Start, l.End)), Located: true, Lat: l.Lat, Lon: l.Lon})
		}
		slices.SortFunc(art.Names, func(p, q GeoName) int { return p.Start - q.Start })
		set.Articles = append(set.Articles, art)
	}
	return set, nil
}

// runePositions returns the byte position of each character of s, and its end.
func runePositions(s string) []int {
	at := make([]int, 0, len(s)+1)
	for i := range s {
		at = append(at, i)
	}
	return append(at, len(s))
}

func runeSpan(at []int, start, end int) tocsin.Span {
	last := len(at) - 1
	return tocsin.Span{Start: at[min(max(start, 0), last)], End: at[min(max(end, 0), last)]}
}

// settle returns span where name stands there, else the nearest place where it
// does: some articles of the sets were marked on a text with other line ends.
func settle(whole, name string, span tocsin.Span) tocsin.Span {
	if name == "" || whole[span.Start:span.End] == name {
		return span
	}
	best, gap := span, math.MaxInt
	for at := 0; ; {
		i := strings.Index(whole[at:], name)
		if i < 0 {
			return best
		}
		at += i
		if d := max(at-span.Start, span.Start-at); d < gap {
			best, gap = tocsin.Span{Start: at, End: at + len(name)}, d
		}
		at += len(name)
	}
}

// ToponymFinder finds toponyms in a text.
type ToponymFinder interface {
	// Find returns the toponyms of doc in order of position.
	Find(doc *text.Doc) []tocsin.Toponym
	// ResolveAt resolves the names that stand at spans, in their context, and
	// returns one place for each.
	ResolveAt(doc *text.Doc, spans []tocsin.Span) []tocsin.Place
}

// GeoScore holds the figures of one set or half.
type GeoScore struct {
	Articles int `json:"articles"`
	Names    int `json:"names"`
	// Recognition, by exact span.
	Found, Right int
	// Given the name: of Located names, Near lie within 161 km of the marked place.
	Located, Near int
	// NearFound counts marked names both recognised and resolved within 161 km.
	NearFound int
	// errors are the distances in km of the names resolved given the name.
	errors []float64
	// Unresolved counts located names for which nothing was found.
	Unresolved int
}

// milesKm is 100 miles, the usual tolerance of toponym resolution.
const milesKm = 161

// ScoreGeo measures find on the articles of set for which keep is true of the
// article's index.
func ScoreGeo(find ToponymFinder, set GeoSet, keep func(i int) bool) GeoScore {
	var s GeoScore
	for i, a := range set.Articles {
		if keep(i) {
			s.add(find, a, set.Demonyms)
		}
	}
	return s
}

func (s *GeoScore) add(find ToponymFinder, a GeoArticle, demonyms bool) {
	doc := text.New(a.Report)
	s.Articles++
	s.Names += len(a.Names)
	got := map[tocsin.Span]tocsin.Place{}
	for _, t := range find.Find(doc) {
		if demonyms || !t.Demonym {
			got[t.Span] = t.Place
			s.Found++
		}
	}
	spans := make([]tocsin.Span, len(a.Names))
	for i, n := range a.Names {
		spans[i] = n.Span
	}
	given := find.ResolveAt(doc, spans)
	for i, n := range a.Names {
		p, ok := got[n.Span]
		if ok {
			s.Right++
		}
		if !n.Located {
			continue
		}
		s.Located++
		if ok && p.Located() && tocsin.GreatCircle(p.Lat, p.Lon, n.Lat, n.Lon) <= milesKm {
			s.NearFound++
		}
		s.judge(given[i], n)
	}
}

// judge counts one name resolved given the name.
func (s *GeoScore) judge(p tocsin.Place, n GeoName) {
	if !p.Located() {
		s.Unresolved++
		return
	}
	d := tocsin.GreatCircle(p.Lat, p.Lon, n.Lat, n.Lon)
	s.errors = append(s.errors, d)
	if d <= milesKm {
		s.Near++
	}
}

// Precision, Recall and F1 are those of recognition.
func (s GeoScore) Precision() float64 { return ratio(s.Right, s.Found) }

// Recall is the share of the marked names that were found.
func (s GeoScore) Recall() float64 { return ratio(s.Right, s.Names) }

// F1 is the harmonic mean of precision and recall.
func (s GeoScore) F1() float64 { return ratio(2*s.Right, s.Found+s.Names) }

// Accuracy is the share of the located names resolved within 161 km given the
// name; a name that nothing was found for counts as wrong.
func (s GeoScore) Accuracy() float64 { return ratio(s.Near, s.Located) }

// EndToEnd is the share of the located names both found and resolved within
// 161 km.
func (s GeoScore) EndToEnd() float64 { return ratio(s.NearFound, s.Located) }

// Errors returns the mean and median distance in km over the resolved names.
func (s GeoScore) Errors() (mean, median float64) {
	if len(s.errors) == 0 {
		return 0, 0
	}
	sorted := slices.Sorted(slices.Values(s.errors))
	for _, e := range sorted {
		mean += e
	}
	return mean / float64(len(sorted)), sorted[len(sorted)/2]
}

// Print writes the figures as one row; WriteGeoHeader writes the column heads.
func (s GeoScore) Print(w io.Writer, name string) {
	mean, median := s.Errors()
	fmt.Fprintf(w, "%-22s %5d %6d  %.3f %.3f %.3f  %.3f  %.3f  %7.0f %7.1f  %5d\n", name, s.Articles, s.Names,
		s.Precision(), s.Recall(), s.F1(), s.Accuracy(), s.EndToEnd(), mean, median, s.Unresolved)
}

// WriteGeoHeader writes the heads of the columns of Print.
func WriteGeoHeader(w io.Writer) {
	fmt.Fprintln(w, "Recognition by exact span; acc@161: resolved within 161 km given the name; end: found and within 161 km.")
	fmt.Fprintf(w, "%-22s %5s %6s  %-5s %-5s %-5s  %-5s  %-5s  %7s %7s  %5s\n",
		"set", "arts", "names", "P", "R", "F1", "a@161", "end", "mean km", "median", "none")
	fmt.Fprintln(w, strings.Repeat("-", 90))
}
