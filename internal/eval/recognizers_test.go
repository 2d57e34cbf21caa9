package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/text"
)

// fakeTimes finds the given words, each with an interval.
type fakeTimes map[string]tocsin.Timex

func (f fakeTimes) Find(doc *text.Doc, _ *tocsin.Day) []tocsin.Timex {
	var found []tocsin.Timex
	for words, x := range f {
		if i := strings.Index(doc.Text, words); i >= 0 {
			x.Span = tocsin.Span{Start: i, End: i + len(words)}
			found = append(found, x)
		}
	}
	return found
}

func TestScoreTimes(t *testing.T) {
	june := tocsin.Interval{Start: tocsin.NewDay(2016, 6, 1), End: tocsin.NewDay(2016, 6, 30)}
	cases, err := ReadRecognizerCases(strings.NewReader("\ufeff" + `[
	{"Input": "They left “it” in June 2016.", "Context": {"ReferenceDateTime": "2018-01-01T00:00:00"}, "Results": [
		{"Start": 18, "End": 26, "TypeName": "datetimeV2.daterange", "Resolution": {"values": [{"start": "2016-06-01", "end": "2016-07-01"}]}}]},
	{"Input": "It took three days.", "Results": [
		{"Start": 8, "End": 17, "Typename": "datetimeV2.duration", "Resolution": {"values": [{"value": "259200"}]}}]},
	{"Input": "Nothing is told today of it.", "Results": []}]`))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name     string
		found    fakeTimes
		right    int
		passed   int
		spurious int
	}{
		{"all right, a small word before", fakeTimes{"in June 2016": {Kind: tocsin.TimexDate, Interval: &june}, "three days": {Kind: tocsin.TimexDuration}}, 2, 3, 0},
		{"wrong value and kind", fakeTimes{"June 2016": {Kind: tocsin.TimexDate, Interval: &tocsin.Interval{}}, "three days": {Kind: tocsin.TimexSet}}, 0, 1, 0},
		{"part of the words", fakeTimes{"2016": {Kind: tocsin.TimexDate, Interval: &june}}, 0, 1, 0},
		{"one too many", fakeTimes{"June 2016": {Kind: tocsin.TimexDate, Interval: &june}, "three days": {Kind: tocsin.TimexDuration}, "today": {Kind: tocsin.TimexDate}}, 2, 2, 1},
	} {
		s := ScoreTimes(cases, c.found)
		right := 0
		for _, f := range s.Families {
			right += f.Right
		}
		if right != c.right || s.Passed != c.passed || s.Spurious != c.spurious {
			t.Errorf("%s: right %d, passed %d, spurious %d; want %d, %d, %d", c.name, right, s.Passed, s.Spurious, c.right, c.passed, c.spurious)
		}
	}
}

func TestReadRecognizerCasesTellsOfBrokenFiles(t *testing.T) {
	if _, err := ReadRecognizerCases(strings.NewReader(`{"Input": `)); err == nil {
		t.Error("half a file was read without an error")
	}
}

// The published files must be read whole: a change of their form would else
// score as a failure of the grammar.
func TestReadPublishedCases(t *testing.T) {
	for name, n := range map[string]int{"DateTimeModel.json": 985, "NumberModel.json": 235} {
		f, err := os.Open(filepath.Join(sharedFolder(t), "bench", "recognizers", "English", name))
		if err != nil {
			t.Skipf("no recognizer cases in the shared data folder: %v", err)
		}
		defer f.Close()
		cases, err := ReadRecognizerCases(f)
		if err != nil || len(cases) != n {
			t.Errorf("%s: %d cases (%v), want %d", name, len(cases), err, n)
		}
	}
}
