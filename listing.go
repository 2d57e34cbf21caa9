package tocsin

import "time"

// Listing is what lists of incidents select and order a dossier by, and what they
// show of it: how it stands with all that is known of it. It is derived.
type Listing struct {
	// Dossier is the dossier's ID, Shown that under which the incident is shown.
	Dossier, Shown string
	// Kind, Country, Status, Grade, State, Date and Actor are the values as shown;
	// Actor is in lower case.
	Kind, Country, Status, Grade, State, Date, Actor string
	// Where has coordinates or is nil.
	Where   *Place
	Several bool
	// Value is how much a review of it is worth.
	Value float64
	// Outlets are those that tell of it, folded, and Words all that is searched, in
	// lower case, one piece a line.
	Outlets []string
	Words   string
	// Body is what a list shows, as JSON. A store does not look into it.
	Body []byte
	// FirstReported and LastReported bound the days of its reports, FirstLearned
	// and LastLearned the times when the store took them in. Decided is when it was
	// last decided on, zero for never.
	FirstReported, LastReported Day
	FirstLearned, LastLearned   time.Time
	Decided                     time.Time
}

// ListingQuery selects listings. Empty fields select all.
type ListingQuery struct {
	Kinds                               []Kind
	Countries, Statuses, Grades, States []string
	// Actor is a part of the actors, in lower case; Outlet a folded name.
	Actor, Outlet string
	// Words must all occur, each as a part of any word, in lower case.
	Words []string
	// From and To bound the days: they must touch the range.
	From, To *Day
	Box      *Box
	Several  bool
	// Known leaves out what stood otherwise at an earlier time.
	Known Horizon
	// Except are the dossiers that are left out, for Others stand in their place:
	// those select themselves.
	Except []string
	Others []Listing
	// ByValue puts the most valuable first, else the latest are.
	ByValue bool
	// All is true for no limit.
	All bool
	Page
}

// Line is a dossier on a page of a list.
type Line struct {
	Dossier string
	// Body is the listing's, nil for one of the query's Others.
	Body []byte
}

// Horizon is what was known at a time: the reports up to a day, what the store had
// taken in by a time, and what was decided by a time. Nil bounds nothing.
type Horizon struct {
	Reported         *Day
	Learned, Decided *time.Time
}

// Bounded reports whether anything is bounded.
func (h Horizon) Bounded() bool { return h.Reported != nil || h.Learned != nil || h.Decided != nil }
