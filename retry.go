package tocsin

import "time"

// Backoff returns how long to wait after so many failures in a row: base, doubled
// with each, at most most, of which a random half is taken off, so that what failed
// together does not come back together. Random is in [0,1).
func Backoff(failures int, base, most time.Duration, random float64) time.Duration {
	wait := most
	if failures <= 20 { // a minute doubled 20 times is two years
		wait = min(base<<max(failures-1, 0), most)
	}
	if wait <= 0 {
		wait = most
	}
	return wait - time.Duration(random*float64(wait)/2)
}

// What a stage of the pipeline could not do is tried MaxTries times, the second time
// after about RetryWait, then after twice as long each time: in all about two and a
// half hours.
const (
	MaxTries  = 6
	RetryWait = 5 * time.Minute
)
