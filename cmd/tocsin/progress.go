package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"tocsin/internal/app"
)

// patience is how long work goes on before a bar is worth showing.
const patience = time.Second

// progress draws a bar on standard error. It is for one goroutine.
type progress struct {
	out   io.Writer
	begun time.Time
	bar   *progressbar.ProgressBar
}

// newProgress returns a bar, or nil where nobody would see it.
func newProgress() *progress {
	if !term.IsTerminal(int(os.Stderr.Fd())) || os.Getenv("TERM") == "dumb" {
		return nil
	}
	return &progress{out: os.Stderr, begun: time.Now()}
}

// show draws how far the work has come, once it has gone on for some time.
func (p *progress) show(now app.Progress) {
	if p.bar == nil {
		if time.Since(p.begun) < patience {
			return
		}
		p.bar = p.draw(now.Total)
	}
	said := fmt.Sprintf("%d coded", now.Coded)
	if now.Failed > 0 {
		said += fmt.Sprintf(", %d failed", now.Failed)
	}
	p.bar.Describe(said)
	if now.Total > 0 {
		// The bar is of bytes: articles are not counted before they are read. A
		// full one would close itself; done does that.
		_ = p.bar.Set64(min(now.Bytes, now.Total-1))
		return
	}
	_ = p.bar.Add(1)
}

func (p *progress) draw(total int64) *progressbar.ProgressBar {
	if total <= 1 {
		total = -1 // a spinner
	}
	return progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(p.out), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30), progressbar.OptionFullWidth(),
		progressbar.OptionSetPredictTime(total > 0), progressbar.OptionUseANSICodes(true))
}

// done wipes the bar away.
func (p *progress) done() {
	if p != nil && p.bar != nil {
		_ = p.bar.Clear()
	}
}
