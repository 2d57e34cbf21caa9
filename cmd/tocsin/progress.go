package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"tocsin/internal/app"
)

// patience is how long work goes on before a bar is worth showing.
const patience = time.Second

// progress writes notes and, where it may, a bar on standard error. It is safe
// for concurrent use.
type progress struct {
	mu    sync.Mutex
	out   io.Writer
	wants bool
	begun time.Time
	bar   *progressbar.ProgressBar
}

// newProgress returns a progress that shows a bar if one is wanted and somebody
// would see it.
func newProgress(wanted bool) *progress {
	seen := term.IsTerminal(int(os.Stderr.Fd())) && os.Getenv("TERM") != "dumb"
	return &progress{out: os.Stderr, wants: wanted && seen, begun: time.Now()}
}

// note writes a line, above the bar if there is one.
func (p *progress) note(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wipe()
	fmt.Fprintln(p.out, "tocsin:", line)
}

// show draws how far the work has come, once it has gone on for some time.
func (p *progress) show(now app.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.wants || p.bar == nil && time.Since(p.begun) < patience {
		return
	}
	if p.bar == nil {
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

// count draws how far work on counted things has come.
func (p *progress) count(done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.wants || p.bar == nil && time.Since(p.begun) < patience {
		return
	}
	if p.bar == nil {
		p.bar = p.draw(int64(total))
	}
	_ = p.bar.Set(min(done, total-1))
}

func (p *progress) draw(total int64) *progressbar.ProgressBar {
	if total <= 1 {
		total = -1 // a spinner
	}
	return progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(p.out), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30),
		progressbar.OptionSetPredictTime(total > 0))
}

// done wipes the bar away for good.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wipe()
	p.wants = false
}

func (p *progress) wipe() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
