package main

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"tocsin/internal/resolve/gazetteer"
)

// The layout is that of the reader (gazetteer.go).
const (
	bucketBits = 16
	listBit    = 1 << 23
	altBit     = 1 << 22
	longest    = 255 // matches of one name
)

func (b *builder) encode() ([]byte, error) {
	for i, p := range b.places {
		p.ID = gazetteer.PlaceID(i)
	}
	places, names, err := b.encodePlaces()
	if err != nil {
		return nil, err
	}
	buckets, entries, lists, err := b.encodeNames()
	if err != nil {
		return nil, err
	}
	out := []byte("TGZ1")
	for _, part := range [][]byte{places, names, buckets, entries, lists} {
		out = binary.LittleEndian.AppendUint32(out, uint32(len(part)))
	}
	return slices.Concat(out, places, names, buckets, entries, lists), nil
}

func (b *builder) encodePlaces() (places, names []byte, err error) {
	seen := map[string]int{}
	for _, p := range b.places {
		s := string(byte(len(p.Name))) + p.Name
		if p.Kind == gazetteer.Country {
			s += p.code
		}
		if len(p.Name) > 127 {
			return nil, nil, fmt.Errorf("the name %q is too long", p.Name)
		}
		at, ok := seen[s]
		if !ok {
			at = len(names)
			seen[s] = at
			names = append(names, s...)
		}
		parent := gazetteer.None
		if p.parent != nil {
			parent = p.parent.ID
		}
		if parent >= gazetteer.None && p.parent != nil {
			return nil, nil, fmt.Errorf("the parent of %q has too high a number", p.Name)
		}
		places = append24(places, p.GeoID)
		places = append24(places, int(math.Round((p.Lat+90)*1e4)))
		places = append24(places, int(math.Round((p.Lon+180)*1e4)))
		places = append(places, packPopulation(p.Population), byte(p.Kind))
		places = binary.LittleEndian.AppendUint16(places, uint16(parent))
		places = append24(places, at)
	}
	return places, names, nil
}

func packPopulation(n int) byte {
	if n <= 0 {
		return 0
	}
	return byte(min(255, max(1, math.Round(10*math.Log2(float64(n))))))
}

func (b *builder) encodeNames() (buckets, entries, lists []byte, err error) {
	keys := make([]gazetteer.Key, 0, len(b.names))
	for k, e := range b.names {
		if len(e.matches) > 0 || e.flags != 0 {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	bare := map[gazetteer.Flags]int{} // lists of words with flags alone
	next := 0
	for bucket := range 1 << bucketBits {
		buckets = append24(buckets, next)
		for next < len(keys) && int(keys[next]>>(64-bucketBits)) == bucket {
			entries = binary.LittleEndian.AppendUint32(entries, uint32(keys[next]))
			entries, lists, err = appendMatches(entries, lists, b.names[keys[next]], bare)
			if err != nil {
				return nil, nil, nil, err
			}
			next++
		}
	}
	return append24(buckets, next), entries, lists, nil
}

func appendMatches(entries, lists []byte, e *entry, bare map[gazetteer.Flags]int) ([]byte, []byte, error) {
	slices.SortStableFunc(e.matches, func(x, y nameMatch) int {
		return cmp.Or(cmp.Compare(weight(y), weight(x)), cmp.Compare(x.place.ID, y.place.ID))
	})
	if len(e.matches) == 1 && e.flags == 0 {
		return append24(entries, ref(e.matches[0])), lists, nil
	}
	if len(lists) >= listBit {
		return nil, nil, fmt.Errorf("the lists of matches outgrow their references")
	}
	if at, ok := bare[e.flags]; ok && len(e.matches) == 0 {
		return append24(entries, at|listBit), lists, nil
	}
	if len(e.matches) == 0 {
		bare[e.flags] = len(lists)
	}
	entries = append24(entries, len(lists)|listBit)
	ms := e.matches[:min(longest, len(e.matches))]
	lists = append(lists, byte(len(ms)), byte(e.flags))
	for _, m := range ms {
		lists = append24(lists, ref(m))
	}
	return entries, lists, nil
}

func ref(m nameMatch) int {
	if m.alternate {
		return int(m.place.ID) | altBit
	}
	return int(m.place.ID)
}

// weight orders the places of one name: by population, usual names first, a town
// before the division that bears its name.
func weight(m nameMatch) float64 {
	w := math.Log2(float64(m.place.Population + 1))
	switch m.place.Kind {
	case gazetteer.Country:
		w += 8
	case gazetteer.Capital:
		w += 3
	case gazetteer.Admin1:
		w -= 2
	case gazetteer.Admin2:
		w -= 5
	}
	if m.alternate {
		w -= 3
	}
	return w
}

func append24(b []byte, n int) []byte { return append(b, byte(n), byte(n>>8), byte(n>>16)) }
