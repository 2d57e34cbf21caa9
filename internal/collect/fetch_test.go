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

	"code.dny.dev/ssrf"
	"golang.org/x/net/dns/dnsmessage"
)

// special are addresses that must never be dialled.
var special = []struct{ what, addr string }{
	{"loopback", "127.0.0.1"}, {"loopback", "127.255.255.254"}, {"loopback", "::1"},
	{"this host", "0.0.0.0"}, {"this network", "0.1.2.3"}, {"unspecified", "::"},
	{"private", "10.0.0.1"}, {"private", "172.16.0.1"}, {"private", "172.31.255.255"}, {"private", "192.168.1.1"},
	{"unique local", "fc00::1"}, {"unique local", "fd12:3456::1"},
	{"carrier-grade NAT", "100.64.0.1"},
	{"link-local", "169.254.0.1"}, {"link-local", "fe80::1"}, {"site-local", "fec0::1"},
	{"metadata", "169.254.169.254"}, {"metadata", "fd00:ec2::254"}, {"metadata", "100.100.100.200"},
	{"metadata", "168.63.129.16"}, {"metadata", "192.0.0.192"},
	{"loopback, IPv4-mapped", "::ffff:127.0.0.1"}, {"private, IPv4-mapped", "::ffff:10.0.0.1"},
	{"loopback, IPv4-compatible", "::127.0.0.1"},
	{"NAT64 of loopback", "64:ff9b::7f00:1"}, {"NAT64 of metadata", "64:ff9b::a9fe:a9fe"}, {"local NAT64", "64:ff9b:1::a00:1"},
	{"6to4 of loopback", "2002:7f00:1::1"}, {"Teredo", "2001:0:a00:1::1"},
	{"benchmarking", "198.18.0.1"}, {"documentation", "192.0.2.1"}, {"documentation", "2001:db8::1"},
	{"multicast", "224.0.0.1"}, {"multicast", "ff02::1"}, {"reserved", "240.0.0.1"}, {"broadcast", "255.255.255.255"},
}

func TestFetcherRefusesSpecialAddresses(t *testing.T) {
	f := NewFetcher(Options{})
	for _, tc := range special {
		t.Run(tc.what+" "+tc.addr, func(t *testing.T) {
			network := "tcp4"
			if strings.Contains(tc.addr, ":") {
				network = "tcp6"
			}
			if err := f.control(network, net.JoinHostPort(tc.addr, "80"), nil); !errors.Is(err, ssrf.ErrProhibitedIP) {
				t.Errorf("got %v", err)
			}
		})
	}
	for _, addr := range []string{"93.184.215.14:443", "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:80"} {
		network := "tcp4"
		if strings.HasPrefix(addr, "[") {
			network = "tcp6"
		}
		if err := f.control(network, addr, nil); err != nil {
			t.Errorf("public %s: %v", addr, err)
		}
	}
	if err := f.control("tcp4", "93.184.215.14:22", nil); !errors.Is(err, ssrf.ErrProhibitedPort) {
		t.Errorf("port of another service: %v", err)
	}
}

func TestFetcherRefusesLiteralAddresses(t *testing.T) {
	f := NewFetcher(Options{})
	for _, url := range []string{"http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "https://10.0.0.1/", "http://127.0.0.1:22/"} {
		_, err := f.Get(t.Context(), url)
		wantError(t, url, err, "not at a public web address", "save the page")
	}
}

// A redirect from an allowed address does not open the others.
func TestFetcherRefusesRedirectsToSpecialAddresses(t *testing.T) {
	for _, tc := range special {
		if strings.HasPrefix(tc.addr, "::") && tc.addr != "::1" || strings.Contains(tc.addr, ":") && !ipv6(t) {
			continue
		}
		to := "http://" + net.JoinHostPort(tc.addr, "80") + "/"
		srv := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
		_, err := allowed(srv).Get(t.Context(), srv.URL)
		if !errors.Is(err, ssrf.ErrProhibitedIP) {
			t.Errorf("%s %s: %v", tc.what, tc.addr, err)
			continue
		}
		wantError(t, to, err, "redirects to "+to, "not at a public web address")
	}
}

// A name that resolves to a special address is refused when it is dialled,
// though the name looks public.
func TestFetcherRefusesNamesOfSpecialAddresses(t *testing.T) {
	for _, tc := range special {
		addr := netip.MustParseAddr(tc.addr)
		if addr.Is6() && !ipv6(t) || addr.Is4In6() {
			continue
		}
		f := NewFetcher(Options{Resolver: resolver(t, addr)})
		_, err := f.Get(t.Context(), "http://news.example.com/attack")
		if !errors.Is(err, ssrf.ErrProhibitedIP) {
			t.Errorf("%s %s: %v", tc.what, tc.addr, err)
		}
	}
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
		"/large": "too large for one article (104.9 MB; the limit is 20 MiB)", "/short": "cannot be fetched",
	} {
		_, err := f.Get(t.Context(), srv.URL+path)
		wantError(t, path, err, want, ";")
	}
	patient := NewFetcher(Options{Allow: addrs(srv)})
	for _, path := range []string{"/endless", "/bomb"} {
		_, err := patient.Get(t.Context(), srv.URL+path)
		wantError(t, path, err, "too large for one article", "20 MiB")
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
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			if b := answer(buf[:n], addr); b != nil {
				conn.WriteTo(b, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func answer(query []byte, addr netip.Addr) []byte {
	var m dnsmessage.Message
	if m.Unpack(query) != nil || len(m.Questions) == 0 {
		return nil
	}
	q := m.Questions[0]
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
