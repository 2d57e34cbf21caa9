package read_test

import (
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/read"
)

// TestASourceNamesItsOutletWhereThePageDoesNot: a page that gives only its host
// leaves the name to the source it was collected from, one that names itself does not.
func TestASourceNamesItsOutletWhereThePageDoesNot(t *testing.T) {
	body := strings.Repeat("<p>A bomb exploded in a market in Kabul, killing 12 people, police said in the evening.</p>", 6)
	site := `<meta property="og:site_name" content="The Daily Ledger">`
	for name, c := range map[string]struct{ head, told, want string }{
		"the source":     {"", "Valley Radio", "Valley Radio"},
		"the page":       {site, "Valley Radio", "The Daily Ledger"},
		"the page alone": {site, "", "The Daily Ledger"},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := read.Read(tocsin.Document{
				Type: "text/html", URL: "https://www.news.example/blast", Told: tocsin.Hint{Outlet: c.told},
				Body: []byte("<html><head><title>Blast in Kabul</title>" + c.head + "</head><body><article><h1>Blast in Kabul</h1>" + body + "</article></body></html>"),
			})
			if err != nil || a.Report.Outlet != c.want {
				t.Errorf("outlet %q (%v), want %q", a.Report.Outlet, err, c.want)
			}
		})
	}
}
