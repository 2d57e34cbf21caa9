package publish_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/publish"
)

func TestJSONIsLinesWhereThereAreSeveral(t *testing.T) {
	for n, want := range []string{
		"",
		"{\n \"id\": \"a\"\n}\n",
		"{\"id\":\"a\"}\n{\"id\":\"b\"}\n",
		"{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"<c>\"}\n",
	} {
		var out strings.Builder
		w := publish.NewJSON(&out, onlyID)
		for _, id := range []string{"a", "b", "<c>"}[:n] {
			if err := w.Write(tocsin.Record{ID: id}); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil || out.String() != want {
			t.Errorf("%d records: got %q, %v; want %q", n, out.String(), err, want)
		}
	}
}

func onlyID(rec tocsin.Record) any {
	return struct {
		ID string `json:"id"`
	}{rec.ID}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestJSONReportsThatItCannotWrite(t *testing.T) {
	w := publish.NewJSON(fullDisk{}, publish.Full)
	if err := errors.Join(w.Write(tocsin.Record{}), w.Write(tocsin.Record{})); err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Errorf("got %v", err)
	}
}

func TestFolderNamesFilesSafely(t *testing.T) {
	dir := t.TempDir()
	f, err := publish.NewFolder(filepath.Join(dir, "new", "coded"), publish.Full)
	if err != nil {
		t.Fatal(err)
	}
	for base, want := range map[string]string{
		"plain": "plain.json", "../up": "_._up.json", "/etc/passwd": "_etc_passwd.json", ".hidden": "_hidden.json",
		"a\nb\x00": "a_b_.json", "Wörter und mehr": "Wörter und mehr.json", strings.Repeat("ü", 300): strings.Repeat("ü", 100) + ".json",
	} {
		if err := f.Write(base, base, tocsin.Record{ID: "x"}); err != nil {
			t.Errorf("%q: %v", base, err)
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, "new", "coded", want))
		var rec tocsin.Record
		if err != nil || json.Unmarshal(b, &rec) != nil || rec.ID != "x" {
			t.Errorf("%q: want a record in %s: %v", base, want, err)
		}
	}
	left, _ := filepath.Glob(filepath.Join(dir, "new", "coded", ".tocsin-*"))
	if len(left) > 0 {
		t.Errorf("temporary files are left: %v", left)
	}
}

func TestFolderRefusesToOverwriteItsOwn(t *testing.T) {
	f, err := publish.NewFolder(t.TempDir(), publish.Full)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Write("monday/a.txt", "a", tocsin.Record{}); err != nil {
		t.Fatal(err)
	}
	err = f.Write("tuesday/a.txt", "", tocsin.Record{ID: "a"})
	if err == nil || !strings.Contains(err.Error(), "written for monday/a.txt") {
		t.Errorf("got %v", err)
	}
}
