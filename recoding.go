package tocsin

import "time"

// Recoding is a time from which on what a store held was made anew, because
// stages had changed: what an incident was before can be held against what it is.
type Recoding struct {
	// Number counts the recodings of a store from 1.
	Number int       `json:"number"`
	At     time.Time `json:"at"`
	// Stages are those that had changed, in the order of the flow.
	Stages []Restaged `json:"stages"`
}

// Restaged is a stage that another version of it took the place of.
type Restaged struct {
	Stage string `json:"stage"`
	// Items is how many it had to do again.
	Items int `json:"items"`
}

// Former is what a recoding, and whatever came after it, changed in a store: what
// was held when it began. What has stayed as it was is left out.
type Former struct {
	Recoding Recoding
	// Records are those of articles whose record has changed since or is no longer
	// shown, by the article's ID, as they were; nil for an article that had none yet.
	Records map[string]*Record
	// Coded is the number of articles whose record has changed.
	Coded int
	// Tellings are all that hang together, then or now, with what changed.
	Tellings []FormerTelling
	// Redirects lead from IDs of tellings that are no more to what took their
	// place, "" where nothing did.
	Redirects map[string]string
}

// FormerTelling is where a telling was and is.
type FormerTelling struct {
	Telling string
	// Article is the report's ID, Incident the incident's within it as it is now,
	// "" where the telling is no more.
	Article  string
	Incident string
	// Was and Is are the dossiers that it was and is in, "" for none. A telling
	// of an article in Records for which Moved is false was there if its record
	// told it.
	Was, Is string
	Moved   bool
}
