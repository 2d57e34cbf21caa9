package resolve

import (
	"maps"
	"math"

	"tocsin/internal/resolve/gazetteer"
)

const (
	topoRounds  = 3
	topoKnown   = 150_000 // people from which a place needs no support (tenfold under another name)
	topoObscure = 30_000  // people under which it needs more than a mention of its country
)

// topoWant is what kind of place the words beside a name ask for.
type topoWant uint8

const (
	wantAny topoWant = iota
	wantAdmin1
	wantAdmin2
	wantSettlement
	wantCountry
)

// resolve chooses a place for each mention. It goes round a few times, as each
// choice is context for the others.
func (r *topoReader) resolve() {
	r.link()
	for range topoRounds {
		ctx := r.context()
		for _, m := range r.named {
			r.choose(m, ctx)
		}
	}
	ctx := r.context()
	for _, m := range r.named {
		r.doubt(m, ctx)
	}
}

// doubt gives up the choice for a small place far from all that the report is
// about: more likely a namesake that the gazetteer lacks.
func (r *topoReader) doubt(m *topoMention, ctx *topoContext) {
	if m.chosen < 0 || m.container != nil {
		return
	}
	p := m.name.places[m.chosen]
	if !m.pattern && (p.kind <= gazetteer.Admin1 || p.kind == gazetteer.Capital || p.population > topoKnown && !p.alternate || p.population > 10*topoKnown) {
		return
	}
	main, weight := ctx.main()
	if m.pattern && p.country != main && !r.home[p.country] {
		m.chosen = -1
		return
	}
	support := ctx.country(m.name, p)
	if p.population < topoObscure {
		support -= 0.15 * weight // a country named in passing does not make its hamlets likely
	}
	if weight < 2.5 || p.country == main || support > 0 || weight < 0.45*ctx.total {
		return
	}
	m.chosen = -1
}

// main returns the country that the report names most, and its weight.
func (c *topoContext) main() (gazetteer.PlaceID, float64) {
	best, most := gazetteer.None, 0.0
	for id, v := range c.countries {
		if v > most || v == most && id < best {
			best, most = id, v
		}
	}
	return best, most
}

// link notes which names hold which ("Paris, Texas"; "Ariha in Idlib") and what
// kinds are asked for.
func (r *topoReader) link() {
	for _, m := range r.named {
		m.wantKind = r.want(m)
		if o := r.follower(m); o != nil && m.name != nil && o.name != nil && !r.listed(m, o) && r.heldBy(m, o) {
			m.container = o
		}
	}
}

// listed reports whether m and o are countries in a list ("China, Japan"),
// though one also names a town of the other.
func (r *topoReader) listed(m, o *topoMention) bool {
	return r.isCountry(m) && r.isCountry(o)
}

func (r *topoReader) isCountry(m *topoMention) bool {
	return len(m.name.places) > 0 && m.name.places[0].kind == gazetteer.Country
}

// follower returns the mention that stands after m with only a comma, "in" or a
// word for a kind of place between.
func (r *topoReader) follower(m *topoMention) *topoMention {
	for i, gap := m.last, 0; i < len(r.doc.Tokens) && gap < 4; i, gap = i+1, gap+1 {
		if o := r.covering[i]; o != nil {
			return o
		}
		switch w := r.doc.Tokens[i].Lower; {
		case w == ",", w == "(", w == "in", w == "of", w == "the", r.generic[w], w == "northern", w == "southern", w == "eastern", w == "western", w == "central", w == "'s", w == ".":
		default:
			return nil
		}
	}
	return nil
}

// want reads the word for a kind of place beside m.
func (r *topoReader) want(m *topoMention) topoWant {
	if k := wantOf(lower(r.doc, m.last)); k != wantAny {
		return k
	}
	if lower(r.doc, m.first-1) == "of" {
		return wantOf(lower(r.doc, m.first-2))
	}
	return wantAny
}

