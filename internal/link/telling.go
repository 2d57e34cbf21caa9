package link

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"tocsin"
)

// Telling is an incident as one report tells it, cut down to what linking and
// lists compare. It holds no text: words are kept as hashes.
type Telling struct {
	ID        string      `json:"id"`
	Article   string      `json:"a"`
	Incident  string      `json:"i"`
	Outlet    string      `json:"o,omitempty"`
	Published *tocsin.Day `json:"p,omitempty"`
	// Story names the story that the report is a version of, Group its group of near
	// copies; "" where that is not known.
	Story string `json:"y,omitempty"`
	Group string `json:"g,omitempty"`

	// Anchor is where the words stand that tell of it.
	Anchor tocsin.Span `json:"x"`

	Kind      tocsin.Kind      `json:"k"`
	Stage     tocsin.Stage     `json:"s,omitempty"`
	Main      bool             `json:"m,omitempty"`
	Aggregate bool             `json:"ag,omitempty"`
	Suicide   bool             `json:"su,omitempty"`
	When      *tocsin.Interval `json:"w,omitempty"`
	// Assumed is true where the report gives no day and When is reckoned from
	// its publication.
	Assumed bool  `json:"as,omitempty"`
	Where   *Spot `json:"at,omitempty"`
	// Actors are those held responsible, by name; Lines are their IDs and those
	// of all that they are branches of.
	Actors  []string `json:"by,omitempty"`
	Lines   []string `json:"ln,omitempty"`
	Targets []string `json:"t,omitempty"`
	Weapons []string `json:"wp,omitempty"`
	Tolls   []Figure `json:"n,omitempty"`
	// Words are the hashes of its words that few reports use, ascending.
	Words []uint32 `json:"r,omitempty"`

	// Dossier is the one that it is in, "" for none yet. An [Index] sets it.
	Dossier string `json:"-"`
}

// Spot is a place as linking compares it.
type Spot struct {
	Name      string           `json:"n"`
	Admin1    string           `json:"a,omitempty"`
	Country   string           `json:"c,omitempty"`
	GeoID     int              `json:"g,omitempty"`
	Lat       float64          `json:"y,omitempty"`
	Lon       float64          `json:"x,omitempty"`
	Precision tocsin.Precision `json:"p,omitempty"`
	// Folded is the name as it is compared; Capital says that it is the
	// province's name too.
	Folded  string `json:"f,omitempty"`
	Capital bool   `json:"k,omitempty"`
}

// Figure is one toll.
type Figure struct {
	What tocsin.Effect `json:"w"`
	Low  int           `json:"l"`
	High *int          `json:"h,omitempty"`
	// All is true for the toll of the whole incident.
	All bool `json:"a,omitempty"`
}

// Lineage tells of what organisations an actor is a branch.
type Lineage interface {
	// Parents returns the IDs of the organisation that id is a branch of, of the
	// one that this is a branch of, and so on.
	Parents(id string) []string
}

// The bounds of what is believed of a day.
const (
	// assumedDays before publication is where an act told without a day is
	// looked for: news is mostly of the days before it.
	assumedDays = 6
	// forwardDays after publication may a dated act lie, for the time zones.
	forwardDays = 1
)

// Reader makes tellings of records. It is safe for concurrent use.
type Reader struct {
	lineage Lineage
	common  map[string]bool
}

// NewReader returns a reader that knows the actors' lineage.
func NewReader(lineage Lineage) *Reader { return &Reader{lineage, commonWords()} }

// Read returns the tellings of a record whose ID is the article's in the store.
func (r *Reader) Read(rec tocsin.Record, group string) []Telling {
	out := make([]Telling, len(rec.Incidents))
	for i, id := range Identify(rec.ID, rec.Incidents) {
		inc := rec.Incidents[i]
		m := tocsin.Member{Telling: id, Article: rec.ID, Incident: inc.ID, Published: rec.Published, Outlet: rec.Outlet}
		t := retell(tocsin.Told{Member: m, Incident: inc})
		t.Group = group
		t.Lines = r.lines(inc.Perpetrators)
		t.Words = r.rareWords(inc, rec.Title)
		out[i] = t
	}
	return out
}

// retell cuts a telling down, without its lineage and words.
func retell(told tocsin.Told) Telling {
	inc := told.Incident
	t := Telling{
		ID: told.Telling, Article: told.Article, Incident: told.Member.Incident, Outlet: told.Outlet, Published: told.Published,
		Anchor: inc.Anchor.Span, Kind: inc.Kind, Stage: inc.Stage, Main: inc.Salience == tocsin.Main,
		Suicide: inc.Suicide, Where: spot(inc.Place), Actors: responsible(inc.Perpetrators),
	}
	t.When, t.Assumed = believed(inc, told.Published)
	t.Aggregate = sumsUp(inc, &t)
	for _, x := range inc.Targets {
		t.Targets = appendNew(t.Targets, string(x.Kind))
	}
	for _, x := range inc.Weapons {
		t.Weapons = appendNew(t.Weapons, string(x.Kind))
	}
	for _, x := range inc.Tolls {
		t.Tolls = append(t.Tolls, Figure{x.What, x.Low, x.High, x.Whom == tocsin.All})
	}
	return t
}

