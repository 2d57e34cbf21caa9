package collect

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"code.dny.dev/ssrf"
	"golang.org/x/net/dns/dnsmessage"

	"tocsin"
)

// special are addresses that must never be dialled.
var special = []struct{ what, addr string }{
	{"loopback", "127.0.0.1"}, {"loopback", "127.0.0.2"}, {"loopback", "127.1.2.3"}, {"loopback", "127.255.255.254"}, {"loopback", "::1"},
	{"this host", "0.0.0.0"}, {"this network", "0.1.2.3"}, {"this network", "0.255.255.255"}, {"unspecified", "::"},
	{"private", "10.0.0.1"}, {"private", "10.255.255.255"}, {"private", "172.16.0.1"}, {"private", "172.31.255.255"},
	{"private", "192.168.0.1"}, {"private", "192.168.255.255"},
	{"unique local", "fc00::1"}, {"unique local", "fd12:3456::1"}, {"unique local", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
	{"carrier-grade NAT", "100.64.0.1"}, {"carrier-grade NAT", "100.127.255.254"},
	{"link-local", "169.254.0.1"}, {"link-local", "169.254.255.254"}, {"link-local", "fe80::1"}, {"link-local", "febf::1"}, {"site-local", "fec0::1"},
	{"metadata of most clouds", "169.254.169.254"}, {"metadata of ECS", "169.254.170.2"}, {"metadata of EKS", "169.254.170.23"},
	{"metadata over IPv6", "fd00:ec2::254"}, {"metadata of Alibaba", "100.100.100.200"},
	{"metadata of Azure", "168.63.129.16"}, {"metadata of Oracle", "192.0.0.192"}, {"metadata of Google over IPv6", "fd20:ce::254"},
	{"loopback, IPv4-mapped", "::ffff:127.0.0.1"}, {"private, IPv4-mapped", "::ffff:10.0.0.1"}, {"metadata, IPv4-mapped", "::ffff:169.254.169.254"},
	{"loopback, IPv4-compatible", "::127.0.0.1"}, {"loopback, IPv4-translated", "::ffff:0:127.0.0.1"},
	{"NAT64 of loopback", "64:ff9b::7f00:1"}, {"NAT64 of private", "64:ff9b::a00:1"}, {"NAT64 of metadata", "64:ff9b::a9fe:a9fe"}, {"local NAT64", "64:ff9b:1::a00:1"},
	{"6to4 of loopback", "2002:7f00:1::1"}, {"6to4 of metadata", "2002:a9fe:a9fe::1"}, {"6to4 relay", "192.88.99.1"}, {"Teredo", "2001:0:a00:1::1"},
	{"ORCHID", "2001:10::1"}, {"ORCHIDv2", "2001:20::1"}, {"discard", "100::1"}, {"segment routing", "5f00::1"},
	{"protocol assignments", "192.0.0.1"}, {"dummy", "192.0.0.8"}, {"NAT64 discovery", "192.0.0.170"},
	{"benchmarking", "198.18.0.1"}, {"benchmarking", "198.19.255.255"}, {"benchmarking", "2001:2::1"},
	{"documentation", "192.0.2.1"}, {"documentation", "198.51.100.1"}, {"documentation", "203.0.113.1"},
	{"documentation", "2001:db8::1"}, {"documentation", "3fff::1"},
	{"multicast", "224.0.0.1"}, {"multicast", "239.255.255.250"}, {"multicast", "ff02::1"}, {"multicast", "ff0e::1"},
	{"reserved", "240.0.0.1"}, {"reserved", "255.255.255.254"}, {"broadcast", "255.255.255.255"},
}

// fetchers are all ways by which an address is fetched.
var fetchers = []struct {
	what string
	get  func(ctx context.Context, f *Fetcher, address string) error
}{
	{"a page", func(ctx context.Context, f *Fetcher, address string) error {
		_, err := f.Get(ctx, address)
		return err
	}},
	{"a feed", lookBy(tocsin.SourceFeed)},
	{"a page that is a source", lookBy(tocsin.SourcePage)},
	{"a list", lookBy(tocsin.SourceList)},
	{"a try-out", func(ctx context.Context, f *Fetcher, address string) error {
		_, err := Preview(ctx, f, tocsin.Source{At: address}.WithDefaults())
		return err
	}},
	{"robots.txt", func(ctx context.Context, f *Fetcher, address string) error {
		_, err := newRobots(f).check(ctx, address)
		return err
	}},
	{"a page that a feed names", func(ctx context.Context, f *Fetcher, address string) error {
		b := newBooks()
		c := newCollector(b, b, f, slog.New(slog.DiscardHandler))
		return toTheEnd(address, func(t trail) error {
			_, err := c.takePage(ctx, tocsin.DueLead{Lead: tocsin.Lead{URL: address}}, t)
			return err
		})
	}},
}

func lookBy(kind tocsin.SourceKind) func(context.Context, *Fetcher, string) error {
	return func(ctx context.Context, f *Fetcher, address string) error {
		return toTheEnd(address, func(t trail) error {
			_, err := (&looker{f, newRobots(f)}).look(ctx, tocsin.Source{Kind: kind, At: address}, tocsin.SourceState{}, t)
			return err
		})
	}
}

// toTheEnd fetches wherever the redirects of an address lead.
func toTheEnd(address string, fetch func(t trail) error) error {
	err := fetch(startAt(address))
	for gone := (away{}); errors.As(err, &gone); {
		err = fetch(gone.to)
	}
	return err
}

// watched returns a fetcher that may fetch from any port, so that it is the
// address alone that is refused, and the number of connections that it was let to
// make to other addresses than allowed ones.
func watched(opt Options) (*Fetcher, *atomic.Int32) {
	f, let := NewFetcher(opt), new(atomic.Int32)
	f.guard = ssrf.New(ssrf.WithAnyPort(), ssrf.WithDeniedV4Prefixes(metadataPrefixes...))
	f.dialer.Control = func(network, address string, c syscall.RawConn) error {
		err := f.control(network, address, c)
		if ap, perr := netip.ParseAddrPort(address); err == nil && (perr != nil || !contains(opt.Allow, ap)) {
			let.Add(1)
			return errors.New("let through") // the test dials nothing outside
		}
		return err
	}
	return f, let
}

func contains(all []netip.AddrPort, ap netip.AddrPort) bool {
	for _, a := range all {
		if a == ap {
			return true
		}
	}
	return false
}

// TestNothingDialsSpecialAddresses is the table of special addresses × the ways
// to hide them × all fetchers: none may connect.
func TestNothingDialsSpecialAddresses(t *testing.T) {
	v6 := ipv6(t)
	tried, refused := 0, 0
	to := "" // where the server redirects to
	srv := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close")
		if to != "" {
			http.Redirect(w, r, to, http.StatusFound)
			return
		}
		fmt.Fprint(w, "https://example.org/\n<rss><channel></channel></rss>")
	})
	allow := addrs(srv)
	for _, sp := range special {
		addr := netip.MustParseAddr(sp.addr)
		literal := "http://" + net.JoinHostPort(sp.addr, "80") + "/"
		port := allow[0].Port()
		forms := []struct {
			how      string
			url, to  string
			resolver *net.Resolver
			twice    bool
		}{
			{"literal", literal, "", nil, false},
			{"as a name", "http://news.example.com/", "", resolver(t, addr), false},
			{"after a redirect", srv.URL, literal, nil, false},
			{"as a name after a redirect", srv.URL, "http://inner.example.com/", resolver(t, addr), false},
			{"by a name that changes", fmt.Sprintf("http://news.example.com:%d/", port), "", rebinder(t, allow[0].Addr(), addr), true},
			{"as a number", "http://" + number(addr) + "/", "", resolver(t, addr), false},
			{"IPv6-mapped", "http://[::ffff:" + sp.addr + "]/", "", nil, false},
			{"by NAT64", "http://" + net.JoinHostPort(embedded("64:ff9b::", addr), "80") + "/", "", nil, false},
			{"IPv6-mapped after a redirect", srv.URL, "http://[::ffff:" + sp.addr + "]/", nil, false},
		}
		for _, form := range forms {
			if addr.Is6() && (strings.Contains(form.how, "IPv6") || strings.Contains(form.how, "NAT64") || strings.Contains(form.how, "number")) {
				continue
			}
			if form.twice && addr.Unmap() == allow[0].Addr() {
				continue // the name changes to where it was
			}
			for _, get := range fetchers {
				f, let := watched(Options{Allow: allow, Resolver: form.resolver})
				to = form.to
				err := get.get(t.Context(), f, form.url)
				if form.twice {
					err = errors.Join(err, get.get(t.Context(), f, form.url), get.get(t.Context(), f, form.url))
				}
				tried++
				if n := let.Load(); n != 0 || err == nil {
					t.Errorf("%s %s %s, %s: %d connections, error %v", sp.what, sp.addr, form.how, get.what, n, err)
				}
				// Where the machine has no IPv6, or the name is no address at all
				// to the resolver, it is not the guard that refuses.
				if errors.Is(err, ssrf.ErrProhibitedIP) {
					refused++
				} else if v6 && !addr.Is4In6() && form.how != "as a number" {
					t.Errorf("%s %s %s, %s: refused for another reason: %v", sp.what, sp.addr, form.how, get.what, err)
				}
			}
		}
	}
	t.Logf("%d addresses, %d fetchers: %d attempts, 0 connections, %d of them refused by the guard", len(special), len(fetchers), tried, refused)
}

