package kernel

import "golang.org/x/sys/cpu"

// fast returns the sets in assembler that this processor can run.
func fast() []*Set {
	var sets []*Set
	x := cpu.X86
	if x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512VNNI {
		sets = append(sets, &Set{
			Name: "avx512", rows: 8, cols: 32, middle: 128,
			floatTile: floatTileAVX512, byteTile: byteTileAVX512,
			softmax: softmaxAVX512, gelu: geluAVX512, norm: normAVX512, quantise: quantiseAVX512,
		})
	}
	if x.HasAVX2 && x.HasFMA {
		sets = append(sets, &Set{
			Name: "avx2", rows: 4, cols: 16,
			floatTile: floatTileAVX2, byteTile: byteTileAVX2,
			softmax: softmaxAVX2, gelu: geluAVX2, norm: normAVX2, quantise: quantiseAVX2,
		})
	}
	return sets
}
