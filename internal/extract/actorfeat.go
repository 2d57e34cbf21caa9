package extract

import (
	"slices"
	"strings"

	"tocsin"
	"tocsin/internal/linear"
	"tocsin/internal/syntax"
)

// actorChoices returns for incident i each actor of the report as one who may
// have done it.
func (s *scene) actorChoices(i int) []Choice {
	var out []Choice
	for k := range s.cast {
		r := &s.cast[k]
		if !s.mayAct(i, r) {
			continue
		}
		out = append(out, Choice{Role: "actor", Incident: i, Actor: r.name, Features: s.actorFeatures(i, r)})
	}
	return out
}

func (s *scene) mayAct(i int, r *role) bool {
	if len(s.ruled[i][r.name]) > 0 {
		return true
	}
	m := tocsin.ActorMention{Actor: r.actor, Generic: r.generic}
	return canAct(s.incs[i].Kind, m)
}

func (s *scene) actorFeatures(i int, r *role) linear.Features {
	var f features
	s.standingOf(&f, i)
	inc := &s.incs[i]
	kind := string(inc.Kind)
	typ := string(r.actor.Type)
	if r.name == tocsin.UnknownActor || r.name == tocsin.IndividualsActor {
		typ = r.name
	}
	f.add("type=" + typ)
	f.add("type=" + typ + "|kind=" + kind)
	s.ruleFeatures(&f, i, r, typ)
	s.standing(&f, i, r, typ)
	s.relations(&f, i, r, typ)
	s.readActor(&f, i, r)
	if r.name == tocsin.IndividualsActor || r.name == tocsin.UnknownActor {
		s.unnamedFeatures(&f, i, r.name)
	}
	return f.Features
}

// ruleFeatures tell what the rules say of the actor's part.
func (s *scene) ruleFeatures(f *features, i int, r *role, typ string) {
	mine := s.ruled[i][r.name]
	others := false
	for name := range s.ruled[i] {
		others = others || name != r.name && name != tocsin.UnknownActor
	}
	switch {
	case len(mine) > 0 && others:
		f.add("rule+others")
	case len(mine) > 0:
		f.add("rule")
	case others:
		f.add("rule.others")
		f.add("rule.others|" + kindClass(s.incs[i].Kind))
		f.add("rule.others|" + kindClass(s.incs[i].Kind) + "|type=" + typ)
	default:
		f.add("rule.none")
		f.add("rule.none|type=" + typ)
	}
	for st := range mine {
		f.add("rule=" + string(st))
	}
	n, lead := 0, false
	for k, m := range s.groups[i] {
		if slices.ContainsFunc(m.Perpetrators, func(p tocsin.Attribution) bool { return r.goesBy(p.Actor) }) {
			n++
			lead = lead || k == 0
		}
	}
	f.add(bucket("rule.n", n, 0, 1, 2))
	f.when("rule.first", lead)
	s.elsewhere(f, i, r, len(mine) == 0 && !others)
}

// goesBy reports whether name is one of the actor's.
func (r *role) goesBy(name string) bool { return name == r.name || r.names[name] > 0 }

// elsewhere tells of the actor's part, by the rules, in the report's other
// incidents; bare is true where they name nobody for this one.
func (s *scene) elsewhere(f *features, i int, r *role, bare bool) {
	same, all, acts := 0, 0, 0
	for j := range s.incs {
		if j == i || s.incs[j].Kind.Answer() != s.incs[i].Kind.Answer() {
			continue
		}
		all++
		if len(s.ruled[j][r.name]) > 0 {
			acts++
			if s.incs[j].Kind == s.incs[i].Kind {
				same++
			}
		}
	}
	switch {
	case all == 0:
		f.add("else.alone")
	case acts == 0:
		f.add("else.none")
	case acts*2 > all:
		f.add("else.most")
	default:
		f.add("else.some")
	}
	f.when("else.kind", same > 0)
	if bare {
		f.when("inherit.kind", same > 0)
		f.when("inherit.prev", i > 0 && len(s.ruled[i-1][r.name]) > 0)
		f.when("inherit.next", i+1 < len(s.incs) && len(s.ruled[i+1][r.name]) > 0)
		f.when("inherit.all", all > 0 && acts == all)
	}
}

