package resolve

import (
	"strconv"
	"strings"
	"time"

	"github.com/hablullah/go-hijri"

	"tocsin"
)

// timeGrain is the size of a period.
type timeGrain string

const (
	grainMinute    timeGrain = "minute"
	grainHour      timeGrain = "hour"
	grainDay       timeGrain = "day"
	grainWeek      timeGrain = "week"
	grainFortnight timeGrain = "fortnight"
	grainWeekend   timeGrain = "weekend"
	grainMonth     timeGrain = "month"
	grainSeason    timeGrain = "season"
	grainQuarter   timeGrain = "quarter"
	grainYear      timeGrain = "year"
	grainDecade    timeGrain = "decade"
	grainCentury   timeGrain = "century"
)

// monthSpan returns a month.
func monthSpan(year, month int) tocsin.Interval {
	return tocsin.Interval{
		Start: tocsin.NewDay(year, time.Month(month), 1),
		End:   tocsin.NewDay(year, time.Month(month)+1, 1) - 1,
	}
}

// yearsSpan returns n years from the first of year.
func yearsSpan(year, n int) tocsin.Interval {
	return tocsin.Interval{Start: tocsin.NewDay(year, 1, 1), End: tocsin.NewDay(year+n, 1, 1) - 1}
}

// seasonSpan returns the three months from month on, 3, 6, 9 or 12; a winter
// bears the year in which it begins.
func seasonSpan(year, month int) tocsin.Interval {
	return tocsin.Interval{
		Start: tocsin.NewDay(year, time.Month(month), 1),
		End:   tocsin.NewDay(year, time.Month(month)+3, 1) - 1,
	}
}

// periodAt returns the whole period of the calendar that holds d. Weeks run
// from Monday; the weekend is the latest that began on or before d.
func periodAt(d tocsin.Day, g timeGrain) tocsin.Interval {
	t := d.Time()
	y, m := t.Year(), int(t.Month())
	monday := d - tocsin.Day((int(d.Weekday())+6)%7)
	switch g {
	case grainWeek, grainFortnight:
		return tocsin.Interval{Start: monday, End: monday + 6}
	case grainWeekend:
		saturday := d - tocsin.Day((int(d.Weekday())+1)%7)
		return tocsin.Interval{Start: saturday, End: saturday + 1}
	case grainMonth:
		return monthSpan(y, m)
	case grainQuarter:
		iv := monthSpan(y, (m-1)/3*3+1)
		return tocsin.Interval{Start: iv.Start, End: addMonths(iv.Start, 3) - 1}
	case grainYear:
		return yearsSpan(y, 1)
	case grainDecade:
		return yearsSpan(y-y%10, 10)
	case grainCentury:
		return yearsSpan(y-y%100, 100)
	}
	return tocsin.OneDay(d)
}

// addMonths moves d by n months; the day is cut to the month's last.
func addMonths(d tocsin.Day, n int) tocsin.Day {
	t := d.Time()
	first := tocsin.NewDay(t.Year(), t.Month()+time.Month(n), 1)
	ft := first.Time()
	last := monthSpan(ft.Year(), int(ft.Month())).End
	return min(first+tocsin.Day(t.Day()-1), last)
}

// addPeriods moves d by n periods.
func addPeriods(d tocsin.Day, n int, g timeGrain) tocsin.Day {
	switch g {
	case grainDay:
		return d + tocsin.Day(n)
	case grainWeek, grainWeekend:
		return d + tocsin.Day(7*n)
	case grainFortnight:
		return d + tocsin.Day(14*n)
	case grainMonth:
		return addMonths(d, n)
	case grainQuarter, grainSeason:
		return addMonths(d, 3*n)
	case grainYear:
		return addMonths(d, 12*n)
	case grainDecade:
		return addMonths(d, 120*n)
	case grainCentury:
		return addMonths(d, 1200*n)
	}
	return d
}

