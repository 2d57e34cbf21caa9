package collect

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"

	"tocsin"
)

// The limits of a fetch, beside [MaxBytes], which counts bytes as they are
// after decompression.
const (
	defaultTimeout = 30 * time.Second
	maxRedirects   = 5
	maxHeaderBytes = 64 << 10
)

// Options say what a fetcher may do. The zero value is fit for use.
type Options struct {
	// Allow names addresses that may be fetched although they are not public,
	// or not at a port of the web: an archive on one's own network.
	Allow []netip.AddrPort
	// Timeout is the time for one page, from the first look-up to the last
	// byte, redirects included; 0 stands for 30 seconds.
	Timeout time.Duration
	// Resolver looks up names; nil for the system's.
	Resolver *net.Resolver
}

// Fetcher gets pages from public addresses only: not from private, loopback,
// link-local, multicast or translated ones, nor from the metadata services of
// clouds. The address is checked as it is dialled, after the name was looked up
// and anew for each redirect. It is safe for concurrent use.
type Fetcher struct {
	client  *http.Client
	timeout time.Duration
	allow   []netip.AddrPort
	guard   *ssrf.Guardian
}

// Addresses that are public by the registries, but serve a cloud's machines
// with their own secrets: Azure's WireServer.
var metadataPrefixes = []netip.Prefix{netip.MustParsePrefix("168.63.129.16/32")}

// NewFetcher returns a fetcher.
func NewFetcher(opt Options) *Fetcher {
	f := &Fetcher{
		timeout: opt.Timeout, allow: opt.Allow,
		guard: ssrf.New(ssrf.WithDeniedV4Prefixes(metadataPrefixes...)),
	}
	if f.timeout == 0 {
		f.timeout = defaultTimeout
	}
	dialer := &net.Dialer{Timeout: f.timeout, Control: f.control, Resolver: opt.Resolver}
	f.client = &http.Client{
		CheckRedirect: checkRedirect,
		Transport: &http.Transport{
			// No proxy: it would dial where the guard does not see.
			Proxy: nil, DialContext: dialer.DialContext, ForceAttemptHTTP2: true,
			MaxResponseHeaderBytes: maxHeaderBytes, MaxIdleConns: 16, IdleConnTimeout: 10 * time.Second,
		},
	}
	return f
}

// control is called by the dialer with the address about to be connected to.
func (f *Fetcher) control(network, address string, c syscall.RawConn) error {
	if ap, err := netip.ParseAddrPort(address); err == nil && slices.Contains(f.allow, ap) {
		return nil
	}
	return f.guard.Safe(network, address, c)
}

// errRedirects and errScheme end a chain of redirects.
var (
	errRedirects = fmt.Errorf("redirects more than %d times", maxRedirects)
	errScheme    = errors.New("neither http nor https")
)

func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return errRedirects
	}
	return checkScheme(req.URL)
}

func checkScheme(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return errScheme
	}
	return nil
}

// Get fetches the page at address. Its error says what is wrong, without the
// address, and what to do.
func (f *Fetcher) Get(ctx context.Context, address string) (tocsin.Document, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Hostname() == "":
		return tocsin.Document{}, errors.New("not a valid URL; check the address")
	case checkScheme(u) != nil:
		return tocsin.Document{}, errors.New("only http and https are fetched; save the page and give the file")
	case u.User != nil:
		return tocsin.Document{}, errors.New("carries a user name; log in with a browser, save the page and give the file")
	}
	ctx, cancel := context.WithTimeout(ctx, f.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return tocsin.Document{}, errors.New("not a valid URL; check the address")
	}
	req.Header.Set("User-Agent", "Tocsin/0 (codes news articles on a reader's request)")
	req.Header.Set("Accept", "text/html, application/xhtml+xml, text/plain, application/json;q=0.8")
	resp, err := f.client.Do(req)
	if err != nil {
		return tocsin.Document{}, f.explain(ctx, u, err)
	}
	defer resp.Body.Close()
	return f.document(ctx, u, resp)
}

// document reads the answer.
func (f *Fetcher) document(ctx context.Context, u *url.URL, resp *http.Response) (tocsin.Document, error) {
	if resp.StatusCode != http.StatusOK {
		return tocsin.Document{}, fmt.Errorf("answers %s; check the address in a browser, or save the page and give the file", status(resp))
	}
	kind, ok := articleType(resp.Header.Get("Content-Type"))
	if !ok {
		return tocsin.Document{}, fmt.Errorf("is %s, not an article; give the address of a page of text", kind)
	}
	if resp.ContentLength > MaxBytes {
		return tocsin.Document{}, tooLarge(fmt.Sprintf("%.1f MB", float64(resp.ContentLength)/1e6))
	}
	body, err := readAll(resp.Body, resp.ContentLength)
	if err != nil {
		return tocsin.Document{}, f.explain(ctx, u, err)
	}
	final := *resp.Request.URL
	final.Fragment = ""
	return tocsin.Document{Name: u.Redacted(), URL: final.String(), Type: kind, Body: body}, nil
}

func status(resp *http.Response) string {
	if text := http.StatusText(resp.StatusCode); text != "" {
		return fmt.Sprintf("%d %s", resp.StatusCode, text)
	}
	return fmt.Sprint(resp.StatusCode)
}

// articleType returns the type to read a page as, "" where its bytes are to
// tell, and false with the type itself for what is no article.
func articleType(header string) (string, bool) {
	kind, _, err := mime.ParseMediaType(header)
	switch {
	case err != nil, kind == "application/octet-stream":
		return "", true
	case kind == "application/xhtml+xml", kind == "application/json",
		strings.HasPrefix(kind, "text/") && kind != "text/css" && kind != "text/javascript":
		return header, true
	}
	return kind, false
}

// explain turns what net/http reports into one line with a remedy.
func (f *Fetcher) explain(ctx context.Context, u *url.URL, err error) error {
	at := ""
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		if wrapped.URL != u.String() {
			at = "redirects to " + wrapped.URL + ", which "
		}
		err = wrapped.Err
	}
	var lookup *net.DNSError
	switch {
	case errors.Is(err, errTooLarge):
		return err
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedPort), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return fmt.Errorf("%sis not at a public web address (%w); save the page and give the file, or see --allow-address", at, err)
	case errors.Is(err, errRedirects):
		return fmt.Errorf("%w; give the address where it ends", err)
	case errors.Is(err, errScheme):
		return fmt.Errorf("%sis %w; save the page and give the file", at, err)
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("%shad not answered in full after %s; try again later, or save the page and give the file", at, f.timeout)
	case errors.Is(ctx.Err(), context.Canceled):
		return context.Canceled
	case errors.As(err, &lookup):
		return fmt.Errorf("%scannot be found (look-up of %s failed); check the address and the network", at, lookup.Name)
	}
	return fmt.Errorf("%scannot be fetched: %w; try again later, or save the page and give the file", at, err)
}
