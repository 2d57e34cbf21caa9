package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"tocsin"
	"tocsin/internal/text"
)

// TimeFinder finds time expressions; ref is the day that relative ones are
// reckoned from.
type TimeFinder interface {
	Find(doc *text.Doc, ref *tocsin.Day) []tocsin.Timex
}

// NumberFinder finds numbers.
type NumberFinder interface {
	Find(doc *text.Doc) []tocsin.Numeral
}

// RecognizerCase is one sentence of the Recognizers-Text test sets (Microsoft,
// MIT licence) with the expressions expected in it.
type RecognizerCase struct {
	Input   string `json:"Input"`
	Context struct {
		Reference string `json:"ReferenceDateTime"`
	} `json:"Context"`
	Results []RecognizerResult `json:"Results"`
}

// RecognizerResult is one expected expression; End is that of its last UTF-16
// unit. Some results spell the name of the type in lower case.
type RecognizerResult struct {
	Start      int    `json:"Start"`
	End        int    `json:"End"`
	Type       string `json:"TypeName"`
	Resolution struct {
		Value  any               `json:"value"`
		Values []recognizerValue `json:"values"`
	} `json:"Resolution"`
}

type recognizerValue struct {
	Value string `json:"value"`
	Start string `json:"start"`
	End   string `json:"end"`
}

// Family is the expected type without its prefix: "daterange", "number".
func (r RecognizerResult) Family() string {
	return r.Type[strings.LastIndexByte(r.Type, '.')+1:]
}

// ReadRecognizerCases reads a file of the test sets.
func ReadRecognizerCases(r io.Reader) ([]RecognizerCase, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read recognizer cases: %w", err)
	}
	var cases []RecognizerCase
	if err := json.Unmarshal(bytes.TrimPrefix(b, []byte("\ufeff")), &cases); err != nil {
		return nil, fmt.Errorf("read recognizer cases: %w", err)
	}
	return cases, nil
}

// FamilyScore counts the expected expressions of one family.
type FamilyScore struct {
	// Expected is how many there are; Overlapped how many have an expression of
	// any sort at their place; Spanned how many have one with the same words but
	// for small words at the front (on, in, the); Right how many of these have
	// the value too.
	Expected, Overlapped, Spanned, Right int
	// ByKind is true for families of which only the kind is compared, not the
	// value: times of day, lengths of time and repeated times.
	ByKind bool
}

// Rate returns the share that is right.
func (f FamilyScore) Rate() float64 { return ratio(f.Right, f.Expected) }

// RecognizerScore is the outcome on one file of cases.
type RecognizerScore struct {
	// Cases is the number of sentences; Passed those in which every expected
	// expression is right and no other is found.
	Cases, Passed int
	// Empty is the number of sentences in which nothing is expected; Spurious
	// those of them in which something is found.
	Empty, Spurious int
	Families        map[string]*FamilyScore
	// Failures are the expected expressions that are not right, as "family:
	// words | found words | sentence", in order.
	Failures []string
}

func newRecognizerScore(n int) *RecognizerScore {
	return &RecognizerScore{Cases: n, Families: map[string]*FamilyScore{}}
}

func (s *RecognizerScore) family(name string) *FamilyScore {
	if s.Families[name] == nil {
		s.Families[name] = &FamilyScore{}
	}
	return s.Families[name]
}

// recognized is what a finder found, in the terms of the test sets.
type recognized struct {
	span tocsin.Span
	// right reports whether it has the kind, and for dates the value, expected.
	right func(want RecognizerResult) bool
}

// ScoreTimes scores a finder on the date and time cases. An interval of days is
// right where it equals that of one of the values offered; as their ends are the
// day after the last for a month or week and the last day itself for a range of
// days, either counts. A time of day, length or repeated time is right where the
// kind is the same.
func ScoreTimes(cases []RecognizerCase, f TimeFinder) *RecognizerScore {
	s := newRecognizerScore(len(cases))
	for _, c := range cases {
		doc := text.New(tocsin.Report{Text: c.Input})
		var ref *tocsin.Day
		if t, err := time.Parse("2006-01-02T15:04:05", c.Context.Reference); err == nil {
			d := tocsin.DayOf(t)
			ref = &d
		}
		var found []recognized
		for _, x := range f.Find(doc, ref) {
			found = append(found, recognized{x.Span, func(want RecognizerResult) bool { return timeRight(x, want) }})
		}
		s.score(doc, c, found)
	}
	for _, name := range []string{"time", "timerange", "duration", "set"} {
		s.family(name).ByKind = true
	}
	return s
}

// timeRight compares one expression with what is expected.
func timeRight(x tocsin.Timex, want RecognizerResult) bool {
	switch want.Family() {
	case "time", "timerange":
		return x.Kind == tocsin.TimexClock
	case "duration":
		return x.Kind == tocsin.TimexDuration
	case "set":
		return x.Kind == tocsin.TimexSet
	case "date", "daterange", "datetime", "datetimerange":
	default:
		return false
	}
	if x.Interval == nil {
		return false
	}
	for _, v := range want.Resolution.Values {
		if v.agrees(*x.Interval) || x.Kind == tocsin.TimexSince && v.End == "" && v.days().Start == x.Interval.Start {
			return true
		}
	}
	return false
}

