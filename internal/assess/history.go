package assess

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tocsin"
)

// Change is what became different between two moments, in words.
type Change struct {
	// What names the value: reports, kind, date, place, killed, injured,
	// responsibility, grade.
	What   string `json:"what"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Step is a moment at which what was known changed.
type Step struct {
	At Moment `json:"at"`
	// New are the reports that came to be known.
	New     []tocsin.Testimony `json:"new"`
	Changes []Change           `json:"changes"`
}

// Diff tells what changed from one assessment to a later one, values in the order
// in which they are shown.
func Diff(before, after Assessment) []Change {
	changes := []Change{}
	add := func(what, old, new string) {
		if old != new {
			changes = append(changes, Change{what, old, new})
		}
	}
	add("reports", reports(before), reports(after))
	add("kind", string(before.Gist.Kind), string(after.Gist.Kind))
	add("date", dates(before.Gist.When), dates(after.Gist.When))
	add("place", place(before.Gist.Where), place(after.Gist.Where))
	add("killed", before.Killed.String(), after.Killed.String())
	add("injured", before.Injured.String(), after.Injured.String())
	add("responsibility", before.Responsibility.String(), after.Responsibility.String())
	add("grade", string(before.Grade.Grade), string(after.Grade.Grade))
	return changes
}

// History returns the moments on a clock at which what was known changed, earliest
// first.
func (a Assessor) History(members []tocsin.Testimony, clock Clock) []Step {
	moments := []time.Time{}
	for _, m := range members {
		if t := since(m, clock); !slices.ContainsFunc(moments, t.Equal) {
			moments = append(moments, t)
		}
	}
	slices.SortFunc(moments, time.Time.Compare)
	steps := make([]Step, 0, len(moments))
	last := a.Assess(nil, Moment{})
	for _, t := range moments {
		at := Moment{clock, t}
		now := a.Assess(members, at)
		fresh := keep(now.Reports, func(m tocsin.Testimony) bool { return since(m, clock).Equal(t) })
		steps = append(steps, Step{at, fresh, Diff(last, now)})
		last = now
	}
	return steps
}

// since is when m came to be known on the clock.
func since(m tocsin.Testimony, clock Clock) time.Time {
	if clock == ByLearning {
		return m.Learned.UTC()
	}
	return m.Day().Time()
}

func reports(a Assessment) string {
	if len(a.Reports) == 0 {
		return "none"
	}
	return fmt.Sprintf("%d from %s", len(a.Reports), sources(a.Sources))
}

func dates(i *tocsin.Interval) string {
	switch {
	case i == nil:
		return ""
	case i.Start == i.End:
		return i.Start.String()
	}
	return fmt.Sprintf("%v to %v", i.Start, i.End)
}

func place(p *tocsin.Place) string {
	if p == nil {
		return ""
	}
	return strings.Join(keep([]string{p.Name, p.Admin1, p.Country}, func(s string) bool { return s != "" }), ", ")
}

// String draws the estimate in a line: "94 (84 to 103)".
func (e *Estimate) String() string {
	switch {
	case e == nil:
		return ""
	case e.High == nil:
		return fmt.Sprintf("%d (%d or more)", e.Best, e.Low)
	case e.Low == *e.High:
		return fmt.Sprint(e.Best)
	}
	return fmt.Sprintf("%d (%d to %d)", e.Best, e.Low, *e.High)
}

// String draws the status with its actors in a line.
func (r Responsibility) String() string {
	var names []string
	for _, s := range r.Actors {
		if s.For > 0 {
			names = append(names, fmt.Sprintf("%s (%d)", s.Actor, s.Credibility))
		}
	}
	if len(names) == 0 {
		return string(r.Status)
	}
	return fmt.Sprintf("%s: %s", r.Status, strings.Join(names, ", "))
}
