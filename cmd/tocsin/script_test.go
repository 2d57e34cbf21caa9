package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tocsin": main})
}

// TestScripts runs the sessions in testdata/script. Beside the usual commands
// they have:
//
//	bytes FILE STRING...   write Go-quoted strings, for what a text file cannot hold
//	repeat FILE N TEXT     write TEXT, Go-quoted, N times
//	asked                  wait until somebody asks the site for /silent
//	status N COMMAND...    run a command and want its exit code
//	first-word NAME FILE   set a variable to the first word of a file's second line
//	telling-word NAME FILE set it to the ID after the first word "telling"
//	bundle FILE            write a small model bundle
//
// $SITE is a web server on this machine, $SITE_ADDR its address; $TINY is a small
// model bundle, $LOGITS what its training would write for "tocsin model check".
func TestScripts(t *testing.T) {
	asked := make(chan struct{}, 1)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/silent" {
			asked <- struct{}{}
			<-r.Context().Done()
			return
		}
		serveSite(w, r)
	}))
	t.Cleanup(site.Close) // the sessions run beside one another, after this function
	models, err := filepath.Abs("../../internal/neural/testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("SITE", site.URL)
			env.Setenv("TINY", filepath.Join(models, "tiny.tocsin"))
			env.Setenv("LOGITS", filepath.Join(models, "logits.json"))
			env.Setenv("SITE_ADDR", site.Listener.Addr().String())
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"first-word": firstWord, "telling-word": tellingWord,
			"bytes": writeBytes, "repeat": writeRepeated, "status": wantStatus,
			"bundle": writeBundle,
			"asked": func(ts *testscript.TestScript, _ bool, _ []string) {
				select {
				case <-asked:
				case <-time.After(20 * time.Second):
					ts.Fatalf("nobody asked for /silent")
				}
			},
		},
	})
}

// serveSite answers as good and bad sites do.
func serveSite(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/news/attack.html":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<html><head><title>Blast in Kabul</title><meta property="article:published_time" content="2024-01-05"></head>`+
			`<body><article><p>A bomb exploded in Kabul on Thursday, killing 12 people, police said.</p></article></body></html>`)
	case "/feed.xml":
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Test Wire</title><language>en</language><ttl>60</ttl>`+
			`<item><title>Blast in Kabul</title><link>/news/attack.html</link><pubDate>Fri, 05 Jan 2024 12:00:00 GMT</pubDate></item>`+
			`<item><title>Not for programs</title><link>/private/secret.html</link></item></channel></rss>`)
	case "/front.html":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>`)
	case "/robots.txt":
		fmt.Fprint(w, "User-agent: *\nDisallow: /private/\n")
	case "/away":
		http.Redirect(w, r, "http://10.0.0.1/secret", http.StatusFound)
	case "/endless":
		for r.Context().Err() == nil {
			fmt.Fprint(w, "<p>A bomb exploded.</p>")
			w.(http.Flusher).Flush()
		}
	default:
		http.NotFound(w, r)
	}
}

func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: bytes FILE STRING...")
	}
	var buf bytes.Buffer
	for _, a := range args[1:] {
		buf.WriteString(unquote(ts, a))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), buf.Bytes(), 0o666))
}

func writeRepeated(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: repeat FILE N TEXT")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(unquote(ts, args[2]), n)), 0o666))
}

func unquote(ts *testscript.TestScript, s string) string {
	out, err := strconv.Unquote(`"` + s + `"`)
	ts.Check(err)
	return out
}

func wantStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND...")
	}
	err, want, got := ts.Exec(args[1], args[2:]...), args[0], "0"
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = strconv.Itoa(exit.ExitCode())
	}
	if got != want {
		ts.Fatalf("exit code %s, want %s", got, want)
	}
}

func firstWord(ts *testscript.TestScript, neg bool, args []string) {
	lines := strings.Split(ts.ReadFile(args[1]), "\n")
	if neg || len(lines) < 2 {
		ts.Fatalf("usage: first-word NAME FILE, a file of two lines or more")
	}
	ts.Setenv(args[0], strings.Fields(lines[1])[0])
}

func tellingWord(ts *testscript.TestScript, neg bool, args []string) {
	_, after, found := strings.Cut(ts.ReadFile(args[1]), "  telling ")
	if neg || !found {
		ts.Fatalf("usage: telling-word NAME FILE, a file that names a telling")
	}
	ts.Setenv(args[0], strings.Fields(after)[0])
}
