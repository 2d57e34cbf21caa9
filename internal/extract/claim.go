package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// claim is an attribution made in so many words, at token tok.
type claim struct {
	attribution tocsin.Attribution
	tok         int
	sentence    int
}

// claims finds "X claimed responsibility", "Y blamed X", "X denied".
func (lx *lexicon) claims(a *Analysis) []claim {
	var out []claim
	for i := range a.Clauses {
		c := &a.Clauses[i]
		if c.Negated {
			continue
		}
		verb := a.Words[c.Verb].Lemma
		switch {
		case lx.is("claim", verb) && lx.responsibility(a, c):
			out = lx.addClaim(a, out, c, c.Subject, tocsin.Claimed, tocsin.BySelf)
		case lx.is("claim", verb) && c.Passive && c.Agent != syntax.None:
			out = lx.addClaim(a, out, c, c.Agent, tocsin.Claimed, tocsin.BySelf)
		case lx.is("claim", verb) && !lx.responsibility(a, c) && !c.Passive && lx.objectIsAct(a, c):
			out = lx.addClaim(a, out, c, c.Subject, tocsin.Claimed, tocsin.BySelf)
		case lx.is("accept", verb) && lx.responsibility(a, c):
			out = lx.addClaim(a, out, c, c.Subject, tocsin.Claimed, tocsin.BySelf)
		case verb == "be" && lx.isBehind(a, c):
			out = lx.addBehind(a, out, c)
		case lx.is("deny", verb) && lx.deniesAct(a, c):
			out = lx.addClaim(a, out, c, c.Subject, tocsin.Denied, tocsin.BySelf)
		case lx.is("blame", verb):
			out = lx.addBlame(a, out, c)
		}
	}
	return out
}

// responsibility reports whether the clause has "responsibility" or "credit"
// among its complements.
func (lx *lexicon) responsibility(a *Analysis, c *syntax.Clause) bool {
	for t := c.Verb + 1; t < c.Last && t < c.Verb+6; t++ {
		if lx.is("claimnoun", a.lower(t)) {
			return true
		}
	}
	return false
}

// objectIsAct reports whether what is claimed is an act: "claimed the bombing".
func (lx *lexicon) objectIsAct(a *Analysis, c *syntax.Clause) bool {
	return c.Object != syntax.None && lx.is("actnoun", a.Words[a.NPs[c.Object].Head].Lemma)
}

// isBehind reports whether the clause says that its subject did the act: "was
// behind the attack", "is responsible for".
func (lx *lexicon) isBehind(a *Analysis, c *syntax.Clause) bool {
	for t := c.Verb + 1; t < min(c.Last, c.Verb+4); t++ {
		if w := a.lower(t); w == "behind" || w == "responsible" {
			return true
		}
	}
	return false
}

// addBehind records "Y said X was behind the attack" as blame by Y, as a claim
// where Y is X, and "X was behind the attack" as the article's own word.
func (lx *lexicon) addBehind(a *Analysis, out []claim, c *syntax.Clause) []claim {
	stance, by := tocsin.Reported, tocsin.ByArticle
	if f := a.frameOf(c.Verb); f != nil && f.Speaker != syntax.None {
		if lx.is("deny", a.Words[f.Verb].Lemma) {
			return out
		}
		if who, ok := lx.speaker(a, f.Speaker); ok {
			stance, by = tocsin.Blamed, who
			if a.refersTo(c.Subject, f.Speaker) {
				stance, by = tocsin.Claimed, tocsin.BySelf
			}
		}
	}
	if lx.hedged(a, c) {
		stance = tocsin.Suspected
	}
	return lx.addClaim(a, out, c, c.Subject, stance, by)
}

// refersTo reports whether noun phrase i is a pronoun or names the actor of
// noun phrase j.
func (a *Analysis) refersTo(i, j int) bool {
	if i == syntax.None || j == syntax.None {
		return false
	}
	x, y := a.coordinated(i), a.coordinated(j)
	return len(x) > 0 && len(y) > 0 && x[0].Actor.Name == y[0].Actor.Name
}

// hedged reports whether the clause states with doubt: "is believed to be".
func (lx *lexicon) hedged(a *Analysis, c *syntax.Clause) bool {
	for t := c.First; t < c.Last; t++ {
		if lx.is("doubt", a.lower(t)) {
			return true
		}
	}
	return c.Modal != ""
}

// deniesAct reports whether what is denied is having done it.
func (lx *lexicon) deniesAct(a *Analysis, c *syntax.Clause) bool {
	for t := c.Verb + 1; t < a.Sentences[c.Sentence].Last && t < c.Verb+10; t++ {
		if lx.is("denied", a.lower(t)) || lx.is("denied", a.Words[t].Lemma) {
			return true
		}
	}
	return false
}

func (lx *lexicon) addClaim(a *Analysis, out []claim, c *syntax.Clause, np int, stance tocsin.Stance, by string) []claim {
	if np == syntax.None {
		return out
	}
	for _, m := range a.coordinated(np) {
		if m.Generic || m.Modifier {
			continue
		}
		cite := tocsin.Cite(a.Text, m.Span.Union(a.Cover(c.Group, min(c.Verb+2, c.Last))))
		out = append(out, claim{tok: c.Verb, sentence: c.Sentence, attribution: tocsin.Attribution{
			Actor: m.Actor.Name, ActorID: m.Actor.ID, Stance: stance, By: by, Citation: cite, Score: 0.8}})
	}
	return out
}

// addBlame records "Y blamed X for" and "Y blamed the attack on X".
func (lx *lexicon) addBlame(a *Analysis, out []claim, c *syntax.Clause) []claim {
	by := tocsin.ByArticle
	who, whom := c.Subject, c.Object
	if c.Passive {
		who, whom = c.Agent, c.Subject
	}
	if who != syntax.None {
		if name, ok := lx.speaker(a, who); ok {
			by = name
		}
	}
	nps := []int{whom}
	for _, p := range c.Preps {
		if a.lower(a.NPs[p].Prep) == "on" {
			nps = append(nps, p)
		}
	}
	for _, np := range nps {
		if np != syntax.None {
			out = lx.addClaim(a, out, c, np, tocsin.Blamed, by)
		}
	}
	return out
}

// claimed returns the index of the mention that a claim is about: one in its
// sentence, else the last one before it; -1 if there is none.
func (lx *lexicon) claimed(a *Analysis, ms []Mention, c claim) int {
	best := -1
	for i := range ms {
		if ms[i].Kind.Answer() {
			continue
		}
		if ms[i].Sentence == c.sentence {
			return i
		}
		if ms[i].Sentence < c.sentence {
			best = i
		}
	}
	return best
}