// number spells an IPv4 address as one number, as some resolvers take it.
func number(addr netip.Addr) string {
	if !addr.Is4() {
		return "0"
	}
	b := addr.As4()
	return fmt.Sprint(uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3]))
}

// embedded writes an IPv4 address behind an IPv6 prefix.
func embedded(prefix string, addr netip.Addr) string {
	if !addr.Is4() {
		return "::1"
	}
	b := addr.As4()
	return fmt.Sprintf("%s%02x%02x:%02x%02x", prefix, b[0], b[1], b[2], b[3])
}

// rebinder answers the first question for a name with first, and all others with
// then.
func rebinder(t *testing.T, first, then netip.Addr) *net.Resolver {
	var asked atomic.Int32
	return resolverOf(t, func(q dnsmessage.Type) netip.Addr {
		if q == dnsmessage.TypeA && asked.Add(1) == 1 || q == dnsmessage.TypeAAAA && asked.Load() == 0 {
			return first
		}
		return then
	})
}

func TestPublicAddressesAreLetThrough(t *testing.T) {
	f := NewFetcher(Options{})
	for _, addr := range []string{"93.184.216.34:443", "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:80"} {
		network := "tcp4"
		if strings.HasPrefix(addr, "[") {
			network = "tcp6"
		}
		if err := f.control(network, addr, nil); err != nil {
			t.Errorf("public %s: %v", addr, err)
		}
	}
	if err := f.control("tcp4", "93.184.216.34:22", nil); !errors.Is(err, ssrf.ErrProhibitedPort) {
		t.Errorf("port of another service: %v", err)
	}
}

// An allowed address is allowed with its port alone.
func TestAllowedAddressesAreLetThrough(t *testing.T) {
	f := NewFetcher(Options{Allow: []netip.AddrPort{netip.MustParseAddrPort("10.1.2.3:8080")}})
	for addr, want := range map[string]error{
		"10.1.2.3:8080": nil, "10.1.2.3:80": ssrf.ErrProhibitedIP, "10.1.2.4:80": ssrf.ErrProhibitedIP,
	} {
		if err := f.control("tcp4", addr, nil); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", addr, err, want)
		}
	}
}
