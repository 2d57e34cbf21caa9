package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// numbers are n normally distributed numbers, the same for a seed.
func numbers(seed uint64, n int) []float32 {
	rnd := rand.New(rand.NewPCG(seed, 1))
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(rnd.NormFloat64())
	}
	return out
}

func bytesOf(seed uint64, n int) []int8 {
	rnd := rand.New(rand.NewPCG(seed, 2))
	out := make([]int8, n)
	for i := range out {
		out[i] = int8(rnd.IntN(255) - 127)
	}
	return out
}

// near fails where got is farther than within from want, measured against what is
// larger of 1 and want.
func near(t testing.TB, what string, got, want []float32, within float64) {
	t.Helper()
	for i := range want {
		if d := math.Abs(float64(got[i] - want[i])); !(d <= within*max(1, math.Abs(float64(want[i])))) {
			t.Fatalf("%s: number %d is %g, want %g", what, i, got[i], want[i])
		}
	}
}

// everySet runs the test for each set but plain itself.
func everySet(t *testing.T, test func(t *testing.T, s *Set)) {
	t.Logf("the best set here is %s", Best().Name)
	for _, s := range Sets() {
		t.Run(s.Name, func(t *testing.T) { test(t, s) })
	}
}

// product multiplies in the plainest way, in 64 bits.
func product(rows, k, out int, a, w, bias []float32) []float32 {
	c := make([]float32, rows*Wide(out))
	for r := range rows {
		for o := range out {
			sum := 0.0
			if bias != nil {
				sum = float64(bias[o])
			}
			for i := range k {
				sum += float64(a[r*k+i]) * float64(w[o*k+i])
			}
			c[r*Wide(out)+o] = float32(sum)
		}
	}
	return c
}

func TestProductsOfFloats(t *testing.T) {
	everySet(t, func(t *testing.T, s *Set) {
		for _, c := range []struct{ rows, k, out int }{{8, 1, 1}, {8, 3, 31}, {16, 64, 32}, {24, 384, 33}, {8, 1536, 100}} {
			a, w, bias := numbers(1, c.rows*c.k), numbers(2, c.out*c.k), numbers(3, c.out)
			for _, bias := range [][]float32{nil, bias} {
				got := make([]float32, c.rows*Wide(c.out))
				s.Apply(s.PackFloats(c.out, c.k, w, bias), c.rows, Rows(a, c.k), Rows(got, Wide(c.out)), nil)
				near(t, fmt.Sprint(c), got, product(c.rows, c.k, c.out, a, w, bias), 1e-4)
			}
		}
	})
}

// TestProductsInPlace multiplies with blocks of larger matrices, as attention does.
func TestProductsInPlace(t *testing.T) {
	everySet(t, func(t *testing.T, s *Set) {
		const rows, k, cols, stride = 16, 20, 64, 200
		a, b, got := numbers(1, rows*stride), numbers(2, k*stride), make([]float32, rows*stride)
		s.Multiply(rows, k, cols, Rows(a[7:], stride), Rows(b[9:], stride), Rows(got[11:], stride))
		for r := range rows {
			for c := range cols {
				want := 0.0
				for i := range k {
					want += float64(a[7+r*stride+i]) * float64(b[9+i*stride+c])
				}
				if d := math.Abs(float64(got[11+r*stride+c]) - want); d > 1e-4 {
					t.Fatalf("row %d column %d is off by %g", r, c, d)
				}
			}
		}
		if got[10] != 0 || got[11+cols] != 0 {
			t.Error("numbers beside the block were written")
		}
	})
}

// TestOutputsInPanels wants the same numbers at other places.
func TestOutputsInPanels(t *testing.T) {
	everySet(t, func(t *testing.T, s *Set) {
		const rows, k, out = 16, 64, 96
		a, flat, apart := numbers(1, rows*k), make([]float32, rows*out), make([]float32, rows*out)
		var q Rounded
		for _, m := range []*Matrix{s.PackFloats(out, k, numbers(2, out*k), nil), s.PackBytes(out, k, bytesOf(2, out*k), numbers(3, out), nil)} {
			s.Apply(m, rows, Rows(a, k), Rows(flat, out), &q)
			s.Apply(m, rows, Rows(a, k), Panels(apart, rows), &q)
			for i, v := range flat {
				if got := apart[i%out/32*rows*32+i/out*32+i%32]; got != v {
					t.Fatalf("row %d column %d is %g, want %g", i/out, i%out, got, v)
				}
			}
		}
	})
}

