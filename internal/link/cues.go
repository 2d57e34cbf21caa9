package link

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tocsin"
)

// cue is one thing that speaks for or against two tellings being of one incident.
type cue struct {
	name string
	// value is the strength, in [0,1] for nearly all.
	value float64
	// met is what fills the words of its reason.
	met string
}

// precise is the number of days up to which an interval counts as a day.
const precise = 3

// cues returns all that applies to a pair which [forbidden] lets through.
func cues(a, b *Telling) []cue {
	all := make([]cue, 0, 16)
	all = append(all, cue{"bias", 1, ""})
	all = dayCues(all, a, b)
	all = placeCues(all, a, b)
	all = actorCues(all, a, b)
	all = listCues(all, "target", without(a.Targets, "unknown"), without(b.Targets, "unknown"))
	all = listCues(all, "weapon", without(a.Weapons, "other"), without(b.Weapons, "other"))
	all = kindCues(all, a, b)
	all = tollCues(all, a, b)
	return reportCues(all, a, b)
}

func dayCues(all []cue, a, b *Telling) []cue {
	if a.Assumed || b.Assumed || a.When == nil || b.When == nil {
		return append(all, cue{"no_day", 1, ""})
	}
	wide := max(a.When.Days(), b.When.Days())
	switch {
	case *a.When == *b.When && wide <= precise:
		all = append(all, cue{"same_days", 1, days(*a.When)})
	case a.When.Overlaps(*b.When):
		both := tocsin.Interval{Start: max(a.When.Start, b.When.Start), End: min(a.When.End, b.When.End)}
		// That two weeks overlap says less than that two days do.
		all = append(all, cue{"overlapping_days", 1 / (1 + math.Log2(float64(both.Days()))), days(both)})
	default:
		all = append(all, cue{"next_day", 1, ""})
	}
	if wide > precise {
		all = append(all, cue{"vague_days", min(math.Log2(float64(wide))/10, 1), count(wide, "day")})
	}
	return all
}

func days(iv tocsin.Interval) string {
	if iv.Start == iv.End {
		return iv.Start.String()
	}
	return iv.Start.String() + " to " + iv.End.String()
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func placeCues(all []cue, a, b *Telling) []cue {
	p, q := a.Where, b.Where
	switch {
	case p == nil || q == nil:
		return append(all, cue{"no_place", 1, ""})
	case p.GeoID != 0 && p.GeoID == q.GeoID || p.Folded == q.Folded:
		return append(all, cue{"same_place", 1, p.Name})
	case p.provincial(q) || q.provincial(p):
		return append(all, cue{"within", 1, p.Admin1})
	case p.exact() && q.exact():
		km := kilometres(p, q)
		all = append(all, cue{"distance", min(math.Log1p(max(0, km-3))/4, 1.5), fmt.Sprintf("%.0f km", km)})
		if p.Admin1 != "" && p.Admin1 == q.Admin1 {
			all = append(all, cue{"same_admin1", 1, p.Admin1})
		}
		return all
	case p.narrow() && q.narrow():
		return append(all, cue{"other_place", 1, ""})
	case p.Admin1 != "" && p.Admin1 == q.Admin1:
		return append(all, cue{"within", 1, p.Admin1})
	case p.Country != "" && p.Country == q.Country:
		return append(all, cue{"within", 0.3, p.Country})
	}
	return all
}

// exact reports whether the place is a point rather than a stretch of land.
func (s *Spot) exact() bool {
	return s.located() && (s.Precision == tocsin.PrecisionPlace || s.Precision == tocsin.PrecisionNear)
}

// provincial reports whether the name may mean the province in which q lies as well
// as its capital: "Idlib", "Aleppo".
func (s *Spot) provincial(q *Spot) bool {
	return s.Capital && s.Admin1 == q.Admin1 && s.Country == q.Country
}

// narrow reports whether the place is no larger than a town, as far as is known.
func (s *Spot) narrow() bool { return s.exact() || !s.located() && s.Country != s.Name }

// kilometres returns the great-circle distance.
func kilometres(p, q *Spot) float64 { return tocsin.GreatCircle(p.Lat, p.Lon, q.Lat, q.Lon) }

func actorCues(all []cue, a, b *Telling) []cue {
	if len(a.Lines) == 0 || len(b.Lines) == 0 {
		return all
	}
	if shared := intersect(a.Actors, b.Actors); len(shared) > 0 {
		return append(all, cue{"same_actor", 1, strings.Join(shared, ", ")})
	}
	if shared := intersect(a.Lines, b.Lines); len(shared) > 0 {
		return append(all, cue{"related_actor", 1, strings.Join(shared, ", ")})
	}
	return append(all, cue{"other_actor", 1, ""})
}

// listCues compares two lists of codes that are either or both empty, or share something,
// or do not.
func listCues(all []cue, name string, a, b []string) []cue {
	if len(a) == 0 || len(b) == 0 {
		return all
	}
	if shared := intersect(a, b); len(shared) > 0 {
		return append(all, cue{"same_" + name, 1, plain(strings.Join(shared, ", "))})
	}
	return append(all, cue{"other_" + name, 1, ""})
}

func without(list []string, what string) []string {
	if !slices.Contains(list, what) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == what })
}

