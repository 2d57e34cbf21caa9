// Package pipeline is the flow from reports to records as one ordered list of
// stages.
package pipeline

import "tocsin"

// Extractor codes what one report tells. It must be safe for concurrent use.
type Extractor interface {
	// Extract returns the incidents and assertions of rep in order of first mention.
	Extract(rep tocsin.Report) ([]tocsin.Incident, []tocsin.Assertion)
	// Producers names the stages and their versions.
	Producers() []tocsin.Producer
}

// Coder turns reports into records. It holds no state of its own and is safe
// for concurrent use.
type Coder struct{ extractor Extractor }

// NewCoder returns a coder around e.
func NewCoder(e Extractor) *Coder { return &Coder{e} }

// Code returns the record of rep.
func (c *Coder) Code(rep tocsin.Report) tocsin.Record {
	incidents, assertions := c.extractor.Extract(rep)
	return tocsin.Record{
		ID: rep.ID, Published: rep.Published, Outlet: rep.Outlet, URL: rep.URL, Title: rep.Title,
		Producers: c.extractor.Producers(), Incidents: incidents, Assertions: assertions,
	}
}

// Producers names the stages that make a record, and their versions.
func (c *Coder) Producers() []tocsin.Producer { return c.extractor.Producers() }
