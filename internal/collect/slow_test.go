package collect

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"tocsin"
)

// broken are the ways in which a host is slow or broken.
var broken = []func(w http.ResponseWriter, r *http.Request){
	func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			fmt.Fprint(w, "a")
			w.(http.Flusher).Flush()
			select {
			case <-time.After(100 * time.Millisecond):
			case <-r.Context().Done():
			}
		}
	},
	func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) },
	func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) },
	func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "<html>no feed") },
}

// TestSlowHostsOnTheWire measures over real connections what
// TestSlowHostsDoNotHoldUpTheOthers asserts on a clock of its own: how long the
// pages of 100 healthy hosts wait from the start to being kept, alone and beside
// 100 slow or broken hosts. It asserts only that all are kept.
func TestSlowHostsOnTheWire(t *testing.T) {
	if !soaking() {
		t.Skip("measures for half a minute; set TOCSIN_SOAK")
	}
	good := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ans, err := site(5)(Request{URL: "http://" + r.Host + r.URL.Path})
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		w.Write(bytes.ReplaceAll(ans.Body, []byte("https://"), []byte("http://")))
		fmt.Fprint(w, strings.Repeat("<p>Police said so on Friday.</p>\n", 600))
	}))
	defer good.Close()
	bad := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := 0
		fmt.Sscanf(r.Host, "bad%d.", &n)
		broken[n%len(broken)](w, r)
	}))
	defer bad.Close()
	for round := range 3 {
		alone := wait95(t, good, bad, 0)
		beside := wait95(t, good, bad, 100)
		t.Logf("round %d: p95 from start to kept %v alone, %v beside 100 slow or broken hosts: %+.1f %%", round+1,
			alone.Round(time.Millisecond), beside.Round(time.Millisecond), 100*(beside.Seconds()/alone.Seconds()-1))
	}
}

// wait95 is the wait that 95 of 100 pages of the healthy hosts keep below.
func wait95(t *testing.T, good, bad *httptest.Server, slow int) time.Duration {
	t.Helper()
	var sources []tocsin.Source
	for i := range 100 {
		sources = append(sources, tocsin.Source{ID: fmt.Sprint("good", i), At: siteName(good, "good", i) + "/feed", Delay: 500 * time.Millisecond})
	}
	for i := range slow {
		sources = append(sources, tocsin.Source{ID: fmt.Sprint("bad", i), At: siteName(bad, "bad", i) + "/feed", Delay: 500 * time.Millisecond})
	}
	b := newBooks(sources...)
	f := NewFetcher(Options{
		Allow: append(addrs(good), addrs(bad)...), Timeout: FetchTime, PerHost: 1,
		Resolver: resolver(t, netip.MustParseAddr("127.0.0.1")),
	})
	c := newCollector(b, b, f, slog.New(slog.DiscardHandler))
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	begun := time.Now()
	go func() {
		for b.count("good") < 500 && ctx.Err() == nil {
			time.Sleep(10 * time.Millisecond)
		}
		stop()
	}()
	if err := c.Run(ctx); err != nil {
		t.Error(err)
	}
	if n := b.count("good"); n != 500 {
		t.Fatalf("%d pages of the healthy hosts were kept, want 500", n)
	}
	var waits []time.Duration
	for i, doc := range b.kept {
		if strings.HasPrefix(doc.Source, "good") {
			waits = append(waits, b.keptAt[i].Sub(begun))
		}
	}
	slices.Sort(waits)
	return waits[len(waits)*95/100]
}
