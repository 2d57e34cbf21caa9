package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// sayer names who holds that part did incident i, for a stance that the rules do
// not tell: whoever blames it or denies it in so many words, then who is quoted
// on the act, on the actor, or with a toll.
func (s *scene) sayer(i int, part *role, st tocsin.Stance) string {
	switch st {
	case tocsin.Reported:
		return tocsin.ByArticle
	case tocsin.Claimed:
		return tocsin.BySelf
	case tocsin.Denied:
		if who, ok := s.stater("deny", part); ok {
			return who
		}
		return tocsin.BySelf
	}
	if who, ok := s.stater("blame", part); ok && who != tocsin.BySelf {
		return who
	}
	for _, tok := range s.placesToLook(i, part) {
		if f := s.a.frameOf(tok); f != nil && f.Speaker != syntax.None {
			if who, ok := s.lx.speaker(s.a, f.Speaker); ok && part.names[who] == 0 {
				return who
			}
		}
	}
	for _, t := range s.incs[i].Tolls {
		if t.By != tocsin.ByArticle && part.names[t.By] == 0 {
			return t.By
		}
	}
	return tocsin.ByArticle
}

// placesToLook returns the tokens at which it is looked who speaks: the acts that
// the actor stands beside, the actor's mentions there, then the other acts.
func (s *scene) placesToLook(i int, part *role) []int {
	var beside, rest []int
	for k := range s.groups[i] {
		m := &s.groups[i][k]
		with := false
		for j := range part.mentions {
			if e := &part.mentions[j]; e.sentence == m.Sentence {
				beside = append(beside, m.Head, e.tok)
				with = true
			}
		}
		if !with {
			rest = append(rest, m.Head)
		}
	}
	return append(beside, rest...)
}

// stater returns the subject of the first clause that blames part, or denies for
// it: self where it speaks for itself.
func (s *scene) stater(way string, part *role) (string, bool) {
	of := part.phrases()
	for k := range s.a.Clauses {
		c := &s.a.Clauses[k]
		if s.clauseWay(c) != way || c.Negated {
			continue
		}
		who, whom := c.Subject, c.Object
		if c.Passive {
			who, whom = c.Agent, c.Subject
		}
		if way == "deny" && who != syntax.None && of[who] {
			return tocsin.BySelf, true
		}
		hit := whom != syntax.None && of[whom]
		for _, p := range c.Preps {
			hit = hit || of[p]
		}
		if !hit || who == syntax.None {
			continue
		}
		if name, ok := s.lx.speaker(s.a, who); ok {
			return name, true
		}
	}
	return "", false
}

// phrases returns the noun phrases that an actor is named in.
func (r *role) phrases() map[int]bool {
	of := map[int]bool{}
	for j := range r.mentions {
		if r.mentions[j].np != syntax.None {
			of[r.mentions[j].np] = true
		}
	}
	return of
}
