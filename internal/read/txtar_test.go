package read_test

import (
	"os"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/corpus"
	"tocsin/internal/read"
)

// TestReadTxtarKeepsEveryByte reads the corpus as `tocsin run corpus` does: the
// reports are those whose spans the expected records quote.
func TestReadTxtarKeepsEveryByte(t *testing.T) {
	articles, err := corpus.Load(os.DirFS("../../corpus"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range articles {
		body, err := os.ReadFile("../../corpus/" + want.ID + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		got, err := read.Read(tocsin.Document{Name: want.ID, Type: "text/x-txtar", Body: body})
		if err != nil {
			t.Errorf("%s: %v", want.ID, err)
			continue
		}
		if got.Report.Whole() != want.Whole() || got.Report.ID != want.ID || *got.Report.Published != *want.Published {
			t.Errorf("%s: read as %+v", want.ID, got.Report)
		}
	}
}

func TestReadTxtarSaysWhatIsMissing(t *testing.T) {
	for body, want := range map[string]string{
		"-- title.txt --\nA bomb\n":                   "no part meta.json",
		"-- meta.json --\n{}\n-- text.txt --\n\xff\n": "not UTF-8",
	} {
		_, err := read.Read(tocsin.Document{Name: "a.txtar", Type: "text/x-txtar", Body: []byte(body)})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", body, err, want)
		}
	}
}

func TestReadTxtarTakesTheFilesNameForAMissingID(t *testing.T) {
	got, err := read.Read(tocsin.Document{ID: "b", Type: "text/x-txtar", Body: []byte("-- meta.json --\n{}\n-- text.txt --\nA bomb.\n")})
	if err != nil || got.Report.ID != "b" {
		t.Errorf("id %q, error %v; want b", got.Report.ID, err)
	}
}
