package read

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"tocsin/internal/text/encoding"
)

// refuse reports an error for bytes that are no text.
func refuse(body []byte) error {
	if len(bytes.TrimSpace(body)) == 0 {
		return errEmpty
	}
	if _, wide := encoding.Wide(body); wide {
		return nil
	}
	kind, _, _ := strings.Cut(http.DetectContentType(body), ";")
	switch {
	case kind == "application/pdf":
		return errors.New("a PDF; save its text as .txt and give that")
	case strings.Contains(kind, "zip") || strings.Contains(kind, "rar"):
		return errors.New("a compressed archive; unpack it and give the folder")
	case strings.HasPrefix(kind, "image/") || strings.HasPrefix(kind, "audio/") || strings.HasPrefix(kind, "video/"):
		return fmt.Errorf("not text but %s; give the article's text", kind)
	case binary(body):
		return errors.New("binary data, not text; give plain text, HTML or JSON")
	}
	return nil
}

// binary reports whether the first 64 KiB hold a zero byte, or more than one
// control character in a hundred bytes.
func binary(body []byte) bool {
	head := body[:min(len(body), 64<<10)]
	controls := 0
	for _, b := range head {
		switch {
		case b == 0:
			return true
		case b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != '\v':
			controls++
		}
	}
	return controls*100 > len(head)
}