func appendNew(all []string, s string) []string {
	if slices.Contains(all, s) {
		return all
	}
	return append(all, s)
}

// sumsUp reports whether a telling sums up incidents that lie apart. "Blasts" at one
// place within a day, their number not told as more than a few, are one incident
// however many went off.
func sumsUp(inc tocsin.Incident, t *Telling) bool {
	const few = 3
	one := t.When != nil && !t.Assumed && t.When.Days() == 1 && t.Where.exact() && (inc.Count == nil || inc.Count.Low <= few)
	return inc.Aggregate && !one
}

// believed returns the days on which the act is taken to lie. A day after
// publication is set aside, but for what is only threatened; without a day it is
// the week up to publication, and without that nothing is known.
func believed(inc tocsin.Incident, published *tocsin.Day) (when *tocsin.Interval, assumed bool) {
	if d := inc.Date; d != nil && d.Start <= d.End {
		late := published != nil && d.Start > *published+forwardDays
		if !late || inc.Stage == tocsin.Threatened {
			return &d.Interval, false
		}
	}
	if published == nil {
		return nil, true
	}
	return &tocsin.Interval{Start: *published - assumedDays, End: *published}, true
}

// spot returns the place, its coordinates left out where they are of nowhere:
// outside the globe, or 0, 0.
func spot(p *tocsin.Place) *Spot {
	if p == nil {
		return nil
	}
	s := &Spot{Name: p.Name, Admin1: p.Admin1, Country: p.Country, GeoID: p.GeoID, Lat: p.Lat, Lon: p.Lon, Precision: p.Precision, Folded: fold(p.Name)}
	s.Capital = p.Admin1 != "" && s.Folded == fold(p.Admin1)
	// Written so that a number that is none fails as well.
	onGlobe := math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180
	if !p.Located() || !onGlobe {
		s.Lat, s.Lon, s.Precision = 0, 0, tocsin.PrecisionUnknown
	}
	return s
}

// located reports whether the spot has coordinates.
func (s *Spot) located() bool {
	return s != nil && s.Precision != "" && s.Precision != tocsin.PrecisionUnknown
}

// responsible returns who is held responsible by name, sorted; those of no name,
// and those of whom it is only denied, are left out.
func responsible(rows []tocsin.Attribution) []string {
	var out []string
	for _, a := range rows {
		if a.Stance != tocsin.Denied && named(a.Actor) {
			out = appendNew(out, a.Actor)
		}
	}
	slices.Sort(out)
	return out
}

func named(actor string) bool {
	return actor != "" && actor != tocsin.UnknownActor && actor != tocsin.IndividualsActor
}

// lines returns the IDs of the actors, or their names where they have none, with
// all that they are branches of. Who is said not to have done it counts here: two
// reports that speak of one denial speak of one act.
func (r *Reader) lines(rows []tocsin.Attribution) []string {
	var out []string
	for _, a := range rows {
		switch {
		case !named(a.Actor):
		case a.ActorID == "":
			out = appendNew(out, strings.ToLower(a.Actor))
		default:
			out = appendNew(out, a.ActorID)
			for _, p := range r.lineage.Parents(a.ActorID) {
				out = appendNew(out, p)
			}
		}
	}
	slices.Sort(out)
	return out
}

// rareWords hashes the words of the title, for the report's main incidents, and of
// the incident's quotes that few reports use. Names of people are among them: it
// is why only hashes are kept.
func (r *Reader) rareWords(inc tocsin.Incident, title string) []uint32 {
	var out []uint32
	add := func(s string) {
		for _, w := range strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) }) {
			if len(w) >= 4 && !r.common[w] {
				out = append(out, hash32(w))
			}
		}
	}
	if inc.Salience == tocsin.Main {
		add(title)
	}
	for _, q := range quotes(inc) {
		add(q)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func quotes(inc tocsin.Incident) []string {
	out := []string{inc.Anchor.Quote}
	if inc.Place != nil {
		out = append(out, inc.Place.Quote)
	}
	for _, a := range inc.Perpetrators {
		out = append(out, a.Quote)
	}
	for _, x := range inc.Targets {
		out = append(out, x.Quote)
	}
	for _, x := range inc.Weapons {
		out = append(out, x.Quote)
	}
	for _, x := range inc.Tolls {
		out = append(out, x.Quote)
	}
	return out
}

// Member returns what a dossier keeps of the telling.
func (t *Telling) Member() tocsin.Member {
	return tocsin.Member{Telling: t.ID, Article: t.Article, Incident: t.Incident, Published: t.Published, Outlet: t.Outlet, Score: 1}
}
