package tocsin

import "time"

// Reading is what became of reading one kept document.
type Reading struct {
	// Document is its row in the store.
	Document int64
	// Name is how messages name it.
	Name string
	// Report is what it was read as, Hash the report's content hash.
	Report Report
	Hash   string
	// Address is the report's URL in the form by which two are the same, "" for
	// none: a report that changes at its address is a new version of one story.
	Address string
	// Fingerprint tells copies of the text, Origin is the agency that it names.
	Fingerprint Fingerprint
	Origin      string
	// Notes say what was mended or guessed, one line each.
	Notes []string
	// Err says why it could not be read, "" where it was.
	Err string
	// Lasting reports whether Err follows from the bytes: reading them once more by
	// the same code would end the same.
	Lasting bool
}

// Coding is what became of coding one stored report.
type Coding struct {
	// Article is the report's row in the store.
	Article int64
	// Name is how messages name it.
	Name   string
	Record Record
	// Err says why it could not be coded, "" where it was.
	Err string
}

// WorkState says where an item stands with a stage of the pipeline.
type WorkState string

// The states of work.
const (
	WorkWaiting WorkState = "waiting"
	WorkDone    WorkState = "done"
	WorkFailed  WorkState = "failed" // kept with its reason, tried again when it is due or retried
)

// StageStatus is how a stage of the pipeline stands.
type StageStatus struct {
	Stage   string `json:"stage"`
	Version string `json:"version"`
	Waiting int    `json:"waiting"`
	Done    int    `json:"done"`
	// Failed counts what could not be done, GivenUp that of it which is not tried
	// again by itself.
	Failed  int `json:"failed"`
	GivenUp int `json:"given_up"`
	// Oldest is since when the item waits that waits longest, zero where none does.
	Oldest time.Time `json:"oldest,omitzero"`
	// Last is when the stage last did something, zero for never; Next is when what
	// failed is tried again first, zero where none is.
	Last time.Time `json:"last,omitzero"`
	Next time.Time `json:"next,omitzero"`
}

// Failure is an item that a stage could not do.
type Failure struct {
	Stage string `json:"stage"`
	// Item is the row of the document or article.
	Item int64 `json:"item"`
	// Name is how messages name the item, Source the ID of the source that
	// brought it, "" for none.
	Name   string    `json:"name"`
	Source string    `json:"source,omitempty"`
	Err    string    `json:"error"`
	Tries  int       `json:"tries"`
	At     time.Time `json:"at"`
	// Next is when it is tried again by itself, zero where it was given up.
	Next time.Time `json:"next,omitzero"`
}

// ArticleRef names a stored article: by its row, and by its permanent ID.
type ArticleRef struct {
	Row int64
	ID  string
}

// Brought sums up what one source brought, "" being what persons gave.
type Brought struct {
	Source string `json:"source"`
	// Documents were kept, Articles made of them.
	Documents int `json:"documents"`
	Articles  int `json:"articles"`
	// Waiting and Failed count the documents that a stage has yet to do, or could
	// not do.
	Waiting int `json:"waiting"`
	Failed  int `json:"failed"`
	// Last is when the last document came.
	Last time.Time `json:"last,omitzero"`
}

// Version is one version of a story: an article as it stood at its address for a
// time.
type Version struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Published *Day   `json:"published,omitempty"`
	// Kept is when its first document was fetched.
	Kept time.Time `json:"kept"`
	// Current is true for the version that is listed, searched and counted.
	Current bool `json:"current"`
}
