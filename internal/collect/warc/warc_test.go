package warc_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tocsin"
	"tocsin/internal/collect/warc"
)

// record is a record of a type with its header lines, each ending with \n.
func record(version, head, content string) string {
	lines := version + "\n" + head + fmt.Sprintf("Content-Length: %d\n\n", len(content))
	return strings.ReplaceAll(lines, "\n", "\r\n") + content + "\r\n\r\n"
}

// response is a record of a page.
func response(uri, head, body string) string {
	return record("WARC/1.0", "WARC-Type: response\nWARC-Target-URI: "+uri+
		"\nWARC-Date: 2024-01-05T12:00:00Z\nContent-Type: application/http; msgtype=response\n",
		strings.ReplaceAll("HTTP/1.1 200 OK\n"+head+"\n", "\n", "\r\n")+body)
}

func zipped(parts ...string) string {
	var out bytes.Buffer
	for _, p := range parts {
		zw := gzip.NewWriter(&out)
		io.WriteString(zw, p)
		zw.Close()
	}
	return out.String()
}

// all returns one line for each record, and the error that ended it, if any.
func all(file string) []string {
	r, err := warc.NewReader(strings.NewReader(file))
	if err != nil {
		return []string{"! " + err.Error()}
	}
	return rest(r)
}

func rest(r *warc.Reader) []string {
	var out []string
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			return append(out, "! "+err.Error())
		}
		line := rec.Type + " " + rec.URI
		if rec.Type == "response" || rec.Type == "resource" {
			resp, err := r.Response(rec)
			line += fmt.Sprintf(" %d %q", resp.Status, resp.Body)
			if err != nil {
				line = rec.Type + " " + rec.URI + " failed: " + err.Error()
			}
		}
		out = append(out, line)
	}
}

func TestReaderTakesWhatArchivesAre(t *testing.T) {
	info := record("WARC/1.0", "WARC-Type: warcinfo\n", "software: x\r\n")
	request := record("WARC/1.0", "WARC-Type: request\nWARC-Target-URI: https://example.org/1\n", "GET / HTTP/1.1\r\n\r\n")
	one := response("https://example.org/1", "Content-Type: text/html\n", "<p>A bomb exploded.")
	good := `response https://example.org/1 200 "<p>A bomb exploded."`
	for _, tc := range []struct{ what, file, want string }{
		{"one file, not compressed", info + request + one, "warcinfo \nrequest https://example.org/1\n" + good},
		{"a member for each record", zipped(info, request, one), "warcinfo \nrequest https://example.org/1\n" + good},
		{"one member for all", zipped(info + one), "warcinfo \n" + good},
		{"nothing", "", ""},
		{"bare line ends, with the length of full ones", strings.TrimRight(strings.ReplaceAll(one, "\r\n", "\n"), "\n"), "response https://example.org/1 failed: breaks off\n! not a WARC file, or a damaged one: breaks off within a record"},
		{"bare line ends", strings.Replace(strings.ReplaceAll(one, "\r\n", "\n"), "Length: 63", "Length: 60", 1), good},
		{"no blank lines between", strings.TrimSuffix(one, "\r\n\r\n") + one, good + "\n" + good},
		{"an address between brackets", strings.Replace(one, "https://example.org/1", "<https://example.org/1>", 1), good},
		{"version 1.1 and names in small letters", strings.NewReplacer("WARC/1.0", "WARC/1.1", "WARC-Type", "warc-type").Replace(one), good},
		{"a header line that goes on", strings.Replace(one, "WARC-Date", "X-Note: a\r\n b\r\nWARC-Date", 1), good},
		{"a resource", record("WARC/1.1", "WARC-Type: resource\nWARC-Target-URI: file:///a.txt\nContent-Type: text/plain\n", "A bomb."), `resource file:///a.txt 200 "A bomb."`},
		{"chunks", response("https://example.org/1", "Transfer-Encoding: chunked\n", "3\r\n<p>\r\n10\r\nA bomb exploded.\r\n0\r\n\r\n"), good},
		{"chunks that were undone, and still named", response("https://example.org/1", "Transfer-Encoding: chunked\n", "<p>A bomb exploded."), good},
		{"a compressed body", response("https://example.org/1", "Content-Encoding: gzip\n", zipped("<p>A bomb exploded.")), good},
		{"one that was undone, and still named", response("https://example.org/1", "Content-Encoding: gzip\n", "<p>A bomb exploded."), good},
		{"an encoding that is not known", response("https://example.org/1", "Content-Encoding: br\n", "\x00\x01\x02"), "response https://example.org/1 failed: compressed in a way that is not read"},
		{"no answer of HTTP", record("WARC/1.0", "WARC-Type: response\nWARC-Target-URI: dns:example.org\n", "20240105 127.0.0.1") + one, "response dns:example.org failed: not an answer of HTTP\n" + good},
		{"an empty answer", record("WARC/1.0", "WARC-Type: response\nWARC-Target-URI: https://example.org/0\n", "") + one, "response https://example.org/0 failed: empty\n" + good},
		{"a body past the bound", response("https://example.org/0", "", strings.Repeat("x", warc.MaxBody+1)) + one, "response https://example.org/0 failed: too large\n" + good},
		{"a bomb in a body", response("https://example.org/0", "Content-Encoding: gzip\n", zipped(strings.Repeat("x", warc.MaxBody+1))) + one, "response https://example.org/0 failed: too large\n" + good},
		{"broken off", one + one[:len(one)-12], good + "\nresponse https://example.org/1 failed: breaks off\n! not a WARC file, or a damaged one: breaks off within a record"},
		{"broken off, compressed", zipped(one) + zipped(one)[:40], good + "\n! not a WARC file, or a damaged one: unexpected EOF"},
		{"a page", "<html>", `! not a WARC file, or a damaged one: a record begins with "<html>"`},
		{"a length that is none", strings.Replace(one, "Content-Length: ", "Content-Length: x", 1), `! not a WARC file, or a damaged one: a record of length "x`},
	} {
		if got := strings.Join(all(tc.file), "\n"); got != tc.want && (!strings.HasPrefix(tc.want, "! ") || !strings.HasPrefix(got, tc.want)) {
			t.Errorf("%s: got\n%.300s\nwant\n%s", tc.what, got, tc.want)
		}
	}
}

