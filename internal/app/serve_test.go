package app_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/app"
)

// start serves on a free port and returns its address and a function that stops
// it and returns Serve's error.
func start(t *testing.T, db string) (url string, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, in := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- app.Serve(ctx, app.ServeConfig{
			Addr: "127.0.0.1:0", DB: db, Out: in, Log: slog.New(slog.DiscardHandler),
		})
		in.Close()
	}()
	said := make([]byte, 4096)
	n, _ := out.Read(said)
	url = regexp.MustCompile(`http://\S+`).FindString(string(said[:n]))
	if url == "" {
		cancel()
		t.Fatalf("no address in %q: %v", said[:n], <-done)
	}
	return url, func() error { cancel(); return <-done }
}

func get(t *testing.T, res *http.Response, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestServeCodesKeepsAndStops(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	url, stop := start(t, db)
	res, err := http.Post(url+"/api/code", "application/json",
		strings.NewReader(`{"text":"Blast in Kabul\n\nA bomb killed 12 people.","published":"2024-01-05","keep":true}`))
	if body := get(t, res, err); !strings.Contains(body, `"title":"Blast in Kabul"`) {
		t.Errorf("coded %s", body)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	url, stop = start(t, db)
	res, err = http.Get(url + "/api/articles?q=bomb")
	if body := get(t, res, err); !strings.Contains(body, `"total":1`) {
		t.Errorf("after a restart the search finds %s", body)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

func TestServeSaysWhatIsWrong(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	for name, c := range map[string]struct{ addr, db, want string }{
		"an address that is none": {"nowhere", db, "--addr"},
		"a store in no folder":    {"127.0.0.1:0", filepath.Join(db, "x", "y.db"), "folder"},
	} {
		t.Run(name, func(t *testing.T) {
			err := app.Serve(context.Background(), app.ServeConfig{
				Addr: c.addr, DB: c.db, Out: io.Discard, Log: slog.New(slog.DiscardHandler),
			})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q in it", err, c.want)
			}
		})
	}
}

// TestServePurgesWhatIsPastItsTime serves a store in which all is older than its
// time allows.
func TestServePurgesWhatIsPastItsTime(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	job := app.RunJob{Reading: app.Reading{Inputs: []string{"../../corpus/2014-03-04-islamabad-truce-daily.txtar"}, Jobs: 1}, DB: db, Out: io.Discard}
	if err := job.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- app.Serve(ctx, app.ServeConfig{
			Addr: "127.0.0.1:0", DB: db, Out: in, Log: slog.New(slog.NewTextHandler(&log, nil)),
			Retention: app.Retention{Articles: time.Nanosecond},
		})
		in.Close()
	}()
	if _, err := out.Read(make([]byte, 4096)); err != nil {
		t.Fatal(err)
	}
	store, err := app.OpenStore(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for counts := (tocsin.Counts{Articles: 1}); counts.Articles > 0; time.Sleep(10 * time.Millisecond) {
		if counts, err = store.Counts(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if !strings.Contains(log.String(), "purged what is past its time") {
		t.Errorf("the log does not say so: %s", log.String())
	}
}