// TestProductsOfBytesAreExact wants the very same sums of every set, at the ends
// of the range too, where 16 bits would saturate.
func TestProductsOfBytesAreExact(t *testing.T) {
	everySet(t, func(t *testing.T, s *Set) {
		for _, c := range []struct{ rows, k, out int }{{8, 32, 32}, {16, 64, 5}, {8, 384, 96}} {
			w := bytesOf(4, c.out*c.k)
			a := make([]float32, c.rows*c.k)
			for i, v := range bytesOf(5, len(a)) {
				a[i] = float32(v)
			}
			for i := range c.k {
				a[i], a[c.k+i], w[i] = 127, -127, 127
			}
			for r := range c.rows {
				a[r*c.k] = 127 // so that a step is 1 in every row
			}
			scales, want := make([]float32, c.out), make([]float32, len(w))
			for i := range scales {
				scales[i] = 1
			}
			for i, v := range w {
				want[i] = float32(v)
			}
			got := make([]float32, c.rows*Wide(c.out))
			var q Rounded
			s.Apply(s.PackBytes(c.out, c.k, w, scales, nil), c.rows, Rows(a, c.k), Rows(got, Wide(c.out)), &q)
			near(t, fmt.Sprint(c), got, product(c.rows, c.k, c.out, a, want, nil), 0)
		}
	})
}

func TestProductsOfBytesAreScaled(t *testing.T) {
	everySet(t, func(t *testing.T, s *Set) {
		const rows, k, out = 8, 64, 40
		a, w, scales, bias := numbers(1, rows*k), bytesOf(2, out*k), numbers(3, out), numbers(4, out)
		got, want := make([]float32, rows*Wide(out)), make([]float32, rows*Wide(out))
		var q Rounded
		s.Apply(s.PackBytes(out, k, w, scales, bias), rows, Rows(a, k), Rows(got, Wide(out)), &q)
		p := plain()
		p.Apply(p.PackBytes(out, k, w, scales, bias), rows, Rows(a, k), Rows(want, Wide(out)), &q)
		near(t, "scaled", got, want, 1e-6)
	})
}

func TestRoundingIsTheSameInEverySet(t *testing.T) {
	everySet(t, func(t *testing.T, s *Set) {
		rapid.Check(t, func(t *rapid.T) {
			src := rapid.SliceOfN(rapid.Float32Range(-1e6, 1e6), 64, 64).Draw(t, "row")
			if rapid.Bool().Draw(t, "zero") {
				clear(src)
			}
			got, want := make([]uint8, 64), make([]uint8, 64)
			if g, w := s.quantise(got, src), plainQuantise(want, src); g != w {
				t.Fatalf("a step is %g, want %g", g, w)
			}
			for i := range want {
				if int8(got[i]-uint8(s.middle)) != int8(want[i]) {
					t.Fatalf("%g became %d, want %d", src[i], int8(got[i]-uint8(s.middle)), int8(want[i]))
				}
			}
		})
	})
}

func TestFunctions(t *testing.T) {
	everySet(t, func(t *testing.T, s *Set) {
		for _, n := range []int{32, 96, 1536} {
			for _, spread := range []float32{0.01, 1, 10, 1000} {
				x := numbers(uint64(n), n)
				for i := range x {
					x[i] *= spread
				}
				gelu, want := append([]float32{}, x...), append([]float32{}, x...)
				s.GELU(gelu)
				plainGELU(want)
				near(t, fmt.Sprintf("GELU of %d spread %g", n, spread), gelu, want, 1e-6)

				y, gain, bias := numbers(8, n), numbers(9, n), numbers(10, n)
				norm, want := append([]float32{}, x...), append([]float32{}, x...)
				s.Norm(1, norm, y, gain, bias, 1e-12)
				plainNorm(want, y, gain, bias, 1e-12)
				near(t, fmt.Sprintf("norm of %d spread %g", n, spread), norm, want, 1e-5)
			}
		}
	})
}

func TestSoftmax(t *testing.T) {
	everySet(t, func(t *testing.T, s *Set) {
		rapid.Check(t, func(t *rapid.T) {
			n := rapid.IntRange(1, 100).Draw(t, "n")
			x := rapid.SliceOfN(rapid.Float32Range(-200, 200), n, n).Draw(t, "row")
			row := append(append([]float32{}, x...), make([]float32, Wide(n)-n)...)
			s.Softmax(1, n, Rows(row, Wide(n)))
			plainSoftmax(x)
			for i, v := range row {
				want := float32(0)
				if i < n {
					want = x[i]
				}
				if math.Abs(float64(v-want)) > 1e-6 {
					t.Fatalf("number %d of %d is %g, want %g", i, n, v, want)
				}
			}
		})
	})
}
