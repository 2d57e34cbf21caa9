package app

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tocsin"
	"tocsin/internal/assess"
	"tocsin/internal/casebook"
	"tocsin/internal/pipeline"
	"tocsin/internal/sqlite"
)

// bench is a store that is filled and decided on bit by bit, at times of its own.
type bench struct {
	store *sqlite.Store
	links *pipeline.LinkStage
	book  *Casebook
	count int
	clock time.Time
}

func newBench(t testing.TB) *bench {
	t.Helper()
	store, err := OpenStore(t.Context(), filepath.Join(t.TempDir(), "news.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	b := &bench{store: store, clock: time.Now().UTC()}
	if b.links, err = NewLinkStage(store); err != nil {
		t.Fatal(err)
	}
	if b.book, err = newCasebook(store, func() time.Time { return b.clock }); err != nil {
		t.Fatal(err)
	}
	return b
}

// add stores and codes reports, and links what waits.
func (b *bench) add(ctx context.Context, all ...tocsin.Record) error {
	for _, rec := range all {
		b.count++
		hash := fmt.Sprintf("%016x%048x", rand.Uint64(), b.count)
		kept, err := b.store.Keep(ctx, []tocsin.Document{{Name: hash, Body: []byte(hash)}})
		if err != nil {
			return err
		}
		rep := tocsin.Report{ID: hash, Published: rec.Published, Outlet: rec.Outlet, Title: rec.Title, Text: "Text " + hash}
		err = b.store.PutReadings(ctx, tocsin.Producer{Stage: "read"}, []tocsin.Reading{{Document: kept[0].Row, Name: hash, Report: rep, Hash: hash}})
		if err != nil {
			return err
		}
		ref, err := b.store.ArticleOf(ctx, kept[0].Row)
		if err != nil {
			return err
		}
		rec.ID = ref.ID
		if _, err := b.store.PutRecords(ctx, tocsin.Producer{Stage: "code"}, []tocsin.Coding{{Article: ref.Row, Record: rec}}); err != nil {
			return err
		}
	}
	return b.work(ctx, b.links)
}

// work has a stage do all that waits for it.
func (b *bench) work(ctx context.Context, stage pipeline.Stage) error {
	if _, err := b.store.Renew(ctx, stage.Producer()); err != nil {
		return err
	}
	items, err := b.store.Waiting(ctx, stage.Producer().Stage, 100_000)
	if err == nil && len(items) > 0 {
		_, err = stage.Work(ctx, items)
	}
	return err
}

// plainly lists as [Casebook.List] must, past all listings.
func (b *bench) plainly(ctx context.Context, q casebook.Query) (cases []casebook.Case, total int, err error) {
	all, _, err := b.store.Dossiers(ctx, tocsin.DossierQuery{Page: tocsin.Page{Limit: 100_000}})
	if err != nil {
		return nil, 0, err
	}
	ids := make([]string, len(all))
	for i, d := range all {
		ids[i] = d.ID
	}
	cases = []casebook.Case{}
	err = b.book.open(ctx, q, ids, func(_ casebook.Folder, f casebook.File) error {
		if q.Selects(f) {
			cases = append(cases, f.Case)
		}
		return nil
	})
	order := casebook.Latest
	if q.ByValue {
		order = casebook.MostValuable
	}
	slices.SortFunc(cases, order)
	total = len(cases)
	cases = cases[min(q.Offset, total):]
	if q.Limit > 0 {
		cases = cases[:min(q.Limit, len(cases))]
	}
	return cases, total, err
}

// someReport makes up a report of one of a few acts in a few towns.
func someReport(t *rapid.T) tocsin.Record {
	published := tocsin.NewDay(2024, 1, rapid.IntRange(4, 12).Draw(t, "published"))
	act := rapid.IntRange(0, 5).Draw(t, "act")
	inc := tocsin.Incident{
		ID: "i1", Kind: tocsin.Kinds()[act%3], Stage: tocsin.Accomplished, Salience: tocsin.Main, Score: 1,
		Date:  &tocsin.Date{Interval: tocsin.OneDay(tocsin.NewDay(2024, 1, 1+act))},
		Place: &tocsin.Place{Name: fmt.Sprint("Town", act), Country: []string{"AF", "IQ"}[act%2], Lat: 30 + float64(act), Lon: 40, Precision: tocsin.PrecisionPlace},
		Tolls: []tocsin.Toll{{What: tocsin.Killed, Whom: tocsin.All, By: "Police", Quantity: tocsin.Exactly(rapid.IntRange(1, 30).Draw(t, "killed"))}},
	}
	inc.Anchor.Quote = rapid.SampledFrom([]string{"a blast", "Bomb \"in\" a MARKET", "Überfall"}).Draw(t, "quote")
	switch rapid.IntRange(0, 9).Draw(t, "lack") {
	case 0:
		inc.Date = nil
	case 1:
		inc.Place = nil
	}
	if actor := rapid.SampledFrom([]string{"", "Taliban", "Islamic State", "GROUP É"}).Draw(t, "actor"); actor != "" {
		inc.Perpetrators = []tocsin.Attribution{{Actor: actor, Stance: rapid.SampledFrom(tocsin.Stances()).Draw(t, "stance"), By: "police"}}
	}
	rec := tocsin.Record{Published: &published, Outlet: rapid.SampledFrom([]string{"Wire", "Post", "Kabul Éxpress", ""}).Draw(t, "outlet"),
		Title: rapid.SampledFrom([]string{"", "Blast kills many", "100% of the_town"}).Draw(t, "title"), Incidents: []tocsin.Incident{inc}}
	if rapid.IntRange(0, 9).Draw(t, "undated") == 0 {
		rec.Published = nil
	}
	return rec
}

// someQuery asks for any list.
func someQuery(t *rapid.T, times []time.Time) casebook.Query {
	v := url.Values{}
	for _, p := range []struct {
		name   string
		values []string
	}{
		{"q", []string{"blast", "town1 BLAST", "in", "bomb in", `"in"`, "überf", "0% of the_", "é", "lice", "2024-01-03"}},
		{"kind", []string{string(tocsin.Kinds()[0]), string(tocsin.Kinds()[1])}}, {"country", []string{"AF", "FR"}},
		{"actor", []string{"tali", "islamic state", "É", " a"}}, {"status", []string{"undisputed", "contested", "unknown", "claimed"}},
		{"grade", []string{"fair", "weak", "contested"}}, {"state", []string{"awaiting", "accepted", "disputed"}},
		{"source", []string{"wire", "KABUL éXPRESS", "no"}}, {"from", []string{"2024-01-03"}}, {"to", []string{"2024-01-04"}},
		{"bbox", []string{"30,30,50,32.5", "170,30,50,33"}}, {"several", []string{"true"}},
	} {
		if rapid.IntRange(0, 5).Draw(t, p.name+"?") == 0 {
			v.Set(p.name, rapid.SampledFrom(p.values).Draw(t, p.name))
		}
	}
	if rapid.Bool().Draw(t, "as of") {
		v.Set("as-of", rapid.SampledFrom([]string{"2024-01-03", "2024-01-06", "2024-01-09", times[0].Format(time.RFC3339Nano)}).Draw(t, "day"))
	}
	if rapid.Bool().Draw(t, "learned") {
		v.Set("clock", "learned")
		v.Set("as-of", rapid.SampledFrom(times).Draw(t, "time").Format(time.RFC3339Nano))
	}
	if rapid.Bool().Draw(t, "sorted") {
		v.Set("sort", "review")
	}
	q, err := casebook.ParseQuery(v)
	if err != nil {
		t.Fatal(err)
	}
	q.Limit, q.Offset = rapid.SampledFrom([]int{0, 1, 3}).Draw(t, "limit"), rapid.IntRange(0, 4).Draw(t, "offset")
	if rapid.IntRange(0, 4).Draw(t, "cut") == 0 {
		q.Cutoff = rapid.SampledFrom(times).Draw(t, "cutoff")
	}
	return q
}

// someDecision decides on an incident, if there is one.
func (b *bench) someDecision(t *rapid.T, ctx context.Context) error {
	all, _, err := b.plainly(ctx, casebook.Query{})
	if err != nil || len(all) == 0 {
		return err
	}
	b.clock = b.clock.Add(time.Microsecond * time.Duration(rapid.IntRange(1, 4000).Draw(t, "later")))
	id := all[rapid.IntRange(0, len(all)-1).Draw(t, "incident")].ID
	d := tocsin.Decision{Author: "ana", Text: "why", Action: rapid.SampledFrom([]tocsin.Action{
		tocsin.Accept, tocsin.Reject, tocsin.Note, tocsin.Edit, tocsin.Edit, tocsin.Pin, tocsin.Merge, tocsin.Split}).Draw(t, "action")}
	switch d.Action {
	case tocsin.Edit:
		set := rapid.SampledFrom([][2]string{{"country", "FR"}, {"date", "2024-01-02/2024-01-05"}, {"date", ""}, {"actor", "Army"},
			{"status", "claimed"}, {"killed", "9"}, {"kind", string(tocsin.Kinds()[4])}}).Draw(t, "set")
		d.Field, d.Value = set[0], set[1]
	case tocsin.Pin:
		d.Field = "killed"
	case tocsin.Merge:
		other := all[rapid.IntRange(0, len(all)-1).Draw(t, "other")].ID
		if other == id {
			return nil
		}
		d.Tellings = []string{other}
	case tocsin.Split:
		f, err := b.book.Open(ctx, id, assess.Moment{})
		if err != nil || len(f.Members) < 2 {
			return err
		}
		d.Tellings = []string{f.Members[len(f.Members)-1].Telling}
	}
	_, err = b.book.Decide(ctx, id, d, -1)
	return err
}

// Whatever is reported and decided in whatever order, listed already or not, each
// list is what opening every incident gives.
func TestListsAreWhatEveryIncidentGives(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		b, ctx := newBench(t), t.Context()
		times := []time.Time{time.Now().UTC().Add(-time.Hour)}
		do := func(err error) {
			if err != nil {
				r.Fatal(err)
			}
		}
		for range rapid.IntRange(2, 8).Draw(r, "steps") {
			switch rapid.IntRange(0, 3).Draw(r, "step") {
			case 0:
				do(b.someDecision(r, ctx))
			case 1:
				do(b.work(ctx, b.book.lists))
			default:
				for range rapid.IntRange(1, 6).Draw(r, "reports") {
					do(b.add(ctx, someReport(r)))
				}
			}
			times = append(times, time.Now().UTC(), b.clock)
			for range 4 {
				q := someQuery(r, times)
				want, n, err := b.plainly(ctx, q)
				do(err)
				got, m, err := b.book.List(ctx, q)
				do(err)
				if n != m || !reflect.DeepEqual(got, want) {
					r.Fatalf("%s (cutoff %v, limit %d, offset %d): %d of %d:\n%+v\nwant %d of %d:\n%+v",
						q.Encode(), q.Cutoff, q.Limit, q.Offset, len(got), m, got, len(want), n, want)
				}
			}
		}
	})
}

