package read_test

import (
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/read"
)

// TestADayOfPublicationSaysWhatItRestsOn goes from the surest basis to none.
func TestADayOfPublicationSaysWhatItRestsOn(t *testing.T) {
	feed, given := tocsin.NewDay(2024, 1, 7), tocsin.NewDay(2024, 1, 9)
	body := strings.Repeat("<p>A bomb exploded in a market in Kabul, killing 12 people, police said in the evening.</p>", 6)
	page := func(head string) tocsin.Document {
		return tocsin.Document{Type: "text/html", Body: []byte("<html><head><title>Blast in Kabul</title>" + head + "</head><body><article><h1>Blast in Kabul</h1>" + body + "</article></body></html>")}
	}
	with := func(doc tocsin.Document, edit func(*tocsin.Document)) tocsin.Document {
		edit(&doc)
		return doc
	}
	meta := `<meta property="article:published_time" content="2024-01-05T08:00:00Z">`
	for name, c := range map[string]struct {
		doc   tocsin.Document
		basis tocsin.DateBasis
		day   string
	}{
		"a person's word": {with(page(meta), func(d *tocsin.Document) { d.Given.Published = &given }), tocsin.DateGiven, "2024-01-09"},
		"a field":         {tocsin.Document{Type: "application/json", Body: []byte(`{"published":"2024-01-05","text":"A bomb."}`)}, tocsin.DateField, "2024-01-05"},
		"JSON-LD": {page(`<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-01-06T10:00:00Z"}</script>`),
			tocsin.DateJSONLD, "2024-01-06"},
		"a meta element": {with(page(meta), func(d *tocsin.Document) { d.Told.Published = &feed }), tocsin.DateMeta, "2024-01-05"},
		"the feed":       {with(page(""), func(d *tocsin.Document) { d.Told.Published = &feed }), tocsin.DateFeed, "2024-01-07"},
		"a line at the head": {tocsin.Document{Type: "text/plain", Body: []byte("Blast in Kabul\n\nPublished: 5 January 2024\n\nA bomb exploded.")},
			tocsin.DateDateline, "2024-01-05"},
		"the address": {tocsin.Document{Type: "text/plain", URL: "https://news.example/2024/1/5/blast", Body: []byte("A bomb exploded.")},
			tocsin.DateURL, "2024-01-05"},
		"nothing": {tocsin.Document{Type: "text/plain", URL: "https://news.example/2024/13/5/blast", Body: []byte("A bomb exploded.")}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := read.Read(c.doc)
			if err != nil {
				t.Fatal(err)
			}
			day := ""
			if a.Report.Published != nil {
				day = a.Report.Published.String()
			}
			if a.Report.Basis != c.basis || day != c.day {
				t.Errorf("%q by %q, want %q by %q", day, a.Report.Basis, c.day, c.basis)
			}
		})
	}
}
