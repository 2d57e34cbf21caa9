package collect

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// ErrForGood marks what will not go better when it is tried again.
var ErrForGood = errors.New("for good")

// final is an error that is ErrForGood and does not say so in its words.
type final struct{ error }

func forGood(err error) error { return final{err} }

func (f final) Unwrap() []error { return []error{f.error, ErrForGood} }

// StatusError is a server's refusal.
type StatusError struct {
	// Code is the status of HTTP, Text how it is shown.
	Code int
	Text string
	// After is how long the server wants to be left alone, 0 where it does not say.
	After time.Duration
}

// maxAfter is the longest that a server's Retry-After is followed.
const maxAfter = 24 * time.Hour

func newStatusError(resp *http.Response, now time.Time) *StatusError {
	e := &StatusError{Code: resp.StatusCode, Text: strconv.Itoa(resp.StatusCode)}
	if text := http.StatusText(resp.StatusCode); text != "" {
		e.Text += " " + text
	}
	e.After = retryAfter(resp.Header.Get("Retry-After"), now)
	return e
}

// retryAfter reads the header's seconds or date (RFC 9110, 10.2.3).
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if seconds, err := strconv.ParseInt(value, 10, 64); err == nil {
		return time.Duration(min(max(seconds, 0), int64(maxAfter/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return min(max(at.Sub(now), 0), maxAfter)
	}
	return 0
}

// Error says what was answered, and what to do.
func (e *StatusError) Error() string {
	return fmt.Sprintf("answers %s; check the address in a browser, or save the page and give the file", e.Text)
}

// OfHost reports whether the whole host, and not one page, asks for patience.
func (e *StatusError) OfHost() bool {
	return e.Code >= 500 || e.Code == http.StatusTooManyRequests || e.Code == http.StatusRequestTimeout
}

// hostTrouble reports whether an error says that the host as a whole is in
// trouble: it cannot be reached, does not answer in time, or asks for patience.
func hostTrouble(err error) bool {
	var refused *StatusError
	switch {
	case err == nil, errors.Is(err, ErrForGood):
		return false
	case errors.As(err, &refused):
		return refused.OfHost()
	}
	return true
}

// after returns how long a server wants to be left alone, 0 where it does not say.
func after(err error) time.Duration {
	var refused *StatusError
	if errors.As(err, &refused) {
		return refused.After
	}
	return 0
}
