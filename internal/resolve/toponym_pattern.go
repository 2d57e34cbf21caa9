package resolve

import (
	"tocsin/internal/text"
)

// addPatterns adds the names that a word for a kind of place gives away and
// that are in no gazetteer: "the village of X", "X district".
func (r *topoReader) addPatterns(ms []*topoMention) []*topoMention {
	toks := r.doc.Tokens
	for _, s := range r.doc.Sentences {
		for i := s.First; i < s.Last; i++ {
			if !r.generic[toks[i].Lower] || toks[i].Kind != text.Word {
				continue
			}
			if i+2 < s.Last && toks[i+1].Lower == "of" {
				ms = r.addRun(ms, i+2, s.Last)
			}
			if !toks[i].Upper || !r.capsDoc {
				ms = r.addRunBefore(ms, s.First, i)
			}
		}
	}
	return ms
}

// addRun adds the run of capitalised words from token i on.
func (r *topoReader) addRun(ms []*topoMention, i, last int) []*topoMention {
	end := i
	for end < last && end < i+4 && r.namePart(end) {
		end++
	}
	return r.addUnknown(ms, i, end)
}

// addRunBefore adds the run of capitalised words that ends before token end.
func (r *topoReader) addRunBefore(ms []*topoMention, first, end int) []*topoMention {
	i := end
	for i > first && i > end-4 && r.namePart(i-1) {
		i--
	}
	if i == first && end-i == 1 {
		return ms // the first word of a sentence has a capital anyway
	}
	return r.addUnknown(ms, i, end)
}

func (r *topoReader) namePart(i int) bool {
	tok := r.doc.Tokens[i]
	return tok.Kind == text.Word && r.covering[i] == nil && r.opens(i) &&
		!r.generic[tok.Lower] && !r.titles[tok.Lower] && !r.links[tok.Lower]
}

func (r *topoReader) addUnknown(ms []*topoMention, first, last int) []*topoMention {
	if first >= last || r.capsDoc {
		return ms
	}
	m := &topoMention{Span: r.doc.Cover(first, last), first: first, last: last, pattern: true, score: 0.6, chosen: -1}
	for i := first; i < last; i++ {
		r.covering[i] = m
	}
	if k, ok := r.skeleton(first, last); ok {
		m.name = r.name(k)
	}
	return append(ms, m)
}
