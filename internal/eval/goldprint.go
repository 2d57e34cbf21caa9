package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"tocsin"
)

// Print writes the figures as score.py prints them; with perArticle, a line
// for each article first, worst first.
func (s *GoldScore) Print(w io.Writer, perArticle bool) {
	if perArticle {
		for _, a := range s.PerArticle {
			fmt.Fprintf(w, "  %.3f %s pairs %d coded %d gold %d\n", a.F, a.Name, a.Incidents.Hit, a.Incidents.Coded, a.Incidents.Gold)
		}
	}
	fmt.Fprintf(w, "%d articles\n", s.Articles)
	printHead(w, "slots", s.Slots)
	printHead(w, "incidents", s.Incidents)
	printHead(w, "attribution", s.Attribution)
	fmt.Fprintf(w, "main recall  %.3f   quotes %.3f\n", s.MainRecall(), s.Quotes())
	for _, k := range Fields() {
		x, y := s.ByField[k], s.OnPairs[k]
		fmt.Fprintf(w, "  %-9s all P %.3f R %.3f F1 %.3f   on pairs P %.3f R %.3f F1 %.3f  n %d\n",
			k, x.P(), x.R(), x.F(), y.P(), y.R(), y.F(), x.Gold)
	}
}

func printHead(w io.Writer, name string, c Counts) {
	fmt.Fprintf(w, "%-12s P %.3f R %.3f F1 %.3f  (%d of %d coded, %d gold)\n", name, c.P(), c.R(), c.F(), c.Hit, c.Coded, c.Gold)
}

// PrintFields writes the fields that score.py leaves out.
func (s *GoldScore) PrintFields(w io.Writer) {
	e := s.Extra
	fmt.Fprintln(w, "beyond score.py, fields:")
	fmt.Fprintf(w, "  %-22s accuracy on pairs %.3f  n %d\n", "salience", e.Salience.P(), e.Salience.Gold)
	for _, row := range []struct {
		name string
		c    Counts
	}{
		{"aggregate", e.Aggregate}, {"suicide", e.Suicide}, {"admin1", e.Admin1},
		{"toll with whom", e.TollWhom}, {"toll with by", e.TollBy},
		{"attribution with by", e.AttributionBy}, {"assertions", e.Assertions},
	} {
		printRow(w, row.name, row.c)
	}
}

// PrintKinds writes incidents by kind, tolls by what, attributions by stance
// and assertions by kind.
func (s *GoldScore) PrintKinds(w io.Writer) {
	e := s.Extra
	fmt.Fprintln(w, "beyond score.py, incidents by kind (found: gold ones paired with any kind):")
	for _, k := range tocsin.Kinds() {
		if c := e.Kinds[k]; c.Coded+c.Gold > 0 {
			fmt.Fprintf(w, "  %-22s P %.3f R %.3f F1 %.3f  coded %d gold %d found %d\n", k, c.P(), c.R(), c.F(), c.Coded, c.Gold, e.Found[k].Hit)
		}
	}
	printMap(w, "tolls by what", tocsin.Effects(), e.Effects)
	printMap(w, "attributions by stance", tocsin.Stances(), e.Stances)
	printMap(w, "assertions by kind", tocsin.AssertionKinds(), e.AssertionKinds)
}

func printMap[K ~string](w io.Writer, title string, keys []K, m map[K]Counts) {
	fmt.Fprintf(w, "beyond score.py, %s:\n", title)
	for _, k := range keys {
		printRow(w, string(k), m[k])
	}
}

func printRow(w io.Writer, name string, c Counts) {
	fmt.Fprintf(w, "  %-22s P %.3f R %.3f F1 %.3f  (%d of %d coded, %d gold)\n", name, c.P(), c.R(), c.F(), c.Hit, c.Coded, c.Gold)
}

// prf is a count with its figures, as score.py's JSON holds it.
type prf struct {
	P float64 `json:"p"`
	R float64 `json:"r"`
	F float64 `json:"f"`
	Counts
}

func figures(c Counts) prf { return prf{c.P(), c.R(), c.F(), c} }

// MarshalJSON returns the object that score.py --json prints, and the extra
// figures under "beyond".
func (s *GoldScore) MarshalJSON() ([]byte, error) {
	out := map[string]any{
		"slots": figures(s.Slots), "incidents": figures(s.Incidents), "attribution": figures(s.Attribution),
		"main recall": s.MainRecall(), "quotes": s.Quotes(), "beyond": s.Extra.figures(),
	}
	pairs := map[string]prf{}
	for _, k := range Fields() {
		out[k], pairs[k] = figures(s.ByField[k]), figures(s.OnPairs[k])
	}
	out["on pairs"] = pairs
	return json.Marshal(out)
}

