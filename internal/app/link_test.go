package app_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"tocsin"
	"tocsin/internal/app"
	"tocsin/internal/corpus"
	"tocsin/internal/link"
)

// tellings codes articles and returns the tellings of each.
func tellings(t *testing.T, articles []corpus.Article) [][]link.Telling {
	t.Helper()
	coder, err := app.NewCoder(app.RulesOnly)
	if err != nil {
		t.Fatal(err)
	}
	reader, err := app.NewTellings()
	if err != nil {
		t.Fatal(err)
	}
	out := make([][]link.Telling, len(articles))
	for i, a := range articles {
		out[i] = reader.Read(coder.Code(a.Report), "")
	}
	return out
}

// linked links reports in batches of the given size and returns what comes out.
func linked(t *testing.T, reports [][]link.Telling, batch int) []tocsin.Dossier {
	t.Helper()
	scorer, err := link.NewScorer()
	if err != nil {
		t.Fatal(err)
	}
	index := link.NewMemory()
	linker := link.NewLinker(scorer, index)
	for some := range slices.Chunk(reports, batch) {
		if _, err := linker.Link(t.Context(), slices.Concat(some...), nil); err != nil {
			t.Fatal(err)
		}
	}
	return index.Dossiers()
}

func digest(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(b))
}

func story(t *testing.T, name string) []corpus.Article {
	t.Helper()
	all := slices.DeleteFunc(loadCorpus(t), func(a corpus.Article) bool { return a.Story != name })
	if len(all) == 0 {
		t.Fatalf("no article of the story %s in the corpus", name)
	}
	return all
}

// Six reports over a week give one bombing 73, 103, 95, 84 and 94 dead, and blame
// three parties of which one claims it and one denies it. It is one incident,
// under one ID, whatever order they come in.
func TestTheWeekOfReportsIsOneIncident(t *testing.T) {
	reports := tellings(t, story(t, "kerman-week"))
	want := ""
	for n := range 20 {
		got := linked(t, reports, 1)
		if len(got) != 1 || got[0].Reports != 6 {
			t.Fatalf("shuffle %d: %d incidents, the first of %d reports", n, len(got), got[0].Reports)
		}
		if q := got[0].Killed; q == nil || q.Low != 73 || q.High == nil || *q.High != 103 {
			t.Errorf("killed %+v, want 73 to 103", q)
		}
		for _, m := range got[0].Members {
			if m.Score < 0.5 || len(m.Reasons) == 0 {
				t.Errorf("report %s is linked with score %.2f for the reasons %q", m.Article, m.Score, m.Reasons)
			}
		}
		if sum := digest(t, got); want == "" {
			want = sum
		} else if sum != want {
			t.Fatalf("shuffle %d ends in another state", n)
		}
		rand.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
	}
}

// The whole corpus ends in one state, in every order and in batches of any size.
func TestTheOrderOfArrivalDoesNotShow(t *testing.T) {
	reports := tellings(t, loadCorpus(t))
	want := digest(t, linked(t, reports, len(reports)))
	for n := range 20 {
		rand.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
		if got := digest(t, linked(t, reports, 1+n%5)); got != want {
			t.Fatalf("shuffle %d ends in another state", n)
		}
	}
}
