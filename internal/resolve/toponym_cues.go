package resolve

import (
	"math"
	"strconv"

	"tocsin/internal/resolve/gazetteer"
	"tocsin/internal/text"
)

// recognise scores every mention: the probability that it is a place, by
// logistic regression over its cues.
func (r *topoReader) recognise() {
	for _, m := range r.found {
		sum := 0.0
		r.cues(m, func(f string) { sum += r.weights[f] })
		m.score = 1 / (1 + math.Exp(-sum))
		if r.partOfPerson(m) || r.shouted(m) {
			m.score *= topoOtherShare
		}
	}
}

// topoOtherShare is what is left of the score of a name that reads as something
// else by rule. The sets on which the weights are fitted have few such names.
const topoOtherShare = 0.3

// shouted reports whether m is an English word in a report all in capitals
// (SEEN, a town in Mexico); only a well-known place is meant there.
func (r *topoReader) shouted(m *topoMention) bool {
	return r.capsDoc && m.last-m.first == 1 && m.name.flags&gazetteer.Common != 0 &&
		len(m.name.places) > 0 && m.name.places[0].population < topoKnown
}

// partOfPerson reports whether m, one word, is a family name after a given name
// (Michael Jordan), a given name before a family name (Paris Hilton), or another
// name of a place that elsewhere in the report is a person's (Qassem Soleimani).
func (r *topoReader) partOfPerson(m *topoMention) bool {
	if m.last-m.first > 1 || m.part || m.pattern || r.capsDoc {
		return false
	}
	if m.name.places[0].alternate && r.persons[r.words.of(m.first)] {
		return true
	}
	f := m.name.flags
	return f&gazetteer.Surname != 0 && r.bears(m.first-1, gazetteer.Given) ||
		f&gazetteer.Given != 0 && r.bears(m.last, gazetteer.Surname)
}

// bears reports whether token i is a word with a capital that is a name of the
// kind f, and no word for a kind of place.
func (r *topoReader) bears(i int, f gazetteer.Flags) bool {
	if i < 0 || i >= len(r.doc.Tokens) {
		return false
	}
	tok := r.doc.Tokens[i]
	if tok.Kind != text.Word || !tok.Upper || r.generic[tok.Lower] || r.sites[tok.Lower] {
		return false
	}
	var h topoHash
	h.add(&r.words, r.words.at[i], r.words.at[i+1])
	return r.name(h.plain.Key()).flags&f != 0
}

// cues names everything about m that bears on whether it is a place. The
// weights file holds the same names.
func (r *topoReader) cues(m *topoMention, cue func(string)) {
	cue("bias")
	r.ownCues(m, cue)
	r.wordCues(m, cue)
	r.reportCues(m, cue)
}

// ownCues are those of the name itself.
func (r *topoReader) ownCues(m *topoMention, cue func(string)) {
	if m.unknown {
		cue("unknown")
		cue("unknown " + r.nameShape(m.first, "first"))
		cue("unknown " + r.nameShape(m.last-1, "last"))
		cue("unknown p=" + lower(r.doc, m.first-1))
		return
	}
	if m.pattern {
		cue("site")
		cue("site=" + lower(r.doc, m.last-1))
		return
	}
	best := m.name.places[0]
	kind := "kind=" + strconv.Itoa(int(best.kind))
	size := strconv.Itoa(int(math.Log10(float64(best.population) + 1)))
	cue(kind)
	cue(kind + " size=" + size)
	if m.last-m.first > 1 {
		cue("words")
		cue("words size=" + size)
	}
	if best.alternate {
		cue("alternate")
		cue("alternate size=" + size)
	}
	f := m.name.flags
	for i, name := range topoFlagNames {
		if f&(1<<i) != 0 {
			cue(name)
			cue(name + " size=" + size)
		}
	}
	if f == 0 {
		cue("plain")
	}
	if f&(gazetteer.Common|gazetteer.Demonym) != 0 {
		cue("w=" + r.words.of(m.first))
	}
	if m.stripped {
		cue("stripped")
	}
	if m.part {
		cue("part")
	}
	if r.doc.Tokens[m.first].Caps {
		cue(r.inCaps("caps"))
	}
	if m.End-m.Start <= 3 {
		cue("short")
	}
}

var topoFlagNames = []string{"common", "given", "surname", "capsonly", "demonym", "abbrev"}

// inCaps marks a cue where the whole report is in capitals.
func (r *topoReader) inCaps(cue string) string {
	if r.capsDoc {
		return cue + " all"
	}
	return cue
}

// wordCues are those of the words around.
func (r *topoReader) wordCues(m *topoMention, cue func(string)) {
	s := r.doc.Sentences[min(r.doc.SentenceAt(m.Start), len(r.doc.Sentences)-1)]
	r.before(m, s.First, cue)
	r.after(m, s.Last, cue)
	if s.Title {
		cue("title")
	}
}

