package resolve

import (
	"strings"

	"tocsin/internal/text"
)

// addPatterns adds the names that a word for a kind of place gives away and
// that are in no gazetteer: "the village of X", "X district".
func (r *topoReader) addPatterns(ms []*topoMention) []*topoMention {
	toks := r.doc.Tokens
	for _, s := range r.doc.Sentences {
		for i := s.First; i < s.Last; i++ {
			if !r.generic[toks[i].Lower] || toks[i].Kind != text.Word || toks[i].Upper {
				continue
			}
			switch {
			case i+2 >= s.Last || toks[i+1].Lower != "of":
			case strings.HasSuffix(toks[i].Lower, "s"):
				ms = r.addList(ms, i+2, s.Last)
			default:
				ms = r.addRun(ms, i+2, s.Last)
			}
			ms = r.addRunBefore(ms, s.First, i)
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

// addList adds the names of a list ("the towns of A, B and C"). Where commas
// were lost each word is a name, unless it is one that opens names.
func (r *topoReader) addList(ms []*topoMention, i, last int) []*topoMention {
	for i < last {
		switch w := r.doc.Tokens[i].Lower; {
		case w == "," || w == "and" || r.covering[i] != nil:
			i++
			continue
		}
		end := i
		for end < last && end < i+3 && r.namePart(end) && (end == i || !r.commaless || r.openers[lower(r.doc, end-1)]) {
			end++
		}
		if end == i {
			return ms
		}
		ms = r.addUnknown(ms, i, end)
		i = end
	}
	return ms
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
	return tok.Kind == text.Word && r.covering[i] == nil && !r.blocked[i] && r.opens(i) &&
		!r.generic[tok.Lower] && !r.titles[tok.Lower] && !r.links[tok.Lower] && !r.stops[tok.Lower] && !r.tailed(i)
}

// tailed reports whether token i is a name with a common word joined to it
// (Georgian-controlled).
func (r *topoReader) tailed(i int) bool {
	a, b := r.words.at[i], r.words.at[i+1]
	return b-a > 1 && r.words.list[a].upper && !r.words.list[b-1].upper
}

func (r *topoReader) addUnknown(ms []*topoMention, first, last int) []*topoMention {
	if first >= last || r.capsDoc || r.allCommon(first, last) {
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
