package tocsin

import "time"

// PurgeQuery selects what is purged: documents that meet every condition that is
// set, with what was made of them.
type PurgeQuery struct {
	// Articles are IDs; the whole story of each is meant.
	Articles []string
	// Source is the ID of a source, Marking that of sources.
	Source  string
	Marking Marking
	// Before selects what was fetched before a time.
	Before time.Time
	// PastTime selects what is past the time for which the rules of the store keep
	// it; nil for whatever is.
	PastTime *PastTime
	// EvidenceOnly purges the bytes as they came, and leaves what was read from
	// them.
	EvidenceOnly bool
	// Reason is kept with the tombstones.
	Reason string
	// Try says what would be purged, and purges nothing.
	Try bool
}

// PastTime is a moment by which documents were kept long enough.
type PastTime struct {
	Now time.Time
	// Otherwise is how long is kept what no rule of the store is for, 0 for good.
	Otherwise time.Duration
}

// Purged says what was purged.
type Purged struct {
	Documents, Articles int
	// By are the documents by their sources.
	By []PurgedOf
	// Snapshots are the names of those that told of the articles; they went, too.
	Snapshots []string
}

// PurgedOf says what was purged of one source.
type PurgedOf struct {
	// Source is its ID, "" for what persons gave; Marking is "" where there is none.
	Source    string
	Marking   Marking
	Documents int
	// First and Last are when they were fetched last.
	First, Last time.Time
}
