package resolve

import (
	"strings"

	"tocsin"
	"tocsin/internal/rules"
	"tocsin/internal/text"
)

// Timexes finds time expressions in English news text and reckons their days.
// The grammar is closed: what it does not know it does not guess. Its words
// stand in internal/rules/data/timex-words.tsv and holidays.tsv. It is
// read-only once built and safe for concurrent use.
type Timexes struct {
	words    map[string][]timeWord
	months   map[string]int
	names    *phrases // names of holidays; the value is the key of holidays
	holidays map[string]holiday
	numerals *Numerals
}

type timeWord struct{ class, value string }

// NewTimexes reads the words of the grammar.
func NewTimexes() *Timexes {
	x := &Timexes{
		words: map[string][]timeWord{}, months: map[string]int{}, names: newPhrases(),
		holidays: map[string]holiday{}, numerals: NewNumerals(),
	}
	for _, row := range rules.Rows("timex-words.tsv") {
		x.words[row[0]] = append(x.words[row[0]], timeWord{row[1], row[2]})
	}
	for _, row := range rules.Rows("months.tsv") {
		x.months[row[0]] = number(row[1])
	}
	for _, row := range rules.Rows("holidays.tsv") {
		name := strings.NewReplacer("'s", " 's", "/", " / ").Replace(row[0])
		x.names.add(name, row[0])
		x.holidays[row[0]] = holiday{row[1], number(row[2])}
	}
	return x
}

// Find returns the time expressions of doc in order of position; they do not
// overlap. Relative ones are reckoned from ref, the day of publication or of
// the article's dateline (see Dateline), or from the time told before them
// ("two days later"); without either they have no interval. It runs in time
// linear in the text.
//
// Conventions, taken from the gold dates: a weekday is the latest on or before
// ref; a day or month without a year the latest not after ref, unless "will" or
// "next" says otherwise; "last week" is the Monday to Sunday before ref's week,
// "the past week" the seven days to ref; a period that holds ref ends at ref;
// "late May" is 21 to 31 May; "since X" runs from X to ref.
func (x *Timexes) Find(doc *text.Doc, ref *tocsin.Day) []tocsin.Timex {
	r := x.reader(doc, ref, len(doc.Tokens))
	if ref == nil {
		r.docYear = r.latestYear()
	}
	head := x.datelineSpan(doc, ref)
	var found []tocsin.Timex
	for _, s := range doc.Sentences {
		r.open(s)
		for i := s.First; i < s.Last; {
			n, ok := r.expression(i)
			if !ok {
				i++
				continue
			}
			tx := n.timex(doc, i)
			if tx.Overlaps(head) || r.standsAlone(i, n) {
				tx.Kind = tocsin.TimexDateline
			}
			found = append(found, tx)
			r.remember(n)
			i = n.next
		}
	}
	return found
}

// reader returns a reader of the tokens of doc up to end.
func (x *Timexes) reader(doc *text.Doc, ref *tocsin.Day, end int) *timexReader {
	r := &timexReader{Timexes: x, doc: doc, ref: ref, dayFirst: dayFirst(doc), tags: make([][]timeWord, end)}
	r.num = numeralReader{Numerals: x.numerals, doc: doc}
	for i := range r.tags {
		r.tags[i] = x.words[doc.Tokens[i].Lower]
	}
	return r
}

// timeNode is an expression that was read; next is the token after it.
type timeNode struct {
	kind  tocsin.TimexKind
	iv    *tocsin.Interval
	grain timeGrain
	rel   bool
	// explicit is true where the words name the year.
	explicit bool
	// month is true for a day of a named month, "June 5".
	month int
	next  int
	score float64
}

func (n timeNode) timex(doc *text.Doc, first int) tocsin.Timex {
	return tocsin.Timex{
		Span: doc.Cover(first, n.next), Kind: n.kind, Interval: n.iv, Relative: n.rel, Score: n.score,
	}
}

// timexReader reads the expressions of one text, sentence by sentence.
type timexReader struct {
	*Timexes
	doc         *text.Doc
	tags        [][]timeWord // the words of the grammar, by token
	ref         *tocsin.Day
	num         numeralReader
	first, last int // the tokens of the sentence
	paragraph   int
	dayFirst    bool

	// docYear is the latest year that the text names, for texts without a
	// reference day; 0 for none.
	docYear int
	// prev is the time told last, nil at the start; prevDay the last of at most
	// a week; toldIn the sentence of prevDay.
	prev, prevDay *tocsin.Interval
	toldIn        int
	// year is the last year named in words, 0 for none, in paragraph yearIn.
	year, yearIn int
	// shared is the month of a day that ended at token sharedAt, for the second
	// day of "January 15 and 16".
	shared, sharedYear, sharedAt int
	// future is true past a word that turns to what is to come.
	future     bool
	futureUpTo int
}

func (r *timexReader) open(s text.Sentence) {
	r.first, r.last, r.paragraph = s.First, s.Last, s.Paragraph
	r.num.first, r.num.last = s.First, s.Last
	r.future, r.futureUpTo, r.shared = false, s.First, 0
}

// latestYear returns the latest year named in the text, 0 for none.
func (r *timexReader) latestYear() int {
	year := 0
	for _, s := range r.doc.Sentences {
		r.open(s)
		for i := s.First; i < s.Last; i++ {
			y, ok := r.yearAt(i)
			if ok && y > year && r.num.isYear(numeralCore{class: classDigits, value: float64(y), first: i, next: i + 1}, i+1, false) {
				year = y
			}
		}
	}
	return year
}

