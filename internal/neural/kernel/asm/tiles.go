package main

import (
	"fmt"
	"math/bits"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A tile is w.rows rows of two registers each. Register 2r and 2r+1 hold row r;
// those behind the last row are free.

// rowsOf returns the address of each row of a matrix, and the registers to move
// on to move them all. stride is in bytes.
func rowsOf(w width, base, stride reg.GPVirtual) ([]Mem, []reg.GPVirtual) {
	var rows []Mem
	moving := []reg.GPVirtual{base}
	for r := 0; r < w.rows; r++ {
		b := moving[len(moving)-1]
		switch r % 3 {
		case 0:
			if r > 0 {
				next := GP64()
				LEAQ(Mem{Base: b, Index: stride, Scale: 2}, next)
				ADDQ(stride, next)
				moving = append(moving, next)
				b = next
			}
			rows = append(rows, Mem{Base: b})
		case 1:
			rows = append(rows, Mem{Base: b, Index: stride, Scale: 1})
		case 2:
			rows = append(rows, Mem{Base: b, Index: stride, Scale: 2})
		}
	}
	return rows, moving
}

// floatTile multiplies tiles of 32-bit floats, one below the other.
func floatTile(w width) {
	begin(w, "floatTile", "(tiles, k int, a []float32, lda int, b []float32, ldb int, c []float32, ldc int, bias []float32)",
		fmt.Sprintf("sets tiles of %d × %d numbers of c, one below the other, to a·b + bias; no bias is 0.", w.rows, 2*w.lanes))
	tiles, first, c, ldc := number("tiles"), slice("a"), slice("c"), number("ldc")
	SHLQ(U8(2), ldc)
	Label("tile")
	a, lda := GP64(), number("lda")
	MOVQ(first, a)
	SHLQ(U8(2), lda)
	rows, moving := rowsOf(w, a, lda)
	bias := slice("bias")
	for i := range 2 * w.rows {
		zero(w.regs[i])
	}
	TESTQ(bias, bias)
	JZ(LabelRef("begin"))
	for i := range 2 * w.rows {
		VMOVUPS(Mem{Base: bias, Disp: i % 2 * w.bytes()}, w.regs[i])
	}
	Label("begin")
	k, b, ldb := number("k"), slice("b"), number("ldb")
	SHLQ(U8(2), ldb)
	Label("multiply")
	b0, b1, v := w.regs[2*w.rows], w.regs[2*w.rows+1], w.regs[2*w.rows+2:]
	VMOVUPS(Mem{Base: b}, b0)
	VMOVUPS(Mem{Base: b, Disp: w.bytes()}, b1)
	for r, row := range rows {
		x := v[r%len(v)]
		VBROADCASTSS(row, x)
		VFMADD231PS(b0, x, w.regs[2*r])
		VFMADD231PS(b1, x, w.regs[2*r+1])
	}
	for _, m := range moving {
		ADDQ(U8(4), m)
	}
	ADDQ(ldb, b)
	DECQ(k)
	JNZ(LabelRef("multiply"))
	store(w, c, ldc)
	next(w, first, lda)
	DECQ(tiles)
	JNZ(LabelRef("tile"))
	end()
}

// next moves base to the rows of the next tile.
func next(w width, base, stride reg.GPVirtual) {
	step := GP64()
	MOVQ(stride, step)
	SHLQ(U8(bits.TrailingZeros(uint(w.rows))), step)
	ADDQ(step, base)
}

// store writes the tile to c and moves c behind it. ldc is in bytes.
func store(w width, c, ldc reg.GPVirtual) {
	for r := range w.rows {
		VMOVUPS(w.regs[2*r], Mem{Base: c})
		VMOVUPS(w.regs[2*r+1], Mem{Base: c, Disp: w.bytes()})
		ADDQ(ldc, c)
	}
}

// byteTile multiplies tiles of bytes, one below the other, four steps of k at a time.
func byteTile(w width, k map[string]Mem) {
	begin(w, "byteTile", "(tiles, k4 int, a []uint8, lda int, b []int8, start []int32, rows, scales, bias, c []float32, ldc int)",
		fmt.Sprintf("sets tiles of %d × %d numbers of c, one below the other, to (start + a·b)·rows·scales + bias.", w.rows, 2*w.lanes))
	tiles, first, each, c, ldc := number("tiles"), slice("a"), slice("rows"), slice("c"), number("ldc")
	SHLQ(U8(2), ldc)
	free := w.regs[2*w.rows:]
	Label("tile")
	a, lda := GP64(), number("lda")
	MOVQ(first, a)
	rows, moving := rowsOf(w, a, lda)
	steps, b, start := number("k4"), slice("b"), slice("start")
	for i := range 2 * w.rows {
		VMOVUPS(Mem{Base: start, Disp: i % 2 * w.bytes()}, w.regs[i])
	}
	if w.lanes == 8 {
		VMOVUPS(k["wordones"], free[6])
	}
	Label("multiply")
	VMOVUPS(Mem{Base: b}, free[0])
	VMOVUPS(Mem{Base: b, Disp: w.bytes()}, free[1])
	if w.lanes == 16 {
		dot512(w, rows, free)
	} else {
		dot256(w, rows, free)
	}
	for _, m := range moving {
		ADDQ(U8(4), m)
	}
	ADDQ(I32(panelBytes), b)
	DECQ(steps)
	JNZ(LabelRef("multiply"))
	scale(w, each, free)
	store(w, c, ldc)
	next(w, first, lda)
	ADDQ(U8(4*w.rows), each)
	DECQ(tiles)
	JNZ(LabelRef("tile"))
	end()
}

// panelBytes is the step from four rows of a panel of 32 columns to the next four.
const panelBytes = 128

// dot512 takes the bytes of a as unsigned: 128 was added to each, and start
// takes it off again.
func dot512(w width, rows []Mem, free []reg.VecPhysical) {
	for r, row := range rows {
		x := free[2+r%4]
		VPBROADCASTD(row, x)
		VPDPBUSD(free[0], x, w.regs[2*r])
		VPDPBUSD(free[1], x, w.regs[2*r+1])
	}
}

// dot256 multiplies |b| by a with the sign of b: sums of two products of bytes
// within ±127 fit into 16 bits, so that nothing saturates.
func dot256(w width, rows []Mem, free []reg.VecPhysical) {
	VPABSB(free[0], free[2])
	VPABSB(free[1], free[3])
	x, t, ones := free[4], free[5], free[6]
	for r, row := range rows {
		VPBROADCASTD(row, x)
		for i := range 2 {
			VPSIGNB(free[i], x, t)
			VPMADDUBSW(t, free[2+i], t)
			VPMADDWD(ones, t, t)
			VPADDD(t, w.regs[2*r+i], w.regs[2*r+i])
		}
	}
}

// scale turns the sums into numbers: each by the scale of its row and of its
// column, and the column's bias added.
func scale(w width, rows reg.GPVirtual, free []reg.VecPhysical) {
	scales, bias := slice("scales"), slice("bias")
	for i := range 2 {
		VMOVUPS(Mem{Base: scales, Disp: i * w.bytes()}, free[i])
		VMOVUPS(Mem{Base: bias, Disp: i * w.bytes()}, free[2+i])
	}
	for r := range w.rows {
		VBROADCASTSS(Mem{Base: rows, Disp: 4 * r}, free[4])
		for i := range 2 {
			x := w.regs[2*r+i]
			VCVTDQ2PS(x, x)
			VMULPS(free[4], x, x)
			VFMADD213PS(free[2+i], free[i], x)
		}
	}
}
