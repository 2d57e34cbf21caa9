//go:build unix

package neural

import (
	"fmt"
	"syscall"
	"testing"

	"tocsin/internal/neural/bundle"
	"tocsin/internal/neural/kernel"
)

// BenchmarkEncode tells how many windows a MiniLM-L6 with random weights reads in a
// second of processor time, which other work on the machine does not take part in.
func BenchmarkEncode(b *testing.B) {
	for _, set := range kernel.Sets() {
		for _, form := range []string{bundle.Int8, bundle.Float32} {
			m := random(set, form)
			for _, n := range []int{128, 512} {
				b.Run(fmt.Sprintf("%s/%s/%d", set.Name, form, n), func(b *testing.B) {
					ids, s := make([]int32, n), newScratch(m.header.Encoder)
					m.encode(ids, s)
					began := processorTime()
					for b.Loop() {
						m.encode(ids, s)
					}
					b.ReportMetric(float64(b.N)/(processorTime()-began), "windows/cpu-s")
				})
			}
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

// random is a model of MiniLM-L6's size, of which only the encoder works.
func random(set *kernel.Set, form string) *Model {
	e := bundle.Encoder{Layers: 6, Hidden: 384, Heads: 12, Intermediate: 1536, MaxPositions: 512, LayerNormEps: 1e-12}
	v := make([]float32, 1536*384)
	for i := range v {
		v[i] = float32(i%251)/2500 - 0.05
	}
	w := make([]int8, len(v))
	for i := range w {
		w[i] = int8(i%255 - 127)
	}
	pack := func(out, in int) *kernel.Matrix {
		if form == bundle.Int8 {
			return set.PackBytes(out, in, w[:out*in], v[:out], v[:out])
		}
		return set.PackFloats(out, in, v[:out*in], v[:out])
	}
	n := norm{gain: v[:384], bias: v[:384], eps: 1e-12}
	m := &Model{set: set, header: bundle.Header{Encoder: e}, norm: n, kind: v[:384],
		words: table{cols: 384, floats: v}, positions: table{cols: 384, floats: v}}
	for range e.Layers {
		m.layers = append(m.layers, layer{mixed: pack(3*384, 384), output: pack(384, 384), wide: pack(1536, 384),
			narrow: pack(384, 1536), afterOutput: n, afterNarrow: n})
	}
	return m
}
