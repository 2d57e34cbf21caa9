package syntax

import (
	"sort"

	"tocsin/internal/text"
)

// clauses finds the clauses of sentence s, whose noun phrases are in place.
func (d *Doc) clauses(s int, lx *Lexicon) {
	sent := d.Sentences[s]
	from := len(d.Clauses)
	for i := sent.First; i < sent.Last; {
		if !d.opensVerbGroup(i) {
			i++
			continue
		}
		c, end := d.verbGroup(s, i, sent.Last)
		d.Clauses = append(d.Clauses, c)
		i = end
	}
	for c := from; c < len(d.Clauses); c++ {
		d.setSubject(c, from, lx)
	}
	for c := from; c < len(d.Clauses); c++ {
		d.setExtent(c, from)
		d.setComplements(c)
		d.settleVoice(c, lx)
	}
}

func (d *Doc) opensVerbGroup(i int) bool {
	w := d.Words[i]
	if d.Tokens[i].Lower == "according" {
		return false
	}
	return w.IsVerb() || w.Tag == Modal || w.Tag == To && i+1 < len(d.Words) && d.Words[i+1].Tag == VerbBase
}

// verbGroup reads auxiliaries, adverbs and the main verb from token i, and
// returns the index past the group.
func (d *Doc) verbGroup(s, i, last int) (Clause, int) {
	c := Clause{Kind: MainClause, Sentence: s, Group: i, Verb: i, Subject: None, Object: None, Agent: None, Sub: None, Joined: None}
	sawBe, sawHave, aux := false, false, true
	if i > d.Sentences[s].First && (d.Words[i-1].Tag == Neg || d.Tokens[i-1].Lower == "never") {
		c.Negated = true
	}
	j := i
	for ; j < last; j++ {
		w := d.Words[j]
		switch {
		case w.Tag == Neg:
			c.Negated = true
			continue
		case w.Tag == Adv && !aux:
			return c, j
		case w.Tag == Adv || w.Tag == To && j == i:
			if w.Tag == To {
				c.Kind = InfClause
			}
			continue
		case w.Tag == Modal:
			c.Modal = d.Tokens[j].Lower
			c.Future = c.Modal == "will" || c.Modal == "shall" || c.Modal == "'ll" || c.Modal == "wo"
			continue
		case !w.IsVerb(), !aux:
			return c, j
		}
		c.Verb = j
		switch {
		case w.aux&auxBe != 0:
			sawBe = true
			c.Present = c.Present || d.isPresent(j)
		case w.aux&auxHave != 0:
			sawHave = true
			c.Present = c.Present || d.isPresent(j)
		case w.aux&auxDo != 0:
			c.Present = c.Present || d.isPresent(j)
		default:
			aux = false
		}
		if !aux {
			d.setVoice(&c, w, sawBe, sawHave)
		}
	}
	return c, j
}

func (d *Doc) isPresent(j int) bool {
	switch d.Tokens[j].Lower {
	case "is", "are", "am", "has", "have", "does", "do", "'re", "'ve", "'m":
		return true
	}
	return false
}

// setVoice sets voice and aspect from the main verb and its auxiliaries.
func (d *Doc) setVoice(c *Clause, w Word, sawBe, sawHave bool) {
	participle := w.Tag == VerbPart || w.maybe
	switch {
	case sawBe && w.Tag == VerbIng:
		c.Progressive = true
	case sawBe && participle:
		c.Passive = true
	case w.Tag == VerbIng:
		c.Kind = PartClause
	case w.Tag == VerbPart && !sawHave:
		c.Kind, c.Passive = ReducedPart, true
	case w.Tag == Verb3 || w.Tag == VerbBase && c.Modal == "":
		c.Present = true
	}
	c.Perfect = sawHave
}

