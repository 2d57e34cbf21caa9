package collect

import (
	"context"
	"errors"
	"fmt"
	"io"
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

// The limits of a fetch, beside [MaxPage], which counts bytes as they are
// after decompression.
const (
	defaultTimeout = 30 * time.Second
	maxRedirects   = 5
	maxHeaderBytes = 64 << 10
	maxShort       = 2 << 10 // of a redirect that is read for nothing
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
	// PerHost is the number of connections to one host at the same time; 0 for
	// any.
	PerHost int
}

// Fetcher gets pages from public addresses only: not from private, loopback,
// link-local, multicast or translated ones, nor from the metadata services of
// clouds. The address is checked as it is dialled, after the name was looked up
// and anew for each redirect. It is safe for concurrent use.
type Fetcher struct {
	client  *http.Client
	staying *http.Client // the same, but returns redirects
	dialer  *net.Dialer
	timeout time.Duration
	allow   []netip.AddrPort
	guard   *ssrf.Guardian
	large   chan struct{} // how many read a large body
}

// Addresses that are public by the registries, but serve a cloud's machines
// with their own secrets: Azure's WireServer.
var metadataPrefixes = []netip.Prefix{netip.MustParsePrefix("168.63.129.16/32")}

// NewFetcher returns a fetcher.
func NewFetcher(opt Options) *Fetcher {
	f := &Fetcher{
		timeout: opt.Timeout, allow: opt.Allow,
		guard: ssrf.New(ssrf.WithDeniedV4Prefixes(metadataPrefixes...)),
		large: make(chan struct{}, largeBodies),
	}
	if f.timeout == 0 {
		f.timeout = defaultTimeout
	}
	f.dialer = &net.Dialer{Timeout: f.timeout, Control: f.control, Resolver: opt.Resolver}
	transport := &http.Transport{
		// No proxy: it would dial where the guard does not see.
		Proxy: nil, DialContext: f.dialer.DialContext, ForceAttemptHTTP2: true,
		MaxResponseHeaderBytes: maxHeaderBytes, MaxConnsPerHost: opt.PerHost,
		MaxIdleConns: 16, IdleConnTimeout: 10 * time.Second,
	}
	f.client = &http.Client{CheckRedirect: checkRedirect, Transport: transport}
	f.staying = &http.Client{CheckRedirect: stay, Transport: transport}
	return f
}

func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

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

// Wanted says what is asked for.
type Wanted int

// What can be asked for.
const (
	WantArticle Wanted = iota
	WantFeed
	WantText // a list of addresses, or robots.txt
)

// accept is the header line for each.
func (w Wanted) accept() string {
	return [...]string{
		"text/html, application/xhtml+xml, text/plain, application/json;q=0.8",
		"application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
		"text/plain, */*;q=0.5",
	}[w]
}

// Request asks for the document at an address.
type Request struct {
	URL  string
	Want Wanted
	// ETag and LastModified are those of the answer that is at hand: the server
	// is asked for a newer one only.
	ETag, LastModified string
	// Most is the size in bytes to which the answer is cut, 0 for one that is
	// refused past [MaxPage].
	Most int64
	// Stay is true where a redirect is to be returned, not followed.
	Stay bool
}

// Answer is what a server answered with 200 or 304.
type Answer struct {
	tocsin.Document
	// Unchanged is true where the server has nothing newer.
	Unchanged bool
	// Onward is where the server redirects to, "" for nowhere; Lasting is true where
	// that is for good. Both only where the request was to stay.
	Onward  string
	Lasting bool
	// Moved is where the address was moved to for good, "" for nowhere.
	Moved string
}

// Get fetches the page at address. Its error says what is wrong, without the
// address, and what to do.
func (f *Fetcher) Get(ctx context.Context, address string) (tocsin.Document, error) {
	ans, err := f.Fetch(ctx, Request{URL: address})
	return ans.Document, err
}

// Fetch asks for a document. Its error says what is wrong, without the address,
// and what to do; it holds a [*StatusError] where the server refused, and
// [ErrForGood] where asking again will not help.
func (f *Fetcher) Fetch(ctx context.Context, q Request) (Answer, error) {
	u, err := parseURL(q.URL)
	if err != nil {
		return Answer{}, forGood(err)
	}
	ctx, cancel := context.WithTimeout(ctx, f.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Answer{}, forGood(errors.New("not a valid URL; check the address"))
	}
	setHeader(req.Header, q)
	client := f.client
	if q.Stay {
		client = f.staying
	}
	resp, err := client.Do(req)
	if err != nil {
		return Answer{}, f.explain(ctx, u, err)
	}
	defer resp.Body.Close()
	return f.answer(ctx, u, q, resp)
}

// parseURL refuses what is not fetched at all.
func parseURL(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Hostname() == "":
		return nil, errors.New("not a valid URL; check the address")
	case checkScheme(u) != nil:
		return nil, errors.New("only http and https are fetched; save the page and give the file")
	case u.User != nil:
		return nil, errors.New("carries a user name; log in with a browser, save the page and give the file")
	}
	return u, nil
}

