package collect

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tocsin"
)

// books is a ledger in memory, and a sink.
type books struct {
	mu      sync.Mutex
	sources map[string]tocsin.SourceStatus
	leads   map[string]tocsin.Lead
	kept    []tocsin.Document
	keptAt  []time.Time
	marks   map[string]tocsin.Mark
	refuse  error // what Keep answers
}

func newBooks(sources ...tocsin.Source) *books {
	b := &books{sources: map[string]tocsin.SourceStatus{}, leads: map[string]tocsin.Lead{}, marks: map[string]tocsin.Mark{}}
	for _, s := range sources {
		b.sources[s.ID] = tocsin.SourceStatus{Source: s.WithDefaults()}
	}
	return b
}

func (b *books) DueSources(_ context.Context, now time.Time) (due []tocsin.SourceStatus, _ error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, id := range slices.Sorted(keysOf(b.sources)) {
		if s := b.sources[id]; !s.State.Due.After(now) {
			due = append(due, s)
		}
	}
	return due, nil
}

func keysOf[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func (b *books) DueLeads(_ context.Context, now time.Time, each int) (due []tocsin.DueLead, _ error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	of := map[string]int{}
	for _, key := range slices.Sorted(keysOf(b.leads)) {
		l := b.leads[key]
		if l.State == tocsin.LeadWaiting && !l.Due.After(now) && of[l.Source] < each {
			of[l.Source]++
			due = append(due, tocsin.DueLead{Lead: l, From: b.sources[l.Source].Source})
		}
	}
	return due, nil
}

func (b *books) SourceChecked(_ context.Context, id string, st tocsin.SourceState, leads []tocsin.Lead) (fresh int, _ error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	src := b.sources[id]
	src.State = st
	b.sources[id] = src
	for _, l := range leads {
		key := l.Source + " " + l.URL
		if old, known := b.leads[key]; !known || old.Stamp != l.Stamp {
			b.leads[key] = l
			fresh++
		}
	}
	return fresh, nil
}

func (b *books) SettleLead(_ context.Context, l tocsin.Lead) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.leads[l.Source+" "+l.URL] = l
	return nil
}

func (b *books) Keep(_ context.Context, docs []tocsin.Document, read *tocsin.Mark) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.refuse != nil {
		return b.refuse
	}
	for _, doc := range docs {
		b.kept, b.keptAt = append(b.kept, doc), append(b.keptAt, time.Now())
	}
	if read != nil {
		b.marks[read.Path] = *read
	}
	return nil
}

func (b *books) Mark(_ context.Context, source, path, stamp string) (tocsin.Mark, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if m, ok := b.marks[path]; ok && m.Stamp == stamp {
		return m, nil
	}
	return tocsin.Mark{Source: source, Path: path, Stamp: stamp}, nil
}

// count returns how many documents came from sources whose IDs begin with id.
func (b *books) count(id string) (n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, doc := range b.kept {
		if strings.HasPrefix(doc.Source, id) {
			n++
		}
	}
	return n
}

func (b *books) lead(url string) tocsin.Lead {
	for key, l := range b.leads {
		if strings.HasSuffix(key, " "+url) {
			return l
		}
	}
	return tocsin.Lead{}
}

// visit is one request that a web saw.
type visit struct {
	Request
	at time.Time
}

// web is a web in memory: answer says what stands at an address and may take its
// time. It notes who asks, and how many ask one host at the same time.
type web struct {
	answer func(q Request) (Answer, error)
	mu     sync.Mutex
	visits []visit
	now    map[string]int
	most   int
}

func (w *web) Fetch(ctx context.Context, q Request) (Answer, error) {
	u, _ := url.Parse(q.URL)
	w.mu.Lock()
	if w.now == nil {
		w.now = map[string]int{}
	}
	w.visits = append(w.visits, visit{q, time.Now()})
	w.now[u.Host]++
	w.most = max(w.most, w.now[u.Host])
	w.mu.Unlock()
	ans, err := w.answer(q)
	w.mu.Lock()
	w.now[u.Host]--
	w.mu.Unlock()
	if ctx.Err() != nil {
		return Answer{}, ctx.Err()
	}
	ans.URL, ans.Asked, ans.Name = q.URL, q.URL, q.URL
	return ans, err
}

// times are when an address was asked for, since begun.
func (w *web) times(address string, begun time.Time) (out []time.Duration) {
	for _, v := range w.visits {
		if v.URL == address {
			out = append(out, v.at.Sub(begun))
		}
	}
	return out
}

