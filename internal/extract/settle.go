package extract

import "tocsin"

// settle completes the attributions of the report's incidents: unnamed groups
// give way to named ones, and an act without an author takes that of the same
// kind of act told before it.
func settle(a *Analysis, incs []tocsin.Incident) {
	last := map[tocsin.Kind][]tocsin.Attribution{}
	for i := range incs {
		inc := &incs[i]
		inc.Perpetrators = distinct(a, inc.Perpetrators)
		if inc.Kind.Answer() {
			continue
		}
		if len(inc.Perpetrators) > 0 {
			if named(inc.Perpetrators) {
				last[inc.Kind] = inc.Perpetrators
			}
			continue
		}
		if from := last[inc.Kind]; len(from) > 0 && inherits(inc) {
			inc.Perpetrators = weaker(from)
		}
	}
}

// inherits reports whether the unnamed author of such an act is most often the
// one named for the act of that kind before it: one side has the aircraft.
func inherits(inc *tocsin.Incident) bool {
	switch inc.Kind {
	case tocsin.AirStrike, tocsin.Shelling, tocsin.ChemicalAttack, tocsin.ArmedClash:
		return true
	}
	return false
}

// weaker returns the attributions with half their score.
func weaker(from []tocsin.Attribution) []tocsin.Attribution {
	out := make([]tocsin.Attribution, 0, len(from))
	for _, p := range from {
		if p.Actor != tocsin.UnknownActor {
			p.Score /= 2
			out = append(out, p)
		}
	}
	return out
}

func named(ps []tocsin.Attribution) bool {
	for _, p := range ps {
		if p.Actor != tocsin.UnknownActor {
			return true
		}
	}
	return false
}

// distinct drops the unnamed where somebody is named, and what the title states
// where the text tells who says it.
func distinct(a *Analysis, ps []tocsin.Attribution) []tocsin.Attribution {
	hasName := named(ps)
	attributed := map[string]bool{}
	for _, p := range ps {
		if p.Stance == tocsin.Blamed || p.Stance == tocsin.Claimed || p.Stance == tocsin.Suspected {
			attributed[p.Actor] = true
		}
	}
	var out []tocsin.Attribution
	for _, p := range ps {
		if p.Actor == tocsin.UnknownActor && hasName {
			continue
		}
		if p.Stance == tocsin.Reported && attributed[p.Actor] && p.End <= a.TitleEnd {
			continue
		}
		out = append(out, p)
	}
	return out
}
