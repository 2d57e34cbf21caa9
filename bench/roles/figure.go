package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"strings"

	"tocsin/internal/extract"
	"tocsin/internal/linear"
)

// figure tells how well one role is chosen in cross-validation, against all values
// that gold holds.
type figure struct {
	role                string
	examples, positives int
	// p, r and f are precision, recall and F1 where values are taken from the
	// probability least on, which is where F1 is near its highest.
	p, r, f, least float64
	// ece is the expected calibration error over ten equal ranges of probability.
	ece float64
	// risk is the share of wrong values among the surest half, the surest four fifths
	// and all of those that are taken.
	risk [3]float64
}

// flat is by how much F1 must grow for less likely values to be taken: its curve is
// flat at the top, where precision is lost for chance.
const flat = 0.002

// measure finds the probability from which values are best taken: the best one of
// each incident for the roles that have but one.
func measure(role string, ls []*lesson, gold int) figure {
	fig := figure{role: role, examples: len(ls), ece: calibrationError(ls)}
	order := slices.Clone(ls)
	slices.SortStableFunc(order, func(x, y *lesson) int { return cmp.Compare(y.odds, x.odds) })
	for _, l := range ls {
		if l.right {
			fig.positives++
		}
	}
	if gold == 0 {
		gold = fig.positives
	}
	taken := map[string]bool{}
	var right []bool // of the values so far, the surest first
	coded, hit := 0, 0
	for _, l := range order {
		if key := fmt.Sprint(l.article, l.Incident); role == "date" || role == "place" {
			if taken[key] {
				continue
			}
			taken[key] = true
		}
		coded++
		right = append(right, l.right)
		if l.right {
			hit++
		}
		if f := 2 * float64(hit) / float64(coded+gold); f > fig.f+flat {
			fig.p, fig.r, fig.f, fig.least = float64(hit)/float64(coded), float64(hit)/float64(gold), f, linear.Logistic(l.odds)
			fig.risk = risks(right)
		}
	}
	return fig
}

// risks returns the share of wrong values among the first half, the first four fifths
// and all.
func risks(right []bool) [3]float64 {
	var out [3]float64
	for k, share := range []float64{0.5, 0.8, 1} {
		n := max(1, int(share*float64(len(right))))
		wrong := 0
		for _, r := range right[:n] {
			if !r {
				wrong++
			}
		}
		out[k] = float64(wrong) / float64(n)
	}
	return out
}

func calibrationError(ls []*lesson) float64 {
	var gap [10]float64
	for _, l := range ls {
		p := linear.Logistic(l.odds)
		b := min(int(10*p), 9)
		gap[b] += p
		if l.right {
			gap[b]--
		}
	}
	sum := 0.0
	for _, g := range gap {
		sum += math.Abs(g)
	}
	return sum / float64(max(1, len(ls)))
}

func (t *trainer) report() {
	for _, f := range t.figures {
		fmt.Fprintf(os.Stderr, "%-17s examples %5d positive %4d | P %.3f R %.3f F1 %.3f from %.2f | calibration error %.3f | wrong of the surest half %.3f, four fifths %.3f, all %.3f\n",
			f.role, f.examples, f.positives, f.p, f.r, f.f, f.least, f.ece, f.risk[0], f.risk[1], f.risk[2])
	}
}

// comment is the head of the table.
const comment = `# Learned weights by which the arguments of incidents are chosen, made by bench/roles
# from gold articles: do not edit. Each role is a logistic regression over what the
# code of internal/extract notices of a value ("rel=subj": the actor is the subject of
# the act). A value is taken from the probability (least) on; the row of actor and
# stance is judged from the log-odds of both.
# role	feature	weight
`

// write prints the table of all roles.
func write(w io.Writer, roles extract.Roles) error {
	var b strings.Builder
	b.WriteString(comment)
	for _, role := range slices.Sorted(maps.Keys(roles)) {
		var table strings.Builder
		if err := roles[role].Write(&table, ""); err != nil {
			return fmt.Errorf("write role %s: %w", role, err)
		}
		fmt.Fprintf(&b, "%s\t(least)\t%.3f\n", role, roles[role].Least)
		for line := range strings.Lines(table.String()) {
			if !strings.HasPrefix(line, "#") {
				fmt.Fprintf(&b, "%s\t%s", role, line)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
