package app_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/app"
	"tocsin/internal/assess"
	"tocsin/internal/corpus"
	"tocsin/internal/link"
)

// kermanWeek returns what the corpus expects of the six reports of one attack,
// whose toll was 73, then 103, 95, 84 and 94.
func kermanWeek(t *testing.T) []tocsin.Testimony {
	t.Helper()
	articles, err := corpus.Load(os.DirFS("../../corpus"))
	if err != nil {
		t.Fatal(err)
	}
	var told []tocsin.Testimony
	for _, art := range articles {
		if art.Story != "kerman-week" {
			continue
		}
		var record struct {
			Incidents []struct {
				ID, Key      string
				Anchor       string
				Date         struct{ Start, End string }
				Place        tocsin.Place
				Perpetrators []tocsin.Attribution
				Tolls        []tocsin.Toll
			}
		}
		if err := json.Unmarshal(art.Record, &record); err != nil {
			t.Fatalf("%s: %v", art.Report.ID, err)
		}
		for _, inc := range record.Incidents {
			if inc.Key == "2024-01-03-kerman-memorial-bombing" {
				m := tocsin.Member{Telling: art.Report.ID, Article: art.Report.ID, Incident: inc.ID, Published: art.Report.Published, Outlet: art.Report.Outlet}
				told = append(told, tocsin.Testimony{Told: tocsin.Told{Member: m, Incident: tocsin.Incident{
					ID: inc.ID, Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Salience: tocsin.Main, Anchor: tocsin.Citation{Quote: inc.Anchor},
					Date: dated(t, inc.Date.Start, inc.Date.End), Place: &inc.Place, Perpetrators: inc.Perpetrators, Tolls: inc.Tolls,
				}}, Title: art.Report.Title})
			}
		}
	}
	if len(told) != 6 {
		t.Fatalf("%d reports of the attack in the corpus, want 6", len(told))
	}
	return told
}

func dated(t *testing.T, start, end string) *tocsin.Date {
	t.Helper()
	from, err := tocsin.ParseDay(start)
	to, terr := tocsin.ParseDay(end)
	if err != nil || terr != nil {
		t.Fatal(err, terr)
	}
	return &tocsin.Date{Interval: tocsin.Interval{Start: from, End: to}}
}

// TestTheWeekAsCodedByHand links and assesses what the corpus expects of the reports
// in 20 orders of arrival: one incident, and one state.
func TestTheWeekAsCodedByHand(t *testing.T) {
	told := kermanWeek(t)
	reader, err := app.NewTellings()
	if err != nil {
		t.Fatal(err)
	}
	week, want := []string{"2024-01-03", "2024-01-04", "2024-01-05", "2024-01-06", "2024-01-08", "2024-01-10"}, ""
	for n := range 20 {
		reports := make([][]link.Telling, len(told))
		for i, m := range told {
			reports[i] = reader.Read(tocsin.Record{ID: m.Article, Published: m.Published, Outlet: m.Outlet, Title: m.Title,
				Incidents: []tocsin.Incident{m.Told.Incident}}, "")
		}
		dossiers := linked(t, reports, 1)
		if len(dossiers) != 1 || len(dossiers[0].Members) != 6 {
			t.Fatalf("shuffle %d: %d incidents", n, len(dossiers))
		}
		state := []any{dossiers}
		for _, day := range week {
			at, err := tocsin.ParseDay(day)
			if err != nil {
				t.Fatal(err)
			}
			state = append(state, assess.New(nil).Assess(told, assess.Moment{Clock: assess.ByReport, Time: at.Time()}))
		}
		if sum := digest(t, state); want == "" {
			want = sum
		} else if sum != want {
			t.Fatalf("shuffle %d ends in another state", n)
		}
		rand.Shuffle(len(told), func(i, j int) { told[i], told[j] = told[j], told[i] })
	}
}

// TestTheLedgerOfAWeek asks at every step what was known then, in whatever order
// the reports came.
func TestTheLedgerOfAWeek(t *testing.T) {
	told := kermanWeek(t)
	assessor := assess.New(nil)
	for _, c := range []struct {
		day     string
		reports int
		killed  string
		status  assess.Status
		grade   assess.Grade
		leading string
	}{
		{"2024-01-02", 0, "", assess.Unknown, assess.Weak, ""},
		{"2024-01-03", 1, "73", assess.Unknown, assess.Weak, ""},
		{"2024-01-04", 2, "103", assess.Contested, assess.ContestedGrade, "Israel"},
		{"2024-01-05", 3, "95", assess.Contested, assess.ContestedGrade, "Israel"},
		{"2024-01-06", 4, "84", assess.Contested, assess.ContestedGrade, "Islamic State"},
		{"2024-01-08", 5, "84", assess.Contested, assess.ContestedGrade, "Islamic State"},
		{"2024-01-10", 6, "94", assess.Contested, assess.ContestedGrade, "Islamic State"},
	} {
		at, err := tocsin.ParseDay(c.day)
		if err != nil {
			t.Fatal(err)
		}
		moment := assess.Moment{Clock: assess.ByReport, Time: at.Time().Add(time.Hour)}
		want := ""
		for n := range 20 {
			rand.Shuffle(len(told), func(i, j int) { told[i], told[j] = told[j], told[i] })
			got := assessor.Assess(told, moment)
			b, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			if n == 0 {
				want = string(b)
				checkStep(t, c.day, got, fmt.Sprintf("%d, %q, %s, %s, %q", c.reports, c.killed, c.status, c.grade, c.leading))
			}
			if string(b) != want {
				t.Fatalf("as of %s: another order of arrival gives another ledger", c.day)
			}
		}
	}
}

func checkStep(t *testing.T, day string, a assess.Assessment, want string) {
	t.Helper()
	leading := ""
	if len(a.Responsibility.Actors) > 0 {
		leading = a.Responsibility.Actors[0].Actor
	}
	got := fmt.Sprintf("%d, %q, %s, %s, %q", len(a.Reports), a.Killed, a.Responsibility.Status, a.Grade.Grade, leading)
	if got != want {
		t.Errorf("as of %s: %s, want %s\n%+v\n%+v", day, got, want, a.Killed, a.Responsibility)
	}
}