func refusal(code int, after time.Duration) error {
	return &StatusError{Code: code, Text: fmt.Sprint(code), After: after}
}

func text(body string) (Answer, error) {
	return Answer{Document: tocsin.Document{Type: "text/html", Body: []byte(body)}}, nil
}

// feedOf is a feed of n items at a host.
func feedOf(host string, n int) (Answer, error) {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<item><title>%d</title><link>https://%s/%d</link></item>", i, host, i)
	}
	return text("<rss><channel>" + b.String() + "</channel></rss>")
}

// site answers as a good host does: a feed of n items and their pages.
func site(n int) func(q Request) (Answer, error) {
	return func(q Request) (Answer, error) {
		u, _ := url.Parse(q.URL)
		switch u.Path {
		case "/robots.txt":
			return Answer{}, refusal(404, 0)
		case "/feed":
			return feedOf(u.Host, n)
		}
		return text("<p>A bomb exploded.")
	}
}

func collector(b *books, w getter) *Collector {
	c := newCollector(b, b, w, slog.New(slog.DiscardHandler))
	c.random = func() float64 { return 0 }
	return c
}

func feedSource(host string) tocsin.Source {
	return tocsin.Source{ID: tocsin.SourceID(host), At: "https://" + host + "/feed", Name: host}
}

func TestARoundTakesAllThatIsNamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, w := newBooks(feedSource("a.org"), feedSource("b.org")), &web{answer: site(45)}
		begun := time.Now()
		tally, err := collector(b, w).Round(t.Context())
		if want := (Tally{Looks: 2, Taken: 90, Documents: 90}); err != nil || tally != want {
			t.Fatalf("got %+v, %v, want %+v", tally, err, want)
		}
		if w.most != 1 {
			t.Errorf("%d requests to one host at the same time", w.most)
		}
		var last time.Time
		for _, v := range w.visits {
			if !strings.HasPrefix(v.URL, "https://a.org/") || strings.HasSuffix(v.URL, "robots.txt") {
				continue
			}
			if !last.IsZero() && v.at.Sub(last) < tocsin.DefaultDelay {
				t.Errorf("%s is asked for %v after the one before", v.URL, v.at.Sub(last))
			}
			last = v.at
		}
		if took := time.Since(begun); took > 50*time.Second {
			t.Errorf("two hosts side by side took %v", took)
		}
		if doc := b.kept[0]; doc.Source == "" || doc.ID == "" || doc.Asked == "" {
			t.Errorf("kept %+v", doc)
		}
		again, err := collector(b, w).Round(t.Context())
		if err != nil || again != (Tally{}) {
			t.Errorf("a second round at once: %+v, %v", again, err)
		}
	})
}

// TestSlowHostsDoNotHoldUpTheOthers is the measure of isolation: how long healthy
// feeds wait from being due to their last page, alone and beside as many hosts
// that hang until the fetch is given up, or are broken.
func TestSlowHostsDoNotHoldUpTheOthers(t *testing.T) {
	measure := func(bad int) (p95 time.Duration) {
		synctest.Test(t, func(t *testing.T) {
			b := newBooks()
			for i := range 100 {
				s := feedSource(fmt.Sprintf("good%d.org", i)).WithDefaults()
				b.sources[s.ID] = tocsin.SourceStatus{Source: s}
			}
			for i := range bad {
				s := feedSource(fmt.Sprintf("bad%d.org", i)).WithDefaults()
				b.sources[s.ID] = tocsin.SourceStatus{Source: s}
			}
			good := site(5)
			w := &web{answer: func(q Request) (Answer, error) {
				if strings.Contains(q.URL, "//bad") {
					time.Sleep(FetchTime)
					return Answer{}, context.DeadlineExceeded
				}
				time.Sleep(50 * time.Millisecond)
				return good(q)
			}}
			begun := time.Now()
			ctx, stop := context.WithTimeout(t.Context(), 10*time.Minute)
			defer stop()
			if err := collector(b, w).Run(ctx); err != nil {
				t.Error(err)
			}
			var waits []time.Duration
			for i := range b.kept {
				if strings.Contains(b.kept[i].URL, "//good") {
					waits = append(waits, b.keptAt[i].Sub(begun))
				}
			}
			if len(waits) != 500 {
				t.Fatalf("%d pages of healthy hosts", len(waits))
			}
			slices.Sort(waits)
			p95 = waits[len(waits)*95/100]
		})
		return p95
	}
	alone, beside := measure(0), measure(100)
	t.Logf("p95 from due to kept: %v alone, %v beside 100 hosts that hang", alone, beside)
	if beside > alone*11/10 {
		t.Errorf("p95 grows from %v to %v, more than a tenth", alone, beside)
	}
}

