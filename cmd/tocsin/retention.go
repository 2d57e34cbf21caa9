package main

import (
	"context"
	"errors"
	"os"
	"time"

	"tocsin"
	"tocsin/internal/app"
)

// retentionCmd keeps the rules of how long what was collected is kept.
type retentionCmd struct {
	List  retentionListCmd  `cmd:"" help:"List the rules."`
	Set   retentionSetCmd   `cmd:"" help:"Say how long what a source, or a marking, or all others brought is kept."`
	Clear retentionClearCmd `cmd:"" help:"Take a rule back."`
}

// Help is shown below the usage.
func (retentionCmd) Help() string {
	return `The time counts from when a document was last fetched. Evidence are the bytes as they
came; articles are all that was made of them, the bytes included. A rule for a source
goes before one for its marking (TLP), and that before the one for all others.
tocsin serve purges what is past its time once an hour; tocsin purge --past-time does
so by hand, and without --yes tells what would go.

Examples:
  tocsin retention set --marking red --articles 720h
  tocsin retention set --source wire --evidence 2160h
  tocsin retention set --source archive --articles 0s     (for good)
  tocsin retention set --evidence 8760h
  tocsin retention clear --marking red --articles

Exit codes: 0 done; 1 not done; 2 wrong usage.`
}

type retentionListCmd struct{ storeFlag }

// Run lists the rules.
func (c *retentionListCmd) Run(ctx context.Context) error { return c.rules().List(ctx) }

func (f storeFlag) rules() app.RetentionBook { return app.RetentionBook{DB: f.DB, Out: os.Stdout} }

// retentionFlags say whom a rule is for.
type retentionFlags struct {
	storeFlag
	Source  string `help:"For what this source brings." placeholder:"ID" xor:"whom"`
	Marking string `help:"For sources of this marking: clear, green, amber, amber+strict or red (TLP)." placeholder:"TLP" xor:"whom"`
}

func (f retentionFlags) rule(class tocsin.RetentionClass, age time.Duration) tocsin.RetentionRule {
	return tocsin.RetentionRule{Source: f.Source, Marking: tocsin.Marking(f.Marking), Class: class, Age: age}
}

type retentionSetCmd struct {
	retentionFlags
	Evidence *time.Duration `help:"How long to keep the bytes as they came, such as 2160h (90 days); 0s for good." placeholder:"TIME"`
	Articles *time.Duration `help:"How long to keep all that was made of them; 0s for good." placeholder:"TIME"`
}

// Run sets the rules.
func (c *retentionSetCmd) Run(ctx context.Context) error {
	var rules []tocsin.RetentionRule
	if c.Evidence != nil {
		rules = append(rules, c.rule(tocsin.RetainEvidence, *c.Evidence))
	}
	if c.Articles != nil {
		rules = append(rules, c.rule(tocsin.RetainArticles, *c.Articles))
	}
	if len(rules) == 0 {
		return errors.New("say how long to keep what: --evidence or --articles")
	}
	return c.rules().Set(ctx, rules)
}

type retentionClearCmd struct {
	retentionFlags
	Evidence bool `help:"The rule for the bytes as they came."`
	Articles bool `help:"The rule for all that was made of them."`
}

// Run deletes the rules.
func (c *retentionClearCmd) Run(ctx context.Context) error {
	var rules []tocsin.RetentionRule
	if c.Evidence || !c.Articles {
		rules = append(rules, c.rule(tocsin.RetainEvidence, 0))
	}
	if c.Articles || !c.Evidence {
		rules = append(rules, c.rule(tocsin.RetainArticles, 0))
	}
	return c.rules().Clear(ctx, rules)
}
