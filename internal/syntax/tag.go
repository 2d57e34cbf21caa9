package syntax

import (
	"strings"

	"tocsin/internal/text"
)

// Tag is the class of a token in its sentence.
type Tag uint8

// The word classes.
const (
	Noun Tag = iota
	Proper
	Num
	Pron
	Det
	Poss // his, their; also the clitic 's
	Adj
	Adv
	Prep
	To
	Conj
	Sub // because, that, while
	Rel // who, which, that after a noun
	Neg
	Modal
	VerbBase
	Verb3    // attacks
	VerbPast // attacked, with a subject
	VerbPart // attacked, passive or reduced relative
	VerbIng
	Mark // punctuation
)

// Aux bits tell forms of be, have and do, which are also verbs.
type aux uint8

const (
	auxBe aux = 1 << iota
	auxHave
	auxDo
)

var closedTags = map[string]Tag{
	"det": Det, "poss": Poss, "pron": Pron, "prep": Prep, "conj": Conj, "sub": Sub, "rel": Rel,
	"modal": Modal, "be": VerbBase, "have": VerbBase, "do": VerbBase, "neg": Neg, "adv": Adv,
	"num": Num, "particle": Adv,
}

// auxOf tells the auxiliary that a word is a form of.
func auxOf(w string) aux {
	switch w {
	case "be", "am", "is", "are", "was", "were", "been", "being", "'re", "'m":
		return auxBe
	case "have", "has", "had", "having", "'ve":
		return auxHave
	case "do", "does", "did", "done", "doing":
		return auxDo
	}
	return 0
}

// Word is the analysis of one token.
type Word struct {
	Tag   Tag
	Lemma string // of verbs and nouns; the lower-case token otherwise
	aux   aux
	// verb is the reading chosen, zero where the word is no verb.
	verb  form
	maybe bool // could be a finite past as well as a participle
}

// IsVerb reports whether the word is a verb, auxiliaries included.
func (w Word) IsVerb() bool { return w.Tag >= VerbBase && w.Tag <= VerbIng }

// Nominal reports whether the word can head a noun phrase.
func (w Word) Nominal() bool {
	return w.Tag == Noun || w.Tag == Proper || w.Tag == Num || w.Tag == Pron
}

// tagger tags one sentence from left to right.
type tagger struct {
	lx    *Lexicon
	toks  []text.Token
	words []Word
	shout bool // the sentence has no lower-case words: capitals tell nothing
	buf   []form
}

func (lx *Lexicon) tagSentence(toks []text.Token, words []Word, title bool) {
	t := tagger{lx: lx, toks: toks, words: words, shout: shouting(toks, title)}
	for i := range toks {
		t.words[i] = t.tag(i)
	}
	t.mend()
}

// shouting reports whether most words bear capitals, as in headlines and old
// wire copy.
func shouting(toks []text.Token, title bool) bool {
	upper, lower := 0, 0
	for _, t := range toks {
		if t.Kind == text.Word && len(t.Lower) > 3 {
			if t.Upper {
				upper++
			} else {
				lower++
			}
		}
	}
	return upper > 3 && upper > 3*lower || title && upper > 2*lower
}

func (t *tagger) prev(i int) Word {
	for i--; i >= 0; i-- {
		if t.words[i].Tag != Adv && t.words[i].Tag != Neg {
			return t.words[i]
		}
	}
	return Word{Tag: Mark}
}

func (t *tagger) nextLower(i int) string {
	if i+1 < len(t.toks) {
		return t.toks[i+1].Lower
	}
	return ""
}

func (t *tagger) tag(i int) Word {
	tok := t.toks[i]
	switch tok.Kind {
	case text.Punct:
		return Word{Tag: Mark, Lemma: tok.Lower}
	case text.Number:
		return Word{Tag: Num, Lemma: tok.Lower}
	case text.Clitic:
		if tok.Lower == "'s" {
			return Word{Tag: Poss, Lemma: "'s"}
		}
		return Word{Tag: Neg, Lemma: tok.Lower}
	}
	if w, ok := t.closedWord(i, tok); ok {
		return w
	}
	return t.openWord(i, tok)
}