// intersect returns what stands in both, in the order of a.
func intersect[T comparable](a, b []T) []T {
	var out []T
	for _, x := range a {
		if slices.Contains(b, x) {
			out = append(out, x)
		}
	}
	return out
}

func kindCues(all []cue, a, b *Telling) []cue {
	switch {
	case a.Kind == b.Kind:
		all = append(all, cue{"same_kind", 1, plain(a.Kind)})
	case !confused(a.Kind, b.Kind):
		all = append(all, cue{"other_kind", 1, plain(min(a.Kind, b.Kind)) + ", " + plain(max(a.Kind, b.Kind))})
	}
	if a.Suicide && b.Suicide {
		all = append(all, cue{"suicide", 1, ""})
	}
	if a.Stage != b.Stage {
		all = append(all, cue{"other_stage", 1, string(min(a.Stage, b.Stage)) + ", " + string(max(a.Stage, b.Stage))})
	}
	return all
}

func plain[T ~string](v T) string { return strings.ReplaceAll(string(v), "_", " ") }

func tollCues(all []cue, a, b *Telling) []cue {
	best, least, met := 0, math.Inf(1), ""
	for _, x := range a.Tolls {
		for _, y := range b.Tolls {
			if x.What != y.What || !x.All || !y.All {
				continue
			}
			if x.Low == y.Low && x.Low > best {
				best, met = x.Low, fmt.Sprintf("%d %s", x.Low, x.What)
			}
			if d := math.Abs(math.Log(float64(x.Low+1) / float64(y.Low+1))); d < least {
				least = d
			}
		}
	}
	switch {
	case best > 0:
		return append(all, cue{"same_toll", min(math.Log1p(float64(best))/3, 1), met})
	case !math.IsInf(least, 1):
		return append(all, cue{"toll_distance", min(least, 3), fmt.Sprintf("by a factor of %.1f", math.Exp(least))})
	}
	return all
}

func reportCues(all []cue, a, b *Telling) []cue {
	if n := shared(a.Words, b.Words); n > 0 {
		all = append(all, cue{"rare_words", min(math.Log2(float64(1+n))/3, 1.5), fmt.Sprint(n)})
	}
	if a.Published != nil && b.Published != nil {
		lag := int(max(*a.Published-*b.Published, *b.Published-*a.Published))
		all = append(all, cue{"lag", math.Log1p(float64(lag)) / 6, count(lag, "day")})
	}
	if a.Main && b.Main {
		all = append(all, cue{"both_main", 1, ""})
	}
	if a.Group != "" && a.Group == b.Group {
		all = append(all, cue{"duplicate", 1, ""})
	}
	return all
}

// shared counts what stands in both ascending lists.
func shared(a, b []uint32) (n int) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n++
			a, b = a[1:], b[1:]
		}
	}
	return n
}