// standing tells of the actor's place in the whole report.
func (s *scene) standing(f *features, i int, r *role, typ string) {
	f.add(bucket("rank", r.rank, 0, 1, 2, 4))
	f.add(bucket("named", len(r.mentions), 1, 2, 4, 8))
	f.when("share>half", r.share > 0.5)
	f.when("title", len(r.mentions) > 0 && r.mentions[0].sentence <= 1)
	home := r.actor.Country != "" && r.actor.Country == s.a.Country
	f.when("home", home)
	f.when("home|type="+typ, home)
	f.when("abroad|type="+typ, r.actor.Country != "" && !home)
	inc := &s.incs[i]
	target := false
	for _, t := range inc.Targets {
		for _, m := range r.mentions {
			target = target || t.Span.Contains(m.Span)
		}
	}
	class := kindClass(inc.Kind)
	f.when("target", target)
	f.when("target|"+class, target)
	f.add(bucket("rank", r.rank, 0, 1, 2, 4) + "|" + class)
	f.when("home|"+class+"|type="+typ, home)
	f.when("target|clash", target && inc.Kind == tocsin.ArmedClash)
	mod := 0
	speaks := 0
	for _, m := range r.mentions {
		if m.Modifier {
			mod++
		}
		if m.speaks {
			speaks++
		}
	}
	f.when("modifier.only", mod == len(r.mentions))
	f.when("speaks.only", speaks == len(r.mentions))
	f.when("speaks.some", speaks > 0)
}

// relations tell how the nearest mentions of the actor stand to those of the
// incident.
func (s *scene) relations(f *features, i int, r *role, typ string) {
	class := kindClass(s.incs[i].Kind)
	seen := map[string]bool{}
	once := func(name string) {
		if !seen[name] {
			seen[name] = true
			f.add(name)
		}
	}
	near, before, after := 99, 99, 99
	for k := range s.groups[i] {
		m := &s.groups[i][k]
		for j := range r.mentions {
			e := &r.mentions[j]
			d := e.sentence - m.Sentence
			near = min(near, abs(d))
			switch {
			case d == 0:
				s.beside(once, m, e, typ, class)
			case d < 0:
				before = min(before, -d)
			default:
				after = min(after, d)
			}
			switch d {
			case -1:
				once("prev=" + s.place(e))
			case 1:
				once("next=" + s.place(e))
			}
		}
	}
	distance := bucket("near", near, 0, 1, 2, 4, 8)
	f.add(distance)
	f.add(distance + "|type=" + typ)
	f.add(distance + "|" + class)
	f.when("near=0|"+class+"|type="+typ, near == 0)
	f.add(bucket("before", before, 1, 2, 4, 8))
	f.add(bucket("after", after, 1, 2, 4, 8))
	f.when("last.named", s.lastNamed(s.groups[i][0].First, r))
}

// beside tells how an actor's mention stands to an act of the same sentence.
func (s *scene) beside(once func(string), m *Mention, e *naming, typ, class string) {
	rel := "rel=" + s.relation(m, e)
	once(rel)
	once(rel + "|" + nominal(m))
	once(rel + "|type=" + typ)
	once(rel + "|" + class)
	if e.tok > 0 {
		once("led=" + s.ledBy(e) + "|" + class)
	}
	once(bucket("gap", abs(e.tok-m.Head), 3, 7, 15, 30))
}

func nominal(m *Mention) string {
	switch {
	case m.Effect:
		return "effect"
	case m.Nominal:
		return "noun"
	}
	return "verb"
}

// lastNamed reports whether no other named actor stands between the last mention
// of r before token tok and tok.
func (s *scene) lastNamed(tok int, r *role) bool {
	best, at := "", -1
	for k := range s.cast {
		c := &s.cast[k]
		if c.generic || c.actor.Type == tocsin.ActorGovt || c.actor.Type == tocsin.ActorIGO {
			continue
		}
		for _, m := range c.mentions {
			if m.tok < tok && m.tok > at {
				best, at = c.name, m.tok
			}
		}
	}
	return best == r.name
}

// place tells what part of its sentence a mention is.
func (s *scene) place(e *naming) string {
	if e.Modifier {
		return "mod"
	}
	if e.speaks {
		return "speaker"
	}
	if e.np == syntax.None {
		return "loose"
	}
	r := s.a.Sents[min(e.sentence, len(s.a.Sents)-1)].Clauses
	for c := r[0]; c < r[1]; c++ {
		cl := &s.a.Clauses[c]
		switch e.np {
		case cl.Subject:
			if cl.Passive {
				return "subj.passive"
			}
			return "subj"
		case cl.Object:
			return "obj"
		case cl.Agent:
			return "agent"
		}
	}
	if p := s.a.NPs[e.np].Prep; p != syntax.None {
		return "prep." + prepClass(s.a.lower(p))
	}
	return "np"
}

