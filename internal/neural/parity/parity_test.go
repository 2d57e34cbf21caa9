package parity

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"tocsin/internal/neural"
)

func open(t *testing.T) (*neural.Model, []Sample) {
	t.Helper()
	raw, err := os.ReadFile("../testdata/tiny.tocsin")
	if err != nil {
		t.Fatal(err)
	}
	m, err := neural.Open(raw)
	if err != nil {
		t.Fatal(err)
	}
	if raw, err = os.ReadFile("../testdata/logits.json"); err != nil {
		t.Fatal(err)
	}
	samples, err := Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return m, samples
}

// TestTheSameModel compares with the logits of train/parity/encoder.py.
func TestTheSameModel(t *testing.T) {
	m, samples := open(t)
	differences, err := Compare(context.Background(), m, samples)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range differences {
		if d.Compared == 0 || !(d.Largest < 1e-5) {
			t.Errorf("%s: %d probabilities within %g", d.Head, d.Compared, d.Largest)
		}
	}
}

func TestAnotherModelIsTold(t *testing.T) {
	m, samples := open(t)
	samples[0].Heads["counts"] = json.RawMessage("[0,0,0]")
	differences, err := Compare(context.Background(), m, samples)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range differences {
		if away := d.Largest > 0.01; away != (d.Head == "counts") {
			t.Errorf("%s: the largest difference is %g", d.Head, d.Largest)
		}
	}
}

func TestWhatCannotBeCompared(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(s *Sample)
		says   string
	}{
		{"other pieces", func(s *Sample) { s.Pieces[1]++ }, "is cut into the pieces"},
		{"no pieces", func(s *Sample) { s.Pieces = nil }, "is cut into the pieces"},
		{"a long text", func(s *Sample) { s.Text = strings.Repeat("bomb ", 50) }, "takes 4 windows"},
		{"no logits", func(s *Sample) { delete(s.Heads, "mentions") }, "no logits"},
		{"logits of another form", func(s *Sample) { s.Heads["mentions"] = json.RawMessage("[1]") }, "rows of logits"},
		{"too few rows", func(s *Sample) { s.Heads["mentions"] = json.RawMessage("[[1,2,3]]") }, "1 rows of logits"},
		{"too few labels", func(s *Sample) { s.Heads["counts"] = json.RawMessage("[1]") }, "1 logits for 3 labels"},
		{"no pooled row", func(s *Sample) { s.Heads["counts"] = json.RawMessage(`"x"`) }, "cannot unmarshal"},
		{"too few pairs", func(s *Sample) { s.Heads["role"] = json.RawMessage("[]") }, "a table of 0 rows"},
		{"a gap among pairs", func(s *Sample) { s.Heads["role"] = json.RawMessage("[[],[]]") }, "a row of 0 pairs"},
		{"a span beyond the text", func(s *Sample) { s.Spans[0] = [2]int{5, 5} }, "pieces 4 to 3"},
	} {
		m, samples := open(t)
		c.change(&samples[0])
		if _, err := Compare(context.Background(), m, samples); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v; want it to say %q", c.name, err, c.says)
		}
	}
	for _, raw := range []string{"", "{}", "[]"} {
		if _, err := Parse([]byte(raw)); err == nil {
			t.Errorf("%q was taken for samples", raw)
		}
	}
}
