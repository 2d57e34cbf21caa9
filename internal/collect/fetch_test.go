package collect

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

func TestFetcherRefusesLiteralAddresses(t *testing.T) {
	f := NewFetcher(Options{})
	for _, url := range []string{"http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "https://10.0.0.1/", "http://127.0.0.1:22/"} {
		_, err := f.Get(t.Context(), url)
		wantError(t, url, err, "not at a public web address", "save the page")
	}
}

// A redirect from an allowed address does not open the others, and the error says
// where it led.
func TestFetcherRefusesRedirectsToSpecialAddresses(t *testing.T) {
	to := "http://10.0.0.1:80/"
	srv := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
	_, err := allowed(srv).Get(t.Context(), srv.URL)
	wantError(t, to, err, "redirects to "+to, "not at a public web address")
}

func TestFetcherGets(t *testing.T) {
	srv := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/old" {
			http.Redirect(w, r, "/new", http.StatusMovedPermanently)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		zw := gzip.NewWriter(w)
		fmt.Fprint(zw, "<p>A bomb exploded.")
		zw.Close()
	})
	doc, err := allowed(srv).Get(t.Context(), srv.URL+"/old#top")
	if err != nil {
		t.Fatal(err)
	}
	if string(doc.Body) != "<p>A bomb exploded." || doc.URL != srv.URL+"/new" || doc.Type != "text/html; charset=utf-8" {
		t.Errorf("got %+v %s", doc, doc.Body)
	}
}

func TestFetcherErrors(t *testing.T) {
	release := make(chan struct{})
	srv := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/missing":
			http.NotFound(w, r)
		case "/broken":
			w.WriteHeader(http.StatusBadGateway)
		case "/picture":
			w.Header().Set("Content-Type", "image/png")
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/ftp":
			http.Redirect(w, r, "ftp://example.org/x", http.StatusFound)
		case "/silent":
			<-release
		case "/drip":
			drip(w, release)
		case "/endless":
			endless(w)
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			zw := gzip.NewWriter(w)
			endless(zw)
			zw.Close()
		case "/large":
			w.Header().Set("Content-Length", "104857600")
		case "/short":
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "A bomb")
		}
	})
	t.Cleanup(func() { close(release) }) // before the server waits for its handlers
	f := NewFetcher(Options{Allow: addrs(srv), Timeout: 300 * time.Millisecond})
	for path, want := range map[string]string{
		"/missing": "answers 404 Not Found", "/broken": "answers 502 Bad Gateway", "/picture": "is image/png, not an article",
		"/loop": "redirects more than 5 times", "/ftp": "redirects to ftp://example.org/x, which is neither http nor https",
		"/silent": "had not answered in full after 300ms", "/drip": "had not answered in full after 300ms",
		"/large": "too large for one article (104.9 MB; the limit is 10 MiB)", "/short": "cannot be fetched",
	} {
		_, err := f.Get(t.Context(), srv.URL+path)
		wantError(t, path, err, want, ";")
	}
	patient := NewFetcher(Options{Allow: addrs(srv)})
	for _, path := range []string{"/endless", "/bomb"} {
		_, err := patient.Get(t.Context(), srv.URL+path)
		wantError(t, path, err, "too large for one article", "10 MiB")
	}
	for url, want := range map[string]string{
		"ftp://example.org/x": "only http and https", "http://": "not a valid URL", "http://[::1": "not a valid URL",
		"http://u:secret@example.org/": "carries a user name",
	} {
		_, err := f.Get(t.Context(), url)
		wantError(t, url, err, want)
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the error tells the password", url)
		}
	}
}

func TestFetcherStopsWhenTold(t *testing.T) {
	release := make(chan struct{})
	srv := serve(t, func(w http.ResponseWriter, r *http.Request) { drip(w, release) })
	t.Cleanup(func() { close(release) })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := allowed(srv).Get(ctx, srv.URL); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// drip sends a byte now and then until release.
func drip(w http.ResponseWriter, release <-chan struct{}) {
	for {
		fmt.Fprint(w, "a")
		w.(http.Flusher).Flush()
		select {
		case <-release:
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// endless sends twice what is accepted.
func endless(w io.Writer) {
	chunk := []byte(strings.Repeat("A bomb exploded. ", 4096))
	for sent := 0; sent < 2*MaxBytes; sent += len(chunk) {
		if _, err := w.Write(chunk); err != nil {
			return
		}
	}
}

func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv
}

func addrs(srv *httptest.Server) []netip.AddrPort {
	return []netip.AddrPort{netip.MustParseAddrPort(srv.Listener.Addr().String())}
}

func allowed(srv *httptest.Server) *Fetcher { return NewFetcher(Options{Allow: addrs(srv)}) }

func wantError(t *testing.T, what string, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("%s: no error", what)
		return
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %q, want one line with %q", what, err, part)
		}
	}
}

// ipv6 reports whether this machine has IPv6 sockets at all.
func ipv6(t *testing.T) bool {
	l, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		return false
	}
	l.Close()
	return true
}

// resolver answers every question with addr.
func resolver(t *testing.T, addr netip.Addr) *net.Resolver {
	return resolverOf(t, func(dnsmessage.Type) netip.Addr { return addr })
}

// resolverOf answers every question with what find says.
func resolverOf(t *testing.T, find func(dnsmessage.Type) netip.Addr) *net.Resolver {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	// Questions come in bursts; one that is dropped is asked again after seconds.
	if err := conn.(*net.UDPConn).SetReadBuffer(4 << 20); err != nil {
		t.Fatal(err)
	}
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			if b := answer(buf[:n], find); b != nil {
				conn.WriteTo(b, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func answer(query []byte, find func(dnsmessage.Type) netip.Addr) []byte {
	var m dnsmessage.Message
	if m.Unpack(query) != nil || len(m.Questions) == 0 {
		return nil
	}
	q := m.Questions[0]
	addr := find(q.Type).Unmap()
	m.Header.Response = true
	m.Additionals = nil
	head := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 1}
	switch {
	case q.Type == dnsmessage.TypeA && addr.Is4():
		m.Answers = []dnsmessage.Resource{{Header: head, Body: &dnsmessage.AResource{A: addr.As4()}}}
	case q.Type == dnsmessage.TypeAAAA && addr.Is6():
		m.Answers = []dnsmessage.Resource{{Header: head, Body: &dnsmessage.AAAAResource{AAAA: addr.As16()}}}
	}
	b, err := m.Pack()
	if err != nil {
		return nil
	}
	return b
}
