// Package plain writes records as text for a terminal: incidents with their
// ledgers of tolls and attributions, each with the words that support it.
package plain

import (
	"fmt"
	"io"
	"strings"

	"tocsin"
)

// Options say what the terminal can do.
type Options struct {
	// Width is the number of columns; 0 stands for 80. It is kept within 40
	// and 120, beyond which lines are hard to read.
	Width int
	// Color is true where escape sequences may be written. Colour only repeats
	// what words and position say.
	Color bool
}

// Writer writes records. It is for one goroutine.
type Writer struct {
	out   io.Writer
	width int
	color bool
	n     int
}

// New returns a writer to out.
func New(out io.Writer, opt Options) *Writer {
	width := opt.Width
	if width == 0 {
		width = 80
	}
	return &Writer{out: out, width: min(max(width, 40), 120), color: opt.Color}
}

// Write writes one record, parted from the one before by a rule.
func (w *Writer) Write(rec tocsin.Record) error {
	p := &page{width: w.width, color: w.color}
	if w.n++; w.n > 1 {
		p.line(0, strings.Repeat("═", w.width))
		p.gap()
	}
	p.record(rec)
	if _, err := io.WriteString(w.out, p.text.String()); err != nil {
		return fmt.Errorf("writing records: %w", err)
	}
	return nil
}