func (r *topoReader) before(m *topoMention, first int, cue func(string)) {
	i := m.first - 1
	if i < first {
		cue("first")
		return
	}
	cue("p=" + r.shape(i))
	if i-1 >= first {
		cue("pp=" + r.shape(i-1))
		cue("pp=" + r.shape(i-1) + " p=" + r.shape(i))
	}
}

func (r *topoReader) after(m *topoMention, last int, cue func(string)) {
	if m.last >= last {
		cue("last")
		return
	}
	cue("n=" + r.shape(m.last))
	if m.last+1 < last {
		cue("nn=" + r.shape(m.last+1))
		cue("n=" + r.shape(m.last) + " nn=" + r.shape(m.last+1))
	}
	if r.doc.Tokens[m.last].Lower == "," && m.last+1 < last && r.heldBy(m, r.covering[m.last+1]) {
		cue("held")
	}
	if p := m.first - 2; p >= 0 && r.doc.Tokens[m.first-1].Lower == "," && r.heldBy(r.covering[p], m) {
		cue("holds")
	}
}

// heldBy reports whether some place of a lies in some place of b.
func (r *topoReader) heldBy(a, b *topoMention) bool {
	if a == nil || b == nil || a == b {
		return false
	}
	for _, p := range b.name.places[:min(3, len(b.name.places))] {
		if p.kind > gazetteer.Admin2 {
			continue
		}
		for _, q := range a.name.places {
			if q.id != p.id && r.holds(p, q) {
				return true
			}
		}
	}
	return false
}

// holds reports whether q lies in p.
func (r *topoReader) holds(p, q topoPlace) bool {
	switch p.kind {
	case gazetteer.Country:
		return q.country == p.id
	case gazetteer.Admin1:
		return q.admin1 == p.id
	}
	return r.gaz.Parent(q.id) == p.id
}

// shape is the class of a neighbouring word: a mention, a kind of name, or the
// word itself.
func (r *topoReader) shape(i int) string {
	tok := r.doc.Tokens[i]
	if r.covering[i] != nil && tok.Kind == text.Word {
		if r.titles[tok.Lower] {
			return "TITLE"
		}
		return r.nameShape(i, "PLACE")
	}
	switch {
	case tok.Kind == text.Number:
		return "NUMBER"
	case tok.Kind == text.Word && r.titles[tok.Lower]:
		return "TITLE"
	case tok.Kind == text.Word && tok.Upper && !r.capsDoc && !r.generic[tok.Lower]:
		return r.nameShape(i, "NAME")
	}
	return tok.Lower
}

func (r *topoReader) nameShape(i int, class string) string {
	var h topoHash
	h.add(&r.words, r.words.at[i], r.words.at[i+1])
	switch f := r.name(h.plain.Key()).flags; {
	case f&gazetteer.Given != 0:
		return class + " given"
	case f&gazetteer.Surname != 0:
		return class + " surname"
	case f&gazetteer.Common != 0:
		return class + " common"
	}
	return class
}

// noteHome collects the countries and first-level divisions that names with one
// clear meaning give.
func (r *topoReader) noteHome() {
	r.home = map[gazetteer.PlaceID]bool{}
	for _, m := range r.found {
		if len(m.name.places) == 0 || m.name.flags&(gazetteer.Given|gazetteer.Surname|gazetteer.Common) != 0 {
			continue
		}
		switch p := m.name.places[0]; {
		case p.kind == gazetteer.Country, p.kind == gazetteer.Capital, p.population > 1_000_000 && !p.alternate:
			r.home[p.country] = true
			r.home[p.admin1] = true
		}
	}
	delete(r.home, gazetteer.None)
}

// notePersons collects the family names that follow given names or titles.
func (r *topoReader) notePersons() {
	for i := 0; i+1 < len(r.doc.Tokens); i++ {
		a, b := r.doc.Tokens[i], r.doc.Tokens[i+1]
		if a.Kind != text.Word || b.Kind != text.Word || !a.Upper || !b.Upper || r.capsDoc {
			continue
		}
		if r.generic[b.Lower] || r.links[b.Lower] {
			continue
		}
		if r.titles[a.Lower] || r.nameShape(i, "") == " given" {
			r.persons[r.words.of(i+1)] = true
		}
	}
}

// reportCues are those of the rest of the report.
func (r *topoReader) reportCues(m *topoMention, cue func(string)) {
	for _, p := range m.name.places[:min(8, len(m.name.places))] {
		if p.kind <= gazetteer.Country {
			break
		}
		if r.home[p.admin1] {
			cue("home division")
			break
		}
		if r.home[p.country] {
			cue("home")
			if m.name.flags == 0 {
				cue("home plain")
			}
			break
		}
	}
	if m.last-m.first == 1 && r.persons[r.words.of(m.first)] {
		cue("person")
	}
}
