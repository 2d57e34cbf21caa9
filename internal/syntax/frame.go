package syntax

// frames finds the frames of reported speech in sentence s.
func (d *Doc) frames(s int, lx *Lexicon) {
	sent := d.Sentences[s]
	r := d.Sents[s].Clauses
	for c := r[0]; c < len(d.Clauses); c++ {
		if lx.say[d.Words[d.Clauses[c].Verb].Lemma] && d.reportsSpeech(c) {
			d.addSaid(c)
		}
	}
	for i := sent.First; i+1 < sent.Last; i++ {
		if d.Tokens[i].Lower == "according" && d.Tokens[i+1].Lower == "to" {
			d.addAccording(s, i)
		}
	}
}

// reportsSpeech reports whether what clause c's verb governs is a statement: a
// plain object ("claimed responsibility") is none, an addressee ("told
// reporters that") is not in the way.
func (d *Doc) reportsSpeech(c int) bool {
	cl := d.Clauses[c]
	if cl.Passive && d.Words[cl.Verb].Lemma == "claim" {
		return false // "an attack claimed by the group" is no statement
	}
	if cl.Object == None || d.Words[cl.Verb].Lemma == "say" || d.Words[cl.Verb].Lemma == "tell" || d.Words[cl.Verb].Lemma == "quote" {
		return true
	}
	end := d.NPs[cl.Object].Last
	return end < len(d.Tokens) && d.Tokens[end].Lower == "that" || d.saysAfter(c, cl.Verb+1, cl.Last) && cl.Object+1 < len(d.NPs) && d.Clauses[c+1].Subject == cl.Object
}

// addSaid records the frame of clause c, whose verb is one of saying. What is
// said follows the verb, or stands before it where nothing follows that could
// be said.
func (d *Doc) addSaid(c int) {
	cl := d.Clauses[c]
	sent := d.Sentences[cl.Sentence]
	f := Frame{Sentence: cl.Sentence, Verb: cl.Verb, Speaker: cl.Subject}
	if cl.Passive {
		f.Speaker = cl.Agent
	}
	after := cl.Verb + 1
	lead := cl.Group
	if cl.Subject != None && cl.First < cl.Group {
		lead = d.NPs[cl.Subject].First
	}
	inv := d.inverted(cl, after)
	if d.Words[cl.Verb].Lemma != "say" || inv != None && !d.hasSpeaker(c, inv) {
		inv = None
	}
	if inv != None && after-sent.First > 4 {
		f.Content = [2]int{sent.First, cl.Group}
	} else if d.saysAfter(c, after, sent.Last) || lead-sent.First < 4 {
		f.Content = [2]int{after, sent.Last}
	} else {
		f.Content = [2]int{sent.First, lead}
	}
	if inv == None && f.Content[0] == sent.First {
		inv = d.inverted(cl, after)
	}
	if inv != None && f.Content[0] == sent.First {
		f.Speaker = inv
	}
	d.Frames = append(d.Frames, f)
}

// hasSpeaker reports whether phrase np, which follows the verb of clause c, is
// its speaker: no main clause follows whose subject it is.
func (d *Doc) hasSpeaker(c, np int) bool {
	if c+1 >= len(d.Clauses) || d.Clauses[c+1].Sentence != d.Clauses[c].Sentence || d.Clauses[c+1].Subject != np {
		return true
	}
	return d.Clauses[c+1].Kind == RelClause
}

// saysAfter reports whether a clause follows the verb of clause c.
func (d *Doc) saysAfter(c, after, last int) bool {
	if after < last && (d.Tokens[after].Lower == "that" || d.Tokens[after].Lower == ":") {
		return true
	}
	return c+1 < len(d.Clauses) && d.Clauses[c+1].Sentence == d.Clauses[c].Sentence &&
		d.Clauses[c+1].Kind != InfClause && d.Clauses[c+1].Kind != ReducedPart
}

// inverted returns the speaker of "…, said the minister".
func (d *Doc) inverted(cl Clause, after int) int {
	if np := d.NPAt(after); np != None && d.NPs[np].First == after {
		return np
	}
	return None
}

// addAccording records "according to X": X says the rest of the sentence.
func (d *Doc) addAccording(s, i int) {
	np := d.NPAt(i + 2)
	if np == None {
		return
	}
	d.Frames = append(d.Frames, Frame{Sentence: s, Verb: i, Speaker: np,
		Content: [2]int{d.Sentences[s].First, d.Sentences[s].Last}})
}
