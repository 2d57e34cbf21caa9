package tocsin

// Report is the clean text of one article.
type Report struct {
	// ID names the report within its batch or store.
	ID string `json:"id"`
	// Published is the day of publication, nil where it is not known.
	Published *Day `json:"published,omitempty"`
	// Basis says what the day of publication rests on, "" where none is known.
	Basis DateBasis `json:"published_basis,omitempty"`
	// Outlet is the source that published it, "" where it is not known.
	Outlet string `json:"outlet,omitempty"`
	// URL is where it was read, "" for files and pasted text.
	URL string `json:"url,omitempty"`
	// Title is the headline, "" where there is none.
	Title string `json:"title,omitempty"`
	// Text is the main text, paragraphs parted by newlines.
	Text string `json:"text"`
	// Lang is the ISO 639-1 code of the language, "" where it is not known.
	Lang string `json:"lang,omitempty"`
}

// Whole returns the string that every span of the report refers to: the title,
// a newline and the text.
func (r Report) Whole() string { return r.Title + "\n" + r.Text }

// InEnglish reports whether the report is in English, as far as is known: other
// languages are kept, but not coded.
func (r Report) InEnglish() bool { return r.Lang == "" || r.Lang == "en" }

// DateBasis says what a day of publication rests on.
type DateBasis string

// What a day of publication may rest on, the surest first.
const (
	DateGiven    DateBasis = "given"    // a person said so
	DateField    DateBasis = "field"    // a field of the file: JSON, a corpus article
	DateJSONLD   DateBasis = "json_ld"  // the page's JSON-LD
	DateMeta     DateBasis = "meta"     // the page's meta elements
	DatePage     DateBasis = "page"     // elsewhere in the page: its time elements and text
	DateFeed     DateBasis = "feed"     // the feed that named the page
	DateURL      DateBasis = "url"      // the page's address
	DateDateline DateBasis = "dateline" // a date at the head of the text
)

// Producer names what made a value: the stage and its version.
type Producer struct {
	Stage   string `json:"stage"`
	Version string `json:"version"`
}
