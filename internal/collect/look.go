package collect

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tocsin"
	"tocsin/internal/collect/feed"
	"tocsin/internal/text/encoding"
)

// Look is what a look at a source found.
type Look struct {
	// Title and Lang are what a feed says of itself, "" for nothing.
	Title, Lang string
	// Leads are the documents that the source names.
	Leads []tocsin.Lead
	// Document is what a page holds; nil for other sources.
	Document *tocsin.Document
	// Unchanged is true where the server says that nothing is new.
	Unchanged bool
	// ETag and LastModified are what to ask with the next time.
	ETag, LastModified string
	// Patience is what the source asks for.
	Patience feed.Patience
	// Notes tell what was left out and what should be seen to.
	Notes []string
}

// looker looks at sources. It is safe for concurrent use.
type looker struct {
	fetch  getter
	robots *robots
}

// Preview looks at a source as collecting would, and keeps nothing.
func Preview(ctx context.Context, f *Fetcher, src tocsin.Source) (Look, error) {
	l := &looker{f, newRobots(f)}
	look, err := l.look(ctx, src, tocsin.SourceState{}, startAt(src.At))
	for gone := (away{}); errors.As(err, &gone); {
		look, err = l.look(ctx, src, tocsin.SourceState{}, gone.to)
	}
	if err != nil || len(look.Leads) == 0 || !strings.Contains(look.Leads[0].URL, "://") {
		return look, err
	}
	if _, err := l.robots.check(ctx, look.Leads[0].URL); err != nil {
		look.Notes = append(look.Notes, fmt.Sprintf("the first page, %s: %v", look.Leads[0].URL, err))
	}
	return look, nil
}

// look sees what a source names, at the end of t where it lies on the web. Its error
// is as that of [looker.follow].
func (l *looker) look(ctx context.Context, src tocsin.Source, st tocsin.SourceState, t trail) (Look, error) {
	switch src.Kind {
	case tocsin.SourceFeed:
		return l.feed(ctx, t, st)
	case tocsin.SourcePage:
		return l.page(ctx, t, st)
	case tocsin.SourceList:
		return l.list(ctx, t, st)
	case tocsin.SourceFolder:
		return files(ctx, src.At, func(p string) bool { return typeOf(p) != "" })
	case tocsin.SourceWARC:
		return files(ctx, src.At, isArchive)
	}
	return Look{}, forGood(fmt.Errorf("a source of kind %q is not known to this version", src.Kind))
}

// ask fetches what stands at the end of t.
func (l *looker) ask(ctx context.Context, t trail, st tocsin.SourceState, q Request) (Answer, Look, error) {
	q.ETag, q.LastModified = st.ETag, st.LastModified
	ans, _, err := l.follow(ctx, t, q, q.Want == WantFeed)
	if err != nil {
		return ans, Look{}, err
	}
	look := Look{Unchanged: ans.Unchanged, ETag: header(ans, "Etag"), LastModified: header(ans, "Last-Modified")}
	if ans.Unchanged {
		look.ETag, look.LastModified = st.ETag, st.LastModified
	}
	if ans.Moved != "" {
		look.Notes = append(look.Notes, "moved for good to "+ans.Moved+"; change the source's address")
	}
	return ans, look, nil
}

// maxValidator is the longest ETag in bytes that is sent back.
const maxValidator = 512

func header(ans Answer, name string) string {
	for _, v := range ans.Header[name] {
		if len(v) <= maxValidator {
			return v
		}
	}
	return ""
}

// feedTime is how long a feed is parsed before it is read in the short way.
const feedTime = 5 * time.Second

// feed looks at a feed. Its host's robots.txt is not asked: a feed is there for
// programs, and the reader has named it.
func (l *looker) feed(ctx context.Context, t trail, st tocsin.SourceState) (Look, error) {
	ans, look, err := l.ask(ctx, t, st, Request{Want: WantFeed, Most: feed.MaxBytes + 1})
	if err != nil || look.Unchanged {
		return look, err
	}
	parsing, cancel := context.WithTimeout(ctx, feedTime)
	defer cancel()
	f, err := feed.Parse(parsing, ans.Body, ans.Type, ans.URL)
	if err != nil {
		return Look{}, forGood(err)
	}
	look.Title, look.Lang, look.Patience = f.Title, f.Lang, f.Patience
	look.Notes = append(look.Notes, f.Notes...)
	for _, it := range f.Items {
		look.Leads = append(look.Leads, tocsin.Lead{URL: it.URL, Stamp: it.Stamp(), Title: it.Title, Published: it.Published})
	}
	return look, nil
}

func (l *looker) page(ctx context.Context, t trail, st tocsin.SourceState) (Look, error) {
	ans, look, err := l.ask(ctx, t, st, Request{})
	if err != nil || look.Unchanged {
		return look, err
	}
	look.Document = &ans.Document
	return look, nil
}

// list looks at a text with one address a line; blank lines and those that begin
// with # say nothing.
func (l *looker) list(ctx context.Context, t trail, st tocsin.SourceState) (Look, error) {
	body, look, err := l.listText(ctx, t, st)
	if err != nil || look.Unchanged {
		return look, err
	}
	text, _ := encoding.Decode(body, "")
	lines := bufio.NewScanner(strings.NewReader(text))
	seen, bad := map[string]bool{}, 0
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") || seen[line] {
			continue
		}
		if _, err := parseURL(line); err != nil || len(line) > maxListed {
			bad++
			continue
		}
		seen[line] = true
		look.Leads = append(look.Leads, tocsin.Lead{URL: line})
	}
	if bad > 0 || lines.Err() != nil {
		look.Notes = append(look.Notes, fmt.Sprintf("%d lines are no addresses, left out", max(bad, 1)))
	}
	if len(look.Leads) == 0 {
		return look, forGood(errors.New("names no address; want one on each line"))
	}
	return look, nil
}

// maxListed is the longest address in bytes that is taken from a list.
const maxListed = 2048

func (l *looker) listText(ctx context.Context, t trail, st tocsin.SourceState) ([]byte, Look, error) {
	if !strings.Contains(t.at, "://") {
		info, err := os.Stat(t.at)
		if err != nil {
			return nil, Look{}, fileError(err)
		}
		body, err := readFile(t.at, info.Size())
		return body, Look{}, err
	}
	ans, look, err := l.ask(ctx, t, st, Request{Want: WantText})
	return ans.Body, look, err
}

// isArchive tells web archives by their names. A .gz may be one, or not: its
// reader tells.
func isArchive(p string) bool {
	ext := strings.ToLower(filepath.Ext(p))
	return ext == ".warc" || ext == ".gz"
}

// files looks at a file or a folder of files, of those that are wanted by their
// names. A file's stamp is its size and time.
func files(ctx context.Context, root string, wanted func(p string) bool) (Look, error) {
	var look Look
	left := 0
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case p != root && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		case !fit(p, d, root) || !wanted(p):
			left++
			return nil
		}
		info, err := os.Stat(p)
		if err != nil {
			return err
		}
		look.Leads = append(look.Leads, tocsin.Lead{
			URL: p, Stamp: stampOf(info),
		})
		return nil
	})
	if err != nil {
		return Look{}, fileError(err)
	}
	if left > 0 {
		look.Notes = append(look.Notes, fmt.Sprintf("%d files of other kinds, left out", left))
	}
	return look, nil
}

// fit reports whether a file may hold an article: what a folder says of itself
// does not.
func fit(p string, d fs.DirEntry, root string) bool {
	return p == root || !strings.HasPrefix(d.Name(), "README")
}
