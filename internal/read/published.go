package read

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"tocsin"
)

// layouts are the forms of a day of publication that are understood. A form
// such as 01/02/2006 is not: nobody can tell its day from its month.
var layouts = []string{
	time.DateOnly, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04",
	"2006-01-02 15:04", "2006-01-02T15:04:05Z0700", "2006/01/02", "20060102", time.RFC1123, time.RFC1123Z,
	"Mon, 2 Jan 2006 15:04:05 MST", "Mon, 2 Jan 2006 15:04:05 -0700", "2 January 2006", "2 Jan 2006",
	"January 2, 2006", "Jan 2, 2006", "Monday, January 2, 2006", "Monday, 2 January 2006",
}

// Years outside these are held to be wrong: no news report on paper or on the
// web comes from them.
const firstYear, lastYear = 1800, 2200

// parsePublished reads a day of publication. Its error is fit for a note.
func parsePublished(s string) (tocsin.Day, error) {
	s = strings.TrimSpace(s)
	for _, layout := range layouts {
		t, err := time.Parse(layout, s)
		if err == nil && t.Year() >= firstYear && t.Year() <= lastYear {
			return tocsin.DayOf(t), nil
		}
	}
	return 0, fmt.Errorf("publication date %q not understood, taken as unknown; want YYYY-MM-DD", clip(s, 40))
}

// clip shortens s to at most n runes, on one line.
func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	for i := range s {
		if n == 0 {
			return s[:i] + "…"
		}
		n--
	}
	return s
}

// dateLines is the number of lines at the head of a text among which a line
// that holds a date alone is taken as the day of publication.
const dateLines = 6

// dateStamp matches a line that holds a date alone: an opening word, a weekday, the
// date, a time of day. Its last group is the date.
var dateStamp = regexp.MustCompile(`^(?i:(?:first |date )?(?:published|posted|issued|date|updated|last updated)(?: on| at)?:?\s+)?` +
	`(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?` +
	`(\d{1,2}(?:st|nd|rd|th)? \p{L}+[.,]? \d{4}|\p{L}+\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}-\d{2}-\d{2})` +
	`(?:[ T,|–-]+(?:at )?\d{1,2}[:.]\d{2}.{0,12})?$`)

var ordinals = regexp.MustCompile(`(\d)(?:st|nd|rd|th)\b`)

// stampedDay looks for a day of publication at the head of a text.
func stampedDay(text string) (tocsin.Day, bool) {
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		if n++; n > dateLines {
			break
		}
		m := dateStamp.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			continue
		}
		date := strings.NewReplacer(",", "", ".", "").Replace(ordinals.ReplaceAllString(m[1], "$1"))
		for _, layout := range []string{"2 January 2006", "2 Jan 2006", "January 2 2006", "Jan 2 2006", time.DateOnly} {
			if t, err := time.Parse(layout, date); err == nil && t.Year() >= firstYear && t.Year() <= lastYear {
				return tocsin.DayOf(t), true
			}
		}
	}
	return 0, false
}

// stampPublished dates a report that has no day of publication by its text.
func stampPublished(rep *tocsin.Report) {
	if rep.Published != nil {
		return
	}
	if day, ok := stampedDay(rep.Text); ok {
		rep.Published, rep.Basis = &day, tocsin.DateDateline
	}
}

// urlDay matches a day in the path of an address, as most outlets write it.
var urlDay = regexp.MustCompile(`/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)`)

// datedURL dates a report that has no day of publication by its address.
func datedURL(rep *tocsin.Report) {
	if rep.Published != nil {
		return
	}
	m := urlDay.FindStringSubmatch(rep.URL)
	if m == nil {
		return
	}
	if t, err := time.Parse("2006-1-2", m[1]+"-"+m[2]+"-"+m[3]); err == nil {
		day := tocsin.DayOf(t)
		rep.Published, rep.Basis = &day, tocsin.DateURL
	}
}
