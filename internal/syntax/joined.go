package syntax

// joinsBareVerb reports whether the word at i, behind a conjunction, is the second
// verb of a modal or infinitive: "will attack the airport and blow up depots".
func (t *tagger) joinsBareVerb(i int) bool {
	const reach = 12
	for j := i - 2; j > 0 && j > i-reach && t.words[j].Tag != Mark; j-- {
		if t.words[j].Tag != VerbBase {
			continue
		}
		if p := t.words[j-1].Tag; p == To || p == Modal {
			return t.beforeNP(i) || i+1 < len(t.toks) && isParticle(t.toks[i+1].Lower)
		}
	}
	return false
}

// inObject reports whether the word at i stands within the object of the verb
// before it, whose number it would not fit as a verb: "lowered its terrorism
// alert level".
func (t *tagger) inObject(i int, prev Word) bool {
	if prev.Tag != Noun || agrees(t.prevToken(i), prev, VerbBase) || !t.beforeNoun(i) {
		return false
	}
	for j := i - 1; j >= 0; j-- {
		switch t.words[j].Tag {
		case Noun, Adj, Num, Proper, Det, Poss:
		case VerbPast, Verb3:
			return j < i-1 && t.words[j].aux == 0
		default:
			return false
		}
	}
	return false
}

func isParticle(w string) bool { return w == "up" || w == "down" || w == "off" || w == "out" }

// closedRelative returns the clause of a relative between commas that ends
// before clause c, whose subject is then the noun phrase before it: "Police, who
// had spoken of four attackers, found three". None if there is none.
func (d *Doc) closedRelative(c, from int) int {
	if g := d.Clauses[c].Group; g == 0 || d.Tokens[g-1].Lower != "," {
		return None
	}
	for r := c - 1; r >= from; r-- {
		cl := d.Clauses[r]
		if cl.Kind == RelClause && cl.Sub > 0 && d.Tokens[cl.Sub-1].Lower == "," && d.npBefore(cl.Sub) != None {
			return r
		}
		if cl.Kind == MainClause {
			return None
		}
	}
	return None
}

// inherit gives a bare verb that is joined to the one before ("will attack and
// kill", "threatened to attack and kill") that one's modal or infinitive.
func (d *Doc) inherit(c int) {
	cl, prev := &d.Clauses[c], d.Clauses[c-1]
	if cl.Group != cl.Verb {
		return
	}
	if tag := d.Words[cl.Group].Tag; tag != VerbBase {
		if tag == VerbIng && prev.Future {
			cl.Modal, cl.Future = prev.Modal, true // "will be bombing and shelling"
		}
		return
	}
	switch {
	case prev.Modal != "":
		cl.Modal, cl.Future, cl.Negated, cl.Present = prev.Modal, prev.Future, prev.Negated, false
	case prev.Kind == InfClause:
		cl.Kind, cl.Negated, cl.Present = InfClause, prev.Negated, false
		cl.Joined = c - 1
	}
}

// beforeJoinedVerb reports whether only a conjunction parts phrase i from the
// verb at tok: "found three bodies and captured".
func (d *Doc) beforeJoinedVerb(i, tok int) bool {
	last := d.NPs[i].Last
	return last == tok-1 && d.Words[last].Tag == Conj && i > 0 && d.NPs[i].First > 0 && d.Words[d.NPs[i].First-1].IsVerb()
}

// beforeApposition returns the noun phrase that phrase np, set between commas
// before the verb group, only explains: "The hostages, a Dane and a Finn, were
// freed". It returns np itself where it is no apposition.
func (d *Doc) beforeApposition(np, start, group int) int {
	if d.Tokens[group-1].Lower != "," {
		return np
	}
	i := np
	for i > 0 && d.NPs[i].First > start && d.Words[d.NPs[i].First-1].Tag == Conj && d.NPs[i-1].Last == d.NPs[i].First-1 {
		i--
	}
	comma := d.NPs[i].First - 1
	if i == 0 || comma <= start || d.Tokens[comma].Lower != "," || d.NPs[i-1].Last != comma {
		return np
	}
	head := i - 1
	for d.NPs[head].Of != None && d.NPs[head].Of < head {
		head = d.NPs[head].Of
	}
	if d.NPs[head].Prep != None || d.NPs[head].First < start {
		return np
	}
	return head
}

// isReduced reports whether an "-ed" form without a subject of its own describes
// the noun phrase right before it: "the release of fighters captured in May".
func (d *Doc) isReduced(cl *Clause) bool {
	w := d.Words[cl.Verb]
	np := d.npBefore(cl.Group)
	return w.maybe && cl.Group == cl.Verb && np != None && d.NPs[np].Last == cl.Group && !d.directObject(cl.Verb)
}
