// Package feed reads RSS, Atom and JSON Feed: which documents a feed names, and
// how often it wants to be asked. It takes what feeds of the real world are: in
// the wrong encoding, broken off, with relative addresses and without dates.
package feed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"tocsin/internal/text/encoding"
)

const (
	// MaxItems is how many items are taken from one feed, the first ones.
	MaxItems = 10_000
	// MaxBytes is how much of a feed is read; of a longer one, the items that
	// stand in so much.
	MaxBytes = 6 << 20
)

// Feed is what a feed says of itself and of the documents that it names.
type Feed struct {
	// Title is the feed's name, Lang the ISO 639-1 code of its language; "" where
	// it says none.
	Title, Lang string
	Items       []Item
	Patience    Patience
	// Notes tell what was mended and what was left out.
	Notes []string
}

// Item is one document that a feed names.
type Item struct {
	// URL is absolute, http or https.
	URL string
	// ID is the feed's own name for the item, "" for none.
	ID string
	// Title is one line of plain text, "" for none.
	Title string
	// Published and Updated are zero where the feed does not tell, or tells in a
	// form that is not known.
	Published, Updated time.Time
}

// Stamp changes where the feed says that the item did. It is "" for an item
// without any time.
func (i Item) Stamp() string {
	at := i.Updated
	if at.IsZero() {
		at = i.Published
	}
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}

// ErrNoFeed is returned for what is no feed at all.
var ErrNoFeed = errors.New("neither RSS, Atom nor JSON Feed")

// Parse reads a feed. Header is the Content-Type that it came with, "" where
// there was none; base is where it was fetched. A broken feed yields the items
// that can be made out, and a note; only what holds none of a feed is an error,
// which is [ErrNoFeed]. When ctx ends, a feed that is made to be slow to parse is
// read by its items alone, which takes time only in proportion to its length.
func Parse(ctx context.Context, body []byte, header, base string) (f Feed, err error) {
	var notes []string
	cut := len(body) > MaxBytes
	if cut {
		body = body[:MaxBytes]
		notes = append(notes, fmt.Sprintf("longer than %d MiB: only the items in its first part were read", MaxBytes>>20))
	}
	text, note := encoding.Decode(body, label(body, header))
	if note != "" {
		notes = append(notes, note)
	}
	f, ok := parse(ctx, trim(text), base, cut)
	if !ok {
		return Feed{}, noFeed(text, base)
	}
	f.Notes = append(notes, f.Notes...)
	return f, nil
}

// parse parses text as it stands where that can be done, else what can be made
// out of its items; whichever yields more. It returns false where there is
// nothing of a feed.
func parse(ctx context.Context, text, base string, cut bool) (Feed, bool) {
	isJSON := strings.HasPrefix(text, "{")
	if isJSON && !strings.Contains(text, `"items"`) {
		return Feed{}, false
	}
	why := "broken: read by its items alone"
	var whole Feed
	ok := false
	if cut {
		why = ""
	} else if !isJSON && tooDeep(text) {
		why = "nested deeper than any feed: read by its items alone"
	} else if parsed, err := library(ctx, text); err == nil {
		whole, ok = convert(parsed, base), true
		if len(parsed.Items) == len(whole.Items) && (len(parsed.Items) > 0 || !itemTag.MatchString(text)) {
			return whole, true
		}
	}
	mended, n := mend(text, isJSON)
	parsed, err := library(context.WithoutCancel(ctx), mended)
	if n == 0 || err != nil {
		return whole, ok
	}
	f := convert(parsed, base)
	if ok && len(f.Items) <= len(whole.Items) {
		return whole, true
	}
	if why != "" {
		f.Notes = append([]string{why}, f.Notes...)
	}
	return f, true
}

// library parses by gofeed. A fault of it costs that feed alone.
func library(ctx context.Context, text string) (f *gofeed.Feed, err error) {
	defer func() {
		if p := recover(); p != nil {
			f, err = nil, fmt.Errorf("parse the feed: %v", p)
		}
	}()
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true // for ttl and skipHours
	return p.Parse(&until{ctx, strings.NewReader(text)})
}

// until reads until ctx ends.
type until struct {
	ctx context.Context
	r   io.Reader
}

// Read reads, or returns why ctx ended.
func (u *until) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}

