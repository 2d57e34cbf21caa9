package feed

import (
	"strings"

	nethtml "golang.org/x/net/html"
)

// maxDiscovered is how many feeds of a page are named.
const maxDiscovered = 5

// Discover returns the addresses of the feeds that a page names in its head, in
// its order, by <link rel="alternate">.
func Discover(page, base string) []string {
	var out []string
	to := bases(base, "")
	z := nethtml.NewTokenizer(strings.NewReader(page))
	for len(out) < maxDiscovered {
		switch z.Next() {
		case nethtml.ErrorToken:
			return out
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			if u := resolve(feedLink(z.Token()), to); u != "" {
				out = append(out, u)
			}
		}
	}
	return out
}

// feedLink returns where a <link> to a feed leads, "" for other tags.
func feedLink(tag nethtml.Token) string {
	if tag.Data != "link" {
		return ""
	}
	attrs := map[string]string{}
	for _, a := range tag.Attr {
		attrs[a.Key] = a.Val
	}
	kind := strings.ToLower(attrs["type"])
	feed := strings.HasPrefix(kind, "application/rss+xml") || strings.HasPrefix(kind, "application/atom+xml") ||
		strings.HasPrefix(kind, "application/feed+json")
	if !feed || !strings.Contains(strings.ToLower(attrs["rel"]), "alternate") {
		return ""
	}
	return attrs["href"]
}
