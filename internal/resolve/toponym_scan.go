package resolve

import (
	"math"

	"tocsin"
	"tocsin/internal/resolve/gazetteer"
	"tocsin/internal/text"
)

const (
	topoMaxTokens = 6  // of one name
	topoMaxPlaces = 48 // of one name; the list is ordered by weight
)

// scan finds the longest names of the gazetteer that begin at each word with a
// capital.
func (r *topoReader) scan() {
	for _, s := range r.doc.Sentences {
		for i := s.First; i < s.Last; {
			i = r.scanAt(i, s.Last)
		}
	}
}

// scanAt looks for a name at token i and returns the token from which to go on.
func (r *topoReader) scanAt(i, last int) int {
	if !r.opens(i) {
		return i + 1
	}
	if _, n := r.blocks.match(r.doc, i, last); n > 0 && !r.covers(i, n, last) {
		for j := i; j < i+n; j++ {
			r.blocked[j] = true
		}
		return i + n
	}
	end, hash, ok := r.longest(i, last)
	if stop := r.site(i, last); stop > end && (!ok || !r.division(stop)) {
		r.keep(&topoMention{Span: r.doc.Cover(i, stop), first: i, last: stop, name: topoNowhere, pattern: true, chosen: -1})
		return stop
	}
	if !ok {
		if next := r.scanParts(i); r.covering[i] != nil || next > i+1 {
			return next
		}
		return r.scanUnknown(i, last)
	}
	if n := r.name(hash); n.flags&gazetteer.Abbrev != 0 && lower(r.doc, end) == "." && touching(r.doc, end) {
		end++
	}
	if m := r.mention(r.doc.Cover(i, end), i, end, hash); m != nil {
		r.keep(m)
		return end
	}
	return i + 1
}

// covers reports whether a name of the gazetteer that begins at token i is
// longer than n tokens, as "Sunni Triangle" is longer than "Sunni".
func (r *topoReader) covers(i, n, last int) bool {
	end, _, ok := r.longest(i, last)
	return ok && end > i+n
}

// topoNowhere is the name of all that the gazetteer does not hold.
var topoNowhere = &topoName{}

// site returns the end of a name that begins at token i and ends with a word
// for a street, a water or the like (Main Street, Neches River), 0 if none does.
func (r *topoReader) site(i, last int) int {
	if r.capsDoc || r.stops[r.doc.Tokens[i].Lower] || r.titles[r.doc.Tokens[i].Lower] {
		return 0
	}
	for j := i + 1; j < last && j < i+4; j++ {
		tok := r.doc.Tokens[j]
		if tok.Kind != text.Word || !tok.Upper {
			return 0
		}
		if r.sites[tok.Lower] {
			if len(tok.Lower) <= 3 && lower(r.doc, j+1) == "." && touching(r.doc, j+1) {
				j++
			}
			return j + 1
		}
	}
	return 0
}

// division reports whether the word before token end is one for a division or
// settlement, which a name that the gazetteer holds does not need.
func (r *topoReader) division(end int) bool {
	switch lower(r.doc, end-1) {
	case "county", "parish", "province", "governorate", "district", "agency", "village", "camp", "base":
		return true
	}
	return false
}

// opens reports whether a name may begin at token i: with a capital, or with an
// article joined to a capital (al-Bab).
func (r *topoReader) opens(i int) bool {
	tok := r.doc.Tokens[i]
	if tok.Kind != text.Word {
		return false
	}
	a, b := r.words.at[i], r.words.at[i+1]
	if a == b {
		return false
	}
	if r.words.list[a].upper {
		return true
	}
	return b-a > 1 && r.words.list[a+1].upper && gazetteer.Article(string(r.words.bytes(a)))
}

// longest returns the end of the longest name that begins at token i, and its
// key.
func (r *topoReader) longest(i, last int) (end int, key gazetteer.Key, ok bool) {
	var h topoHash
	for j := i; j < last && j < i+topoMaxTokens; j++ {
		tok := r.doc.Tokens[j]
		if tok.Kind == text.Punct && tok.Lower == "." && j > i && len(r.doc.Tokens[j-1].Lower) <= 5 {
			continue // the point of an abbreviation within a name: St. Louis
		}
		if tok.Kind == text.Clitic && j > i {
			h.extend(&r.words, j)
			continue
		}
		if tok.Kind != text.Word || r.words.at[j] == r.words.at[j+1] {
			break
		}
		if j > i && !r.opens(j) && !r.links[tok.Lower] {
			break
		}
		h.add(&r.words, r.words.at[j], r.words.at[j+1])
		if !r.opens(j) {
			continue
		}
		if k, found := r.known(&h, j > i); found {
			end, key, ok = j+1, k, true
		}
	}
	return end, key, ok
}

