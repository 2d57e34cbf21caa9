package collect

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// chunk is the step in bytes in which what is read takes up memory: a stream that
// does not end must not double its buffer over and over.
const chunk = 1 << 20

// readAll reads r to its end, or refuses it past most bytes. Size is a guess, 0 or
// less for none.
func readAll(r io.Reader, size int64, most int) ([]byte, error) {
	var chunks [][]byte
	total := 0
	room := int(min(max(size, 511), chunk)) + 1
	for {
		buf := make([]byte, room)
		n, err := fill(r, buf)
		total += n
		chunks = append(chunks, buf[:n])
		switch {
		case total > most:
			return nil, tooLarge("more than the limit", most)
		case errors.Is(err, io.EOF):
			return join(chunks, total), nil
		case err != nil:
			return nil, err
		}
		room = min(2*room, chunk)
	}
}

// Bodies past smallBody bytes are read by largeBodies fetches at the same time
// only, so that many endless ones cannot take up all memory; the others wait.
const (
	smallBody   = 1 << 20
	largeBodies = 4
)

// gated reads as far as smallBody, and on when it has been let in.
type gated struct {
	ctx  context.Context
	r    io.Reader
	left int
	gate chan struct{}
	in   bool
}

// Read reads, or returns why ctx ended before it was let in.
func (g *gated) Read(p []byte) (int, error) {
	if g.left <= 0 && !g.in {
		if !enter(g.ctx, g.gate) {
			return 0, g.ctx.Err()
		}
		g.in = true
	}
	n, err := g.r.Read(p)
	g.left -= n
	return n, err
}

// leave lets the next one in.
func (g *gated) leave() {
	if g.in {
		g.in = false
		<-g.gate
	}
}

// fill reads until buf is full. Unlike [io.ReadFull] it returns errors as they
// come, so that a stream that breaks off is told from one that ends.
func fill(r io.Reader, buf []byte) (n int, err error) {
	for n < len(buf) && err == nil {
		var m int
		m, err = r.Read(buf[n:])
		n += m
	}
	return n, err
}

func join(chunks [][]byte, total int) []byte {
	if len(chunks) == 1 {
		return chunks[0]
	}
	all := make([]byte, 0, total)
	for i, c := range chunks {
		all = append(all, c...)
		chunks[i] = nil
	}
	return all
}

var errTooLarge = errors.New("too large for one article")

func tooLarge(size string, most int) error {
	return fmt.Errorf("%w (%s; the limit is %d MiB); split it, one article a file, or one a line as .jsonl",
		errTooLarge, size, most>>20)
}
