package collect

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/read"
)

// maxExtra is how much more heap a bomb may take, in bytes, while it is fetched
// and read.
const maxExtra = 64 << 20

// bombs are answers made to exhaust whoever reads them. Each stands at its path,
// as a feed, as a page that a feed names, and as a robots.txt.
var bombs = []struct {
	what   string
	answer func(w http.ResponseWriter, r *http.Request)
}{
	{"gzip of 10 GB of blanks", zeros("text/html")},
	{"gzip of 10 GB of blanks that calls itself a feed", zeros("application/rss+xml")},
	{"zip of 1 GB", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/zip")
		zw := zip.NewWriter(w)
		f, _ := zw.Create("a.txt")
		io.Copy(f, io.LimitReader(blanks{}, 1<<30))
		zw.Close()
	}},
	{"zip of 1 GB without a type", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/octet-stream")
		zw := zip.NewWriter(w)
		f, _ := zw.Create("a.txt")
		io.Copy(f, io.LimitReader(blanks{}, 1<<30))
		zw.Close()
	}},
	{"a billion laughs", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"ha\">")
		for i := range 30 {
			fmt.Fprintf(w, "<!ENTITY a%d \"%s\">", i+1, strings.Repeat(fmt.Sprintf("&a%d;", i), 10))
		}
		fmt.Fprint(w, "]><rss><channel><item><title>&a30;</title><link>https://example.org/</link></item></channel></rss>")
	}},
	{"an entity from elsewhere", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>`)
	}},
	{"a million elements in one another", nested("<rss><channel>", "<x:a>", 1_000_000)},
	{"a million foreign elements in an item", nested(`<rss><channel><item xmlns:x="urn:x">`, "<x:a>", 1_000_000)},
	{"a million divisions in one another", nested("<html><body><p>A bomb exploded in Kabul.</p>", "<div>", 1_000_000)},
	{"a million tables in one another", nested("<html><body>", "<table><tr><td>", 300_000)},
	{"a million brackets in one another", nested(`{"version":"https://jsonfeed.org/version/1","items":`, "[", 1_000_000)},
	{"an attribute of 9 MB", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `<rss><channel><item a="`)
		io.Copy(w, io.LimitReader(blanks{}, 9<<20))
		fmt.Fprint(w, `"></item></channel></rss>`)
	}},
	{"a million sections of CDATA in a foreign element", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `<rss><channel><x:y>`, strings.Repeat("<![CDATA[a]]>", 500_000), `</x:y></channel></rss>`)
	}},
	{"a stream without end", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.Copy(w, words{})
	}},
	{"items without end", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "<rss><channel>")
		for i := 0; r.Context().Err() == nil; i++ {
			if _, err := fmt.Fprintf(w, "<item><title>%d</title><link>http://127.0.0.1:9/%d</link></item>", i, i); err != nil {
				return
			}
		}
	}},
	{"a feed of 10,000 items", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "<rss><channel>")
		for i := range 10_000 {
			fmt.Fprintf(w, "<item><title>Blast %d</title><link>http://127.0.0.1:9/%d</link><description>%s</description></item>", i, i, strings.Repeat("A bomb exploded. ", 40))
		}
		fmt.Fprint(w, "</channel></rss>")
	}},
	{"a byte a second", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for r.Context().Err() == nil {
			fmt.Fprint(w, "a")
			w.(http.Flusher).Flush()
			select {
			case <-time.After(time.Second):
			case <-r.Context().Done():
			}
		}
	}},
	{"a header line a second", func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		fmt.Fprint(conn, "HTTP/1.1 200 OK\r\n")
		for i := 0; i < 60; i++ {
			if _, err := fmt.Fprintf(conn, "X-%d: a\r\n", i); err != nil {
				return
			}
			time.Sleep(time.Second)
		}
	}},
	{"header lines without end", func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		fmt.Fprint(conn, "HTTP/1.1 200 OK\r\n")
		for {
			if _, err := fmt.Fprintf(conn, "X: %s\r\n", strings.Repeat("a", 4000)); err != nil {
				return
			}
		}
	}},
	{"no answer at all", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
	{"redirects without end", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Path+"?"+fmt.Sprint(time.Now().UnixNano()), http.StatusFound)
	}},
	{"a million wildcards", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "User-agent: *\n", strings.Repeat("Disallow: /*a*b*c*d\n", 200_000))
	}},
}

