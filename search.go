package tocsin

import "errors"

// What a store answers where a thing is not there, or is there already.
var (
	ErrNotFound = errors.New("not in the store")
	ErrExists   = errors.New("in the store already")
	ErrPurged   = errors.New("purged from the store; only its hash is left")
	ErrDamaged  = errors.New("damaged in the store; bring it back from a copy")
)

// Coded is a report with its record, on its way into a store or out of it.
type Coded struct {
	// Hash is the report's content hash: two reports of one hash are the same
	// report, whatever they are called.
	Hash   string
	Report Report
	Record Record
}

// ArticleID returns the ID of a stored report: the first 16 hexadecimal characters
// of its content hash, 64 bits, so that links to it stay good when a store is
// built anew and a billion articles meet with odds of 1 in 37. It is the whole
// hash where that is shorter.
func ArticleID(hash string) string { return hash[:min(len(hash), 16)] }

// Page asks for a part of a list. Limit 0 asks for the count alone.
type Page struct{ Limit, Offset int }

// Fragment is a piece of an excerpt; Match is true where it met the search.
type Fragment struct {
	Text  string `json:"text"`
	Match bool   `json:"match"`
}

// ArticleQuery selects stored reports, newest first; with words, best match first.
type ArticleQuery struct {
	// Words must all occur in the title or text; "quoted words" as a phrase. ""
	// selects every report.
	Words string
	Page
}

// ArticleHit is a stored report in a list.
type ArticleHit struct {
	// ID is the report's in the store: it stays the same as long as its content does.
	ID        string `json:"id"`
	Published *Day   `json:"published,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Title     string `json:"title"`
	// Excerpt shows the words that met the search, or the text's beginning.
	Excerpt []Fragment `json:"excerpt"`
	// Incidents is the number of incidents in its record.
	Incidents int `json:"incidents"`
}

// IncidentQuery selects stored incidents, latest first. Empty fields select all.
type IncidentQuery struct {
	// Words must all occur in the incident's quotes or values.
	Words     string
	Kinds     []Kind
	Countries []string
	// From and To bound the incident's interval: it must touch the range.
	From, To *Day
	// Box selects incidents with coordinates within it.
	Box *Box
	Page
}

// Box is a range of WGS 84 degrees, edges included. West > East spans the
// antimeridian.
type Box struct{ West, South, East, North float64 }

// IncidentHit is a stored incident in a list, with the report that tells it.
type IncidentHit struct {
	// Article is the report's ID in the store.
	Article   string   `json:"article"`
	Published *Day     `json:"published,omitempty"`
	Outlet    string   `json:"outlet,omitempty"`
	Title     string   `json:"title"`
	Incident  Incident `json:"incident"`
}

// Counts sums up a store.
type Counts struct {
	Articles  int `json:"articles"`
	Incidents int `json:"incidents"`
	// Located is the number of incidents with coordinates.
	Located   int            `json:"located"`
	Kinds     map[Kind]int   `json:"kinds"`
	Countries map[string]int `json:"countries"`
}
