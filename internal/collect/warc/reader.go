// Package warc reads and writes web archives: WARC 1.0 and 1.1 (ISO 28500), plain
// or compressed record by record, as Common Crawl and archives ship them. Both
// ways are streams: one record is in memory at a time.
package warc

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"strings"
	"time"
)

// The bounds of a record.
const (
	// MaxBody is the most of a document in bytes; longer ones are passed over.
	MaxBody = 10 << 20
	// maxLine and maxLines bound the header of a record or an answer.
	maxLine, maxLines = 64 << 10, 1000
)

// ErrFormat is returned for what is no WARC file, or is one no longer.
var ErrFormat = errors.New("not a WARC file, or a damaged one")

// Record is one record's header; its content is read by [Reader.Response], or
// passed over by the next call to [Reader.Next].
type Record struct {
	// Type is response, resource, request, warcinfo, revisit, metadata or
	// conversion.
	Type string
	// URI is the address that was asked for, "" for records of the file itself.
	URI string
	// Date is when the record was made, zero where it does not tell.
	Date time.Time
	// MediaType is that of the content.
	MediaType string
	// Length is the content's, in bytes.
	Length int64
}

// Reader reads records one by one. It is not safe for concurrent use.
type Reader struct {
	r    *bufio.Reader
	in   source
	rest *io.LimitedReader // what is left of the record under way
}

// Place is a place between two records of a file, from which it can be read on.
type Place struct {
	// Offset is that of the bytes of the file, in a compressed one of the member in
	// which the next record begins; Skip is how many bytes of that member, as they
	// are decompressed, come before.
	Offset, Skip int64
}

// source yields the bytes of a file as they are decompressed, and knows from where
// on a byte can be had again.
type source interface {
	io.Reader
	// place returns where what follows begins, ahead bytes of which were not used.
	place(ahead int64) Place
}

// NewReader returns a reader of a file, compressed or not.
func NewReader(r io.Reader) (*Reader, error) { return newReader(r, 0) }

// Resume returns a reader of the records of a file from a place on that
// [Reader.Place] gave.
func Resume(r io.ReadSeeker, at Place) (*Reader, error) {
	if _, err := r.Seek(at.Offset, io.SeekStart); err != nil {
		return nil, err
	}
	reader, err := newReader(r, at.Offset)
	if err != nil {
		return nil, err
	}
	if _, err := io.CopyN(io.Discard, reader.r, at.Skip); err != nil {
		return nil, fmt.Errorf("%w: ends before the place where it was read to", ErrFormat)
	}
	return reader, nil
}

// newReader returns a reader of a file from an offset on.
func newReader(r io.Reader, offset int64) (*Reader, error) {
	in := &counter{r: bufio.NewReaderSize(r, bufferSize), n: offset}
	magic, err := in.r.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return &Reader{r: bufio.NewReaderSize(in, bufferSize), in: in}, nil
	}
	zr, err := newMembers(in)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return &Reader{r: bufio.NewReaderSize(zr, bufferSize), in: zr}, nil
}

// Place passes over what is left of the record under way and returns where the
// next one begins. An error of the file comes with the call of [Reader.Next].
func (r *Reader) Place() Place {
	if r.rest != nil {
		_, _ = io.Copy(io.Discard, r.rest)
	}
	return r.in.place(int64(r.r.Buffered()))
}

// Next goes to the next record. It returns io.EOF at the end of the file, and
// [ErrFormat] where there is no record in the place of one.
func (r *Reader) Next() (*Record, error) {
	if r.rest != nil {
		if _, err := io.Copy(io.Discard, r.rest); err != nil {
			return nil, damaged(err)
		}
		if r.rest.N > 0 {
			return nil, fmt.Errorf("%w: breaks off within a record", ErrFormat)
		}
		r.rest = nil
	}
	version, err := r.version()
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(version, "WARC/") {
		return nil, fmt.Errorf("%w: a record begins with %.20q", ErrFormat, version)
	}
	header, err := readHeader(r.r)
	if err != nil {
		return nil, err
	}
	return r.begin(header)
}

// version returns the first line of a record, after the blank ones that end the
// record before.
func (r *Reader) version() (string, error) {
	for range maxLines {
		line, err := readLine(r.r)
		if line != "" {
			return line, nil // an error will come again
		}
		if err != nil {
			return "", err
		}
	}
	return "", fmt.Errorf("%w: blank lines without end", ErrFormat)
}

func (r *Reader) begin(header textproto.MIMEHeader) (*Record, error) {
	n, err := strconv.ParseInt(strings.TrimSpace(header.Get("Content-Length")), 10, 64)
	if err != nil || n < 0 {
		return nil, fmt.Errorf("%w: a record of length %.20q", ErrFormat, header.Get("Content-Length"))
	}
	r.rest = &io.LimitedReader{R: r.r, N: n}
	rec := &Record{
		Type: strings.ToLower(header.Get("WARC-Type")), Length: n, MediaType: header.Get("Content-Type"),
		// Some writers put the address between angle brackets.
		URI: strings.Trim(header.Get("WARC-Target-URI"), "<> "),
	}
	if at, err := time.Parse(time.RFC3339, header.Get("WARC-Date")); err == nil {
		rec.Date = at.UTC()
	}
	return rec, nil
}

// damaged names the file's fault for an error of decompression.
func damaged(err error) error {
	var corrupt flate.CorruptInputError
	if errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.As(err, &corrupt) {
		return fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return err
}

// readLine returns a line without its end, and an error if there is none or it is
// too long.
func readLine(r *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > maxLine:
			return "", fmt.Errorf("%w: a line of more than %d bytes", ErrFormat, maxLine)
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (len(line) == 0 || !errors.Is(err, io.EOF)):
			return "", damaged(err)
		}
		return strings.TrimRight(string(line), "\r\n"), nil
	}
}

// readHeader reads header lines up to a blank one. A line that begins with a
// blank goes on with the one before; a line without a colon is passed over.
func readHeader(r *bufio.Reader) (textproto.MIMEHeader, error) {
	header := textproto.MIMEHeader{}
	last := ""
	for range maxLines {
		line, err := readLine(r)
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%w: breaks off within a header", ErrFormat)
		}
		if err != nil {
			return nil, err
		}
		if line == "" {
			return header, nil
		}
		if line[0] == ' ' || line[0] == '\t' {
			if values := header[last]; len(values) > 0 {
				values[len(values)-1] += " " + strings.TrimSpace(line)
			}
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		last = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(name))
		header[last] = append(header[last], strings.TrimSpace(value))
	}
	return nil, fmt.Errorf("%w: a header of more than %d lines", ErrFormat, maxLines)
}