// closedWord tags a function word.
func (t *tagger) closedWord(i int, tok text.Token) (Word, bool) {
	w := tok.Lower
	if t.isInitials(i, tok) {
		return Word{Tag: Proper, Lemma: w}, true
	}
	if a := auxOf(w); a != 0 {
		return Word{Tag: auxTag(w), Lemma: auxLemma(a), aux: a}, true
	}
	if w == "to" {
		return Word{Tag: To, Lemma: w}, true
	}
	tags := t.lx.closed[w]
	if len(tags) == 0 {
		return Word{}, false
	}
	if w == "may" && tok.Upper && (i > 0 && !t.shout || t.prev(i).Tag == Prep || t.prev(i).Tag == Num) {
		return Word{Tag: Proper, Lemma: w}, true
	}
	return Word{Tag: t.choose(i, w, tags), Lemma: w}, true
}

func auxTag(w string) Tag {
	switch w {
	case "is", "are", "was", "were", "has", "had", "does", "did", "am", "'re", "'ve", "'m", "have", "do":
		return VerbPast
	case "being", "having", "doing":
		return VerbIng
	case "been", "done":
		return VerbPart
	}
	return VerbBase
}

func auxLemma(a aux) string {
	switch a {
	case auxBe:
		return "be"
	case auxHave:
		return "have"
	}
	return "do"
}

// choose picks among the classes of an ambiguous function word.
func (t *tagger) choose(i int, w string, tags []Tag) Tag {
	prev := t.prev(i)
	switch w {
	case "that":
		switch {
		case prev.Nominal():
			return Rel
		case prev.IsVerb() && prev.aux == 0, prev.Tag == Mark, prev.Tag == Adj:
			return Sub
		case prev.Tag == Prep:
			return Pron
		}
		return Sub
	case "which", "who", "whom", "whose":
		return Rel
	case "no", "neither":
		return Det
	case "one":
		return Num
	case "more", "most", "less", "fewer", "few", "many", "several":
		return Num
	case "since", "after", "before", "until", "as", "like", "for", "following", "including":
		return Prep
	case "up", "down", "off", "out", "away", "back", "apart", "over", "through", "in", "on":
		// a particle where it follows a verb that takes one; parsed later
		if tags[0] == Prep {
			return Prep
		}
		return Adv
	}
	return tags[0]
}

// openWord tags a content word from its possible readings and its neighbours.
func (t *tagger) openWord(i int, tok text.Token) Word {
	w := tok.Lower
	t.buf = t.lx.verbForms(w, t.buf[:0])
	forms := t.buf
	use := t.lx.open[w]
	proper := tok.Upper && !t.shout && i > 0 && t.toks[i-1].Lower != "\"" && t.toks[i-1].Lower != "“"
	if proper && !(len(forms) > 0 && use.noun == 0 && use.verb > 50) {
		return Word{Tag: Proper, Lemma: nounLemma(w)}
	}
	if len(forms) > 0 {
		if wd, ok := t.verbReading(i, w, use, forms); ok {
			return wd
		}
	}
	return t.nounReading(i, tok, w, use)
}

func (t *tagger) nounReading(i int, tok text.Token, w string, use uses) Word {
	switch {
	case use.adv > use.adj && use.adv > use.noun, use.adj+use.noun+use.verb == 0 && strings.HasSuffix(w, "ly"):
		return Word{Tag: Adv, Lemma: w}
	case use.adj > use.noun, use.noun == 0 && use.adj > 0:
		return Word{Tag: Adj, Lemma: w}
	case tok.Upper && !t.shout && use == (uses{}):
		return Word{Tag: Proper, Lemma: nounLemma(w)}
	case use.noun == 0 && adjectival(w):
		return Word{Tag: Adj, Lemma: w}
	}
	return Word{Tag: Noun, Lemma: nounLemma(w)}
}

// adjectival reports whether a hyphenated compound modifies: rebel-held,
// US-led, Russian-backed, two-day.
func adjectival(w string) bool {
	_, tail, ok := strings.Cut(w, "-")
	if !ok {
		return false
	}
	for _, s := range []string{"ed", "held", "led", "run", "made", "day", "year-old", "based", "long", "based", "style", "linked"} {
		if strings.HasSuffix(tail, s) {
			return true
		}
	}
	return false
}

