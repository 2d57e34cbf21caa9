package tocsin

import "time"

// Dossier is one incident as all reports tell it: the tellings that linking
// joined, and the values that a list shows of them.
type Dossier struct {
	// ID is the TellingID of the canonical member: the earliest published, then
	// the smallest. Whatever order reports come in, the same tellings end in the
	// same ID; the TellingID of every other member leads to the dossier too, and
	// so does that of a telling which a later coding no longer makes.
	ID string `json:"id"`
	// FirstReported and LastReported bound the days of publication of its
	// reports; nil where no report has one.
	FirstReported *Day `json:"first_reported,omitempty"`
	LastReported  *Day `json:"last_reported,omitempty"`
	Gist
	// Members are the tellings, canonical first: earliest published, then by ID.
	Members []Member `json:"members"`
	// Parts are the dossiers that this one, an aggregate, sums up, and PartOf
	// the aggregates that sum it up, by ID. Neither is added to the other.
	Parts  []string `json:"parts,omitempty"`
	PartOf []string `json:"part_of,omitempty"`
}

// Gist is what a list shows of a dossier: values chosen from its tellings by the
// rules of docs/linking.md. They are told, not assessed.
type Gist struct {
	Kind      Kind      `json:"kind"`
	Stage     Stage     `json:"stage"`
	Aggregate bool      `json:"aggregate"`
	When      *Interval `json:"when,omitempty"`
	// Where is the finest place told; its words stand in the tellings.
	Where *Place `json:"where,omitempty"`
	// Actors are those held responsible by any telling, the most told first;
	// unknown and individuals are left out.
	Actors []string `json:"actors,omitempty"`
	// Killed and Injured run from the lowest to the highest figure told for all;
	// High is nil where the highest is open upwards. Nil where none is told.
	Killed  *Quantity `json:"killed,omitempty"`
	Injured *Quantity `json:"injured,omitempty"`
	// Reports is the number of reports, Outlets that of their outlets.
	Reports int `json:"reports"`
	Outlets int `json:"outlets"`
}

// Member is one telling in a dossier, and why it is there.
type Member struct {
	// Telling names the telling for good: see [Telling].
	Telling string `json:"telling"`
	// Article is the report's ID in the store, Incident the incident's within it.
	Article   string `json:"article"`
	Incident  string `json:"incident"`
	Published *Day   `json:"published,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	// Score in [0,1] is that of the strongest link to another member, 1 for a
	// telling that stands alone.
	Score float64 `json:"score"`
	// Reasons say in words what speaks for that link, strongest first.
	Reasons []string `json:"reasons,omitempty"`
}

// Told is a member with all that its report tells of the incident: what ledgers
// are made from.
type Told struct {
	Member
	Incident Incident `json:"told"`
}

// Testimony is a telling with what is known of the report that it is from: what
// ledgers weigh.
type Testimony struct {
	Told
	Title string `json:"title,omitempty"`
	// Owners own the outlet, as far as that is known: outlets that share one are one
	// source.
	Owners []string `json:"owners,omitempty"`
	// Copies names the group of near-duplicates that the report is of, "" if none.
	Copies string `json:"copies,omitempty"`
	// Learned is when the store took the report in.
	Learned     time.Time   `json:"learned"`
	Reliability Reliability `json:"reliability,omitempty"`
	// Story names the story that the report is a version of, Version counts its
	// versions from 1: what a later one tells takes the place of what an earlier one
	// told. "" and 0 where there is only one.
	Story   string `json:"story,omitempty"`
	Version int    `json:"version,omitempty"`
	// Changed is the day on which a later version was first found at its address,
	// where it gives no later day of publication than those before; nil for others.
	Changed *Day `json:"changed,omitempty"`
}

// Day is the day on which the report was told: that on which it was changed, or that
// of publication, or else that on which it was learned, UTC.
func (t Testimony) Day() Day {
	switch {
	case t.Changed != nil:
		return *t.Changed
	case t.Published != nil:
		return *t.Published
	}
	return DayOf(t.Learned.UTC())
}

// Edition is one version of a story, with what it was coded as.
type Edition struct {
	// Of is the ID of the story's current version.
	Of string
	// Witness is what is known of it as a report: a testimony that tells nothing.
	Witness Testimony
	// Came is when it was first found at its address.
	Came   time.Time
	Record Record
}

// DossierQuery selects dossiers, latest first. Empty fields select all.
type DossierQuery struct {
	Kinds     []Kind
	Countries []string
	// Actor selects dossiers for which some telling names it.
	Actor string
	// From and To bound the dossier's interval: it must touch the range.
	From, To *Day
	// Box selects dossiers with coordinates within it.
	Box *Box
	// Several selects dossiers of two reports or more.
	Several bool
	Page
}

// Constraint is a decision on two tellings: they tell one incident, or two.
type Constraint struct {
	A, B string
	Same bool
}
