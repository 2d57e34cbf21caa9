// Package metrics tells Prometheus how the pipeline stands: counters of what the
// stages did, and, read at each scrape, what waits and what failed.
package metrics

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"tocsin"
	"tocsin/internal/pipeline"
)

// Store is asked at each scrape.
type Store interface {
	Status(ctx context.Context) ([]tocsin.StageStatus, error)
	Counts(ctx context.Context) (tocsin.Counts, error)
}

// scrapeTime bounds what a scrape asks of the store.
const scrapeTime = 5 * time.Second

// Metrics holds the counters. It is safe for concurrent use.
type Metrics struct {
	registry *prometheus.Registry
	items    *prometheus.CounterVec
	log      *slog.Logger
}

// New returns the metrics of a process that works on store.
func New(store Store, log *slog.Logger) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		items: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "tocsin_stage_items_total", Help: "Items that a stage did in this process, by outcome.",
		}, []string{"stage", "outcome"}),
		log: log,
	}
	m.registry.MustRegister(m.items, &standing{store},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Batch counts a batch of a stage.
func (m *Metrics) Batch(stage string, t pipeline.Tally) {
	m.items.WithLabelValues(stage, "done").Add(float64(t.Done))
	m.items.WithLabelValues(stage, "changed").Add(float64(t.Changed))
	m.items.WithLabelValues(stage, "failed").Add(float64(len(t.Failures)))
}

// Handler answers scrapes.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{
		ErrorLog: slog.NewLogLogger(m.log.Handler(), slog.LevelWarn), MaxRequestsInFlight: 4, Timeout: 2 * scrapeTime,
	})
}

// standing reads how things stand when it is asked.
type standing struct{ store Store }

// descriptions are the gauges by name.
func descriptions() (items, oldest, last, articles, incidents *prometheus.Desc) {
	return prometheus.NewDesc("tocsin_stage_items", "Items of a stage in the store, by state.", []string{"stage", "state"}, nil),
		prometheus.NewDesc("tocsin_stage_oldest_waiting_timestamp_seconds", "Since when the item waits that waits longest for a stage, in seconds since 1970.", []string{"stage"}, nil),
		prometheus.NewDesc("tocsin_stage_last_timestamp_seconds", "When a stage last did something, in seconds since 1970.", []string{"stage"}, nil),
		prometheus.NewDesc("tocsin_articles", "Current articles in the store.", nil, nil),
		prometheus.NewDesc("tocsin_incidents", "Incidents that current articles tell.", nil, nil)
}

// Describe implements [prometheus.Collector].
func (s *standing) Describe(to chan<- *prometheus.Desc) {
	items, oldest, last, articles, incidents := descriptions()
	to <- items
	to <- oldest
	to <- last
	to <- articles
	to <- incidents
}

// Collect implements [prometheus.Collector].
func (s *standing) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeTime)
	defer cancel()
	items, oldest, last, articles, incidents := descriptions()
	stages, err := s.store.Status(ctx)
	if err != nil {
		to <- prometheus.NewInvalidMetric(items, err)
		return
	}
	for _, st := range stages {
		for state, n := range map[tocsin.WorkState]int{
			tocsin.WorkWaiting: st.Waiting, tocsin.WorkDone: st.Done, tocsin.WorkFailed: st.Failed - st.GivenUp,
			"given_up": st.GivenUp,
		} {
			to <- prometheus.MustNewConstMetric(items, prometheus.GaugeValue, float64(n), st.Stage, string(state))
		}
		for desc, at := range map[*prometheus.Desc]time.Time{oldest: st.Oldest, last: st.Last} {
			if !at.IsZero() {
				to <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, float64(at.UnixMilli())/1000, st.Stage)
			}
		}
	}
	counts, err := s.store.Counts(ctx)
	if err != nil {
		to <- prometheus.NewInvalidMetric(articles, err)
		return
	}
	to <- prometheus.MustNewConstMetric(articles, prometheus.GaugeValue, float64(counts.Articles))
	to <- prometheus.MustNewConstMetric(incidents, prometheus.GaugeValue, float64(counts.Incidents))
}
