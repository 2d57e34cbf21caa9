package read

import (
	"fmt"
	"unicode/utf8"

	"tocsin/internal/corpus"
)

// readTxtar reads an article in the form of the project's corpus; a record
// beside it is passed over. Title and text are kept as they are, byte for byte.
func readTxtar(body []byte, a *Article) error {
	if !utf8.Valid(body) {
		return fmt.Errorf("a txtar file that is not UTF-8; save it as UTF-8")
	}
	art, err := corpus.Parse(body)
	if err != nil {
		return fmt.Errorf("not a corpus article: %w", err)
	}
	id := a.Report.ID
	a.Report = art.Report
	if a.Report.ID == "" {
		a.Report.ID = id
	}
	return nil
}
