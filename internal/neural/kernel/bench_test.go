//go:build unix

package kernel

import (
	"syscall"
	"testing"
)

// BenchmarkBytes and BenchmarkFloats tell 10⁹ operations in a second of processor
// time, a multiplication and an addition being two, for the largest layer of
// MiniLM-L6.
func BenchmarkBytes(b *testing.B) {
	for _, s := range Sets() {
		m := s.PackBytes(1536, 384, bytesOf(1, 1536*384), numbers(2, 1536), numbers(3, 1536))
		benchmarkApply(b, s, m)
	}
}

func BenchmarkFloats(b *testing.B) {
	for _, s := range Sets() {
		benchmarkApply(b, s, s.PackFloats(1536, 384, numbers(1, 1536*384), numbers(3, 1536)))
	}
}

func benchmarkApply(b *testing.B, s *Set, m *Matrix) {
	b.Run(s.Name, func(b *testing.B) {
		a, c := numbers(4, 128*384), make([]float32, 128*1536)
		var q Rounded
		began := processorTime()
		for b.Loop() {
			s.Apply(m, 128, Rows(a, 384), Rows(c, 1536), &q)
		}
		b.ReportMetric(2*128*384*1536*float64(b.N)/(processorTime()-began)/1e9, "Gop/cpu-s")
	})
}

// BenchmarkRows tells what the functions of rows take for each number.
func BenchmarkRows(b *testing.B) {
	x, y := numbers(1, 1536), numbers(2, 1536)
	dst := make([]uint8, 1536)
	for _, s := range Sets() {
		for name, f := range map[string]func(){
			"gelu":     func() { s.GELU(x) },
			"softmax":  func() { s.Softmax(1, 1536, Rows(x, 1536)) },
			"norm":     func() { s.Norm(1, x, y, y, y, 1e-12) },
			"quantise": func() { s.quantise(dst, x) },
		} {
			b.Run(s.Name+"/"+name, func(b *testing.B) {
				began := processorTime()
				for b.Loop() {
					f()
				}
				b.ReportMetric((processorTime()-began)*1e9/float64(b.N)/1536, "cpu-ns/number")
			})
		}
	}
}

// processorTime is what the process has used, in seconds.
func processorTime() float64 {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		panic(err)
	}
	return float64(r.Utime.Nano()+r.Stime.Nano()) / 1e9
}
