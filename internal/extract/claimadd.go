package extract

import (
	"tocsin"
	"tocsin/internal/syntax"
)

// addSides records that the subject of clause c, or the agent of a passive,
// claims or denies an act.
func (lx *lexicon) addSides(a *Analysis, out []claim, c *syntax.Clause, stance tocsin.Stance) []claim {
	np := c.Subject
	if c.Passive {
		np = c.Agent
	}
	return lx.addClaim(a, out, c, np, stance, tocsin.BySelf)
}

func (lx *lexicon) addClaim(a *Analysis, out []claim, c *syntax.Clause, np int, stance tocsin.Stance, by string) []claim {
	if np == syntax.None {
		return out
	}
	for _, m := range lx.sources(a, np) {
		out = lx.appendClaim(a, out, m, c.Verb, min(c.Verb+2, c.Last), stance, by)
	}
	return out
}

// appendClaim records one attribution whose words reach from the actor's name
// to the token before last.
func (lx *lexicon) appendClaim(a *Analysis, out []claim, m tocsin.ActorMention, tok, last int, stance tocsin.Stance, by string) []claim {
	if m.Generic && m.Actor.Name != tocsin.IndividualsActor || m.Modifier || stance != tocsin.Denied && !armed(m) {
		return out
	}
	cite := tocsin.Cite(a.Text, m.Span.Union(a.Cover(tok, max(last, tok+1))))
	return append(out, claim{tok: tok, sentence: a.SentenceOf(tok), last: last, back: lx.pointsBack(a, tok), attribution: tocsin.Attribution{
		Actor: m.Actor.Name, ActorID: m.Actor.ID, Stance: stance, By: by, Citation: cite, Score: 0.8}})
}

// pointsBack reports whether the words after tok point to an act told before.
func (lx *lexicon) pointsBack(a *Analysis, tok int) bool {
	s := a.SentenceOf(tok)
	for t := tok + 1; t < tok+5 && s < len(a.Sentences) && t < a.Sentences[s].Last; t++ {
		switch a.lower(t) {
		case "it", "them", "both", "this":
			return true
		}
	}
	return false
}

// blamesFor reports whether a clause of blame is about an act: "accused" needs
// one in its complement, "hold" the word "responsible".
func (lx *lexicon) blamesFor(a *Analysis, c *syntax.Clause, verb string) bool {
	last := a.Sentences[c.Sentence].Last
	for t := c.Verb + 1; t < min(last, c.Verb+14); t++ {
		switch {
		case verb == "hold" && a.lower(t) == "responsible":
			return true
		case verb == "accuse" && (lx.triggers[a.Words[t].Lemma] != nil || lx.is("light", a.Words[t].Lemma) || a.lower(t) == "behind"):
			return true
		}
	}
	return verb == "blame"
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

// addAscribed records "Y attributed the attack to X" and "ascribed to X".
func (lx *lexicon) addAscribed(a *Analysis, out []claim, c *syntax.Clause) []claim {
	return lx.addTo(a, out, c, "to")
}

// addPointed records "Y pointed the finger at X".
func (lx *lexicon) addPointed(a *Analysis, out []claim, c *syntax.Clause) []claim {
	finger := c.Object != syntax.None && a.Words[a.NPs[c.Object].Head].Lemma == "finger"
	if !finger && a.Words[c.Verb].Lemma == "point" && a.lower(c.Verb+1) != "at" {
		return out
	}
	return lx.addTo(a, out, c, "at")
}

// addTo records blame on what stands under preposition prep; who blames is the
// subject, or the agent of a passive: "was attributed to X by Y".
func (lx *lexicon) addTo(a *Analysis, out []claim, c *syntax.Clause, prep string) []claim {
	by, who := tocsin.ByArticle, c.Subject
	if c.Passive {
		who = c.Agent
	}
	if who != syntax.None {
		if name, ok := lx.speaker(a, who); ok {
			by = name
		}
	}
	for _, p := range c.Preps {
		if a.NPs[p].Prep != syntax.None && a.lower(a.NPs[p].Prep) == prep {
			out = lx.addClaim(a, out, c, p, tocsin.Blamed, by)
			break
		}
	}
	return out
}
