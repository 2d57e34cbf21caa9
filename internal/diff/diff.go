// Package diff tells what was changed between two versions of a text, by words.
package diff

import (
	"strings"
	"unicode"
)

// Op says what became of a piece.
type Op string

// What may become of a piece.
const (
	Same    Op = "same"
	Removed Op = "removed"
	Added   Op = "added"
)

// Piece is a run of words, with the spaces between them.
type Piece struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}

// maxEdits is the number of words removed and added above which two texts are
// told to differ as wholes: time and memory grow with its square.
const maxEdits = 1000

// Words returns the pieces by which after differs from before, in order: all but
// the added ones make up before, all but the removed ones after. It finds the
// fewest words (Myers, An O(ND) difference algorithm, 1986).
func Words(before, after string) []Piece {
	a, b := split(before), split(after)
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var out pieces
	out.add(Same, a[:head]...)
	out.middle(a[head:len(a)-tail], b[head:len(b)-tail])
	out.add(Same, a[len(a)-tail:]...)
	return out
}

// split cuts a text into words, each with the spaces after it, and lines.
func split(s string) []string {
	var out []string
	start, space := 0, false
	for i, r := range s {
		if is := unicode.IsSpace(r); is != space {
			if space {
				out = append(out, s[start:i])
				start = i
			}
			space = is
		}
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}

type pieces []Piece

// add appends words to the last piece if it is of the same kind.
func (p *pieces) add(op Op, words ...string) {
	text := strings.Join(words, "")
	if text == "" {
		return
	}
	if n := len(*p); n > 0 && (*p)[n-1].Op == op {
		(*p)[n-1].Text += text
		return
	}
	*p = append(*p, Piece{op, text})
}

// middle appends what differs between a and b, which differ at both ends.
func (p *pieces) middle(a, b []string) {
	trace := search(a, b)
	if trace == nil {
		p.add(Removed, a...)
		p.add(Added, b...)
		return
	}
	for _, s := range path(trace, a, b) {
		p.add(s.Op, s.Text)
	}
}

// search returns, for each number of edits, how far into a one comes on each
// diagonal; nil where that takes too many.
func search(a, b []string) [][]int {
	far := []int{0, 0, 0} // diagonals -1, 0, 1 with an edge on either side
	var trace [][]int
	for d := 0; d <= min(len(a)+len(b), maxEdits); d++ {
		next := make([]int, 2*d+3)
		for k := -d; k <= d; k += 2 {
			x := reach(far, d, k)
			for x < len(a) && x-k < len(b) && a[x] == b[x-k] {
				x++
			}
			next[k+d+1] = x
			if x >= len(a) && x-k >= len(b) {
				return append(trace, next)
			}
		}
		trace = append(trace, next)
		far = next
	}
	return nil
}

// reach returns how far into a diagonal k comes with the d-th edit: a word of b
// added to diagonal k+1, or a word of a removed from diagonal k-1. far holds what
// d-1 edits reach, its diagonal j at j+d.
func reach(far []int, d, k int) int {
	if d == 0 {
		return 0
	}
	if k == -d || k != d && far[k-1+d] < far[k+1+d] {
		return far[k+1+d]
	}
	return far[k-1+d] + 1
}

// path walks the trace back and returns the words in their order.
func path(trace [][]int, a, b []string) []Piece {
	var back []Piece
	x, y := len(a), len(b)
	for d := len(trace) - 1; d >= 0; d-- {
		k := x - y
		start := 0
		if d > 0 {
			start = reach(trace[d-1], d, k)
		}
		for x > start {
			x, y = x-1, y-1
			back = append(back, Piece{Same, a[x]})
		}
		if d == 0 {
			break
		}
		if far := trace[d-1]; k == -d || k != d && far[k-1+d] < far[k+1+d] {
			y--
			back = append(back, Piece{Added, b[y]})
		} else {
			x--
			back = append(back, Piece{Removed, a[x]})
		}
	}
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	return back
}
