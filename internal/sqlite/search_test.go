package sqlite_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/sqlite"
)

// library holds three articles: a bombing in Zürich, an arrest in Suva and an
// air strike whose place is not resolved.
func library(t *testing.T) *sqlite.Store {
	s, _ := open(t)
	put(t, s,
		coded(1, nil),
		coded(2, func(c *tocsin.Coded) {
			c.Report.Title, c.Report.Text = "Police raid", "Police arrested eight men in Suva, the interior minister said."
			inc := &c.Record.Incidents[0]
			inc.Kind = tocsin.Arrest
			inc.Date.Interval = tocsin.Interval{Start: tocsin.NewDay(2023, 12, 1), End: tocsin.NewDay(2023, 12, 31)}
			inc.Place = &tocsin.Place{Name: "Suva", Country: "FJ", Lat: -18.14, Lon: 178.44, Precision: tocsin.PrecisionPlace}
			inc.Perpetrators = []tocsin.Attribution{{Actor: "Fijian police", Stance: tocsin.Reported, By: tocsin.ByArticle}}
		}),
		coded(3, func(c *tocsin.Coded) {
			c.Report.Title, c.Report.Published = "Raids", nil
			inc := &c.Record.Incidents[0]
			inc.Kind, inc.Date = tocsin.AirStrike, nil
			inc.Place = &tocsin.Place{Name: "Qasr", Country: "SY", Lat: 35, Lon: 38, Precision: tocsin.PrecisionUnknown}
		}),
	)
	return s
}

func TestArticlesAreSearched(t *testing.T) {
	s := library(t)
	for words, want := range map[string][]string{
		"":                       {"Blast in Zürich", "Police raid", "Raids"},
		"zurich":                 {"Blast in Zürich", "Raids"},
		"ZÜRICH bombs":           {"Blast in Zürich", "Raids"},
		`"interior minister"`:    {"Police raid"},
		`"minister interior"`:    nil,
		"arrested interior":      {"Police raid"},
		"arrested bomb":          nil,
		"inter":                  {"Police raid"},
		"raids":                  {"Police raid", "Raids"},
		"title:x OR (police AND": nil,
		"…":                      {"Blast in Zürich", "Police raid", "Raids"},
	} {
		hits, total, err := s.Articles(context.Background(), tocsin.ArticleQuery{Words: words, Page: tocsin.Page{Limit: 10}})
		if err != nil {
			t.Errorf("%q: %v", words, err)
		}
		var got []string
		for _, h := range hits {
			got = append(got, h.Title)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) || total != len(want) {
			t.Errorf("%q finds %q (%d), want %q", words, got, total, want)
		}
	}
}

func TestAnExcerptMarksWhatMatched(t *testing.T) {
	hits, _, err := library(t).Articles(context.Background(), tocsin.ArticleQuery{Words: "minister", Page: tocsin.Page{Limit: 1}})
	if err != nil || len(hits) != 1 {
		t.Fatalf("%d hits, %v", len(hits), err)
	}
	marked := slices.IndexFunc(hits[0].Excerpt, func(f tocsin.Fragment) bool { return f.Match && f.Text == "minister" })
	if marked < 0 {
		t.Errorf("excerpt %+v does not mark the word", hits[0].Excerpt)
	}
}

func TestIncidentsAreFiltered(t *testing.T) {
	day := func(y int, m time.Month, d int) *tocsin.Day {
		v := tocsin.NewDay(y, m, d)
		return &v
	}
	const zurich, suva, qasr = "Zürich", "Suva", "Qasr"
	for name, c := range map[string]struct {
		q    tocsin.IncidentQuery
		want []string
	}{
		"all, latest first, undated last": {tocsin.IncidentQuery{}, []string{zurich, suva, qasr}},
		"by kind":                         {tocsin.IncidentQuery{Kinds: []tocsin.Kind{tocsin.Arrest}}, []string{suva}},
		"by two kinds":                    {tocsin.IncidentQuery{Kinds: []tocsin.Kind{tocsin.Arrest, tocsin.Bombing}}, []string{zurich, suva}},
		"by country":                      {tocsin.IncidentQuery{Countries: []string{"SY"}}, []string{qasr}},
		"by actor's name":                 {tocsin.IncidentQuery{Words: "fijian"}, []string{suva}},
		"by place and kind":               {tocsin.IncidentQuery{Words: "air strike Qasr"}, []string{qasr}},
		"from a day within the interval":  {tocsin.IncidentQuery{From: day(2023, 12, 31), To: day(2024, 1, 3)}, []string{suva}},
		"to a day":                        {tocsin.IncidentQuery{To: day(2023, 12, 1)}, []string{suva}},
		"before all":                      {tocsin.IncidentQuery{To: day(2023, 11, 30)}, nil},
		"in a box":                        {tocsin.IncidentQuery{Box: &tocsin.Box{West: 8, South: 47, East: 9, North: 48}}, []string{zurich}},
		"across the antimeridian":         {tocsin.IncidentQuery{Box: &tocsin.Box{West: 178, South: -20, East: -178, North: 0}}, []string{suva}},
		"an unresolved place is nowhere":  {tocsin.IncidentQuery{Box: &tocsin.Box{West: 37, South: 34, East: 39, North: 36}}, nil},
		"a second page":                   {tocsin.IncidentQuery{Page: tocsin.Page{Offset: 2}}, []string{qasr}},
	} {
		t.Run(name, func(t *testing.T) {
			c.q.Limit = 10
			hits, total, err := library(t).Incidents(context.Background(), c.q)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, h := range hits {
				got = append(got, h.Incident.Place.Name)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
			if total != len(c.want)+c.q.Offset {
				t.Errorf("total %d", total)
			}
		})
	}
}

func TestCountsNameKindsAndCountries(t *testing.T) {
	c, err := library(t).Counts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if c.Articles != 3 || c.Incidents != 3 || c.Located != 2 || c.Kinds[tocsin.Arrest] != 1 || c.Countries["CH"] != 1 {
		t.Errorf("counts %+v", c)
	}
}
