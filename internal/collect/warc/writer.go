package warc

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"net/textproto"
	"slices"
	"strings"
	"time"

	"tocsin"
)

// Writer writes records, each compressed as a member of its own. It is not safe
// for concurrent use.
type Writer struct{ w io.Writer }

// NewWriter returns a writer of a .warc.gz file to w.
func NewWriter(w io.Writer) *Writer { return &Writer{w} }

// Info writes the record that says what the file is and by what it was made.
// Every file should begin with it.
func (w *Writer) Info(software string, at time.Time) error {
	body := fmt.Appendf(nil, "software: %s\r\nformat: WARC File Format 1.1\r\n", oneLine(software))
	return w.record(fields{{"WARC-Type", "warcinfo"}, {"Content-Type", "application/warc-fields"}}, at, body, body)
}

// Document writes a document: as the answer of its server, or as a resource where
// it came from none. The body stands decoded, so the header lines that told of its
// encoding carry the prefix X-Archive-Orig.
func (w *Writer) Document(doc tocsin.Document) error {
	if doc.URL == "" {
		return w.record(fields{
			{"WARC-Type", "resource"}, {"WARC-Target-URI", "urn:sha256:" + digest(doc.Body)},
			{"Content-Type", oneLine(doc.Type)},
		}, doc.Fetched, doc.Body, doc.Body)
	}
	var answer bytes.Buffer
	answer.WriteString("HTTP/1.1 200 OK\r\n")
	for _, name := range sortedKeys(doc.Header) {
		for _, value := range doc.Header[name] {
			fmt.Fprintf(&answer, "%s: %s\r\n", headerName(name), oneLine(value))
		}
	}
	fmt.Fprintf(&answer, "Content-Length: %d\r\n\r\n", len(doc.Body))
	answer.Write(doc.Body)
	return w.record(fields{
		{"WARC-Type", "response"}, {"WARC-Target-URI", oneLine(doc.URL)},
		{"Content-Type", "application/http; msgtype=response"},
	}, doc.Fetched, doc.Body, answer.Bytes())
}

// headerName renames what is no longer true of a decoded body.
func headerName(name string) string {
	name = textproto.CanonicalMIMEHeaderKey(oneLine(name))
	if slices.Contains([]string{"Content-Length", "Content-Encoding", "Transfer-Encoding"}, name) {
		return "X-Archive-Orig-" + name
	}
	return name
}

// fields are header lines in their order.
type fields [][2]string

// record writes one record. Its ID is made of what it holds, so that the same
// export is the same file.
func (w *Writer) record(head fields, at time.Time, payload, content []byte) error {
	date := at.UTC().Format("2006-01-02T15:04:05.000Z")
	sum := sha256.Sum256(slices.Concat([]byte(date), []byte(fmt.Sprint(head)), content))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80 // a UUID of version 8: its maker's own
	head = append(head,
		[2]string{"WARC-Record-ID", fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])},
		[2]string{"WARC-Date", date}, [2]string{"WARC-Payload-Digest", "sha256:" + digest(payload)},
		[2]string{"Content-Length", fmt.Sprint(len(content))})
	zw := gzip.NewWriter(w.w)
	var lines strings.Builder
	lines.WriteString("WARC/1.1\r\n")
	for _, f := range head {
		if f[1] != "" {
			lines.WriteString(f[0] + ": " + f[1] + "\r\n")
		}
	}
	for _, part := range [][]byte{[]byte(lines.String() + "\r\n"), content, []byte("\r\n\r\n")} {
		if _, err := zw.Write(part); err != nil {
			return fmt.Errorf("write a record: %w", err)
		}
	}
	if err := zw.Close(); err != nil {
		return fmt.Errorf("write a record: %w", err)
	}
	return nil
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:])
}

// oneLine keeps a value from becoming a header line of its own.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func sortedKeys(m map[string][]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
