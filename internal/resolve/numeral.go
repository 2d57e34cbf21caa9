// Package resolve turns the words of a report into normal forms: numbers into
// quantities, time expressions into intervals of days, names of places into
// places, names of actors into actors.
package resolve

import (
	"math"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/internal/rules"
	"tocsin/internal/text"
)

// Numerals finds numbers in English news text: in figures or words, with the
// hedges that bound them. Its words stand in internal/rules/data/numeral*.tsv,
// hedges.tsv and person-nouns.txt. It is read-only once built and safe for
// concurrent use.
type Numerals struct {
	words                      map[string]numeralWord
	before, after              *phrases
	units                      map[string]tocsin.NumeralUse
	roles                      map[string]string
	names, persons, stops, mon map[string]bool
}

// NewNumerals reads the number words and hedges.
func NewNumerals() *Numerals {
	f := &Numerals{
		words: map[string]numeralWord{}, units: map[string]tocsin.NumeralUse{}, roles: map[string]string{},
		before: newPhrases(), after: newPhrases(), mon: map[string]bool{},
		names: wordSet("numeral-names.txt"), persons: wordSet("person-nouns.txt"), stops: wordSet("numeral-stops.txt"),
	}
	for _, row := range rules.Rows("numerals.tsv") {
		v, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			panic("resolve: numerals.tsv: " + err.Error())
		}
		f.words[row[0]] = numeralWord{numeralClass(row[1]), v}
	}
	for _, row := range rules.Rows("hedges.tsv") {
		side := f.before
		if row[2] == "after" {
			side = f.after
		}
		side.add(row[0], row[1])
	}
	for _, row := range rules.Rows("numeral-units.tsv") {
		f.units[row[0]] = tocsin.NumeralUse(row[1])
	}
	for _, row := range rules.Rows("numeral-words.tsv") {
		f.roles[row[0]] = row[1]
	}
	for _, row := range rules.Rows("months.tsv") {
		f.mon[row[0]] = true
	}
	return f
}

// Find returns the numbers of doc in order of position; they do not overlap.
// It runs in time linear in the text.
func (f *Numerals) Find(doc *text.Doc) []tocsin.Numeral {
	var found []tocsin.Numeral
	r := numeralReader{Numerals: f, doc: doc}
	for _, s := range doc.Sentences {
		r.first, r.last = s.First, s.Last
		for i := s.First; i < s.Last; {
			n, next, ok := r.read(i)
			if !ok {
				i++
				continue
			}
			found = append(found, n)
			i = next
		}
	}
	return found
}

// numeralReader reads the numbers of one sentence, tokens [first, last).
type numeralReader struct {
	*Numerals
	doc         *text.Doc
	first, last int
	buf         []numeralAtom
}

// numeralCore is a number without its hedge, before its use is known.
type numeralCore struct {
	class       numeralClass
	value       float64
	low, high   int
	open        bool
	first, next int // tokens
	end         int // byte position, before next's where a hyphened token goes on
	tail        string
	word        string // the first number word
}

// read reads the number, with its hedge, that begins at token i.
func (r *numeralReader) read(i int) (tocsin.Numeral, int, bool) {
	var effects [3]string
	j, n := i, 0
	for n < len(effects) {
		effect, k := r.before.match(r.doc, j, r.last)
		if k == 0 {
			break
		}
		effects[n] = effect
		j, n = j+k, n+1
	}
	between := lower(r.doc, j) == "between" || lower(r.doc, j) == "from"
	k := j
	if between {
		k++
	}
	c, ok := r.core(k)
	if !ok {
		if j == i {
			return r.indefinite(i)
		}
		return tocsin.Numeral{}, 0, false
	}
	ranged := r.rangeEnd(&c, between)
	if between && !ranged {
		return tocsin.Numeral{}, 0, false // the number is found again without the word before it
	}
	num := tocsin.Numeral{
		Span:  tocsin.Span{Start: r.doc.Tokens[i].Start, End: c.end},
		Core:  tocsin.Span{Start: r.doc.Tokens[c.first].Start, End: c.end},
		Value: c.value, Hedged: ranged || c.open,
		Indefinite: c.word == "one" && c.value == 1 && c.class == classUnit,
	}
	num.Quantity = c.quantity()
	next := r.suffixes(&c, &num, n)
	num.Use = r.use(c, next, n > 0 || ranged)
	for n--; n >= 0; n-- {
		num.Quantity = hedge(num.Quantity, effects[n])
		num.Hedged = num.Hedged || effects[n] != "plain"
	}
	return num, next, true
}

func (c *numeralCore) quantity() tocsin.Quantity {
	if c.open {
		return tocsin.AtLeast(c.low)
	}
	return tocsin.Between(c.low, c.high)
}

