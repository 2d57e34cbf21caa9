package resolve

import (
	"tocsin/internal/resolve/gazetteer"
	"tocsin/internal/rules"
	"tocsin/internal/text"
)

// topoFits are the weights of resolution, in the unit that one tenfold of
// population is worth (internal/rules/data/toponym-fits.tsv).
type topoFits struct {
	size, alternate, shared, contained, country, admin1, near, nearKm, asked float64
	kinds                                                                    [gazetteer.Landmark + 1]float64
}

func readFits(name string) topoFits {
	var f topoFits
	fields := map[string]*float64{
		"size": &f.size, "shared": &f.shared, "alternate": &f.alternate, "contained": &f.contained, "country": &f.country,
		"admin1": &f.admin1, "near": &f.near, "near-km": &f.nearKm, "asked": &f.asked,
		"continent": &f.kinds[gazetteer.Continent], "region": &f.kinds[gazetteer.Region],
		"is-country": &f.kinds[gazetteer.Country], "is-admin1": &f.kinds[gazetteer.Admin1],
		"is-admin2": &f.kinds[gazetteer.Admin2], "capital": &f.kinds[gazetteer.Capital],
		"seat": &f.kinds[gazetteer.Seat], "town": &f.kinds[gazetteer.Town], "quarter": &f.kinds[gazetteer.Quarter],
		"area": &f.kinds[gazetteer.Area], "landmark": &f.kinds[gazetteer.Landmark],
	}
	for _, row := range rules.Rows(name) {
		at, ok := fields[row[0]]
		if !ok {
			panic("resolve: " + name + ": unknown weight " + row[0])
		}
		*at = mustFloat(name, row[1])
	}
	return f
}

// readHints notes the countries that a report's own words point to: sheriffs
// to the United States, crores of rupees to India.
func (r *topoReader) readHints() {
	r.hints = map[gazetteer.PlaceID]float64{}
	for _, tok := range r.doc.Tokens {
		if tok.Kind != text.Word {
			continue
		}
		if hs, ok := r.countryWords[tok.Lower]; ok {
			for _, h := range hs {
				r.hints[h.country] = min(1.5, r.hints[h.country]+h.weight)
			}
		}
	}
}

// topoHint is one country that a word points to.
type topoHint struct {
	country gazetteer.PlaceID
	weight  float64
}

// readCountryWords reads the words that point to countries: word, country's
// English name, weight.
func readCountryWords(name string, g *gazetteer.Gazetteer) map[string][]topoHint {
	hints := map[string][]topoHint{}
	for _, row := range rules.Rows(name) {
		ms, _ := g.Lookup(gazetteer.KeyOf(row[1]), nil)
		if len(ms) == 0 || g.Kind(ms[0].ID) != gazetteer.Country {
			panic("resolve: " + name + ": no country " + row[1])
		}
		hints[row[0]] = append(hints[row[0]], topoHint{ms[0].ID, mustFloat(name, row[2])})
	}
	return hints
}
