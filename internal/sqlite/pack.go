package sqlite

import (
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// packer compresses bodies. It is safe for concurrent use.
type packer struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

// maxBody bounds what a damaged body can unfold to, in bytes.
const maxBody = 256 << 20

// window is how far back the compressor looks: longer than nearly every page, and
// a quarter of the memory that it would take by default.
const window = 1 << 20

func newPacker() (packer, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(window))
	if err != nil {
		return packer{}, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxBody))
	return packer{enc, dec}, err
}

// pack returns b compressed, or as it is where that is no longer.
func (p packer) pack(b []byte) (coding string, data []byte) {
	if packed := p.enc.EncodeAll(b, nil); len(packed) < len(b) {
		return "zstd", packed
	}
	if b == nil {
		b = []byte{} // NULL is not allowed
	}
	return "", b
}

// unpack undoes pack; size is that of the result, in bytes.
func (p packer) unpack(coding string, data []byte, size int64) ([]byte, error) {
	switch coding {
	case "":
		return data, nil
	case "zstd":
		return p.dec.DecodeAll(data, make([]byte, 0, size))
	}
	return nil, fmt.Errorf("compression %q is not known", coding)
}
