package extract

import (
	"math"
	"slices"

	"tocsin"
	"tocsin/internal/linear"
)

// readAnchors is how many mentions of an incident its arguments are held against.
const readAnchors = 4

// withIncident returns the log-odds by the reader that a stretch of text belongs
// to incident i. All incidents are asked for at once, and each stretch once.
func (s *scene) withIncident(i int, at tocsin.Span) float64 {
	if s.a.reading == nil {
		return 0
	}
	row, ok := s.together[at]
	if !ok {
		row = s.belongs(at)
		s.together[at] = row
	}
	return row[i]
}

// readReach is how many of the mentions nearest to a stretch of text it is held
// against, so that the time stays linear in the text.
const readReach = 48

// belongs returns how likely a stretch belongs to each incident.
func (s *scene) belongs(at tocsin.Span) []float64 {
	out := make([]float64, len(s.groups))
	for i := range out {
		out[i] = -readLeast
	}
	near := s.nearest(at)
	spans := make([]tocsin.Span, len(near))
	for k, x := range near {
		spans[k] = x.at
	}
	for k, z := range s.a.reading.Pairs(OneIncident, []tocsin.Span{at}, spans)[0] {
		i := near[k].incident
		out[i] = max(out[i], z)
	}
	return out
}

// anchored is where a mention of an incident names it.
type anchored struct {
	at       tocsin.Span
	incident int
}

// nearest returns the anchors that stand around a stretch of text.
func (s *scene) nearest(at tocsin.Span) []anchored {
	if s.anchors == nil {
		for i, g := range s.groups {
			for _, span := range anchorSpans(g[:min(len(g), readAnchors)]) {
				s.anchors = append(s.anchors, anchored{span, i})
			}
		}
		slices.SortStableFunc(s.anchors, func(x, y anchored) int { return x.at.Start - y.at.Start })
	}
	from, _ := slices.BinarySearchFunc(s.anchors, at.Start, func(x anchored, pos int) int { return x.at.Start - pos })
	first := max(0, min(from-readReach/2, len(s.anchors)-readReach))
	return s.anchors[first:min(len(s.anchors), first+readReach)]
}

// anchorSpans returns where mentions name their incident.
func anchorSpans(ms []Mention) []tocsin.Span {
	out := make([]tocsin.Span, len(ms))
	for i, m := range ms {
		out[i] = m.Anchor.Span
	}
	return out
}

// sight is what the reader makes of a value's stretches of text: the most of each,
// in log-odds.
type sight struct {
	part, with, both float64
	// best is the stretch where both are likeliest.
	best tocsin.Span
}

// see returns what the reader makes of stretches as a part of incident i.
func (s *scene) see(i int, part string, at []tocsin.Span) sight {
	out := sight{-readLeast, -readLeast, -2 * readLeast, tocsin.Span{}}
	for _, span := range at {
		p, w := s.a.part(part, span), s.withIncident(i, span)
		out.part, out.with = max(out.part, p), max(out.with, w)
		if b := bothOdds(p, w); b > out.both {
			out.both, out.best = b, span
		}
	}
	return out
}

// readLeast bounds log-odds from below where nothing was asked.
const readLeast = 6

// bothOdds returns the log-odds of two things that do not hang together.
func bothOdds(x, y float64) float64 {
	return linear.LogOdds(math.Min(1-1e-6, linear.Logistic(x)*linear.Logistic(y)))
}

// addTo appends what was seen as features.
func (v sight) addTo(f *features, name string) {
	f.Add(name+".part", v.part)
	f.Add(name+".with", v.with)
	f.Add(name+".both", v.both)
}

// readActor tells what the reader makes of an actor's part in incident i.
func (s *scene) readActor(f *features, i int, r *role) {
	if s.a.reading == nil {
		return
	}
	if len(r.mentions) == 0 {
		s.readUnnamed(f, i, r.name)
		return
	}
	v := s.see(i, "actor", r.spans())
	v.addTo(f, "read.actor")
	f.Add("read.actor."+kindClass(s.incs[i].Kind), v.both)
	s.see(i, "perpetrator_organisation", r.spans()).addTo(f, "read.org")
	f.Add("read.target", s.see(i, "target", r.spans()).both)
}

// spans returns where an actor is named, at the most at the first places.
func (r *role) spans() []tocsin.Span {
	const most = 16
	out := make([]tocsin.Span, 0, most)
	for _, m := range r.mentions[:min(len(r.mentions), most)] {
		out = append(out, m.Span)
	}
	return out
}

// readUnnamed tells what the reader sees of actors in the sentences of incident i.
func (s *scene) readUnnamed(f *features, i int, name string) {
	actor, single := -1.0*readLeast, -1.0*readLeast
	for k := range s.groups[i] {
		at := s.a.sentenceSpan(s.groups[i][k].Sentence)
		actor = max(actor, s.a.part("actor", at))
		single = max(single, s.a.part("perpetrator_individual", at))
	}
	f.Add("read.near.actor|"+name, actor)
	f.Add("read.near.single|"+name, single)
}

// readStance tells how the reader takes it that an actor is held responsible.
func (s *scene) readStance(f *features, i int, r *role) {
	if s.a.reading == nil || len(r.mentions) == 0 {
		return
	}
	at := s.see(i, "actor", r.spans()).best
	for _, st := range tocsin.Stances() {
		f.Add("read.stance="+string(st), logit(s.a.label("stance", string(st), at)))
	}
	speaks := -1.0 * readLeast
	for _, span := range r.spans() {
		speaks = max(speaks, s.a.part("speaker", span))
	}
	f.Add("read.speaks", speaks)
}

// readAims adds what only the reader takes for a target.
func (s *scene) readAims(i int, say func(tocsin.TargetKind, string, tocsin.Citation, int)) {
	const likely, worth = 0.25, 5
	if s.a.reading == nil {
		return
	}
	for _, at := range s.a.reading.Found("target", 0) {
		if s.withIncident(i, at) < 0 {
			continue
		}
		for _, k := range tocsin.TargetKinds() {
			if s.a.label("target_kind", string(k), at) >= likely {
				say(k, "read", tocsin.Cite(s.a.Text, at), worth)
			}
		}
	}
}

// readTarget tells what the reader makes of the phrases that speak for a kind of
// target.
func (s *scene) readTarget(f *features, i int, k tocsin.TargetKind, a *aim) {
	if s.a.reading == nil {
		return
	}
	v := s.see(i, "target", a.at)
	v.addTo(f, "read.target")
	s.see(i, "physical_target", a.at).addTo(f, "read.physical")
	s.see(i, "victim", a.at).addTo(f, "read.victim")
	kind, both := 0.0, 0.0
	for _, at := range a.at {
		p := s.a.label("target_kind", string(k), at)
		kind = max(kind, p)
		both = max(both, p*linear.Logistic(bothOdds(s.a.part("target", at), s.withIncident(i, at))))
	}
	f.Add("read.kind", logit(kind))
	f.Add("read.kind.both", logit(both))
}
