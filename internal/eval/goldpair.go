package eval

import (
	"strings"

	"tocsin"
)

// pairWeight says how well a coded and a gold incident agree, 0 where they may
// not be paired: one is violence and the other an answer to it, or fewer than
// two of the six features agree. The anchor counts half and the kind a quarter
// more than the others.
func pairWeight(al Aliases, text string, p, g Incident) float64 {
	if p.Kind.Answer() != g.Kind.Answer() {
		return 0
	}
	f := []bool{
		p.Kind == g.Kind, samePlace(p.Place, g.Place), nearDate(p.Date, g.Date),
		shareToll(p.Tolls, g.Tolls), shareActor(al, p.Perpetrators, g.Perpetrators),
		sameSentence(text, p.Anchor, g.Anchor),
	}
	n := 0
	for _, ok := range f {
		n += btoi(ok)
	}
	if n < 2 {
		return 0
	}
	return float64(n) + 0.5*float64(btoi(f[5])) + 0.25*float64(btoi(f[0]))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// shareToll reports whether some tolls overlap; a coded toll from 0 does not count.
func shareToll(ts, us []Toll) bool {
	for _, t := range ts {
		for _, u := range us {
			if t.Low > 0 && overlap(t, u) {
				return true
			}
		}
	}
	return false
}

// shareActor reports whether a known actor stands in both lists.
func shareActor(al Aliases, as, bs []Attribution) bool {
	for _, a := range as {
		for _, b := range bs {
			if al.actor(a.Actor) != tocsin.UnknownActor && al.same(a.Actor, b.Actor) {
				return true
			}
		}
	}
	return false
}

// sameSentence reports whether the sentences around two quotes overlap.
func sameSentence(text, a, b string) bool {
	x, okx := sentenceOf(text, a)
	y, oky := sentenceOf(text, b)
	return okx && oky && x.Start < y.End && y.Start < x.End
}

// enders part sentences roughly, as the reference scorer does.
var enders = []string{". ", "\n", "? ", "! "}

// sentenceOf returns the stretch between sentence ends around the first
// occurrence of quote; ok is false where the quote is empty or not to be found.
func sentenceOf(text, quote string) (sp tocsin.Span, ok bool) {
	i := strings.Index(text, quote)
	if quote == "" || i < 0 {
		return sp, false
	}
	sp.End = len(text)
	for _, p := range enders {
		sp.Start = max(sp.Start, strings.LastIndex(text[:i], p)+1)
		if e := strings.Index(text[i:], p); e >= 0 {
			sp.End = min(sp.End, i+e)
		}
	}
	return sp, true
}
