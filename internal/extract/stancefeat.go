package extract

import (
	"tocsin"
	"tocsin/internal/linear"
	"tocsin/internal/syntax"
)

// stanceChoices returns each stance in which actor r's part in incident i may
// be held.
func (s *scene) stanceChoices(i int, r *role) []Choice {
	base := s.stanceFeatures(i, r)
	var out []Choice
	for _, st := range tocsin.Stances() {
		out = append(out, Choice{Role: "stance." + string(st), Incident: i, Actor: r.name, Stance: st, Features: base.Features})
	}
	return out
}

func (s *scene) stanceFeatures(i int, r *role) features {
	var f features
	s.standingOf(&f, i)
	inc := &s.incs[i]
	typ := string(r.actor.Type)
	if r.name == tocsin.UnknownActor || r.name == tocsin.IndividualsActor {
		typ = r.name
	}
	f.add("type=" + typ)
	f.add("kind=" + string(inc.Kind))
	f.when("answer", inc.Kind.Answer())
	f.when("background", inc.Salience == tocsin.Background)
	f.when("stage", inc.Stage != tocsin.Accomplished)
	mine := s.ruled[i][r.name]
	f.when("rule.none", len(mine) == 0)
	for _, st := range tocsin.Stances() {
		f.when("rule="+string(st), mine[st])
		elsewhere := false
		for j := range s.incs {
			elsewhere = elsewhere || j != i && s.ruled[j][r.name][st]
		}
		f.when("else="+string(st), elsewhere)
	}
	others := map[tocsin.Stance]bool{}
	for name, sts := range s.ruled[i] {
		if name != r.name {
			for st := range sts {
				others[st] = true
			}
		}
	}
	for _, st := range tocsin.Stances() {
		f.when("rival="+string(st), others[st])
	}
	s.supportFeatures(&f, i, r)
	s.readStance(&f, i, r)
	return f
}

// supportFeatures tell of the words that tell of the actor's part.
func (s *scene) supportFeatures(f *features, i int, r *role) {
	seen := map[string]bool{}
	once := func(name string) {
		if !seen[name] {
			seen[name] = true
			f.add(name)
		}
	}
	acts := map[int]bool{}
	for k := range s.groups[i] {
		acts[s.groups[i][k].Sentence] = true
	}
	s.tellers(once, i, r)
	s.saidOf(once, i, r)
	for _, t := range s.incs[i].Tolls {
		once("toll.by=" + s.voiceClass(t.By, r))
	}
	for j := range r.mentions {
		e := &r.mentions[j]
		where := "far"
		switch {
		case acts[e.sentence]:
			where = "with"
		case acts[e.sentence-1] || acts[e.sentence+1]:
			where = "near"
		}
		if e.speaks {
			once("speaks." + where)
		}
		s.cuesAround(once, e, where)
	}
}

// tellers tell who says of each of the incident's mentions that it was done, and
// how many are the report's own word.
func (s *scene) tellers(once func(string), i int, r *role) {
	framed, plain := 0, 0
	for k := range s.groups[i] {
		m := &s.groups[i][k]
		who := s.teller(m, r)
		once("teller=" + who)
		if s.a.headline(m.Sentence) {
			continue
		}
		if framed+plain == 0 {
			once("first.teller=" + who)
		}
		if who == "none" {
			plain++
		} else {
			framed++
		}
	}
	if framed+plain == 0 {
		once("framed%=title")
		return
	}
	once(bucket("framed%", framed*100/(framed+plain), 0, 49, 99))
}

// cueReach and cueBeside are how many words around an actor's name cues are looked
// for, and how many still stand beside it.
const cueReach, cueBeside = 20, 8

// cuesAround tells which cues stand around a mention of an actor.
func (s *scene) cuesAround(once func(string), e *naming, where string) {
	if e.sentence >= len(s.a.Sentences) {
		return
	}
	sent := s.a.Sentences[e.sentence]
	for t := max(sent.First, e.tok-cueReach); t < min(sent.Last, e.tok+cueReach); t++ {
		c := s.cue(t)
		if c == "" {
			continue
		}
		once("cue=" + c + "." + where)
		if where == "far" || abs(t-e.tok) > cueBeside {
			continue
		}
		if t > e.tok {
			once("cue=" + c + ">")
		} else {
			once("cue=" + c + "<")
		}
	}
}

