package link

import "slices"

// Meets reports whether a looks in a block in which b is found.
func Meets(a, b *Telling) bool {
	blocks := Blocks(b)
	return withinReach(a, b) && slices.ContainsFunc(probes(a), func(p probe) bool { return slices.Contains(blocks, p.block) })
}