func TestAHostInTroubleIsLeftAloneForLongerAndLonger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBooks(feedSource("a.org"))
		begun := time.Now()
		w := &web{answer: func(q Request) (Answer, error) {
			switch n := time.Since(begun); {
			case n < 2*time.Minute:
				return Answer{}, errors.New("connection refused")
			case n < 10*time.Minute:
				return Answer{}, refusal(503, 20*time.Minute)
			}
			return site(0)(q)
		}}
		ctx, stop := context.WithTimeout(t.Context(), time.Hour)
		defer stop()
		if err := collector(b, w).Run(ctx); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, at := range w.times("https://a.org/feed", begun) {
			got = append(got, at.Round(time.Second).String())
		}
		// Two minutes, doubled; then as the server asked; then by the hour's half.
		if want := "0s 2m0s 22m0s 52m0s"; strings.Join(got, " ") != want {
			t.Errorf("asked at %s, want %s", strings.Join(got, " "), want)
		}
		if st := b.sources["a-org"].State; st.Failures != 0 || st.Error != "" || !st.Succeeded.Equal(st.Checked) {
			t.Errorf("after it went well: %+v", st)
		}
	})
}

// While a host is in trouble its other leads wait, and no try is counted.
func TestTheOtherLeadsOfAHostInTroubleWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBooks(feedSource("a.org"))
		w := &web{answer: func(q Request) (Answer, error) {
			if strings.HasSuffix(q.URL, "/0") {
				return Answer{}, refusal(429, time.Hour)
			}
			return site(3)(q)
		}}
		tally, err := collector(b, w).Round(t.Context())
		if want := (Tally{Looks: 1, Failed: 1}); err != nil || tally != want {
			t.Errorf("got %+v, %v, want %+v", tally, err, want)
		}
		first, second := b.lead("https://a.org/0"), b.lead("https://a.org/1")
		if first.Failures != 1 || second.Failures != 0 || time.Until(second.Due) < 59*time.Minute {
			t.Errorf("got %+v and %+v", first, second)
		}
	})
}

func TestLeadsAreTriedAndGivenUp(t *testing.T) {
	for _, tc := range []struct {
		what  string
		err   error
		hours time.Duration
		tries int
		state tocsin.LeadState
	}{
		{"not found", refusal(404, 0), 2, 2, tocsin.LeadGivenUp},
		{"a server in trouble", refusal(500, 0), 72, 12, tocsin.LeadGivenUp},
		{"a picture", forGood(errors.New("is image/png, not an article")), 2, 1, tocsin.LeadGivenUp},
		{"nothing wrong", nil, 2, 1, tocsin.LeadTaken},
	} {
		t.Run(tc.what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBooks(feedSource("a.org"))
				begun := time.Now()
				w := &web{answer: func(q Request) (Answer, error) {
					if strings.HasSuffix(q.URL, "/0") && tc.err != nil {
						return Answer{}, tc.err
					}
					return site(1)(q)
				}}
				ctx, stop := context.WithTimeout(t.Context(), tc.hours*time.Hour)
				defer stop()
				if err := collector(b, w).Run(ctx); err != nil {
					t.Fatal(err)
				}
				tries := w.times("https://a.org/0", begun)
				if len(tries) != tc.tries || b.lead("https://a.org/0").State != tc.state {
					t.Errorf("%d tries at %v, then %+v", len(tries), tries, b.lead("https://a.org/0"))
				}
			})
		})
	}
}

func TestFeedsAreAskedAsOftenAsTheyWish(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // the clock begins at midnight UTC
		b := newBooks(feedSource("a.org"))
		begun := time.Now()
		w := &web{answer: func(q Request) (Answer, error) {
			return text("<rss><channel><ttl>60</ttl><skipHours><hour>2</hour><hour>3</hour></skipHours></channel></rss>")
		}}
		ctx, stop := context.WithTimeout(t.Context(), 5*time.Hour+30*time.Minute)
		defer stop()
		if err := collector(b, w).Run(ctx); err != nil {
			t.Fatal(err)
		}
		var hours []int
		for _, at := range w.times("https://a.org/feed", begun) {
			hours = append(hours, int(at.Round(time.Minute).Hours()))
		}
		if want := []int{0, 1, 4, 5}; !slices.Equal(hours, want) {
			t.Errorf("asked at the hours %v, want %v", hours, want)
		}
	})
}

func TestAFeedIsAskedForChangesOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBooks(feedSource("a.org"))
		w := &web{answer: func(q Request) (Answer, error) {
			if q.ETag == `"1"` && q.LastModified == "yesterday" {
				return Answer{Unchanged: true}, nil
			}
			ans, err := feedOf("a.org", 0)
			ans.Header = map[string][]string{"Etag": {`"1"`}, "Last-Modified": {"yesterday"}}
			return ans, err
		}}
		ctx, stop := context.WithTimeout(t.Context(), 70*time.Minute)
		defer stop()
		if err := collector(b, w).Run(ctx); err != nil {
			t.Fatal(err)
		}
		if n := len(w.visits); n != 3 || w.visits[2].ETag != `"1"` {
			t.Errorf("%d visits, the last with %+v", n, w.visits[n-1])
		}
		if st := b.sources["a-org"].State; st.ETag != `"1"` || st.Failures != 0 {
			t.Errorf("state %+v", st)
		}
	})
}

func TestRobotsAreHeard(t *testing.T) {
	answer := func(robots string, err error) func(q Request) (Answer, error) {
		return func(q Request) (Answer, error) {
			if strings.HasSuffix(q.URL, "/robots.txt") {
				ans, _ := text(robots)
				return ans, err
			}
			return site(3)(q)
		}
	}
	for _, tc := range []struct {
		what, robots string
		err          error
		want         Tally
	}{
		{"one page is not for programs", "User-agent: *\nDisallow: /1\n", nil, Tally{Looks: 1, Taken: 2, GivenUp: 1, Documents: 2}},
		{"nothing is for us", "User-agent: tocsin\nDisallow: /\n", nil, Tally{Looks: 1, GivenUp: 3}},
		{"nothing is for others", "User-agent: other\nDisallow: /\n", nil, Tally{Looks: 1, Taken: 3, Documents: 3}},
		{"there is none", "", refusal(404, 0), Tally{Looks: 1, Taken: 3, Documents: 3}},
		{"the server is in trouble", "", refusal(503, 0), Tally{Looks: 1, Failed: 1}},
		{"it is a page", "<!DOCTYPE html><html>", nil, Tally{Looks: 1, Taken: 3, Documents: 3}},
		{"it is all wildcards", "User-agent: *\n" + strings.Repeat("Disallow: /*x*y*z*a*b*c\n", 10_000) + "Disallow: /1\n", nil, Tally{Looks: 1, Taken: 2, GivenUp: 1, Documents: 2}},
	} {
		t.Run(tc.what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b, w := newBooks(feedSource("a.org")), &web{answer: answer(tc.robots, tc.err)}
				tally, err := collector(b, w).Round(t.Context())
				if err != nil || tally != tc.want {
					t.Errorf("got %+v, %v, want %+v", tally, err, tc.want)
				}
				if n := len(w.times("https://a.org/robots.txt", time.Now())); n != 1 {
					t.Errorf("robots.txt was asked for %d times", n)
				}
			})
		})
	}
}

func TestRobotsMayAskForMoreDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBooks(feedSource("a.org"))
		w := &web{answer: func(q Request) (Answer, error) {
			if strings.HasSuffix(q.URL, "/robots.txt") {
				return text("User-agent: *\nCrawl-delay: 10\n")
			}
			return site(3)(q)
		}}
		begun := time.Now()
		if _, err := collector(b, w).Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begun); took < 21*time.Second {
			t.Errorf("three pages took %v", took)
		}
	})
}

// A fault of the sink ends the work, and what it did not take is still due.
func TestWhatTheSinkDoesNotTakeStaysDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, w := newBooks(feedSource("a.org")), &web{answer: site(2)}
		b.refuse = errors.New("disk full")
		_, err := collector(b, w).Round(t.Context())
		if err == nil || !strings.Contains(err.Error(), "keep https://a.org/0: disk full") {
			t.Errorf("error %v", err)
		}
		b.refuse = nil
		if tally, err := collector(b, w).Round(t.Context()); err != nil || tally.Taken != 2 {
			t.Errorf("afterwards %+v, %v", tally, err)
		}
	})
}

