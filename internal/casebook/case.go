// Package casebook is the incidents as an analyst sees them: what reports known
// at a moment amount to, with analysts' decisions on top; selected, listed and
// written out. It is pure: whoever holds the store hands in what is told.
package casebook

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"tocsin"
	"tocsin/internal/assess"
	"tocsin/internal/link"
	"tocsin/internal/review"
)

// Folder is everything that is known of one incident, whenever it came to be known.
type Folder struct {
	Dossier   tocsin.Dossier
	Told      []tocsin.Testimony
	Decisions []tocsin.Decision
}

// Tellings returns the IDs of the tellings in the folder.
func (f Folder) Tellings() []string {
	ids := make([]string, len(f.Dossier.Members))
	for i, m := range f.Dossier.Members {
		ids[i] = m.Telling
	}
	return ids
}

// Case is one incident in a list.
type Case struct {
	// ID is that of the earliest telling known at the moment; it leads to the
	// incident at every later moment as well.
	ID string `json:"id"`
	// Values are the fields as shown: analysts' settings, else the machine's.
	Values map[string]string `json:"values"`
	// Set are the names of the fields that an analyst set, sorted.
	Set []string `json:"set"`
	// Where is the place told, nil where none is.
	Where *tocsin.Place `json:"where,omitempty"`
	// Killed and Injured are the machine's estimates.
	Killed        *assess.Estimate `json:"killed,omitempty"`
	Injured       *assess.Estimate `json:"injured,omitempty"`
	Aggregate     bool             `json:"aggregate,omitempty"`
	Reports       int              `json:"reports"`
	Sources       int              `json:"sources"`
	FirstReported tocsin.Day       `json:"first_reported"`
	LastReported  tocsin.Day       `json:"last_reported"`
	State         review.State     `json:"state"`
	Conflicts     int              `json:"conflicts,omitempty"`
	Revision      int              `json:"revision"`
	// Value is how much a review of it is worth, 0 where it is reviewed.
	Value float64 `json:"value"`
	// Title is the headline of its first report that has one.
	Title string `json:"title,omitempty"`
}

// File is one incident as of a moment, with all that it stands on.
type File struct {
	Case
	At         assess.Moment     `json:"at"`
	Machine    map[string]string `json:"machine"`
	Assessment assess.Assessment `json:"assessment"`
	Review     review.Review     `json:"review"`
	// Members say why each telling is here.
	Members []tocsin.Member `json:"members,omitempty"`
	Parts   []string        `json:"parts,omitempty"`
	PartOf  []string        `json:"part_of,omitempty"`
}

// Binder makes files of folders. It is safe for concurrent use.
type Binder struct{ assessor assess.Assessor }

// NewBinder returns a binder that assesses with a.
func NewBinder(a assess.Assessor) Binder { return Binder{a} }

// Open returns the incident as known at a moment, or false where no report of it
// was known yet. What was learned or decided after the cutoff does not exist; the
// zero cutoff is none.
func (b Binder) Open(f Folder, at assess.Moment, cutoff time.Time) (File, bool) {
	known := by(f.Told, cutoff)
	out := File{At: at, Assessment: b.assessor.Assess(known, at), Members: []tocsin.Member{}, Parts: f.Dossier.Parts, PartOf: f.Dossier.PartOf}
	reports := out.Assessment.Reports
	if len(reports) == 0 {
		return out, false
	}
	out.ID = link.Summarize(toldOf(reports)).ID
	out.Machine = machineValues(out.Assessment)
	out.Review = review.Replay(f.Decisions, out.Machine, earliest(at.Time, cutoff))
	out.Members = membersOf(f.Dossier, reports)
	out.fill()
	return out, true
}

// History returns the moments on a clock at which what was known changed.
func (b Binder) History(f Folder, clock assess.Clock) []assess.Step {
	return b.assessor.History(f.Told, clock)
}

func by(told []tocsin.Testimony, cutoff time.Time) []tocsin.Testimony {
	if cutoff.IsZero() {
		return told
	}
	return slices.DeleteFunc(slices.Clone(told), func(t tocsin.Testimony) bool { return t.Learned.After(cutoff) })
}

// earliest returns the earlier of two times, of which zero is none.
func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func toldOf(reports []tocsin.Testimony) []tocsin.Told {
	told := make([]tocsin.Told, len(reports))
	for i, r := range reports {
		told[i] = r.Told
	}
	return told
}

