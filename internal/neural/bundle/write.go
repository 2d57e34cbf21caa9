package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
)

// Draft is a bundle to be written. Of Header, the vocabulary, the table of
// tensors and the bytes of data are filled in.
type Draft struct {
	Header  Header
	Pieces  []string
	Tensors []Named
}

// Named is a tensor with its name.
type Named struct {
	Name string
	Tensor
}

// Write writes the bundle, after the same checks that Parse makes; it writes
// nothing where they fail. The same draft gives the same bytes.
func (d *Draft) Write(w io.Writer) error {
	raw, err := d.encode()
	if err != nil {
		return fmt.Errorf("write model bundle %s: %w", d.Header.Name, err)
	}
	if _, err := Parse(raw); err != nil {
		return fmt.Errorf("write model bundle %s: %w", d.Header.Name, err)
	}
	_, err = w.Write(raw)
	return err
}

func (d *Draft) encode() ([]byte, error) {
	var data bytes.Buffer
	h := d.Header
	h.Tensors = nil
	for _, t := range d.Tensors {
		pad(&data)
		e := Entry{Name: t.Name, Type: Float32, Shape: t.Shape, Offset: data.Len()}
		if t.Bytes != nil {
			e.Type = Int8
		}
		t.append(&data)
		e.Bytes = data.Len() - e.Offset
		h.Tensors = append(h.Tensors, e)
	}
	h.DataBytes = data.Len()
	vocabulary := strings.Join(d.Pieces, "\n") + "\n"
	h.Vocabulary = Vocabulary{Pieces: len(d.Pieces), Bytes: len(vocabulary)}
	head, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.WriteString(magic)
	out.Write(binary.LittleEndian.AppendUint32(nil, Format))
	out.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(head))))
	out.Write(head)
	out.WriteString(vocabulary)
	pad(&out)
	out.Write(data.Bytes())
	sum := sha256.Sum256(out.Bytes())
	out.Write(sum[:])
	return out.Bytes(), nil
}

func pad(b *bytes.Buffer) { b.Write(make([]byte, align(b.Len())-b.Len())) }

// append writes the tensor's scales, floats and bytes, of which it has those of
// its type.
func (t Tensor) append(b *bytes.Buffer) {
	for _, list := range [][]float32{t.Scales, t.Floats} {
		raw := make([]byte, 0, 4*len(list))
		for _, v := range list {
			raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
		}
		b.Write(raw)
	}
	raw := make([]byte, len(t.Bytes))
	for i, v := range t.Bytes {
		raw[i] = byte(v)
	}
	b.Write(raw)
}
