package extract

import "tocsin"

// assertions returns the statements of the report that are not about one
// incident.
func (lx *lexicon) assertions(a *Analysis) []tocsin.Assertion {
	return []tocsin.Assertion{}
}
