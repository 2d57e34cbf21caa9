package extract

import (
	"sort"
	"strings"

	"tocsin"
	"tocsin/internal/syntax"
	"tocsin/internal/text"
)

// Analysis is one report with all that the finders look at. It is read-only
// once made.
type Analysis struct {
	*syntax.Doc
	Report tocsin.Report
	// Ref is the day that relative times are reckoned from, nil if unknown.
	Ref      *tocsin.Day
	Timexes  []tocsin.Timex
	Numerals []tocsin.Numeral
	Toponyms []tocsin.Toponym
	Actors   []tocsin.ActorMention
	// Country is the report's dominant one, "" if none.
	Country string
	// airWar is true where the report tells more of aircraft than of bombs that
	// were placed: "bombing" is then from the air.
	airWar bool
	// headlines tells which of the first sentences are the title, or the title
	// again at the head of the text.
	headlines [headlineReach]bool
	// speech holds for each sentence the frame that runs on into it.
	speech []int
	// captives is true where the report speaks of hostages.
	captives bool
	// toxic is true where the report is about chemical attacks.
	toxic bool
	// violence is the number of words in the report that belong to armed violence.
	violence int
	// reading is what a trained reader makes of the text, nil without one.
	reading Reading
}

func (x *Extractor) analyse(rep tocsin.Report) *Analysis {
	doc := text.New(rep)
	a := &Analysis{Report: rep, Ref: x.ann.Reference(doc, rep.Published)}
	a.Timexes = x.ann.Times.Find(doc, a.Ref)
	a.Numerals = x.ann.Numbers.Find(doc)
	a.Toponyms = x.ann.Places.Find(doc)
	a.Country = dominantCountry(a.Toponyms)
	year := 0
	if a.Ref != nil {
		year = a.Ref.Time().Year()
	}
	a.Actors = x.ann.Actors.Find(doc, a.Country, year)
	if x.reader != nil {
		a.reading = x.reader.Read(doc.Text)
	}
	a.Doc = x.parser.Parse(doc, dates(a.Timexes))
	a.speech = speechOver(a)
	a.findHeadlines()
	a.violence = x.words.countViolence(a)
	a.captives = x.words.tellsOfHostages(a)
	a.airWar, a.toxic = x.words.airWar(a), x.words.isToxic(a)
	return a
}

// headlineReach is how many sentences may repeat the title.
const headlineReach = 5

// findHeadlines marks the title and the sentences that only repeat it, as scraped
// pages do.
func (a *Analysis) findHeadlines() {
	title := strings.ToLower(strings.TrimSpace(a.Report.Title))
	for i := range min(len(a.Sentences), headlineReach) {
		words := strings.ToLower(a.Of(a.sentenceSpan(i)))
		a.headlines[i] = a.Sentences[i].Title ||
			title != "" && strings.Contains(words, title) && len(words) < len(title)+datelineLength
	}
}

// datelineLength is how many bytes a date or agency before a repeated title takes.
const datelineLength = 60

// headline reports whether sentence s is the title or only repeats it.
func (a *Analysis) headline(s int) bool { return s < headlineReach && a.headlines[s] }

// countViolence counts the words of armed violence and the armed groups named.
func (lx *lexicon) countViolence(a *Analysis) int {
	n := 0
	for i := range a.Words {
		if lx.is("violence", a.Words[i].Lemma) {
			n++
		}
	}
	for _, m := range a.Actors {
		if m.Actor.Type == tocsin.ActorArmed {
			n++
		}
	}
	return n
}

// isToxic reports whether toxic agents stand in the title or three times over.
func (lx *lexicon) isToxic(a *Analysis) bool {
	n := 0
	for i := range a.Tokens {
		if lx.weaponAt(a, i) == "chemical" {
			if n++; n == 3 || a.Tokens[i].End <= a.TitleEnd {
				return true
			}
		}
	}
	return false
}

// airWar compares the words for aircraft and those for placed bombs.
func (lx *lexicon) airWar(a *Analysis) bool {
	air, placed := 0, 0
	for i := range a.Tokens {
		switch w := a.Words[i].Lemma; {
		case lx.is("airword", w):
			air++
		case lx.is("placedword", w):
			placed++
		}
	}
	return air > 2*placed
}

// dates returns the spans of the time expressions that name days.
func dates(ts []tocsin.Timex) []tocsin.Span {
	var out []tocsin.Span
	for _, t := range ts {
		if t.Kind == tocsin.TimexDate || t.Kind == tocsin.TimexDateline {
			out = append(out, t.Span)
		}
	}
	return out
}

// dominantCountry returns the country that most place names lie in; the first
// to reach the count wins.
func dominantCountry(tops []tocsin.Toponym) string {
	count, best := map[string]int{}, ""
	for _, t := range tops {
		c := t.Place.Country
		if c == "" || t.Metonym {
			continue
		}
		if !t.Demonym {
			count[c]++
		}
		count[c]++
		if best == "" || count[c] > count[best] {
			best = c
		}
	}
	return best
}

// within returns the half-open range of indices of items, ordered by start,
// whose spans lie in s.
func within[T any](items []T, span func(T) tocsin.Span, s tocsin.Span) []T {
	from := sort.Search(len(items), func(i int) bool { return span(items[i]).Start >= s.Start })
	to := from
	for to < len(items) && span(items[to]).End <= s.End {
		to++
	}
	return items[from:to]
}

func (a *Analysis) actorsIn(s tocsin.Span) []tocsin.ActorMention {
	return within(a.Actors, func(m tocsin.ActorMention) tocsin.Span { return m.Span }, s)
}

// actorsOf returns the actors whose head word stands in noun phrase i; the name
// itself may reach into the next phrase ("cadres of the Liberation Front").
func (a *Analysis) actorsOf(i int) []tocsin.ActorMention {
	s := a.NPSpan(i)
	var out []tocsin.ActorMention
	for _, m := range a.actorsFrom(s.Start) {
		if m.Start >= s.End {
			break
		}
		if s.Contains(m.Head) || s.Contains(m.Span) {
			out = append(out, m)
		}
	}
	return out
}

// actorsFrom returns the actors that end after byte pos.
func (a *Analysis) actorsFrom(pos int) []tocsin.ActorMention {
	from := sort.Search(len(a.Actors), func(i int) bool { return a.Actors[i].End > pos })
	return a.Actors[from:]
}

func (a *Analysis) toponymsIn(s tocsin.Span) []tocsin.Toponym {
	return within(a.Toponyms, func(t tocsin.Toponym) tocsin.Span { return t.Span }, s)
}

func (a *Analysis) timexesIn(s tocsin.Span) []tocsin.Timex {
	return within(a.Timexes, func(t tocsin.Timex) tocsin.Span { return t.Span }, s)
}

func (a *Analysis) numeralsIn(s tocsin.Span) []tocsin.Numeral {
	return within(a.Numerals, func(n tocsin.Numeral) tocsin.Span { return n.Span }, s)
}

// sentenceSpan returns the span of sentence i.
func (a *Analysis) sentenceSpan(i int) tocsin.Span { return a.Sentences[i].Span }

// lower returns token i in lower case, "" outside the text.
func (a *Analysis) lower(i int) string {
	if i < 0 || i >= len(a.Tokens) {
		return ""
	}
	return a.Tokens[i].Lower
}

// clause returns the innermost clause that holds token tok, nil if none.
func (a *Analysis) clause(tok int) *syntax.Clause {
	if c := a.ClauseAt(tok); c != syntax.None {
		return &a.Clauses[c]
	}
	return nil
}
