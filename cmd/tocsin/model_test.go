package main

import (
	"bytes"
	"os"

	"github.com/rogpeppe/go-internal/testscript"

	"tocsin/internal/neural/bundle"
)

// writeBundle writes a small sound bundle, for "bundle FILE".
func writeBundle(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: bundle FILE")
	}
	matrix := make([]float32, 6*32)
	for i := range matrix {
		matrix[i] = float32(i%7) - 3
	}
	d := bundle.Draft{
		Header: bundle.Header{
			Name: "tiny", Version: "1", Licence: "Apache-2.0",
			Data:    []bundle.Source{{Name: "own sentences", Licence: "Apache-2.0", Documents: 3}},
			Metrics: map[string]float64{"f1": 0.5},
			Encoder: bundle.Encoder{Layers: 1, Hidden: 32, Heads: 1, Intermediate: 64, MaxPositions: 16, LayerNormEps: 1e-12},
			Window:  bundle.Window{Pieces: 16, Stride: 8},
			Heads: []bundle.Head{{Name: "mentions", Kind: "token", Labels: []string{"O", "B", "I", "X", "Y", "Z"}, Output: "softmax",
				Layers: []bundle.Dense{{Weight: "encoder.m", Activation: "none"}}}},
		},
		Pieces:  []string{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "bomb"},
		Tensors: []bundle.Named{{Name: "encoder.m", Tensor: bundle.Tensor{Shape: []int{6, 32}, Floats: matrix}}},
	}
	var out bytes.Buffer
	ts.Check(d.Write(&out))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out.Bytes(), 0o666))
}
