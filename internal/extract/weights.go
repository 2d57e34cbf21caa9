package extract

import (
	"fmt"
	"strconv"

	"tocsin/internal/rules"
)

// Weights are the numbers by which mentions are joined and incidents kept, by
// name (weights.tsv tells what each stands for).
type Weights map[string]float64

// loadWeights returns the embedded weights.
func loadWeights() (Weights, error) {
	w := Weights{}
	for _, row := range rules.Rows("weights.tsv") {
		if len(row) < 2 {
			return nil, fmt.Errorf("weights.tsv: row %q: want a name and a number", row)
		}
		v, err := strconv.ParseFloat(row[1], 64)
		if err != nil {
			return nil, fmt.Errorf("weights.tsv: %s: %w", row[0], err)
		}
		w[row[0]] = v
	}
	return w, nil
}
