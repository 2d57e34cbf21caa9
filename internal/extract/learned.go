package extract

import (
	"fmt"

	"tocsin"
	"tocsin/internal/linear"
	"tocsin/internal/rules"
)

// learned are the models that stand beside the rules.
type learned struct {
	// tells scores triggers that the rules doubt (tellTraits).
	tells *linear.Model
	// news scores which incidents a report is about (newsTraits).
	news *linear.Model
}

func loadLearned() (*learned, error) {
	l := &learned{}
	for name, to := range map[string]**linear.Model{"tells.tsv": &l.tells, "news.tsv": &l.news} {
		m, err := linear.Parse(rules.Rows(name))
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		*to = m
	}
	return l, nil
}

// AdmitAt is the score from which a trigger that the rules doubt is taken to tell
// an incident after all: where it is likelier than three in five.
const AdmitAt = 0.5

// admits reports whether trigger i tells an incident: the rules do not doubt it,
// or what speaks for it is stronger.
func (l *learned) admits(lx *lexicon, a *Analysis, ts []trigger, i int) bool {
	return len(ts[i].doubts) == 0 || l.tells.Score(lx.tellTraits(a, ts, i)) >= AdmitAt
}

// setSalience tells what the report is about from what it recalls. A report is
// about something: where nothing else is, it is the first that it tells.
func (l *learned) setSalience(a *Analysis, groups [][]Mention, incidents []tocsin.Incident) {
	about := false
	for i := range incidents {
		incidents[i].Salience = tocsin.Background
		if l.news.Score(newsTraits(a, groups, i)) >= 0 {
			incidents[i].Salience, about = tocsin.Main, true
		}
	}
	if !about && len(incidents) > 0 {
		incidents[0].Salience = tocsin.Main
	}
}