// What is written is read as it was.
func TestWriterAndReaderAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := tocsin.Document{
			URL: "https://example.org/" + rapid.StringMatching(`[a-z0-9/?=&]{0,20}`).Draw(t, "path"), Type: "text/html",
			Body:    rapid.SliceOf(rapid.Byte()).Draw(t, "body"),
			Fetched: time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "time")).UTC(),
			Header: map[string][]string{
				"Content-Type": {"text/html"}, "Set-Cookie": {"a", "b"}, "Content-Encoding": {"gzip"},
				"X": {rapid.StringMatching(`[ -~]{0,20}`).Draw(t, "header") + "\r\nWARC-Type: request"},
			},
		}
		var file bytes.Buffer
		w := warc.NewWriter(&file)
		if err := errors.Join(w.Info("Tocsin", doc.Fetched), w.Document(doc), w.Document(tocsin.Document{Body: doc.Body})); err != nil {
			t.Fatal(err)
		}
		r, err := warc.NewReader(&file)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []string{"warcinfo", "response", "resource"} {
			rec, err := r.Next()
			if err != nil || rec.Type != want {
				t.Fatalf("record %d is %+v, %v", i, rec, err)
			}
			if want == "warcinfo" {
				continue
			}
			resp, err := r.Response(rec)
			if err != nil || !bytes.Equal(resp.Body, doc.Body) {
				t.Errorf("body %q, %v, want %q", resp.Body, err, doc.Body)
			}
			if want == "response" && (rec.URI != doc.URL || !rec.Date.Equal(doc.Fetched) ||
				!reflect.DeepEqual(resp.Header["Set-Cookie"], []string{"a", "b"}) || resp.Header.Get("Content-Encoding") != "") {
				t.Errorf("got %+v, %+v", rec, resp)
			}
		}
		if _, err := r.Next(); !errors.Is(err, io.EOF) {
			t.Errorf("at the end: %v", err)
		}
	})
}

// A file can be read on from between any two of its records, wherever its members
// begin.
func TestReadingGoesOnWhereItStopped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var parts []string
		for i := range rapid.IntRange(1, 12).Draw(t, "records") {
			body := strings.Repeat("x", rapid.SampledFrom([]int{0, 1, 100, 70_000, 200_000}).Draw(t, "size"))
			rec := response(fmt.Sprintf("https://example.org/%d", i), "", body)
			switch rapid.IntRange(0, 3).Draw(t, "split") {
			case 0: // in one member with the record before
				if len(parts) > 0 {
					parts[len(parts)-1] += rec
					continue
				}
			case 1: // a member that ends within a record
				cut := rapid.IntRange(0, len(rec)).Draw(t, "cut")
				parts = append(parts, rec[:cut])
				rec = rec[cut:]
			case 2:
				parts = append(parts, "")
			}
			parts = append(parts, rec)
		}
		file := strings.Join(parts, "")
		if rapid.Bool().Draw(t, "compressed") {
			file = zipped(parts...)
		}
		want := all(file)
		r, err := warc.NewReader(strings.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; ; n++ {
			on, err := warc.Resume(strings.NewReader(file), r.Place())
			if err != nil {
				t.Fatalf("before record %d: %v", n, err)
			}
			if got := rest(on); !slices.Equal(got, want[n:]) {
				t.Fatalf("before record %d: got %.200q, want %.200q", n, got, want[n:])
			}
			if rec, err := r.Next(); err != nil {
				break
			} else if rapid.Bool().Draw(t, "read") {
				r.Response(rec)
			}
		}
	})
}

// FuzzReader: whatever the bytes, reading ends, and no body is past its bound.
func FuzzReader(f *testing.F) {
	one := response("https://example.org/1", "Transfer-Encoding: chunked\n", "3\r\n<p>\r\n0\r\n\r\n")
	for _, seed := range []string{"", one, zipped(one, one), one[:50], "WARC/1.0\r\n\r\n", one + "\x1f\x8b"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := warc.NewReader(bytes.NewReader(b))
		for n := 0; err == nil; n++ {
			var rec *warc.Record
			if rec, err = r.Next(); err != nil {
				break
			}
			if resp, rerr := r.Response(rec); rerr == nil && len(resp.Body) > warc.MaxBody {
				t.Fatalf("a body of %d bytes", len(resp.Body))
			}
			if n > len(b) {
				t.Fatal("more records than bytes")
			}
		}
	})
}

func BenchmarkReader(b *testing.B) {
	var file bytes.Buffer
	w := warc.NewWriter(&file)
	for i := range 200 {
		doc := tocsin.Document{URL: fmt.Sprint("https://example.org/", i), Body: bytes.Repeat([]byte("<p>A bomb exploded in a market.</p>\n"), 1000)}
		if err := w.Document(doc); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(200 * 36_000)
	for b.Loop() {
		if got := len(all(file.String())); got != 200 {
			b.Fatal(got)
		}
	}
}