func wantOf(word string) topoWant {
	switch word {
	case "province", "governorate", "state", "region", "oblast", "countryside", "provinces", "governorates", "department", "departments":
		return wantAdmin1
	case "county", "district", "parish", "prefecture", "counties", "districts":
		return wantAdmin2
	case "city", "town", "village", "neighborhood", "neighbourhood", "suburb", "airport", "cities", "towns", "villages":
		return wantSettlement
	}
	return wantAny
}

// topoContext is what the report says about where it is.
type topoContext struct {
	countries, admins map[gazetteer.PlaceID]float64
	anchors           []topoAnchor
	total             float64 // over countries
	// own is what each name itself adds, so that it does not support itself.
	own map[*topoName]topoAnchor
}

// topoAnchor is a place already chosen, once for each name.
type topoAnchor struct {
	name   *topoName
	place  topoPlace
	weight float64
}

func (r *topoReader) context() *topoContext {
	ctx := &topoContext{
		countries: map[gazetteer.PlaceID]float64{}, admins: map[gazetteer.PlaceID]float64{},
		own: map[*topoName]topoAnchor{},
	}
	maps.Copy(ctx.countries, r.hints)
	for _, v := range r.hints {
		ctx.total += v
	}
	for _, m := range r.named {
		if m.name == nil || len(m.name.places) == 0 {
			continue
		}
		p, weight := m.name.places[0], 0.5
		if m.chosen >= 0 {
			p, weight = m.name.places[m.chosen], 0.25+0.75*m.margin
		}
		if old, ok := ctx.own[m.name]; ok {
			p, weight = old.place, min(0.3*weight, 1-old.weight/3)
		} else if p.kind > gazetteer.Country {
			ctx.anchors = append(ctx.anchors, topoAnchor{m.name, p, weight})
		}
		ctx.note(m.name, p, weight)
	}
	return ctx
}

// note adds the evidence of one mention.
func (c *topoContext) note(n *topoName, p topoPlace, weight float64) {
	if p.kind == gazetteer.Country {
		weight *= topoCountryShare
	}
	if p.country != gazetteer.None {
		c.countries[p.country] += weight
		c.total += weight
	}
	if p.admin1 != gazetteer.None {
		c.admins[p.admin1] += weight
	}
	c.own[n] = topoAnchor{n, p, c.own[n].weight + weight}
}

// topoCountryShare is what the name of a country counts for, against the name of
// a place in it: states are named everywhere as actors.
const topoCountryShare = 0.5

// country and admin1 are the evidence for p's holders from names other than n.
func (c *topoContext) country(n *topoName, p topoPlace) float64 {
	v := c.countries[p.country]
	if o := c.own[n]; o.place.country == p.country {
		v -= o.weight
	}
	return max(0, v)
}

// countryShare is the part of the evidence that is for p's country, in [0,1),
// small where there is little evidence at all.
func (c *topoContext) countryShare(n *topoName, p topoPlace) float64 {
	if p.country == gazetteer.None {
		return 0
	}
	others := max(0, c.total-c.own[n].weight)
	return c.country(n, p) / (1 + others)
}

func (c *topoContext) admin1(n *topoName, p topoPlace) float64 {
	v := c.admins[p.admin1]
	if o := c.own[n]; o.place.admin1 == p.admin1 {
		v -= o.weight
	}
	return max(0, v)
}

// choose picks the place of m that fits best.
func (r *topoReader) choose(m *topoMention, ctx *topoContext) {
	if m.name == nil || len(m.name.places) == 0 {
		return
	}
	best, second, at := math.Inf(-1), math.Inf(-1), 0
	for i, p := range m.name.places {
		v := r.fit(m, p, ctx)
		if v > best {
			best, second, at = v, best, i
		} else if v > second {
			second = v
		}
	}
	m.chosen = at
	m.margin = 1
	if !math.IsInf(second, -1) {
		m.margin = 1 - math.Exp(second-best)
	}
}

