package linear

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawn returns n examples drawn by a fixed rule: "good" speaks for, "bad"
// against, "noise" for nothing; every tenth label is turned round.
func drawn(n int) []Example {
	state := uint32(1)
	next := func() bool {
		state = state*1664525 + 1013904223
		return state>>16&1 == 1
	}
	var out []Example
	for i := range n {
		var f Features
		good, bad := next(), next()
		f.Flag("good", good)
		f.Flag("bad", bad)
		f.Flag("noise", next())
		positive := good && !bad || good == bad && next()
		out = append(out, Example{Features: f, Positive: positive != (i%10 == 0), Group: fmt.Sprint(i / 5)})
	}
	return out
}

func TestTrainFindsWhatSpeaksForAndAgainst(t *testing.T) {
	m := Train(drawn(2000), Options{L2: 1})
	if m.Weights["good"] < 1 || m.Weights["bad"] > -1 || math.Abs(m.Weights["noise"]) > 0.3 {
		t.Errorf("weights %v: want good above 1, bad below -1, noise near 0", m.Weights)
	}
}

// TestTrainReachesTheOptimum: with one feature that is always there and no
// penalty to speak of, the score is the log-odds of the examples.
func TestTrainReachesTheOptimum(t *testing.T) {
	var examples []Example
	for i := range 100 {
		examples = append(examples, Example{Positive: i < 80})
	}
	m := Train(examples, Options{})
	if want := math.Log(4); math.Abs(m.Score(nil)-want) > 1e-3 {
		t.Errorf("score %.4f of examples of which four in five are positive, want log 4 = %.4f", m.Score(nil), want)
	}
}

func TestL1LeavesOutWhatTellsNothing(t *testing.T) {
	m := Train(drawn(2000), Options{L1: 40})
	if _, ok := m.Weights["noise"]; ok || len(m.Weights) != 2 {
		t.Errorf("weights %v: want good and bad alone", m.Weights)
	}
}

func TestRareFeaturesAreNotLearned(t *testing.T) {
	examples := append(drawn(50), Example{Features: Features{{"once", 1}}, Positive: true})
	if m := Train(examples, Options{MinCount: 2}); m.Weights["once"] != 0 {
		t.Errorf("a feature that stands once has the weight %v", m.Weights["once"])
	}
}

func TestTheWeightOfAnExampleCountsItSoManyTimes(t *testing.T) {
	twice := append(drawn(40), drawn(40)...)
	heavy := drawn(40)
	for i := range heavy {
		heavy[i].Weight = 2
	}
	a, b := Train(twice, Options{L2: 1}), Train(heavy, Options{L2: 1})
	for name, w := range a.Weights {
		if math.Abs(w-b.Weights[name]) > 1e-6 {
			t.Errorf("%s: %v for examples given twice, %v for examples that weigh 2", name, w, b.Weights[name])
		}
	}
}

func TestTrainingIsRepeatable(t *testing.T) {
	var a, b bytes.Buffer
	for _, to := range []*bytes.Buffer{&a, &b} {
		if err := Train(drawn(300), Options{L2: 1}).Write(to, "x"); err != nil {
			t.Fatal(err)
		}
	}
	if a.String() != b.String() {
		t.Errorf("two trainings differ:\n%s\n%s", &a, &b)
	}
}

// TestCrossValidationHoldsGroupsOut: where the only feature is the group's own
// name, a model that never saw the group knows nothing of it.
func TestCrossValidationHoldsGroupsOut(t *testing.T) {
	var examples []Example
	for i := range 400 {
		group := fmt.Sprint(i / 4)
		examples = append(examples, Example{Features: Features{{group, 1}}, Positive: i/4%2 == 0, Group: group})
	}
	if got := Area(examples, CrossValidate(examples, Options{L2: 0.1}, 5)); got > 0.6 {
		t.Errorf("held-out area %.2f from the names of groups: a group stands on both sides", got)
	}
}

