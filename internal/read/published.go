package read

import (
	"fmt"
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