// Stopping in the middle counts no failure and loses nothing.
func TestStoppingLosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBooks(feedSource("a.org"))
		w := &web{answer: func(q Request) (Answer, error) {
			time.Sleep(time.Second)
			return site(30)(q)
		}}
		ctx, stop := context.WithTimeout(t.Context(), 10500*time.Millisecond)
		if err := collector(b, w).Run(ctx); err != nil {
			t.Error(err)
		}
		stop()
		if len(b.kept) == 0 || len(b.kept) > 10 {
			t.Errorf("%d documents before the stop", len(b.kept))
		}
		if _, err := collector(b, w).Round(t.Context()); err != nil {
			t.Error(err)
		}
		seen := map[string]int{}
		for _, doc := range b.kept {
			seen[doc.URL]++
		}
		for _, l := range b.leads {
			if l.State != tocsin.LeadTaken || l.Failures != 0 || seen[l.URL] != 1 {
				t.Errorf("%+v was kept %d times", l, seen[l.URL])
			}
		}
	})
}

// A page that panics a stage, or anything else, costs itself alone.
func TestAFaultCostsOneTask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBooks(feedSource("a.org"), feedSource("b.org"))
		w := &web{answer: func(q Request) (Answer, error) {
			if strings.HasPrefix(q.URL, "https://a.org/feed") {
				panic("a fault")
			}
			return site(2)(q)
		}}
		if tally, err := collector(b, w).Round(t.Context()); err != nil || tally.Taken != 2 {
			t.Errorf("got %+v, %v", tally, err)
		}
	})
}

func TestPagesListsFoldersAndArchives(t *testing.T) {
	dir := tree(t, map[string]string{
		"list.txt":            "# what to read\nhttps://a.org/1\n\nhttps://a.org/2\nhttps://a.org/1\nnot an address\n",
		"folder/a.txt":        "A bomb exploded.",
		"folder/b.jsonl":      "{\"text\":\"one\"}\n{\"text\":\"two\"}\n",
		"folder/c.png":        "P",
		"folder/d.warc":       "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://b.org/1\r\nContent-Length: 39\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>A bomb exploded.\n\r\n\r\n",
		"folder/README.md":    "of this folder",
		"archive/a.warc":      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://b.org/1\r\nContent-Length: 39\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>A bomb exploded.\n\r\n\r\n",
		"archive/b.warc":      "<html>",
		"archive/skipped.txt": "x",
	})
	synctest.Test(t, func(t *testing.T) {
		b := newBooks(
			tocsin.Source{ID: "page", Kind: tocsin.SourcePage, At: "https://a.org/page", Name: "P"},
			tocsin.Source{ID: "list", Kind: tocsin.SourceList, At: dir + "/list.txt", Name: "L"},
			tocsin.Source{ID: "folder", Kind: tocsin.SourceFolder, At: dir + "/folder", Name: "F"},
			tocsin.Source{ID: "archive", Kind: tocsin.SourceWARC, At: dir + "/archive", Name: "W"},
			tocsin.Source{ID: "gone", Kind: tocsin.SourceFolder, At: dir + "/gone", Name: "G"},
		)
		tally, err := collector(b, &web{answer: site(0)}).Round(t.Context())
		want := Tally{Looks: 5, FailedLooks: 1, Taken: 6, GivenUp: 1, Documents: 8}
		if err != nil || tally != want {
			t.Errorf("got %+v, %v, want %+v", tally, err, want)
		}
		notes := map[string]string{"list": "1 lines are no addresses", "folder": "2 files of other kinds", "archive": "1 files of other kinds"}
		for id, note := range notes {
			if got := b.sources[id].State.Note; !strings.Contains(got, note) {
				t.Errorf("%s: note %q, want %q", id, got, note)
			}
		}
		if got := b.sources["gone"].State.Error; !strings.Contains(got, "no such file or folder") {
			t.Errorf("a folder that is gone: %q", got)
		}
	})
}

func TestPreviewShowsWhatWouldBeCollected(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": "A"})
	look, err := Preview(t.Context(), NewFetcher(Options{}), tocsin.Source{ID: "f", Kind: tocsin.SourceFolder, At: dir}.WithDefaults())
	if err != nil || len(look.Leads) != 1 {
		t.Errorf("got %+v, %v", look, err)
	}
}
