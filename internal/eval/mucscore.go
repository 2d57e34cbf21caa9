package eval

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

// RoleCounts are the sums behind one field's CEAF-REE figures. Predicted and
// gold entities are counted apart, since several predicted ones may be right
// for one gold entity.
type RoleCounts struct {
	Right, Predicted int // predicted fillers that are right, of all
	Found, Gold      int // gold fillers that were found, of all
}

// Add adds the counts of o to c.
func (c *RoleCounts) Add(o RoleCounts) {
	c.Right += o.Right
	c.Predicted += o.Predicted
	c.Found += o.Found
	c.Gold += o.Gold
}

// P returns precision in [0,1].
func (c RoleCounts) P() float64 { return ratio(c.Right, c.Predicted) }

// R returns recall in [0,1].
func (c RoleCounts) R() float64 { return ratio(c.Found, c.Gold) }

// F returns the harmonic mean of precision and recall, in [0,1].
func (c RoleCounts) F() float64 { return harmonic(c.P(), c.R()) }

// MUCScore is the CEAF-REE score of MUC-4 role fillers and incident types.
//
// Definition (Du, Rush and Cardie 2021, "Template Filling with Generative
// Transformers"): in each report, predicted templates are mapped one to one to
// gold ones so that micro F1 is largest. A pair counts only if the predicted
// type is contained in the gold type. Within a pair a predicted entity is right
// if all its mentions are mentions of one gold entity, and a gold entity is
// found if some predicted entity is right for it. A type is one filler. Fillers
// of unmapped templates are spurious or missing. Mentions are compared in lower
// case, without punctuation and articles.
type MUCScore struct {
	Docs int
	// Type counts incident types, Roles the five roles by name.
	Type  RoleCounts
	Roles map[string]RoleCounts
}

// Micro returns the sums over the six fields.
func (s *MUCScore) Micro() RoleCounts {
	all := s.Type
	for _, r := range MUCRoles() {
		all.Add(s.Roles[r])
	}
	return all
}

// ScoreMUC scores the predictions against the gold reports, matched by id. A
// report without prediction counts as predicted empty.
func ScoreMUC(gold, predicted []MUCDoc) *MUCScore {
	byID := map[string][]MUCTemplate{}
	for _, d := range predicted {
		byID[d.ID] = d.Templates
	}
	s := &MUCScore{Docs: len(gold), Roles: map[string]RoleCounts{}}
	for _, d := range gold {
		s.addDoc(byID[d.ID], d.Templates)
	}
	return s
}

func (s *MUCScore) addDoc(pred, gold []MUCTemplate) {
	for _, t := range pred {
		s.addField(func(c *RoleCounts, n int) { c.Predicted += n }, t)
	}
	for _, t := range gold {
		s.addField(func(c *RoleCounts, n int) { c.Gold += n }, t)
	}
	for _, p := range mapTemplates(pred, gold) {
		s.Type.Add(RoleCounts{Right: 1, Found: 1})
		for _, r := range MUCRoles() {
			s.Roles[r] = sumRole(s.Roles[r], matchEntities(*pred[p.i].Role(r), *gold[p.j].Role(r)))
		}
	}
}

// addField adds the numbers of fillers of t to the type and the roles.
func (s *MUCScore) addField(add func(*RoleCounts, int), t MUCTemplate) {
	add(&s.Type, 1)
	for _, r := range MUCRoles() {
		c := s.Roles[r]
		add(&c, len(*t.Role(r)))
		s.Roles[r] = c
	}
}

func sumRole(a, b RoleCounts) RoleCounts {
	a.Add(b)
	return a
}

// matchEntities counts right predicted and found gold entities of one role.
func matchEntities(pred, gold []MUCEntity) RoleCounts {
	var c RoleCounts
	found := make([]bool, len(gold))
	for _, p := range pred {
		right := false
		for j, g := range gold {
			if p.within(g) {
				right, found[j] = true, true
			}
		}
		c.Right += btoi(right)
	}
	for _, ok := range found {
		c.Found += btoi(ok)
	}
	return c
}

// within reports whether all mentions of e are mentions of g; an entity without
// mentions is within none.
func (e MUCEntity) within(g MUCEntity) bool {
	for _, m := range e {
		n := mucNorm(m.Text)
		if !slices.ContainsFunc(g, func(o MUCMention) bool { return mucNorm(o.Text) == n }) {
			return false
		}
	}
	return len(e) > 0
}

