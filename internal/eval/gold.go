package eval

import (
	"cmp"
	"slices"
	"strings"

	"tocsin"
)

// Fields are the slots of an incident, in the order in which they are printed.
func Fields() []string {
	return []string{"kind", "stage", "country", "weapon", "target", "date", "place", "actor", "toll"}
}

// GoldScore holds the figures of the codebook's scorer (score.py of the shared
// data folder), to which a test holds it equal.
//
// In each article coded incidents are paired one to one with gold ones so that
// the sum of agreeing features is largest; see [pairWeight]. The slots of pairs
// are then compared; those of unpaired incidents count as wrong.
type GoldScore struct {
	// Articles is the number of articles scored.
	Articles int
	// Slots is the headline: all slots of all incidents.
	Slots Counts
	// Incidents counts pairs against coded and gold incidents.
	Incidents Counts
	// Attribution counts (actor, stance) rows.
	Attribution Counts
	// ByField and OnPairs count each slot over all incidents and over paired
	// incidents alone; the keys are those of [Fields].
	ByField, OnPairs map[string]Counts
	// MainHit of MainAll gold incidents of salience main were paired.
	MainHit, MainAll int
	// QuotesOK of QuotesAll coded quotes stand in their article.
	QuotesOK, QuotesAll int
	// PerArticle has one row for each article, worst first.
	PerArticle []ArticleScore
	// Extra are figures beyond those of score.py.
	Extra Extra
}

// ArticleScore is the slots F1 and the incident counts of one article.
type ArticleScore struct {
	Name      string
	F         float64
	Incidents Counts
}

// MainRecall returns the share of main gold incidents that were paired.
func (s *GoldScore) MainRecall() float64 { return ratio(s.MainHit, s.MainAll) }

// Quotes returns the share of coded quotes that stand in the article, 1 where
// nothing was coded.
func (s *GoldScore) Quotes() float64 {
	if s.QuotesAll == 0 {
		return 1
	}
	return ratio(s.QuotesOK, s.QuotesAll)
}

// ScoreGold scores the codings, by file name, against the folder's gold. An
// article without a coding counts as coded empty.
func ScoreGold(f *Folder, coded map[string]Coding) *GoldScore {
	s := &GoldScore{
		Articles: len(f.Names), ByField: map[string]Counts{}, OnPairs: map[string]Counts{},
		Extra: newExtra(),
	}
	for _, name := range f.Names {
		s.add(name, newMatch(f, name, coded[name]))
	}
	slices.SortStableFunc(s.PerArticle, func(a, b ArticleScore) int {
		return cmp.Or(cmp.Compare(a.F, b.F), strings.Compare(a.Name, b.Name))
	})
	return s
}

// match is one article's coded and gold incidents, paired.
type match struct {
	al          Aliases
	text        string
	coded, gold Coding
	pairs       []pair // i in coded, j in gold
}

func newMatch(f *Folder, name string, coded Coding) *match {
	art := f.Articles[name]
	m := &match{al: f.Aliases, text: art.Title + "\n" + art.Text, coded: coded, gold: f.Gold[name]}
	weights := make([][]float64, len(m.coded.Incidents))
	for i, p := range m.coded.Incidents {
		weights[i] = make([]float64, len(m.gold.Incidents))
		for j, g := range m.gold.Incidents {
			weights[i][j] = pairWeight(m.al, m.text, p, g)
		}
	}
	m.pairs = assign(weights)
	return m
}

// add adds one article's figures.
func (s *GoldScore) add(name string, m *match) {
	inc := Counts{len(m.pairs), len(m.coded.Incidents), len(m.gold.Incidents)}
	s.Incidents.Add(inc)
	all, onPairs := m.slotCounts()
	var art Counts
	for _, k := range Fields() {
		art.Add(all[k])
		s.ByField[k] = sum(s.ByField[k], all[k])
		s.OnPairs[k] = sum(s.OnPairs[k], onPairs[k])
	}
	s.Slots.Add(art)
	s.Attribution.Add(countRows(m, perpetrators, func(a, b Attribution) bool {
		return a.Stance == b.Stance && m.al.same(a.Actor, b.Actor)
	}))
	s.addMain(m)
	s.addQuotes(m)
	s.PerArticle = append(s.PerArticle, ArticleScore{name, art.F(), inc})
	s.Extra.add(m)
}

func sum(a, b Counts) Counts {
	a.Add(b)
	return a
}

func perpetrators(inc Incident) []Attribution { return inc.Perpetrators }

// slotCounts counts each slot over all incidents and over the pairs.
func (m *match) slotCounts() (all, onPairs map[string]Counts) {
	all, onPairs = map[string]Counts{}, map[string]Counts{}
	for _, sl := range slots(m.al) {
		var a, p Counts
		for _, inc := range m.coded.Incidents {
			a.Coded += sl.count(inc)
		}
		for _, inc := range m.gold.Incidents {
			a.Gold += sl.count(inc)
		}
		for _, pr := range m.pairs {
			c, g := m.coded.Incidents[pr.i], m.gold.Incidents[pr.j]
			p.Add(Counts{sl.hits(c, g), sl.count(c), sl.count(g)})
		}
		a.Hit = p.Hit
		all[sl.name], onPairs[sl.name] = a, p
	}
	return all, onPairs
}

// countRows counts rows of a list field: hits within pairs, totals over all.
func countRows[T any](m *match, rows func(Incident) []T, same func(a, b T) bool) Counts {
	var c Counts
	for _, inc := range m.coded.Incidents {
		c.Coded += len(rows(inc))
	}
	for _, inc := range m.gold.Incidents {
		c.Gold += len(rows(inc))
	}
	for _, pr := range m.pairs {
		c.Hit += hits(rows(m.coded.Incidents[pr.i]), rows(m.gold.Incidents[pr.j]), same)
	}
	return c
}

func (s *GoldScore) addMain(m *match) {
	for _, g := range m.gold.Incidents {
		if g.Salience == tocsin.Main {
			s.MainAll++
		}
	}
	for _, pr := range m.pairs {
		if m.gold.Incidents[pr.j].Salience == tocsin.Main {
			s.MainHit++
		}
	}
}

func (s *GoldScore) addQuotes(m *match) {
	for _, inc := range m.coded.Incidents {
		for _, q := range quotesOf(inc) {
			s.QuotesAll++
			if q != "" && strings.Contains(m.text, q) {
				s.QuotesOK++
			}
		}
	}
}

// quotesOf returns every quote of an incident, "" where one is wanting.
func quotesOf(inc Incident) []string {
	out := []string{inc.Anchor}
	if inc.Date != nil {
		out = append(out, inc.Date.Quote)
	}
	if inc.Place != nil {
		out = append(out, inc.Place.Quote)
	}
	for _, a := range inc.Perpetrators {
		out = append(out, a.Quote)
	}
	for _, k := range slices.Concat(inc.Targets, inc.Weapons) {
		out = append(out, k.Quote)
	}
	for _, t := range inc.Tolls {
		out = append(out, t.Quote)
	}
	return out
}
