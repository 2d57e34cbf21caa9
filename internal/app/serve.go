package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime"
	"sync"
	"time"

	"tocsin/internal/metrics"
	"tocsin/internal/pipeline"
	"tocsin/internal/web"
)

// ServeConfig says where the page is served and what it shows.
type ServeConfig struct {
	// Addr is host:port; port 0 takes any free one.
	Addr string
	// DB is the path of the store.
	DB string
	// Reader says what reads beside the rules.
	Reader ReaderChoice
	// Version is the program's.
	Version string
	// Hosts are further host names to answer under.
	Hosts []string
	// Allow are addresses of one's own network that may be fetched from.
	Allow []netip.AddrPort
	Retention
	// Out takes the message that says where the page is.
	Out io.Writer
	Log *slog.Logger
}

// stopTime is how long requests may take to end once the server stops.
const stopTime = 5 * time.Second

// Serve serves the page, and beside it collects from the sources that are due and
// does what waits in the pipeline, until ctx ends; then it lets the requests and
// batches under way finish, closes the store and returns nil.
func Serve(ctx context.Context, c ServeConfig) (err error) {
	store, err := OpenStore(ctx, c.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	coder, err := NewCoder(c.Reader)
	if err != nil {
		return err
	}
	flow, err := stages(store, coder, max(1, runtime.GOMAXPROCS(0)-1))
	if err != nil {
		return err
	}
	meter := metrics.New(store, c.Log)
	book, err := newCasebook(store, time.Now)
	if err != nil {
		return err
	}
	handler, err := web.New(web.Config{
		Library: store, Desk: newDesk(coder, store), Pipeline: store, Stories: store, Sources: store,
		Scout: &scout{store, c.Allow}, Casebook: book, Reviewer: book, Examiner: book, Producers: coder.Producers(),
		Metrics: meter.Handler(), Version: c.Version, Hosts: c.Hosts, Log: c.Log,
	})
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("serve at %s: %w (choose another with --addr)", c.Addr, err)
	}
	// The pipeline ends before the store is closed, whatever ended the server.
	var working sync.WaitGroup
	ctx, cancel := context.WithCancel(ctx)
	defer func() { cancel(); working.Wait() }()
	runner := pipeline.NewRunner(store, flow...)
	note := logBatch(c.Log)
	runner.Observe = func(stage string, t pipeline.Tally) { meter.Batch(stage, t); note(stage, t) }
	working.Go(func() { background(ctx, runner, c.Log) })
	collector := newCollector(store, runner, c.Allow, c.Log)
	collector.Observe(meter.Collecting(collector.Queues))
	working.Go(func() { collecting(ctx, collector, c.Log) })
	working.Go(func() { retain(ctx, store, runner, c.Retention, c.Log) })
	fmt.Fprintf(c.Out, "Tocsin is at http://%s with the store %s. Press Ctrl-C to stop.\n", listener.Addr(), c.DB)
	return serve(ctx, listener, handler, c.Log)
}

// serve answers on listener until ctx ends.
func serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second,
		WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err := <-done:
		return fmt.Errorf("serve at %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	if err := server.Shutdown(stopping); err != nil {
		return fmt.Errorf("stop the server: %w", errors.Join(err, server.Close()))
	}
	return nil
}