// fit scores place p for m.
func (r *topoReader) fit(m *topoMention, p topoPlace, ctx *topoContext) float64 {
	f := &r.fits
	v := f.size*p.prior + f.kinds[p.kind]
	if p.alternate {
		v -= f.alternate
	}
	if p.shared {
		v -= f.shared
	}
	if m.container != nil && r.heldByChoice(p, m.container) {
		v += f.contained
	}
	v += f.country * ctx.countryShare(m.name, p)
	if p.kind > gazetteer.Admin1 {
		v += f.admin1 * heldShare(ctx.admin1(m.name, p), p.admin1)
		v += f.near * f.nearness(m, p, ctx.anchors)
	}
	if asked(m.wantKind, p.kind) {
		v += f.asked
	}
	return v
}

// saturate turns evidence into a score in [0,1).
func saturate(x float64) float64 { return x / (x + 1) }

// heldShare is the score of the evidence x for the holder id.
func heldShare(x float64, id gazetteer.PlaceID) float64 {
	if id == gazetteer.None {
		return 0
	}
	return saturate(x)
}

func asked(w topoWant, k gazetteer.Kind) bool {
	switch w {
	case wantAdmin1:
		return k == gazetteer.Admin1
	case wantAdmin2:
		return k == gazetteer.Admin2
	case wantSettlement:
		return k.Settlement() || k == gazetteer.Area
	}
	return false
}

// heldByChoice reports whether p lies in what o means.
func (r *topoReader) heldByChoice(p topoPlace, o *topoMention) bool {
	for i, q := range o.name.places {
		if o.chosen >= 0 && i != o.chosen || i > 2 {
			continue
		}
		if q.id != p.id && r.holds(q, p) {
			return true
		}
	}
	return false
}

// nearness is how close the other places of the report lie, in [0,1).
func (f *topoFits) nearness(m *topoMention, p topoPlace, anchors []topoAnchor) float64 {
	sum := 0.0
	for _, a := range anchors {
		if a.name == m.name || a.place.kind == gazetteer.Continent || a.place.kind == gazetteer.Region {
			continue
		}
		if d := kilometres(p, a.place); d < 5*f.nearKm {
			sum += a.weight * math.Exp(-d/f.nearKm)
		}
	}
	return saturate(sum)
}

// kilometres is the distance on a sphere, flat over short spans, which is all
// that nearness asks.
func kilometres(p, q topoPlace) float64 {
	const perDegree = 111.2
	dLat := p.lat - q.lat
	if math.Abs(dLat) > 8 {
		return math.Inf(1)
	}
	dLon := math.Abs(p.lon - q.lon)
	if dLon > 180 {
		dLon = 360 - dLon
	}
	dLon *= p.parallel
	return perDegree * math.Sqrt(dLat*dLat+dLon*dLon)
}

// contextCountry returns the country that the text beside an unresolved name is
// about: that of the nearest resolved name. "U.S.-backed" and "Britain-based" say
// nothing of where things happen.
func (r *topoReader) contextCountry(m *topoMention) gazetteer.PlaceID {
	best, gap := gazetteer.None, math.MaxInt
	for _, o := range r.named {
		if o == m || o.chosen < 0 || o.part {
			continue
		}
		c := o.name.places[o.chosen].country
		if g := o.Gap(m.Span); c != gazetteer.None && g < gap {
			best, gap = c, g
		}
	}
	return best
}

// skeleton returns the key under which Arabic names in other romanisations are
// kept, where it names a place.
func (r *topoReader) skeleton(first, last int) (gazetteer.Key, bool) {
	var h gazetteer.Hash
	length := 0
	for k := r.words.at[first]; k < r.words.at[last]; k++ {
		w := r.words.bytes(k)
		if gazetteer.Article(string(w)) {
			if k == r.words.at[first] {
				continue
			}
			w = articleForm
		}
		s := gazetteer.Skeleton(nil, w)
		length += len(s) - 1
		h = h.Add(s)
	}
	if length < 4 {
		return 0, false
	}
	k := h.Key()
	return k, len(r.name(k).places) > 0
}
