package extract

import (
	"tocsin"
	"tocsin/internal/linear"
)

// Reader reads texts as a trained model does. It must be safe for concurrent use.
type Reader interface {
	Read(text string) Reading
	// Producer names the model and its version.
	Producer() tocsin.Producer
}

// Reading is what a trained reader makes of one text. Log-odds lie in [-6,6]; 0 is
// as likely as not, and stands where the reader cannot tell.
type Reading interface {
	// Part returns the log-odds that words of s play a part ([Parts]), of the likeliest.
	Part(part string, s tocsin.Span) float64
	// Label returns the probability of a label by a head for s, 0 where the
	// reader has none such.
	Label(head, label string, s tocsin.Span) float64
	// Pairs returns for each of left and each of right the log-odds of a relation.
	Pairs(relation string, left, right []tocsin.Span) [][]float64
	// Found returns the stretches that play a part by at least the log-odds, in order.
	Found(part string, least float64) []tocsin.Span
}

// OneIncident is the relation of two stretches that tell of one incident.
const OneIncident = "incident"

// Parts lists the parts that a reader tells apart: those of the codebook, then
// those of MUC-4 (perpetrators, targets and instruments of the reports of its time).
func Parts() []string {
	return []string{"anchor", "actor", "target", "weapon", "toll", "date", "place", "speaker",
		"perpetrator_organisation", "perpetrator_individual", "physical_target", "victim", "instrument"}
}

// part returns what the reader says of s in a part, 0 without a reader.
func (a *Analysis) part(part string, s tocsin.Span) float64 {
	if a.reading == nil {
		return 0
	}
	return a.reading.Part(part, s)
}

// label returns what the reader says of a label for s, 0 without a reader.
func (a *Analysis) label(head, label string, s tocsin.Span) float64 {
	if a.reading == nil {
		return 0
	}
	return a.reading.Label(head, label, s)
}

// logit turns a probability into log-odds in [-4,4].
func logit(p float64) float64 {
	const most = 4
	switch {
	case p <= linear.Logistic(-most):
		return -most
	case p >= linear.Logistic(most):
		return most
	}
	return linear.LogOdds(p)
}
