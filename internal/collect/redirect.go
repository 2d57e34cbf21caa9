package collect

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// trail is the way from an address to where its servers send whoever asks for it.
type trail struct {
	from, at string
	// hops are the redirects so far.
	hops int
	// fleeting is true where one of them is not for good.
	fleeting bool
}

func startAt(address string) trail { return trail{from: address, at: address} }

// next returns the trail after one more redirect.
func (t trail) next(ans Answer) (trail, error) {
	if t.hops++; t.hops > maxRedirects {
		return t, forGood(fmt.Errorf("%w; give the address where it ends", errRedirects))
	}
	t.at, t.fleeting = ans.Onward, t.fleeting || !ans.Lasting
	return t, nil
}

// moved returns where the trail ends if all of it is for good.
func (t trail) moved() string {
	if t.hops == 0 || t.fleeting {
		return ""
	}
	return t.at
}

// tell says where an error happened.
func (t trail) tell(err error) error {
	if err == nil || t.hops == 0 {
		return err
	}
	return fmt.Errorf("redirects to %s: %w", t.at, err)
}

// away is the error of a trail that leads to another host, which is to be asked in
// its own turn.
type away struct{ to trail }

// Error says where it leads.
func (a away) Error() string { return "redirects to another host: " + a.to.at }

// follow asks for what stands at the end of a trail and follows its redirects
// within the host, each address only where the site's robots.txt allows it. It
// returns the delay that the host wants between two requests. Where named is true,
// a person has named the address for programs to fetch, and robots.txt is asked
// only on other hosts. Its error is as that of [Fetcher.Fetch], or [away].
func (l *looker) follow(ctx context.Context, t trail, q Request, named bool) (ans Answer, delay time.Duration, err error) {
	host := webHost(t.at)
	heed := !named || host != webHost(t.from)
	for {
		if heed {
			wanted, err := l.robots.check(ctx, t.at)
			if delay = max(delay, wanted); err != nil {
				return Answer{}, delay, t.tell(err)
			}
		}
		q.URL, q.Stay = t.at, true
		if ans, err = l.fetch.Fetch(ctx, q); err != nil {
			return Answer{}, delay, t.tell(err)
		}
		if ans.Onward == "" {
			ans.Asked, ans.Name, ans.Moved = t.from, shown(t.from), t.moved()
			return ans, delay, nil
		}
		if t, err = t.next(ans); err != nil {
			return Answer{}, delay, err
		}
		if webHost(t.at) != host {
			return Answer{}, delay, away{t}
		}
	}
}

// redirected returns where an answer sends, without a fragment, and whether for
// good; "" for one that does not.
func redirected(resp *http.Response) (to string, lasting bool) {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusPermanentRedirect:
		lasting = true
	case http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect:
	default:
		return "", false
	}
	u, err := resp.Location()
	if err != nil {
		return "", false
	}
	u.Fragment = ""
	return u.String(), lasting
}

// webHost names whom a request to an address of the web bothers: its host, whatever
// the scheme.
func webHost(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return strings.ToLower(u.Host)
}
