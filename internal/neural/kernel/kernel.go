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

	floatTile func(k int, a []float32, lda int, b []float32, ldb int, c []float32, ldc int, bias []float32)
	byteTile  func(k4 int, a []uint8, lda int, b []int8, start []int32, rows, scales, bias, c []float32, ldc int)
	softmax   func(x []float32)
	gelu      func(x []float32)
	norm      func(x, y, gain, bias []float32, eps float32)
	quantise  func(dst []uint8, src []float32) float32
}

// Best returns the fastest set that this processor can run.
func Best() *Set { return Sets()[0] }

// Sets returns the sets that this processor can run, the fastest first.
func Sets() []*Set { return append(fast(), plain()) }

// Block is a matrix of floats inside a larger one: element (i, j) is Values[i*Stride+j].
type Block struct {
	Values []float32
	Stride int
}

// Multiply sets c to a·b for rows × cols elements with k products each. b is cut
// into panels of 32 columns, one every step numbers. rows is a multiple of Tall,
// cols of 32.
func (s *Set) Multiply(rows, k, cols int, a, b Block, step int, c Block) {
	s.multiply(rows, k, cols, a, b, step, c, nil)
}

func (s *Set) multiply(rows, k, cols int, a, b Block, step int, c Block, bias []float32) {
	_ = a.Values[(rows-1)*a.Stride+k-1]
	_ = b.Values[(cols/panel-1)*step+(k-1)*b.Stride+panel-1]
	_ = c.Values[(rows-1)*c.Stride+cols-1]
	for col := 0; col < cols; col += s.cols {
		at := b.Values[col/panel*step+col%panel:]
		var start []float32
		if bias != nil {
			start = bias[col:cols]
		}
		for row := 0; row < rows; row += s.rows {
			s.floatTile(k, a.Values[row*a.Stride:], a.Stride, at, b.Stride, c.Values[row*c.Stride+col:], c.Stride, start)
		}
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
