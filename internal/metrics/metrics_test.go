package metrics_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/collect"
	"tocsin/internal/metrics"
	"tocsin/internal/pipeline"
)

type store struct{ err error }

func (s store) Status(context.Context) ([]tocsin.StageStatus, error) {
	return []tocsin.StageStatus{
		{Stage: "read", Waiting: 3, Done: 4, Failed: 1, Oldest: time.Unix(1_600_000_000, 0), Last: time.Unix(1_700_000_000, 0)}, {Stage: "code"},
	}, s.err
}

func (s store) Counts(context.Context) (tocsin.Counts, error) {
	return tocsin.Counts{Articles: 7, Incidents: 9}, s.err
}

func scrape(m *metrics.Metrics) (int, string) {
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	return w.Code, w.Body.String()
}

func TestAScrapeTellsWhatWasDoneAndWhatWaits(t *testing.T) {
	m := metrics.New(store{}, slog.New(slog.DiscardHandler))
	m.Batch("read", pipeline.Tally{Done: 5, Failures: []tocsin.Failure{{}, {}}})
	m.Batch("read", pipeline.Tally{Done: 2})
	_, body := scrape(m)
	for _, want := range []string{
		`tocsin_stage_items_total{outcome="done",stage="read"} 7`,
		`tocsin_stage_items_total{outcome="failed",stage="read"} 2`,
		`tocsin_stage_items{stage="read",state="waiting"} 3`,
		`tocsin_stage_items{stage="read",state="failed"} 1`,
		`tocsin_stage_last_timestamp_seconds{stage="read"} 1.7e+09`,
		`tocsin_stage_oldest_waiting_timestamp_seconds{stage="read"} 1.6e+09`,
		"tocsin_articles 7", "tocsin_incidents 9", "go_goroutines", "process_resident_memory_bytes",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not in\n%s", want, body)
		}
	}
	if strings.Contains(body, `timestamp_seconds{stage="code"}`) {
		t.Error("a stage that never ran, and for which nothing waits, has a time")
	}
}

func TestAScrapeOfAStoreThatFailsIsAnError(t *testing.T) {
	m := metrics.New(store{errors.New("disk I/O error")}, slog.New(slog.DiscardHandler))
	if code, body := scrape(m); code != 500 {
		t.Errorf("%d %s", code, body)
	}
}

func TestCollectingIsCounted(t *testing.T) {
	m := metrics.New(store{}, slog.New(slog.DiscardHandler))
	c := m.Collecting(func() collect.Queues { return collect.Queues{Tasks: 7, Hosts: 3, InTrouble: 2} })
	c.Fetched("taken", 1000, 100*time.Millisecond)
	c.Waited(2 * time.Second)
	c.Settled("lead", "given_up")
	answer := httptest.NewRecorder()
	m.Handler().ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", nil))
	for _, want := range []string{
		`tocsin_collect_fetches_total{outcome="taken"} 1`, `tocsin_collect_fetches_total{outcome="no_answer"} 0`,
		"tocsin_collect_bytes_total 1000", `tocsin_collect_fetch_seconds_bucket{le="0.1"} 1`, "tocsin_collect_wait_seconds_sum 2",
		`tocsin_collect_settled_total{outcome="given_up",what="lead"} 1`,
		"tocsin_collect_queue 7", "tocsin_collect_hosts 3", "tocsin_collect_hosts_in_trouble 2",
	} {
		if !strings.Contains(answer.Body.String(), want+"\n") {
			t.Errorf("no line %s", want)
		}
	}
}
