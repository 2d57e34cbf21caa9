package plain

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"tocsin"
)

func (p *page) record(rec tocsin.Record) {
	p.header(rec)
	for i, inc := range rec.Incidents {
		p.incident(i+1, inc)
	}
	p.assertions(rec.Assertions)
	for _, n := range rec.Notes {
		p.wrap(0, "Note: ", n, "")
	}
	if len(rec.Notes) > 0 {
		p.gap()
	}
}

func (p *page) header(rec tocsin.Record) {
	title := rec.Title
	if strings.TrimSpace(title) == "" {
		title = rec.ID
	}
	p.wrap(0, "", title, bold)
	var facts []string
	for _, s := range []string{rec.Outlet, rec.URL} {
		if s != "" {
			facts = append(facts, s)
		}
	}
	published := "publication date unknown"
	if rec.Published != nil {
		published = "published " + dayName(*rec.Published)
	}
	facts = append(facts, published, plural(len(rec.Incidents), "incident"))
	if n := len(rec.Assertions); n > 0 {
		facts = append(facts, plural(n, "assertion"))
	}
	p.facts(facts)
	p.gap()
	if len(rec.Incidents) == 0 && len(rec.Assertions) == 0 {
		p.wrap(0, "", "No incident of political violence found in this article.", "")
		p.gap()
	}
}

// facts writes short facts side by side, none broken over two lines.
func (p *page) facts(facts []string) {
	line := ""
	for _, f := range facts {
		f = clean(f)
		switch {
		case line == "":
			line = f
		case uniseg.StringWidth(line)+3+uniseg.StringWidth(f) <= p.width:
			line += " · " + f
		default:
			p.line(0, p.style(dim, line))
			line = f
		}
	}
	p.line(0, p.style(dim, line))
}

func (p *page) incident(n int, inc tocsin.Incident) {
	head := strings.ToUpper(words(string(inc.Kind)))
	if inc.Suicide {
		head = "SUICIDE " + head
	}
	rest := string(inc.Stage) + " · " + string(inc.Salience)
	if inc.Aggregate {
		rest = "several told as one · " + rest
	}
	lead := fmt.Sprintf("%2d  ", n)
	if uniseg.StringWidth(lead+head+" · "+rest) <= p.width {
		p.line(0, lead+p.style(bold, head)+" · "+rest)
	} else {
		p.wrap(0, lead, head, bold)
		p.wrap(4, "", rest, "")
	}
	p.quote(4, inc.Anchor.Quote)
	p.when(inc)
	p.where(inc.Place)
	if c := inc.Count; c != nil {
		p.field("Count", rangeOf(c.Quantity), c.Quote)
	}
	p.ledger("Attributed", attributionRows(inc.Perpetrators))
	p.ledger("Toll", tollRows(inc.Tolls))
	p.ledger("Target", rowsOf(inc.Targets, func(t tocsin.Target) row { return row{what: words(string(t.Kind)), quote: t.Quote} }))
	p.ledger("Weapon", rowsOf(inc.Weapons, func(w tocsin.Weapon) row { return row{what: words(string(w.Kind)), quote: w.Quote} }))
	p.gap()
}

func (p *page) when(inc tocsin.Incident) {
	if inc.Date == nil {
		p.field("When", "not known", "")
		return
	}
	p.field("When", interval(inc.Date.Interval), inc.Date.Quote)
}

func (p *page) where(pl *tocsin.Place) {
	if pl == nil {
		p.field("Where", "not known", "")
		return
	}
	parts := []string{pl.Name}
	for _, s := range []string{pl.Admin1, countryName(pl.Country)} {
		if s != "" && !strings.EqualFold(s, parts[len(parts)-1]) {
			parts = append(parts, s)
		}
	}
	where := strings.Join(parts, ", ")
	switch pl.Precision {
	case "", tocsin.PrecisionUnknown:
		where += " (not found in the gazetteer)"
	default:
		where += fmt.Sprintf(" (%s; %.2f, %.2f)", precisionWords(pl.Precision), pl.Lat, pl.Lon)
	}
	p.field("Where", where, pl.Quote)
}

// countryName returns the English name of an ISO alpha-2 code, the code itself
// where it has none.
func countryName(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	return display.English.Regions().Name(region)
}