// blanks is endless.
type blanks struct{}

func (blanks) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// words is endless, and looks like an article.
type words struct{}

func (words) Read(p []byte) (int, error) {
	const text = "<p>A bomb exploded in a market in Kabul. </p>\n"
	for i := range p {
		p[i] = text[i%len(text)]
	}
	return len(p), nil
}

// zeros answers with 10 GB that fit in 10 MB.
func zeros(kind string) func(w http.ResponseWriter, r *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Encoding", "gzip")
		zw := gzip.NewWriter(w)
		io.Copy(zw, io.LimitReader(blanks{}, 10<<30))
		zw.Close()
	}
}

func nested(head, open string, n int) func(w http.ResponseWriter, r *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, head, strings.Repeat(open, n))
	}
}

// soaking reports whether the long harnesses run, as `make soak` wants.
func soaking() bool { return os.Getenv("TOCSIN_SOAK") != "" }

// TestBombsCostLittle lets every bomb off, as a feed, as a page and as a robots.txt,
// and measures the heap beside it. Pages are read too, as the stage after
// collecting does. With TOCSIN_SOAK each has the full time for a fetch, and the
// time that it took is measured as well; else slow bombs are cut off early, and
// each goes off once.
func TestBombsCostLittle(t *testing.T) {
	if testing.Short() {
		t.Skip("lets bombs off one by one")
	}
	ways, timeout := []string{"feed", "page", "robots.txt"}, FetchTime
	if !soaking() {
		timeout = time.Second
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := 0
		if _, err := fmt.Sscanf(strings.TrimPrefix(r.URL.Path, "/"), "%d", &n); err == nil && n < len(bombs) {
			bombs[n].answer(w, r)
		}
	}))
	defer srv.Close()
	for i, bomb := range bombs {
		address := fmt.Sprintf("%s/%d", srv.URL, i)
		for j, as := range ways {
			if !soaking() && j != i%len(ways) {
				continue
			}
			t.Run(bomb.what+" as "+as, func(t *testing.T) {
				f := NewFetcher(Options{Allow: addrs(srv), Timeout: timeout, PerHost: 1})
				begun := time.Now()
				extra := heapDuring(func() { letOff(t.Context(), f, as, address) })
				took := time.Since(begun)
				t.Logf("%5.1f MiB, %5.1f s", float64(extra)/(1<<20), took.Seconds())
				if extra > maxExtra {
					t.Errorf("took %.1f MiB of heap, want at most %d", float64(extra)/(1<<20), maxExtra>>20)
				}
				if soaking() && took > 20*time.Second {
					t.Errorf("took %v", took)
				}
			})
		}
	}
}