// suffixes reads what may follow a number: "or more", and the "of" of "dozens
// of". It returns the next token.
func (r *numeralReader) suffixes(c *numeralCore, num *tocsin.Numeral, hedges int) int {
	next := c.next
	if c.tail != "" {
		return next
	}
	if hedges == 0 {
		if effect, k := r.after.match(r.doc, next, r.last); k > 0 && c.countable() && !r.numberAt(next+k) {
			num.Quantity, num.Hedged = hedge(num.Quantity, effect), true
			next += k
			num.End = r.doc.Tokens[next-1].End
		}
	}
	if lower(r.doc, next) == "of" && next < r.last && (c.class == classMultiple || c.class == classSet || c.class == classVague) {
		num.End = r.doc.Tokens[next].End
		next++
	}
	return next
}

func (c *numeralCore) countable() bool {
	return c.class != classOrdinal && c.class != classFraction && c.class != classNone && c.class != classPack
}

// numberAt reports whether a number word stands at token i: "15 at least 20".
func (r *numeralReader) numberAt(i int) bool {
	if i >= r.last {
		return false
	}
	if r.doc.Tokens[i].Kind == text.Number {
		return true
	}
	w, ok := r.word(r.doc.Tokens[i].Lower)
	return ok && w.class != classNone
}

// hedge widens q by the codebook's rules; they are listed in hedges.tsv.
func hedge(q tocsin.Quantity, effect string) tocsin.Quantity {
	top := q.Low
	if q.High != nil {
		top = *q.High
	}
	switch effect {
	case "atleast":
		return tocsin.AtLeast(q.Low)
	case "morethan":
		if q.High == nil {
			return q
		}
		return tocsin.AtLeast(q.Low + 1)
	case "lessthan":
		return tocsin.Between(min(1, max(top-1, 0)), max(top-1, 0))
	case "upto":
		return tocsin.Between(min(1, top), top)
	case "nearly":
		return tocsin.Between(share(q.Low, 0.9), top)
	case "about":
		if q.High == nil {
			return q
		}
		return tocsin.Between(share(q.Low, 0.9), share(top, 1.1))
	}
	return q
}

// share returns the given share of n, halves going to the even number.
func share(n int, by float64) int { return int(math.RoundToEven(float64(n) * by)) }

// indefinite reads "a", "an" or "another" before a noun for one person.
func (r *numeralReader) indefinite(i int) (tocsin.Numeral, int, bool) {
	switch lower(r.doc, i) {
	case "a", "an", "another":
	default:
		return tocsin.Numeral{}, 0, false
	}
	const reach = 8 // "a Central Reserve Police Force (CRPF) officer"
	for j := i + 1; j < r.last && j <= i+reach; j++ {
		t := r.doc.Tokens[j]
		if t.Lower == "(" && lower(r.doc, j+2) == ")" {
			j += 2
			continue
		}
		if t.Kind == text.Punct && t.Lower != "-" || t.Kind == text.Clitic || r.stops[t.Lower] {
			break
		}
		if r.isPerson(i, j) && !r.personGoesOn(j) {
			span := r.doc.Tokens[i].Span
			return tocsin.Numeral{
				Span: span, Core: span, Quantity: tocsin.Exactly(1), Value: 1,
				Use: tocsin.NumeralCount, Indefinite: true,
			}, i + 1, true
		}
	}
	return tocsin.Numeral{}, 0, false
}

// isPerson reports whether token j, in the phrase that opens with an article at
// token i, is a noun for one person: one of person-nouns.txt, a word in -man or
// -woman, an age with nothing after it ("a 16-year-old") or, after "another", a
// word for what befell him ("another injured").
func (r *numeralReader) isPerson(i, j int) bool {
	w := lower(r.doc, j)
	switch {
	case r.persons[w]:
		return true
	case strings.HasSuffix(w, "man") && len(w) > 5 && !r.doc.Tokens[j].Upper:
		return true
	case w == "year-old" || strings.HasSuffix(w, "-year-old"):
		return j+1 >= r.last || r.doc.Tokens[j+1].Kind != text.Word || r.stops[lower(r.doc, j+1)]
	}
	return j == i+1 && lower(r.doc, i) == "another" && r.roles[w] == "state"
}

// personGoesOn reports whether the person noun at token j only qualifies what
// follows it: "a teacher's house", "a student protest".
func (r *numeralReader) personGoesOn(j int) bool {
	if j+1 >= r.last {
		return false
	}
	next := r.doc.Tokens[j+1]
	return next.Kind == text.Clitic || touching(r.doc, j+1) && next.Lower == "-"
}
