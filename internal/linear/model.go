// Package linear holds sparse linear models: logistic regression over features
// that have names, so that a trained model is a table that an analyst can read,
// weigh and question, line by line.
//
// Training is exact and repeatable: the same examples and options give the same
// model, without a seed. It reads and writes no file.
package linear

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Feature is one thing that is so of an example, and how much of it.
type Feature struct {
	Name  string
	Value float64
}

// Features are what is so of an example. Names that stand twice add up.
type Features []Feature

// Add appends a feature unless its value is 0.
func (f *Features) Add(name string, value float64) {
	if value != 0 {
		*f = append(*f, Feature{name, value})
	}
}

// Flag appends the feature with the value 1 where it is so.
func (f *Features) Flag(name string, so bool) {
	if so {
		*f = append(*f, Feature{name, 1})
	}
}

// Model is a trained logistic regression. It is read-only once made and then
// safe for concurrent use.
type Model struct {
	// Bias is the score of an example without features.
	Bias float64
	// Weights are the scores of features by name, in log-odds for each unit of
	// value; a name that is not there counts nothing.
	Weights map[string]float64
	// Scale and Shift turn a score into calibrated log-odds, as Platt does:
	// Scale*score + Shift.
	Scale, Shift float64
}

// Score returns the sum of the weights, in log-odds before calibration: above 0
// the example is more likely positive than not.
func (m *Model) Score(f Features) float64 {
	z := m.Bias
	for _, x := range f {
		z += m.Weights[x.Name] * x.Value
	}
	return z
}

// LogOdds returns the calibrated score.
func (m *Model) LogOdds(f Features) float64 { return m.Scale*m.Score(f) + m.Shift }

// Probability returns the calibrated probability, in (0,1), that the example is
// positive.
func (m *Model) Probability(f Features) float64 { return Logistic(m.LogOdds(f)) }

// LogOdds turns a probability in (0,1) into log-odds.
func LogOdds(p float64) float64 { return math.Log(p) - math.Log1p(-p) }

// Logistic turns log-odds into a probability.
func Logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// The rows of a model's table that are no features.
const (
	biasRow  = "(bias)"
	scaleRow = "(scale)"
	shiftRow = "(shift)"
)

// Parse makes a model of the rows of its table, each a name and a number; what
// stands in further columns is for people. Every model has the rows (bias),
// (scale) and (shift).
func Parse(rows [][]string) (*Model, error) {
	m := &Model{Weights: make(map[string]float64, len(rows))}
	for _, row := range rows {
		if len(row) < 2 {
			return nil, fmt.Errorf("row %q: want a name and a number, parted by a tab", row)
		}
		v, err := strconv.ParseFloat(row[1], 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("weight of %q: %q is no number", row[0], row[1])
		}
		if _, twice := m.Weights[row[0]]; twice {
			return nil, fmt.Errorf("%q stands twice", row[0])
		}
		m.Weights[row[0]] = v
	}
	for name, to := range map[string]*float64{biasRow: &m.Bias, scaleRow: &m.Scale, shiftRow: &m.Shift} {
		v, ok := m.Weights[name]
		if !ok {
			return nil, fmt.Errorf("the row %s is wanting: the table was cut off, or is no model", name)
		}
		*to = v
		delete(m.Weights, name)
	}
	if m.Scale <= 0 {
		return nil, errors.New("the (scale) is not above 0: calibration may not turn the order round")
	}
	return m, nil
}

// Write writes the table that [Parse] reads: comment, each line behind a "# ",
// then the features by weight, the strongest first. Weights are rounded to three
// decimals; those that round to 0 are left out.
func (m *Model) Write(w io.Writer, comment string) error {
	b := bufio.NewWriter(w)
	for line := range strings.Lines(comment) {
		fmt.Fprintf(b, "# %s\n", strings.TrimRight(line, "\n"))
	}
	row := func(name string, v float64) { fmt.Fprintf(b, "%s\t%s\n", name, decimal(v)) }
	row(biasRow, m.Bias)
	row(scaleRow, m.Scale)
	row(shiftRow, m.Shift)
	names := slices.SortedFunc(maps.Keys(m.Weights), func(x, y string) int {
		return cmp.Or(cmp.Compare(m.Weights[y], m.Weights[x]), cmp.Compare(x, y))
	})
	for _, name := range names {
		if decimal(m.Weights[name]) != "0" {
			row(name, m.Weights[name])
		}
	}
	return b.Flush()
}

func decimal(v float64) string {
	s := strings.TrimRight(strconv.FormatFloat(v, 'f', 3, 64), "0")
	if s = strings.TrimSuffix(s, "."); s == "-0" {
		return "0"
	}
	return s
}
