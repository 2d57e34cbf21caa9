package syntax

import "tocsin/internal/text"

// chunk finds the noun phrases of the tokens [first, last).
func (d *Doc) chunk(first, last int) {
	for i := first; i < last; {
		end, head := d.npEnd(i, last)
		if head == None {
			i++
			continue
		}
		d.addNP(first, i, end, head)
		i = end
	}
}

// npEnd reads a noun phrase at i: determiners, numbers, adjectives and nouns up
// to the last noun. head is None where no noun phrase begins at i.
func (d *Doc) npEnd(i, last int) (end, head int) {
	end, head = i, None
	j := i
	for ; j < last; j++ {
		w := d.Words[j]
		switch w.Tag {
		case Det, Num, Poss, Adj, Pron:
			if head != None && !d.continues(j, head) {
				return end, head
			}
			if w.Tag == Num || w.Tag == Pron {
				end, head = j+1, j
				if w.Tag == Pron {
					return end, head
				}
			}
		case Noun, Proper:
			end, head = j+1, j
		case Adv:
			if head != None || j == i || !isHedge(d.Tokens[j].Lower) {
				return end, head
			}
		case Mark:
			if !d.innerMark(j, i, last) {
				return end, head
			}
		case VerbIng, VerbPart, VerbPast:
			// "three killed civilians" is rare; "12 wounded" heads a phrase in lists
			return end, head
		default:
			return end, head
		}
	}
	return end, head
}

// continues reports whether token j may follow a head in the same phrase:
// possessives, and a number or adjective between nouns ("Boeing 747 jet").
func (d *Doc) continues(j, head int) bool {
	w := d.Words[j]
	switch w.Tag {
	case Poss:
		return d.Tokens[j].Kind == text.Clitic
	case Num:
		return d.Words[head].Tag == Num || d.Words[head].Tag == Proper && d.Tokens[j].Kind == text.Number && d.Tokens[j].Start-d.Tokens[head].End <= 1
	case Adj:
		return d.Words[head].Tag == Num || d.Words[j-1].Tag == Poss || j+1 < len(d.Words) && d.Words[j+1].Tag == Noun && d.Words[head].Tag == Proper
	case Det:
		return d.Words[head].Tag == Num && head == j-1 && false
	}
	return false
}

// innerMark reports whether mark j stands inside a noun phrase: a hyphen set
// apart, quotes and brackets around a short name, a point after an initial.
func (d *Doc) innerMark(j, i, last int) bool {
	if j == i || j+1 >= last {
		return false
	}
	switch d.Tokens[j].Lower {
	case "-", "–", "/", "&":
		next, prev := d.Words[j+1].Tag, d.Words[j-1].Tag
		tight := d.Tokens[j].Start == d.Tokens[j-1].End
		return tight && (next == Noun || next == Proper || next == Adj || next == Num) && (prev == Noun || prev == Proper || prev == Num || prev == Adj)
	case "\"", "“", "'", "‘":
		return d.Words[j-1].Tag == Det || d.Words[j-1].Tag == Adj
	case ".":
		return d.Words[j-1].Tag == Proper && d.Tokens[j].Start == d.Tokens[j-1].End && d.Words[j+1].Tag == Proper
	}
	return false
}

func isHedge(w string) bool {
	switch w {
	case "almost", "nearly", "about", "around", "some", "approximately", "only", "just", "very", "least", "more":
		return true
	}
	return false
}

// addNP records a phrase, its governing preposition and the phrase it modifies.
func (d *Doc) addNP(first, i, end, head int) {
	np := NP{First: i, Last: end, Head: head, Prep: None, Of: None}
	if d.Words[i].Tag == Num || d.Words[i].Tag == Det && i+1 < end && d.Words[i+1].Tag == Num {
		np.First = d.hedgeStart(first, i)
	}
	if j := np.First - 1; j >= first {
		switch {
		case d.Words[j].Tag == Prep && !d.isParticle(first, j):
			np.Prep = j
		case d.Words[j].Tag == To:
			np.Prep = j
		case d.Words[j].Tag == Conj && len(d.NPs) > 0 && d.NPs[len(d.NPs)-1].Last == j && d.NPs[len(d.NPs)-1].First >= first:
			np.Prep = d.NPs[len(d.NPs)-1].Prep
		}
	}
	if np.Prep != None && d.Tokens[np.Prep].Lower == "of" && len(d.NPs) > 0 {
		if prev := len(d.NPs) - 1; d.NPs[prev].Last == np.Prep {
			np.Of = prev
		}
	}
	d.NPs = append(d.NPs, np)
}

// isParticle reports whether the preposition at j belongs to the verb before it
// and governs nothing: "carried out raids", "blew up a school".
func (d *Doc) isParticle(first, j int) bool {
	if j == first || !d.Words[j-1].IsVerb() {
		return false
	}
	switch d.Tokens[j].Lower {
	case "out", "up", "off", "down", "away":
		return true
	}
	return false
}

// hedgeStart steps back from a number at i over the words that hedge it: "at
// least 12", "more than 100", "up to 50", "around 30".
func (d *Doc) hedgeStart(first, i int) int {
	for j := i - 1; j >= first; j = i - 1 {
		w := d.Tokens[j].Lower
		before := ""
		if j > first {
			before = d.Tokens[j-1].Lower
		}
		switch {
		case w == "least" || w == "most":
			if before != "at" {
				return i
			}
			i = j - 1
		case w == "than":
			switch before {
			case "more", "less", "fewer":
				i = j - 1
			default:
				return i
			}
		case w == "to" && before == "up", w == "as" && before == "many":
			i = j - 1
		case w == "as" && i > j+1, w == "no" && i > j+1:
			i = j
		case isHedge(w) && w != "least" && w != "more", w == "over", w == "approximately", w == "estimated", w == "fewer", w == "another", w == "other":
			i = j
		default:
			return i
		}
	}
	return i
}