// isFuture reports whether a word of the sentence before token i turns to what
// is to come.
func (r *timexReader) isFuture(i int) bool {
	for ; r.futureUpTo < i; r.futureUpTo++ {
		switch r.value(r.futureUpTo, "future") {
		case "always":
			r.future = true
		case "be": // "is due on Friday", not "due to"
			w := r.word(r.futureUpTo - 1)
			r.future = r.future || w == "is" || w == "are" || w == "be"
		}
	}
	return r.future
}

// remember keeps what later expressions are reckoned from.
func (r *timexReader) remember(n timeNode) {
	if n.iv == nil || n.kind != tocsin.TimexDate {
		return
	}
	r.prev = n.iv
	if n.iv.Days() <= 7 {
		r.prevDay, r.toldIn = n.iv, r.first
	}
	if n.explicit {
		r.year, r.yearIn = n.iv.Start.Time().Year(), r.paragraph
	}
	r.shared = 0
	if n.month > 0 && n.grain == grainDay {
		r.shared, r.sharedYear, r.sharedAt = n.month, n.iv.Start.Time().Year(), n.next
	}
}

// expression reads the longest expression that begins at token i.
func (r *timexReader) expression(i int) (timeNode, bool) {
	if !r.mayBegin(i) {
		return timeNode{}, false
	}
	if n, ok := r.span(i); ok {
		return n, true
	}
	n, ok := r.point(i)
	if !ok {
		return n, false
	}
	n = r.withClock(n)
	if to, ok := r.rangeTo(n); ok {
		return to, true
	}
	return n, true
}

// mayBegin rejects most tokens at once.
func (r *timexReader) mayBegin(i int) bool {
	t := r.doc.Tokens[i]
	if t.Kind == text.Number || t.Lower == "(" {
		return true
	}
	if t.Kind != text.Word {
		return false
	}
	switch t.Lower {
	case "the", "a", "an", "these":
		return i+1 < r.last && (r.timeLike(i+1) || r.doc.Tokens[i+1].Kind == text.Number)
	case "since", "between", "from", "in":
		return true
	}
	return r.timeLike(i)
}

// timeLike reports whether token i is a word of the grammar or a number word, or
// may be one hyphened.
func (r *timexReader) timeLike(i int) bool {
	for _, w := range r.tags[i] {
		if w.class != "prep" && w.class != "future" && w.class != "go" {
			return true
		}
	}
	w := r.doc.Tokens[i].Lower
	if r.months[w] > 0 || r.names.byFirst[w] != nil || quarterName(w) > 0 {
		return true
	}
	if _, ok := r.numerals.words[w]; ok {
		return true
	}
	return strings.Contains(w, "-") || weekdayPlural(w) != ""
}

// point reads one time: the longest that any rule finds.
func (r *timexReader) point(i int) (timeNode, bool) {
	var best timeNode
	if i >= r.last {
		return best, false
	}
	for _, rule := range []func(int) (timeNode, bool){
		r.calendarDate, r.figureDate, r.weekday, r.deictic, r.chosen, r.counted, r.neighbour,
		r.part, r.within, r.yearAlone, r.season, r.holiday, r.repeated, r.length, r.clock, r.secondDay,
		r.quarterOf, r.partOfDay, r.ahead, r.weekOf, r.dayAlone, r.clockRange,
	} {
		if n, ok := rule(i); ok && n.next > best.next {
			best = n
		}
	}
	return best, best.next > i
}

// value returns the value of the word at token i in a class, "" if it is not in it.
func (r *timexReader) value(i int, class string) string {
	if i < r.first || i >= r.last {
		return ""
	}
	for _, w := range r.tags[i] {
		if w.class == class {
			return w.value
		}
	}
	return ""
}

func (r *timexReader) has(i int, class string) bool { return r.value(i, class) != "" }

// word returns the folded form of token i of the sentence, "" outside.
func (r *timexReader) word(i int) string {
	if i < r.first || i >= r.last {
		return ""
	}
	return r.doc.Tokens[i].Lower
}

func (r *timexReader) upper(i int) bool { return i >= r.first && i < r.last && r.doc.Tokens[i].Upper }

// unit returns the size named by token i, singular or plural.
func (r *timexReader) unit(i int) (timeGrain, bool) {
	v := r.value(i, "unit")
	if r.word(i) == "second" || r.word(i) == "min" {
		return "", false
	}
	return timeGrain(v), v != ""
}

// date returns a node for an interval of days.
func date(iv tocsin.Interval, g timeGrain, next int) timeNode {
	return timeNode{kind: tocsin.TimexDate, iv: &iv, grain: g, next: next, score: 1}
}

// unresolved returns a node without an interval.
func unresolved(kind tocsin.TimexKind, g timeGrain, next int) timeNode {
	return timeNode{kind: kind, grain: g, next: next, rel: kind == tocsin.TimexDate, score: 0.5}
}

// relative returns a node for an interval reckoned from the reference day, cut
// at that day where the period holds it and is not one to come.
func (r *timexReader) relative(iv tocsin.Interval, g timeGrain, next int) timeNode {
	n := date(iv, g, next)
	n.rel = true
	return n
}

// upToRef ends at the reference day a past period that holds it.
func (r *timexReader) upToRef(iv tocsin.Interval, i int) tocsin.Interval {
	if r.ref != nil && iv.Start <= *r.ref && *r.ref < iv.End && !r.isFuture(i) {
		iv.End = *r.ref
	}
	return iv
}
