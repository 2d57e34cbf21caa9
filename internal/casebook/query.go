package casebook

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tocsin"
	"tocsin/internal/assess"
	"tocsin/internal/review"
)

// Query selects incidents as of a moment. Empty fields select all.
type Query struct {
	// Words must all occur in the incident's values, titles or quotes.
	Words     string
	Kinds     []tocsin.Kind
	Countries []string
	// Actor must be held responsible, by part of its name.
	Actor    string
	Statuses []assess.Status
	Grades   []assess.Grade
	States   []review.State
	// Source must be an outlet that tells of it.
	Source string
	// From and To bound the incident's days: they must touch the range.
	From, To *tocsin.Day
	Box      *tocsin.Box
	// Several selects incidents of two reports or more.
	Several bool
	// At is the moment; Cutoff is when the store stood as it is asked for, zero
	// for now: a snapshot's.
	At     assess.Moment
	Cutoff time.Time
	// ByValue puts first what a review is worth most, else the latest are first.
	ByValue bool
	tocsin.Page
}

// Params returns the names of the parameters that [ParseQuery] reads, in the
// order in which [Query.Encode] writes them.
func Params() []string {
	return []string{"q", "kind", "country", "actor", "status", "grade", "state", "source", "from", "to", "bbox", "several", "as-of", "clock", "sort"}
}

// ParseQuery reads a query from the parameters of a list's address. Its errors
// name the parameter and say what it should be.
func ParseQuery(v url.Values) (q Query, err error) {
	for name := range v {
		if !slices.Contains(Params(), name) {
			return q, fmt.Errorf("no parameter is called %q; want %s", name, strings.Join(Params(), ", "))
		}
	}
	q = Query{Words: v.Get("q"), Actor: v.Get("actor"), Source: v.Get("source"), Several: v.Get("several") == "true"}
	if q.Kinds, err = choices("kind", v["kind"], tocsin.Kinds()); err != nil {
		return q, err
	}
	if q.Statuses, err = choices("status", v["status"], assess.Statuses()); err != nil {
		return q, err
	}
	if q.Grades, err = choices("grade", v["grade"], assess.Grades()); err != nil {
		return q, err
	}
	if q.States, err = choices("state", v["state"], review.States()); err != nil {
		return q, err
	}
	for _, c := range nonEmpty(v["country"]) {
		if len(c) != 2 {
			return q, fmt.Errorf("country %q: want two letters, ISO 3166-1 alpha-2", c)
		}
		q.Countries = append(q.Countries, strings.ToUpper(c))
	}
	if q.From, err = day("from", v.Get("from")); err != nil {
		return q, err
	}
	if q.To, err = day("to", v.Get("to")); err != nil {
		return q, err
	}
	if q.Box, err = box(v.Get("bbox")); err != nil {
		return q, err
	}
	if q.At, err = ParseMoment(v.Get("as-of"), v.Get("clock")); err != nil {
		return q, err
	}
	switch v.Get("sort") {
	case "", "latest":
	case "review":
		q.ByValue = true
	default:
		return q, fmt.Errorf("sort %q: want latest or review", v.Get("sort"))
	}
	return q, nil
}

func nonEmpty(all []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s == "" })
}

func choices[T ~string](name string, given []string, all []T) ([]T, error) {
	var out []T
	for _, g := range nonEmpty(given) {
		if !slices.Contains(all, T(g)) {
			return nil, fmt.Errorf("%s %q: want one of %v", name, g, all)
		}
		out = append(out, T(g))
	}
	return out, nil
}

func day(name, s string) (*tocsin.Day, error) {
	if s == "" {
		return nil, nil
	}
	d, err := tocsin.ParseDay(s)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &d, nil
}

// box reads "west,south,east,north" in degrees.
func box(s string) (*tocsin.Box, error) {
	if s == "" {
		return nil, nil
	}
	var sides [4]float64
	parts := strings.Split(s, ",")
	for i, p := range parts {
		v, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if len(parts) != len(sides) || err != nil || !(v >= -180 && v <= 180) {
			return nil, fmt.Errorf("bbox %q: want west,south,east,north in degrees", s)
		}
		sides[i] = v
	}
	if len(parts) != len(sides) || sides[1] > sides[3] {
		return nil, fmt.Errorf("bbox %q: want west,south,east,north in degrees", s)
	}
	return &tocsin.Box{West: sides[0], South: sides[1], East: sides[2], North: sides[3]}, nil
}

