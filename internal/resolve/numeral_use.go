package resolve

import (
	"math"
	"strings"

	"tocsin"
	"tocsin/internal/text"
)

// use says what the number c does in its sentence; next is the token after it.
func (r *numeralReader) use(c numeralCore, next int, hedged bool) tocsin.NumeralUse {
	switch c.class {
	case classOrdinal:
		if r.isDay(c, next) {
			return tocsin.NumeralDate
		}
		return tocsin.NumeralOrdinal
	case classFraction:
		return tocsin.NumeralFraction
	case classPack:
		return tocsin.NumeralPack
	}
	if u := r.unit(c, next); u != "" {
		return u
	}
	if r.isDay(c, next) {
		return tocsin.NumeralDate
	}
	if u := r.joined(c, next); u != "" {
		return u
	}
	switch {
	case r.isYear(c, next, hedged):
		return tocsin.NumeralYear
	case r.isAge(c, next):
		return tocsin.NumeralAge
	case r.isName(c, next):
		return tocsin.NumeralName
	}
	return tocsin.NumeralCount
}

// unit returns the use that the word after, or the sign before, the number
// tells: "24 hours", "three-day", "12 percent", "$5".
func (r *numeralReader) unit(c numeralCore, next int) tocsin.NumeralUse {
	if c.tail != "" {
		return r.tailUse(c.tail)
	}
	if r.moneySign(lower(r.doc, c.first-1)) {
		return tocsin.NumeralMoney
	}
	if next >= r.last {
		return ""
	}
	w := r.doc.Tokens[next].Lower
	if w == "per" && lower(r.doc, next+1) == "cent" {
		return tocsin.NumeralPercent
	}
	if isDash(w) && touching(r.doc, next) && touching(r.doc, next+1) && next+1 < r.last {
		return r.tailUse(r.doc.Tokens[next+1].Lower)
	}
	if u := r.units[w]; u != "" && !r.shortUnit(w, next) && !(strings.HasPrefix(w, "barrel") && strings.HasPrefix(lower(r.doc, next+1), "bomb")) {
		if u == tocsin.NumeralDuration && lower(r.doc, next+1) == "old" {
			return tocsin.NumeralAge
		}
		return u
	}
	return ""
}

func (r *numeralReader) moneySign(s string) bool {
	switch s {
	case "$", "€", "£", "¥", "rs", "us$":
		return true
	}
	return false
}

// shortUnit reports whether w, a unit of one letter, stands apart from its
// number and so is more likely a word of its own.
func (r *numeralReader) shortUnit(w string, i int) bool {
	return len(w) == 1 && w[0] >= 'a' && w[0] <= 'z' && !touching(r.doc, i)
}

// tailUse returns the use that the rest of a hyphened word tells: "day-long",
// "year-old"; "" for "member".
func (r *numeralReader) tailUse(tail string) tocsin.NumeralUse {
	if u := r.units[tail]; u != "" {
		return u
	}
	head, _, _ := strings.Cut(tail, "-")
	return r.units[head]
}

// joined returns the use of a number joined to others by a mark: dates, scores
// and clock times in figures.
func (r *numeralReader) joined(c numeralCore, next int) tocsin.NumeralUse {
	prev, after := r.joint(c.first-1), r.joint(next)
	switch {
	case prev == "/" || after == "/":
		return tocsin.NumeralDate
	case prev == "-" && r.joint(c.first-3) == "-" || after == "-" && r.joint(next+2) == "-" || prev == "-" && after == "-":
		return tocsin.NumeralDate
	case (prev == "-" || after == "-") && !r.yearLike(c.first):
		return tocsin.NumeralScore
	}
	w := lower(r.doc, c.first)
	if c.class == classDigits && len(w) == 4 && w[0] == '0' {
		return tocsin.NumeralClock
	}
	if c.class == classDigits && c.value != math.Trunc(c.value) {
		return tocsin.NumeralMeasure // nothing that is counted comes in parts
	}
	return ""
}

// joint returns the dash or stroke at token i if it stands, without a space,
// between two numbers.
func (r *numeralReader) joint(i int) string {
	if i-1 < r.first || i+1 >= r.last || !touching(r.doc, i) || !touching(r.doc, i+1) {
		return ""
	}
	if r.doc.Tokens[i-1].Kind != text.Number || r.doc.Tokens[i+1].Kind != text.Number {
		return ""
	}
	if w := r.doc.Tokens[i].Lower; w == "/" {
		return "/"
	} else if isDash(w) {
		return "-"
	}
	return ""
}

