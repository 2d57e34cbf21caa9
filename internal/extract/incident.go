package extract

import "tocsin"

// incident makes the record of one group of mentions.
func (lx *lexicon) incident(a *Analysis, g []Mention) tocsin.Incident {
	lead := leadOf(g)
	inc := tocsin.Incident{
		Kind: exactKind(kindOfGroup(g), g), Stage: lead.Stage, Anchor: lead.Anchor, Score: lead.Score,
		Date: dateOf(g),
	}
	for _, m := range g {
		inc.Suicide = inc.Suicide || m.Suicide
		inc.Perpetrators = addAttributions(inc.Perpetrators, m.Perpetrators)
		inc.Targets = addTargetsTo(inc.Targets, m.Targets)
		for _, w := range m.Weapons {
			if !hasWeapon(inc.Weapons, w.Kind) && fits(inc.Kind, w.Kind) {
				inc.Weapons = append(inc.Weapons, w)
			}
		}
		inc.Tolls = addTollsTo(inc.Tolls, m.Tolls)
		if narrower(inc.Place, m.Place) {
			inc.Place = m.Place
		}
	}
	settleWeapons(&inc)
	settlePlace(&inc)
	lx.fromSentence(a, &inc, g)
	lx.unnamed(a, &inc, g)
	lx.settleTargets(a, &inc)
	inc.Aggregate, inc.Count = lead.Aggregate, lead.Count
	lx.nameSite(a, &inc, g)
	return inc
}

// dateOf returns the date of the mention that tells it most surely, nil if none
// tells one.
func dateOf(g []Mention) *tocsin.Date {
	var best *tocsin.Date
	sure := 0.0
	for _, m := range g {
		if m.Date != nil && dateScore(m) > sure {
			best, sure = m.Date, dateScore(m)
		}
	}
	return best
}

// dateScore is how surely a mention tells its incident's date: a word for a
// result tells it less surely, since people die later.
func dateScore(m Mention) float64 {
	if m.Effect {
		return m.Date.Score - 0.03
	}
	return m.Date.Score
}

// narrower reports whether place q tells more than p: surer, or as sure and
// narrower.
func narrower(p, q *tocsin.Place) bool {
	switch {
	case q == nil:
		return false
	case p == nil:
		return true
	case p.Score >= 0.6 && q.Score >= 0.6 && rank(p.Precision) != rank(q.Precision):
		return rank(q.Precision) < rank(p.Precision)
	case p.Score >= 0.6 && q.Score >= 0.6 && seat(p) && !seat(q):
		return p.Admin1 == q.Admin1
	}
	return q.Score > p.Score
}

// kindOfGroup lets the mentions vote: words for one kind of act count more than
// words for any attack; of equals the one that the codebook puts first wins.
func kindOfGroup(g []Mention) tocsin.Kind {
	votes := map[tocsin.Kind]float64{}
	for _, m := range g {
		switch {
		case m.Kind == tocsin.OtherAttack && m.Generic:
			votes[m.Kind] += 0.1
		case m.Effect && m.Kind == tocsin.Assassination:
			votes[m.Kind]++ // whom it killed decides, not by what
		case m.Effect:
			votes[m.Kind] += 0.4
		case m.Generic || m.Weak:
			votes[m.Kind] += 0.5
		default:
			votes[m.Kind]++
		}
	}
	best := g[0].Kind
	for _, k := range tocsin.Kinds() {
		if votes[k] > votes[best] || votes[k] == votes[best] && precedes(k, best) {
			best = k
		}
	}
	return best
}

// exactKind makes a bombing of a bare attack told with a bomb, and a kidnapping of
// one whose only victims were carried off. Other weapons leave it as it is: an
// aircraft may be what was attacked.
func exactKind(k tocsin.Kind, g []Mention) tocsin.Kind {
	if k != tocsin.OtherAttack {
		return k
	}
	if carriedOff(g) {
		return tocsin.Kidnapping
	}
	for _, m := range g {
		for _, w := range m.Weapons {
			if weaponKinds[string(w.Kind)] == tocsin.Bombing {
				return tocsin.Bombing
			}
		}
	}
	return k
}

// carriedOff reports whether the mentions tell of people taken, and of none
// killed or hurt.
func carriedOff(g []Mention) bool {
	taken := false
	for _, m := range g {
		for _, t := range m.Tolls {
			switch t.What {
			case tocsin.Abducted:
				taken = true
			case tocsin.Killed, tocsin.Injured:
				return false
			}
		}
	}
	return taken
}

// leadOf returns the mention that names the incident best: the first with a
// kind of its own.
func leadOf(g []Mention) Mention {
	for _, m := range g {
		if !m.Generic {
			return m
		}
	}
	best := g[0]
	for _, m := range g {
		if m.Kind != tocsin.OtherAttack && !m.Effect {
			return m
		}
		if best.Kind == tocsin.OtherAttack && m.Kind != tocsin.OtherAttack {
			best = m
		}
	}
	return best
}

func addAttributions(to, from []tocsin.Attribution) []tocsin.Attribution {
next:
	for _, x := range from {
		for _, y := range to {
			if x.Actor == y.Actor && x.Stance == y.Stance && x.By == y.By {
				continue next
			}
		}
		to = append(to, x)
	}
	return to
}

func addTargetsTo(to, from []tocsin.Target) []tocsin.Target {
next:
	for _, x := range from {
		for _, y := range to {
			if x.Kind == y.Kind {
				continue next
			}
		}
		to = append(to, x)
	}
	return to
}

func addTollsTo(to, from []tocsin.Toll) []tocsin.Toll {
next:
	for _, x := range from {
		for _, y := range to {
			if x.What == y.What && x.Low == y.Low && x.Whom == y.Whom && sameHigh(x.High, y.High) {
				continue next
			}
		}
		to = append(to, x)
	}
	return to
}

func sameHigh(p, q *int) bool {
	return p == nil && q == nil || p != nil && q != nil && *p == *q
}

// newsAge is how many days before the report an act may lie and still be its news.
const newsAge = 5

// newsReach and datedReach are the shares of the report within which an act is
// told that is its news: further on, reports recall. One with a recent date may
// stand a little further on.
const newsReach, datedReach = 0.6, 0.8

// salience tells what the article reports from what it recalls: what is recent
// and told in its first part, and the first thing that it tells, is main.
func salience(a *Analysis, g []Mention, first bool) tocsin.Salience {
	date := dateOf(g)
	dated := date != nil && a.Ref != nil
	if dated && int(*a.Ref-date.Interval.End) > newsAge {
		return tocsin.Background
	}
	told := float64(g[0].Trigger.Start) / float64(max(1, len(a.Text)))
	if first || told <= newsReach || dated && told <= datedReach {
		return tocsin.Main
	}
	return tocsin.Background
}