// setSubject looks leftwards for the subject of clause c.
func (d *Doc) setSubject(c, from int, lx *Lexicon) {
	cl := &d.Clauses[c]
	start := d.Sentences[cl.Sentence].First
	if c > from {
		start = d.Clauses[c-1].Verb + 1
	}
	said := c > from && lx.say[d.Words[d.Clauses[c-1].Verb].Lemma]
	np, rel := d.subjectNP(start, cl.Group, said)
	switch {
	case cl.Kind == ReducedPart || cl.Kind == PartClause:
		d.participleSubject(c, from, start)
		if c > from {
			d.inherit(c)
		}
		return
	case cl.Kind == InfClause:
		if c > from {
			cl.Subject = d.Clauses[c-1].Subject
		}
		return
	case rel != None:
		cl.Kind, cl.Sub = RelClause, rel
		if np != None && d.NPs[np].First > rel {
			cl.Subject = np // "which the group attacked"
			return
		}
		cl.Subject = d.npBefore(rel)
		return
	case d.closedRelative(c, from) != None:
		cl.Subject = d.npBefore(d.Clauses[d.closedRelative(c, from)].Sub)
	case np != None:
		cl.Subject = d.beforeApposition(np, start, cl.Group)
	case c > from && d.isReduced(cl):
		cl.Kind, cl.Passive, cl.Subject = ReducedPart, true, d.npBefore(cl.Group)
		return
	case c > from:
		cl.Subject = d.Clauses[c-1].Subject // "attacked the village and killed"
		d.inherit(c)
	}
	cl.Sub = d.subordinator(start, cl.Group)
}

// subjectNP returns the last noun phrase in [start, end) that no preposition
// governs, and the last relative pronoun there.
//
// said tells that the clause before has a verb of saying, after which a noun
// phrase is the subject of what is said, not an object.
func (d *Doc) subjectNP(start, end int, said bool) (np, rel int) {
	np, rel = None, None
	for t := start; t < end; t++ {
		if d.Words[t].Tag == Rel {
			rel = t
		}
	}
	for i := d.npFrom(start); i < len(d.NPs) && d.NPs[i].First < end; i++ {
		if d.NPs[i].First >= start && d.NPs[i].Prep == None && !d.isTime(i) && !d.beforeJoinedVerb(i, end) && (said || d.isSubjectPronoun(i) || !d.afterVerbObject(i, start)) {
			np = i
		}
	}
	return np, rel
}

func (d *Doc) isSubjectPronoun(i int) bool {
	switch d.Tokens[d.NPs[i].Head].Lower {
	case "he", "she", "they", "we", "i":
		return true
	}
	return false
}

// afterVerbObject reports whether phrase i is the object that directly follows
// the verb which ends at start, with other material behind it.
func (d *Doc) afterVerbObject(i, start int) bool {
	if start == 0 || !d.Words[start-1].IsVerb() || d.NPs[i].First != start || d.SentenceOf(start-1) != d.SentenceOf(start) {
		return false
	}
	return i+1 < len(d.NPs) && d.Words[start-1].aux == 0
}

// isTime reports whether phrase i is a bare time of day, an adverbial: "on July
// 6 night".
func (d *Doc) isTime(i int) bool {
	if d.NPs[i].Last-d.NPs[i].First > 1 {
		return false
	}
	switch d.Tokens[d.NPs[i].Head].Lower {
	case "night", "morning", "evening", "afternoon", "noon", "midnight", "dawn", "dusk":
		return true
	}
	return false
}

// npFrom returns the index of the first noun phrase that ends after token tok.
func (d *Doc) npFrom(tok int) int {
	return sort.Search(len(d.NPs), func(i int) bool { return d.NPs[i].Last > tok })
}

// npBefore returns the last noun phrase that ends at or before token tok, at
// most two tokens away.
func (d *Doc) npBefore(tok int) int {
	i := d.npFrom(tok) - 1
	if i < 0 || tok-d.NPs[i].Last > 2 {
		return None
	}
	return i
}

// participleSubject gives "attack claimed by" the noun phrase before it, and
// "killing 12" the subject of the clause before it.
func (d *Doc) participleSubject(c, from, start int) {
	cl := &d.Clauses[c]
	before := d.npBefore(cl.Group)
	if before != None && d.NPs[before].First < start {
		before = None
	}
	adjacent := before != None && d.NPs[before].Last == cl.Group
	switch {
	case adjacent:
		cl.Subject = before
	case c > from:
		cl.Subject = d.Clauses[c-1].Subject
	default:
		cl.Subject = before
	}
}

