package linear

import (
	"cmp"
	"math"
	"slices"
)

// Example is one case to learn from.
type Example struct {
	Features Features
	Positive bool
	// Weight counts the example as so many; 0 stands for 1.
	Weight float64
	// Group names what the example belongs to: examples of one group are never
	// on both sides of a cross-validation.
	Group string
}

// Options govern training.
type Options struct {
	// L1 and L2 are the strengths of the penalties on weights: L1*|w| + L2*w²/2,
	// against the sum of the examples' losses. L1 sets weights to 0, so that the
	// model stays short.
	L1, L2 float64
	// MinCount is in how many examples a feature must stand to be learned.
	MinCount int
	// Rounds is the most passes over all weights; 0 stands for 60.
	Rounds int
}

// rounds is how many passes are enough to settle the weights in the third
// decimal on some thousand examples.
const rounds = 60

// Train returns the logistic regression that fits the examples best under the
// penalties, uncalibrated (a Scale of 1, a Shift of 0). It goes from weight to
// weight, moving each as Newton's method says, within a region of trust that
// narrows as it settles (Genkin, Lewis and Madigan, Large-scale Bayesian logistic
// regression for text categorization, Technometrics 49(3), 2007).
func Train(examples []Example, opt Options) *Model {
	t := newTrainer(examples, opt)
	most := cmp.Or(opt.Rounds, rounds)
	for range most {
		if t.round() < 1e-3 {
			break
		}
	}
	m := &Model{Bias: t.columns[0].weight, Weights: map[string]float64{}, Scale: 1}
	for _, c := range t.columns[1:] {
		if c.weight != 0 {
			m.Weights[c.name] = c.weight
		}
	}
	return m
}

// column is one feature over all examples.
type column struct {
	name   string
	cells  []cell
	weight float64
	// trust is how far the weight may move at once.
	trust float64
}

type cell struct {
	row   int
	value float64
}

// trainer holds the examples by feature; the first column is the bias.
type trainer struct {
	columns []*column
	// score is each example's present sum of weights, sign +1 for positive
	// examples and -1 for others, worth how much each counts.
	score, sign, worth []float64
	opt                Options
}

func newTrainer(examples []Example, opt Options) *trainer {
	t := &trainer{opt: opt}
	bias := &column{trust: 1}
	byName := map[string]*column{}
	for i, e := range examples {
		t.score = append(t.score, 0)
		t.worth = append(t.worth, cmp.Or(e.Weight, 1))
		t.sign = append(t.sign, sign(e.Positive))
		bias.cells = append(bias.cells, cell{i, 1})
		for _, f := range e.Features {
			c := byName[f.Name]
			if c == nil {
				c = &column{name: f.Name, trust: 1}
				byName[f.Name] = c
			}
			if n := len(c.cells); n > 0 && c.cells[n-1].row == i {
				c.cells[n-1].value += f.Value
				continue
			}
			c.cells = append(c.cells, cell{i, f.Value})
		}
	}
	t.columns = []*column{bias}
	for _, c := range byName {
		if len(c.cells) >= opt.MinCount {
			t.columns = append(t.columns, c)
		}
	}
	slices.SortFunc(t.columns[1:], func(x, y *column) int { return cmp.Compare(x.name, y.name) })
	return t
}

func sign(positive bool) float64 {
	if positive {
		return 1
	}
	return -1
}

// round moves every weight once and returns the longest move.
func (t *trainer) round() float64 {
	longest := 0.0
	for i, c := range t.columns {
		longest = max(longest, math.Abs(t.move(c, i > 0)))
	}
	return longest
}

// move changes one weight and returns by how much.
func (t *trainer) move(c *column, penalized bool) float64 {
	slope, bend := 0.0, 1e-9
	for _, x := range c.cells {
		p := Logistic(-t.sign[x.row] * t.score[x.row]) // how wrong the example still is
		slope -= t.worth[x.row] * t.sign[x.row] * x.value * p
		bend += t.worth[x.row] * x.value * x.value * p * (1 - p)
	}
	step := 0.0
	if penalized {
		step = penalizedStep(c.weight, slope+t.opt.L2*c.weight, bend+t.opt.L2, t.opt.L1)
	} else {
		step = -slope / bend
	}
	step = max(-c.trust, min(c.trust, step))
	c.trust = max(2*math.Abs(step), c.trust/2)
	if step == 0 {
		return 0
	}
	c.weight += step
	for _, x := range c.cells {
		t.score[x.row] += step * x.value
	}
	return step
}

// penalizedStep is the step of a weight under the penalty l1 on its size, which
// holds it at 0 until the slope is steeper and stops it there on its way across.
func penalizedStep(weight, slope, bend, l1 float64) float64 {
	switch down, up := -(slope+l1)/bend, -(slope-l1)/bend; {
	case weight > 0:
		return max(down, -weight)
	case weight < 0:
		return min(up, -weight)
	case down > 0:
		return down
	case up < 0:
		return up
	}
	return 0
}
