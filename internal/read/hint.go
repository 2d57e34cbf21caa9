package read

import (
	"strings"

	"tocsin"
)

// fillIn adds what a feed tells of an article where the article itself is silent.
func fillIn(rep *tocsin.Report, told tocsin.Hint) {
	if rep.Title == "" {
		rep.Title = told.Title
	}
	if rep.Outlet == "" {
		rep.Outlet = told.Outlet
	}
	if rep.Published == nil && told.Published != nil {
		rep.Published, rep.Basis = told.Published, tocsin.DateFeed
	}
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
