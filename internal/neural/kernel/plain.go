package kernel

import "math"

// plain returns the kernels in Go, which say what the others must do.
func plain() *Set {
	return &Set{
		Name: "plain", rows: 1, cols: panel,
		floatTile: plainFloatTile, byteTile: plainByteTile,
		softmax: plainSoftmax, gelu: plainGELU, norm: plainNorm, quantise: plainQuantise,
	}
}

func plainFloatTile(tiles, k int, a []float32, lda int, b []float32, ldb int, c []float32, ldc int, bias []float32) {
	for r := range tiles {
		var sum [panel]float32
		copy(sum[:], bias)
		for i, x := range a[r*lda:][:k] {
			row := (*[panel]float32)(b[i*ldb:])
			for j := 0; j < panel; j += 4 {
				sum[j] += x * row[j]
				sum[j+1] += x * row[j+1]
				sum[j+2] += x * row[j+2]
				sum[j+3] += x * row[j+3]
			}
		}
		copy(c[r*ldc:], sum[:])
	}
}

func plainByteTile(tiles, k4 int, a []uint8, lda int, b []int8, start []int32, rows, scales, bias, c []float32, ldc int) {
	for r := range tiles {
		sum := [panel]int32(start)
		for i := range k4 {
			plainDot(&sum, (*[4]uint8)(a[r*lda+4*i:]), (*[4 * panel]int8)(b[4*panel*i:]))
		}
		for j, v := range sum {
			c[r*ldc+j] = float32(v)*rows[r]*scales[j] + bias[j]
		}
	}
}

// plainDot adds four products to each sum.
func plainDot(sum *[panel]int32, a *[4]uint8, b *[4 * panel]int8) {
	x0, x1, x2, x3 := int32(int8(a[0])), int32(int8(a[1])), int32(int8(a[2])), int32(int8(a[3]))
	for j := range sum {
		sum[j] += x0*int32(b[4*j]) + x1*int32(b[4*j+1]) + x2*int32(b[4*j+2]) + x3*int32(b[4*j+3])
	}
}

func plainSoftmax(x []float32) {
	largest := x[0]
	for _, v := range x {
		largest = max(largest, v)
	}
	var sum float64
	for i, v := range x {
		e := math.Exp(float64(v - largest))
		x[i] = float32(e)
		sum += e
	}
	for i := range x {
		x[i] = float32(float64(x[i]) / sum)
	}
}

func plainGELU(x []float32) {
	for i, v := range x {
		x[i] = float32(0.5 * float64(v) * (1 + math.Erf(float64(v)/math.Sqrt2)))
	}
}

func plainNorm(x, y, gain, bias []float32, eps float32) {
	var mean, square float64
	for i, v := range y {
		x[i] += v
		mean += float64(x[i])
	}
	mean /= float64(len(x))
	for _, v := range x {
		square += (float64(v) - mean) * (float64(v) - mean)
	}
	deviation := math.Sqrt(square/float64(len(x)) + float64(eps))
	for i, v := range x {
		x[i] = float32((float64(v)-mean)/deviation)*gain[i] + bias[i]
	}
}

func plainQuantise(dst []uint8, src []float32) float32 {
	const most = 127
	var largest float32
	for _, v := range src {
		largest = max(largest, v, -v)
	}
	if largest == 0 {
		clear(dst)
		return 0
	}
	inverse := most / largest
	for i, v := range src {
		dst[i] = uint8(int8(math.RoundToEven(float64(v * inverse))))
	}
	return largest / most
}
