package main

import (
	"context"
	"fmt"
	"net/netip"
	"os"
	"runtime"
	"time"

	"golang.org/x/term"

	"tocsin"
	"tocsin/internal/app"
	"tocsin/internal/collect"
)

// codeCmd codes articles and writes their records.
type codeCmd struct {
	readFlags
	Inputs    []string `arg:"" name:"input" help:"Files, folders, URLs, or - for standard input."`
	JSON      bool     `xor:"format" help:"Write JSON: one indented record, or one a line for several articles."`
	Plain     bool     `xor:"format" help:"Write text for people (the default on a terminal, and for a single article)."`
	GoldShape bool     `xor:"format" help:"Write JSON in the codebook's shape, without spans and scores."`
	Out       string   `type:"path" placeholder:"DIR" help:"Write one JSON file for each article to this folder."`
}

// readFlags are the flags of every command that reads articles.
type readFlags struct {
	readerFlag
	Published *tocsin.Day      `placeholder:"DATE" help:"Day of publication, YYYY-MM-DD, from which \"on Sunday\" is reckoned; wins over the articles' own."`
	Outlet    string           `placeholder:"NAME" help:"Name of the outlet; wins over the articles' own."`
	Jobs      int              `placeholder:"N" default:"${jobs}" help:"Articles worked on at the same time (default: ${default}, two for each core)."`
	Timeout   time.Duration    `default:"30s" help:"Time for fetching one page (default: ${default})."`
	Allow     []netip.AddrPort `name:"allow-address" placeholder:"IP:PORT" help:"Fetch from this address although it is not public, such as an archive on your own network; may be repeated."`
}

// Help is shown below the usage.
func (codeCmd) Help() string { return codeHelp }

const codeHelp = `Reads plain text, HTML, JSON articles (id, published, outlet, title, text), JSON
Lines and folders of these, and writes what each article reports, every value
with the words that support it.

Examples:
  tocsin code article.txt --published 2024-01-05
  tocsin code https://example.org/news/attack.html
  pbpaste | tocsin code -
  tocsin code --json articles.jsonl > records.jsonl
  tocsin code --gold-shape --out coded/ articles/

Exit codes: 0 all inputs were coded; 1 some were not, and are listed; 2 wrong
usage; 130 interrupted.`

// Validate refuses flags that do not go together.
func (c *codeCmd) Validate() error {
	if c.Plain && c.Out != "" {
		return fmt.Errorf("--plain and --out do not go together: --out writes JSON")
	}
	return c.readFlags.Validate()
}

// Validate refuses numbers that make no sense.
func (f *readFlags) Validate() error {
	if f.Jobs < 1 || f.Jobs > 1024 {
		return fmt.Errorf("--jobs must be from 1 to 1024")
	}
	if f.Timeout <= 0 {
		return fmt.Errorf("--timeout must be above 0, such as 30s")
	}
	return nil
}

// Run codes the inputs.
func (c *codeCmd) Run(ctx context.Context) error {
	terminal := term.IsTerminal(int(os.Stdout.Fd()))
	// A bar among records on one terminal would be in their way.
	job := app.CodeJob{
		Reading: c.reading(c.Inputs, !terminal || c.Out != ""), Format: c.format(), Out: c.Out, Stdout: os.Stdout,
		Terminal: terminal, Color: terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb",
	}
	if width, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
		job.Width = width
	}
	return job.Run(ctx)
}

func (c *codeCmd) format() app.Format {
	switch {
	case c.JSON:
		return app.FormatJSON
	case c.GoldShape:
		return app.FormatGold
	case c.Plain:
		return app.FormatPlain
	}
	return app.FormatAuto
}

// reading returns what the flags say of the inputs, with a progress bar if one is wanted.
func (f *readFlags) reading(inputs []string, bar bool) app.Reading {
	p := newProgress(bar)
	return app.Reading{
		Inputs: inputs, Published: f.Published, Outlet: f.Outlet, Jobs: f.Jobs, Stdin: os.Stdin,
		Reader: f.Reader, Fetch: collect.Options{Allow: f.Allow, Timeout: f.Timeout},
		Note: p.note, Progress: p.show, Done: p.done,
	}
}

// twoEach is two for each core: records keep the order of their articles, so that a
// long one would otherwise hold a core up.
func twoEach() string { return fmt.Sprint(2 * runtime.GOMAXPROCS(0)) }
