package tocsin

import (
	"errors"
	"fmt"
	"time"
)

// RetentionClass is what of a document is kept for a time.
type RetentionClass string

// The classes.
const (
	RetainEvidence RetentionClass = "evidence" // the bytes as they came
	RetainArticles RetentionClass = "articles" // all that was made of them, and the bytes
)

// RetentionRule says how long a class is kept after it was last fetched: of one
// source, of all sources of one marking, or of all where neither is named. That of a
// source goes before that of its marking, and that before the one for all.
type RetentionRule struct {
	Source  string
	Marking Marking
	Class   RetentionClass
	// Age is how long, 0 for good.
	Age time.Duration
}

// Validate returns an error for a rule that cannot be.
func (r RetentionRule) Validate() error {
	switch {
	case r.Source != "" && r.Marking != "":
		return errors.New("a rule is for a source or for a marking, not for both")
	case r.Class != RetainEvidence && r.Class != RetainArticles:
		return fmt.Errorf("class %q: want evidence or articles", r.Class)
	case r.Age < 0:
		return fmt.Errorf("age %v: want none below 0", r.Age)
	case r.Marking != "":
		return oneOf("marking", r.Marking, Markings())
	}
	return nil
}
