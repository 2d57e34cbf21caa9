package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"tocsin"
	"tocsin/internal/app"
)

// evidenceCmd looks after the bytes as they came.
type evidenceCmd struct {
	Verify evidenceVerifyCmd `cmd:"" help:"Hash every document anew, and tell which are not as they were kept."`
	Export evidenceExportCmd `cmd:"" help:"Write the documents as a web archive, .warc.gz."`
}

// Help is shown below the usage.
func (evidenceCmd) Help() string {
	return `Every document is kept as it came, under its SHA-256, before anything is read from
it. Reading and coding anew need no network.

Examples:
  tocsin evidence verify --db news.db
  tocsin evidence export --db news.db --out news.warc.gz
  tocsin evidence export --source reuters > reuters.warc.gz

Exit codes: 0 all is as it was kept; 1 something is not, or could not be read or
written; 2 wrong usage; 130 interrupted.`
}

type evidenceVerifyCmd struct{ storeFlag }

// Run verifies the evidence.
func (c *evidenceVerifyCmd) Run(ctx context.Context) error {
	p := newProgress(true)
	defer p.done()
	job := app.EvidenceJob{DB: c.DB, Out: os.Stdout, Progress: p.count, Done: p.done}
	return job.Verify(ctx)
}

type evidenceExportCmd struct {
	storeFlag
	Source string `help:"Only documents of this source." placeholder:"ID"`
	Out    string `help:"File to write (default: standard output)." placeholder:"FILE"`
}

// Run writes the archive.
func (c *evidenceExportCmd) Run(ctx context.Context) error {
	job := app.EvidenceJob{DB: c.DB, Source: c.Source, Out: os.Stdout, Software: "tocsin " + version()}
	if c.Out == "" {
		return job.Export(ctx)
	}
	f, err := os.Create(c.Out)
	if err != nil {
		return err
	}
	job.Out = f
	if err := job.Export(ctx); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// purgeCmd deletes for good.
type purgeCmd struct {
	storeFlag
	Article      []string      `help:"Purge this article, in all its versions; may be repeated." placeholder:"ID"`
	Source       string        `help:"Purge what this source brought." placeholder:"ID"`
	Marking      string        `help:"Purge what sources of this marking brought: clear, green, amber, amber+strict or red (TLP)." placeholder:"TLP"`
	PastTime     bool          `help:"Purge what is past its time by the rules of tocsin retention."`
	Before       *tocsin.Day   `help:"Purge what was last fetched before this day, YYYY-MM-DD." placeholder:"DATE"`
	OlderThan    time.Duration `help:"Purge what was last fetched longer ago, such as 2160h (90 days)." placeholder:"TIME"`
	EvidenceOnly bool          `help:"Purge the bytes as they came, and keep what was read from them."`
	Reason       string        `help:"Why; kept with the hashes." placeholder:"WORDS"`
	Yes          bool          `help:"Purge. Without it, only tell what would be purged."`
}

// Help is shown below the usage.
func (purgeCmd) Help() string {
	return `Deletes documents and all that was made of them: the bytes, the text, the record,
what is searched, the incidents that only they told, and snapshots that told of
them. Their hashes stay, and what bears one is not taken again. The conditions
narrow each other down. Files that were exported before are not reached.

Examples:
  tocsin purge --article 1f0c2d3e4a5b6c7d --reason "asked for by the outlet"
  tocsin purge --source blog --yes
  tocsin purge --marking red --older-than 720h
  tocsin purge --past-time --yes
  tocsin purge --older-than 2160h --evidence-only --yes

Exit codes: 0 done; 1 not done; 2 wrong usage.`
}

// Validate refuses a purge of everything, and two times.
func (c *purgeCmd) Validate() error {
	if len(c.Article) == 0 && c.Source == "" && c.Marking == "" && !c.PastTime && c.Before == nil && c.OlderThan == 0 {
		return fmt.Errorf("name what to purge: --article, --source, --marking, --past-time, --before or --older-than")
	}
	if c.Marking != "" && !slices.Contains(tocsin.Markings(), tocsin.Marking(c.Marking)) {
		return fmt.Errorf("--marking %s: want clear, green, amber, amber+strict or red", c.Marking)
	}
	if c.Before != nil && c.OlderThan != 0 {
		return fmt.Errorf("--before and --older-than do not go together")
	}
	return nil
}

// Run purges.
func (c *purgeCmd) Run(ctx context.Context) error {
	q := tocsin.PurgeQuery{Articles: c.Article, Source: c.Source, Marking: tocsin.Marking(c.Marking), EvidenceOnly: c.EvidenceOnly, Reason: c.Reason, Try: !c.Yes}
	if c.PastTime {
		q.PastTime = &tocsin.PastTime{Now: time.Now()}
	}
	switch {
	case c.Before != nil:
		q.Before = c.Before.Time()
	case c.OlderThan != 0:
		q.Before = time.Now().Add(-c.OlderThan)
	}
	return app.PurgeJob{DB: c.DB, Query: q, Out: os.Stdout}.Run(ctx)
}