// topoHash reads a name in its three forms: as written, with every Arabic
// article alike, and without a leading one.
type topoHash struct {
	plain, alike, bare gazetteer.Hash
	words              int
	article            bool // some form differs from the plain one
	leading            bool // the first word is an article
}

func (h *topoHash) add(w *topoWords, from, to int) {
	for k := from; k < to; k++ {
		word := w.bytes(k)
		h.plain = h.plain.Add(word)
		if len(word) <= 3 && gazetteer.Article(string(word)) {
			h.article = true
			h.leading = h.leading || h.words == 0 && (to-from > 1 || word[1] == 'l')
			word = articleForm
		}
		h.alike = h.alike.Add(word)
		if !h.leading || h.words > 0 {
			h.bare = h.bare.Add(word)
		}
		h.words++
	}
}

// extend joins the s of a clitic to the last word: Martha's Vineyard.
func (h *topoHash) extend(w *topoWords, token int) {
	for k := w.at[token]; k < w.at[token+1]; k++ {
		h.plain = h.plain.Extend(w.bytes(k))
		h.alike = h.alike.Extend(w.bytes(k))
		h.bare = h.bare.Extend(w.bytes(k))
	}
}

var articleForm = []byte("al")

// known returns the key of the first form of the name that has a place or, for
// one word, a flag.
func (r *topoReader) known(h *topoHash, several bool) (gazetteer.Key, bool) {
	forms := []gazetteer.Hash{h.plain, h.alike, h.bare}
	switch {
	case !h.article:
		forms = forms[:1]
	case !h.leading || h.words == 1:
		forms = forms[:2]
	}
	for _, f := range forms {
		k := f.Key()
		if n := r.name(k); len(n.places) > 0 || n.flags != 0 && !several {
			return k, true
		}
	}
	return 0, false
}

// name returns what k names, from the gazetteer or the report so far.
func (r *topoReader) name(k gazetteer.Key) *topoName {
	if n := r.names[k]; n != nil {
		return n
	}
	n := &topoName{key: k}
	r.matches, n.flags = r.gaz.Lookup(k, r.matches[:0])
	for i, m := range r.matches {
		if i == topoMaxPlaces {
			break
		}
		n.places = append(n.places, r.place(m))
	}
	markShared(n.places)
	r.names[k] = n
	return n
}

// markShared marks the first-level divisions among ps in which another of ps,
// a town, lies.
func markShared(ps []topoPlace) {
	for i := range ps {
		for _, q := range ps {
			if ps[i].kind == gazetteer.Admin1 && q.kind.Settlement() && q.admin1 == ps[i].id {
				ps[i].shared = true
			}
		}
	}
}

func (r *topoReader) place(m gazetteer.Match) topoPlace {
	p := r.gaz.Place(m.ID)
	return topoPlace{
		id: m.ID, kind: p.Kind, lat: p.Lat, lon: p.Lon, alternate: m.Alternate, population: p.Population,
		country: r.gaz.Within(m.ID, gazetteer.Country), admin1: r.gaz.Within(m.ID, gazetteer.Admin1),
		parallel: math.Cos(p.Lat * math.Pi / 180),
		prior:    math.Log10(float64(p.Population) + 100),
	}
}

// scanUnknown keeps the run of names at token i, which the gazetteer does not
// hold, where the word before lets it be a place.
func (r *topoReader) scanUnknown(i, last int) int {
	end := i
	for end < last && end < i+3 && r.namePart(end) {
		if end > i {
			if _, _, ok := r.longest(end, last); ok {
				break
			}
		}
		end++
	}
	if end == i {
		return i + 1
	}
	if r.capsDoc || i == 0 || !r.leads[lower(r.doc, i-1)] || end < last && r.namePart(end) || r.allCommon(i, end) || r.headline(i) {
		return end
	}
	r.keep(&topoMention{Span: r.doc.Cover(i, end), first: i, last: end, name: topoNowhere, pattern: true, unknown: true, chosen: -1})
	return end
}

