package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// exp sets t1 to e to the x, for every lane; x, t2 and t3 are overwritten. What is below
// -87 or above 88 counts as that.
func exp(k map[string]Mem, x, t1, t2, t3 reg.VecPhysical) {
	VMAXPS(k["low"], x, x)
	VMINPS(k["high"], x, x)
	VMULPS(k["log2e"], x, t2)
	VCVTPS2DQ(t2, t2)
	VCVTDQ2PS(t2, t1)
	VFNMADD231PS(k["ln2high"], t1, x)
	VFNMADD231PS(k["ln2low"], t1, x)
	VMOVUPS(k["e5"], t1)
	for _, c := range []string{"e4", "e3", "e2", "e1", "e0"} {
		VFMADD213PS(k[c], x, t1)
	}
	VMULPS(x, x, t3)
	VFMADD213PS(x, t3, t1)
	VADDPS(k["one"], t1, t1)
	VPADDD(k["exponent"], t2, t2)
	VPSLLD(U8(23), t2, t2)
	VMULPS(t2, t1, t1)
}

// softmax turns a row into weights that add up to 1.
func softmax(w width, k map[string]Mem) {
	begin(w, "softmax", "(x []float32)", "sets x to e to the x, divided by their sum; its length is a multiple of 16.")
	base, n := slice("x"), length("x")
	m, sum, x, t1, t2, t3 := w.regs[0], w.regs[1], w.regs[2], w.regs[3], w.regs[4], w.regs[5]
	at := func(i reg.GPVirtual) Mem { return Mem{Base: base, Index: i, Scale: 4} }
	VMOVUPS(Mem{Base: base}, m)
	each(w, "largest", n, func(i reg.GPVirtual) { VMAXPS(at(i), m, m) })
	fold(w, VMAXPS, m, t1)
	VBROADCASTSS(m.AsX(), m)
	zero(sum)
	each(w, "powers", n, func(i reg.GPVirtual) {
		VMOVUPS(at(i), x)
		VSUBPS(m, x, x)
		exp(k, x, t1, t2, t3)
		VMOVUPS(t1, at(i))
		VADDPS(t1, sum, sum)
	})
	fold(w, VADDPS, sum, t1)
	VMOVSS(k["one"], t1.AsX())
	VDIVSS(sum.AsX(), t1.AsX(), t1.AsX())
	VBROADCASTSS(t1.AsX(), t1)
	each(w, "divide", n, func(i reg.GPVirtual) {
		VMULPS(at(i), t1, x)
		VMOVUPS(x, at(i))
	})
	end()
}

// gelu is max(x, 0) - |x| × the normal distribution's tail beyond |x|.
func gelu(w width, k map[string]Mem) {
	begin(w, "gelu", "(x []float32)", "sets x to x × the normal distribution up to x; its length is a multiple of 16.")
	base, n := slice("x"), length("x")
	v, mag, t, tail, x, t1, t2, t3 := w.regs[0], w.regs[1], w.regs[2], w.regs[3], w.regs[4], w.regs[5], w.regs[6], w.regs[7]
	zeros := w.regs[8]
	zero(zeros)
	each(w, "next", n, func(i reg.GPVirtual) {
		at := Mem{Base: base, Index: i, Scale: 4}
		VMOVUPS(at, v)
		VANDPS(k["magnitude"], v, mag)
		VMULPS(k["slope"], mag, t)
		VADDPS(k["one"], t, t)
		VMOVUPS(k["one"], t1)
		VDIVPS(t, t1, t)
		VMOVUPS(k["n5"], tail)
		for _, c := range []string{"n4", "n3", "n2", "n1"} {
			VFMADD213PS(k[c], t, tail)
		}
		VMULPS(t, tail, tail)
		VMULPS(v, v, x)
		VMULPS(k["minushalf"], x, x)
		exp(k, x, t1, t2, t3)
		VMULPS(t1, tail, tail)
		VMAXPS(zeros, v, v)
		VFNMADD231PS(tail, mag, v)
		VMOVUPS(v, at)
	})
	end()
}

