package gazetteer

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"math"
)

//go:embed gazetteer.bin
var embedded []byte

// PlaceID numbers the places of one gazetteer file; it is not stable between
// files. Places that hold others have smaller numbers than those.
type PlaceID uint32

// None is the parent of a place that lies in no other. As a place that holds
// others has a smaller number, it is no parent's number.
const None PlaceID = math.MaxUint16

// Kind says what a place is.
type Kind uint8

// The kinds of place. Populated places run from Capital to Quarter.
const (
	Continent Kind = iota
	Region         // larger than a first-level division, or across borders
	Country
	Admin1   // first-level division: state, governorate, province
	Admin2   // second-level division: county, district
	Capital  // of a country
	Seat     // of a first-level division
	Town     // any other populated place
	Quarter  // a section of a populated place
	Area     // a part of a country that is no division: valley, forest, battle zone
	Landmark // a point: dam, base, crossing, station, square; a river
)

// Settlement reports whether k is a populated place.
func (k Kind) Settlement() bool { return k >= Capital && k <= Quarter }

// Place is one entry.
type Place struct {
	ID PlaceID
	// GeoID is the GeoNames identifier, 0 where the entry does not come from there.
	GeoID int
	Name  string
	Kind  Kind
	// Lat and Lon are WGS 84 degrees, right to about 10 m.
	Lat, Lon float64
	// Population is right to about 7 percent; 0 where it is not known.
	Population int
	// Parent is the narrowest place that holds this one, or None.
	Parent PlaceID
}

// Flags say what else a name may be.
type Flags uint8

// The flags of a name.
const (
	Common   Flags = 1 << iota // also an English word that is no name
	Given                      // also a person's given name
	Surname                    // also a common family name
	CapsOnly                   // counts only in capitals: US, UK, LA
	Demonym                    // the people or language of the country given
	Abbrev                     // an abbreviation of a division, used after a town: Ala., N.C.
)

// Match is a place that bears the name looked up.
type Match struct {
	ID PlaceID
	// Alternate is true where the name is not the place's usual one.
	Alternate bool
}

// Gazetteer is read-only and safe for concurrent use.
type Gazetteer struct {
	places, names, buckets, entries, lists []byte
}

// Layout of the file; numbers are little-endian.
const (
	magic       = "TGZ1"
	headerSize  = 4 + 5*4
	placeSize   = 16
	entrySize   = 7
	bucketBits  = 16
	listBit     = 1 << 23
	altBit      = 1 << 22
	degreeScale = 1e4
)

// Open reads the embedded gazetteer. It fails only if the binary was built with
// a damaged file.
func Open() (*Gazetteer, error) { return parse(embedded) }

func parse(b []byte) (*Gazetteer, error) {
	if len(b) < headerSize || string(b[:4]) != magic {
		return nil, errors.New("open gazetteer: not a gazetteer file")
	}
	g := &Gazetteer{}
	at := headerSize
	for i, part := range []*[]byte{&g.places, &g.names, &g.buckets, &g.entries, &g.lists} {
		n := int(binary.LittleEndian.Uint32(b[4+4*i:]))
		if n < 0 || at+n > len(b) {
			return nil, errors.New("open gazetteer: the file is cut short")
		}
		*part = b[at : at+n]
		at += n
	}
	return g, nil
}

// Len returns the number of places.
func (g *Gazetteer) Len() int { return len(g.places) / placeSize }

// Lookup appends the places named by k to dst, the likeliest first, and returns
// what else the name may be. A name may have flags and no place.
func (g *Gazetteer) Lookup(k Key, dst []Match) ([]Match, Flags) {
	bucket := int(k >> (64 - bucketBits))
	first, last := u24(g.buckets, 3*bucket), u24(g.buckets, 3*bucket+3)
	rest := uint32(k)
	for i := first; i < last; i++ {
		e := g.entries[i*entrySize:]
		if binary.LittleEndian.Uint32(e) != rest {
			continue
		}
		ref := u24(e, 4)
		if ref&listBit == 0 {
			return append(dst, match(ref)), 0
		}
		return g.list(ref&^listBit, dst)
	}
	return dst, 0
}

func (g *Gazetteer) list(at int, dst []Match) ([]Match, Flags) {
	n, flags := int(g.lists[at]), Flags(g.lists[at+1])
	for i := range n {
		dst = append(dst, match(u24(g.lists, at+2+3*i)))
	}
	return dst, flags
}

func match(ref int) Match {
	return Match{PlaceID(ref &^ altBit), ref&altBit != 0}
}

// Place returns the entry id, which must come from this gazetteer.
func (g *Gazetteer) Place(id PlaceID) Place {
	r := g.places[int(id)*placeSize:]
	name := u24(r, 13)
	n := int(g.names[name])
	return Place{
		ID: id, GeoID: u24(r, 0), Kind: Kind(r[10]),
		Lat: float64(u24(r, 3))/degreeScale - 90, Lon: float64(u24(r, 6))/degreeScale - 180,
		Population: unpackPopulation(r[9]),
		Parent:     PlaceID(binary.LittleEndian.Uint16(r[11:])),
		Name:       string(g.names[name+1 : name+1+n]),
	}
}

// Kind returns the kind of place id without reading the rest.
func (g *Gazetteer) Kind(id PlaceID) Kind { return Kind(g.places[int(id)*placeSize+10]) }

// Parent returns the narrowest place that holds id, or None.
func (g *Gazetteer) Parent(id PlaceID) PlaceID {
	return PlaceID(binary.LittleEndian.Uint16(g.places[int(id)*placeSize+11:]))
}

// Within returns the place of kind k that holds id or is id, or None.
func (g *Gazetteer) Within(id PlaceID, k Kind) PlaceID {
	for g.Kind(id) != k {
		if id = g.Parent(id); id == None {
			return None
		}
	}
	return id
}

// CountryCode returns the ISO 3166-1 alpha-2 code of the country that holds id,
// "" where it lies in none or several.
func (g *Gazetteer) CountryCode(id PlaceID) string {
	c := g.Within(id, Country)
	if c == None {
		return ""
	}
	at := g.nameAt(c)
	n := int(g.names[at])
	return string(g.names[at+1+n : at+3+n])
}

func (g *Gazetteer) nameAt(id PlaceID) int { return u24(g.places, int(id)*placeSize+13) }

func u24(b []byte, at int) int {
	_ = b[at+2]
	return int(b[at]) | int(b[at+1])<<8 | int(b[at+2])<<16
}

// Populations are kept as tenths of a power of two.
func unpackPopulation(b byte) int {
	if b == 0 {
		return 0
	}
	return int(math.Round(math.Exp2(float64(b) / 10)))
}
