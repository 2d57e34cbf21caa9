package read

import (
	"net/url"
	"strings"

	"tocsin"
)

// fillIn adds what a feed tells of an article where the article itself is silent.
func fillIn(rep *tocsin.Report, told tocsin.Hint) {
	if rep.Title == "" {
		rep.Title = told.Title
	}
	if told.Outlet != "" && (rep.Outlet == "" || isHost(rep.Outlet, rep.URL)) {
		rep.Outlet = told.Outlet
	}
	if rep.Published == nil && told.Published != nil {
		rep.Published, rep.Basis = told.Published, tocsin.DateFeed
	}
}

// isHost reports whether an outlet's name is no more than the host of its address.
func isHost(outlet, address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return false
	}
	bare := func(s string) string { return strings.TrimPrefix(strings.ToLower(s), "www.") }
	return bare(outlet) == bare(u.Host) || bare(outlet) == bare(u.Hostname())
}

// overrule puts what a person says of an article in place of what it says.
func overrule(rep *tocsin.Report, given tocsin.Hint) {
	if title := strings.TrimSpace(given.Title); title != "" && title != rep.Title {
		// What was taken for the headline is then the text's first line.
		rep.Text = strings.TrimPrefix(rep.Title+"\n"+rep.Text, "\n")
		rep.Title = title
	}
	if given.Outlet != "" {
		rep.Outlet = given.Outlet
	}
	if given.Published != nil {
		rep.Published, rep.Basis = given.Published, tocsin.DateGiven
	}
}
