package main

import (
	"fmt"
	"math"
	"path/filepath"
	"strconv"
	"strings"

	"tocsin/internal/resolve/gazetteer"
)

// readCountries adds the continents' codes' countries with their names,
// demonyms and capitals.
func (b *builder) readCountries(data string) error {
	lines, err := readLines(filepath.Join(data, "countries.tsv"))
	if err != nil {
		return err
	}
	for i, line := range lines {
		f := strings.Split(line, "\t")
		if len(f) != 10 {
			return fmt.Errorf("countries.tsv: row %d has %d columns, not 10", i+1, len(f))
		}
		lat, lon, err := coordinates(f[3], f[4])
		if err != nil {
			return fmt.Errorf("countries.tsv: row %d: %w", i+1, err)
		}
		id, _ := strconv.Atoi(f[1])
		population, _ := strconv.Atoi(f[5])
		p := b.add(&place{Place: gazetteer.Place{
			GeoID: id, Name: f[2], Kind: gazetteer.Country, Lat: lat, Lon: lon, Population: population,
		}, code: f[0]})
		b.countries[f[0]] = p
		b.nameCountry(p, f)
	}
	return nil
}

func (b *builder) nameCountry(p *place, f []string) {
	b.name(p, f[2], false)
	for _, n := range list(f[8]) {
		b.name(p, n, false)
		if folded := string(gazetteer.Fold(nil, n)); len(folded) <= 3 && strings.ToUpper(n) == n {
			b.flag(n, gazetteer.CapsOnly)
		}
	}
	for _, n := range list(f[9]) {
		b.name(p, n, true)
		b.flag(n, gazetteer.Demonym)
	}
}

// readRegions adds the table of regions, areas and landmarks. A row that names
// a populated place already there gives it further names.
func (b *builder) readRegions(data string) error {
	lines, err := readLines(filepath.Join(data, "regions.tsv"))
	if err != nil {
		return err
	}
	for i, line := range lines {
		f := append(strings.Split(line, "\t"), "", "", "")
		lat, lon, err := coordinates(f[2], f[3])
		if err != nil {
			return fmt.Errorf("regions.tsv: row %d: %w", i+1, err)
		}
		kind, ok := regionKinds[f[0]]
		if !ok {
			return fmt.Errorf("regions.tsv: row %d: unknown kind %q", i+1, f[0])
		}
		names := append([]string{f[1]}, list(f[6])...)
		b.addRegion(&place{
			Place:  gazetteer.Place{Name: f[1], Kind: kind, Lat: lat, Lon: lon, Population: regionWeight[kind]},
			parent: b.holder(f[4], f[5]),
		}, names)
	}
	return nil
}

var regionKinds = map[string]gazetteer.Kind{
	"continent": gazetteer.Continent, "region": gazetteer.Region, "area": gazetteer.Area,
	"landmark": gazetteer.Landmark, "village": gazetteer.Town,
}

// regionWeight stands in for the population of what has none: how likely a
// name in the news means it.
var regionWeight = map[gazetteer.Kind]int{
	gazetteer.Continent: 50_000_000, gazetteer.Region: 5_000_000, gazetteer.Area: 150_000,
	gazetteer.Landmark: 50_000, gazetteer.Town: 30_000,
}

func (b *builder) addRegion(p *place, names []string) {
	if known := b.near(p, names); known != nil && p.Kind >= gazetteer.Capital {
		known.Name = p.Name
		known.Population = max(known.Population, p.Population)
		p = known
	} else {
		b.add(p)
	}
	for _, n := range names {
		b.name(p, n, false)
	}
}

// near returns the populated place within 20 km that bears one of names.
func (b *builder) near(p *place, names []string) *place {
	for _, n := range names {
		e := b.names[gazetteer.KeyOf(n)]
		if e == nil {
			continue
		}
		for _, m := range e.matches {
			if m.place.Kind.Settlement() && distance(p, m.place) < 20 {
				return m.place
			}
		}
	}
	return nil
}

// distance returns kilometres on the plane tangent between p and q, good enough
// for near places.
func distance(p, q *place) float64 {
	const kmPerDegree = 111.2
	dLon := (p.Lon - q.Lon) * math.Cos(p.Lat*math.Pi/180)
	return kmPerDegree * math.Hypot(p.Lat-q.Lat, dLon)
}

// holder returns the division or country that a table row names.
func (b *builder) holder(country, division string) *place {
	if p := b.divisions[division]; p != nil {
		return p
	}
	return b.countries[country]
}

func coordinates(lat, lon string) (float64, float64, error) {
	y, err := strconv.ParseFloat(lat, 64)
	if err != nil {
		return 0, 0, fmt.Errorf("latitude %q: %w", lat, err)
	}
	x, err := strconv.ParseFloat(lon, 64)
	if err != nil {
		return 0, 0, fmt.Errorf("longitude %q: %w", lon, err)
	}
	return y, x, nil
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// readDemonyms adds the adjectives of places that are no country.
func (b *builder) readDemonyms(data string) error {
	lines, err := readLines(filepath.Join(data, "demonyms.tsv"))
	if err != nil {
		return err
	}
	for _, line := range lines {
		f := append(strings.Split(line, "\t"), "", "")
		p := b.division(f[0], f[1])
		if p == nil {
			return fmt.Errorf("demonyms.tsv: no place %q in %q", f[0], f[1])
		}
		for _, n := range list(f[2]) {
			b.name(p, n, true)
			b.flag(n, gazetteer.Demonym)
		}
	}
	return nil
}

// division returns the region or first-level division called name in country.
func (b *builder) division(name, country string) *place {
	e := b.names[gazetteer.KeyOf(name)]
	if e == nil {
		return nil
	}
	for _, m := range e.matches {
		if (m.place.Kind <= gazetteer.Admin1) && b.countryCode(m.place) == country {
			return m.place
		}
	}
	return nil
}
