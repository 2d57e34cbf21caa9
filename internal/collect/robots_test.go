package collect

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"testing"
)

// A robots.txt may stand on another host (RFC 9309, 2.3.1.2): up to five redirects
// are followed across hosts, each address checked as it is dialled, and what is
// found speaks for the host that was asked first.
func TestRobotsRedirectAcrossHosts(t *testing.T) {
	for _, tc := range []struct {
		what, end string // where the last redirect leads, "" for rules that forbid all
		hops      int
		want      error // nil where the page may be fetched
	}{
		{"rules at once", "", 0, errRobots},
		{"one host away", "", 1, errRobots},
		{"five hosts away", "", 5, errRobots},
		{"six hosts away are as good as none", "", 6, nil},
		{"none at the end", "/missing", 2, nil},
		{"a metadata address at the end", "http://169.254.169.254/robots.txt", 1, ErrForGood},
		{"a port of this machine at the end", "http://127.0.0.1:1/robots.txt", 1, ErrForGood},
	} {
		t.Run(tc.what, func(t *testing.T) {
			site := make([]string, tc.hops+1)
			srv := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				at := 0
				for n := range site {
					if strings.HasSuffix(site[n], "//"+r.Host) {
						at = n
					}
				}
				switch {
				case r.URL.Path != "/robots.txt":
					http.NotFound(w, r)
				case at < tc.hops-1 || at < tc.hops && tc.end == "":
					http.Redirect(w, r, site[at+1]+"/robots.txt", http.StatusFound)
				case at < tc.hops:
					http.Redirect(w, r, tc.end, http.StatusFound)
				default:
					fmt.Fprint(w, "User-agent: *\nDisallow: /\n")
				}
			}))
			for n := range site {
				site[n] = siteName(srv, "host", n)
			}
			f := NewFetcher(Options{
				Allow: addrs(srv), Timeout: FetchTime, PerHost: 1,
				Resolver: resolver(t, netip.MustParseAddr("127.0.0.1")),
			})
			if _, err := newRobots(f).check(t.Context(), site[0]+"/page"); !errors.Is(err, tc.want) {
				t.Errorf("got %v, want %v", err, tc.want)
			}
		})
	}
}