// membersOf leaves of the dossier's members those that were known.
func membersOf(d tocsin.Dossier, reports []tocsin.Testimony) []tocsin.Member {
	out := []tocsin.Member{}
	for _, m := range d.Members {
		if slices.ContainsFunc(reports, func(r tocsin.Testimony) bool { return r.Telling == m.Telling }) {
			out = append(out, m)
		}
	}
	return out
}

// fill sums the file up for a list.
func (f *File) fill() {
	a := f.Assessment
	f.Where, f.Aggregate = a.Gist.Where, a.Gist.Aggregate
	f.Killed, f.Injured = a.Killed, a.Injured
	f.Reports, f.Sources = a.Gist.Reports, a.Sources
	f.FirstReported, f.LastReported = a.Reports[0].Day(), a.Reports[len(a.Reports)-1].Day()
	f.State, f.Revision, f.Conflicts = f.Review.State, f.Review.Revision, len(f.Review.Conflicts)
	f.Values, f.Set = map[string]string{}, []string{}
	for field, value := range f.Machine {
		f.Values[field] = value
	}
	for field, s := range f.Review.Set {
		f.Values[field] = s.Value
		f.Set = append(f.Set, field)
	}
	slices.Sort(f.Set)
	for _, r := range a.Reports {
		if f.Title == "" {
			f.Title = r.Title
		}
	}
	f.Value = f.worth()
}

// machineValues are what is derived, by the fields that an analyst can set.
func machineValues(a assess.Assessment) map[string]string {
	v := map[string]string{
		"kind": string(a.Gist.Kind), "stage": string(a.Gist.Stage),
		"killed": toll(a.Killed), "injured": toll(a.Injured),
		"status": string(a.Responsibility.Status), "grade": string(a.Grade.Grade),
		"actor": strings.Join(actors(a.Responsibility), "; "),
		"date":  "", "place": "", "country": "",
	}
	if w := a.Gist.When; w != nil {
		v["date"] = w.Start.String()
		if w.End != w.Start {
			v["date"] += "/" + w.End.String()
		}
	}
	if p := a.Gist.Where; p != nil {
		v["place"], v["country"] = p.Name, p.Country
	}
	return v
}

// actors returns who is held responsible, the most credible first.
func actors(r assess.Responsibility) []string {
	var names []string
	for _, s := range r.Actors {
		if s.For > 0 {
			names = append(names, s.Actor)
		}
	}
	return names
}

// toll writes an estimate as a field's value: "94", "84/94/103", "12/12/" where it
// is open upwards.
func toll(e *assess.Estimate) string {
	switch {
	case e == nil:
		return ""
	case e.High == nil:
		return fmt.Sprintf("%d/%d/", e.Low, e.Best)
	case e.Low == *e.High:
		return fmt.Sprint(e.Best)
	}
	return fmt.Sprintf("%d/%d/%d", e.Low, e.Best, *e.High)
}

// worth is what a review is worth, by docs/review.md: uncertainty times importance.
func (f *File) worth() float64 {
	if f.State == review.Accepted || f.State == review.Rejected {
		return 0
	}
	best := func(e *assess.Estimate) float64 {
		if e == nil {
			return 0
		}
		return float64(e.Best)
	}
	importance := math.Log2(2 + best(f.Killed) + best(f.Injured)/5)
	if f.Sources >= 3 {
		importance++
	}
	return math.Round(100*f.uncertainty()*importance) / 100
}

func (f *File) uncertainty() float64 {
	if f.State == review.Disputed {
		return 1
	}
	u := map[assess.Grade]float64{
		assess.Confirmed: 0.2, assess.Fair: 0.4, assess.Weak: 0.8, assess.ContestedGrade: 1, assess.Discounted: 0.6,
	}[f.Assessment.Grade.Grade]
	if k := f.Killed; k != nil && k.High != nil {
		u += float64(*k.High-k.Low) / float64(max(k.Best, 1))
	}
	return min(u, 1)
}

// Latest orders cases by their last day, latest first; undated ones last.
func Latest(a, b Case) int {
	return cmp.Or(cmp.Compare(b.Values["date"], a.Values["date"]), cmp.Compare(a.ID, b.ID))
}

// MostValuable orders cases by what a review of them is worth.
func MostValuable(a, b Case) int {
	return cmp.Or(cmp.Compare(b.Value, a.Value), Latest(a, b))
}

// Refusal is a decision that cannot be made as it was given, in words for the
// analyst.
type Refusal struct{ Err error }

func (r *Refusal) Error() string { return r.Err.Error() }

// Unwrap returns what is wrong.
func (r *Refusal) Unwrap() error { return r.Err }
