package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

const (
	magic      = "TOCSINMB"
	fixed      = len(magic) + 8 // magic, format, header length
	alignment  = 64
	headerMost = 16 << 20
	piecesMost = 1 << 20
)

// Parse opens the bundle that raw holds, from its first byte to its last. It
// keeps raw, which must not change afterwards. Errors wrap ErrForeign,
// ErrFormat, ErrTruncated, ErrDamaged or ErrInvalid.
func Parse(raw []byte) (*Bundle, error) {
	head, rest, err := cut(raw)
	if err != nil {
		return nil, err
	}
	b := &Bundle{}
	dec := json.NewDecoder(bytes.NewReader(head))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&b.Header); err != nil {
		return nil, fmt.Errorf("%w: its header cannot be read: %v", ErrInvalid, err)
	}
	at, err := b.Header.layout(len(raw)-len(rest), len(raw))
	if err != nil {
		return nil, err
	}
	end := at + b.Header.DataBytes
	copy(b.Hash[:], raw[end:])
	if sha256.Sum256(raw[:end]) != b.Hash {
		return nil, fmt.Errorf("%w: its SHA-256 is not the one at its end; fetch or build it anew", ErrDamaged)
	}
	b.data = raw[at:end:end]
	if b.Pieces, err = b.Header.pieces(rest[:b.Header.Vocabulary.Bytes]); err != nil {
		return nil, err
	}
	if err := b.Header.check(); err != nil {
		return nil, err
	}
	return b, nil
}

// cut returns the header and what follows it.
func cut(raw []byte) (head, rest []byte, err error) {
	if len(raw) == 0 {
		return nil, nil, fmt.Errorf("%w: it is empty", ErrForeign)
	}
	if n := min(len(raw), len(magic)); string(raw[:n]) != magic[:n] {
		return nil, nil, fmt.Errorf("%w: it does not begin with %s", ErrForeign, magic)
	}
	if len(raw) < fixed {
		return nil, nil, fmt.Errorf("%w: it has %d bytes", ErrTruncated, len(raw))
	}
	format := binary.LittleEndian.Uint32(raw[len(magic):])
	switch {
	case format < Format:
		return nil, nil, fmt.Errorf("%w: it is older, format %d, and this program reads format %d; export it anew", ErrFormat, format, Format)
	case format > Format:
		return nil, nil, fmt.Errorf("%w: it is newer, format %d, and this program reads format %d; take a newer tocsin", ErrFormat, format, Format)
	}
	n := int(binary.LittleEndian.Uint32(raw[len(magic)+4:]))
	if n > headerMost {
		return nil, nil, fmt.Errorf("%w: a header of %d bytes", ErrInvalid, n)
	}
	if len(raw) < fixed+n {
		return nil, nil, fmt.Errorf("%w: it has %d bytes and a header of %d", ErrTruncated, len(raw), n)
	}
	return raw[fixed : fixed+n], raw[fixed+n:], nil
}

// layout returns where the data begin in a file of size bytes whose vocabulary
// begins at vocabulary, or says why that cannot be the file.
func (h *Header) layout(vocabulary, size int) (int, error) {
	if h.Vocabulary.Bytes < 0 || h.DataBytes < 0 || h.Vocabulary.Bytes > 1<<32 || h.DataBytes > 1<<40 {
		return 0, fmt.Errorf("%w: a vocabulary of %d and data of %d bytes", ErrInvalid, h.Vocabulary.Bytes, h.DataBytes)
	}
	at := align(vocabulary + h.Vocabulary.Bytes)
	want := at + h.DataBytes + sha256.Size
	switch {
	case size < want:
		return 0, fmt.Errorf("%w: it has %d of %d bytes; fetch or build it anew", ErrTruncated, size, want)
	case size > want:
		return 0, fmt.Errorf("%w: %d bytes follow its end", ErrDamaged, size-want)
	}
	return at, nil
}

func align(n int) int { return (n + alignment - 1) / alignment * alignment }

func (h *Header) pieces(raw []byte) ([]string, error) {
	if h.Vocabulary.Pieces <= 0 || h.Vocabulary.Pieces > piecesMost {
		return nil, fmt.Errorf("%w: a vocabulary of %d pieces", ErrInvalid, h.Vocabulary.Pieces)
	}
	if !utf8.Valid(raw) || !bytes.HasSuffix(raw, []byte("\n")) {
		return nil, fmt.Errorf("%w: its vocabulary is not lines of UTF-8", ErrInvalid)
	}
	pieces := strings.Split(string(raw[:len(raw)-1]), "\n")
	if len(pieces) != h.Vocabulary.Pieces {
		return nil, fmt.Errorf("%w: its vocabulary has %d lines, its header says %d", ErrInvalid, len(pieces), h.Vocabulary.Pieces)
	}
	return pieces, nil
}
