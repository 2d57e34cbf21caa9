package tocsin

import "time"

// Document is what was read or fetched: bytes, and where they came from.
type Document struct {
	// Name is how messages name it: a path, a path with a line number, a URL,
	// or "standard input".
	Name string
	// ID names the report made of it where the document itself gives no other.
	ID string
	// URL is where it was fetched, after redirects; "" for files and pasted text.
	URL string
	// Asked is the address that was asked for, before redirects.
	Asked string
	// Source is the ID of the source that led to it, "" where none did.
	Source string
	// Fetched is when the answer came; zero for files and pasted text.
	Fetched time.Time
	// Header holds the header lines of the server's answer, by their canonical
	// names; nil for files and pasted text.
	Header map[string][]string
	// Type is the media type, with any charset parameter, as the server or the
	// file's extension tells it; "" where it is to be found from the bytes.
	Type string
	// Given is what a person says of the article, and wins over what stands in
	// it; Told is what a feed says, and fills what stands nowhere in it.
	Given, Told Hint
	Body        []byte
}

// Hint is what is known of an article from elsewhere than its document; what is
// not known is "" or nil.
type Hint struct {
	Title     string `json:"title,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Published *Day   `json:"published,omitempty"`
}

// Kept says what became of a document that was handed over to be kept.
type Kept struct {
	// Row is the document's in the store, 0 where it was refused.
	Row int64
	// Fresh is true for a document that the store did not hold.
	Fresh bool
	// Refused is true for one that was purged before: it is not taken again.
	Refused bool
}
