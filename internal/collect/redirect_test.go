package collect

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tocsin"
)

// onward answers as a server does that redirects.
func onward(to string, lasting bool) (Answer, error) {
	return Answer{Onward: to, Lasting: lasting}, nil
}

// paths returns what was asked of a host, in order.
func (w *web) paths(host string) (out []string) {
	for _, v := range w.visits {
		if u, _ := url.Parse(v.URL); u.Host == host {
			out = append(out, u.Path)
		}
	}
	return out
}

func TestRedirectsToAnotherHostWaitForItsTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		// Every page of a.org and b.org stands at c.org, which wants ten seconds.
		b := newBooks(feedSource("a.org"), feedSource("b.org"))
		w := &web{answer: func(q Request) (Answer, error) {
			u, _ := url.Parse(q.URL)
			time.Sleep(100 * time.Millisecond)
			switch {
			case u.Path == "/robots.txt" && u.Host == "c.org":
				return text("User-agent: *\nDisallow: /a.org/1\nCrawl-delay: 10\n")
			case u.Path == "/feed" || u.Path == "/robots.txt" || u.Host == "c.org":
				return site(3)(q)
			}
			return onward("https://c.org/"+u.Host+u.Path, true)
		}}
		tally, err := collector(b, w).Round(t.Context())
		if want := (Tally{Looks: 2, Taken: 5, GivenUp: 1, Documents: 5}); err != nil || tally != want {
			t.Fatalf("got %+v, %v, want %+v", tally, err, want)
		}
		if w.most != 1 {
			t.Errorf("%d requests to one host at the same time", w.most)
		}
		asked := w.paths("c.org")
		if len(asked) != 6 || asked[0] != "/robots.txt" || slices.Contains(asked, "/a.org/1") {
			t.Errorf("c.org was asked for %v", asked)
		}
		var last time.Time
		for _, v := range w.visits {
			if strings.HasPrefix(v.URL, "https://c.org/") && !strings.HasSuffix(v.URL, "robots.txt") {
				if !last.IsZero() && v.at.Sub(last) < 10*time.Second {
					t.Errorf("%s is asked for %v after the one before", v.URL, v.at.Sub(last))
				}
				last = v.at
			}
		}
		for _, at := range w.times("https://a.org/2", w.visits[0].at) {
			if at > 10*time.Second {
				t.Errorf("a.org waits for c.org: its last page is asked for after %v", at)
			}
		}
		refused := b.lead("https://a.org/1")
		if refused.State != tocsin.LeadGivenUp || !strings.Contains(refused.Error, "redirects to https://c.org/a.org/1: the site's robots.txt") {
			t.Errorf("got %+v", refused)
		}
		if doc := b.kept[0]; !strings.HasSuffix(doc.Asked, ".org/0") || !strings.HasPrefix(doc.URL, "https://c.org/") {
			t.Errorf("asked for %s, kept %s", doc.Asked, doc.URL)
		}
	})
}

// The trouble of a host to which another redirects is its own.
func TestTroubleBehindARedirectIsNotThatOfTheHostBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBooks(feedSource("a.org"))
		w := &web{answer: func(q Request) (Answer, error) {
			switch q.URL {
			case "https://a.org/0":
				return onward("https://down.org/", false)
			case "https://down.org/robots.txt":
				return Answer{}, refusal(503, 0)
			}
			return site(3)(q)
		}}
		tally, err := collector(b, w).Round(t.Context())
		if want := (Tally{Looks: 1, Taken: 2, Failed: 1, Documents: 2}); err != nil || tally != want {
			t.Errorf("got %+v, %v, want %+v", tally, err, want)
		}
		if asked := w.paths("down.org"); !slices.Equal(asked, []string{"/robots.txt"}) {
			t.Errorf("down.org was asked for %v", asked)
		}
	})
}