// agent is the name by which robots.txt can speak to the fetcher.
const agent = "Tocsin"

func setHeader(h http.Header, q Request) {
	h.Set("User-Agent", agent+"/0 (codes news articles on a reader's request)")
	h.Set("Accept", q.Want.accept())
	if q.ETag != "" {
		h.Set("If-None-Match", q.ETag)
	}
	if q.LastModified != "" {
		h.Set("If-Modified-Since", q.LastModified)
	}
}

// answer reads the answer.
func (f *Fetcher) answer(ctx context.Context, u *url.URL, q Request, resp *http.Response) (Answer, error) {
	var ans Answer
	final := *resp.Request.URL
	final.Fragment = ""
	ans.Document = tocsin.Document{
		Name: u.Redacted(), URL: final.String(), Asked: q.URL, Fetched: time.Now().UTC(), Header: resp.Header,
	}
	if resp.StatusCode == http.StatusNotModified && (q.ETag != "" || q.LastModified != "") {
		ans.Unchanged = true
		return ans, nil
	}
	if ans.Onward, ans.Lasting = redirected(resp); ans.Onward != "" {
		// A short answer is read, so that its connection can be used again.
		_, _ = io.CopyN(io.Discard, resp.Body, maxShort)
		return ans, nil
	}
	if resp.StatusCode != http.StatusOK {
		return Answer{}, newStatusError(resp, time.Now())
	}
	ans.Type = resp.Header.Get("Content-Type")
	if q.Want == WantArticle {
		kind, ok := articleType(ans.Type)
		if !ok {
			return Answer{}, forGood(fmt.Errorf("is %s, not an article; give the address of a page of text", kind))
		}
		ans.Type = kind
	}
	var err error
	if ans.Body, err = f.body(ctx, q, resp); err != nil {
		return Answer{}, f.explain(ctx, u, err)
	}
	return ans, nil
}

// body reads what the answer holds, decompressed.
func (f *Fetcher) body(ctx context.Context, q Request, resp *http.Response) ([]byte, error) {
	body := &gated{ctx: ctx, r: resp.Body, left: smallBody, gate: f.large}
	defer body.leave()
	switch {
	case q.Most > 0:
		return readAll(io.LimitReader(body, q.Most), resp.ContentLength, int(q.Most))
	case resp.ContentLength > MaxPage:
		return nil, tooLarge(fmt.Sprintf("%.1f MB", float64(resp.ContentLength)/1e6), MaxPage)
	}
	return readAll(body, resp.ContentLength, MaxPage)
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
		return forGood(err)
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedPort), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return forGood(fmt.Errorf("%sis not at a public web address (%w); save the page and give the file, or see --allow-address", at, err))
	case errors.Is(err, errRedirects):
		return forGood(fmt.Errorf("%w; give the address where it ends", err))
	case errors.Is(err, errScheme):
		return forGood(fmt.Errorf("%sis %w; save the page and give the file", at, err))
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("%shad not answered in full after %s; try again later, or save the page and give the file", at, f.timeout)
	case errors.Is(ctx.Err(), context.Canceled):
		return context.Canceled
	case errors.As(err, &lookup):
		return fmt.Errorf("%scannot be found (look-up of %s failed); check the address and the network", at, lookup.Name)
	}
	return fmt.Errorf("%scannot be fetched: %w; try again later, or save the page and give the file", at, err)
}