// ParseMoment reads a point in time, a day or RFC 3339, on a clock: "reported",
// which is the default, or "learned". On the clock of learning a day is its end.
// No time is the present.
func ParseMoment(at, clock string) (assess.Moment, error) {
	m := assess.Moment{Clock: assess.Clock(clock)}
	switch m.Clock {
	case "":
		m.Clock = assess.ByReport
	case assess.ByReport, assess.ByLearning:
	default:
		return m, fmt.Errorf("clock %q: want reported or learned", clock)
	}
	if at == "" {
		return m, nil
	}
	if d, err := tocsin.ParseDay(at); err == nil {
		m.Time = d.Time().Add(24*time.Hour - time.Millisecond)
		return m, nil
	}
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return m, fmt.Errorf("as-of %q: want a day, YYYY-MM-DD, or a time such as 2024-01-05T12:00:00Z", at)
	}
	m.Time = t.UTC()
	return m, nil
}

// Encode writes the query as a list's address does, in one order.
func (q Query) Encode() string {
	v := url.Values{}
	set := func(name string, values ...string) {
		for _, s := range values {
			if s != "" {
				v.Add(name, s)
			}
		}
	}
	set("q", q.Words)
	set("kind", texts(q.Kinds)...)
	set("country", q.Countries...)
	set("actor", q.Actor)
	set("status", texts(q.Statuses)...)
	set("grade", texts(q.Grades)...)
	set("state", texts(q.States)...)
	set("source", q.Source)
	if q.From != nil {
		set("from", q.From.String())
	}
	if q.To != nil {
		set("to", q.To.String())
	}
	if b := q.Box; b != nil {
		set("bbox", fmt.Sprintf("%g,%g,%g,%g", b.West, b.South, b.East, b.North))
	}
	if q.Several {
		set("several", "true")
	}
	if !q.At.Time.IsZero() {
		set("as-of", q.At.Time.UTC().Format(time.RFC3339Nano))
		if q.At.Clock != assess.ByReport {
			set("clock", string(q.At.Clock))
		}
	}
	if q.ByValue {
		set("sort", "review")
	}
	return v.Encode()
}

func texts[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = string(v)
	}
	return out
}

// Selects reports whether the query selects the incident as it stands in the file.
func (q Query) Selects(f File) bool {
	return within(q.Kinds, f.Values["kind"]) && within(q.Countries, f.Values["country"]) &&
		within(q.Statuses, f.Values["status"]) && within(q.Grades, f.Values["grade"]) &&
		within(q.States, string(f.State)) && (!q.Several || f.Reports > 1) &&
		contains(f.Values["actor"], q.Actor) && q.inDays(f.Values["date"]) && q.inBox(f.Where) &&
		q.fromSource(f) && q.tells(f)
}

func within[T ~string](wanted []T, value string) bool {
	return len(wanted) == 0 || slices.Contains(wanted, T(value))
}

func contains(s, part string) bool {
	return strings.Contains(strings.ToLower(s), strings.ToLower(strings.TrimSpace(part)))
}

func (q Query) inDays(date string) bool {
	if q.From == nil && q.To == nil {
		return true
	}
	first, last, ranged := strings.Cut(date, "/")
	if !ranged {
		last = first
	}
	// ISO days compare as the days do.
	return date != "" && (q.From == nil || last >= q.From.String()) && (q.To == nil || first <= q.To.String())
}

func (q Query) inBox(p *tocsin.Place) bool {
	b := q.Box
	if b == nil {
		return true
	}
	if !p.Located() || p.Lat < b.South || p.Lat > b.North {
		return false
	}
	if b.West <= b.East {
		return p.Lon >= b.West && p.Lon <= b.East
	}
	return p.Lon >= b.West || p.Lon <= b.East
}

func (q Query) fromSource(f File) bool {
	return q.Source == "" || slices.ContainsFunc(f.Assessment.Reports, func(r tocsin.Testimony) bool {
		return strings.EqualFold(strings.TrimSpace(q.Source), r.Outlet)
	})
}

// tells reports whether all of the query's words occur in what is searched.
func (q Query) tells(f File) bool {
	words := q.words()
	if len(words) == 0 {
		return true
	}
	all := searched(f)
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) })
}

// words returns the query's words in lower case.
func (q Query) words() []string { return strings.Fields(strings.ToLower(q.Words)) }
