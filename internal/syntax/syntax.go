// Package syntax gives each sentence a shallow clause analysis: word classes,
// noun phrases, clauses with subject, verb, object and prepositional phrases,
// and frames of reported speech.
//
// It is built for news: it leans on word order, closed classes and verb forms,
// and copes with text that has lost its commas and quotation marks and with text
// in capitals. All positions are token indices of the [text.Doc].
package syntax

import (
	"sort"

	"tocsin"
	"tocsin/internal/text"
)

// None stands for the index of a phrase or clause that there is not.
const None = -1

// Doc is a text with the analysis of its sentences. It is read-only once made.
type Doc struct {
	*text.Doc
	// Words are the analyses of Tokens, index by index.
	Words []Word
	// Sents are the analyses of Sentences, index by index.
	Sents []Sentence
	// NPs, Clauses and Frames are in order of position over the whole text.
	NPs     []NP
	Clauses []Clause
	Frames  []Frame
}

// Sentence tells which phrases, clauses and frames belong to a sentence, each as
// a half-open range of indices.
type Sentence struct {
	NPs, Clauses, Frames [2]int
}

// NP is a noun phrase: [First, Last) with its head noun at Head.
type NP struct {
	First, Last, Head int
	// Prep is the preposition's token that governs the phrase, None if there is none.
	Prep int
	// Of is the index of the NP that this one modifies by "of" or a possessive
	// 's, None if there is none.
	Of int
}

// ClauseKind tells how a clause hangs on its sentence.
type ClauseKind uint8

// The kinds of clause.
const (
	MainClause  ClauseKind = iota
	RelClause              // "who attacked the village"
	PartClause             // "killing 12 people"
	InfClause              // "to attack the village"
	ReducedPart            // "attack claimed by the group"
)

// Clause is a verb group with its arguments.
type Clause struct {
	Kind ClauseKind
	// Sentence is the sentence's index; First and Last delimit the clause's
	// tokens, from its subject to the next clause.
	Sentence, First, Last int
	// Verb is the main verb's token, Group the start of its verb group.
	Verb, Group int
	// Subject, Object and Agent ("by …") are indices into NPs, None if there is none.
	Subject, Object, Agent int
	// Preps are the noun phrases under prepositions that follow the verb.
	Preps []int
	// Sub is the token of a subordinator that opens the clause, None if none.
	Sub                          int
	Passive, Negated, Perfect    bool
	Progressive, Present, Future bool
	// Modal is the modal verb in lower case, "" if there is none.
	Modal string
	// Joined is the infinitive clause that a bare verb continues ("to attack and
	// kill"), None if there is none.
	Joined int
}

// Frame is reported speech: somebody says something.
type Frame struct {
	Sentence int
	// Verb is the token of the verb or of "according".
	Verb int
	// Speaker is the NP that speaks, None where it is not expressed.
	Speaker int
	// Content is the half-open range of tokens that is said.
	Content [2]int
}

// NPSpan returns the words of noun phrase i.
func (d *Doc) NPSpan(i int) tocsin.Span { return d.Cover(d.NPs[i].First, d.NPs[i].Last) }

// ClauseAt returns the innermost clause whose tokens hold tok, None if none.
func (d *Doc) ClauseAt(tok int) int {
	best := None
	s := d.SentenceOf(tok)
	if s == len(d.Sents) {
		return best
	}
	r := d.Sents[s].Clauses
	for c := r[0]; c < r[1]; c++ {
		if d.Clauses[c].First <= tok && tok < d.Clauses[c].Last {
			best = c
		}
	}
	return best
}

// SentenceOf returns the index of the sentence that holds token tok,
// len(Sentences) if there is none.
func (d *Doc) SentenceOf(tok int) int {
	return sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].Last > tok })
}

// FrameAt returns the frame with the shortest content that holds token tok, None
// if there is none.
func (d *Doc) FrameAt(tok int) int {
	best := None
	s := d.SentenceOf(tok)
	if s == len(d.Sents) {
		return best
	}
	r := d.Sents[s].Frames
	for i := r[0]; i < r[1]; i++ {
		f := d.Frames[i]
		if f.Content[0] <= tok && tok < f.Content[1] &&
			(best == None || f.Content[1]-f.Content[0] < d.Frames[best].Content[1]-d.Frames[best].Content[0]) {
			best = i
		}
	}
	return best
}

// NPAt returns the noun phrase that holds token tok, None if there is none.
func (d *Doc) NPAt(tok int) int {
	if i := d.npFrom(tok); i < len(d.NPs) && d.NPs[i].First <= tok {
		return i
	}
	return None
}

// Parse analyses every sentence of doc in time linear in its length. The words
// of times, spans in order of position, are kept out of noun phrases: they are
// adverbials, and dates often stand before a headline without a mark between.
func (lx *Lexicon) Parse(doc *text.Doc, times []tocsin.Span) *Doc {
	d := &Doc{Doc: doc, Words: make([]Word, len(doc.Tokens)), Sents: make([]Sentence, len(doc.Sentences))}
	for i, s := range doc.Sentences {
		lx.tagSentence(doc.Tokens[s.First:s.Last], d.Words[s.First:s.Last], s.Title)
		for len(times) > 0 && times[0].Start < s.End {
			d.setAside(times[0], s)
			times = times[1:]
		}
		p := &d.Sents[i]
		p.NPs[0], p.Clauses[0], p.Frames[0] = len(d.NPs), len(d.Clauses), len(d.Frames)
		d.chunk(s.First, s.Last)
		p.NPs[1] = len(d.NPs)
		d.clauses(i, lx)
		p.Clauses[1] = len(d.Clauses)
		d.frames(i, lx)
		p.Frames[1] = len(d.Frames)
	}
	return d
}

// setAside marks the words of a time expression as adverbial, all but a
// preposition or determiner that it opens with.
func (d *Doc) setAside(span tocsin.Span, s text.Sentence) {
	first, last := d.TokenRange(span)
	for t := max(first, s.First); t < min(last, s.Last); t++ {
		switch d.Words[t].Tag {
		case Noun, Proper, Num, Adj, Det, Modal, VerbBase, VerbPast, VerbIng, Verb3, VerbPart:
			d.Words[t].Tag = Adv
		}
	}
}
