package eval

import (
	"slices"
	"strings"

	"tocsin"
	"tocsin/internal/text"
)

// filler fills the roles of templates from one report.
type filler struct {
	words   *mucWords
	doc     *text.Doc
	written string
	// anchored holds the sentences in which an incident's anchor stands.
	anchored map[int]bool
}

// armedOnly reports whether all who were attacked bear arms: by the task's rules
// such an act is guerrilla warfare and no template.
func armedOnly(inc tocsin.Incident) bool {
	return len(inc.Targets) > 0 && !slices.ContainsFunc(inc.Targets, func(t tocsin.Target) bool {
		return t.Kind != "military" && t.Kind != "non_state_armed_group"
	})
}

// template fills the roles of one incident.
func (f *filler) template(kind string, inc tocsin.Incident) MUCTemplate {
	t := MUCTemplate{
		Type: kind, PerpInd: []MUCEntity{}, PerpOrg: []MUCEntity{}, Target: []MUCEntity{},
		Victim: []MUCEntity{}, Weapon: []MUCEntity{},
	}
	f.perpetrators(&t, inc)
	if kind != "kidnapping" {
		f.add(&t.Target, f.targets(inc)...)
		if kind != "arson" {
			f.add(&t.Weapon, f.weapons(inc)...)
		}
	}
	f.add(&t.Victim, f.victims(inc)...)
	return t
}

// specific reports whether the incident is a template even where it does not
// tell what or whom it hit. Sums of incidents, attacks of no clear kind, strikes
// and shelling are not.
func specific(inc tocsin.Incident) bool {
	switch inc.Kind {
	case tocsin.OtherAttack, tocsin.AirStrike, tocsin.Shelling:
		return false
	}
	return !inc.Aggregate
}

// add appends the phrases that are not there yet, one entity each.
func (f *filler) add(es *[]MUCEntity, ps ...phrase) {
	for _, p := range ps {
		sp := f.doc.Cover(p.first, p.last)
		addMention(es, MUCMention{f.written[sp.Start:sp.End], sp.Start - 1 - f.doc.TitleEnd})
	}
}

// addMention appends an entity of one mention, unless it is there.
func addMention(es *[]MUCEntity, m MUCMention) {
	if !holdsMention(*es, m) {
		*es = append(*es, MUCEntity{m})
	}
}

func holdsMention(es []MUCEntity, m MUCMention) bool {
	n := mucNorm(m.Text)
	for _, e := range es {
		o := mucNorm(e[0].Text)
		if o == n || strings.HasSuffix(o, " "+n) || strings.HasSuffix(n, " "+o) {
			return true
		}
	}
	return false
}

// sentence returns the span of the sentence around a citation.
func (f *filler) sentence(c tocsin.Citation) tocsin.Span {
	if i := f.doc.SentenceAt(c.Start); i < len(f.doc.Sentences) {
		return f.doc.Sentences[i].Span
	}
	return c.Span
}

// scope is a stretch in which mentions are looked for, and the token of the act
// in it.
type scope struct {
	span tocsin.Span
	act  int
}

// scopes returns the anchor's sentence and those of the next eight that tell of
// harm and hold no other incident's anchor.
func (f *filler) scopes(inc tocsin.Incident) []scope {
	out := []scope{{f.sentence(inc.Anchor), f.doc.TokenAt(inc.Anchor.Start)}}
	first := f.doc.SentenceAt(inc.Anchor.Start) + 1
	for i := first; i < min(first+8, len(f.doc.Sentences)); i++ {
		s := f.doc.Sentences[i]
		if f.anchored[i] {
			break
		}
		for j := s.First; j < s.Last; j++ {
			if f.words.in("harm", f.doc.Tokens[j].Lower) {
				out = append(out, scope{s.Span, j})
				break
			}
		}
	}
	return out
}

// orElse returns found, or where that is empty, what look finds in the first of
// the incident's scopes that holds something.
func (f *filler) orElse(found []phrase, inc tocsin.Incident, look func(scope, tocsin.Kind) []phrase) []phrase {
	for _, sc := range f.scopes(inc) {
		if len(found) > 0 {
			break
		}
		found = look(sc, inc.Kind)
	}
	return found
}

// perpetrators looks for armed people and organisations in the words of the
// attributions, and, where those tell none, in the anchor's sentence.
func (f *filler) perpetrators(t *MUCTemplate, inc tocsin.Incident) {
	var people, orgs []phrase
	for _, a := range inc.Perpetrators {
		if a.Stance == tocsin.Denied {
			continue
		}
		people = append(people, f.agents(scope{a.Span, f.doc.TokenAt(inc.Anchor.Start)}, inc.Kind)...)
		if a.Actor != tocsin.UnknownActor && a.Actor != tocsin.IndividualsActor {
			orgs = append(orgs, f.organisation(a)...)
		}
	}
	people = f.orElse(people, inc, f.agents)
	if len(orgs) == 0 {
		orgs = f.nearest("armed group names", f.sentence(inc.Anchor))
	}
	f.add(&t.PerpInd, firstOf(people)...)
	f.add(&t.PerpOrg, orgs...)
}

// organisation returns the mention of an attribution's actor in its quote: a
// listed name, or the actor's own.
func (f *filler) organisation(a tocsin.Attribution) []phrase {
	if ps := f.words.listed(f.doc, a.Span, "organisation names"); len(ps) > 0 {
		return firstOf(ps)
	}
	first, last := f.doc.TokenRange(a.Span)
	name := strings.Fields(strings.ToLower(a.Actor))
	for i := first; i < last; i++ {
		if n := matchName(f.doc, i, last, name); n > i {
			return []phrase{{i, n}}
		}
	}
	return nil
}

