package warc

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// bufferSize is the size in bytes of what is read ahead.
const bufferSize = 64 << 10

// counter counts the bytes that are read of a file. It is an [io.ByteReader], of
// which decompression takes no more than it needs.
type counter struct {
	r *bufio.Reader
	n int64
}

// Read reads and counts.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// ReadByte reads and counts one byte.
func (c *counter) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

func (c *counter) place(ahead int64) Place { return Place{Offset: c.n - ahead} }

// A file that grows beyond both when it is decompressed is made to exhaust its
// reader: archives of pages grow 4 to 10 times.
const (
	soberBytes  = 1 << 30
	soberGrowth = 100
)

// members decompresses a file member by member, each of them mostly one record.
type members struct {
	in    *counter
	start int64 // where in the file decompression began
	zr    *gzip.Reader
	out   int64
	// begun are the members that hold what was handed out last, in their order.
	begun []member
}

// member is where a member begins, in the file and in what is decompressed.
type member struct{ in, out int64 }

func newMembers(in *counter) (*members, error) {
	m := &members{in: in, start: in.n, begun: []member{{in.n, 0}}}
	var err error
	if m.zr, err = gzip.NewReader(in); err != nil {
		return nil, err
	}
	m.zr.Multistream(false)
	return m, nil
}

// Read reads, or returns ErrFormat for a file that grows too much.
func (m *members) Read(p []byte) (int, error) {
	if m.out > soberBytes && m.out/soberGrowth > m.in.n-m.start {
		return 0, fmt.Errorf("%w: grows more than %d times when it is decompressed", ErrFormat, soberGrowth)
	}
	n, err := m.zr.Read(p)
	m.out += int64(n)
	if errors.Is(err, io.EOF) {
		err = m.next()
	}
	return n, err
}

// next goes to the next member; it returns io.EOF after the last.
func (m *members) next() error {
	at := member{m.in.n, m.out}
	if err := m.zr.Reset(m.in); err != nil {
		return err
	}
	m.zr.Multistream(false)
	m.pass(at.out)
	if last := &m.begun[len(m.begun)-1]; last.out == at.out {
		*last = at // that one was empty
		return nil
	}
	m.begun = append(m.begun, at)
	return nil
}

// pass forgets the members that end by at, in what is decompressed, less what a
// reader may have ahead.
func (m *members) pass(at int64) {
	for len(m.begun) > 1 && m.begun[1].out <= at-bufferSize {
		m.begun = m.begun[1:]
	}
}

func (m *members) place(ahead int64) Place {
	at := m.out - ahead
	m.pass(at + bufferSize)
	return Place{m.begun[0].in, at - m.begun[0].out}
}
