package review

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tocsin"
)

// maxText and maxAuthor bound what an analyst writes, in bytes.
const maxText, maxAuthor = 4000, 200

// Fields returns the fields that an analyst can set.
func Fields() []string {
	return []string{"kind", "stage", "date", "place", "country", "killed", "injured", "actor", "status", "grade"}
}

// Check returns an error that says what is wrong with a decision, in words for
// the analyst, before it is stored. What it is about is given by the review as it
// stands and by the tellings of the incident.
func Check(d tocsin.Decision, now Review, tellings []string) error {
	switch {
	case strings.TrimSpace(d.Author) == "":
		return errors.New("say who decides: the author is missing")
	case len(d.Author) > maxAuthor || strings.ContainsAny(d.Author, "\n\r"):
		return fmt.Errorf("the author is longer than %d characters or more than one line", maxAuthor)
	case len(d.Text) > maxText:
		return fmt.Errorf("the text is longer than %d characters", maxText)
	}
	switch d.Action {
	case tocsin.Accept:
		return nil
	case tocsin.Reject, tocsin.Note:
		return wantText(d)
	case tocsin.Edit, tocsin.Pin:
		return checkValue(d.Field, d.Value)
	case tocsin.Merge:
		return checkMerge(d, tellings)
	case tocsin.Split:
		return checkSplit(d, tellings)
	case tocsin.Undo:
		return checkUndo(d, now)
	}
	return fmt.Errorf("no action is called %q", d.Action)
}

func wantText(d tocsin.Decision) error {
	if strings.TrimSpace(d.Text) != "" {
		return nil
	}
	if d.Action == tocsin.Reject {
		return errors.New("say why it is rejected: the reason is missing")
	}
	return errors.New("the note is empty")
}

func checkMerge(d tocsin.Decision, tellings []string) error {
	if len(d.Tellings) == 0 {
		return errors.New("name the incident to merge with")
	}
	for _, t := range d.Tellings {
		if slices.Contains(tellings, t) {
			return fmt.Errorf("%s is this incident already", t)
		}
	}
	return nil
}

func checkSplit(d tocsin.Decision, tellings []string) error {
	if len(d.Tellings) == 0 {
		return errors.New("name the tellings to set apart")
	}
	for _, t := range d.Tellings {
		if !slices.Contains(tellings, t) {
			return fmt.Errorf("%s is no telling of this incident", t)
		}
	}
	if len(d.Rest) == 0 {
		return errors.New("a split must leave a telling behind")
	}
	return nil
}

func checkUndo(d tocsin.Decision, now Review) error {
	at := slices.IndexFunc(now.Log, func(e Entry) bool { return e.Number == d.Undoes })
	switch {
	case at < 0:
		return fmt.Errorf("there is no decision %d on this incident", d.Undoes)
	case undone(now, d.Undoes) != 0:
		return fmt.Errorf("decision %d was undone already, by decision %d", d.Undoes, undone(now, d.Undoes))
	}
	return nil
}

// undone returns the number of the undo that holds against a decision, 0 for none.
func undone(r Review, number int) int {
	for _, e := range r.Log {
		if e.Holds && e.Action == tocsin.Undo && e.Undoes == number {
			return e.Number
		}
	}
	return 0
}

var countryCode = regexp.MustCompile(`^[A-Z]{2}$`)

// checkValue wants a value in the form in which the field is shown; "" says that
// the field has none.
func checkValue(field, value string) error {
	if value == "" && field != "kind" && field != "stage" {
		return nil
	}
	switch field {
	case "kind":
		return oneOf(field, value, tocsin.Kinds())
	case "stage":
		return oneOf(field, value, tocsin.Stages())
	case "date":
		return checkDate(value)
	case "country":
		if !countryCode.MatchString(value) {
			return fmt.Errorf("country %q: want two capital letters, ISO 3166-1 alpha-2", value)
		}
		return nil
	case "killed", "injured":
		return checkToll(field, value)
	case "status":
		return oneOf(field, value, []string{"undisputed", "claimed", "contested", "denied", "unknown"})
	case "grade":
		return oneOf(field, value, []string{"confirmed", "fair", "weak", "contested", "discounted"})
	case "place", "actor":
		if len(value) > maxAuthor || strings.ContainsAny(value, "\n\r") {
			return fmt.Errorf("%s: want one line of at most %d characters", field, maxAuthor)
		}
		return nil
	}
	return fmt.Errorf("no field is called %q; want one of %s", field, strings.Join(Fields(), ", "))
}

func oneOf[T ~string](field, value string, all []T) error {
	if slices.Contains(all, T(value)) {
		return nil
	}
	words := make([]string, len(all))
	for i, v := range all {
		words[i] = string(v)
	}
	return fmt.Errorf("%s %q: want one of %s", field, value, strings.Join(words, ", "))
}

// checkDate wants a day, or two as FROM/TO.
func checkDate(value string) error {
	from, to, ranged := strings.Cut(value, "/")
	first, err := tocsin.ParseDay(from)
	last := first
	if err == nil && ranged {
		last, err = tocsin.ParseDay(to)
	}
	if err != nil || last < first {
		return fmt.Errorf("date %q: want YYYY-MM-DD, or YYYY-MM-DD/YYYY-MM-DD from the first to the last day", value)
	}
	return nil
}

// checkToll wants a number, or low/best/high.
func checkToll(field, value string) error {
	parts := strings.Split(value, "/")
	last := 0
	for _, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || n < last || len(parts) != 1 && len(parts) != 3 {
			return fmt.Errorf("%s %q: want a number, or low/best/high such as 84/94/103", field, value)
		}
		last = n
	}
	return nil
}
