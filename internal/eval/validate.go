package eval

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tocsin"
)

// Validate checks a record in the codebook's shape against the codebook's rules
// and returns one line for each fault, none for a sound record. Every value is
// to be one of its list, every quote is to stand in whole, the report's title, a
// newline and its text; incidents need an id of their own, dates are ISO days in
// order, and a toll's bounds are whole numbers in order.
func Validate(whole string, record []byte) []string {
	var r shape
	if err := json.Unmarshal(record, &r); err != nil {
		return []string{fmt.Sprintf("not a record in the codebook's shape: %v", err)}
	}
	v := validator{whole: whole}
	ids := map[string]bool{}
	for n, inc := range r.Incidents {
		v.at = fmt.Sprintf("incident %d", n+1)
		if inc.ID != "" {
			v.at = "incident " + inc.ID
		}
		if inc.ID == "" || ids[inc.ID] {
			v.fault("id missing or doubled")
		}
		ids[inc.ID] = true
		v.incident(inc)
	}
	for n, a := range r.Assertions {
		v.at = fmt.Sprintf("assertion %d", n+1)
		oneOf(&v, "kind", a.Kind, tocsin.AssertionKinds())
		v.quote("", a.Quote)
	}
	return v.faults
}

// shape is the codebook's shape as far as its rules reach.
type shape struct {
	Incidents  []shapeIncident `json:"incidents"`
	Assertions []struct {
		Kind  tocsin.AssertionKind `json:"kind"`
		Quote string               `json:"quote"`
	} `json:"assertions"`
}

type shapeIncident struct {
	ID       string          `json:"id"`
	Kind     tocsin.Kind     `json:"kind"`
	Stage    tocsin.Stage    `json:"stage"`
	Salience tocsin.Salience `json:"salience"`
	Anchor   string          `json:"anchor"`
	Date     *struct{ Start, End, Quote string }
	Place    *struct{ Country, Quote string }

	Perpetrators []struct {
		Actor, By, Quote string
		Stance           tocsin.Stance
	}
	Targets []struct {
		Kind  tocsin.TargetKind
		Quote string
	}
	Weapons []struct {
		Kind  tocsin.WeaponKind
		Quote string
	}
	Tolls []struct {
		What      tocsin.Effect
		Whom      tocsin.Part
		Low, High *int
		Quote     string
	}
}

// validator gathers the faults of one record.
type validator struct {
	whole  string
	at     string
	faults []string
}

func (v *validator) fault(format string, args ...any) {
	v.faults = append(v.faults, v.at+": "+fmt.Sprintf(format, args...))
}

// quote checks that q stands in the report; of names the value that it supports.
func (v *validator) quote(of, q string) {
	of = strings.TrimSpace(of + " quote")
	switch {
	case strings.TrimSpace(q) == "":
		v.fault("no %s", of)
	case !strings.Contains(v.whole, q):
		v.fault("%s is not in the article: %q", of, q)
	}
}

// oneOf checks that value is one of the codebook's.
func oneOf[T ~string](v *validator, field string, value T, list []T) {
	if !slices.Contains(list, value) {
		v.fault("%s %q is not one of the codebook's", field, value)
	}
}

// countryCode is the form of an ISO 3166-1 alpha-2 code.
var countryCode = regexp.MustCompile(`^[A-Z]{2}$`)

func (v *validator) incident(inc shapeIncident) {
	oneOf(v, "kind", inc.Kind, tocsin.Kinds())
	oneOf(v, "stage", inc.Stage, tocsin.Stages())
	oneOf(v, "salience", inc.Salience, tocsin.Saliences())
	v.quote("anchor", inc.Anchor)
	if d := inc.Date; d != nil {
		v.quote("date", d.Quote)
		v.days(d.Start, d.End)
	}
	if p := inc.Place; p != nil {
		v.quote("place", p.Quote)
		if p.Country != "" && !countryCode.MatchString(p.Country) {
			v.fault("country %q is not an ISO alpha-2 code", p.Country)
		}
	}
	v.arguments(inc)
	v.tolls(inc)
}

func (v *validator) days(start, end string) {
	s, errS := tocsin.ParseDay(start)
	e, errE := tocsin.ParseDay(end)
	if errS != nil || errE != nil || s > e {
		v.fault("date %q to %q: want ISO days in order", start, end)
	}
}

func (v *validator) arguments(inc shapeIncident) {
	for _, a := range inc.Perpetrators {
		v.quote("perpetrator", a.Quote)
		oneOf(v, "stance", a.Stance, tocsin.Stances())
		if a.Actor == "" || a.By == "" {
			v.fault("attribution without actor or by")
		}
	}
	for _, t := range inc.Targets {
		v.quote("target", t.Quote)
		oneOf(v, "target", t.Kind, tocsin.TargetKinds())
	}
	for _, w := range inc.Weapons {
		v.quote("weapon", w.Quote)
		oneOf(v, "weapon", w.Kind, tocsin.WeaponKinds())
	}
}

func (v *validator) tolls(inc shapeIncident) {
	for _, t := range inc.Tolls {
		v.quote("toll", t.Quote)
		oneOf(v, "toll", t.What, tocsin.Effects())
		oneOf(v, "toll of whom", t.Whom, tocsin.Parts())
		if t.Low == nil || t.High != nil && *t.High < *t.Low {
			v.fault("toll %s–%s: want whole numbers in order, low at least", bound(t.Low), bound(t.High))
		}
	}
}

func bound(n *int) string {
	if n == nil {
		return "open"
	}
	return fmt.Sprint(*n)
}
