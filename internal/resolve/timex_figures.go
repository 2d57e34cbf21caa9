package resolve

import (
	"strings"

	"tocsin/internal/text"
)

// glued reads "20,2015", the day and year of a date that lost its space.
func glued(w string) (day, year int, ok bool) {
	w = strings.Replace(w, ",", "", 1)
	if len(w) != 5 && len(w) != 6 || strings.Trim(w, "0123456789") != "" {
		return 0, 0, false
	}
	day, year = number(w[:len(w)-4]), number(w[len(w)-4:])
	return day, year, day >= 1 && day <= 31 && year >= 1900 && year < 2100
}

// figureDate reads 2016-06-05, 05/06/2016, 5.6.2016, 13/02.
func (r *timexReader) figureDate(i int) (timeNode, bool) {
	if i >= r.last || r.doc.Tokens[i].Kind != text.Number {
		return timeNode{}, false
	}
	if parts := strings.Split(r.word(i), "."); len(parts) == 3 {
		return r.figures(i, parts, i+1)
	}
	if w := r.word(i); len(w) == 8 && w[:2] >= "19" && w[:2] <= "20" && strings.Trim(w, "0123456789") == "" {
		return r.figures(i, []string{w[:4], w[4:6], w[6:]}, i+1)
	}
	if n, ok := r.namedMonth(i); ok {
		return n, true
	}
	sep := r.word(i + 1)
	if sep != "/" && !isDash(sep) || !touching(r.doc, i+1) || !touching(r.doc, i+2) || !r.num.figure(i+2) {
		return timeNode{}, false
	}
	if r.word(i+3) == sep && touching(r.doc, i+3) && touching(r.doc, i+4) && r.num.figure(i+4) {
		return r.figures(i, []string{r.word(i), r.word(i + 2), r.word(i + 4)}, i+5)
	}
	if sep != "/" || !r.has(i-1, "prep") || r.word(i-1) == "of" {
		return timeNode{}, false
	}
	d, m := r.order(number(r.word(i)), number(r.word(i+2)))
	if d < 1 || d > 31 || m < 1 || m > 12 {
		return timeNode{}, false
	}
	return r.dated(i, 0, m, d, d, i+3, false)
}

// namedMonth reads 05-Aug-2016, 23/Sep/2020, 2019-aug-01.
func (r *timexReader) namedMonth(i int) (timeNode, bool) {
	if !touching(r.doc, i+1) || !touching(r.doc, i+2) || i+2 >= r.last {
		return timeNode{}, false
	}
	sep, next := r.word(i+1), i+3
	if sep != "/" && sep != "-" {
		return timeNode{}, false
	}
	name, last, ok := strings.Cut(r.word(i+2), "-")
	if !ok && r.word(i+3) == sep && touching(r.doc, i+4) && r.num.figure(i+4) {
		last, next = r.word(i+4), i+5
	}
	m := r.months[name]
	if m == 0 || last == "" {
		return timeNode{}, false
	}
	day, year := number(r.word(i)), number(last)
	if day > 31 {
		day, year = year, day
	}
	if year < 1500 || year > 2199 || day < 1 {
		return timeNode{}, false
	}
	return r.dated(i, year, m, day, day, next, false)
}

// figures builds the date of three numbers.
func (r *timexReader) figures(i int, parts []string, next int) (timeNode, bool) {
	a, b, c := number(parts[0]), number(parts[1]), number(parts[2])
	year, month, day := c, b, a
	if len(parts[0]) == 4 {
		year, day = a, c
	} else {
		day, month = r.order(a, b)
		if len(parts[2]) == 2 {
			year = 1900 + c
			if c < 70 {
				year += 100
			}
		}
	}
	if month < 1 || month > 12 || day < 1 || year < 1500 || year > 2199 {
		return timeNode{}, false
	}
	return r.dated(i, year, month, day, day, next, false)
}

// order returns the day and month of two figures: the one that can only be a
// day is the day, else the order that the rest of the text keeps.
func (r *timexReader) order(a, b int) (day, month int) {
	if b > 12 || !r.dayFirst && a <= 12 {
		return b, a
	}
	return a, b
}

// dayFirst reports whether dates in figures put the day before the month. News
// of most of the world does; a date such as 6/25/2016 in the text tells that
// this one does not.
func dayFirst(doc *text.Doc) bool {
	for i := 0; i+4 < len(doc.Tokens); i++ {
		if doc.Tokens[i+1].Lower == "/" && doc.Tokens[i+3].Lower == "/" && doc.Tokens[i].Kind == text.Number {
			if number(doc.Tokens[i].Lower) <= 12 && number(doc.Tokens[i+2].Lower) > 12 && number(doc.Tokens[i+2].Lower) <= 31 {
				return false
			}
		}
	}
	return true
}
