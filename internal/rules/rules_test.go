package rules

import (
	"io/fs"
	"strings"
	"testing"
)

// Every data file must say what its columns are before its first entry.
func TestFilesOpenWithAComment(t *testing.T) {
	entries, err := fs.ReadDir(FS, "data")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		b, err := FS.ReadFile("data/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(b), "# ") {
			t.Errorf("%s: does not open with a comment", e.Name())
		}
		if len(Lines(e.Name())) == 0 {
			t.Errorf("%s: has no entry", e.Name())
		}
	}
}

func TestRowsTrimAndDropComments(t *testing.T) {
	for _, row := range Rows("months.tsv") {
		if len(row) != 2 || strings.HasPrefix(row[0], "#") || strings.TrimSpace(row[0]) != row[0] {
			t.Errorf("row %q: want a name and a number", row)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a file that does not exist was read")
		}
	}()
	Lines("no-such-file.tsv")
}

func TestVersionIsStable(t *testing.T) {
	v := Version()
	if len(v) != 12 || v != Version() {
		t.Errorf("Version() = %q, want the same 12 digits each time", v)
	}
}
