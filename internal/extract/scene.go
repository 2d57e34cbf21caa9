package extract

import (
	"sort"

	"tocsin"
	"tocsin/internal/syntax"
)

// scene is what the choice of arguments looks at: a report's incidents by the
// rules, and all who are named in it.
type scene struct {
	a      *Analysis
	lx     *lexicon
	groups [][]Mention
	incs   []tocsin.Incident
	cast   []role
	// ruled[i] holds by actor's name what the rules say of its part in incident i.
	ruled []map[string]stances
	// lone are the words of the report that tell of attackers without a group.
	lone []loneAt
	// together holds for stretches of text how likely they belong to each incident.
	together map[tocsin.Span][]float64
	// anchors are where mentions name the incidents, in order of position.
	anchors []anchored
}

// stances is a set of stances.
type stances map[tocsin.Stance]bool

// role is one actor of the report with its mentions in order of position.
type role struct {
	name    string
	actor   tocsin.Actor
	generic bool
	// names are those that it goes by, with how often.
	names    map[string]int
	mentions []naming
	// rank counts from 0 in order of how often an actor of the kinds that use
	// force is named; share is its part of all their mentions.
	rank  int
	share float64
}

// naming is one mention of an actor with where it stands.
type naming struct {
	tocsin.ActorMention
	tok, sentence, np int
	// speaks is true where it is the speaker of a frame.
	speaks bool
}

func newScene(a *Analysis, lx *lexicon, groups [][]Mention, incs []tocsin.Incident) *scene {
	s := &scene{a: a, lx: lx, groups: groups, incs: incs, together: map[tocsin.Span][]float64{}}
	s.gather()
	s.findLone()
	name := map[string]string{}
	for _, r := range s.cast {
		for n := range r.names {
			name[n] = r.name
		}
	}
	for i := range incs {
		by := map[string]stances{}
		for _, p := range incs[i].Perpetrators {
			if n, ok := name[p.Actor]; ok {
				p.Actor = n
			}
			if by[p.Actor] == nil {
				by[p.Actor] = stances{}
			}
			by[p.Actor][p.Stance] = true
		}
		s.ruled = append(s.ruled, by)
	}
	return s
}

// gather makes the cast: every actor but those who only tell, by name.
func (s *scene) gather() {
	at := map[string]int{tocsin.UnknownActor: 0, tocsin.IndividualsActor: 1}
	s.cast = []role{{name: tocsin.UnknownActor, actor: tocsin.Actor{Type: tocsin.ActorGeneric}, generic: true, names: map[string]int{}},
		{name: tocsin.IndividualsActor, actor: tocsin.Actor{Type: tocsin.ActorGeneric}, generic: true, names: map[string]int{}}}
	speakers := s.speakers()
	for _, m := range s.a.Actors {
		switch m.Actor.Type {
		case tocsin.ActorMedia, tocsin.ActorNGO, tocsin.ActorSource:
			continue
		}
		name := actorName(m)
		k, ok := at[s.side(m)]
		if !ok {
			k = len(s.cast)
			at[s.side(m)] = k
			s.cast = append(s.cast, role{name: name, actor: m.Actor, generic: m.Generic, names: map[string]int{}})
		}
		if !s.cast[k].generic && len(s.cast[k].mentions) == 0 || armsRank(m.Actor.Type) > armsRank(s.cast[k].actor.Type) {
			s.cast[k].name, s.cast[k].actor = name, m.Actor
		}
		s.cast[k].names[name]++
		tok := s.a.TokenAt(m.Head.Start)
		np := s.a.NPAt(tok)
		s.cast[k].mentions = append(s.cast[k].mentions, naming{m, tok, s.a.SentenceOf(tok), np, np != syntax.None && speakers[np]})
	}
	s.rankCast()
}

// speakers returns the noun phrases that speak.
func (s *scene) speakers() map[int]bool {
	out := map[int]bool{}
	for _, f := range s.a.Frames {
		if f.Speaker != syntax.None {
			out[f.Speaker] = true
		}
	}
	return out
}

func (s *scene) rankCast() {
	total := 0
	var order []int
	for i, r := range s.cast {
		if !r.generic && (r.actor.Type == tocsin.ActorArmed || r.actor.Type == tocsin.ActorMilitary || r.actor.Type == tocsin.ActorState || r.actor.Type == tocsin.ActorCoalition) {
			order = append(order, i)
			total += len(r.mentions)
		}
		s.cast[i].rank = 9
	}
	sort.SliceStable(order, func(i, j int) bool { return len(s.cast[order[i]].mentions) > len(s.cast[order[j]].mentions) })
	for rank, i := range order {
		s.cast[i].rank = rank
		s.cast[i].share = float64(len(s.cast[i].mentions)) / float64(total)
	}
}

// side is what joins the names of one side: a state with its government and its
// forces is one, others are told apart by name.
func (s *scene) side(m tocsin.ActorMention) string {
	if !m.Generic && official(m) && m.Actor.Country != "" {
		return "state " + m.Actor.Country
	}
	return actorName(m)
}

// armsRank orders the names of a state by how well they name who fights.
func armsRank(t tocsin.ActorType) int {
	switch t {
	case tocsin.ActorMilitary:
		return 2
	case tocsin.ActorState:
		return 1
	}
	return 0
}

// standingOf tells how sure it is that incident i is one, and how it is told.
func (s *scene) standingOf(f *features, i int) {
	inc := &s.incs[i]
	f.add(bucket("inc.score", int(inc.Score*100), 55, 65, 75, 85, 92, 97))
	f.add(bucket("inc.mentions", len(s.groups[i]), 1, 2, 4))
	f.add("inc." + string(inc.Salience))
	f.add(bucket("inc.among", len(s.incs), 1, 2, 4, 8))
	f.add(bucket("inc.at", i, 0, 1, 3))
	f.when("inc.effect", leadOf(s.groups[i]).Effect)
}
