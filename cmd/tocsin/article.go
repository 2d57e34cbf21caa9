package main

import (
	"context"
	"os"

	"tocsin/internal/app"
)

// articleCmd looks at one stored article.
type articleCmd struct {
	Versions articleVersionsCmd `cmd:"" help:"List the versions of the story that an article is one of."`
	Diff     articleDiffCmd     `cmd:"" help:"Show what was changed between two versions, by words."`
	Copies   articleCopiesCmd   `cmd:"" help:"List the articles of one wording with an article, and the agency they are from."`
}

// articleFlags name an article in a store.
type articleFlags struct {
	storeFlag
	ID string `arg:"" help:"The article's ID, as lists and links show it."`
}

// Help is shown below the usage.
func (articleCmd) Help() string {
	return `An article that changes at its address is a new version of one story; only the
current version is listed, searched and counted, and the others keep their links.

Examples:
  tocsin article versions 1f0c2d3e4a5b6c7d --db news.db
  tocsin article diff 1f0c2d3e4a5b6c7d
  tocsin article copies 1f0c2d3e4a5b6c7d

Exit codes: 0 done; 1 there is no such article; 2 wrong usage.`
}

type articleVersionsCmd struct{ articleFlags }

// Run prints the versions.
func (c *articleVersionsCmd) Run(ctx context.Context) error {
	return app.ArticleJob{DB: c.DB, ID: c.ID, Out: os.Stdout}.Versions(ctx)
}

type articleDiffCmd struct {
	articleFlags
	From string `help:"The earlier version's ID (default: the version before)." placeholder:"ID"`
}

// Run prints the changes.
func (c *articleDiffCmd) Run(ctx context.Context) error {
	return app.ArticleJob{DB: c.DB, ID: c.ID, Out: os.Stdout}.Diff(ctx, c.From)
}

type articleCopiesCmd struct{ articleFlags }

// Run prints the copies.
func (c *articleCopiesCmd) Run(ctx context.Context) error {
	return app.ArticleJob{DB: c.DB, ID: c.ID, Out: os.Stdout}.Copies(ctx)
}
