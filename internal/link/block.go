package link

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"slices"

	"tocsin"
)

// Key names a block: tellings that lie close in time and place, and are of one
// family. The first half is the time, so that keys of one time lie together.
type Key uint64

// crowd is the number of members up to which all tellings of a block are compared
// with one another. In a larger block those of the smallest IDs, as many as this,
// stand for it: the others are compared with them alone.
const crowd = 64

// probe is a block to look for candidates in, and the block of its own in which
// the telling itself is found by them.
type probe struct{ block, own Key }

// near is how far two points may lie apart to be compared, in km, and cell the
// size of the cells that points are looked up by, in degrees.
const (
	near = 30.0
	cell = 0.5
)

// spans are the lengths of time by which tellings are stored: one told within a
// day lies in blocks of four, one told within a month in blocks of 32. What is
// known only within a longer time than the last is not compared at all.
var spans = [...]int{4, 32, 366}

// placedFrom is the index of the first span that is so long that only tellings
// of the same point or the same name are compared.
const placedFrom = 2

// spanOf returns the index of the span that holds iv, or false.
func spanOf(iv *tocsin.Interval) (int, bool) {
	if iv == nil {
		return 0, false
	}
	for i, n := range spans {
		if iv.Days() <= n {
			return i, true
		}
	}
	return 0, false
}

// What a block's members have in common beside time and family.
const (
	atPoint    = 'p' // points, by cell
	inProvince = 'A' // points, by province
	ofProvince = 'a' // known by their province
	inCountry  = 'C' // points and provinces, by country
	ofCountry  = 'c' // known by their country
	byName     = 'n' // of any place, by its name
	ofActor    = 'L' // of any place, by actor
	placeless  = 'l' // of no place, by actor
	ofGroup    = 'g' // of near copies
)

// anchorage is one thing that a telling is found by, and where it looks itself.
type anchorage struct {
	own  string   // what it is found by
	look []string // where it looks in turn
}

// anchorages returns what t is found by and looks in, apart from time. wide says
// that only points and names count.
func anchorages(t *Telling, wide bool) []anchorage {
	p := t.Where
	if p == nil {
		return actorAnchorages(t, placeless, ofActor, wide)
	}
	var out []anchorage
	same := func(kind rune, s string) { out = append(out, anchorage{tag(kind, s), []string{tag(kind, s)}}) }
	pair := func(kind, other rune, s string) { out = append(out, anchorage{tag(kind, s), []string{tag(other, s)}}) }
	if name := p.Folded; name != "" {
		same(byName, name)
	}
	province := p.Country + "/" + p.Admin1
	switch {
	case p.exact():
		own := cellAt(int(math.Floor(p.Lat/cell)), int(math.Floor(p.Lon/cell)))
		out = append(out, anchorage{own, cellsAround(p)})
		if !wide && p.Admin1 != "" {
			pair(inProvince, ofProvince, province)
		}
		if !wide && p.provincial(p) {
			out = append(out, ofTheProvince(province))
		}
		if !wide && p.Country != "" {
			pair(inCountry, ofCountry, p.Country)
		}
	case wide:
	case p.Admin1 != "":
		out = append(out, ofTheProvince(province))
		if p.Country != "" {
			pair(inCountry, ofCountry, p.Country)
		}
	case p.Country != "":
		out = append(out, anchorage{tag(ofCountry, p.Country), []string{tag(ofCountry, p.Country), tag(inCountry, p.Country)}})
	}
	return append(out, actorAnchorages(t, ofActor, placeless, wide)...)
}

// ofTheProvince is how what is known by its province is found, and looks.
func ofTheProvince(province string) anchorage {
	return anchorage{tag(ofProvince, province), []string{tag(ofProvince, province), tag(inProvince, province)}}
}

