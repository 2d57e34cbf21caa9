// Package extract reads a report and returns its incidents and assertions, every
// value with the words that support it.
package extract

import "tocsin"

// Extractor codes reports by rules.
type Extractor struct{}

// New returns an extractor.
func New() *Extractor { return &Extractor{} }

// Extract returns the incidents and assertions of rep.
func (x *Extractor) Extract(rep tocsin.Report) ([]tocsin.Incident, []tocsin.Assertion) {
	return []tocsin.Incident{}, []tocsin.Assertion{}
}

// Producers names the stages and their versions.
func (x *Extractor) Producers() []tocsin.Producer {
	return []tocsin.Producer{{Stage: "extract", Version: "0"}}
}
