package linear

import (
	"hash/fnv"
	"math"
	"slices"
)

// CrossValidate returns for each example the score of a model that was trained
// without its group's fold, in log-odds before calibration. With fewer folds
// than two it panics.
func CrossValidate(examples []Example, opt Options, folds int) []float64 {
	if folds < 2 {
		panic("linear: cross-validation takes two folds or more")
	}
	scores := make([]float64, len(examples))
	for fold := range folds {
		var rest []Example
		for _, e := range examples {
			if FoldOf(e.Group, folds) != fold {
				rest = append(rest, e)
			}
		}
		m := Train(rest, opt)
		for i, e := range examples {
			if FoldOf(e.Group, folds) == fold {
				scores[i] = m.Score(e.Features)
			}
		}
	}
	return scores
}

// FoldOf returns the fold, from 0 to folds-1, that a group falls in: always the
// same, whatever the other groups are.
func FoldOf(group string, folds int) int {
	h := fnv.New32a()
	h.Write([]byte(group)) // never fails
	return int(h.Sum32() % uint32(folds))
}

// Calibrate sets the model's scale and shift so that the scores, best those of
// [CrossValidate], tell the share of positive examples (Platt, Probabilistic
// outputs for support vector machines, 1999).
func (m *Model) Calibrate(examples []Example, scores []float64) {
	fit := make([]Example, len(examples))
	for i, e := range examples {
		fit[i] = Example{Features: Features{{"score", scores[i]}}, Positive: e.Positive, Weight: e.Weight}
	}
	line := Train(fit, Options{L2: 0.1})
	if scale := line.Weights["score"]; scale > 0 {
		m.Scale, m.Shift = scale, line.Bias
	}
}

// Loss returns the mean loss in nats of taking the scores for log-odds.
func Loss(examples []Example, scores []float64) float64 {
	sum := 0.0
	for i, e := range examples {
		sum += math.Log1p(math.Exp(-sign(e.Positive) * scores[i]))
	}
	return sum / float64(max(1, len(examples)))
}

// Area returns the area under the ROC curve: how often a positive example scores
// above a negative one, ties counting half. It is 0 where one of the two is
// missing.
func Area(examples []Example, scores []float64) float64 {
	order := make([]int, len(examples))
	positive := 0
	for i, e := range examples {
		order[i] = i
		if e.Positive {
			positive++
		}
	}
	negative := len(examples) - positive
	if positive == 0 || negative == 0 {
		return 0
	}
	slices.SortFunc(order, func(x, y int) int { return compare(scores[x], scores[y]) })
	wins, below := 0.0, 0
	for i := 0; i < len(order); {
		j, pos, neg := i, 0, 0
		for ; j < len(order) && scores[order[j]] == scores[order[i]]; j++ {
			if examples[order[j]].Positive {
				pos++
			} else {
				neg++
			}
		}
		wins += float64(pos) * (float64(below) + float64(neg)/2)
		below += neg
		i = j
	}
	return wins / float64(positive) / float64(negative)
}

func compare(x, y float64) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}