// nounLemma strips a regular plural.
func nounLemma(w string) string {
	switch n := len(w); {
	case n < 4 || !strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "us") || strings.HasSuffix(w, "is"):
		switch {
		case w == "children":
			return "child"
		case w == "people":
			return "person"
		case w == "men" || n > 4 && strings.HasSuffix(w, "men") && !strings.HasSuffix(w, "imen") && w != "abdomen" && w != "yemen":
			return w[:n-2] + "an"
		}
		return w
	case w == "knives" || w == "lives" || w == "wives":
		return w[:n-3] + "fe"
	case strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "shes") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "xes"):
		return w[:n-2]
	}
	return w[:len(w)-1]
}

// verbReading decides whether a word with verb forms is a verb here.
func (t *tagger) verbReading(i int, w string, use uses, forms []form) (Word, bool) {
	prev := t.prev(i)
	pick := func(tags ...Tag) (Word, bool) {
		for _, tag := range tags {
			for _, f := range forms {
				if f.tag == tag {
					return Word{Tag: tag, Lemma: f.lemma, verb: f}, true
				}
			}
		}
		return Word{}, false
	}
	nounLike := use.noun > 0 || isPluralOfNoun(t.lx, w)
	switch {
	case prev.Tag == To, prev.Tag == Modal, prev.aux&auxDo != 0:
		if wd, ok := pick(VerbBase); ok {
			return wd, true
		}
	case prev.aux&auxBe != 0:
		if wd, ok := pick(VerbPart, VerbIng); ok {
			return wd, true
		}
		return Word{}, false
	case prev.aux&auxHave != 0:
		if wd, ok := pick(VerbPart); ok {
			return wd, true
		}
		return Word{}, false
	}
	if wd, ok := pick(VerbPast, VerbPart); ok {
		// "the wounded", "the armed group": adjective before a noun
		if (prev.Tag == Det || prev.Tag == Poss || prev.Tag == Num && t.beforeNoun(i)) && (t.beforeNoun(i) || use.adj > 0) {
			return Word{Tag: Adj, Lemma: w}, true
		}
		if prev.Tag == Prep && t.beforeNoun(i) || use.adj > 4*lemmaVerbs(t.lx, forms) && t.beforeNoun(i) {
			return Word{Tag: Adj, Lemma: w}, true
		}
		if t.premodifies(i, w) {
			return Word{Tag: Adj, Lemma: w}, true
		}
		wd.maybe = true
		return wd, true
	}
	if wd, ok := pick(VerbIng); ok {
		if (prev.Tag == Det || prev.Tag == Poss || prev.Tag == Adj) && nounLike {
			return Word{Tag: Noun, Lemma: nounLemma(w)}, true
		}
		if prev.Tag == Det || prev.Tag == Poss {
			if !t.beforeNoun(i) {
				return Word{Tag: Noun, Lemma: nounLemma(w)}, true // "the bombing was"
			}
			return Word{Tag: Adj, Lemma: w}, true
		}
		if nounLike && (prev.Tag == Noun || prev.Tag == Proper) && !t.beforeNP(i) && !t.beforeHedge(i) {
			return Word{Tag: Noun, Lemma: nounLemma(w)}, true
		}
		return wd, true
	}
	return t.presentReading(i, use, prev, nounLike, pick)
}

// premodifies reports whether the "-ed" form at i describes the noun after it:
// at the head of a sentence ("Armed men attacked"), or one of those words that
// news put before people ("police and suspected militants").
func (t *tagger) premodifies(i int, w string) bool {
	if !t.beforeNoun(i) {
		return false
	}
	switch w {
	case "suspected", "armed", "masked", "alleged", "unidentified", "hooded":
		return i == 0 || !t.words[i-1].Nominal()
	}
	return i == 0 && strings.HasSuffix(t.toks[1].Lower, "s") && !t.shout
}

