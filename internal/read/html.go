package read

import (
	"errors"

	"tocsin"
)

func readHTML(doc tocsin.Document, label string, a *Article) error {
	return errors.New("HTML is not read yet; save the text as .txt")
}