// partOf returns the early, mid or late part of a period, as news tells it: ten
// days of a month, a quarter of a year (four months in its middle), three or
// four years of a decade, two or three days of a week. The gold dates read
// "late December" as 21-31 and "late 2014" as October to December.
func partOf(iv tocsin.Interval, part string) tocsin.Interval {
	n := iv.Days()
	cut := func(from, to int) tocsin.Interval {
		return tocsin.Interval{Start: iv.Start + tocsin.Day(from), End: iv.Start + tocsin.Day(min(to, n)) - 1}
	}
	var a, b int // the parts end before day a and day b
	switch {
	case n < 3:
		return iv
	case n <= 8:
		a, b = 2, n-3
	case n <= 31:
		a, b = 10, 20
	case n <= 100:
		a, b = n/3, n-n/3
	case n <= 366:
		return yearPart(iv, part)
	default:
		y := iv.Start.Time().Year()
		return decadePart(y, part)
	}
	switch part {
	case "early":
		return cut(0, a)
	case "mid":
		return cut(a, b)
	}
	return cut(b, n)
}

func yearPart(iv tocsin.Interval, part string) tocsin.Interval {
	first, n := 10, 3
	switch part {
	case "early":
		first = 1
	case "mid":
		first, n = 5, 4
	}
	start := addMonths(iv.Start, first-1)
	return tocsin.Interval{Start: start, End: addMonths(start, n) - 1}
}

func decadePart(year int, part string) tocsin.Interval {
	switch part {
	case "early":
		return yearsSpan(year, 4)
	case "mid":
		return yearsSpan(year+4, 3)
	}
	return yearsSpan(year+7, 3)
}

// westernEaster returns Easter Sunday of a year of the Gregorian calendar, by
// the Meeus/Jones/Butcher method (Meeus, Astronomical Algorithms, chapter 8).
func westernEaster(year int) tocsin.Day {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	day := (h + l - 7*m + 33*month + 19) % 32
	return tocsin.NewDay(year, time.Month(month), day)
}

// holiday is a day known by name; it is read-only.
type holiday struct {
	rule string
	days int
}

// in returns the holiday's days in a year of the Gregorian calendar; ok is
// false where the year has none or the calendar's table does not reach. Of two
// in one year (Ramadan falls twice in some) it is the first.
func (h holiday) in(year int) (iv tocsin.Interval, ok bool) {
	start, ok := h.start(year)
	return tocsin.Interval{Start: start, End: start + tocsin.Day(h.days) - 1}, ok
}

// known reports whether the holiday's days are known in the year and in its two
// neighbours, among which the one nearest to a day of the year lies.
func (h holiday) known(year int) bool {
	for y := year - 1; y <= year+1; y++ {
		if _, ok := h.in(y); !ok {
			return false
		}
	}
	return true
}

func (h holiday) start(year int) (tocsin.Day, bool) {
	switch {
	case strings.HasPrefix(h.rule, "easter"):
		n, err := strconv.Atoi(h.rule[len("easter"):])
		return westernEaster(year) + tocsin.Day(n), err == nil
	case strings.HasPrefix(h.rule, "hijri:"):
		return hijriIn(year, number(h.rule[6:8]), number(h.rule[9:11]))
	case strings.HasPrefix(h.rule, "nth:"):
		return nthWeekday(year, number(h.rule[4:6]), number(h.rule[7:8]), time.Weekday(number(h.rule[9:10]))), true
	case len(h.rule) == len("2006-01-02"):
		d, err := tocsin.ParseDay(h.rule)
		return d, err == nil
	}
	return tocsin.NewDay(year, time.Month(number(h.rule[:2])), number(h.rule[3:5])), true
}

// number returns the value of digits, 0 for anything else.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// nthWeekday returns the nth weekday of a month; the fifth is its last.
func nthWeekday(year, month, n int, w time.Weekday) tocsin.Day {
	first := tocsin.NewDay(year, time.Month(month), 1)
	d := first + tocsin.Day((int(w)-int(first.Weekday())+7)%7+7*(n-1))
	if d > monthSpan(year, month).End {
		d -= 7
	}
	return d
}

// hijriIn returns the day of a Gregorian year on which a day of the Umm al-Qura
// calendar falls.
func hijriIn(year, month, day int) (tocsin.Day, bool) {
	if year < 1940 || year > 2070 {
		return 0, false // the table runs from 1356 to 1500 AH
	}
	// The Islamic year is 11 days shorter: at most two begin in one of ours.
	first := int64(float64(year-622) * 33 / 32)
	for h := first - 1; h <= first+2; h++ {
		t := hijri.UmmAlQuraDate{Day: int64(day), Month: int64(month), Year: h}.ToGregorian()
		if t.Year() == year {
			return tocsin.DayOf(t), true
		}
	}
	return 0, false
}