// days returns the days of a value; of an end at midnight the day before.
func (v recognizerValue) days() tocsin.Interval {
	if v.Start == "" && v.End == "" {
		d, _ := dayOf(v.Value)
		return tocsin.OneDay(d)
	}
	start, _ := dayOf(v.Start)
	end, midnight := dayOf(v.End)
	if midnight && end > start {
		end--
	}
	return tocsin.Interval{Start: start, End: end}
}

// agrees reports whether iv is the value, its end told or left out.
func (v recognizerValue) agrees(iv tocsin.Interval) bool {
	want := v.days()
	if iv == want {
		return true
	}
	end, _ := dayOf(v.End)
	return v.End != "" && iv.Start == want.Start && iv.End == end
}

// dayOf reads the day of "2016-11-07 16:00:00"; midnight is true where the time
// is 0:00 or not told. A text that is no day is read as a day far off.
func dayOf(s string) (d tocsin.Day, midnight bool) {
	date, clock, _ := strings.Cut(s, " ")
	d, err := tocsin.ParseDay(date)
	if err != nil {
		return math.MinInt32, false
	}
	return d, clock == "" || clock == "00:00:00"
}

// ScoreNumbers scores a finder on the number cases. A number is right where it
// differs from the expected by less than a billionth part. Ordinals and the
// articles that stand for one are not numbers in these cases.
func ScoreNumbers(cases []RecognizerCase, f NumberFinder) *RecognizerScore {
	s := newRecognizerScore(len(cases))
	for _, c := range cases {
		doc := text.New(tocsin.Report{Text: c.Input})
		var found []recognized
		for _, n := range f.Find(doc) {
			article := n.Indefinite && doc.Of(n.Core) != "one"
			if n.Use != tocsin.NumeralOrdinal && !article {
				found = append(found, recognized{n.Core, func(want RecognizerResult) bool { return numberRight(n, want) }})
			}
		}
		s.score(doc, c, found)
	}
	return s
}

func numberRight(n tocsin.Numeral, want RecognizerResult) bool {
	v, err := strconv.ParseFloat(fmt.Sprint(want.Resolution.Value), 64)
	return err == nil && math.Abs(v-n.Value) <= 1e-9*math.Max(1, math.Abs(v))
}

// score compares what was found in a sentence with what is expected.
func (s *RecognizerScore) score(doc *text.Doc, c RecognizerCase, found []recognized) {
	units := text.NewOffsets(doc.Text)
	pass := len(found) == len(c.Results)
	if len(c.Results) == 0 {
		s.Empty++
		if len(found) > 0 {
			s.Spurious++
		}
	}
	for _, want := range c.Results {
		// The report's text begins after the newline that ends its empty title.
		span := tocsin.Span{Start: want.Start + 1, End: want.End + 2}
		name := familyOf(doc, units, want, span)
		fam := s.family(name)
		fam.Expected++
		overlapped, spanned, right, seen := false, false, false, "nothing"
		for _, got := range found {
			at := units.UTF16Span(got.span)
			if !at.Overlaps(span) {
				continue
			}
			overlapped, seen = true, doc.Of(got.span)
			if at.End == span.End && sameStart(doc, units, got.span, span) {
				spanned = true
				right = right || got.right(want)
			}
		}
		fam.Overlapped += one(overlapped)
		fam.Spanned += one(spanned)
		fam.Right += one(right)
		if !right {
			s.Failures = append(s.Failures, name+": "+words(doc, units, span)+" | found "+seen+" | "+c.Input)
		}
		pass = pass && right
	}
	s.Passed += one(pass)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// sameStart reports whether what stands between the two starts is small words
// only.
func sameStart(doc *text.Doc, units *text.Offsets, got, want tocsin.Span) bool {
	start := byteAt(doc, units, want.Start)
	between := doc.Text[min(got.Start, start):max(got.Start, start)]
	for _, w := range strings.Fields(strings.ToLower(between)) {
		switch w {
		case "on", "in", "at", "the", "of", "for", "during", "by", "around", "about", "within", "over", "a", "to":
		default:
			return false
		}
	}
	return true
}

// byteAt returns the byte position of a UTF-16 position.
func byteAt(doc *text.Doc, units *text.Offsets, pos int) int {
	for i := range doc.Text {
		if units.UTF16(i) >= pos {
			return i
		}
	}
	return len(doc.Text)
}

func words(doc *text.Doc, units *text.Offsets, span tocsin.Span) string {
	return doc.Text[byteAt(doc, units, span.Start):byteAt(doc, units, span.End)]
}

// familyOf returns the expected type, and for numbers how they are written.
func familyOf(doc *text.Doc, units *text.Offsets, want RecognizerResult, span tocsin.Span) string {
	if f := want.Family(); f != "number" {
		if f == "" {
			return "untyped"
		}
		return f
	}
	w := strings.ToLower(words(doc, units, span))
	switch {
	case strings.HasPrefix(w, "-") || strings.HasPrefix(w, "minus") || strings.HasPrefix(w, "negative"):
		return "negative"
	case strings.ContainsAny(w, "^"):
		return "power"
	case strings.ContainsAny(w, "/⅔¾⅙½") || fractional(fmt.Sprint(want.Resolution.Value)) && !strings.ContainsAny(w, "0123456789") && !strings.Contains(w, "point"):
		return "fraction"
	case strings.Trim(w, "0123456789.,") == "":
		return "figures"
	case strings.Trim(w, "abcdefghijklmnopqrstuvwxyz -") == "":
		return "words"
	}
	return "figures and letters"
}

func fractional(v string) bool {
	f, err := strconv.ParseFloat(v, 64)
	return err == nil && f != math.Trunc(f)
}