// allCommon reports whether every word of the tokens [first, last) is an
// English word, such as a headline or the name of an office has.
func (r *topoReader) allCommon(first, last int) bool {
	for i := first; i < last; i++ {
		if r.words.at[i+1]-r.words.at[i] != 1 || !r.common(r.words.bytes(r.words.at[i])) {
			return false
		}
	}
	return true
}

// common reports whether w, or w without the ending of a plural, is a word.
func (r *topoReader) common(w []byte) bool {
	for _, cut := range []int{0, 1, 2} {
		if cut > 0 && (len(w) < 4 || w[len(w)-1] != 's') {
			return false
		}
		if r.name(gazetteer.Hash{}.Add(w[:len(w)-cut]).Key()).flags&gazetteer.Common != 0 {
			return true
		}
	}
	return false
}

// headline reports whether the sentence of token i gives most of its words a
// capital, so that a capital says nothing. A name with an article is exempt.
func (r *topoReader) headline(i int) bool {
	if r.words.at[i+1]-r.words.at[i] > 1 {
		return false
	}
	s := r.doc.Sentences[r.doc.SentenceAt(r.doc.Tokens[i].Start)]
	words, upper := 0, 0
	for _, tok := range r.doc.Tokens[s.First:s.Last] {
		if tok.Kind == text.Word && len(tok.Lower) > 3 {
			words++
			if tok.Upper {
				upper++
			}
		}
	}
	return upper*10 > words*7
}

// mention makes a mention of the name k, nil where it has no place.
func (r *topoReader) mention(span tocsin.Span, first, last int, k gazetteer.Key) *topoMention {
	n := r.name(k)
	if len(n.places) == 0 {
		return nil
	}
	if n.flags&gazetteer.CapsOnly != 0 && !r.capitals(span) {
		return nil
	}
	return &topoMention{Span: span, first: first, last: last, name: n, chosen: -1}
}

func (r *topoReader) capitals(s tocsin.Span) bool {
	for _, c := range r.doc.Text[s.Start:s.End] {
		if 'a' <= c && c <= 'z' {
			return false
		}
	}
	return true
}

func (r *topoReader) keep(m *topoMention) {
	r.found = append(r.found, m)
	for i := m.first; i < m.last; i++ {
		r.covering[i] = m
	}
}

// scanParts looks for names inside the hyphenated token i (Kabul-based,
// Iraq-Iran), and for one whose possessive s has lost its apostrophe.
func (r *topoReader) scanParts(i int) int {
	a, b := r.words.at[i], r.words.at[i+1]
	if b-a > 1 {
		for k := a; k < b; k++ {
			r.scanPart(i, k)
		}
		return i + 1
	}
	if w := r.words.bytes(a); len(w) > 4 && w[len(w)-1] == 's' && (r.bare || r.isState(w[:len(w)-1])) {
		r.scanPossessive(i, a)
	}
	return i + 1
}

// wellKnown reports whether p is likelier meant than a name that the gazetteer
// lacks and that ends with an s.
func wellKnown(p topoPlace) bool {
	return !p.alternate && (p.kind <= gazetteer.Admin1 || p.population > 15_000)
}

// isState reports whether the folded word w is the name of a country.
func (r *topoReader) isState(w []byte) bool {
	n := r.name(gazetteer.Hash{}.Add(w).Key())
	return len(n.places) > 0 && n.places[0].kind == gazetteer.Country && n.flags&gazetteer.Demonym == 0
}

func (r *topoReader) scanPart(i, k int) {
	w := r.words.list[k]
	if !w.upper || w.to-w.from < 2 {
		return
	}
	var h topoHash
	h.add(&r.words, k, k+1)
	if key, ok := r.known(&h, true); ok {
		if m := r.mention(tocsin.Span{Start: int(w.start), End: int(w.end)}, i, i+1, key); m != nil {
			m.part = true
			r.keep(m)
		}
	}
}

func (r *topoReader) scanPossessive(i, k int) {
	w := r.words.bytes(k)
	if r.blockSet[string(w[:len(w)-1])] {
		r.blocked[i] = true
		return
	}
	key := gazetteer.Hash{}.Add(w[:len(w)-1]).Key()
	tok := r.doc.Tokens[i]
	if m := r.mention(tocsin.Span{Start: tok.Start, End: tok.End - 1}, i, i+1, key); m != nil && wellKnown(m.name.places[0]) {
		m.stripped = true
		r.keep(m)
	}
}
