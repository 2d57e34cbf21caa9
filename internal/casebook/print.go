package casebook

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"tocsin"
	"tocsin/internal/assess"
	"tocsin/internal/review"
)

// PrintList writes cases as a table for people.
func PrintList(w io.Writer, cases []Case, total int) error {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "INCIDENT\tDATE\tKIND\tPLACE\tKILLED\tRESPONSIBLE\tGRADE\tREPORTS\tREVIEW\tVALUE")
	for _, c := range cases {
		v := c.Values
		where := strings.Join(filled(v["place"], v["country"]), ", ")
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t%.2f\n", c.ID, dash(v["date"]), words(v["kind"]), dash(where),
			dash(span(v["killed"])), strings.Join(filled(v["status"], v["actor"]), ": "), v["grade"], c.Reports, c.State, c.Value)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d of %d incidents\n", len(cases), total)
	return err
}

func filled(all ...string) []string {
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// span draws a toll's value as people write it: "94 (84–103)", "12+".
func span(value string) string {
	b := strings.Split(value, "/")
	switch {
	case len(b) != 3:
		return value
	case b[2] == "" && b[0] == b[1]:
		return b[1] + "+"
	case b[2] == "":
		return fmt.Sprintf("%s (%s+)", b[1], b[0])
	}
	return fmt.Sprintf("%s (%s–%s)", b[1], b[0], b[2])
}

func words(s string) string { return strings.ReplaceAll(s, "_", " ") }

// PrintFile writes one incident as text for people: values with their reasons,
// the two ledgers, the reports, the decisions, and the history.
func PrintFile(w io.Writer, f File, steps []assess.Step) error {
	p := &printer{w: w}
	p.head(f)
	p.derived(f)
	p.ledgers(f.Assessment)
	p.reports(f)
	p.reviewed(f.Review)
	p.history(steps)
	return p.err
}

// printer remembers the first error of writing.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

// table writes rows in columns.
func (p *printer) table(rows [][]string) {
	t := tabwriter.NewWriter(p.w, 0, 4, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(t, "  "+strings.Join(r, "\t"))
	}
	if err := t.Flush(); p.err == nil {
		p.err = err
	}
}

func (p *printer) head(f File) {
	v := f.Values
	p.line("%s  %s, %s, %s", f.ID, words(v["kind"]), dash(strings.Join(filled(v["place"], v["country"]), ", ")), dash(v["date"]))
	at := "now"
	if !f.At.Time.IsZero() {
		at = fmt.Sprintf("%s, by what was %s", f.At.Time.UTC().Format("2006-01-02 15:04 MST"), f.At.Clock)
	}
	p.line("as of %s: %d reports of %d independent sources; review: %s", at, f.Reports, f.Sources, f.State)
}

// derived writes each derived value with its reason, an analyst's beside it.
func (p *printer) derived(f File) {
	p.line("")
	row := func(field, machine, why string) {
		said := machine
		if s, ok := f.Review.Set[field]; ok {
			said = fmt.Sprintf("%s (set by decision %d; reports give %s)", dash(s.Value), s.Number, dash(machine))
		}
		p.line("%-12s %s", field, dash(said))
		if why != "" {
			p.line("%-12s   %s", "", why)
		}
	}
	a := f.Assessment
	why := func(e *assess.Estimate) string {
		if e == nil {
			return ""
		}
		return e.Why
	}
	for _, field := range []string{"kind", "stage", "date", "place", "country"} {
		if _, set := f.Review.Set[field]; set {
			row(field, f.Machine[field], "")
		}
	}
	row("killed", a.Killed.String(), why(a.Killed))
	row("injured", a.Injured.String(), why(a.Injured))
	row("status", a.Responsibility.String(), a.Responsibility.Why)
	for _, s := range a.Responsibility.Actors {
		p.line("%-12s   %s: %s", "", s.Actor, s.Why)
	}
	if _, set := f.Review.Set["actor"]; set {
		row("actor", f.Machine["actor"], "")
	}
	row("grade", string(a.Grade.Grade), a.Grade.Why)
}

func (p *printer) ledgers(a assess.Assessment) {
	p.line("\nTolls as told")
	var rows [][]string
	for _, t := range a.Tolls {
		rows = append(rows, []string{t.Reported.String(), quantity(t.Quantity) + " " + string(t.What), whom(t.Whom), speaker(t.By),
			t.Outlet + grade(t.Reliability), string(t.Scope) + ", " + string(t.Standing), "“" + t.Quote + "”"})
	}
	p.table(rows)
	p.line("\nResponsibility as told")
	rows = nil
	for _, at := range a.Attributions {
		stance := string(at.Stance)
		if at.Superseded {
			stance += ", superseded"
		}
		rows = append(rows, []string{at.Reported.String(), at.Actor, stance, speaker(at.By), at.Outlet + grade(at.Reliability), "“" + at.Quote + "”"})
	}
	p.table(rows)
}

func quantity(q tocsin.Quantity) string {
	switch {
	case q.High == nil:
		return fmt.Sprintf("%d or more", q.Low)
	case *q.High == q.Low:
		return fmt.Sprint(q.Low)
	}
	return fmt.Sprintf("%d–%d", q.Low, *q.High)
}

func whom(part tocsin.Part) string {
	if part == tocsin.All {
		return ""
	}
	return words(string(part))
}

func speaker(by string) string {
	switch by {
	case tocsin.ByArticle, "":
		return "the report"
	case tocsin.BySelf:
		return "itself"
	}
	return by
}

func grade(r tocsin.Reliability) string {
	if r == "" {
		return ""
	}
	return " [" + string(r) + "]"
}

func (p *printer) reports(f File) {
	p.line("\nReports")
	var rows [][]string
	copies := map[string]int{}
	for _, r := range f.Assessment.Reports {
		copies[r.Copies]++
	}
	for _, r := range f.Assessment.Reports {
		learned := "–"
		if !r.Learned.IsZero() {
			learned = r.Learned.UTC().Format("2006-01-02 15:04")
		}
		rows = append(rows, []string{r.Day().String(), "learned " + learned, r.Outlet + grade(r.Reliability), r.Article + "#" + r.Told.Incident.ID, "telling " + r.Telling, r.Title + copied(r.Copies, copies)})
	}
	p.table(rows)
}

// copied says that a report is one of several of one wording.
func copied(group string, copies map[string]int) string {
	if group == "" || copies[group] < 2 {
		return ""
	}
	return fmt.Sprintf(" (one of %d copies of one report)", copies[group])
}

func (p *printer) reviewed(r review.Review) {
	if len(r.Log) == 0 {
		return
	}
	p.line("\nDecisions")
	for _, e := range r.Log {
		mark := ""
		if !e.Holds {
			mark = fmt.Sprintf(" (no longer: see %d)", e.By)
		}
		p.line("  %d  %s  %s: %s%s", e.Number, e.At.UTC().Format("2006-01-02 15:04"), e.Author, did(e.Decision), mark)
	}
	for _, c := range r.Conflicts {
		p.line("  conflict with %d: %s", c.Number, c.Why)
	}
}

// did tells a decision in words.
func did(d tocsin.Decision) string {
	said := string(d.Action)
	switch d.Action {
	case tocsin.Edit, tocsin.Pin:
		said += fmt.Sprintf(" %s = %s", d.Field, dash(d.Value))
	case tocsin.Merge, tocsin.Split:
		said += " " + strings.Join(d.Tellings, ", ")
	case tocsin.Undo:
		said += fmt.Sprintf(" %d", d.Undoes)
	}
	if d.Text != "" {
		said += ": " + d.Text
	}
	return said
}

func (p *printer) history(steps []assess.Step) {
	if len(steps) == 0 {
		return
	}
	p.line("\nHistory, by what was %s", steps[0].At.Clock)
	for _, s := range steps {
		var outlets []string
		for _, r := range s.New {
			outlets = append(outlets, r.Outlet)
		}
		slices.Sort(outlets)
		p.line("  %s  %s", when(s.At), strings.Join(filled(slices.Compact(outlets)...), ", "))
		p.changes(s.Changes)
	}
}

func when(at assess.Moment) string {
	if at.Clock == assess.ByReport {
		return at.Time.Format(time.DateOnly)
	}
	return at.Time.Format("2006-01-02 15:04:05")
}

func (p *printer) changes(all []assess.Change) {
	for _, c := range all {
		if c.Before == "" || c.Before == "none" {
			p.line("      %-15s %s", c.What, c.After)
			continue
		}
		p.line("      %-15s %s → %s", c.What, c.Before, dash(c.After))
	}
}

// PrintDiff writes what changed between two moments.
func PrintDiff(w io.Writer, id string, from, to assess.Moment, changes []assess.Change) error {
	p := &printer{w: w}
	p.line("%s  from %s to %s", id, from.Time.UTC().Format("2006-01-02 15:04 MST"), to.Time.UTC().Format("2006-01-02 15:04 MST"))
	if len(changes) == 0 {
		p.line("      nothing changed")
	}
	p.changes(changes)
	return p.err
}