// TestABombInAnArchiveCostsLittle reads a web archive of 3 MB whose one page says
// that it has 10 GB, and has 3.
func TestABombInAnArchiveCostsLittle(t *testing.T) {
	if !soaking() {
		t.Skip("packs 3 GB and unpacks one; set TOCSIN_SOAK")
	}
	path := filepath.Join(t.TempDir(), "bomb.warc.gz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	zw := gzip.NewWriter(f)
	fmt.Fprintf(zw, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\nContent-Length: %d\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", 10<<30)
	if _, err := io.Copy(zw, io.LimitReader(blanks{}, 3<<30)); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(zw.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	begun, failures := time.Now(), 0
	extra := heapDuring(func() {
		for in := range new(Source).documents(t.Context(), tocsin.SourceWARC, path) {
			if _, err := in.Open(t.Context()); err != nil {
				failures++
			}
		}
	})
	took := time.Since(begun)
	t.Logf("%5.1f MiB, %5.1f s", float64(extra)/(1<<20), took.Seconds())
	if failures != 2 || extra > maxExtra || took > 20*time.Second {
		t.Errorf("%d failures, %.1f MiB, %v", failures, float64(extra)/(1<<20), took)
	}
}

// letOff fetches a bomb and does with it what collecting and reading do.
func letOff(ctx context.Context, f *Fetcher, as, address string) {
	switch as {
	case "feed":
		_, _ = (&looker{f, newRobots(f)}).look(ctx, tocsin.Source{Kind: tocsin.SourceFeed, At: address}, tocsin.SourceState{}, startAt(address))
	case "page":
		if doc, err := f.Get(ctx, address); err == nil {
			_, _ = read.Read(doc)
		}
	default:
		if ans, err := f.Fetch(ctx, Request{URL: address, Want: WantText, Most: maxRobots}); err == nil {
			if group := parseRobots(ans.Body); group != nil {
				group.Test("/" + strings.Repeat("abcd", 500))
			}
		}
	}
}

// heapDuring returns how much the live heap grew at most while do ran.
func heapDuring(do func()) int64 {
	var before, now runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&before)
	stop, done := make(chan struct{}), make(chan int64)
	go func() {
		var most int64
		for {
			select {
			case <-stop:
				done <- most
				return
			case <-time.After(2 * time.Millisecond):
				runtime.ReadMemStats(&now)
				most = max(most, int64(now.HeapAlloc)-int64(before.HeapAlloc))
			}
		}
	}()
	do()
	close(stop)
	return <-done
}

// TestBombsLeaveTheOthersAlone collects from ten good hosts while as many bombs go
// off at others: all that is good is taken, and nothing is kept of the rest but
// what it says.
func TestBombsLeaveTheOthersAlone(t *testing.T) {
	if !soaking() {
		t.Skip("lets off 22 bombs at the same time; set TOCSIN_SOAK")
	}
	good := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ans, err := site(5)(Request{URL: "http://" + r.Host + r.URL.Path})
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		w.Write(bytes.ReplaceAll(ans.Body, []byte("https://"), []byte("http://")))
	}))
	defer good.Close()
	bad := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u, _ := url.Parse(r.URL.Path)
		n := 0
		fmt.Sscanf(strings.TrimPrefix(u.Path, "/"), "%d", &n)
		bombs[n%len(bombs)].answer(w, r)
	}))
	defer bad.Close()
	var sources []tocsin.Source
	for i := range bombs {
		sources = append(sources, tocsin.Source{ID: fmt.Sprint("bad", i), At: fmt.Sprintf("%s/%d", siteName(bad, "bad", i), i), Delay: 1})
	}
	for i := range 10 {
		sources = append(sources, tocsin.Source{ID: fmt.Sprint("good", i), At: siteName(good, "good", i) + "/feed", Delay: 1})
	}
	b := newBooks(sources...)
	f := NewFetcher(Options{
		Allow: append(addrs(good), addrs(bad)...), Timeout: FetchTime, PerHost: 1,
		Resolver: resolver(t, netip.MustParseAddr("127.0.0.1")),
	})
	c := newCollector(b, b, f, slog.New(slog.DiscardHandler))
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		defer stop()
		begun := time.Now()
		for b.count("good") < 50 {
			if time.Since(begun) > time.Minute {
				t.Errorf("%d pages of the good hosts were taken, want 50", b.count("good"))
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Logf("50 pages of 10 good hosts after %v, beside %d bombs", time.Since(begun).Round(time.Millisecond), len(bombs))
	})
	if err := c.Run(ctx); err != nil {
		t.Error(err)
	}
	wg.Wait()
}

// siteName gives a server a name of its own for each number.
func siteName(srv *httptest.Server, name string, n int) string {
	u, _ := url.Parse(srv.URL)
	return fmt.Sprintf("http://%s%d.example.com:%s", name, n, u.Port())
}