func (e Extra) figures() map[string]any {
	return map[string]any{
		"salience": figures(e.Salience), "aggregate": figures(e.Aggregate), "suicide": figures(e.Suicide),
		"admin1": figures(e.Admin1), "toll whom": figures(e.TollWhom), "toll by": figures(e.TollBy),
		"attribution by": figures(e.AttributionBy), "assertions": figures(e.Assertions),
		"kinds": figureMap(e.Kinds), "tolls": figureMap(e.Effects),
		"stances": figureMap(e.Stances), "assertion kinds": figureMap(e.AssertionKinds),
	}
}

func figureMap[K ~string](m map[K]Counts) map[string]prf {
	out := make(map[string]prf, len(m))
	for k, c := range m {
		out[string(k)] = figures(c)
	}
	return out
}

// PrintErrors writes, for each article, what was missed, what is spurious, and
// for each pair the slots that differ.
func PrintErrors(w io.Writer, f *Folder, coded map[string]Coding) {
	for _, name := range f.Names {
		m := newMatch(f, name, coded[name])
		fmt.Fprintf(w, "%s  pairs %d coded %d gold %d\n", name, len(m.pairs), len(m.coded.Incidents), len(m.gold.Incidents))
		for j, g := range m.gold.Incidents {
			if !slices.ContainsFunc(m.pairs, func(p pair) bool { return p.j == j }) {
				fmt.Fprintf(w, "  missed    %s\n", oneLine(g))
			}
		}
		for i, c := range m.coded.Incidents {
			if !slices.ContainsFunc(m.pairs, func(p pair) bool { return p.i == i }) {
				fmt.Fprintf(w, "  spurious  %s\n", oneLine(c))
			}
		}
		for _, p := range m.pairs {
			m.printPair(w, m.coded.Incidents[p.i], m.gold.Incidents[p.j])
		}
	}
}

func oneLine(inc Incident) string {
	return fmt.Sprintf("%s %s %q", inc.Salience, inc.Kind, inc.Anchor)
}

// printPair writes the slots in which c and g differ.
func (m *match) printPair(w io.Writer, c, g Incident) {
	fmt.Fprintf(w, "  pair      %s = gold %s\n", oneLine(c), oneLine(g))
	cv, gv := shown(m.al, c), shown(m.al, g)
	for n, sl := range slots(m.al) {
		if h := sl.hits(c, g); h < max(sl.count(c), sl.count(g)) {
			fmt.Fprintf(w, "    %-9s gold %s | coded %s\n", sl.name, gv[n], cv[n])
		}
	}
	if cs, gs := stancesOf(c), stancesOf(g); cs != gs {
		fmt.Fprintf(w, "    %-9s gold %s | coded %s\n", "stances", gs, cs)
	}
	if c.Salience != g.Salience {
		fmt.Fprintf(w, "    %-9s gold %s | coded %s\n", "salience", g.Salience, c.Salience)
	}
}

// shown returns each slot's values in words, in the order of [Fields].
func shown(al Aliases, inc Incident) []string {
	date, place, country := "-", "-", "-"
	if d := inc.Date; d != nil {
		date = fmt.Sprintf("%s..%s %q", d.Start, d.End, d.Quote)
	}
	if p := inc.Place; p != nil {
		place, country = fmt.Sprintf("%s (%s) %q", p.Name, p.Admin1, p.Quote), p.Country
	}
	var ts []string
	for _, t := range inc.Tolls {
		ts = append(ts, tollText(t))
	}
	return []string{
		string(inc.Kind), string(inc.Stage), country, quoted(inc.Weapons), quoted(inc.Targets),
		date, place, strings.Join(actors(al, inc), "; "), strings.Join(ts, "; "),
	}
}

func tollText(t Toll) string {
	high := "open"
	if t.High != nil {
		high = fmt.Sprint(*t.High)
	}
	return fmt.Sprintf("%s %d–%s %s by %s %q", t.What, t.Low, high, t.Whom, t.By, t.Quote)
}

func quoted(ks []Kinded) string {
	var out []string
	for _, k := range ks {
		out = append(out, fmt.Sprintf("%s %q", k.Kind, k.Quote))
	}
	return strings.Join(out, "; ")
}

func stancesOf(inc Incident) string {
	var out []string
	for _, a := range inc.Perpetrators {
		out = append(out, fmt.Sprintf("%s %s by %s", a.Actor, a.Stance, a.By))
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}
