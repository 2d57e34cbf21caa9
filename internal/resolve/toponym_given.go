package resolve

import (
	"tocsin"
	"tocsin/internal/resolve/gazetteer"
	"tocsin/internal/text"
)

// ResolveAt resolves the names that stand at spans, all of them taken for
// places, in the context of the whole report; it returns one place for each.
func (t *Toponyms) ResolveAt(doc *text.Doc, spans []tocsin.Span) []tocsin.Place {
	r := t.read(doc)
	clear(r.covering)
	given := make([]*topoMention, len(spans))
	for i, s := range spans {
		given[i] = r.given(s)
		for j := given[i].first; j < given[i].last; j++ {
			r.covering[j] = given[i]
		}
	}
	r.named = given
	r.resolve()
	places := make([]tocsin.Place, len(spans))
	for i, m := range given {
		places[i] = r.toponym(m).Place
	}
	return places
}

// given makes the mention of the name at s, whatever it reads like.
func (r *topoReader) given(s tocsin.Span) *topoMention {
	first, last := r.doc.TokenRange(s)
	m := &topoMention{Span: s, first: first, last: last, score: 1, chosen: -1}
	name := r.doc.Of(s)
	for _, k := range []gazetteer.Key{gazetteer.KeyOf(name), r.alikeKey(first, last)} {
		if n := r.name(k); len(n.places) > 0 {
			m.name = n
			return m
		}
	}
	if k, ok := r.skeleton(first, last); ok {
		m.name = r.name(k)
		return m
	}
	if end, k, ok := r.longest(first, last); ok && end > first {
		m.name = r.name(k)
	}
	return m
}

// alikeKey returns the key of the tokens with every Arabic article alike.
func (r *topoReader) alikeKey(first, last int) gazetteer.Key {
	var h topoHash
	h.add(&r.words, r.words.at[first], r.words.at[last])
	return h.alike.Key()
}
