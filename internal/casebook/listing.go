package casebook

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tocsin"
	"tocsin/internal/assess"
)

// Listing returns what lists select and order an incident by: as the file shows
// it, and by when its folder, from which the file was made, came to hold what. For
// a store to answer lists by, the file must be that of the present.
func (f File) Listing(of Folder) (tocsin.Listing, error) {
	body, err := json.Marshal(f.Case)
	if err != nil {
		return tocsin.Listing{}, fmt.Errorf("list incident %s: %w", of.Dossier.ID, err)
	}
	l := tocsin.Listing{
		Dossier: of.Dossier.ID, Shown: f.ID,
		Kind: f.Values["kind"], Country: f.Values["country"], Status: f.Values["status"], Grade: f.Values["grade"],
		State: string(f.State), Date: f.Values["date"], Actor: strings.ToLower(f.Values["actor"]),
		Several: f.Reports > 1, Value: f.Value, Words: searched(f), Body: body,
	}
	if f.Where.Located() {
		l.Where = f.Where
	}
	for _, r := range f.Assessment.Reports {
		if o := fold(r.Outlet); !slices.Contains(l.Outlets, o) {
			l.Outlets = append(l.Outlets, o)
		}
	}
	// Versions that have been replaced count here: they stood at their time.
	for i, r := range of.Told {
		if i == 0 || r.Learned.Before(l.FirstLearned) {
			l.FirstLearned = r.Learned
		}
		if i == 0 || r.Learned.After(l.LastLearned) {
			l.LastLearned = r.Learned
		}
		if i == 0 || r.Day() < l.FirstReported {
			l.FirstReported = r.Day()
		}
		if i == 0 || r.Day() > l.LastReported {
			l.LastReported = r.Day()
		}
	}
	for _, e := range f.Review.Log {
		if e.At.After(l.Decided) {
			l.Decided = e.At
		}
	}
	return l, nil
}

// fold returns a name as [strings.EqualFold] compares it: of each letter the
// least of its cases.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for c := unicode.SimpleFold(r); c != r; c = unicode.SimpleFold(c) {
			least = min(least, c)
		}
		return least
	}, name)
}

// searched returns what the file shows and its reports say, in lower case, each
// piece once on a line of its own.
func searched(f File) string {
	var pieces []string
	for _, v := range f.Values {
		pieces = append(pieces, strings.ReplaceAll(v, "_", " "))
	}
	for _, r := range f.Assessment.Reports {
		pieces = append(pieces, r.Title, r.Told.Incident.Anchor.Quote)
	}
	for _, t := range f.Assessment.Tolls {
		pieces = append(pieces, t.Quote, t.By)
	}
	for _, a := range f.Assessment.Attributions {
		pieces = append(pieces, a.Quote, a.Actor, a.By)
	}
	for i, p := range pieces {
		pieces[i] = strings.ToLower(p)
	}
	slices.Sort(pieces)
	return strings.Join(slices.Compact(pieces), "\n")
}

// shortest is the least number of characters of a word that listings can find.
const shortest = 3

// Listable reports whether listings can select what the query does: not where a
// word is too short.
func (q Query) Listable() bool {
	return !slices.ContainsFunc(q.words(), func(w string) bool { return utf8.RuneCountInString(w) < shortest })
}

// Listings returns the query as it selects listings; words that are too short are
// left out. What changed later than the query's moment is left out as well.
func (q Query) Listings() tocsin.ListingQuery {
	return tocsin.ListingQuery{
		Kinds: q.Kinds, Countries: q.Countries, Statuses: texts(q.Statuses), Grades: texts(q.Grades), States: texts(q.States),
		Actor: strings.ToLower(strings.TrimSpace(q.Actor)), Outlet: fold(strings.TrimSpace(q.Source)),
		Words: slices.DeleteFunc(q.words(), func(w string) bool { return utf8.RuneCountInString(w) < shortest }),
		From:  q.From, To: q.To, Box: q.Box, Several: q.Several, Known: q.horizon(),
		ByValue: q.ByValue, All: q.Limit == 0, Page: q.Page,
	}
}

// horizon returns what was known at the query's moment.
func (q Query) horizon() (h tocsin.Horizon) {
	later := func(t time.Time) *time.Time {
		if t.IsZero() {
			return nil
		}
		return &t
	}
	h.Learned = later(q.Cutoff)
	switch {
	case q.At.Time.IsZero():
	case q.At.Clock == assess.ByLearning:
		h.Learned = later(earliest(q.At.Time, q.Cutoff))
	default:
		d := tocsin.DayOf(q.At.Time.UTC())
		h.Reported = &d
	}
	h.Decided = later(earliest(q.At.Time, q.Cutoff))
	return h
}
