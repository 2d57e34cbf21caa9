package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http/httputil"
	"net/textproto"
	"strconv"
	"strings"
)

// Response is what a server answered.
type Response struct {
	// Status is that of HTTP, 200 for a resource without one.
	Status int
	// Header is by canonical names.
	Header textproto.MIMEHeader
	// Body is decoded: neither chunked nor compressed.
	Body []byte
}

// ErrTooLarge is returned for a document of more than [MaxBody] bytes.
var ErrTooLarge = errors.New("too large")

// errEncoded is returned for a body in an encoding that is not known.
var errEncoded = errors.New("compressed in a way that is not read")

// Response reads the content of the record that [Reader.Next] returned last: an
// answer of HTTP, or a resource as it is. Any error leaves the reader fit for the
// next record.
func (r *Reader) Response(rec *Record) (Response, error) {
	resp, err := r.response(rec)
	if errors.Is(err, io.EOF) {
		err = errors.New("empty") // the record ends, not the file
	}
	return resp, err
}

func (r *Reader) response(rec *Record) (Response, error) {
	body := bufio.NewReader(r.rest)
	resp := Response{Status: 200, Header: textproto.MIMEHeader{}}
	if rec.Type == "resource" {
		resp.Header.Set("Content-Type", rec.MediaType)
	} else {
		status, err := readLine(body)
		if err != nil {
			return Response{}, err
		}
		if resp.Status, err = parseStatus(status); err != nil {
			return Response{}, err
		}
		if resp.Header, err = readHeader(body); err != nil {
			return Response{}, err
		}
	}
	raw, err := readBody(body)
	if err == nil && r.rest.N > 0 {
		err = errors.New("breaks off")
	}
	if err != nil {
		return Response{}, err
	}
	resp.Body, err = decode(raw, resp.Header)
	return resp, err
}

func parseStatus(line string) (int, error) {
	proto, rest, _ := strings.Cut(line, " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, err := strconv.Atoi(code)
	if !strings.HasPrefix(proto, "HTTP/") || err != nil || n < 100 || n > 999 {
		return 0, errors.New("not an answer of HTTP")
	}
	return n, nil
}

// readBody reads at most MaxBody bytes.
func readBody(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxBody+1))
	if err == nil && len(b) > MaxBody {
		err = ErrTooLarge
	}
	if err != nil {
		return nil, err
	}
	return b, nil
}

// decode undoes the encodings that the header names, where the body has them:
// crawlers often undo them and leave the header as it was.
func decode(body []byte, header textproto.MIMEHeader) ([]byte, error) {
	if strings.Contains(strings.ToLower(header.Get("Transfer-Encoding")), "chunked") {
		plain, err := readBody(httputil.NewChunkedReader(bytes.NewReader(body)))
		switch {
		case errors.Is(err, ErrTooLarge):
			return nil, err
		case err == nil && len(plain) > 0:
			body = plain
		}
	}
	switch coding := strings.ToLower(strings.TrimSpace(header.Get("Content-Encoding"))); coding {
	case "gzip", "x-gzip":
		return inflate(body, []byte{0x1f, 0x8b}, func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) })
	case "deflate":
		return inflate(body, []byte{0x78}, func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) })
	case "br", "zstd", "compress":
		if bytes.IndexByte(body[:min(len(body), 512)], 0) >= 0 {
			return nil, errEncoded
		}
	}
	return body, nil
}

// inflate decompresses a body that begins with magic. Of one that breaks off, what
// came stands.
func inflate(body, magic []byte, open func(io.Reader) (io.Reader, error)) ([]byte, error) {
	if !bytes.HasPrefix(body, magic) {
		return body, nil
	}
	zr, err := open(bytes.NewReader(body))
	if err != nil {
		return nil, errEncoded
	}
	var out bytes.Buffer
	n, err := out.ReadFrom(io.LimitReader(zr, MaxBody+1))
	switch {
	case n > MaxBody:
		return nil, ErrTooLarge
	case err != nil && n == 0:
		return nil, errEncoded
	}
	return out.Bytes(), nil
}
