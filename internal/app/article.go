package app

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"

	"tocsin"
	"tocsin/internal/diff"
	"tocsin/internal/sqlite"
)

// ArticleJob looks at one stored article.
type ArticleJob struct {
	DB, ID string
	Out    io.Writer
}

// Versions lists the versions of its story.
func (j ArticleJob) Versions(ctx context.Context) error {
	return withStore(ctx, j.DB, func(store *sqlite.Store) error {
		all, err := store.Versions(ctx, j.ID)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(j.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tFETCHED\tPUBLISHED\tCURRENT\tTITLE")
		for _, v := range all {
			current := ""
			if v.Current {
				current = "yes"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", v.ID, when(v.Kept), dayOr(v.Published), current, v.Title)
		}
		return w.Flush()
	})
}

func dayOr(d *tocsin.Day) string {
	if d == nil {
		return "-"
	}
	return d.String()
}

// Diff shows what was changed from one version to the article; "" stands for the
// version before it.
func (j ArticleJob) Diff(ctx context.Context, from string) error {
	return withStore(ctx, j.DB, func(store *sqlite.Store) error {
		if from == "" {
			var err error
			if from, err = versionBefore(ctx, store, j.ID); err != nil {
				return err
			}
		}
		before, err := store.Article(ctx, from)
		if err != nil {
			return err
		}
		after, err := store.Article(ctx, j.ID)
		if err != nil {
			return err
		}
		for _, p := range diff.Words(before.Report.Whole(), after.Report.Whole()) {
			mark := map[diff.Op]string{diff.Same: "%s", diff.Removed: "[-%s-]", diff.Added: "{+%s+}"}[p.Op]
			if _, err := fmt.Fprintf(j.Out, mark, p.Text); err != nil {
				return err
			}
		}
		_, err = fmt.Fprintln(j.Out)
		return err
	})
}

func versionBefore(ctx context.Context, store *sqlite.Store, id string) (string, error) {
	all, err := store.Versions(ctx, id)
	if err != nil {
		return "", err
	}
	for i, v := range all {
		if v.ID == id && i > 0 {
			return all[i-1].ID, nil
		}
	}
	return "", fmt.Errorf("article %s: it is the first of %d versions; name another with --from", id, len(all))
}

// Copies lists the articles of one wording.
func (j ArticleJob) Copies(ctx context.Context) error {
	return withStore(ctx, j.DB, func(store *sqlite.Store) error {
		group, err := store.Copies(ctx, j.ID)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(j.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tPUBLISHED\tALIKE\tAGENCY\tOUTLET\tTITLE")
		for _, c := range group.Articles {
			fmt.Fprintf(w, "%s\t%s\t%.0f %%\t%s\t%s\t%s\n", c.ID, dayOr(c.Published), 100*c.Similarity, c.Origin, c.Outlet, c.Title)
		}
		return w.Flush()
	})
}