func TestCalibrateTellsTheShare(t *testing.T) {
	examples := drawn(4000)
	m := Train(examples, Options{L2: 1})
	for name := range m.Weights {
		m.Weights[name] *= 5 // far too sure of itself
	}
	scores := make([]float64, len(examples))
	for i, e := range examples {
		scores[i] = m.Score(e.Features)
	}
	m.Calibrate(examples, scores)
	told, so := 0.0, 0.0
	for _, e := range examples {
		if p := m.Probability(e.Features); p > 0.6 {
			told += p
			if e.Positive {
				so++
			}
		}
	}
	if math.Abs(told-so) > 0.05*so {
		t.Errorf("of the examples called likely %.0f are told to be positive, %.0f are", told, so)
	}
}

func TestAreaAndLoss(t *testing.T) {
	examples := []Example{{Positive: true}, {Positive: true}, {}, {}}
	for _, c := range []struct {
		scores []float64
		area   float64
	}{
		{[]float64{2, 1, 0, -1}, 1},
		{[]float64{-1, 0, 1, 2}, 0},
		{[]float64{1, 1, 1, 1}, 0.5},
		{[]float64{2, 0, 1, -1}, 0.75},
	} {
		if got := Area(examples, c.scores); got != c.area {
			t.Errorf("area of %v is %v, want %v", c.scores, got, c.area)
		}
	}
	if got := Area(examples[:2], []float64{1, 2}); got != 0 {
		t.Errorf("area without a negative example is %v, want 0", got)
	}
	if got := Loss(examples, make([]float64, 4)); math.Abs(got-math.Ln2) > 1e-12 {
		t.Errorf("loss of knowing nothing is %v, want ln 2", got)
	}
}

func TestParseRefusesWhatIsNoModel(t *testing.T) {
	whole := [][]string{{biasRow, "0"}, {scaleRow, "1"}, {shiftRow, "0"}}
	for _, c := range []struct {
		name string
		rows [][]string
		want string
	}{
		{"cut off", whole[:2], "(shift) is wanting"},
		{"no number", append(whole[:3:3], []string{"word", "many"}), `"many" is no number`},
		{"not a number", append(whole[:3:3], []string{"word", "NaN"}), `"NaN" is no number`},
		{"one column", append(whole[:3:3], []string{"word"}), "want a name and a number"},
		{"twice", append(whole[:3:3], []string{"word", "1"}, []string{"word", "2"}), "stands twice"},
		{"turned round", [][]string{{biasRow, "0"}, {scaleRow, "-1"}, {shiftRow, "0"}}, "above 0"},
	} {
		if _, err := Parse(c.rows); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

// TestWhatIsWrittenIsRead: a written table makes the model again, to the third
// decimal.
func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weight := rapid.Float64Range(-20, 20)
		m := &Model{
			Bias: weight.Draw(t, "bias"), Scale: rapid.Float64Range(0.01, 5).Draw(t, "scale"), Shift: weight.Draw(t, "shift"),
			Weights: rapid.MapOf(rapid.StringMatching(`[a-z=&.]{1,12}`), weight).Draw(t, "weights"),
		}
		var b bytes.Buffer
		if err := m.Write(&b, "two\nlines"); err != nil {
			t.Fatal(err)
		}
		var rows [][]string
		for line := range strings.Lines(b.String()) {
			if !strings.HasPrefix(line, "#") {
				rows = append(rows, strings.Split(strings.TrimSpace(line), "\t"))
			}
		}
		got, err := Parse(rows)
		if err != nil {
			t.Fatal(err)
		}
		for name, w := range m.Weights {
			if math.Abs(got.Weights[name]-w) > 0.0005+1e-9 {
				t.Errorf("%s: wrote %v, read %v", name, w, got.Weights[name])
			}
		}
		if math.Abs(got.Bias-m.Bias) > 0.00051 || math.Abs(got.Scale-m.Scale) > 0.00051 {
			t.Errorf("bias and scale %v %v, want %v %v", got.Bias, got.Scale, m.Bias, m.Scale)
		}
	})
}