// agents returns the phrases for armed people in a scope that can be who acted:
// they follow "by", or stand before the act and are not what was hit.
func (f *filler) agents(sc scope, _ tocsin.Kind) []phrase {
	return keep(f.words.nouns(f.doc, sc.span, "perp", false), func(p phrase) bool {
		if f.before(p.first, "by") {
			return true
		}
		return !f.vague(p, "perp") && p.last <= sc.act && !f.passive(p.last)
	})
}

// nearest returns the last name of a section in span and the five sentences
// before it: the task wants an organisation that is named in the context of an
// act too, as a possible perpetrator.
func (f *filler) nearest(section string, span tocsin.Span) []phrase {
	if i := f.doc.SentenceAt(span.Start); i < len(f.doc.Sentences) {
		span.Start = f.doc.Sentences[max(0, i-5)].Start
	}
	ps := f.words.listed(f.doc, span, section)
	return ps[max(0, len(ps)-1):]
}

// vague reports whether the phrase is a single word that tells too little in its
// role.
func (f *filler) vague(p phrase, role string) bool {
	return p.last == p.first+1 && f.words.in(role+" vague", f.doc.Tokens[p.first].Lower)
}

// before reports whether word stands within four tokens before token i.
func (f *filler) before(i int, word string) bool {
	for j := i - 1; j >= max(0, i-4); j-- {
		switch {
		case f.doc.Tokens[j].Lower == word:
			return true
		case f.doc.Tokens[j].Kind == text.Punct:
			return false
		}
	}
	return false
}

// passive reports whether a passive or a linking verb follows token i.
func (f *filler) passive(i int) bool {
	if i >= len(f.doc.Tokens) {
		return false
	}
	switch f.doc.Tokens[i].Lower {
	case "was", "were", "is", "are", "been", "be":
		return true
	}
	return false
}

// firstOf returns the first phrase alone, if there is one.
func firstOf(ps []phrase) []phrase { return ps[:min(1, len(ps))] }

// targets looks for things in the words of the targets, and, where those tell
// none, in the anchor's sentence.
func (f *filler) targets(inc tocsin.Incident) []phrase {
	var out []phrase
	for _, t := range inc.Targets {
		out = append(out, f.words.nouns(f.doc, t.Span, "target", true)...)
	}
	return f.orElse(out, inc, f.hit)
}

// hit returns the things in a scope that can be what was attacked: they stand
// after the act, or a passive verb follows them.
func (f *filler) hit(sc scope, kind tocsin.Kind) []phrase {
	return keep(f.words.nouns(f.doc, sc.span, "target", true), func(p phrase) bool {
		if kind != tocsin.Bombing && f.scene(p.first) {
			return false
		}
		return p.first > sc.act || f.passive(p.last)
	})
}

// scene reports whether a preposition before token i makes the phrase the scene
// of the act rather than its target.
func (f *filler) scene(i int) bool {
	i--
	for i >= 0 && isArticle(f.doc.Tokens[i].Lower) {
		i--
	}
	if i < 0 {
		return false
	}
	switch f.doc.Tokens[i].Lower {
	case "near", "from", "to", "by", "with":
		return true
	}
	return false
}

// weapons looks for instruments in the words of the weapons, the anchor and its
// sentence.
func (f *filler) weapons(inc tocsin.Incident) []phrase {
	var out []phrase
	for _, w := range inc.Weapons {
		out = append(out, f.words.nouns(f.doc, w.Span, "weapon", false)...)
	}
	return f.orElse(f.clear(out, "weapon"), inc, func(sc scope, _ tocsin.Kind) []phrase {
		return f.clear(f.words.nouns(f.doc, sc.span, "weapon", false), "weapon")
	})
}

// clear drops the vague phrases.
func (f *filler) clear(ps []phrase, role string) []phrase {
	return keep(ps, func(p phrase) bool { return !f.vague(p, role) })
}

// victims looks for names of people in the words of the targets, and, where
// those tell none, in the anchor's sentence.
func (f *filler) victims(inc tocsin.Incident) []phrase {
	var out []phrase
	for _, t := range inc.Targets {
		out = append(out, f.words.people(f.doc, t.Span)...)
	}
	return f.orElse(f.silent(out), inc, f.named)
}

// named returns the people named in a scope; those after the act if there are
// any, since who speaks of it or did it stands before.
func (f *filler) named(sc scope, _ tocsin.Kind) []phrase {
	out := f.silent(f.words.people(f.doc, sc.span))
	if after := keep(out, func(p phrase) bool { return p.first > sc.act }); len(after) > 0 {
		return after
	}
	return out
}

// silent drops the people who tell of the incident.
func (f *filler) silent(ps []phrase) []phrase {
	return keep(ps, func(p phrase) bool { return !f.speaks(p) })
}

// speaks reports whether the person is one who tells of the incident: a verb of
// saying follows at once, or "according to" stands before.
func (f *filler) speaks(p phrase) bool {
	for j := p.last; j < min(p.last+2, len(f.doc.Tokens)); j++ {
		if f.words.in("saying", f.doc.Tokens[j].Lower) {
			return true
		}
	}
	return f.before(p.first, "according")
}