// What changes of a source, or of an article's copies, shows in the list at once.
func TestAListKnowsOfChangedSources(t *testing.T) {
	b, ctx := newBench(t), t.Context()
	report := func(outlet string) tocsin.Record {
		published := tocsin.NewDay(2024, 1, 5)
		return tocsin.Record{Published: &published, Outlet: outlet, Title: "Blast", Incidents: []tocsin.Incident{{
			ID: "i1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Salience: tocsin.Main,
			Date:  &tocsin.Date{Interval: tocsin.OneDay(tocsin.NewDay(2024, 1, 4))},
			Place: &tocsin.Place{Name: "Kabul", Country: "AF", Lat: 34.5, Lon: 69.2, Precision: tocsin.PrecisionPlace},
			Tolls: []tocsin.Toll{{What: tocsin.Killed, Whom: tocsin.All, By: tocsin.ByArticle, Quantity: tocsin.Exactly(12)}},
		}}}
	}
	if err := b.add(ctx, report("Wire"), report("Post")); err != nil {
		t.Fatal(err)
	}
	if err := b.work(ctx, b.book.lists); err != nil {
		t.Fatal(err)
	}
	sources := func() string {
		all, _, err := b.book.List(ctx, casebook.Query{})
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, c := range all {
			out = append(out, fmt.Sprint(c.Reports, " reports of ", c.Sources))
		}
		return strings.Join(out, ", ")
	}
	if got := sources(); got != "2 reports of 2" {
		t.Fatal(got)
	}
	for i, name := range []string{"Wire", "Post"} {
		err := b.store.AddSource(ctx, tocsin.Source{ID: strings.ToLower(name), Name: name, Kind: tocsin.SourceFeed,
			At: fmt.Sprint("https://example.org/", i), Country: "AF", Ownership: tocsin.OwnedByState,
			Reliability: tocsin.Reliabilities()[5], Marking: tocsin.Markings()[0], Every: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := sources(); got != "2 reports of 1" {
		t.Errorf("two outlets of one state: %s", got)
	}
}
