// Package kernel holds the arithmetic of the encoder: products of matrices of
// 32-bit floats and of bytes, softmax, GELU, layer norm and rounding to bytes.
//
// There is a Set of kernels in plain Go, which is right everywhere, and on
// amd64 two in assembler, for AVX2 and for AVX-512 with VNNI, which the
// program in the folder asm writes ("make kernels"). Products of bytes are the
// same to the last bit in all of them.
package kernel

import "math"

// panel is the number of columns that are kept together; matrices of weights are
// cut into panels of 32 columns, and outputs are padded to them.
const panel = 32

// Tall is what the number of rows of a product must be a multiple of.
const Tall = 8

// Wide returns n rounded up to whole panels: the stride of an output of n columns.
func Wide(n int) int { return (n + panel - 1) / panel * panel }

// High returns n rounded up to whole tiles: the rows that an output of n rows needs.
func High(n int) int { return (n + Tall - 1) / Tall * Tall }

// Set is a choice of kernels. Its methods are safe for concurrent use as long as
// their outputs are apart; they panic where a slice is too short.
type Set struct {
	// Name is plain, avx2 or avx512.
	Name string

	rows, cols int // of a tile
	// middle is added to the bytes that quantise writes.
	middle int32

	// floatTile and byteTile multiply tiles that stand one below the other.
	floatTile func(tiles, k int, a []float32, lda int, b []float32, ldb int, c []float32, ldc int, bias []float32)
	byteTile  func(tiles, k4 int, a []uint8, lda int, b []int8, start []int32, rows, scales, bias, c []float32, ldc int)
	softmax   func(x []float32)
	gelu      func(x []float32)
	norm      func(x, y, gain, bias []float32, eps float32)
	quantise  func(dst []uint8, src []float32) float32
}

// Best returns the fastest set that this processor can run.
func Best() *Set { return Sets()[0] }

// Sets returns the sets that this processor can run, the fastest first.
func Sets() []*Set { return append(fast(), plain()) }

// Block is a matrix of floats in panels of 32 columns: element (i, j) is
// Values[j/32*Step + i*Stride + j%32].
type Block struct {
	Values       []float32
	Stride, Step int
}

// Rows is a matrix whose rows stand one after the other, one every stride numbers.
func Rows(values []float32, stride int) Block { return Block{values, stride, panel} }

// Panels is a matrix of that many rows whose panels stand one after the other.
func Panels(values []float32, rows int) Block { return Block{values, panel, rows * panel} }

// column is the place of column j's first element.
func (b Block) column(j int) int { return j/panel*b.Step + j%panel }

// last is the place of the last element of so many rows and columns.
func (b Block) last(rows, cols int) int { return b.column(cols-1) + (rows-1)*b.Stride }

// Multiply sets c to a·b for rows × cols elements with k products each. Each row of
// a stands together. rows is a multiple of Tall, cols of 32.
func (s *Set) Multiply(rows, k, cols int, a, b, c Block) { s.multiply(rows, k, cols, a, b, c, nil) }

func (s *Set) multiply(rows, k, cols int, a, b, c Block, bias []float32) {
	_ = a.Values[(rows-1)*a.Stride+k-1]
	_ = b.Values[b.last(k, cols)]
	_ = c.Values[c.last(rows, cols)]
	for col := 0; col < cols; col += s.cols {
		var start []float32
		if bias != nil {
			start = bias[col:cols]
		}
		s.floatTile(rows/s.rows, k, a.Values, a.Stride, b.Values[b.column(col):], b.Stride, c.Values[c.column(col):], c.Stride, start)
	}
}

// Softmax sets each of the rows of x, of n numbers, to e to the power of its
// numbers, divided by their sum. Behind the n numbers there is room up to
// Wide(n), which is set to 0.
func (s *Set) Softmax(rows, n int, x Block) {
	wide := Wide(n)
	for r := range rows {
		row := x.Values[r*x.Stride : r*x.Stride+wide]
		for i := n; i < wide; i++ {
			row[i] = -math.MaxFloat32
		}
		s.softmax(row)
	}
}

// GELU sets x to x·Φ(x), Φ being the normal distribution; len(x) is a multiple of 32.
func (s *Set) GELU(x []float32) {
	if len(x) > 0 {
		_ = x[:len(x)/panel*panel]
		s.gelu(x)
	}
}

// Norm sets each row of x to the layer norm of its sum with the row of y: less
// the mean, divided by the deviation (eps is added to its square), times gain, plus
// bias. The length of rows, that of gain, is a multiple of 32.
func (s *Set) Norm(rows int, x, y, gain, bias []float32, eps float32) {
	n := len(gain)
	for r := range rows {
		s.norm(x[r*n:(r+1)*n], y[r*n:(r+1)*n], gain, bias[:n], eps)
	}
}