// norm is the layer norm of a sum.
func norm(w width) {
	begin(w, "norm", "(x, y, gain, bias []float32, eps float32)",
		"sets x to (x + y - mean) ÷ deviation × gain + bias; its length is a multiple of 16.")
	base, n, y := slice("x"), length("x"), slice("y")
	mean, sum, x, t, count := w.regs[0], w.regs[1], w.regs[2], w.regs[3], w.regs[4]
	zero(sum)
	each(w, "add", n, func(i reg.GPVirtual) {
		VMOVUPS(Mem{Base: base, Index: i, Scale: 4}, x)
		VADDPS(Mem{Base: y, Index: i, Scale: 4}, x, x)
		VMOVUPS(x, Mem{Base: base, Index: i, Scale: 4})
		VADDPS(x, sum, sum)
	})
	fold(w, VADDPS, sum, t)
	zero(count)
	VCVTSI2SSQ(n, count.AsX(), count.AsX())
	VDIVSS(count.AsX(), sum.AsX(), mean.AsX())
	VBROADCASTSS(mean.AsX(), mean)
	zero(sum)
	each(w, "deviate", n, func(i reg.GPVirtual) {
		VMOVUPS(Mem{Base: base, Index: i, Scale: 4}, x)
		VSUBPS(mean, x, x)
		VMOVUPS(x, Mem{Base: base, Index: i, Scale: 4})
		VFMADD231PS(x, x, sum)
	})
	fold(w, VADDPS, sum, t)
	VDIVSS(count.AsX(), sum.AsX(), sum.AsX())
	eps, _ := Param("eps").Resolve()
	VADDSS(eps.Addr, sum.AsX(), sum.AsX())
	VSQRTSS(sum.AsX(), sum.AsX(), sum.AsX())
	VBROADCASTSS(sum.AsX(), sum)
	gain, bias := slice("gain"), slice("bias")
	each(w, "scale", n, func(i reg.GPVirtual) {
		VMOVUPS(Mem{Base: base, Index: i, Scale: 4}, x)
		VDIVPS(sum, x, x)
		VMOVUPS(Mem{Base: bias, Index: i, Scale: 4}, t)
		VFMADD132PS(Mem{Base: gain, Index: i, Scale: 4}, t, x)
		VMOVUPS(x, Mem{Base: base, Index: i, Scale: 4})
	})
	end()
}

// quantise rounds a row to bytes.
func quantise(w width, k map[string]Mem) {
	begin(w, "quantise", "(dst []uint8, src []float32) float32",
		"rounds src to bytes within ±127, the nearest even, and returns what one step is; its length is a multiple of 32.")
	base, n, dst := slice("src"), length("src"), slice("dst")
	m, x := w.regs[0], w.regs[1]
	zero(m)
	each(w, "largest", n, func(i reg.GPVirtual) {
		VMOVUPS(Mem{Base: base, Index: i, Scale: 4}, x)
		VANDPS(k["magnitude"], x, x)
		VMAXPS(x, m, m)
	})
	fold(w, VMAXPS, m, x)
	step, inverse := reg.X2, reg.X3
	VDIVSS(k["most"], m.AsX(), step)
	Store(step, ReturnIndex(0))
	VXORPS(inverse, inverse, inverse)
	VUCOMISS(inverse, m.AsX())
	JE(LabelRef("round"))
	VMOVSS(k["most"], inverse)
	VDIVSS(m.AsX(), inverse, inverse)
	Label("round")
	inv := w.regs[3]
	VBROADCASTSS(inverse, inv)
	if w.lanes == 16 {
		round512(w, k, base, dst, n)
	} else {
		round256(w, k, base, dst, n)
	}
	end()
}

// round512 writes unsigned bytes: 128 is added to each.
func round512(w width, k map[string]Mem, base, dst, n reg.GPVirtual) {
	x, inv := w.regs[4], w.regs[3]
	each(w, "bytes", n, func(i reg.GPVirtual) {
		VMULPS(Mem{Base: base, Index: i, Scale: 4}, inv, x)
		VCVTPS2DQ(x, x)
		VPADDD(k["middle"], x, x)
		VPMOVDB(x, Mem{Base: dst, Index: i, Scale: 1})
	})
}

// round256 writes signed bytes.
func round256(w width, k map[string]Mem, base, dst, n reg.GPVirtual) {
	inv := w.regs[3]
	y := w.regs[4:8]
	four := w
	four.lanes = 32
	each(four, "bytes", n, func(i reg.GPVirtual) {
		for j, r := range y {
			VMULPS(Mem{Base: base, Index: i, Scale: 4, Disp: 32 * j}, inv, r)
			VCVTPS2DQ(r, r)
		}
		VPACKSSDW(y[1], y[0], y[0])
		VPACKSSDW(y[3], y[2], y[2])
		VPACKSSWB(y[2], y[0], y[0])
		VMOVUPS(k["interleave"], y[1])
		VPERMD(y[0], y[1], y[0])
		VMOVUPS(y[0], Mem{Base: dst, Index: i, Scale: 1})
	})
}