func precisionWords(g tocsin.Precision) string {
	switch g {
	case tocsin.PrecisionPlace:
		return "exact place"
	case tocsin.PrecisionNear:
		return "near the place"
	case tocsin.PrecisionAdmin2:
		return "district only"
	case tocsin.PrecisionAdmin1:
		return "province only"
	case tocsin.PrecisionRegion:
		return "region only"
	case tocsin.PrecisionCountry:
		return "country only"
	}
	return string(g)
}

// row is one line of a ledger.
type row struct{ what, detail, by, quote string }

func rowsOf[T any](list []T, f func(T) row) []row {
	var rows []row
	for _, v := range list {
		rows = append(rows, f(v))
	}
	return rows
}

func attributionRows(list []tocsin.Attribution) []row {
	return rowsOf(list, func(a tocsin.Attribution) row {
		return row{a.Actor, string(a.Stance), sayer(a.By), a.Quote}
	})
}

func tollRows(list []tocsin.Toll) []row {
	return rowsOf(list, func(t tocsin.Toll) row {
		detail := ""
		if t.Whom != tocsin.All {
			detail = words(string(t.Whom))
		}
		return row{rangeOf(t.Quantity) + " " + string(t.What), detail, sayer(t.By), t.Quote}
	})
}

func sayer(by string) string {
	switch by {
	case tocsin.ByArticle, "":
		return "in the article's own words"
	case tocsin.BySelf:
		return "by itself"
	}
	return "by " + by
}

// fieldWidth is the width of the column of names.
const fieldWidth = 12

func (p *page) field(name, value, quote string) {
	p.wrap(4, p.style(dim, pad(name, fieldWidth)), value, "")
	p.quote(4+fieldWidth, quote)
}

// ledger writes rows under one name, in columns, each with who says it.
func (p *page) ledger(name string, rows []row) {
	first := 0
	for _, r := range rows {
		first = max(first, uniseg.StringWidth(r.what))
	}
	first = min(first, p.width/3)
	for i, r := range rows {
		if i > 0 {
			name = ""
		}
		p.row(name, r, first)
		p.quote(4+fieldWidth, r.quote)
	}
}

// row writes r in columns where it fits, else folded.
func (p *page) row(name string, r row, column int) {
	lead := p.style(dim, pad(name, fieldWidth))
	what, rest := clean(r.what), clean(join(r.detail, r.by))
	if rest == "" {
		p.wrap(4, lead, what, "")
		return
	}
	if s := pad(what, column) + "  " + rest; 4+fieldWidth+uniseg.StringWidth(s) <= p.width {
		p.line(4, lead+s)
		return
	}
	p.wrap(4, lead, what+": "+rest, "")
}

// quote writes the words of evidence.
func (p *page) quote(indent int, q string) {
	if q != "" {
		p.wrap(indent, "", "“"+q+"”", dim)
	}
}

func (p *page) assertions(list []tocsin.Assertion) {
	if len(list) == 0 {
		return
	}
	p.line(0, p.style(bold, "ASSERTIONS"))
	for _, a := range list {
		p.wrap(4, "", fmt.Sprintf("%s: %s → %s, %s", a.Kind, a.Actor, a.Object, sayer(a.By)), "")
		p.quote(4, a.Quote)
	}
	p.gap()
}

// words makes a code readable: armed_clash is "armed clash".
func words(code string) string { return strings.ReplaceAll(code, "_", " ") }

func join(parts ...string) string {
	var some []string
	for _, s := range parts {
		if s != "" {
			some = append(some, s)
		}
	}
	return strings.Join(some, ", ")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// rangeOf writes a quantity: 15, 90–100, or "12 or more".
func rangeOf(q tocsin.Quantity) string {
	switch {
	case q.High == nil:
		return fmt.Sprintf("%d or more", q.Low)
	case *q.High == q.Low:
		return strconv.Itoa(q.Low)
	}
	return fmt.Sprintf("%d–%d", q.Low, *q.High)
}

func interval(i tocsin.Interval) string {
	if i.Start == i.End {
		return dayName(i.Start)
	}
	return dayName(i.Start) + " – " + dayName(i.End)
}

func dayName(d tocsin.Day) string {
	return d.Time().Format("2 January 2006") + " (" + d.Weekday().String()[:3] + ")"
}
