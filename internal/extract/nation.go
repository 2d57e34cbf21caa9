package extract

import (
	"strings"

	"tocsin"
)

// atHome gives a bare force or court ("police", "a court") the nation of the
// place where it acted, where the report is mostly about another: the Turkish
// court in a report on Syria. ag is left as it is where the text names a nation
// for it, or no adjective of that nation stands in the report.
func (lx *lexicon) atHome(a *Analysis, m *Mention, ag tocsin.ActorMention) tocsin.ActorMention {
	if m.Place == nil || m.Place.Country == "" || m.Place.Country == ag.Actor.Country || ag.Actor.ID != "" {
		return ag
	}
	switch ag.Actor.Type {
	case tocsin.ActorPolice, tocsin.ActorCourt:
	default:
		return ag
	}
	noun, ok := bareNoun(a.Of(ag.Span), ag.Actor.Name)
	if !ok {
		return ag
	}
	for _, t := range a.Toponyms {
		if t.Demonym && t.Place.Country == m.Place.Country {
			ag.Actor.Name, ag.Actor.Country = t.Name+" "+noun, m.Place.Country
			break
		}
	}
	return ag
}

// bareNoun returns the noun of a made-up name, "police" of "Syrian police",
// where the words of the text do not hold the nation.
func bareNoun(words, name string) (string, bool) {
	nation, noun, ok := strings.Cut(name, " ")
	if !ok || strings.Contains(strings.ToLower(words), strings.ToLower(nation)) || strings.ContainsAny(noun[:1], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		return "", false
	}
	return noun, true
}
