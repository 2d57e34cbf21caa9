package extract

import (
	"strings"

	"tocsin"
)

// toldRelation is placeRelation with regard to where and how the two are told: a
// lead names the town for the quarter that the next sentences tell, a verb tells
// an act anew.
func toldRelation(x, y Mention) string {
	const lead, detail = 1, 4
	rel := placeRelation(x.Place, y.Place)
	switch {
	case rel != "join.place.unsure":
		return rel
	case x.Sentence <= lead && y.Sentence <= detail && !x.Aggregate && !y.Aggregate:
		return "join.place.lead"
	case !y.Nominal && !y.Effect:
		return "join.place.verb"
	}
	return rel
}

// placeRelation names the weight for two places that do not contradict.
func placeRelation(p, q *tocsin.Place) string {
	switch {
	case strings.EqualFold(p.Name, q.Name) || p.GeoID != 0 && p.GeoID == q.GeoID:
		return "join.place.same"
	case wide(p) || wide(q):
		return "join.place.wide"
	}
	return "join.place.unsure"
}

// samePlace reports whether a mention of the group tells the place of m.
func samePlace(g []Mention, m Mention) bool {
	for _, x := range g {
		if x.PlaceOwn && placeRelation(x.Place, m.Place) == "join.place.same" {
			return true
		}
	}
	return false
}

// placesAgree reports whether one place can be within the other: a city in its
// province, a quarter that is not in the gazetteer in a city.
func placesAgree(p, q *tocsin.Place) bool {
	switch {
	case strings.EqualFold(p.Name, q.Name) || p.GeoID != 0 && p.GeoID == q.GeoID:
		return true
	case p.Country != "" && q.Country != "" && p.Country != q.Country:
		return false
	case wide(p) || wide(q):
		return p.Admin1 == "" || q.Admin1 == "" || p.Admin1 == q.Admin1
	}
	return (p.Precision == tocsin.PrecisionUnknown) != (q.Precision == tocsin.PrecisionUnknown)
}

// sameProvince reports whether nothing says that two places lie in different
// provinces: a title names the province or its capital for a place in it.
func sameProvince(p, q *tocsin.Place) bool {
	return p.Country == q.Country && (p.Admin1 == "" || q.Admin1 == "" || p.Admin1 == q.Admin1)
}

// seat reports whether a place bears its province's name, which headlines use
// for the whole of it.
func seat(p *tocsin.Place) bool {
	return p.Precision == tocsin.PrecisionPlace && p.Admin1 != "" && strings.EqualFold(p.Name, p.Admin1)
}

// wide reports whether a place is a whole country, region or province.
func wide(p *tocsin.Place) bool {
	return p.Precision == tocsin.PrecisionCountry || p.Precision == tocsin.PrecisionAdmin1 || p.Precision == tocsin.PrecisionRegion
}