// relation tells how an actor's mention stands to an act of the same sentence.
func (s *scene) relation(m *Mention, e *naming) string {
	a := s.a
	if e.Modifier {
		return "mod" + side(m, e)
	}
	if e.np == syntax.None {
		return "loose" + side(m, e)
	}
	if m.Nominal && e.np == a.NPAt(m.Head) {
		return "owner"
	}
	if m.Clause != syntax.None {
		c := &a.Clauses[m.Clause]
		switch e.np {
		case c.Subject:
			if c.Passive {
				return "subj.passive"
			}
			return "subj"
		case c.Object:
			return "obj"
		case c.Agent:
			return "agent"
		}
	}
	if f := a.frameOf(m.Head); f != nil && f.Speaker == e.np {
		return "speaker"
	}
	out := s.place(e)
	if strings.HasPrefix(out, "prep.") {
		if m.Clause != syntax.None && e.tok >= a.Clauses[m.Clause].First && e.tok < a.Clauses[m.Clause].Last {
			return out + side(m, e)
		}
	}
	return "far." + out + side(m, e)
}

func side(m *Mention, e *naming) string {
	if e.tok < m.First {
		return ".before"
	}
	return ".after"
}

// prepClass joins prepositions of like use.
func prepClass(p string) string {
	switch p {
	case "by", "with", "against", "from", "of", "on", "to", "for", "between", "under":
		return p
	case "in", "at", "near", "inside", "into", "across", "around", "outside":
		return "in"
	}
	return "other"
}

// kindClass joins the kinds in which the parts are told alike.
func kindClass(k tocsin.Kind) string {
	switch {
	case k == tocsin.ArmedClash:
		return "clash"
	case k.Answer():
		return "answer"
	case warlike(k):
		return "war"
	}
	return "attack"
}

// ledBy names the kind of word that stands right before an actor's name.
func (s *scene) ledBy(e *naming) string {
	t := s.a.TokenAt(e.Start) - 1
	for t > 0 && (s.a.lower(t) == "the" || s.a.lower(t) == "a" || s.a.Words[t].Tag == syntax.Adj || s.a.Words[t].Tag == syntax.Num) {
		t--
	}
	if t < 0 {
		return "start"
	}
	switch w := s.a.lower(t); w {
	case "by", "with", "against", "from", "of", "on", "to", "for", "between", "in", "and", "or", ",", ".", "that", "after", "when", "as", "under", "targeting", "fighting", "killed", "killing":
		return w
	}
	switch {
	case s.a.Words[t].IsVerb():
		return "verb"
	case s.a.Words[t].Tag == syntax.Noun:
		return "noun"
	}
	return "other"
}

// unnamedFeatures tell what the words say of attackers who bear no name of a
// group: single people, whom courts try, or men of whom nothing is known.
func (s *scene) unnamedFeatures(f *features, i int, name string) {
	seen := map[string]bool{}
	near := map[int]bool{}
	for k := range s.groups[i] {
		near[s.groups[i][k].Sentence] = true
	}
	for _, w := range s.lone {
		where := "far"
		switch {
		case near[w.sentence]:
			where = "with"
		case near[w.sentence-1] || near[w.sentence+1]:
			where = "near"
		}
		seen["word="+w.class+"."+where] = true
		seen["word="+w.class] = true
	}
	named := false
	for k := range s.cast {
		named = named || !s.cast[k].generic && s.cast[k].actor.Type == tocsin.ActorArmed
	}
	f.when(name+"|armed named", named)
	f.when(name+"|none armed named", !named)
	f.add(name + "|" + kindClass(s.incs[i].Kind))
	for _, w := range sortedSet(seen) {
		f.add(name + "|" + w)
	}
}

// loneWord joins the words that tell of attackers by what they say of them.
func loneWord(w string) string {
	switch w {
	case "gunman", "shooter", "attacker", "assailant", "bomber", "driver", "suspect", "perpetrator", "assassin", "killer":
		return "one"
	case "suspects", "brothers", "defendants", "accused", "convicted", "sentenced", "charged", "arrested", "trial":
		return "tried"
	case "gunmen", "attackers", "assailants", "bombers", "militants", "insurgents", "terrorists", "fighters", "bandits":
		return "many"
	case "unidentified", "unknown", "unclear", "nobody", "none":
		return "unknown"
	case "lone", "alone", "himself", "radicalised", "radicalized", "self-radicalized", "inspired", "motive", "mentally", "man", "he":
		return "man"
	}
	return ""
}

// loneAt is a word that tells of attackers without a group, by its class.
type loneAt struct {
	class    string
	sentence int
}

func (s *scene) findLone() {
	for n, sent := range s.a.Sentences {
		for t := sent.First; t < sent.Last; t++ {
			if c := loneWord(s.a.lower(t)); c != "" {
				s.lone = append(s.lone, loneAt{c, n})
			}
		}
	}
}