// saidOf tells what clauses anywhere in the report say of an actor's part: that it
// denies, claims, or is blamed.
func (s *scene) saidOf(once func(string), i int, r *role) {
	acts := map[int]bool{}
	for k := range s.groups[i] {
		acts[s.groups[i][k].Sentence] = true
	}
	of := r.phrases()
	for k := range s.a.Clauses {
		c := &s.a.Clauses[k]
		way := s.clauseWay(c)
		if way == "" {
			continue
		}
		part := ""
		switch {
		case of[c.Subject]:
			part = "subj"
		case of[c.Object]:
			part = "obj"
		case of[c.Agent]:
			part = "agent"
		}
		for _, p := range c.Preps {
			if part == "" && of[p] {
				part = "prep"
			}
		}
		if part == "" {
			continue
		}
		if c.Passive {
			part += ".passive"
		}
		once("does=" + way + "." + part)
		if acts[c.Sentence] || acts[c.Sentence-1] {
			once("does=" + way + "." + part + ".near")
		}
		if s.incs[i].Salience == tocsin.Main {
			once("does=" + way + "." + part + ".main")
		}
	}
}

// clauseWay names what kind of statement about responsibility a clause makes.
func (s *scene) clauseWay(c *syntax.Clause) string {
	verb := s.a.Words[c.Verb].Lemma
	switch {
	case s.lx.is("attrdeny", verb):
		return "deny"
	case s.lx.is("blame", verb) || s.lx.is("attrascribe", verb):
		return "blame"
	case s.lx.responsibility(s.a, c):
		return "claim"
	case verb == "suspect" || verb == "believe":
		return "suspect"
	case verb == "be" && s.lx.isBehind(s.a, c):
		return "behind"
	case s.lx.is("attrassess", verb):
		return "assess"
	case s.lx.is("attrown", verb):
		return "own"
	}
	return ""
}

// stanceLists are the cue lists whose words tell how something is held; of a word
// in several the first counts.
func stanceLists() []string {
	return []string{"attrclaim", "claimnoun", "attrdeny", "blame", "doubt", "attrdoubt", "attrhedge", "attrassess", "attrinquiry", "attrpart", "claim", "attrheld"}
}

// cueClasses maps each word of the stance lists to its list; those of attrheld
// stand for themselves.
func (lx *lexicon) cueClasses() map[string]string {
	out := map[string]string{}
	for _, list := range stanceLists() {
		for w := range lx.cues[list] {
			if _, ok := out[w]; ok {
				continue
			}
			if out[w] = list; list == "attrheld" {
				out[w] = w
			}
		}
	}
	return out
}

// cue names the class of a word that tells how something is held, "" for others.
func (s *scene) cue(t int) string {
	if c := s.lx.held[s.a.Words[t].Lemma]; c != "" {
		return c
	}
	return s.lx.held[s.a.lower(t)]
}

// teller names the class of who says of the act m that it was done, "none" where
// the report says it itself.
func (s *scene) teller(m *Mention, r *role) string {
	f := s.a.frameOf(m.Head)
	if f == nil {
		if s.said(m.Sentence) {
			return "said"
		}
		return "none"
	}
	if f.Speaker == syntax.None {
		return "nobody"
	}
	who := "other"
	for _, v := range s.lx.voices(s.a, f.Speaker) {
		who = s.classOf(v, r)
	}
	return who
}

// said reports whether a verb of saying stands in sentence n.
func (s *scene) said(n int) bool {
	sent := s.a.Sentences[n]
	for t := sent.First; t < sent.Last; t++ {
		switch s.a.lower(t) {
		case "said", "says", "according", "told", "reported", "reports":
			return true
		}
	}
	return false
}

// classOf names the class of a speaker as seen from r.
func (s *scene) classOf(v tocsin.ActorMention, r *role) string {
	who := string(v.Actor.Type)
	switch {
	case actorName(v) == r.name || r.names[actorName(v)] > 0:
		return "self"
	case r.actor.Country != "" && v.Actor.Country == r.actor.Country:
		return who + ".own"
	}
	return who
}

// voiceClass names the class of one who is named as saying something.
func (s *scene) voiceClass(by string, r *role) string {
	if by == tocsin.ByArticle || by == tocsin.BySelf {
		return by
	}
	for _, m := range s.a.Actors {
		if m.Actor.Name == by {
			return s.classOf(m, r)
		}
	}
	return "other"
}

// rowFeatures are what speaks for a row of actor and stance: how likely each of
// both is, and what the rules say of it.
func (s *scene) rowFeatures(i int, r *role, st tocsin.Stance, actor, stance float64) linear.Features {
	var f features
	f.Add("actor", actor)
	f.Add("stance", stance)
	f.add("is=" + string(st))
	mine := s.ruled[i][r.name]
	switch {
	case mine[st]:
		f.add("ruled")
		f.add("ruled=" + string(st))
	case len(mine) > 0:
		f.add("ruled.other")
		f.add("ruled.other=" + string(st))
	default:
		f.add("unruled=" + string(st))
	}
	f.when("unknown", r.name == tocsin.UnknownActor)
	f.when("clash", s.incs[i].Kind == tocsin.ArmedClash)
	return f.Features
}