// isDay reports whether the number is a day of a month: "June 5", "5 June",
// "the 5th of June", "5-6 April".
func (r *numeralReader) isDay(c numeralCore, next int) bool {
	if c.value > 31 || c.value < 1 {
		return false
	}
	prev := c.first - 1
	if lower(r.doc, prev) == "." {
		prev--
	}
	if prev >= r.first && r.mon[lower(r.doc, prev)] || r.monthAt(next) {
		return true
	}
	// A day that shares its month with the next or the one before.
	if w := lower(r.doc, next); isDash(w) || w == "and" || w == "to" {
		return r.figure(next+1) && r.monthAt(next+2)
	}
	if w := lower(r.doc, prev); isDash(w) || w == "and" || w == "to" {
		return r.figure(prev-1) && prev-2 >= r.first && r.mon[lower(r.doc, prev-2)] && !r.counted(next)
	}
	return false
}

// monthAt reports whether a month stands at token i, or after "of".
func (r *numeralReader) monthAt(i int) bool {
	if i < r.last && lower(r.doc, i) == "of" {
		i++
	}
	return i < r.last && r.mon[lower(r.doc, i)] && r.doc.Tokens[i].Upper
}

func (r *numeralReader) figure(i int) bool {
	return i >= r.first && i < r.last && r.doc.Tokens[i].Kind == text.Number
}

// counted reports whether the word at token i looks like things counted: a
// plural.
func (r *numeralReader) counted(i int) bool {
	if i >= r.last || r.doc.Tokens[i].Kind != text.Word {
		return false
	}
	w := r.doc.Tokens[i].Lower
	return r.roles[w] == "many" || r.roles[w] == "state" || r.roles[w] == "" && len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss")
}

// isYear reports whether the number reads as a year.
func (r *numeralReader) isYear(c numeralCore, next int, hedged bool) bool {
	if c.class != classDigits || !r.yearLike(c.first) || hedged || c.next != c.first+1 {
		return false
	}
	prev := lower(r.doc, c.first-1)
	if c.first-1 < r.first {
		prev = ""
	}
	switch r.roles[prev] {
	case "year":
		return true
	case "weakyear":
		return !r.counted(next)
	}
	if r.mon[prev] || prev == "," && r.figure(c.first-2) || r.figure(c.first-1) && r.mon[lower(r.doc, c.first-2)] {
		return true
	}
	if next < r.last && r.counted(next) {
		return false
	}
	if next+1 < r.last && r.doc.Tokens[next].Kind == text.Word && r.counted(next+1) && prev != "" {
		return false // "killed 2000 armed men"
	}
	return lower(r.doc, c.first) >= "1900"
}

// isAge reports whether the number is an age: "aged 30", "Ahmed, 45,".
func (r *numeralReader) isAge(c numeralCore, next int) bool {
	prev := lower(r.doc, c.first-1)
	if prev == "aged" || prev == "age" || prev == "ages" {
		return true
	}
	if w := lower(r.doc, next); w == "years" || w == "months" {
		return lower(r.doc, next+1) == "old"
	}
	if prev != "," || c.class != classDigits || c.value > 110 || c.first-2 < r.first {
		return false
	}
	if named := r.doc.Tokens[c.first-2]; !named.Upper && !r.persons[named.Lower] {
		return false
	}
	w := lower(r.doc, next)
	return next >= r.last || w == "," || w == "." || w == ")" || w == "and"
}

// isName reports whether the number is part of a name: "Highway 7", "4x4".
func (r *numeralReader) isName(c numeralCore, next int) bool {
	if c.class != classDigits {
		return false
	}
	if touching(r.doc, next) && next < r.last && r.doc.Tokens[next].Kind == text.Word {
		return !r.counted(next) // "100000people" lost its space
	}
	prev := c.first - 1
	if lower(r.doc, prev) == "." {
		prev-- // "No. 7"
	}
	if prev < r.first || !r.names[lower(r.doc, prev)] || r.counted(next) {
		return false
	}
	return r.doc.Tokens[prev].Upper || prev < c.first-1
}
