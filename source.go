package tocsin

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Source is where documents come from again and again, and what is known of who
// publishes there.
type Source struct {
	// ID names the source for good: lower-case letters, digits and hyphens.
	ID string
	// Name is the outlet's, as it is shown and as reports carry it.
	Name string
	Kind SourceKind
	// At is the URL of a feed, page or list, the path of a list, folder or WARC file.
	At string
	// Country is the ISO 3166-1 alpha-2 code of where the outlet is at home, ""
	// where that is not known.
	Country string
	// Lang is the ISO 639-1 code of the language it mostly writes, "" for several.
	Lang      string
	Ownership Ownership
	// Owner names who owns the outlet, "" where that is not known: outlets of one
	// owner are one source.
	Owner       string
	Reliability Reliability
	Marking     Marking
	// Every is the time from one look to the next. A feed that asks for more
	// patience is given it.
	Every time.Duration
	// Delay is the least time between two requests to one host for this source.
	Delay time.Duration
	Added time.Time
	// Paused sources are kept, but not looked at.
	Paused bool
}

// SourceKind says what stands at a source's address.
type SourceKind string

// The kinds of source.
const (
	SourceFeed   SourceKind = "feed"   // RSS, Atom or JSON Feed: its entries' pages are fetched
	SourcePage   SourceKind = "page"   // one article, looked at again for changes
	SourceList   SourceKind = "list"   // a text with one address a line
	SourceFolder SourceKind = "folder" // articles as files
	SourceWARC   SourceKind = "warc"   // a web archive, .warc or .warc.gz, or a folder of them
)

// SourceKinds returns all kinds of source.
func SourceKinds() []SourceKind {
	return []SourceKind{SourceFeed, SourcePage, SourceList, SourceFolder, SourceWARC}
}

// Web reports whether sources of the kind lie on the web only.
func (k SourceKind) Web() bool { return k == SourceFeed || k == SourcePage }

// Ownership says who stands behind an outlet.
type Ownership string

// Who may own an outlet.
const (
	OwnedByState       Ownership = "state"
	OwnedByParty       Ownership = "party" // a political party or a party to a conflict
	OwnedIndependently Ownership = "independent"
	OwnedByNGO         Ownership = "ngo"
	OwnedByForce       Ownership = "security_force"
	OwnedByUnknown     Ownership = "unknown"
)

// Ownerships returns all notes of ownership.
func Ownerships() []Ownership {
	return []Ownership{OwnedByState, OwnedByParty, OwnedIndependently, OwnedByNGO, OwnedByForce, OwnedByUnknown}
}

// Reliability grades a source by its record, in the Admiralty system (NATO
// AJP-2.1): A completely, B usually, C fairly, D not usually, E not reliable, F
// cannot be judged.
type Reliability string

// Reliabilities returns the grades, best first; F, which is no judgement, last.
func Reliabilities() []Reliability {
	return []Reliability{"A", "B", "C", "D", "E", ReliabilityUnjudged}
}

// ReliabilityUnjudged is the grade of a source that nobody has judged yet.
const ReliabilityUnjudged Reliability = "F"

// Marking says with whom what comes from a source may be shared: a label of the
// Traffic Light Protocol 2.0 (FIRST).
type Marking string

// The labels, widest sharing first.
const (
	MarkingClear       Marking = "clear"
	MarkingGreen       Marking = "green"
	MarkingAmber       Marking = "amber"
	MarkingAmberStrict Marking = "amber+strict"
	MarkingRed         Marking = "red"
)

// Markings returns the labels, widest sharing first.
func Markings() []Marking {
	return []Marking{MarkingClear, MarkingGreen, MarkingAmber, MarkingAmberStrict, MarkingRed}
}

// The bounds of [Source.Every] and [Source.Delay], and what they are where
// nobody says.
const (
	MinEvery, DefaultEvery, MaxEvery = time.Minute, 30 * time.Minute, 31 * 24 * time.Hour
	DefaultDelay, MaxDelay           = time.Second, time.Hour
)

// WithDefaults returns the source with what was left open filled in: the name
// from the address, the ID from the name, ownership and reliability as not
// known, the marking as clear, the times by their defaults.
func (s Source) WithDefaults() Source {
	s.At = strings.TrimSpace(s.At)
	fill(&s.Name, hostOf(s.At))
	fill(&s.ID, SourceID(s.Name))
	fill(&s.Kind, SourceFeed)
	fill(&s.Ownership, OwnedByUnknown)
	fill(&s.Reliability, ReliabilityUnjudged)
	fill(&s.Marking, MarkingClear)
	fill(&s.Every, DefaultEvery)
	fill(&s.Delay, DefaultDelay)
	return s
}

func fill[T comparable](v *T, with T) {
	var none T
	if *v == none {
		*v = with
	}
}

