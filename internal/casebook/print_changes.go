package casebook

import (
	"fmt"
	"io"
	"strings"

	"tocsin"
)

// PrintChanges writes what a recoding changed as text for people.
func PrintChanges(w io.Writer, c Changes) error {
	p := &printer{w: w}
	p.line("recoding %d, %s: %s", c.Recoding.Number, c.Recoding.At.UTC().Format("2006-01-02 15:04 MST"), staged(c.Recoding))
	p.line("%s", c.Totals)
	for _, i := range c.All {
		p.change(i)
	}
	return p.err
}

// PrintRecodings writes a list of recodings, one a line.
func PrintRecodings(w io.Writer, all []tocsin.Recoding) error {
	p := &printer{w: w}
	for _, r := range all {
		p.line("%d  %s  %s", r.Number, r.At.UTC().Format("2006-01-02 15:04 MST"), staged(r))
	}
	return p.err
}

// staged tells which stages worked anew.
func staged(r tocsin.Recoding) string {
	var said []string
	for _, s := range r.Stages {
		said = append(said, fmt.Sprintf("%s, %d items", s.Stage, s.Items))
	}
	return strings.Join(said, "; ")
}

func (p *printer) change(c IncidentChange) {
	said := make([]string, len(c.Turns))
	for i, t := range c.Turns {
		said[i] = string(t)
	}
	p.line("\n%s  %s  %s", c.ID, strings.Join(said, ", "), c.Title)
	switch {
	case len(c.Was) > 1:
		p.line("      merged from %s", strings.Join(c.Was, ", "))
	case len(c.Into) > 0:
		p.line("      %s was split into %s", c.Was[0], strings.Join(c.Into, ", "))
	case c.To != "":
		p.line("      leads to %s", c.To)
	case len(c.Was) == 1 && c.Was[0] != c.ID:
		p.line("      was %s, which leads here", c.Was[0])
	}
	for _, v := range c.Values {
		p.line("      %-15s %s → %s  by %s", v.Field, dash(v.From), dash(v.To), strings.Join(v.Articles, ", "))
	}
	for _, x := range c.Conflicts {
		p.line("      conflict with %d: %s", x.Number, x.Why)
	}
	if len(c.Decisions) > 0 {
		p.line("      decisions %s", strings.Trim(fmt.Sprint(c.Decisions), "[]"))
	}
}
