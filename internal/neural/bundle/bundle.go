// Package bundle reads and writes model bundles: one file that holds a trained
// reader's description, vocabulary and weights. docs/model-bundle.md is the
// format's definition.
package bundle

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Format is the format that this package reads and writes.
const Format = 1

// The ways in which a file is no bundle that can be used; errors of Parse wrap
// one of them.
var (
	ErrForeign   = errors.New("not a model bundle")
	ErrFormat    = errors.New("model bundle of another format")
	ErrTruncated = errors.New("model bundle is cut short")
	ErrDamaged   = errors.New("model bundle is damaged")
	ErrInvalid   = errors.New("model bundle does not hold together")
)

// Header describes a bundle.
type Header struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	// Licence is an SPDX identifier.
	Licence string             `json:"licence"`
	Data    []Source           `json:"data"`
	Metrics map[string]float64 `json:"metrics,omitempty"`
	Encoder Encoder            `json:"encoder"`
	Window  Window             `json:"window"`
	Heads   []Head             `json:"heads"`

	Vocabulary Vocabulary `json:"vocabulary"`
	Tensors    []Entry    `json:"tensors"`
	DataBytes  int        `json:"data_bytes"`
}

// Source is something that the model was trained on or started from.
type Source struct {
	Name      string `json:"name"`
	Licence   string `json:"licence"`
	Documents int    `json:"documents"`
}

// Encoder gives the sizes of the encoder.
type Encoder struct {
	Layers       int     `json:"layers"`
	Hidden       int     `json:"hidden"`
	Heads        int     `json:"heads"`
	Intermediate int     `json:"intermediate"`
	MaxPositions int     `json:"max_positions"`
	LayerNormEps float64 `json:"layer_norm_eps"`
	LowerCase    bool    `json:"lower_case"`
}

// Window says how long text is cut, in pieces.
type Window struct {
	Pieces int `json:"pieces"`
	Stride int `json:"stride"`
}

// Head turns vectors of the encoder into one score for each label.
type Head struct {
	Name        string   `json:"name"`
	Kind        string   `json:"kind"`
	Labels      []string `json:"labels"`
	Output      string   `json:"output"`
	Temperature float64  `json:"temperature,omitempty"`
	Layers      []Dense  `json:"layers,omitempty"`
	Pool        string   `json:"pool,omitempty"`
	Span        string   `json:"span,omitempty"`
	Form        string   `json:"form,omitempty"`
	Features    []string `json:"features,omitempty"`
	Left        []Dense  `json:"left,omitempty"`
	Right       []Dense  `json:"right,omitempty"`
	Bilinear    string   `json:"bilinear,omitempty"`
	Linear      string   `json:"linear,omitempty"`
	Bias        string   `json:"bias,omitempty"`
}

// Dense is a fully connected layer; Weight and Bias name tensors.
type Dense struct {
	Weight     string `json:"weight"`
	Bias       string `json:"bias,omitempty"`
	Activation string `json:"activation"`
}

// Vocabulary gives the number of WordPieces and the bytes of their list.
type Vocabulary struct {
	Pieces int `json:"pieces"`
	Bytes  int `json:"bytes"`
}

// The types of tensors.
const (
	Float32 = "f32"
	Int8    = "i8"
)

// Entry says where a tensor stands. Offset counts from the start of the data.
type Entry struct {
	Name   string `json:"name"`
	Type   string `json:"dtype"`
	Shape  []int  `json:"shape"`
	Offset int    `json:"offset"`
	Bytes  int    `json:"bytes"`
}

// Tensor is an array of numbers, row by row. Of Floats and Bytes one is set;
// Bytes are signed, within ±127, and each row's are multiplied by its scale.
type Tensor struct {
	Shape  []int
	Floats []float32
	Bytes  []int8
	Scales []float32
}

// Bundle is an open bundle. It keeps the bytes that it was parsed from and is safe
// for concurrent use.
type Bundle struct {
	Header Header
	// Pieces are the WordPieces by number.
	Pieces []string
	// Hash is the SHA-256 at the end of the file, which names the model.
	Hash [32]byte

	data []byte
}

// Tensor reads the tensor of that name into new memory.
func (b *Bundle) Tensor(name string) (Tensor, error) {
	i := slices.IndexFunc(b.Header.Tensors, func(e Entry) bool { return e.Name == name })
	if i < 0 {
		return Tensor{}, fmt.Errorf("%w: it has no tensor %s", ErrInvalid, name)
	}
	e := b.Header.Tensors[i]
	raw := b.data[e.Offset : e.Offset+e.Bytes]
	if e.Type == Float32 {
		return Tensor{Shape: e.Shape, Floats: floats(raw)}, nil
	}
	rows := e.Shape[0]
	t := Tensor{Shape: e.Shape, Scales: floats(raw[:4*rows]), Bytes: make([]int8, len(raw)-4*rows)}
	for i, v := range raw[4*rows:] {
		t.Bytes[i] = int8(v)
	}
	return t, nil
}

func floats(raw []byte) []float32 {
	out := make([]float32, len(raw)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return out
}

// size returns the bytes that the entry's tensor takes, -1 where the shape or type
// makes no sense or the product is beyond reason.
func (e Entry) size() int {
	const most = 1 << 32
	n := 1
	for _, d := range e.Shape {
		if d <= 0 || d > most/n {
			return -1
		}
		n *= d
	}
	switch {
	case len(e.Shape) == 0:
		return -1
	case e.Type == Float32:
		return 4 * n
	case e.Type == Int8 && len(e.Shape) == 2:
		return 4*e.Shape[0] + n
	}
	return -1
}
