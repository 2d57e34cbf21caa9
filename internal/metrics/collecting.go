package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"tocsin/internal/collect"
)

// Collecting counts what a collector does. It is safe for concurrent use.
type Collecting struct {
	fetches, settled *prometheus.CounterVec
	bytes            prometheus.Counter
	took, waited     prometheus.Histogram
}

// Collecting registers the metrics of a collector, which queues tells of. No host
// and no source is a label: there is no end of them.
func (m *Metrics) Collecting(queues func() collect.Queues) *Collecting {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	}
	gauge := func(name, help string, of func(collect.Queues) int) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 { return float64(of(queues())) })
	}
	c := &Collecting{
		fetches: counter("tocsin_collect_fetches_total", "Requests over the network, by how they ended.", "outcome"),
		settled: counter("tocsin_collect_settled_total", "Looks at sources and leads, by what became of them.", "what", "outcome"),
		bytes:   prometheus.NewCounter(prometheus.CounterOpts{Name: "tocsin_collect_bytes_total", Help: "Bytes that were fetched, decompressed."}),
		took: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "tocsin_collect_fetch_seconds", Help: "How long requests took.", Buckets: prometheus.ExponentialBuckets(0.05, 2, 10),
		}),
		waited: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "tocsin_collect_wait_seconds", Help: "How long looks and leads waited for their host's turn.", Buckets: prometheus.ExponentialBuckets(0.1, 4, 9),
		}),
	}
	for _, o := range collect.Outcomes() {
		c.fetches.WithLabelValues(o)
	}
	m.registry.MustRegister(c.fetches, c.settled, c.bytes, c.took, c.waited,
		gauge("tocsin_collect_queue", "Looks and leads that wait for their hosts.", func(q collect.Queues) int { return q.Tasks }),
		gauge("tocsin_collect_hosts", "Hosts for which something waits.", func(q collect.Queues) int { return q.Hosts }),
		gauge("tocsin_collect_hosts_in_trouble", "Hosts that failed the last time.", func(q collect.Queues) int { return q.InTrouble }))
	return c
}

// Fetched counts a request.
func (c *Collecting) Fetched(outcome string, bytes int, took time.Duration) {
	c.fetches.WithLabelValues(outcome).Inc()
	c.bytes.Add(float64(bytes))
	c.took.Observe(took.Seconds())
}

// Waited notes how long a host's turn was waited for.
func (c *Collecting) Waited(took time.Duration) { c.waited.Observe(took.Seconds()) }

// Settled counts what became of a look or a lead.
func (c *Collecting) Settled(what, outcome string) { c.settled.WithLabelValues(what, outcome).Inc() }
