package extract

import (
	"tocsin/internal/syntax"
)

// speechOver returns for each sentence the frame of an earlier one whose speech
// still runs when it begins, syntax.None if there is none: a quotation that has
// not been closed, or what stands after "said:".
func speechOver(a *Analysis) []int {
	out := make([]int, len(a.Sentences))
	last, open := syntax.None, false
	for s, sent := range a.Sentences {
		out[s] = syntax.None
		if sent.Title {
			continue
		}
		starts := isOpening(a.lower(sent.First))
		if open && last != syntax.None || starts && last != syntax.None && a.Frames[last].Sentence >= s-2 {
			out[s] = last
		}
		open = quoteOpen(a, sent.First, sent.Last, open && !starts)
		if f := a.Sents[s].Frames; f[1] > f[0] {
			last = f[1] - 1
			if v := a.Frames[last].Verb; a.lower(v+1) == ":" {
				open = true
			}
		}
	}
	return out
}

func isOpening(w string) bool { return w == "\"" || w == "“" }

// quoteOpen reports whether a quotation runs on past the tokens [first, last).
func quoteOpen(a *Analysis, first, last int, open bool) bool {
	for t := first; t < last; t++ {
		switch a.lower(t) {
		case "“":
			open = true
		case "”":
			open = false
		case "\"":
			open = !open
		}
	}
	return open
}
