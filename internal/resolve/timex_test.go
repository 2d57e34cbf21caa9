package resolve

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tocsin"
	"tocsin/internal/text"
)

func day(t testing.TB, s string) *tocsin.Day {
	t.Helper()
	if s == "" {
		return nil
	}
	d, err := tocsin.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

// showTimes writes the expressions as words=start..end, one day as words=day.
func showTimes(doc *text.Doc, times []tocsin.Timex) string {
	var out []string
	for _, x := range times {
		s := doc.Of(x.Span) + "="
		switch {
		case x.Interval == nil:
			s += string(x.Kind)
		case x.Interval.Start == x.Interval.End:
			s += x.Interval.Start.String()
		default:
			s += x.Interval.Start.String() + ".." + x.Interval.End.String()
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestTimexes(t *testing.T) {
	x := NewTimexes()
	const wednesday = "2016-06-15"
	for _, c := range []struct{ ref, text, want string }{
		// Dates of the calendar.
		{"", "on 5 June 2016", "5 June 2016=2016-06-05"},
		{"", "on June 5, 2016,", "June 5, 2016=2016-06-05"},
		{"", "on Sunday, June 5th, 2016", "Sunday, June 5th, 2016=2016-06-05"},
		{"", "ON NOV. 13, 2015, GUNMEN", "NOV. 13, 2015=2015-11-13"},
		{"", "on 2016-06-05 and 30.01.2023", "2016-06-05=2016-06-05; 30.01.2023=2023-01-30"},
		{"", "the June 28, 2009, coup", "June 28, 2009=2009-06-28"},
		{wednesday, "on 05/06/2016", "05/06/2016=2016-06-05"},
		{wednesday, "on 6/5/2016 and 6/25/2016", "6/5/2016=2016-06-05; 6/25/2016=2016-06-25"},
		{wednesday, "on 13/02 gunmen", "13/02=2016-02-13"},
		{wednesday, "on June 5", "June 5=2016-06-05"},
		{wednesday, "on November 13", "November 13=2015-11-13"},
		{wednesday, "the 5th of June", "the 5th of June=2016-06-05"},
		{wednesday, "on the 7th of this month", "the 7th of this month=2016-06-07"},
		{wednesday, "on January 15 and 16", "January 15=2016-01-15; 16=2016-01-16"},
		{wednesday, "on 5-6 April 2016", "5-6 April 2016=2016-04-05..2016-04-06"},
		{wednesday, "the night of June 3-4", "the night of June 3-4=2016-06-03..2016-06-04"},
		{wednesday, "in March last year", "March last year=2015-03-01..2015-03-31"},
		{wednesday, "on 7 March this year", "7 March this year=2016-03-07"},
		{wednesday, "he may march in may", ""},
		// Months, years, decades, seasons.
		{wednesday, "in May", "May=2016-05-01..2016-05-31"},
		{wednesday, "in August", "August=2015-08-01..2015-08-31"},
		{wednesday, "in June", "June=2016-06-01..2016-06-15"},
		{wednesday, "will go on trial in August", "August=2016-08-01..2016-08-31"},
		{wednesday, "in 2014", "2014=2014-01-01..2014-12-31"},
		{wednesday, "killed 2014 people", ""},
		{wednesday, "in the late 1980s", "late 1980s=1987-01-01..1989-12-31"},
		{wednesday, "in winter 2013", "winter 2013=2013-12-01..2014-02-28"},
		{wednesday, "in late December", "late December=2015-12-21..2015-12-31"},
		{wednesday, "in early 2014", "early 2014=2014-01-01..2014-03-31"},
		{wednesday, "mid-November 2015", "mid-November 2015=2015-11-11..2015-11-20"},
		{wednesday, "at the end of May", "the end of May=2016-05-21..2016-05-31"},
		{wednesday, "in the first quarter of 2016", "the first quarter of 2016=2016-01-01..2016-03-31"},
		// Weekdays and parts of the day.
		{wednesday, "on Sunday", "Sunday=2016-06-12"},
		{wednesday, "on Wednesday", "Wednesday=2016-06-15"},
		{wednesday, "Mondays twin bombings", "Mondays=2016-06-13"},
		{wednesday, "early on Friday", "early on Friday=2016-06-10"},
		{wednesday, "Friday night", "Friday night=2016-06-10"},
		{wednesday, "at 8am on Monday", "8am on Monday=2016-06-13"},
		{wednesday, "on Monday at 10:30", "Monday at 10:30=2016-06-13"},
		{wednesday, "in the early hours of Sunday", "the early hours of Sunday=2016-06-12"},
		{wednesday, "on Sunday the 5th", "Sunday the 5th=2016-06-05"},
		{wednesday, "on Monday 21 people died", "Monday=2016-06-13"},
		{wednesday, "It was 5 June.", "5 June=2016-06-05"},
		{wednesday, "from November to March", "from November to March=2015-11-01..2016-03-31"},
		{wednesday, "in June-August 2014", "June-August 2014=2014-06-01..2014-08-31"},
		{wednesday, "from 2007 to the end of 2008", "from 2007 to the end of 2008=2007-01-01..2008-12-31"},
		{wednesday, "by the end of the year", "the end of the year=2016-10-01..2016-12-31"},
		{wednesday, "will be freed in two weeks", "in two weeks=2016-06-29"},
		{wednesday, "was built in two weeks", "two weeks=duration"},
		{wednesday, "on 23/Sep/2014 and 05-Aug-2015", "23/Sep/2014=2014-09-23; 05-Aug-2015=2015-08-05"},
		{wednesday, "last Tuesday", "last Tuesday=2016-06-07"},
		{wednesday, "next Friday", "next Friday=2016-06-17"},
		{wednesday, "on Monday of last week", "Monday of last week=2016-06-06"},
		{wednesday, "overnight", "overnight=2016-06-14..2016-06-15"},
		{wednesday, "overnight on Monday", "overnight on Monday=2016-06-13..2016-06-14"},
		{wednesday, "yesterday evening and this morning", "yesterday evening=2016-06-14; this morning=2016-06-15"},
		{wednesday, "the day before yesterday", "the day before yesterday=2016-06-13"},
		{wednesday, "between 10 and 11:30 and from 5 to 6pm on Monday", "between 10 and 11:30=clock; from 5 to 6pm on Monday=2016-06-13"},
		{wednesday, "between 20 and 30 people", ""},
		{"2016-06-15", "DAMASCUS, June 15 (Reuters) - Bombs went off on Monday.", "June 15=2016-06-15; Monday=2016-06-13"},
		{wednesday, "in the coming days to present a plan", "the coming days=2016-06-15..2016-06-18"},
		{wednesday, "Copyright 2018 TRT", ""},
		{wednesday, "at 10:30 GMT", "10:30 GMT=clock"},
		// Periods around the reference day.
		{wednesday, "last week", "last week=2016-06-06..2016-06-12"},
		{wednesday, "this week", "this week=2016-06-13..2016-06-15"},
		{wednesday, "earlier this month", "earlier this month=2016-06-01..2016-06-15"},
		{wednesday, "last month", "last month=2016-05-01..2016-05-31"},
		{wednesday, "last year", "last year=2015-01-01..2015-12-31"},
		{wednesday, "last November", "last November=2015-11-01..2015-11-30"},
		{wednesday, "at the weekend", "the weekend=2016-06-11..2016-06-12"},
		{wednesday, "over the past three days", "the past three days=2016-06-12..2016-06-15"},
		{wednesday, "in the last 24 hours", "the last 24 hours=2016-06-14..2016-06-15"},
		{wednesday, "during the past week", "the past week=2016-06-08..2016-06-15"},
		{wednesday, "in recent days", "recent days=2016-06-12..2016-06-15"},
		{wednesday, "three weeks ago", "three weeks ago=2016-05-25"},
		{wednesday, "a year ago", "a year ago=2015-01-01..2015-12-31"},
		{wednesday, "since April", "since April=2016-04-01..2016-06-15"},
		{wednesday, "since the assault began on Sunday", "since the assault began on Sunday=2016-06-12..2016-06-15"},
		{wednesday, "between 3 and 5 March", "between 3 and 5 March=2016-03-03..2016-03-05"},
		{wednesday, "from Friday until Sunday", "from Friday until Sunday=2016-06-10..2016-06-12"},
		{wednesday, "between July 2008 and August 2009", "between July 2008 and August 2009=2008-07-01..2009-08-31"},
		// Times reckoned from the time told before.
		{wednesday, "On 3 May he fled. Two days later he was caught.", "3 May=2016-05-03; Two days later=2016-05-05"},
		{wednesday, "On 3 May he fled. The following day he was caught.", "3 May=2016-05-03; The following day=2016-05-04"},
		{wednesday, "In October 2015 he fled; a month later he was caught.", "October 2015=2015-10-01..2015-10-31; a month later=2015-11-01..2015-11-30"},
		{wednesday, "killed on Tuesday, a day after a raid", "Tuesday=2016-06-14; a day after=2016-06-13"},
		// Days known by name.
		{wednesday, "on Christmas Day 2015", "Christmas Day 2015=2015-12-25"},
		{wednesday, "Easter Sunday 2016", "Easter Sunday 2016=2016-03-27"},
		{"2016-09-17", "during Eid al-Adha", "Eid al-Adha=2016-09-11..2016-09-14"},
		{wednesday, "since the 9/11 attacks", "since the 9/11=2001-09-11..2016-06-15"},
		// What tells no day.
		{wednesday, "the fourth anniversary of the war", ""},
		{wednesday, "a three-day siege of 24 hours", "three-day=duration; 24 hours=duration"},
		{wednesday, "every Friday", "every Friday=set"},
		{wednesday, "a 30-year-old man, ten years old", ""},
		{"", "on Sunday", "Sunday=date"},
	} {
		doc := text.New(tocsin.Report{Text: c.text})
		if got := showTimes(doc, x.Find(doc, day(t, c.ref))); got != c.want {
			t.Errorf("%q (%s):\n got %s\nwant %s", c.text, c.ref, got, c.want)
		}
	}
}

func TestDateline(t *testing.T) {
	x := NewTimexes()
	for _, c := range []struct{ published, text, want string }{
		{"2016-06-07", "DAMASCUS, June 5 (Reuters) - Two bombs went off.", "2016-06-05"},
		{"2016-01-02", "KABUL, Dec. 31 - Two bombs went off.", "2015-12-31"},
		{"2016-06-07", "Date of publication 5 June 2016 Two bombs went off.", "2016-06-05"},
		{"", "Wed Feb 3 2016 Two bombs went off.", "2016-02-03"},
		{"", "Published November 17 2017 Shelling killed ten.", "2017-11-17"},
		{"2015-01-19", "Last updated at Jan 202015 Beirut Two bombs went off.", "2015-01-20"},
		{"", "18.05.2017(updated 22:04 18.05.2017) Two bombs went off.", "2017-05-18"},
		{"2016-06-07", "Two bombs went off on 5 June 2016 in the town.", "2016-06-07"},
		{"2016-06-07", "The coup of June 28, 2009, is recalled.", "2016-06-07"},
		{"", "Posted on August 3 2013 by a reader Two bombs went off.", "2013-08-03"},
		{"", "Two bombs went off on Sunday.", ""},
	} {
		got := ""
		if d := x.Dateline(text.New(tocsin.Report{Title: "Bombs", Text: c.text}), day(t, c.published)); d != nil {
			got = d.String()
		}
		if got != c.want {
			t.Errorf("%q published %q: dateline %q, want %q", c.text, c.published, got, c.want)
		}
	}
}

// Any day written out in full is read back, in each of the forms of news.
func TestDatesRoundTrip(t *testing.T) {
	x := NewTimexes()
	rapid.Check(t, func(t *rapid.T) {
		d := tocsin.NewDay(rapid.IntRange(1900, 2099).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"))
		layout := rapid.SampledFrom([]string{"2 January 2006", "January 2, 2006", "Jan 2 2006", "Monday, 2 January 2006", "2006-01-02", "02.01.2006", "02/01/2006"}).Draw(t, "layout")
		doc := text.New(tocsin.Report{Text: "He died on " + d.Time().Format(layout) + "."})
		if layout == "02/01/2006" && !dayFirst(doc) {
			return
		}
		found := x.Find(doc, nil)
		if len(found) != 1 || found[0].Interval == nil || *found[0].Interval != tocsin.OneDay(d) {
			t.Fatalf("%q: read %s, want %s", doc.Text, showTimes(doc, found), d)
		}
	})
}

// A weekday is the latest on or before the reference day; a yearless day the
// latest not after it.
func TestPastIsTheDefault(t *testing.T) {
	x := NewTimexes()
	rapid.Check(t, func(t *rapid.T) {
		ref := tocsin.Day(rapid.IntRange(0, 20000).Draw(t, "ref"))
		told := ref - tocsin.Day(rapid.IntRange(0, 6).Draw(t, "ago"))
		check := func(words string, want tocsin.Day) {
			doc := text.New(tocsin.Report{Text: "A bomb went off on " + words + " in the town."})
			found := x.Find(doc, &ref)
			if len(found) != 1 || *found[0].Interval != tocsin.OneDay(want) {
				t.Fatalf("%q from %s: read %s, want %s", words, ref, showTimes(doc, found), want)
			}
		}
		check(told.Weekday().String(), told)
		past := ref - tocsin.Day(rapid.IntRange(0, 363).Draw(t, "days"))
		if past.Time().Format("0102") != "0229" {
			check(past.Time().Format("January 2"), past)
		}
	})
}

func checkTimes(t interface{ Fatalf(string, ...any) }, x *Timexes, doc *text.Doc, ref *tocsin.Day) {
	at := 0
	for _, tx := range x.Find(doc, ref) {
		if tx.Start < at || tx.Empty() || tx.End > len(doc.Text) {
			t.Fatalf("%q: span %v overlaps or lies outside", doc.Text, tx.Span)
		}
		if tx.Interval != nil && tx.Interval.End < tx.Interval.Start {
			t.Fatalf("%q: %q ends before it starts: %v", doc.Text, doc.Of(tx.Span), *tx.Interval)
		}
		if tx.Score < 0 || tx.Score > 1 {
			t.Fatalf("%q: score %v", doc.Text, tx.Score)
		}
		at = tx.End
	}
	x.Dateline(doc, ref)
}

// timeText draws texts made of time words, numbers and others.
func timeText() *rapid.Generator[string] {
	word := rapid.SampledFrom(strings.Split("on|the|of|in|June|May|5|31|2016|12|/|-|,|.|Sunday|Mon|last|next|this|past|same|that|following|three|days|weeks|month|years|ago|later|before|after|a|few|since|between|from|and|to|until|early|mid-|late|end|beginning|first|week|quarter|night|overnight|yesterday|today|Ramadan|Christmas|Eid al-Adha|winter|1990s|9/11|10:30|8|am|every|will|2016-02-30|(|)|recent|weekend|man|30|year|decade", "|"))
	return rapid.Custom(func(t *rapid.T) string {
		sep := rapid.SampledFrom([]string{" ", " ", " ", ""})
		var b strings.Builder
		for _, w := range rapid.SliceOfN(word, 0, 25).Draw(t, "words") {
			b.WriteString(w + sep.Draw(t, "sep"))
		}
		return b.String()
	})
}

func TestTimeSpansAndIntervals(t *testing.T) {
	x := NewTimexes()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(timeText(), rapid.String()).Draw(t, "text")
		var ref *tocsin.Day
		if rapid.Bool().Draw(t, "has ref") {
			d := tocsin.Day(rapid.IntRange(-30000, 50000).Draw(t, "ref"))
			ref = &d
		}
		checkTimes(t, x, text.New(tocsin.Report{Text: s}), ref)
	})
}

// TestMovableHolidayBeyondItsTable reads holidays of the Islamic calendar on days
// that its table does not reach.
func TestMovableHolidayBeyondItsTable(t *testing.T) {
	x := NewTimexes()
	for _, year := range []int{1800, 1939, 1940, 2070, 2071, 2200} {
		ref := tocsin.NewDay(year, time.May, 5)
		checkTimes(t, x, text.New(tocsin.Report{Text: "It happened during Ramadan."}), &ref)
	}
}

func FuzzTimexes(f *testing.F) {
	for _, s := range []string{"", "since", "between 3 and", "the last", "31 February 2016", "mid-", "a few", "Eid al-Adha 9999", "the 5th of this", "in 2009 10", "9/11/", "the first half of 0000", "999999999999 days ago", "Q4"} {
		f.Add(s, 16966)
	}
	x := NewTimexes()
	f.Fuzz(func(t *testing.T, s string, ref int) {
		d := tocsin.Day(ref % 100000)
		checkTimes(t, x, text.New(tocsin.Report{Text: s}), &d)
	})
}

func BenchmarkTimexes(b *testing.B) {
	x := NewTimexes()
	doc := text.New(benchReport())
	ref := tocsin.NewDay(2016, 6, 15)
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		x.Find(doc, &ref)
	}
}

// BenchmarkTimexesLong shows that the time grows with the text and no faster.
func BenchmarkTimexesLong(b *testing.B) {
	x := NewTimexes()
	ref := tocsin.NewDay(2016, 6, 15)
	for _, n := range []int{1, 16} {
		rep := benchReport()
		rep.Text = strings.Repeat(strings.ReplaceAll(rep.Text, "\n", " "), n)
		doc := text.New(rep)
		b.Run(fmt.Sprintf("%dx", n), func(b *testing.B) {
			for b.Loop() {
				x.Find(doc, &ref)
			}
		})
	}
}

func BenchmarkNewTimexes(b *testing.B) {
	for b.Loop() {
		NewTimexes()
	}
}
