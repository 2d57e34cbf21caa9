package eval

import (
	"context"
	"fmt"
	"io"
	"strings"

	"tocsin"
	"tocsin/internal/link"
)

// Grounder gives gold values what linking goes by: gold holds names alone.
type Grounder interface {
	// Actor returns the lexicon's ID of a name, "" where it has none.
	Actor(name string) string
	// Places returns what the names at spans of rep resolve to, one for each.
	Places(rep tocsin.Report, spans []tocsin.Span) []tocsin.Place
}

// LinkScore holds how well the incidents of a folder's articles are linked.
type LinkScore struct {
	// Gold is on the gold incidents, EndToEnd on those that were coded.
	Gold, EndToEnd ChainScore
}

// LinkTask is a folder made ready for linking.
type LinkTask struct {
	Folder *Folder
	// Gold are the tellings of the gold incidents; Keys names, by telling, the
	// incident that each tells.
	Gold []link.Telling
	Keys map[string]string
}

// NewLinkTask reads the gold of a folder as tellings.
func NewLinkTask(f *Folder, r *link.Reader, g Grounder) LinkTask {
	task := LinkTask{Folder: f, Keys: map[string]string{}}
	for _, name := range f.Names {
		rec := goldRecord(f.Articles[name], f.Gold[name], g)
		rec.ID = name
		for i, t := range r.Read(rec, "") {
			task.Gold = append(task.Gold, t)
			task.Keys[t.ID] = t.ID
			if key := f.Gold[name].Incidents[i].Key; key != "" {
				task.Keys[t.ID] = key
			}
		}
	}
	return task
}

// GoldChains returns the true chains of gold tellings.
func (t LinkTask) GoldChains() [][]string {
	at := map[string]int{}
	var out [][]string
	for _, x := range t.Gold {
		key := t.Keys[x.ID]
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], x.ID)
	}
	return out
}

// Score links the gold tellings, and those of the records given by file name.
func (t LinkTask) Score(ctx context.Context, r *link.Reader, s *link.Scorer, coded map[string]tocsin.Record) (LinkScore, error) {
	var out LinkScore
	made, err := LinkAll(ctx, s, t.Gold)
	if err != nil {
		return out, err
	}
	out.Gold = ScoreChains(t.GoldChains(), made)
	if made, err = t.codedChains(ctx, r, s, coded); err != nil {
		return out, err
	}
	out.EndToEnd = ScoreChains(t.GoldChains(), made)
	return out, nil
}

// codedChains links the coded incidents and names those that pair with a gold one
// by its telling, so that they can be compared.
func (t LinkTask) codedChains(ctx context.Context, r *link.Reader, s *link.Scorer, coded map[string]tocsin.Record) ([][]string, error) {
	var told []link.Telling
	name := map[string]string{}
	gold := map[string][]string{}
	for _, x := range t.Gold {
		gold[x.Article] = append(gold[x.Article], x.ID)
	}
	for _, file := range t.Folder.Names {
		rec := coded[file]
		rec.ID = file
		some := r.Read(rec, "")
		told = append(told, some...)
		for i := range some {
			name[some[i].ID] = "coded " + some[i].ID
		}
		for _, p := range newMatch(t.Folder, file, FromRecord(rec)).pairs {
			name[some[p.i].ID] = gold[file][p.j]
		}
	}
	made, err := LinkAll(ctx, s, told)
	for _, c := range made {
		for i, m := range c {
			c[i] = name[m]
		}
	}
	return made, err
}

// LinkAll returns the chains that linking makes of tellings.
func LinkAll(ctx context.Context, s *link.Scorer, told []link.Telling) ([][]string, error) {
	index := link.NewMemory()
	if _, err := link.NewLinker(s, index).Link(ctx, told, nil); err != nil {
		return nil, fmt.Errorf("link %d tellings: %w", len(told), err)
	}
	var out [][]string
	for _, d := range index.Dossiers() {
		var c []string
		for _, m := range d.Members {
			c = append(c, m.Telling)
		}
		out = append(out, c)
	}
	return out, nil
}

