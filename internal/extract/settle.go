package extract

import "tocsin"

// settle completes the attributions of the report's incidents: unnamed groups
// give way to named ones, and an act without an author takes that of the same
// kind of act told before it.
func settle(a *Analysis, incs []tocsin.Incident) {
	last := map[tocsin.Kind][]tocsin.Attribution{}
	for i := range incs {
		inc := &incs[i]
		if inc.Kind == tocsin.ArmedClash {
			inc.Perpetrators = sidesReported(inc.Perpetrators)
		}
		inc.Perpetrators = distinct(a, inc.Kind, inc.Perpetrators)
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

// sidesReported gives the sides of a clash that somebody names the stance
// reported, with who says so: to fight is no accusation.
func sidesReported(ps []tocsin.Attribution) []tocsin.Attribution {
	told := map[string]bool{}
	for _, p := range ps {
		told[p.Actor] = told[p.Actor] || p.Stance == tocsin.Reported
	}
	var out []tocsin.Attribution
	for _, p := range ps {
		if p.Stance == tocsin.Blamed {
			if told[p.Actor] {
				continue
			}
			p.Stance, told[p.Actor] = tocsin.Reported, true
		}
		out = append(out, p)
	}
	return out
}

// inherits reports whether the unnamed author of such an act is most often the
// one named for the act of that kind before it: one side has the aircraft.
func inherits(inc *tocsin.Incident) bool {
	switch inc.Kind {
	case tocsin.AirStrike, tocsin.ChemicalAttack, tocsin.ArmedClash:
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

// distinct drops the unnamed where somebody is named, and keeps of an actor's
// stances what the report holds in the end: its own word over another's blame,
// and a claim, a doubt or a finding over its own bare word.
func distinct(a *Analysis, k tocsin.Kind, ps []tocsin.Attribution) []tocsin.Attribution {
	hasName := named(ps) && (k != tocsin.ArmedClash || sides(ps) > 1)
	stances := map[string]map[tocsin.Stance]bool{}
	for _, p := range ps {
		if stances[p.Actor] == nil {
			stances[p.Actor] = map[tocsin.Stance]bool{}
		}
		stances[p.Actor][p.Stance] = true
	}
	var out []tocsin.Attribution
	for _, p := range ps {
		if p.Actor == tocsin.UnknownActor && hasName || outdone(p.Stance, stances[p.Actor]) {
			continue
		}
		out = append(out, p)
	}
	return out
}

// outdone reports whether a stance gives way to others held of the same actor.
func outdone(s tocsin.Stance, all map[tocsin.Stance]bool) bool {
	stronger := all[tocsin.Claimed] || all[tocsin.Suspected] || all[tocsin.Assessed] || all[tocsin.Denied]
	switch s {
	case tocsin.Reported:
		return stronger
	case tocsin.Blamed:
		return all[tocsin.Reported] && !stronger
	}
	return false
}
