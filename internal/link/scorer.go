package link

import (
	"bytes"
	"cmp"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tocsin"
	"tocsin/internal/resolve/gazetteer"
)

// Weight is one row of the file of weights.
type Weight struct {
	Cue string
	// Prior is the weight before anything is learned, Value the one in use.
	Prior, Value float64
	// Words say the cue to a reader; {} stands for what it met.
	Words string
}

// Scorer says how likely two tellings are of one incident. It is safe for
// concurrent use.
type Scorer struct {
	weights map[string]Weight
	rows    []Weight
}

// NewScorer returns a scorer with the embedded weights.
func NewScorer() (*Scorer, error) {
	b, err := files.ReadFile("data/weights.tsv")
	if err != nil {
		return nil, fmt.Errorf("read the weights of linking: %w", err)
	}
	rows, err := parseWeights(b)
	if err != nil {
		return nil, err
	}
	return NewScorerWith(rows), nil
}

// NewScorerWith returns a scorer with other weights.
func NewScorerWith(rows []Weight) *Scorer {
	s := &Scorer{weights: map[string]Weight{}, rows: rows}
	for _, w := range rows {
		s.weights[w.Cue] = w
	}
	return s
}

// Weights returns the weights in the order of their file.
func (s *Scorer) Weights() []Weight { return slices.Clone(s.rows) }

func parseWeights(b []byte) ([]Weight, error) {
	var rows []Weight
	n := 0
	for line := range bytes.Lines(b) {
		n++
		text := strings.TrimRight(string(line), "\n")
		if text == "" || text[0] == '#' {
			continue
		}
		f := strings.Split(text, "\t")
		if len(f) != 4 {
			return nil, fmt.Errorf("weights of linking, line %d: %d fields, want 4", n, len(f))
		}
		prior, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			return nil, fmt.Errorf("weights of linking, line %d: %w", n, err)
		}
		value, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			return nil, fmt.Errorf("weights of linking, line %d: %w", n, err)
		}
		rows = append(rows, Weight{f[0], prior, value, f[3]})
	}
	return rows, nil
}

// Score returns the likelihood in [0,1] that a and b tell one incident, 0 where
// that cannot be. It is the same for b and a.
func (s *Scorer) Score(a, b *Telling) float64 {
	if Forbidden(a, b) != "" {
		return 0
	}
	if a.ID > b.ID {
		a, b = b, a // fractions are rounded one way and the other else
	}
	sum := 0.0
	for _, c := range cues(a, b) {
		sum += s.weights[c.name].Value * c.value
	}
	return logistic(sum)
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// Reasons says in words what speaks for and against a link of a and b, the
// weightiest first.
func (s *Scorer) Reasons(a, b *Telling) []string {
	if why := Forbidden(a, b); why != "" {
		return []string{why}
	}
	all := cues(a, b)
	weight := func(c cue) float64 { return math.Abs(s.weights[c.name].Value * c.value) }
	slices.SortStableFunc(all, func(x, y cue) int { return cmp.Compare(weight(y), weight(x)) })
	var out []string
	for _, c := range all {
		if words := s.weights[c.name].Words; words != "" {
			out = append(out, strings.ReplaceAll(words, "{}", c.met))
		}
	}
	return out
}

// Values returns the strength of every cue that applies to a pair, by name, as
// learning takes it; nil where the pair cannot be linked.
func Values(a, b *Telling) map[string]float64 {
	if Forbidden(a, b) != "" {
		return nil
	}
	out := map[string]float64{}
	for _, c := range cues(a, b) {
		out[c.name] = c.value
	}
	return out
}

// farApart is the distance in km from which two points are two incidents'.
const farApart = 60

// Forbidden says why a and b cannot tell one incident, "" where they can.
func Forbidden(a, b *Telling) string {
	switch {
	case a.Article == b.Article:
		return "told by one report"
	case a.Aggregate != b.Aggregate:
		return "one of them sums up several incidents"
	case familyOf(a.Kind) != familyOf(b.Kind):
		return "not of one kind: " + plain(a.Kind) + ", " + plain(b.Kind)
	case tooEarly(a, b) || tooEarly(b, a):
		return "one report is older than what the other tells"
	case a.When == nil || b.When == nil:
		return "no day is known of one of them"
	case gap(*a.When, *b.When) > 1:
		return "on different days"
	}
	return forbiddenPlace(a.Where, b.Where)
}

// tooEarly reports whether a's report was out before the day of what b tells.
func tooEarly(a, b *Telling) bool {
	return a.Published != nil && b.When != nil && !b.Assumed && *a.Published+forwardDays < b.When.Start
}

// gap returns the days between two intervals, 0 where they overlap.
func gap(a, b tocsin.Interval) int { return int(max(0, b.Start-a.End, a.Start-b.End)) }

func forbiddenPlace(p, q *Spot) string {
	switch {
	case p == nil || q == nil:
		return ""
	case p.Country != "" && q.Country != "" && p.Country != q.Country:
		return "in different countries"
	case p.provincial(q) || q.provincial(p):
		return ""
	case p.exact() && q.exact() && kilometres(p, q) > farApart && p.Folded != q.Folded:
		return fmt.Sprintf("more than %d km apart", farApart)
	case bothInProvinces(p, q) && p.Admin1 != q.Admin1 && p.Folded != q.Folded:
		return "in different provinces"
	}
	return ""
}

// bothInProvinces reports whether both are places within a province of a name,
// one of them the province or a part of it that is no point.
func bothInProvinces(p, q *Spot) bool {
	return p.Admin1 != "" && q.Admin1 != "" && !(p.exact() && q.exact())
}

// fold returns a name as it is compared: without accents, letters and digits only,
// the Arabic article and what says the sort of place left out.
func fold(name string) string {
	plain := string(gazetteer.Fold(nil, name))
	words := strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	kept := words[:0]
	for _, w := range words {
		switch w {
		case "al", "el", "the", "of", "in", "near", "city", "town", "village", "province", "governorate", "district", "area", "countryside":
		default:
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// commonWords reads the words that say nothing of two tellings which share them.
func commonWords() map[string]bool {
	b, err := files.ReadFile("data/common.txt")
	if err != nil {
		// The file is embedded: a binary that builds holds it.
		panic(fmt.Sprintf("read the common words: %v", err))
	}
	words := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		if line[0] != '#' {
			words[strings.TrimSpace(line)] = true
		}
	}
	return words
}

func hash32(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}
