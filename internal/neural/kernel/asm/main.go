// Command asm writes the assembler of package kernel: "make kernels". It is a
// module of its own, so that the generator is no dependency of the program.
package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/attr"
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// width is a size of vector registers.
type width struct {
	name string
	// lanes is the number of 32-bit numbers in a register.
	lanes int
	// rows is the height of a tile.
	rows int
	regs []reg.VecPhysical
}

// bytes is the size of a register.
func (w width) bytes() int { return 4 * w.lanes }

func main() {
	y := []reg.VecPhysical{reg.Y0, reg.Y1, reg.Y2, reg.Y3, reg.Y4, reg.Y5, reg.Y6, reg.Y7,
		reg.Y8, reg.Y9, reg.Y10, reg.Y11, reg.Y12, reg.Y13, reg.Y14, reg.Y15}
	z := []reg.VecPhysical{reg.Z0, reg.Z1, reg.Z2, reg.Z3, reg.Z4, reg.Z5, reg.Z6, reg.Z7,
		reg.Z8, reg.Z9, reg.Z10, reg.Z11, reg.Z12, reg.Z13, reg.Z14, reg.Z15,
		reg.Z16, reg.Z17, reg.Z18, reg.Z19, reg.Z20, reg.Z21, reg.Z22, reg.Z23}
	k := constants()
	for _, w := range []width{{"AVX2", 8, 4, y}, {"AVX512", 16, 8, z}} {
		floatTile(w)
		byteTile(w, k)
		softmax(w, k)
		gelu(w, k)
		norm(w)
		quantise(w, k)
	}
	Generate()
}

// constants writes each constant as a vector of 64 bytes and returns where.
func constants() map[string]Mem {
	m := map[string]Mem{}
	vector := func(name string, of func(i int) Constant) {
		m[name] = GLOBL(name, attr.RODATA|attr.NOPTR)
		for i := range 16 {
			DATA(4*i, of(i))
		}
	}
	for _, c := range floatConstants {
		vector(c.name, func(int) Constant { return F32(c.value) })
	}
	for _, c := range wordConstants {
		vector(c.name, func(int) Constant { return U32(c.value) })
	}
	interleave := []uint32{0, 4, 1, 5, 2, 6, 3, 7}
	vector("interleave", func(i int) Constant { return U32(interleave[i%8]) })
	return m
}

// floatConstants: exp after Cody and Waite with the polynomial of Cephes (expf);
// the normal distribution's tail after Abramowitz and Stegun 7.1.26, whose
// coefficients are halved.
var floatConstants = []struct {
	name  string
	value float32
}{
	{"one", 1}, {"low", -87}, {"high", 88}, {"log2e", 1.44269504088896341},
	{"ln2high", 0.693359375}, {"ln2low", -2.12194440e-4},
	{"e5", 1.9875691500e-4}, {"e4", 1.3981999507e-3}, {"e3", 8.3334519073e-3},
	{"e2", 4.1665795894e-2}, {"e1", 1.6666665459e-1}, {"e0", 5.0000001201e-1},
	{"slope", 0.3275911 * 0.70710678118654752}, {"minushalf", -0.5},
	{"n5", 1.061405429 / 2}, {"n4", -1.453152027 / 2}, {"n3", 1.421413741 / 2},
	{"n2", -0.284496736 / 2}, {"n1", 0.254829592 / 2}, {"most", 127},
}

var wordConstants = []struct {
	name  string
	value uint32
}{{"exponent", 127}, {"magnitude", 0x7fffffff}, {"middle", 128}, {"wordones", 0x00010001}}

// slice loads the start of the slice parameter of that name.
func slice(name string) reg.GPVirtual { return Load(Param(name).Base(), GP64()).(reg.GPVirtual) }

// length loads the length of the slice parameter of that name.
func length(name string) reg.GPVirtual { return Load(Param(name).Len(), GP64()).(reg.GPVirtual) }

func number(name string) reg.GPVirtual { return Load(Param(name), GP64()).(reg.GPVirtual) }

// zero clears a register.
func zero(r reg.VecPhysical) { VXORPS(r, r, r) }

// fold reduces the lanes of r by op to all lanes of its lowest quarter; t is
// overwritten.
func fold(w width, op func(...Op), r, t reg.VecPhysical) {
	if w.lanes == 16 {
		VEXTRACTF64X4(U8(1), r.AsZ(), t.AsY())
		op(t.AsY(), r.AsY(), r.AsY())
	}
	VEXTRACTF128(U8(1), r.AsY(), t.AsX())
	op(t.AsX(), r.AsX(), r.AsX())
	VPERMILPS(U8(0b01001110), r.AsX(), t.AsX())
	op(t.AsX(), r.AsX(), r.AsX())
	VPERMILPS(U8(0b10110001), r.AsX(), t.AsX())
	op(t.AsX(), r.AsX(), r.AsX())
}

// each runs body for every register's width of n numbers; body gets the offset in
// bytes as an index.
func each(w width, label string, n reg.GPVirtual, body func(at reg.GPVirtual)) {
	at := GP64()
	XORQ(at, at)
	Label(label)
	body(at)
	ADDQ(I32(w.lanes), at)
	CMPQ(at, n)
	JLT(LabelRef(label))
}

func begin(w width, name, signature, doc string) {
	TEXT(name+w.name, attr.NOSPLIT, "func"+signature)
	Pragma("noescape")
	Doc(fmt.Sprintf("%s%s %s", name, w.name, doc))
}

func end() {
	VZEROUPPER()
	RET()
}
