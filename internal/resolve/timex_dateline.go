package resolve

import (
	"tocsin"
	"tocsin/internal/text"
)

// datelineReach is the number of tokens of the body within which a dateline may
// stand.
const datelineReach = 40

// Dateline returns the day that the article itself bears at its head, in forms
// such as "DAMASCUS, June 5 (Reuters) -", "Date of publication 5 June 2016" or
// "Wed Feb 3 2016", and published where it bears none. A day without a year
// takes the year that brings it nearest to published. The result is nil where
// neither is known.
func (x *Timexes) Dateline(doc *text.Doc, published *tocsin.Day) *tocsin.Day {
	if d, _, ok := x.dateline(doc, published); ok {
		return &d
	}
	return published
}

// datelineSpan returns where the dateline stands, an empty span where there is none.
func (x *Timexes) datelineSpan(doc *text.Doc, ref *tocsin.Day) tocsin.Span {
	_, span, _ := x.dateline(doc, ref)
	return span
}

// standsAlone reports whether a full date follows "Last update:" or "updated
// 20:33", as at the foot of a page.
func (r *timexReader) standsAlone(i int, n timeNode) bool {
	if !n.explicit || n.grain != grainDay {
		return false
	}
	for k := i - 1; k >= i-3; k-- {
		if w := r.word(k); w == "update" || w == "updated" {
			return true
		}
	}
	return false
}

// dateline looks for a dateline in the first words of the body.
func (x *Timexes) dateline(doc *text.Doc, published *tocsin.Day) (tocsin.Day, tocsin.Span, bool) {
	first := doc.TokenAt(doc.TitleEnd)
	// One run of tokens: a dateline does not heed the ends of sentences.
	last := min(first+datelineReach, len(doc.Tokens))
	r := x.reader(doc, published, last)
	r.first, r.last = first, last
	r.num.first, r.num.last = r.first, r.last
	for i := r.first; i < r.last; i++ {
		if !r.mayBegin(i) || !r.headsArticle(i) {
			continue
		}
		if d, next, ok := r.datelineAt(i); ok {
			return d, doc.Cover(i, next), true
		}
	}
	return 0, tocsin.Span{}, false
}

// headsArticle reports whether a date at token i stands by itself: no word that
// ties it to the story goes before it.
func (r *timexReader) headsArticle(i int) bool {
	if w := r.word(i - 2); r.word(i-1) == "on" && i <= r.first+3 && (w == "posted" || w == "published" || w == "updated") {
		return true
	}
	if r.has(i-1, "prep") || r.has(i-1, "early") || r.has(i-1, "late") || r.has(i-1, "past") {
		return false
	}
	w := r.word(i - 1)
	return w != "the" && w != "'s" && w != "this" && !(i > r.first && r.doc.Tokens[i-1].Kind == text.Number && touching(r.doc, i))
}

// datelineAt reads a dateline's date at token i.
func (r *timexReader) datelineAt(i int) (d tocsin.Day, next int, ok bool) {
	for _, rule := range []func(int) (timeNode, bool){r.calendarDate, r.figureDate} {
		n, ok := rule(i)
		if !ok || n.grain != grainDay || n.iv == nil || n.iv.Days() != 1 {
			continue
		}
		if n.explicit {
			return n.iv.Start, n.next, r.farEnough(i, n)
		}
		if r.ref != nil && r.wireForm(i, n.next) {
			return r.nearestYear(n.iv.Start), n.next, true
		}
	}
	return 0, i, false
}

// farEnough rejects a full date deep in the first sentence unless a weekday or a
// word such as "published" goes before it: the lead often tells a date.
func (r *timexReader) farEnough(i int, n timeNode) bool {
	if i == r.first || r.has(i, "weekday") || r.has(i, "abbrday") || r.doc.Tokens[i].Kind == text.Number {
		return true
	}
	switch r.word(i - 1) {
	case "published", "publication", "posted", "updated", "at", "on", "|", "-", "—", ":", ")", "dated":
		return true
	case ",":
		return r.wireForm(i, n.next)
	}
	return false
}

// wireForm reports whether "(Reuters)" or a dash follows, and only the name of
// a place goes before: "DAMASCUS, June 5 (Reuters) -".
func (r *timexReader) wireForm(i, next int) bool {
	const longestPlace = 8
	if i-r.first > longestPlace || r.word(i-1) != "," && i > r.first && !r.doc.Tokens[i-1].Caps {
		return false
	}
	w := r.word(next)
	return w == "(" || isDash(w) || w == "," && r.upper(next+1) && isDash(r.word(next+2))
}

// nearestYear moves d by years to be nearest to the day of publication.
func (r *timexReader) nearestYear(d tocsin.Day) tocsin.Day {
	best := d
	for _, n := range []int{-1, 1} {
		if e := addMonths(d, 12*n); dayGap(e, *r.ref) < dayGap(best, *r.ref) {
			best = e
		}
	}
	return best
}

func dayGap(a, b tocsin.Day) tocsin.Day { return max(a-b, b-a) }
