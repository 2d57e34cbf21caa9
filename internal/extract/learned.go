package extract

import "tocsin"

// AdmitAt is the score from which a trigger that the rules doubt is taken to tell
// an incident after all: where it is likelier than three in five.
const AdmitAt = 0.5

// admits reports whether trigger i tells an incident: the rules do not doubt it,
// or what speaks for it is stronger.
func (m *Models) admits(lx *lexicon, a *Analysis, ts []trigger, i int) bool {
	return len(ts[i].doubts) == 0 || m.Tells.Score(lx.tellTraits(a, ts, i)) >= AdmitAt
}

// setSalience tells what the report is about from what it recalls. A report is
// about something: where nothing else is, it is the first that it tells.
func (m *Models) setSalience(a *Analysis, groups [][]Mention, incidents []tocsin.Incident) {
	about := false
	for i := range incidents {
		incidents[i].Salience = tocsin.Background
		if m.News.Score(newsTraits(a, groups, i)) >= 0 {
			incidents[i].Salience, about = tocsin.Main, true
		}
	}
	if !about && len(incidents) > 0 {
		incidents[0].Salience = tocsin.Main
	}
}
