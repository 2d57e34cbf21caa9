package extract

import "tocsin/internal/syntax"

// tellsOfHostages reports whether the text speaks of hostages twice or more.
func (lx *lexicon) tellsOfHostages(a *Analysis) bool {
	n := 0
	for i := range a.Tokens {
		if a.Words[i].Lemma == "hostage" {
			n++
		}
	}
	return n > 1
}

// seizesBuilding reports whether somebody other than the state's forces takes a
// building; where hostages are told of, they were taken there.
func (lx *lexicon) seizesBuilding(a *Analysis, t trigger) bool {
	agent, patient := lx.sides(a, t)
	if patient == syntax.None || agent != syntax.None && lx.isForceNP(a, agent) {
		return false
	}
	return lx.is("building", a.Words[a.NPs[patient].Head].Lemma)
}
