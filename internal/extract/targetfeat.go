package extract

import (
	"slices"

	"tocsin"
	"tocsin/internal/linear"
	"tocsin/internal/syntax"
)

// aimPhrases is how many phrases are kept that speak for one kind of target.
const aimPhrases = 8

// aim is what speaks for one kind of target of an incident.
type aim struct {
	ways map[string]bool
	// best is the phrase that tells it best, and how well.
	best  tocsin.Citation
	worth int
	// at are the phrases that speak for it.
	at []tocsin.Span
}

// note adds words that speak for the value, and in what way.
func (a *aim) note(way string, c tocsin.Citation, worth int) {
	a.ways[way] = true
	if len(a.at) < aimPhrases && !slices.Contains(a.at, c.Span) {
		a.at = append(a.at, c.Span)
	}
	if worth > a.worth {
		a.best, a.worth = c, worth
	}
}

// targetChoices returns for incident i each kind of target that its words
// tell.
func (s *scene) targetChoices(i int) []Choice {
	aims := s.aims(i)
	var out []Choice
	for _, k := range tocsin.TargetKinds() {
		a := aims[k]
		if a == nil || a.best.Quote == "" {
			continue
		}
		out = append(out, Choice{Role: "target", Incident: i, Target: tocsin.Target{Kind: k, Citation: a.best}, Features: s.targetFeatures(i, k, a, aims)})
	}
	return out
}

// aims gathers what speaks for each kind of target of incident i.
func (s *scene) aims(i int) map[tocsin.TargetKind]*aim {
	aims := map[tocsin.TargetKind]*aim{}
	say := func(k tocsin.TargetKind, way string, c tocsin.Citation, worth int) {
		if k == "" {
			return
		}
		if aims[k] == nil {
			aims[k] = &aim{ways: map[string]bool{}}
		}
		aims[k].note(way, c, worth)
	}
	inc := &s.incs[i]
	for _, t := range inc.Targets {
		say(t.Kind, bucket("rule", int(t.Score*100), 36, 46, 51, 61, 66), t.Citation, 20)
	}
	for _, t := range inc.Tolls {
		np := s.a.NPAt(s.a.TokenAt(t.Start))
		if np == syntax.None || t.Low == 0 {
			continue
		}
		k := s.lx.targetKind(s.a, np)
		say(k, "toll", tocsin.Cite(s.a.Text, s.a.NPSpan(np)), 9)
		say(k, "toll="+string(t.What)+"|"+string(t.Whom), tocsin.Cite(s.a.Text, s.a.NPSpan(np)), 9)
		switch t.Whom {
		case tocsin.Civilians, tocsin.Children:
			say("private_citizens", "whom="+string(t.Whom), tocsin.Cite(s.a.Text, s.a.NPSpan(np)), 8)
		}
	}
	for k := range s.groups[i] {
		s.aimsOf(&s.groups[i][k], say)
	}
	if p := inc.Place; p != nil && !wide(p) {
		say("private_citizens", "place", p.Citation, 1)
	}
	s.readAims(i, say)
	return aims
}

// aimsOf gathers what the sentence of mention m tells.
func (s *scene) aimsOf(m *Mention, say func(tocsin.TargetKind, string, tocsin.Citation, int)) {
	r := s.a.Sents[m.Sentence].NPs
	for j := r[0]; j < r[1]; j++ {
		n := s.a.NPs[j]
		if n.First > m.Last+40 || n.Last < m.First-40 {
			continue
		}
		way, worth := s.npWay(m, j)
		k := s.lx.victimKind(s.a, m, patient{j, float64(worth) / 10})
		cite := tocsin.Cite(s.a.Text, s.lx.wholeSpan(s.a, j))
		say(k, "np="+way, cite, worth)
		if worth >= 5 {
			say(k, "np="+way+"|"+string(m.Kind), cite, worth)
		}
		say(k, "head="+s.a.Words[n.Head].Lemma, cite, worth)
	}
}

// npWay tells how a phrase stands to an act of its sentence, and how well it
// tells the target.
func (s *scene) npWay(m *Mention, j int) (string, int) {
	a := s.a
	n := a.NPs[j]
	if m.Nominal && j == a.NPAt(m.Head) {
		return "own", 6
	}
	side := ".after"
	if n.First < m.First {
		side = ".before"
	}
	prep := ""
	if n.Prep != syntax.None {
		prep = a.lower(n.Prep)
		switch prep {
		case "on", "at", "against", "in", "near", "of", "by", "from", "into", "with", "for", "to", "outside", "targeting":
		default:
			prep = "other"
		}
	}
	if m.Clause == syntax.None {
		return "loose." + prep + side, 2
	}
	c := &a.Clauses[m.Clause]
	switch {
	case j == c.Object:
		return "obj." + nominal(m), 7
	case j == c.Subject && c.Passive:
		return "patient." + nominal(m), 7
	case j == c.Subject:
		return "subj." + nominal(m), 3
	case j == c.Agent:
		return "agent", 1
	case n.First >= c.First && n.First < c.Last:
		return "prep=" + prep + side, 5
	}
	if n.Prep == syntax.None {
		r := a.Sents[m.Sentence].Clauses
		for k := r[0]; k < r[1]; k++ {
			d := &a.Clauses[k]
			if j == d.Object || j == d.Subject && d.Passive {
				return "other.patient" + side, 4
			}
			if j == d.Subject {
				return "other.subj" + side, 2
			}
		}
	}
	return "far=" + prep + side, 2
}

func (s *scene) targetFeatures(i int, k tocsin.TargetKind, a *aim, aims map[tocsin.TargetKind]*aim) linear.Features {
	var f features
	s.standingOf(&f, i)
	inc := &s.incs[i]
	kind := string(k)
	f.add("is=" + kind)
	f.add("is=" + kind + "|kind=" + string(inc.Kind))
	ruled, best := false, 0
	for _, t := range inc.Targets {
		ruled = ruled || t.Kind == k
	}
	for other, o := range aims {
		if other != k {
			best = max(best, o.worth)
		}
	}
	switch {
	case ruled:
		f.add("ruled")
		f.add("ruled|is=" + kind)
	case len(inc.Targets) > 0:
		f.add("ruled.other")
	default:
		f.add("ruled.none")
		f.add("ruled.none|is=" + kind)
	}
	for _, w := range sortedSet(a.ways) {
		f.add(w)
	}
	f.add(bucket("worth", a.worth, 1, 2, 4, 5, 6, 8, 10))
	f.when("best", a.worth > best)
	f.add(bucket("rivals", len(aims), 1, 2, 4))
	for st := range s.doers(i) {
		f.add("is=" + kind + "|by=" + st)
	}
	f.when("aggregate", inc.Aggregate)
	s.readTarget(&f, i, k, a)
	return f.Features
}

// doers returns the types of the actors that the rules say did it.
func (s *scene) doers(i int) map[string]bool {
	out := map[string]bool{}
	for k := range s.cast {
		if r := &s.cast[k]; len(s.ruled[i][r.name]) > 0 {
			out[string(r.actor.Type)] = true
		}
	}
	return out
}
