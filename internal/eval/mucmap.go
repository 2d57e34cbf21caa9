package eval

import (
	"strings"

	"tocsin"
	"tocsin/internal/text"
)

// MUCMapper turns records into MUC-4 templates. It is safe for concurrent use.
//
// A record codes organisations and groups and cites the words; a template wants
// the words themselves, and of victims their names, which a record never holds
// as values. The mapper therefore looks up mention strings in and around the
// record's citations. It serves this measure alone: nothing of it is stored.
type MUCMapper struct{ words *mucWords }

// NewMUCMapper returns a mapper with the embedded word lists.
func NewMUCMapper() (*MUCMapper, error) {
	w, err := newMUCWords()
	if err != nil {
		return nil, err
	}
	return &MUCMapper{w}, nil
}

// Predict codes every report and returns its id and templates, in order.
func (m *MUCMapper) Predict(c Coder, docs []MUCDoc) []MUCDoc {
	reps := make([]tocsin.Report, len(docs))
	for i, d := range docs {
		reps[i] = mucReport(d)
	}
	out := make([]MUCDoc, len(docs))
	for i, rec := range CodeAll(c, reps) {
		out[i] = MUCDoc{ID: docs[i].ID, Templates: m.Templates(reps[i], docs[i].Text, rec)}
	}
	return out
}

// mucReport returns the report in capitals, as the wires of the time wrote; the
// benchmark's five-role form has lost them. Only ASCII letters change, so that
// positions stay.
func mucReport(d MUCDoc) tocsin.Report {
	rep := d.Report()
	rep.Text = strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, rep.Text)
	return rep
}

// Templates returns the templates of a record; written is the text in which
// mention strings are quoted, of the same length as the report's.
func (m *MUCMapper) Templates(rep tocsin.Report, written string, rec tocsin.Record) []MUCTemplate {
	f := filler{words: m.words, doc: text.New(rep), written: rep.Title + "\n" + written, anchored: map[int]bool{}}
	for _, inc := range rec.Incidents {
		f.anchored[f.doc.SentenceAt(inc.Anchor.Start)] = true
	}
	out := []MUCTemplate{}
	for _, inc := range rec.Incidents {
		kind := mucType(inc)
		if kind == "" || armedOnly(inc) {
			continue
		}
		if t := f.template(kind, inc); t.told() || specific(inc) {
			out = join(out, t, inc.Kind == tocsin.OtherAttack)
		}
	}
	return out
}

// mucType returns the template type of an incident's kind, "" for kinds that
// are not templates: answers to violence and clashes between armed forces.
func mucType(inc tocsin.Incident) string {
	switch inc.Kind {
	case tocsin.Bombing:
		return "bombing"
	case tocsin.Kidnapping, tocsin.HostageTaking:
		return "kidnapping"
	case tocsin.ArmedAssault, tocsin.Assassination, tocsin.OtherAttack, tocsin.AirStrike,
		tocsin.Shelling, tocsin.ChemicalAttack, tocsin.VehicleAttack:
		return "attack"
	case tocsin.FacilityAttack:
		if burns(inc) {
			return "arson"
		}
		return "attack"
	}
	return ""
}

// burns reports whether an incident's words speak of fire.
func burns(inc tocsin.Incident) bool {
	quotes := strings.ToLower(inc.Anchor.Quote)
	for _, w := range inc.Weapons {
		if w.Kind == "incendiary" {
			return true
		}
	}
	for _, s := range []string{"fire", "burn", "arson", "torch", "blaze"} {
		if strings.Contains(quotes, s) {
			return true
		}
	}
	return false
}

// told reports whether a template says what or whom the act hit.
func (t *MUCTemplate) told() bool { return len(t.Target)+len(t.Victim) > 0 }

// join adds t to the templates: to the last of its type that can be the same
// incident told again, or as one of its own. Two templates can be the same
// unless each tells targets or victims and they have none in common. A vague
// attack that names no victim is taken for a template of another type told again.
func join(ts []MUCTemplate, t MUCTemplate, vague bool) []MUCTemplate {
	for i := len(ts) - 1; i >= 0; i-- {
		o := &ts[i]
		if vague && o.Type != t.Type && len(t.Victim) == 0 {
			return ts
		}
		if o.Type != t.Type || (o.told() && t.told() && !shareMention(o, &t)) {
			continue
		}
		for _, r := range MUCRoles() {
			for _, e := range *t.Role(r) {
				addMention(o.Role(r), e[0])
			}
		}
		return ts
	}
	return append(ts, t)
}

// shareMention reports whether the templates have a target or victim in common.
func shareMention(a, b *MUCTemplate) bool {
	for _, e := range b.Target {
		if holdsMention(a.Target, e[0]) {
			return true
		}
	}
	for _, e := range b.Victim {
		if holdsMention(a.Victim, e[0]) {
			return true
		}
	}
	return false
}
