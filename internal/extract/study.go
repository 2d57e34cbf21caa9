package extract

import (
	"tocsin"
	"tocsin/internal/linear"
)

// Candidate is a trigger that the rules doubt, for learning which of them tell an
// incident after all.
type Candidate struct {
	// Mention holds place and toll; the other arguments are not looked for.
	Mention Mention
	Traits  linear.Features
}

// Candidates returns the triggers of rep that the rules doubt, in order.
func (x *Extractor) Candidates(rep tocsin.Report) (*Analysis, []Candidate) {
	a := x.analyse(rep)
	ts := x.words.findTriggers(a)
	var out []Candidate
	for i, t := range ts {
		if len(t.doubts) == 0 {
			continue
		}
		m := []Mention{x.words.mention(a, t)}
		x.words.placeMentions(a, m)
		x.words.addTolls(a, m)
		out = append(out, Candidate{m[0], x.words.tellTraits(a, ts, i)})
	}
	return a, out
}

// Telling is an incident with the traits by which it is called main or background.
type Telling struct {
	tocsin.Incident
	News linear.Features
}

// Tellings returns the incidents of rep as [Extractor.Extract] does.
func (x *Extractor) Tellings(rep tocsin.Report) []Telling {
	a := x.analyse(rep)
	groups, incidents := x.incidents(a)
	out := make([]Telling, len(incidents))
	for i, inc := range incidents {
		out[i] = Telling{inc, newsTraits(a, groups, i)}
	}
	return out
}

// WithTells returns an extractor like x that judges doubted triggers by m.
func (x *Extractor) WithTells(m *linear.Model) *Extractor {
	models := x.models
	models.Tells = m
	return x.With(models)
}
