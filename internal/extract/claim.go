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
	// back is true where the words point back to what was told before ("it",
	// "the attack"); last is the token after what the claim is said of.
	back bool
	last int
}

// claims finds "X claimed responsibility", "Y blamed X", "X denied".
func (lx *lexicon) claims(a *Analysis) []claim {
	var out []claim
	for i := range a.Clauses {
		c := &a.Clauses[i]
		verb := a.Words[c.Verb].Lemma
		switch {
		case c.Negated:
		case lx.claimsAct(a, c, verb):
			out = lx.addSides(a, out, c, tocsin.Claimed)
		case lx.is("attrdeny", verb) && a.neither(c):
		case lx.is("attrdeny", verb) && lx.othersClaim(a, c):
			out = lx.addRejected(a, out, c)
		case lx.is("attrdeny", verb) && lx.deniesAct(a, c):
			out = lx.addSides(a, out, c, tocsin.Denied)
		case verb == "be" && lx.isBehind(a, c):
			out = lx.addBehind(a, out, c)
		case lx.is("blame", verb) && lx.blamesFor(a, c, verb):
			out = lx.addBlame(a, out, c)
		case lx.is("attrascribe", verb):
			out = lx.addAscribed(a, out, c)
		case lx.is("attrpoint", verb):
			out = lx.addPointed(a, out, c)
		}
	}
	out = lx.denials(a, out)
	out = lx.ownDeeds(a, out)
	out = lx.unclaimed(a, out)
	return lx.suspicions(a, out)
}

// claimsAct reports whether clause c says that somebody claims an act as its
// own: "claimed responsibility", "claimed the attack", "took credit", "admitted
// killing".
func (lx *lexicon) claimsAct(a *Analysis, c *syntax.Clause, verb string) bool {
	if lx.responsibility(a, c) {
		return lx.is("attrclaim", verb) || lx.is("accept", verb)
	}
	if lx.is("attrown", verb) && !c.Passive && lx.tellsTrigger(a, c) {
		return true
	}
	if !lx.is("claim", verb) {
		return false
	}
	if c.Passive {
		return c.Agent != syntax.None && lx.claimedThing(a, c.Subject, c.Kind == syntax.RelClause)
	}
	return c.Object != syntax.None && lx.claimedThing(a, c.Object, false)
}

// tellsTrigger reports whether an act follows the verb of clause c: "boasted of
// the bombing".
func (lx *lexicon) tellsTrigger(a *Analysis, c *syntax.Clause) bool {
	for t := c.Verb + 1; t < min(c.Verb+6, a.Sentences[c.Sentence].Last); t++ {
		if lx.triggers[a.Words[t].Lemma] != nil || lx.triggers[a.lower(t)] != nil {
			return true
		}
	}
	return false
}

// claimedThing reports whether noun phrase np is what one claims: an act, or a
// word that points back to one.
func (lx *lexicon) claimedThing(a *Analysis, np int, relative bool) bool {
	if np == syntax.None {
		return relative
	}
	head := a.NPs[np].Head
	if relative || lx.triggers[a.Words[head].Lemma] != nil || lx.triggers[a.lower(head)] != nil || lx.is("actnoun", a.Words[head].Lemma) || lx.is("actnoun", a.lower(head)) {
		return true
	}
	switch a.lower(head) {
	case "it", "them", "both", "this", "that", "all", "these", "those":
		return true
	}
	return false
}

