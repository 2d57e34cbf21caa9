package eval_test

import (
	"math"
	"strings"
	"testing"

	"tocsin/internal/eval"
)

func chains(s string) [][]string {
	var out [][]string
	for _, c := range strings.Split(s, " ") {
		out = append(out, strings.Split(c, ""))
	}
	return out
}

// The figures are worked by hand from the definitions; the second is the example
// of Luo 2005, figure 1.
func TestChainScores(t *testing.T) {
	for _, c := range []struct {
		gold, made           string
		mucP, mucR, b3P, b3R float64
		ceafP, ceafR         float64
	}{
		{"abc d", "abc d", 1, 1, 1, 1, 1, 1},
		{"12345 67 89ABC", "12345 6789ABC", 0.9, 1, 0.762, 1, 0.917, 0.611},
		{"ab c", "a b c", 1, 0, 1, 0.667, 0.556, 0.833},
		{"ab c", "abx", 0.5, 1, 0.444, 0.667, 0.8, 0.4},
	} {
		s := eval.ScoreChains(chains(c.gold), chains(c.made))
		got := []float64{s.MUC.P, s.MUC.R, s.B3.P, s.B3.R, s.CEAF.P, s.CEAF.R}
		for i, want := range []float64{c.mucP, c.mucR, c.b3P, c.b3R, c.ceafP, c.ceafR} {
			if math.Abs(got[i]-want) > 0.001 {
				t.Errorf("%s against %s: figure %d is %.3f, want %.3f", c.made, c.gold, i, got[i], want)
			}
		}
	}
}
