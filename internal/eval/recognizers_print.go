package eval

import (
	"fmt"
	"io"
	"maps"
	"slices"
)

// Print writes a line for each family, the weakest first, and then the sums. A
// family of which less than half is right is marked as failing.
func (s *RecognizerScore) Print(w io.Writer, title string) {
	names := slices.SortedFunc(maps.Keys(s.Families), func(a, b string) int {
		x, y := s.Families[a], s.Families[b]
		if x.Rate() != y.Rate() {
			if x.Rate() < y.Rate() {
				return -1
			}
			return 1
		}
		return y.Expected - x.Expected
	})
	fmt.Fprintf(w, "%s\n  %-20s %8s %8s %8s %8s\n", title, "family", "expected", "found", "span", "right")
	var all FamilyScore
	for _, name := range names {
		f := s.Families[name]
		note := ""
		if f.ByKind {
			note = "  by kind, not value"
		}
		if f.Rate() < 0.5 {
			note += "  failing"
		}
		printFamily(w, name, *f, note)
		all.Expected += f.Expected
		all.Overlapped += f.Overlapped
		all.Spanned += f.Spanned
		all.Right += f.Right
	}
	printFamily(w, "all", all, "")
	fmt.Fprintf(w, "  sentences wholly right: %d of %d (%.3f); of %d without expression, %d have a spurious one\n",
		s.Passed, s.Cases, ratio(s.Passed, s.Cases), s.Empty, s.Spurious)
}

func printFamily(w io.Writer, name string, f FamilyScore, note string) {
	fmt.Fprintf(w, "  %-20s %8d %8.3f %8.3f %8.3f%s\n", name, f.Expected,
		ratio(f.Overlapped, f.Expected), ratio(f.Spanned, f.Expected), f.Rate(), note)
}