// responsibility reports whether the clause has "responsibility" or "credit"
// among its complements, or as the subject of its passive.
func (lx *lexicon) responsibility(a *Analysis, c *syntax.Clause) bool {
	if c.Passive && c.Subject != syntax.None && lx.is("claimnoun", a.Words[a.NPs[c.Subject].Head].Lemma) {
		return true
	}
	for t := c.Verb + 1; t < c.Last && t < c.Verb+6; t++ {
		if lx.is("claimnoun", a.lower(t)) {
			return true
		}
	}
	return false
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
			if lx.refersTo(a, c.Subject, f.Speaker) {
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
func (lx *lexicon) refersTo(a *Analysis, i, j int) bool {
	if i == syntax.None || j == syntax.None {
		return false
	}
	x, y := lx.coordinated(a, i), lx.coordinated(a, j)
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
	return c.Object != syntax.None && lx.claimedThing(a, c.Object, false) || c.Kind == syntax.RelClause
}

// neither reports whether clause c stands in "neither confirmed nor denied".
func (a *Analysis) neither(c *syntax.Clause) bool {
	return a.lower(c.Group-1) == "nor" || a.lower(c.Verb-1) == "nor"
}

// othersClaim reports whether what clause c denies is the claim of a named
// actor: "rejected the group's claim".
func (lx *lexicon) othersClaim(a *Analysis, c *syntax.Clause) bool {
	if c.Object == syntax.None || c.Passive || a.Words[a.NPs[c.Object].Head].Lemma != "claim" {
		return false
	}
	return len(a.namedIn(a.NPs[c.Object].First, a.NPs[c.Object].Head)) > 0
}

// addRejected records that the subject of clause c denies the part that the
// owner of the claim in its object takes.
func (lx *lexicon) addRejected(a *Analysis, out []claim, c *syntax.Clause) []claim {
	by := tocsin.ByArticle
	if c.Subject != syntax.None {
		if who, ok := lx.speaker(a, c.Subject); ok {
			by = who
		}
	}
	np := a.NPs[c.Object]
	for _, m := range a.namedIn(np.First, np.Head) {
		m.Modifier = false
		out = lx.appendClaim(a, out, m, c.Verb, np.Last, tocsin.Denied, by)
	}
	return out
}

// denials finds "said it had nothing to do with the attack": a speaker's words
// that it had no part.
func (lx *lexicon) denials(a *Analysis, out []claim) []claim {
	for i := range a.Frames {
		f := &a.Frames[i]
		if f.Speaker == syntax.None || !lx.noPart(a, f) {
			continue
		}
		for _, m := range lx.coordinated(a, f.Speaker) {
			out = lx.appendClaim(a, out, m, f.Verb, f.Content[1], tocsin.Denied, tocsin.BySelf)
		}
	}
	return out
}

// noPart reports whether the content of frame f is that one had no part in it.
func (lx *lexicon) noPart(a *Analysis, f *syntax.Frame) bool {
	for t := f.Content[0]; t+1 < f.Content[1] && t < f.Content[0]+14; t++ {
		switch w := a.lower(t); w {
		case "no":
			if lx.is("attrpart", a.lower(t+1)) {
				return true
			}
		case "nothing":
			if a.lower(t+1) == "to" && a.lower(t+2) == "do" {
				return true
			}
		case "not", "n't":
			if n := a.lower(t + 1); n == "responsible" || n == "involved" || n == "behind" {
				return true
			}
		}
	}
	return false
}

// suspicions finds "police suspect X", "X is suspected of", "suspicion fell on
// X", "X is believed to be behind".
func (lx *lexicon) suspicions(a *Analysis, out []claim) []claim {
	for t := range a.Tokens {
		switch a.lower(t) {
		case "suspect", "suspects", "suspected":
			out = lx.suspected(a, out, t)
		case "suspicion", "suspicions", "hallmark", "hallmarks":
			out = lx.suspicionOn(a, out, t)
		}
	}
	return out
}

// suspected records whom the verb at tok names: the named actor right after it,
// or its subject in "X is suspected".
func (lx *lexicon) suspected(a *Analysis, out []claim, tok int) []claim {
	if ci := a.ClauseAt(tok); ci != syntax.None {
		c := &a.Clauses[ci]
		if c.Verb == tok && c.Passive && c.Subject != syntax.None && c.Kind != syntax.ReducedPart {
			return lx.addClaim(a, out, c, c.Subject, tocsin.Suspected, tocsin.ByArticle)
		}
	}
	next, prev := a.NPAt(tok+1), a.NPAt(tok-1)
	if next == syntax.None || a.lower(tok) == "suspected" && a.NPAt(tok) == next {
		return out
	}
	by := tocsin.ByArticle
	if prev != syntax.None {
		if who, ok := lx.speaker(a, prev); ok {
			by = who
		}
	}
	for _, m := range lx.headActors(a, next) {
		out = lx.appendClaim(a, out, m, tok, tok+1, tocsin.Suspected, by)
	}
	return out
}

// suspicionOn records "suspicion fell on X" and "the hallmarks of X".
func (lx *lexicon) suspicionOn(a *Analysis, out []claim, tok int) []claim {
	for j := a.npFrom(tok + 1); j < len(a.NPs) && a.NPs[j].First < tok+9; j++ {
		p := a.NPs[j].Prep
		if p == syntax.None || !lx.is("attronto", a.lower(p)) {
			continue
		}
		for _, m := range lx.headActors(a, j) {
			out = lx.appendClaim(a, out, m, tok, a.NPs[j].Last, tocsin.Suspected, tocsin.ByArticle)
		}
		break
	}
	return out
}
