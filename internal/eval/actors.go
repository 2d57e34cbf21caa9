package eval

import (
	"fmt"
	"io"
	"strings"

	"tocsin"
	"tocsin/internal/text"
)

// ActorFinder finds the actors of a text in a report on country in year.
type ActorFinder interface {
	Find(doc *text.Doc, country string, year int) []tocsin.ActorMention
	Canonical(name string) (tocsin.Actor, bool)
}

// ActorScore tells how many of the actors that gold holds responsible the
// finder names alike. Rows whose actor is unknown or individuals are left out.
type ActorScore struct {
	// Rows counts gold attributions; InQuote those where a mention within the
	// attribution's quote has the same actor, InText those where a mention
	// anywhere in the article has.
	Rows, InQuote, InText int
	// Misses are the rows without one in the quote.
	Misses []ActorMiss
}

// ActorMiss is a gold attribution whose actor the finder did not name in its quote.
type ActorMiss struct {
	Article, Actor, Quote string
	// Found are the names that it did find there.
	Found []string
}

// ScoreActors measures finder on the attributions of a gold folder. The report's
// country is the one that most of its gold places lie in, so that the figure is
// the finder's alone.
func ScoreActors(f *Folder, finder ActorFinder) ActorScore {
	var sc ActorScore
	for _, name := range f.Names {
		rep, gold := f.Articles[name].Report(), f.Gold[name]
		doc := text.New(rep)
		year := 0
		if rep.Published != nil {
			year = rep.Published.Time().Year()
		}
		found := finder.Find(doc, mainCountry(gold), year)
		for _, inc := range gold.Incidents {
			for _, a := range inc.Perpetrators {
				sc.add(f.Aliases, name, doc.Text, a, found)
			}
		}
	}
	return sc
}

// add counts one attribution.
func (sc *ActorScore) add(al Aliases, article, whole string, a Attribution, found []tocsin.ActorMention) {
	switch al.actor(a.Actor) {
	case tocsin.UnknownActor, tocsin.IndividualsActor:
		return
	}
	sc.Rows++
	quote := quoteSpan(whole, a.Quote)
	in, anywhere := false, false
	var names []string
	for _, m := range found {
		same := al.same(m.Actor.Name, a.Actor)
		anywhere = anywhere || same
		if quote.Overlaps(m.Span) {
			in = in || same
			names = append(names, m.Actor.Name)
		}
	}
	if anywhere {
		sc.InText++
	}
	if in {
		sc.InQuote++
		return
	}
	sc.Misses = append(sc.Misses, ActorMiss{article, a.Actor, a.Quote, names})
}

// quoteSpan returns where quote first stands in whole, empty if it does not.
func quoteSpan(whole, quote string) tocsin.Span {
	i := strings.Index(whole, quote)
	if i < 0 || quote == "" {
		return tocsin.Span{}
	}
	return tocsin.Span{Start: i, End: i + len(quote)}
}

// mainCountry returns the country of most gold places, the first to reach the
// count; "" if there is none.
func mainCountry(c Coding) string {
	count, best := map[string]int{}, ""
	for _, inc := range c.Incidents {
		if inc.Place == nil || inc.Place.Country == "" {
			continue
		}
		count[inc.Place.Country]++
		if count[inc.Place.Country] > count[best] {
			best = inc.Place.Country
		}
	}
	return best
}

// Print writes the shares, and the misses if asked.
func (sc ActorScore) Print(w io.Writer, name string, misses bool) {
	fmt.Fprintf(w, "%-28s in quote %.3f (%d of %d)   in article %.3f (%d of %d)\n", name,
		share(sc.InQuote, sc.Rows), sc.InQuote, sc.Rows, share(sc.InText, sc.Rows), sc.InText, sc.Rows)
	if !misses {
		return
	}
	for _, m := range sc.Misses {
		fmt.Fprintf(w, "  %s\t%s\t%q\t%s\n", m.Article, m.Actor, m.Quote, strings.Join(m.Found, "; "))
	}
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}