// mucNorm lower-cases s and drops punctuation and articles.
func mucNorm(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) || unicode.IsSymbol(r) {
			return -1
		}
		return r
	}, strings.ToLower(s))
	return strings.Join(slices.DeleteFunc(strings.Fields(s), func(w string) bool {
		return w == "a" || w == "an" || w == "the"
	}), " ")
}

// mapping is a partial mapping of templates with what it earns.
type mapping struct {
	right, found int
	pairs        []pair
}

// maxMasked is the largest number of templates on the smaller side for which
// the mapping is found exactly; beyond it, by the sum of right and found.
const maxMasked = 12

// mapTemplates returns the mapping with the largest micro F1 of the report.
// Since the numbers of fillers do not depend on it, F1 grows with both right
// and found, and only mappings that no other beats in both need be kept.
func mapTemplates(pred, gold []MUCTemplate) []pair {
	earn := make([][]mapping, len(pred))
	for i := range pred {
		earn[i] = make([]mapping, len(gold))
		for j := range gold {
			earn[i][j] = earned(&pred[i], &gold[j])
		}
	}
	if len(gold) > maxMasked {
		return mapBySum(earn)
	}
	fronts := map[uint][]mapping{0: {{}}}
	for i := range pred {
		fronts = extend(fronts, earn[i], i)
	}
	np, ng := fillers(pred), fillers(gold)
	var best mapping
	score := 0.0
	for _, ms := range fronts {
		for _, m := range ms {
			f := RoleCounts{m.right, np, m.found, ng}.F()
			if f > score || (f == score && slices.CompareFunc(m.pairs, best.pairs, comparePairs) < 0) {
				best, score = m, f
			}
		}
	}
	return best.pairs
}

// comparePairs orders pairs, so that ties between mappings fall the same way
// every time.
func comparePairs(a, b pair) int {
	if a.i != b.i {
		return a.i - b.i
	}
	return a.j - b.j
}

// earned returns what mapping p to g earns; nothing where the type of p is not
// contained in that of g.
func earned(p, g *MUCTemplate) mapping {
	if p.Type == "" || !strings.Contains(g.Type, p.Type) {
		return mapping{}
	}
	m := mapping{right: 1, found: 1}
	for _, r := range MUCRoles() {
		c := matchEntities(*p.Role(r), *g.Role(r))
		m.right += c.Right
		m.found += c.Found
	}
	return m
}

// extend maps predicted template i to each free gold template, or to none; the
// keys are sets of gold templates in use.
func extend(fronts map[uint][]mapping, earn []mapping, i int) map[uint][]mapping {
	out := make(map[uint][]mapping, len(fronts))
	for used, ms := range fronts {
		for _, m := range ms {
			out[used] = keepBest(out[used], m)
			for j, e := range earn {
				if e.right == 0 || used&(1<<j) != 0 {
					continue
				}
				next := mapping{m.right + e.right, m.found + e.found, append(slices.Clip(m.pairs), pair{i, j})}
				out[used|1<<j] = keepBest(out[used|1<<j], next)
			}
		}
	}
	return out
}

// keepBest adds m to a front unless a mapping there is as good in both counts.
func keepBest(front []mapping, m mapping) []mapping {
	for _, o := range front {
		if o.right >= m.right && o.found >= m.found {
			return front
		}
	}
	return append(slices.DeleteFunc(front, func(o mapping) bool {
		return m.right >= o.right && m.found >= o.found
	}), m)
}

func mapBySum(earn [][]mapping) []pair {
	weights := make([][]float64, len(earn))
	for i := range earn {
		for _, e := range earn[i] {
			weights[i] = append(weights[i], float64(e.right+e.found))
		}
	}
	return assign(weights)
}

// fillers counts the types and entities of templates.
func fillers(ts []MUCTemplate) int {
	n := len(ts)
	for i := range ts {
		for _, r := range MUCRoles() {
			n += len(*ts[i].Role(r))
		}
	}
	return n
}

// Print writes the score, a line for each field and one for all.
func (s *MUCScore) Print(w io.Writer) {
	fmt.Fprintf(w, "%d reports, CEAF-REE\n", s.Docs)
	printRole(w, "type", s.Type)
	for _, r := range MUCRoles() {
		printRole(w, r, s.Roles[r])
	}
	printRole(w, "all", s.Micro())
}

func printRole(w io.Writer, name string, c RoleCounts) {
	fmt.Fprintf(w, "%-8s P %.3f R %.3f F1 %.3f  (%d of %d predicted right, %d of %d gold found)\n",
		name, c.P(), c.R(), c.F(), c.Right, c.Predicted, c.Found, c.Gold)
}
