package tocsin

import (
	"fmt"
	"time"
)

// Day is a civil day, counted from 1970-01-01 (day 0) in the proleptic
// Gregorian calendar, without a time zone.
type Day int

// DayOf returns the civil day on which t falls in t's own location.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return NewDay(y, m, d)
}

// NewDay returns the day of a civil date; values out of range are carried over
// as [time.Date] does.
func NewDay(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDay reads an ISO 8601 day, "2006-01-02".
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("day %q: want YYYY-MM-DD", s)
	}
	// Unix seconds before 1970 are exact multiples too, so this never rounds.
	return Day(t.Unix() / 86400), nil
}

// Time returns midnight UTC of the day.
func (d Day) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String returns the ISO 8601 form, "2006-01-02".
func (d Day) String() string { return d.Time().Format(time.DateOnly) }

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// MarshalText returns the ISO 8601 form.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO 8601 form.
func (d *Day) UnmarshalText(b []byte) error {
	v, err := ParseDay(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// Interval is a range of days, both ends included.
type Interval struct {
	Start Day `json:"start"`
	End   Day `json:"end"`
}

// OneDay returns the interval that holds d alone.
func OneDay(d Day) Interval { return Interval{d, d} }

// Days returns the number of days in the interval.
func (i Interval) Days() int { return int(i.End-i.Start) + 1 }

// Overlaps reports whether i and o share a day.
func (i Interval) Overlaps(o Interval) bool { return i.Start <= o.End && o.Start <= i.End }