func (d *Doc) subordinator(start, end int) int {
	for t := end - 1; t >= start; t-- {
		if d.Words[t].Tag == Sub {
			return t
		}
	}
	return None
}

// setExtent lets a clause reach from its subject to where the next one begins.
func (d *Doc) setExtent(c, from int) {
	cl := &d.Clauses[c]
	sent := d.Sentences[cl.Sentence]
	cl.First, cl.Last = cl.Group, sent.Last
	if s := cl.Subject; s != None && d.NPs[s].First < cl.Group && (c == from || d.NPs[s].First > d.Clauses[c-1].Verb) {
		cl.First = d.NPs[s].First
	}
	if cl.Sub != None && cl.Sub < cl.First {
		cl.First = cl.Sub
	}
	if c == from {
		cl.First = sent.First
		return
	}
	d.Clauses[c-1].Last = max(cl.First, d.Clauses[c-1].Verb+1)
}

// setComplements finds the object, the agent and the prepositional phrases that
// follow the verb.
func (d *Doc) setComplements(c int) {
	cl := &d.Clauses[c]
	limit, next := d.Sentences[cl.Sentence].Last, None
	if c+1 < len(d.Clauses) && d.Clauses[c+1].Sentence == cl.Sentence {
		limit = d.Clauses[c+1].Group
		if k := d.Clauses[c+1].Kind; k == MainClause || k == RelClause {
			next = d.Clauses[c+1].Subject
		}
	}
	for i := d.npFrom(cl.Verb + 1); i < len(d.NPs) && d.NPs[i].First < limit; i++ {
		np := d.NPs[i]
		switch {
		case d.isSubjectPronoun(i):
		case np.Prep == None && cl.Object == None && d.directlyAfter(cl.Verb, np.First):
			if i != next || d.Clauses[c+1].Kind == RelClause {
				cl.Object = i
			}
		case np.Prep == None || np.Prep <= cl.Verb:
		case d.Tokens[np.Prep].Lower == "by" && cl.Agent == None:
			cl.Agent = i
			cl.Preps = append(cl.Preps, i)
		default:
			cl.Preps = append(cl.Preps, i)
		}
	}
}

// directlyAfter reports whether only adverbs, particles, hedges and quotation
// marks stand between verb and tok.
func (d *Doc) directlyAfter(verb, tok int) bool {
	for t := verb + 1; t < tok; t++ {
		w := d.Words[t]
		if w.Tag == Adv || d.Tokens[t].Kind == text.Punct && isQuote(d.Tokens[t].Lower) {
			continue
		}
		switch d.Tokens[t].Lower {
		case "up", "down", "off", "out", "away", "over", "at", "least", "more", "than":
			continue
		}
		return false
	}
	return true
}

func isQuote(s string) bool {
	switch s {
	case "\"", "“", "”", "'", "‘", "’":
		return true
	}
	return false
}

// settleVoice decides bare "-ed" forms: with an agent, or without an object
// where the verb needs one, they are passives ("12 killed in raid").
func (d *Doc) settleVoice(c int, lx *Lexicon) {
	cl := &d.Clauses[c]
	w := d.Words[cl.Verb]
	if !w.maybe || cl.Passive || cl.Perfect || cl.Kind == InfClause || cl.Object != None || cl.Modal != "" {
		return
	}
	if cl.Agent != None || lx.patient[w.Lemma] && !d.sharesObject(c) {
		cl.Passive = true
	}
}

// sharesObject reports whether clause c is joined to the next one and has its
// object: "attacked and killed 12 men".
func (d *Doc) sharesObject(c int) bool {
	v := d.Clauses[c].Verb
	if v+1 >= len(d.Words) || c+1 >= len(d.Clauses) {
		return false
	}
	next := d.Clauses[c+1]
	return d.Words[v+1].Tag == Conj && next.Group == v+2 && !next.Passive && d.directObject(next.Verb)
}

// directObject reports whether a noun phrase directly follows verb.
func (d *Doc) directObject(verb int) bool {
	i := d.npFrom(verb + 1)
	return i < len(d.NPs) && d.NPs[i].Prep == None && d.directlyAfter(verb, d.NPs[i].First)
}
