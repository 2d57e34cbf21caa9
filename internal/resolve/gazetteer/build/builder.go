package main

import (
	"strings"

	"tocsin/internal/resolve/gazetteer"
)

// place is an entry being built; its parent is an index into builder.places.
type place struct {
	gazetteer.Place
	code   string // ISO code of a country, GeoNames code of a division
	parent *place
	// members are the positions of the places in a division, from which its own
	// is reckoned where no table gives it.
	members []point
	fixed   bool // the table gave its position
}

type point struct{ lat, lon float64 }

// entry is what one key names.
type entry struct {
	matches []nameMatch
	flags   gazetteer.Flags
}

type nameMatch struct {
	place     *place
	alternate bool
}

type builder struct {
	places    []*place
	countries map[string]*place // by ISO code
	divisions map[string]*place // by GeoNames code
	names     map[gazetteer.Key]*entry
	stop      map[string]bool
}

func newBuilder() *builder {
	return &builder{
		countries: map[string]*place{}, divisions: map[string]*place{},
		names: map[gazetteer.Key]*entry{}, stop: map[string]bool{},
	}
}

// add appends p; places must come after those that hold them.
func (b *builder) add(p *place) *place {
	b.places = append(b.places, p)
	return p
}

func (b *builder) entry(k gazetteer.Key) *entry {
	e := b.names[k]
	if e == nil {
		e = &entry{}
		b.names[k] = e
	}
	return e
}

// flag marks a folded name.
func (b *builder) flag(name string, f gazetteer.Flags) {
	b.entry(gazetteer.KeyOf(name)).flags |= f
}

// name says that p bears name. The usual name wins over the alternate.
func (b *builder) name(p *place, name string, alternate bool) {
	folded := string(gazetteer.Fold(nil, name))
	if folded == "" || b.stop[folded] {
		return
	}
	b.nameKey(p, gazetteer.KeyOf(folded), alternate)
	b.variants(p, folded, alternate)
}

func (b *builder) nameKey(p *place, k gazetteer.Key, alternate bool) {
	e := b.entry(k)
	for i := range e.matches {
		if e.matches[i].place == p {
			e.matches[i].alternate = e.matches[i].alternate && alternate
			return
		}
	}
	e.matches = append(e.matches, nameMatch{p, alternate})
}

// arabic lists the countries whose names are written with the Arabic article.
const arabic = "SY IQ LB JO PS IL EG LY YE SA KW BH QA AE OM SD DZ TN MA MR"

// variants adds spellings that follow by rule: short forms of Saint, Mount and
// Fort; for Arabic names one form of the article, none, and the skeleton.
func (b *builder) variants(p *place, folded string, alternate bool) {
	for long, short := range map[string]string{"saint ": "st ", "mount ": "mt ", "fort ": "ft "} {
		if rest, ok := strings.CutPrefix(folded, long); ok {
			b.nameKey(p, gazetteer.KeyOf(short+rest), alternate)
		}
		if rest, ok := strings.CutPrefix(folded, short); ok {
			b.nameKey(p, gazetteer.KeyOf(long+rest), alternate)
		}
	}
	if c := b.countryCode(p); c == "" || !strings.Contains(arabic, c) || p.Kind == gazetteer.Country {
		return
	}
	words := strings.Fields(folded)
	for i, w := range words {
		if i < len(words)-1 && gazetteer.Article(w) {
			words[i] = "al"
		}
	}
	b.nameKey(p, gazetteer.KeyOf(strings.Join(words, " ")), alternate)
	if words[0] == "al" && len(words) > 1 {
		b.nameBare(p, words[1:])
	}
	b.skeleton(p, words)
}

// nameBare adds an Arabic name without its leading article, where that is no
// common word.
func (b *builder) nameBare(p *place, words []string) {
	bare := strings.Join(words, " ")
	if len(bare) < 4 || b.names[gazetteer.KeyOf(bare)] != nil && b.names[gazetteer.KeyOf(bare)].flags != 0 {
		return
	}
	b.nameKey(p, gazetteer.KeyOf(bare), true)
}

func (b *builder) skeleton(p *place, words []string) {
	if words[0] == "al" {
		words = words[1:]
	}
	var h gazetteer.Hash
	length := 0
	for _, w := range words {
		s := gazetteer.Skeleton(nil, []byte(w))
		length += len(s) - 1
		h = h.Add(s)
	}
	if length >= 4 {
		b.nameKey(p, h.Key(), true)
	}
}

func (b *builder) countryCode(p *place) string {
	for ; p != nil; p = p.parent {
		if p.Kind == gazetteer.Country {
			return p.code
		}
	}
	return ""
}