// hostOf names an address: the host of a URL, or the last part of a path.
func hostOf(at string) string {
	if u, err := url.Parse(at); err == nil && u.Host != "" {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	at = strings.TrimRight(at, "/")
	return at[strings.LastIndex(at, "/")+1:]
}

// maxSourceID is the length of an ID in bytes.
const maxSourceID = 64

var (
	notInID  = regexp.MustCompile(`[^a-z0-9]+`)
	sourceID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	country  = regexp.MustCompile(`^([A-Z]{2})?$`)
	lang     = regexp.MustCompile(`^([a-z]{2})?$`)
)

// SourceID makes an ID of a name; it is "" for a name without Latin letters or
// digits.
func SourceID(name string) string {
	id := strings.Trim(notInID.ReplaceAllString(strings.ToLower(name), "-"), "-")
	return strings.TrimRight(id[:min(len(id), maxSourceID)], "-")
}

// Validate returns an error that names every field that is not as it must be,
// and what it should be.
func (s Source) Validate() error {
	check := func(ok bool, format string, args ...any) error {
		if ok {
			return nil
		}
		return fmt.Errorf(format, args...)
	}
	return errors.Join(
		check(len(s.ID) <= maxSourceID && sourceID.MatchString(s.ID),
			"source ID %q: want at most %d lower-case letters, digits and single hyphens", s.ID, maxSourceID),
		check(oneLine(s.Name, 200), "source name %q: want 1 to 200 characters on one line", s.Name),
		oneOf("kind", s.Kind, SourceKinds()),
		s.validateAt(),
		check(country.MatchString(s.Country), "country %q: want two capital letters, ISO 3166-1 alpha-2, or none", s.Country),
		check(lang.MatchString(s.Lang), "language %q: want two small letters, ISO 639-1, or none", s.Lang),
		oneOf("ownership", s.Ownership, Ownerships()),
		check(s.Owner == "" || oneLine(s.Owner, 200), "owner %q: want at most 200 characters on one line, or none", s.Owner),
		oneOf("reliability", s.Reliability, Reliabilities()),
		oneOf("marking", s.Marking, Markings()),
		check(s.Every >= MinEvery && s.Every <= MaxEvery, "every %v: want from %v to %v", s.Every, MinEvery, MaxEvery),
		check(s.Delay >= 0 && s.Delay <= MaxDelay, "delay %v: want from 0s to %v", s.Delay, MaxDelay),
	)
}

func oneLine(s string, most int) bool {
	return strings.TrimSpace(s) != "" && len(s) <= most && !strings.ContainsAny(s, "\r\n\x00")
}

func oneOf[T ~string](name string, v T, all []T) error {
	if slices.Contains(all, v) {
		return nil
	}
	words := make([]string, len(all))
	for i, w := range all {
		words[i] = string(w)
	}
	return fmt.Errorf("%s %q: want one of %s", name, v, strings.Join(words, ", "))
}

// validateAt wants an address of the web where the kind lies there.
func (s Source) validateAt() error {
	if !oneLine(s.At, 2048) {
		return fmt.Errorf("address %q: want a URL or path of at most 2048 bytes on one line", s.At)
	}
	if !s.Kind.Web() && !strings.Contains(s.At, "://") {
		return nil
	}
	u, err := url.Parse(s.At)
	switch {
	case err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https":
		return errors.New("address: want a URL that begins with http:// or https:// and names a host")
	case u.User != nil:
		return errors.New("address: carries a user name; sources behind a log-in are not fetched")
	case s.Kind == SourceFolder || s.Kind == SourceWARC:
		return fmt.Errorf("address %s: want a path; a %s lies on this machine", s.At, s.Kind)
	}
	return nil
}

// SourceState is how collecting from a source stands.
type SourceState struct {
	// ETag and LastModified are what the server gave with its last full answer,
	// to ask it for changes only.
	ETag, LastModified string
	// Checked is when the source was last looked at, Succeeded when that last
	// went well, Due when the next look is; zero for never and at once.
	Checked, Succeeded, Due time.Time
	// Failures counts the looks that failed since one went well.
	Failures int
	// Error is why the last look failed, "" where it went well.
	Error string
	// Note tells of what the last look left out, "" for nothing.
	Note string
}

// Lead is a document that a source names and that is to be fetched, or was.
type Lead struct {
	// Source is the source's ID.
	Source string
	// URL is the document's address, or path.
	URL string
	// Stamp changes where the source says that the document did: the feed's time
	// of change, a file's size and time.
	Stamp string
	// Title and Published are what the source tells of the document; "" and zero
	// where it tells nothing.
	Title     string
	Published time.Time
	State     LeadState
	// Due is when it is to be fetched, or tried again.
	Due      time.Time
	Failures int
	// Error is why the last try failed, "" where there was none.
	Error string
}

// DueLead is a lead that is to be fetched, with the source that names it.
type DueLead struct {
	Lead
	From Source
}

// Mark is how far a web archive that was begun was kept.
type Mark struct {
	// Source is the ID of the source that names it, "" for what a person gave.
	Source, Path string
	// Stamp changes with the file; a mark in another file than it was made for
	// is none.
	Stamp string
	// Offset and Skip are the place in bytes, as the reader of archives tells it.
	Offset, Skip int64
	// Records stand before the place, of which so many documents were taken and so
	// many could not be read; First is why the first of these could not.
	Records, Taken, Failed int
	First                  string
}

// LeadState says what became of a lead.
type LeadState string

// The states of a lead.
const (
	LeadWaiting LeadState = "waiting" // to be fetched when it is due
	LeadTaken   LeadState = "taken"   // fetched and handed on
	LeadGivenUp LeadState = "given_up"
)

// SourceStatus is a source with how collecting from it stands.
type SourceStatus struct {
	Source
	State SourceState
	// Leads counts the source's leads by their state.
	Leads map[LeadState]int
}