var declared = regexp.MustCompile(`^[^<]*<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// label returns the encoding that the header names, else the XML declaration.
func label(body []byte, header string) string {
	if _, params, err := mime.ParseMediaType(header); err == nil && params["charset"] != "" {
		return params["charset"]
	}
	if m := declared.FindSubmatch(body[:min(len(body), 1024)]); m != nil {
		return string(m[1])
	}
	return ""
}

var (
	// start is where a feed can begin, after warnings of a server and blank lines.
	start = regexp.MustCompile(`(?i)<\?xml|<rss\b|<feed\b|<rdf:rdf\b|<(?:atom|a):feed\b`)
	// declaration is dropped: the text is UTF-8 by now, whatever it declares.
	declaration = regexp.MustCompile(`(?i)^(?:\s*<\?xml[^>]*\?>)+`)
)

func trim(text string) string {
	text = strings.TrimLeft(text, "\ufeff \t\r\n\x00")
	if strings.HasPrefix(text, "{") {
		return text
	}
	if at := start.FindStringIndex(text); at != nil {
		text = text[at[0]:]
	}
	return strings.TrimLeft(declaration.ReplaceAllString(text, ""), " \t\r\n")
}

// noFeed says what stands there instead, and where the feed may be.
func noFeed(text, base string) error {
	switch {
	case strings.TrimSpace(text) == "":
		return fmt.Errorf("%w: empty; check the address", ErrNoFeed)
	case !looksLikePage(text):
		return fmt.Errorf("%w; check the address", ErrNoFeed)
	}
	if feeds := Discover(text, base); len(feeds) > 0 {
		return fmt.Errorf("%w but a page; its feed is at %s", ErrNoFeed, strings.Join(feeds, ", "))
	}
	return fmt.Errorf("%w but a page, and it names no feed; give the feed's address", ErrNoFeed)
}

func looksLikePage(text string) bool {
	head := strings.ToLower(text[:min(len(text), 2048)])
	return strings.Contains(head, "<!doctype html") || strings.Contains(head, "<html") || strings.Contains(head, "<head")
}

func convert(parsed *gofeed.Feed, base string) Feed {
	f := Feed{Title: plain(parsed.Title), Lang: language(parsed.Language), Patience: patience(parsed)}
	to := bases(base, parsed.Link)
	seen := map[string]bool{}
	var unaddressed, twice, beyond, undated int
	for _, it := range parsed.Items {
		item := Item{ID: strings.TrimSpace(it.GUID), Title: plain(it.Title)}
		item.Published, item.Updated = moment(it.PublishedParsed), moment(it.UpdatedParsed)
		item.URL = address(it, to)
		switch {
		case item.URL == "":
			unaddressed++
			continue
		case seen[item.URL]:
			twice++
			continue
		case len(f.Items) == MaxItems:
			beyond++
			continue
		case item.Stamp() == "":
			undated++
		}
		seen[item.URL] = true
		f.Items = append(f.Items, item)
	}
	f.note(unaddressed, "without an address, left out")
	f.note(twice, "named twice")
	f.note(beyond, fmt.Sprintf("beyond the first %d, left out", MaxItems))
	f.note(undated, "without a date that can be read")
	return f
}

func (f *Feed) note(n int, what string) {
	if n > 0 {
		f.Notes = append(f.Notes, fmt.Sprintf("%d items %s", n, what))
	}
}

func moment(t *time.Time) time.Time {
	if t == nil || t.Year() < 1990 || t.Year() > 9999 {
		return time.Time{}
	}
	return t.UTC()
}

var langTag = regexp.MustCompile(`^[A-Za-z]{2}(?:$|[-_])`)

func language(tag string) string {
	tag = strings.TrimSpace(tag)
	if !langTag.MatchString(tag) {
		return ""
	}
	return strings.ToLower(tag[:2])
}

// bases returns what relative addresses may refer to: the site that the feed
// names, where that is absolute, then where the feed was fetched.
func bases(base, site string) []*url.URL {
	var out []*url.URL
	fetched, err := url.Parse(base)
	if err != nil {
		fetched = &url.URL{}
	}
	if u, err := fetched.Parse(strings.TrimSpace(site)); err == nil && site != "" && u.Host != "" {
		out = append(out, u)
	}
	return append(out, fetched)
}

// address returns the first of an item's addresses that is one of the web.
func address(it *gofeed.Item, to []*url.URL) string {
	for _, link := range append([]string{it.Link}, it.Links...) {
		if u := resolve(link, to); u != "" {
			return u
		}
	}
	if strings.HasPrefix(it.GUID, "http://") || strings.HasPrefix(it.GUID, "https://") {
		return resolve(it.GUID, to)
	}
	return ""
}

// maxURL is the longest address in bytes that is taken.
const maxURL = 2048

func resolve(link string, to []*url.URL) string {
	// Some feeds break addresses over lines.
	link = string(bytes.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return -1
		}
		return r
	}, []byte(strings.TrimSpace(link))))
	if link == "" {
		return ""
	}
	for _, base := range to {
		u, err := base.Parse(link)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
			continue
		}
		u.Fragment, u.RawFragment = "", ""
		if s := u.String(); len(s) <= maxURL {
			return s
		}
	}
	return ""
}