func TestRedirectsAreFollowedAsFarAsTheyMayBe(t *testing.T) {
	for _, tc := range []struct {
		what    string
		to      map[string]string // where an address sends
		lasting bool
		note    string // of the source, or its error
		asked   int    // documents that stand at the end
	}{
		{"a feed that moved", map[string]string{"https://a.org/feed": "https://b.org/feed"}, true, "moved for good to https://b.org/feed", 2},
		{"a feed that is elsewhere today", map[string]string{"https://a.org/feed": "https://b.org/feed"}, false, "", 2},
		{"another scheme of the same host", map[string]string{"https://a.org/feed": "http://a.org/feed"}, true, "moved for good to http://a.org/feed", 2},
		{"a feed whose new host does not want programs", map[string]string{"https://a.org/feed": "https://closed.org/feed"}, true, "redirects to https://closed.org/feed: the site's robots.txt", 0},
		{"round and round", map[string]string{"https://a.org/feed": "https://b.org/feed", "https://b.org/feed": "https://a.org/feed"}, true, "redirects more than 5 times", 0},
	} {
		t.Run(tc.what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBooks(feedSource("a.org"))
				w := &web{answer: func(q Request) (Answer, error) {
					if q.URL == "https://closed.org/robots.txt" {
						return text("User-agent: *\nDisallow: /\n")
					}
					if to := tc.to[q.URL]; to != "" && q.Stay {
						return onward(to, tc.lasting)
					}
					return site(2)(q)
				}}
				if _, err := collector(b, w).Round(t.Context()); err != nil {
					t.Fatal(err)
				}
				st := b.sources["a-org"].State
				if got := st.Note + st.Error; !strings.Contains(got, tc.note) || tc.note == "" && strings.Contains(got, "moved") {
					t.Errorf("note %q, error %q, want %q", st.Note, st.Error, tc.note)
				}
				if len(b.kept) != tc.asked {
					t.Errorf("%d documents, want %d", len(b.kept), tc.asked)
				}
			})
		})
	}
}

// visits are what a server saw.
type visits struct {
	mu        sync.Mutex
	paths     []string
	now, most int
}

func (v *visits) handler(answer http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v.mu.Lock()
		v.paths = append(v.paths, r.URL.Path)
		v.now++
		v.most = max(v.most, v.now)
		v.mu.Unlock()
		time.Sleep(time.Millisecond)
		answer(w, r)
		v.mu.Lock()
		v.now--
		v.mu.Unlock()
	}
}

// Over real connections: eight hosts redirect every page to one, which is asked for
// one page at a time, and for none that its robots.txt keeps from programs.
func TestRedirectsOnTheWire(t *testing.T) {
	var one, many visits
	at := ""
	target := serve(t, one.handler(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			fmt.Fprint(w, "User-agent: *\nDisallow: /private\n")
			return
		}
		fmt.Fprint(w, "<p>A bomb exploded.")
	}))
	from := serve(t, many.handler(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/feed":
			ans, _ := feedOf(r.Host, 4)
			fmt.Fprint(w, strings.ReplaceAll(string(ans.Body), "https://", "http://"))
		case "/3":
			http.Redirect(w, r, at+"/private/"+r.Host, http.StatusFound)
		default:
			http.Redirect(w, r, at+"/"+r.Host+r.URL.Path, http.StatusMovedPermanently)
		}
	}))
	at = siteName(target, "target", 0)
	var sources []tocsin.Source
	for i := range 8 {
		sources = append(sources, tocsin.Source{ID: fmt.Sprint("s", i), At: siteName(from, "from", i) + "/feed", Delay: time.Millisecond})
	}
	b := newBooks(sources...)
	f := NewFetcher(Options{
		Allow: append(addrs(target), addrs(from)...), Timeout: FetchTime, PerHost: 1,
		Resolver: resolver(t, netip.MustParseAddr("127.0.0.1")),
	})
	tally, err := newCollector(b, b, f, slog.New(slog.DiscardHandler)).Round(t.Context())
	if want := (Tally{Looks: 8, Taken: 24, GivenUp: 8, Documents: 24}); err != nil || tally != want {
		t.Fatalf("got %+v, %v, want %+v", tally, err, want)
	}
	if one.most != 1 || len(one.paths) != 25 || one.paths[0] != "/robots.txt" {
		t.Errorf("%d requests, %d at the same time, the first for %s", len(one.paths), one.most, one.paths[0])
	}
	if i := slices.IndexFunc(one.paths, func(p string) bool { return strings.HasPrefix(p, "/private") }); i >= 0 {
		t.Errorf("asked for %s", one.paths[i])
	}
}
