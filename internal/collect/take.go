package collect

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"tocsin"
)

// check looks at a source at the end of t, hands on the document of a page, and
// stores how it went. It returns how long to leave the host alone, and an error
// where the host is in trouble, or [away].
func (c *Collector) check(ctx context.Context, src tocsin.SourceStatus, t trail) (time.Duration, error) {
	look, err := c.look.look(ctx, src.Source, src.State, t)
	if errors.As(err, new(away)) {
		return src.Delay, err
	}
	if err == nil && look.Document != nil {
		look.Document.Told = tocsin.Hint{Outlet: src.Name}
		if err := c.keep(ctx, src.Source, []tocsin.Document{*look.Document}, nil); err != nil {
			return 0, nil
		}
	}
	if ctx.Err() != nil {
		return 0, nil
	}
	now := time.Now()
	st := c.checked(src, look, err, now)
	for i := range look.Leads {
		look.Leads[i].Source, look.Leads[i].State, look.Leads[i].Due = src.ID, tocsin.LeadWaiting, now
	}
	fresh, serr := c.ledger.SourceChecked(context.WithoutCancel(ctx), src.ID, st, look.Leads)
	if serr != nil {
		c.fail("store the look at source "+src.ID, serr)
		return 0, nil
	}
	if fresh > 0 {
		poke(c.fresh)
	}
	c.count(func(t *Tally) {
		t.Looks++
		if err != nil {
			t.FailedLooks++
		}
	})
	c.settledAs("look", map[bool]string{true: "done", false: "failed"}[err == nil])
	if err != nil {
		c.log.Warn("source failed", "source", src.ID, "failures", st.Failures, "due", st.Due, "err", st.Error)
	} else {
		level := slog.LevelDebug
		if fresh > 0 {
			level = slog.LevelInfo
		}
		c.log.Log(ctx, level, "source looked at", "source", src.ID, "new", fresh, "unchanged", look.Unchanged, "due", st.Due)
	}
	if hostTrouble(err) {
		return 0, err
	}
	return src.Delay, nil
}

// checked returns a source's state after a look.
func (c *Collector) checked(src tocsin.SourceStatus, look Look, err error, now time.Time) tocsin.SourceState {
	st := src.State
	st.Checked = now
	if err != nil {
		st.Failures++
		st.Error = oneLineOf(err)
		wait := tocsin.Backoff(st.Failures, sourceWait, maxSourceWait, c.random())
		if errors.Is(err, ErrForGood) {
			wait = max(wait, src.Every)
		}
		st.Due = now.Add(max(wait, after(err)))
		return st
	}
	every := max(src.Every, look.Patience.TTL)
	// A little is added at random, so that sources that were added together do
	// not stay together.
	every += time.Duration(c.random() * float64(every) / 20)
	st.Succeeded, st.Failures, st.Error = now, 0, ""
	st.Due = look.Patience.Next(now.Add(every))
	st.ETag, st.LastModified = look.ETag, look.LastModified
	if !look.Unchanged {
		st.Note = strings.Join(look.Notes, "; ")
	}
	return st
}

// maxError is the length in bytes of an error that is stored.
const maxError = 500

func oneLineOf(err error) string {
	s := strings.Join(strings.Fields(err.Error()), " ")
	return strings.ToValidUTF8(s[:min(len(s), maxError)], "")
}

// keep hands documents to the sink. Its error was seen to.
func (c *Collector) keep(ctx context.Context, src tocsin.Source, docs []tocsin.Document, read *tocsin.Mark) error {
	for i, doc := range docs {
		docs[i].Source = src.ID
		if doc.ID == "" {
			docs[i].ID = urlBase(doc.Asked)
		}
	}
	err := c.sink.Keep(ctx, docs, read)
	if err == nil {
		c.count(func(t *Tally) { t.Documents += len(docs) })
	} else if ctx.Err() == nil {
		c.fail("keep "+docs[0].Name, err)
	}
	return err
}

// take fetches a lead, hands its documents on, and stores what became of it. It
// returns as check does.
func (c *Collector) take(ctx context.Context, l tocsin.DueLead, t trail) (time.Duration, error) {
	web := strings.Contains(l.URL, "://")
	var delay time.Duration
	var err error
	if web {
		delay, err = c.takePage(ctx, l, t)
	} else {
		err = c.takeFile(ctx, l)
	}
	if errors.As(err, new(away)) {
		return delay, err
	}
	var unkept unkept
	if ctx.Err() != nil || errors.As(err, &unkept) {
		return 0, nil
	}
	settled := c.settled(l.Lead, err, time.Now())
	if serr := c.ledger.SettleLead(context.WithoutCancel(ctx), settled); serr != nil {
		c.fail("store what became of "+l.URL, serr)
		return 0, nil
	}
	c.count(func(t *Tally) {
		switch settled.State {
		case tocsin.LeadTaken:
			t.Taken++
		case tocsin.LeadGivenUp:
			t.GivenUp++
		default:
			t.Failed++
		}
	})
	c.settledAs("lead", string(settled.State))
	if err != nil {
		c.log.Warn("lead failed", "source", l.Source, "url", l.URL, "state", settled.State, "err", settled.Error)
	}
	if web && hostTrouble(err) {
		return 0, err
	}
	return delay, nil
}

// settled returns a lead after a try.
func (c *Collector) settled(l tocsin.Lead, err error, now time.Time) tocsin.Lead {
	var partly partial
	switch {
	case err == nil:
		l.State, l.Error = tocsin.LeadTaken, ""
		return l
	case errors.As(err, &partly):
		l.State, l.Error = tocsin.LeadTaken, oneLineOf(err)
		return l
	}
	l.Failures++
	l.Error = oneLineOf(err)
	l.Due = now.Add(max(after(err), tocsin.Backoff(l.Failures, leadWait, maxLeadWait, c.random())))
	var refused *StatusError
	switch {
	case errors.Is(err, ErrForGood), l.Failures >= leadTries,
		errors.As(err, &refused) && !refused.OfHost() && l.Failures >= refusedTries:
		l.State = tocsin.LeadGivenUp
	}
	return l
}

// unkept is an error of the sink, which was seen to already.
type unkept struct{ error }

// partial is what could not be read of a file whose rest was taken.
type partial struct{ error }

// takePage fetches the page at the end of t where the site allows it.
func (c *Collector) takePage(ctx context.Context, l tocsin.DueLead, t trail) (time.Duration, error) {
	ans, wanted, err := c.look.follow(ctx, t, Request{}, false)
	delay := max(wanted, l.From.Delay)
	if err != nil {
		return delay, err
	}
	ans.Told = told(l)
	if err := c.keep(ctx, l.From, []tocsin.Document{ans.Document}, nil); err != nil {
		return delay, unkept{err}
	}
	return delay, nil
}

// told returns what a feed says of a page.
func told(l tocsin.DueLead) tocsin.Hint {
	if l.From.Kind != tocsin.SourceFeed {
		return tocsin.Hint{}
	}
	hint := tocsin.Hint{Title: l.Title, Outlet: l.From.Name}
	if !l.Published.IsZero() {
		day := tocsin.NewDay(l.Published.Date())
		hint.Published = &day
	}
	return hint
}