// presentReading decides on "attack" and "attacks": nouns far oftener than
// verbs in news, save after a subject and before an object.
func (t *tagger) presentReading(i int, use uses, prev Word, nounLike bool, pick func(...Tag) (Word, bool)) (Word, bool) {
	switch prev.Tag {
	case Det, Poss, Adj, Num, Prep, VerbBase, Verb3, VerbPast, VerbPart, VerbIng:
		return Word{}, false
	}
	if t.inObject(i, prev) {
		return Word{}, false
	}
	if !nounLike && (prev.Nominal() || prev.Tag == Conj || prev.Tag == Rel || prev.Tag == Sub) {
		return pick(Verb3, VerbBase)
	}
	if (prev.Nominal() || prev.Tag == Rel) && (t.beforeNP(i) || prev.Tag == Rel || prev.Tag == Pron) {
		if wd, ok := pick(Verb3, VerbBase); ok && agrees(t.prevToken(i), prev, wd.Tag) {
			return wd, true
		}
	}
	if prev.Tag == Conj && t.joinsBareVerb(i) {
		if wd, ok := pick(VerbBase); ok {
			return wd, true
		}
	}
	if use.verb > 8*use.noun && prev.Tag != Mark && !t.beforeVerb(i) {
		return pick(Verb3, VerbBase)
	}
	return Word{}, false
}

func (t *tagger) prevToken(i int) string {
	if i > 0 {
		return t.toks[i-1].Lower
	}
	return ""
}

// agrees reports whether a present form fits its subject in number.
func agrees(subject string, prev Word, tag Tag) bool {
	if prev.Tag == Rel || prev.Tag == Pron {
		return true
	}
	plural := strings.HasSuffix(subject, "s") && !strings.HasSuffix(subject, "ss") || prev.Lemma == "person" || strings.HasSuffix(subject, "men")
	if prev.Tag == Proper {
		return true
	}
	return plural == (tag == VerbBase)
}

func isPluralOfNoun(lx *Lexicon, w string) bool {
	return strings.HasSuffix(w, "s") && lx.open[nounLemma(w)].noun > 0
}

func lemmaVerbs(lx *Lexicon, forms []form) int { return lx.open[forms[0].lemma].verb }

// beforeNoun reports whether the next word looks like a noun.
func (t *tagger) beforeNoun(i int) bool {
	if i+1 >= len(t.toks) || t.toks[i+1].Kind != text.Word {
		return false
	}
	w := t.toks[i+1].Lower
	if len(t.lx.closed[w]) > 0 || auxOf(w) != 0 || w == "to" {
		return false
	}
	u := t.lx.open[w]
	return u.noun > 0 || u == (uses{}) || isPluralOfNoun(t.lx, w)
}

// beforeNP reports whether the next word can open a noun phrase.
func (t *tagger) beforeNP(i int) bool {
	if i+1 >= len(t.toks) {
		return false
	}
	next := t.toks[i+1]
	if next.Kind == text.Number {
		return true
	}
	for _, tag := range t.lx.closed[next.Lower] {
		if tag == Det || tag == Poss || tag == Num || tag == Pron {
			return true
		}
	}
	return next.Kind == text.Word && next.Upper && !t.shout || t.shout && t.beforeNoun(i)
}

// beforeHedge reports whether a hedged number follows: "killing at least 12".
func (t *tagger) beforeHedge(i int) bool {
	if i+2 >= len(t.toks) {
		return false
	}
	next, after := t.toks[i+1].Lower, t.toks[i+2]
	switch next {
	case "at":
		return after.Lower == "least"
	case "more":
		return after.Lower == "than"
	case "over", "nearly", "almost", "about", "around", "\"", "“":
		return after.Kind == text.Number
	}
	return false
}

// beforeVerb reports whether the next word can only be a finite verb.
func (t *tagger) beforeVerb(i int) bool {
	if i+1 >= len(t.toks) {
		return false
	}
	w := t.toks[i+1].Lower
	irr := t.lx.irregular[w]
	return auxOf(w) != 0 || len(irr) > 0 && t.lx.open[w].noun == 0
}

// mend settles past against participle once the whole sentence is tagged: a
// "-ed" form with no subject before it, or followed by "by", is a participle.
func (t *tagger) mend() {
	for i := range t.words {
		w := &t.words[i]
		if !w.maybe || w.Tag != VerbPast {
			continue
		}
		prev := t.prev(i)
		if t.nextLower(i) == "by" || prev.Tag == Prep {
			w.Tag = VerbPart
		}
	}
}
