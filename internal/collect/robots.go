package collect

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// What is read of a robots.txt (RFC 9309 wants 500 KiB at least). Wildcards cost
// memory and time for each path that is looked up, hence their own bounds.
const (
	maxRobots     = 500 << 10
	maxRobotLines = 10_000
	maxRobotLine  = 2 << 10
	maxWildLines  = 500
	maxWildcards  = 4
	robotsKept    = 24 * time.Hour
	robotsHosts   = 20_000
	maxCrawlDelay = time.Minute
)

// robots asks hosts what may be fetched from them, once a day. It is safe for
// concurrent use.
type robots struct {
	fetch getter
	mu    sync.Mutex
	hosts map[string]robotRules
}

// getter fetches; a [Fetcher] does.
type getter interface {
	Fetch(ctx context.Context, q Request) (Answer, error)
}

// robotRules are the rules of one host; group is nil where all is allowed.
type robotRules struct {
	group *robotstxt.Group
	until time.Time
}

func newRobots(fetch getter) *robots {
	return &robots{fetch: fetch, hosts: map[string]robotRules{}}
}

var errRobots = forGood(errors.New("the site's robots.txt asks programs not to fetch it; read it with a browser, save the page and give the file"))

// check returns an error for an address that may not be fetched, and the delay
// that the host wants between two requests. Where robots.txt cannot be had for a
// trouble of the host, its error is that trouble's.
func (r *robots) check(ctx context.Context, address string) (delay time.Duration, err error) {
	u, err := parseURL(address)
	if err != nil {
		return 0, forGood(err)
	}
	rules, err := r.of(ctx, u)
	if err != nil || rules.group == nil {
		return 0, err
	}
	if !rules.group.Test(u.EscapedPath() + query(u)) {
		return 0, errRobots
	}
	return min(max(rules.group.CrawlDelay, 0), maxCrawlDelay), nil
}

func query(u *url.URL) string {
	if u.RawQuery == "" {
		return ""
	}
	return "?" + u.RawQuery
}

// of returns the rules of the host of u.
func (r *robots) of(ctx context.Context, u *url.URL) (robotRules, error) {
	root := u.Scheme + "://" + u.Host
	r.mu.Lock()
	rules, known := r.hosts[root]
	r.mu.Unlock()
	if known && time.Now().Before(rules.until) {
		return rules, nil
	}
	ans, err := r.fetch.Fetch(ctx, Request{URL: root + "/robots.txt", Want: WantText, Most: maxRobots})
	if err != nil && !refusedQuietly(err) {
		return robotRules{}, err
	}
	rules = robotRules{until: time.Now().Add(robotsKept)}
	if err == nil {
		rules.group = parseRobots(ans.Body)
	}
	r.mu.Lock()
	if len(r.hosts) >= robotsHosts {
		clear(r.hosts) // any page may name hosts without end
	}
	r.hosts[root] = rules
	r.mu.Unlock()
	return rules, nil
}

// refusedQuietly reports whether a host has no robots.txt, which allows all.
func refusedQuietly(err error) bool {
	var refused *StatusError
	return errors.As(err, &refused) && !refused.OfHost() || errors.Is(err, errRedirects)
}

// parseRobots returns the group that speaks to us, nil where none does.
func parseRobots(body []byte) *robotstxt.Group {
	data, err := robotstxt.FromStatusAndBytes(http.StatusOK, thin(body))
	if err != nil {
		return nil
	}
	return data.FindGroup(agent)
}

// thin leaves out the lines past the bounds.
func thin(body []byte) []byte {
	var out []byte
	lines, wild := 0, 0
	for line := range bytes.Lines(body) {
		stars := bytes.Count(line, []byte("*"))
		path := stars > 0 && !bytes.HasPrefix(bytes.ToLower(bytes.TrimSpace(line)), []byte("user-agent"))
		if path {
			wild++
		}
		if len(line) > maxRobotLine || path && (stars > maxWildcards || wild > maxWildLines) {
			continue
		}
		if lines++; lines > maxRobotLines {
			break
		}
		out = append(out, line...)
	}
	return out
}
