package collect

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"tocsin"
)

// lineReader parts a stream into lines, one in memory at a time.
type lineReader struct {
	r *bufio.Reader
	// raw is the last line read, with its end.
	raw []byte
	// pending is a line put back.
	pending []byte
}

func newLineReader(r io.Reader) *lineReader {
	return &lineReader{r: bufio.NewReaderSize(r, 64<<10)}
}

var errLineTooLong = tooLarge("one line", MaxBytes)

// next returns the next line without its end and the spaces around it; the
// bytes stay valid. The last line may come without an end. It returns
// errLineTooLong for a line past MaxBytes, which is passed over, and io.EOF at
// the end of the stream.
func (l *lineReader) next() ([]byte, error) {
	if line := l.pending; line != nil {
		l.pending = nil
		return line, nil
	}
	l.raw = nil
	for {
		part, err := l.r.ReadSlice('\n')
		if len(l.raw) <= MaxBytes {
			l.raw = append(l.raw, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (len(l.raw) == 0 || !errors.Is(err, io.EOF)):
			return nil, err
		case len(l.raw) > MaxBytes:
			return nil, errLineTooLong
		}
		return bytes.TrimSpace(l.raw), nil
	}
}

// unread puts a line back.
func (l *lineReader) unread(line []byte) { l.pending = line }

// each yields one input for each line that is not blank, and reports whether
// more inputs are wanted.
func (l *lineReader) each(name, base string, yield func(Input) bool) bool {
	found := false
	for n := 1; ; n++ {
		line, err := l.next()
		at := fmt.Sprintf("%s:%d", name, n)
		more := true
		switch {
		case errors.Is(err, io.EOF):
			return found || yield(failed(name, errors.New("empty; want one JSON article a line")))
		case errors.Is(err, errLineTooLong):
			more = yield(failed(at, err))
		case err != nil:
			return yield(failed(at, fileError(err)))
		case len(line) > 0:
			in := Input{Name: at, Size: int64(len(l.raw))}
			more = yield(loaded(in, tocsin.Document{
				ID: fmt.Sprintf("%s-%d", base, n), Type: "application/json", Body: line,
			}))
		default:
			continue
		}
		found = true
		if !more {
			return false
		}
	}
}
