package tocsin

import "time"

// PurgeQuery selects what is purged: documents that meet every condition that is
// set, with what was made of them.
type PurgeQuery struct {
	// Articles are IDs; the whole story of each is meant.
	Articles []string
	// Source is the ID of a source.
	Source string
	// Before selects what was fetched before a time.
	Before time.Time
	// EvidenceOnly purges the bytes as they came, and leaves what was read from
	// them.
	EvidenceOnly bool
	// Reason is kept with the tombstones.
	Reason string
	// Try says what would be purged, and purges nothing.
	Try bool
}

// Purged says what was purged.
type Purged struct {
	Documents, Articles int
	// Snapshots are the names of those that told of the articles; they went, too.
	Snapshots []string
}