// goldRecord returns gold as a record, its values grounded where they can be.
func goldRecord(art Article, gold Coding, g Grounder) tocsin.Record {
	rep := art.Report()
	rec := tocsin.Record{ID: gold.ID, Published: rep.Published, Outlet: rep.Outlet, Title: rep.Title}
	whole := rep.Whole()
	var places []tocsin.Place
	var spans []tocsin.Span
	for _, inc := range gold.Incidents {
		if inc.Place != nil {
			spans = append(spans, nameIn(whole, *inc.Place))
		}
	}
	if len(spans) > 0 {
		places = g.Places(rep, spans)
	}
	for i, inc := range gold.Incidents {
		out := goldIncident(whole, inc, g)
		out.ID = fmt.Sprintf("i%d", i+1)
		if inc.Place != nil {
			out.Place = ground(*inc.Place, places[0])
			places = places[1:]
		}
		rec.Incidents = append(rec.Incidents, out)
	}
	return rec
}

// nameIn returns where a place's name stands in its quote in the text, or the
// quote itself, or the text's first byte where neither is found.
func nameIn(whole string, p Place) tocsin.Span {
	at := max(0, strings.Index(whole, p.Quote))
	if i := strings.Index(p.Quote, p.Name); i >= 0 && p.Name != "" {
		return tocsin.Span{Start: at + i, End: at + i + len(p.Name)}
	}
	return tocsin.Span{Start: at, End: at + max(1, len(p.Quote))}
}

// ground adds what a name resolved to, where it does not contradict gold.
func ground(p Place, found tocsin.Place) *tocsin.Place {
	out := &tocsin.Place{Name: p.Name, Admin1: p.Admin1, Country: p.Country, Precision: tocsin.PrecisionUnknown}
	out.Quote = p.Quote
	if found.Country == p.Country {
		out.GeoID, out.Lat, out.Lon, out.Precision = found.GeoID, found.Lat, found.Lon, found.Precision
	}
	return out
}

func goldIncident(whole string, inc Incident, g Grounder) tocsin.Incident {
	cite := func(quote string) tocsin.Citation {
		at := max(0, strings.Index(whole, quote))
		return tocsin.Citation{Span: tocsin.Span{Start: at, End: at + len(quote)}, Quote: quote}
	}
	out := tocsin.Incident{
		Kind: inc.Kind, Stage: inc.Stage, Salience: inc.Salience, Aggregate: inc.Aggregate,
		Suicide: inc.Suicide, Anchor: cite(inc.Anchor), Score: 1,
	}
	if inc.Date != nil {
		out.Date = &tocsin.Date{Interval: inc.Date.Interval, Citation: cite(inc.Date.Quote)}
	}
	for _, a := range inc.Perpetrators {
		out.Perpetrators = append(out.Perpetrators, tocsin.Attribution{
			Actor: a.Actor, ActorID: g.Actor(a.Actor), Stance: a.Stance, By: a.By, Citation: cite(a.Quote)})
	}
	for _, x := range inc.Targets {
		out.Targets = append(out.Targets, tocsin.Target{Kind: tocsin.TargetKind(x.Kind), Citation: cite(x.Quote)})
	}
	for _, x := range inc.Weapons {
		out.Weapons = append(out.Weapons, tocsin.Weapon{Kind: tocsin.WeaponKind(x.Kind), Citation: cite(x.Quote)})
	}
	for _, x := range inc.Tolls {
		out.Tolls = append(out.Tolls, tocsin.Toll{What: x.What, Quantity: x.Quantity, Whom: x.Whom, By: x.By, Citation: cite(x.Quote)})
	}
	return out
}

// Print writes the figures.
func (s LinkScore) Print(w io.Writer, name string) {
	for _, row := range []struct {
		on string
		ChainScore
	}{{"gold incidents", s.Gold}, {"end to end", s.EndToEnd}} {
		fmt.Fprintf(w, "%-10s %-14s  CoNLL %.3f   MUC %.3f  B³ %.3f  CEAF-e %.3f   incidents %d of %d tellings, %d told by several; made %d, %d of several\n",
			name, row.on, row.CoNLL(), row.MUC.F(), row.B3.F(), row.CEAF.F(),
			row.Chains, row.Mentions, row.Several, row.Made, row.MadeSeveral)
	}
}
