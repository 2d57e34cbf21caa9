package resolve

import (
	"tocsin"
	"tocsin/internal/resolve/gazetteer"
	"tocsin/internal/text"
)

// toponym makes the result of m.
func (r *topoReader) toponym(m *topoMention) tocsin.Toponym {
	top := tocsin.Toponym{Span: m.Span, Name: r.doc.Of(m.Span), Score: m.score}
	top.Place = tocsin.Place{
		Name: top.Name, Precision: tocsin.PrecisionUnknown, Citation: tocsin.Cite(r.doc.Text, m.Span), Score: m.score,
	}
	if m.name != nil && m.chosen >= 0 {
		r.fill(&top.Place, m.name.places[m.chosen])
		top.Place.Score = m.score * (0.5 + 0.5*m.margin)
		top.Demonym = m.name.flags&gazetteer.Demonym != 0
		top.Metonym = !top.Demonym && r.metonym(m, m.name.places[m.chosen])
	} else {
		r.fillNear(&top.Place, m)
	}
	return top
}

// fillNear places a name that is in no gazetteer: near the place that the text
// says holds it ("Qaterji in Aleppo"), else only in the country of its context.
func (r *topoReader) fillNear(p *tocsin.Place, m *topoMention) {
	o := r.follower(m)
	if o == nil || o.chosen < 0 || o.part || o.name.flags&gazetteer.Demonym != 0 || !r.inside(m, o) {
		if c := r.contextCountry(m); c != gazetteer.None {
			p.Country = r.gaz.CountryCode(c)
		}
		return
	}
	r.fill(p, o.name.places[o.chosen])
	p.GeoID = 0
	if p.Precision == tocsin.PrecisionPlace {
		p.Precision = tocsin.PrecisionNear
	}
	if p.Precision == tocsin.PrecisionCountry || p.Precision == tocsin.PrecisionRegion {
		p.Lat, p.Lon, p.Precision = 0, 0, tocsin.PrecisionUnknown
	}
}

// inside reports whether the words between m and o say that o holds m.
func (r *topoReader) inside(m, o *topoMention) bool {
	for i := m.last; i < o.first; i++ {
		switch r.doc.Tokens[i].Lower {
		case "in", ",", "of", "(":
			return true
		}
	}
	return false
}

func (r *topoReader) fill(p *tocsin.Place, q topoPlace) {
	p.GeoID = r.gaz.Place(q.id).GeoID
	p.Lat, p.Lon = q.lat, q.lon
	p.Precision = precisionOf(q.kind)
	p.Country = r.gaz.CountryCode(q.id)
	if q.admin1 != gazetteer.None {
		p.Admin1 = r.gaz.Place(q.admin1).Name
	}
}

func precisionOf(k gazetteer.Kind) tocsin.Precision {
	switch k {
	case gazetteer.Country:
		return tocsin.PrecisionCountry
	case gazetteer.Continent, gazetteer.Region:
		return tocsin.PrecisionRegion
	case gazetteer.Admin1:
		return tocsin.PrecisionAdmin1
	case gazetteer.Admin2:
		return tocsin.PrecisionAdmin2
	case gazetteer.Area:
		return tocsin.PrecisionNear
	}
	return tocsin.PrecisionPlace
}

// metonym reports whether m stands for a government: a country or capital that
// is the subject of a verb of speech.
func (r *topoReader) metonym(m *topoMention, p topoPlace) bool {
	if p.kind != gazetteer.Country && p.kind != gazetteer.Capital || m.last >= len(r.doc.Tokens) {
		return false
	}
	if m.first > 0 && r.locative(r.doc.Tokens[m.first-1]) {
		return false
	}
	i := m.last
	for i < len(r.doc.Tokens) && topoAdverb[r.doc.Tokens[i].Lower] {
		i++
	}
	return i < len(r.doc.Tokens) && r.speech[r.doc.Tokens[i].Lower]
}

var topoAdverb = map[string]bool{"has": true, "have": true, "had": true, "also": true, "repeatedly": true, "strongly": true, "again": true}

// locative reports whether tok puts what follows in a place.
func (r *topoReader) locative(tok text.Token) bool {
	switch tok.Lower {
	case "in", "at", "near", "from", "to", "into", "outside", "inside", "around", "across", "through", "within", "throughout":
		return true
	}
	return false
}
