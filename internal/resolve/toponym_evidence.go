package resolve

import (
	"tocsin"
	"tocsin/internal/resolve/gazetteer"
	"tocsin/internal/text"
)

// ToponymEvidence is one name that might be a toponym, with the cues by which
// that is decided; it is what the weights are fitted on.
type ToponymEvidence struct {
	tocsin.Span
	Demonym bool
	Cues    []string
}

// Evidence returns every name of doc that the gazetteer knows, accepted or not.
func (t *Toponyms) Evidence(doc *text.Doc) []ToponymEvidence {
	r := t.read(doc)
	var out []ToponymEvidence
	for _, m := range r.found {
		e := ToponymEvidence{Span: m.Span, Demonym: m.name.flags&gazetteer.Demonym != 0}
		r.cues(m, func(c string) { e.Cues = append(e.Cues, c) })
		out = append(out, e)
	}
	return out
}
