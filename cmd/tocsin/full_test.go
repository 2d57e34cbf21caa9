package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestAFullDiskLosesNothing lets the files of a store grow to a limit only, as a
// full disk does: the program says so and ends, what is in the store can be read,
// and once there is room a run without inputs does the rest of what was kept.
func TestAFullDiskLosesNothing(t *testing.T) {
	const articles = 240
	dir, db, tocsin := t.TempDir(), filepath.Join(t.TempDir(), "full.db"), program(t)
	for n := range articles {
		text := fmt.Sprintf("A bomb exploded at market number %d in Herat, killing %d people, police said.\n", n, 2+n%30)
		for line := range 60 {
			text += fmt.Sprintf("Trader %d of market %d said that they had heard a blast at %d.\n", line*n, n, line^n)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.txt", n)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sh := func(script string) (string, error) {
		out, err := exec.CommandContext(t.Context(), "sh", "-c", script).CombinedOutput()
		return string(out), err
	}
	// In blocks of 512 bytes: the tables fit, the articles do not.
	out, err := sh(fmt.Sprintf("ulimit -f 1800 && exec %s run --db %s %s", tocsin, db, dir))
	if strings.Contains(out, "ulimit") {
		t.Skip("the size of files cannot be limited here")
	}
	if err == nil || !strings.Contains(out, "disk") || !strings.Contains(out, "run again") {
		t.Fatalf("a store that cannot grow: %v, %q; want an error that speaks of the disk", err, out)
	}
	before := column(t, db, "SELECT key FROM documents")
	if len(before) == 0 {
		t.Fatal("no document was kept before the disk was full: the limit is too low")
	}
	if out, err := sh(fmt.Sprintf("ulimit -f 1800 && exec %s status --db %s", tocsin, db)); err != nil {
		t.Errorf("a store on a full disk cannot be read: %v, %s", err, out)
	}
	if out, err := sh(fmt.Sprintf("%s run --db %s && %[1]s run --db %[2]s %s", tocsin, db, dir)); err != nil {
		t.Fatalf("once there is room: %v, %s", err, out)
	}
	for query, want := range map[string]int{
		"SELECT key FROM documents":                                     articles,
		"SELECT item FROM work WHERE stage = 'code' AND state = 'done'": articles,
		"SELECT DISTINCT article FROM incidents":                        articles,
	} {
		if got := len(column(t, db, query)); got != want {
			t.Errorf("%s: %d rows, want %d", query, got, want)
		}
	}
}
