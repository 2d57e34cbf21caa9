package feed

import (
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"
)

// Patience is how often a feed wants to be asked.
type Patience struct {
	// TTL is the least time between two looks, from RSS's ttl or from
	// syndication's updatePeriod; 0 where the feed asks for nothing.
	TTL time.Duration
	// Hours are hours of UTC, Days days of the week in UTC, when not to ask.
	Hours [24]bool
	Days  [7]bool
}

// maxTTL is the longest patience that a feed is given, 7 days.
const maxTTL = 7 * 24 * time.Hour

// Next returns the first time from at on that the feed does not ask to be left
// alone; at itself where it asks for that always.
func (p Patience) Next(at time.Time) time.Time {
	at = at.UTC()
	next := at
	for range 8 * 24 {
		if !p.Hours[next.Hour()] && !p.Days[next.Weekday()] {
			return next
		}
		next = next.Truncate(time.Hour).Add(time.Hour)
	}
	return at
}

func patience(f *gofeed.Feed) Patience {
	p := Patience{TTL: updatePeriod(f)}
	r, ok := f.OriginalFeed().(*rss.Feed)
	if !ok {
		return p
	}
	if minutes, err := strconv.Atoi(strings.TrimSpace(r.TTL)); err == nil && minutes > 0 {
		p.TTL = time.Duration(min(minutes, int(maxTTL/time.Minute))) * time.Minute
	}
	for _, h := range r.SkipHours {
		if n, err := strconv.Atoi(strings.TrimSpace(h)); err == nil && n >= 0 && n <= 24 {
			p.Hours[n%24] = true
		}
	}
	for _, d := range r.SkipDays {
		for day := time.Sunday; day <= time.Saturday; day++ {
			if strings.EqualFold(strings.TrimSpace(d), day.String()) {
				p.Days[day] = true
			}
		}
	}
	return p
}

// updatePeriod reads the syndication module's sy:updatePeriod and
// sy:updateFrequency (web.resource.org/rss/1.0/modules/syndication).
func updatePeriod(f *gofeed.Feed) time.Duration {
	period, ok := map[string]time.Duration{
		"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": maxTTL, "monthly": maxTTL, "yearly": maxTTL,
	}[strings.ToLower(extension(f, "updatePeriod"))]
	if !ok {
		return 0
	}
	if n, err := strconv.Atoi(extension(f, "updateFrequency")); err == nil && n > 1 {
		period /= time.Duration(n)
	}
	return period
}

func extension(f *gofeed.Feed, name string) string {
	for _, e := range f.Extensions["sy"][name] {
		return strings.TrimSpace(e.Value)
	}
	return ""
}