// actorAnchorages let tellings of no place meet those of any by their actors.
func actorAnchorages(t *Telling, own, other rune, wide bool) []anchorage {
	if wide {
		return nil
	}
	var out []anchorage
	for _, line := range t.Lines {
		look := []string{tag(other, line)}
		if own == placeless {
			look = append(look, tag(own, line))
		}
		out = append(out, anchorage{tag(own, line), look})
	}
	return out
}

func tag(kind rune, s string) string { return string(kind) + s }

func cellAt(y, x int) string { return fmt.Sprintf("%c%d,%d", atPoint, y, x) }

// cellsAround returns the cells that a circle of radius near touches.
func cellsAround(p *Spot) []string {
	const kmPerDegree = 110.5 // no degree of latitude is shorter
	dy := near / kmPerDegree
	// The circle is widest in degrees on its side towards the pole.
	dx := dy / max(0.05, math.Cos(min(math.Abs(p.Lat)+dy, 89)*math.Pi/180))
	wrap := int(360 / cell)
	var out []string
	for y := int(math.Floor((p.Lat - dy) / cell)); y <= int(math.Floor((p.Lat+dy)/cell)); y++ {
		for x := int(math.Floor((p.Lon - dx) / cell)); x <= int(math.Floor((p.Lon+dx)/cell)); x++ {
			// Cells run from -180 to 180 degrees and meet there.
			wx := (x+wrap/2+wrap)%wrap - wrap/2
			out = append(out, cellAt(y, wx))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// key names the block of what at the bucket of a span.
func key(t *Telling, span, bucket int, what string) Key {
	h := fnv.New32a()
	h.Write([]byte{byte(familyOf(t.Kind)), byte(span)})
	h.Write([]byte(what))
	return Key(uint64(uint32(bucket*spans[span]+1<<30))<<32 | uint64(h.Sum32()))
}

// groupKey names the block of near copies, which knows no time.
func groupKey(t *Telling) Key {
	h := fnv.New64a()
	h.Write([]byte{ofGroup, byte(familyOf(t.Kind))})
	h.Write([]byte(t.Group))
	return Key(binary.BigEndian.Uint64(h.Sum(nil)) | 1<<63)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// Blocks returns the blocks in which t is found. They depend on t alone.
func Blocks(t *Telling) []Key {
	var out []Key
	if t.Group != "" {
		out = append(out, groupKey(t))
	}
	span, ok := spanOf(t.When)
	if !ok {
		return out
	}
	bucket := floorDiv(int(t.When.Start), spans[span])
	for _, a := range anchorages(t, span >= placedFrom) {
		out = append(out, key(t, span, bucket, a.own))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// probes returns where t looks for candidates. Looking is mutual: where a looks
// in a block of b's, b looks in a's.
func probes(t *Telling) []probe {
	var out []probe
	if t.Group != "" {
		out = append(out, probe{groupKey(t), groupKey(t)})
	}
	span, ok := spanOf(t.When)
	if !ok {
		return out
	}
	bucket := floorDiv(int(t.When.Start), spans[span])
	for other, size := range spans {
		// A telling of this span begins up to its length before its end.
		first := floorDiv(int(t.When.Start)-1-(size-1), size)
		last := floorDiv(int(t.When.End)+1, size)
		for _, a := range anchorages(t, span >= placedFrom || other >= placedFrom) {
			own := key(t, span, bucket, a.own)
			for _, what := range a.look {
				for b := first; b <= last; b++ {
					out = append(out, probe{key(t, other, b, what), own})
				}
			}
		}
	}
	return out
}

// withinReach reports whether two tellings that met are compared: blocks are
// coarser than what must fit. Near copies always are.
func withinReach(a, b *Telling) bool {
	if a.Group != "" && a.Group == b.Group {
		return true
	}
	if a.When == nil || b.When == nil || gap(*a.When, *b.When) > 1 {
		return false
	}
	p, q := a.Where, b.Where
	if p == nil || q == nil || !p.exact() || !q.exact() || p.Folded == q.Folded || p.provincial(q) || q.provincial(p) {
		return true
	}
	return kilometres(p, q) <= near
}
