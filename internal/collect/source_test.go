package collect

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tree writes files, named by slash paths, below a new folder.
func tree(t *testing.T, files map[string]string) string {
	dir := t.TempDir()
	for name, text := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// all returns one line for each input: base, ID and bytes, or the error.
func all(s *Source, args ...string) []string {
	var out []string
	for in := range s.All(context.Background(), args) {
		doc, err := in.Open(context.Background())
		if err != nil {
			out = append(out, "! "+filepath.Base(in.Name)+" "+err.Error())
			continue
		}
		out = append(out, fmt.Sprintf("%s %s %q", in.Base, doc.ID, doc.Body))
	}
	return out
}

func TestSourceReadsEveryForm(t *testing.T) {
	dir := tree(t, map[string]string{
		"b.txt": "B", "a.HTML": "<p>A", "sub/c.json": "{}", "sub/.git/d.txt": "D", ".e.txt": "E",
		"lines.jsonl": "{\"x\":1}\r\n\n  {\"x\":2}", "photo.png": "P",
	})
	var notes []string
	s := &Source{Note: func(l string) { notes = append(notes, l) }}
	want := []string{`a a "<p>A"`, `b b "B"`, ` lines-1 "{\"x\":1}"`, ` lines-3 "{\"x\":2}"`, `c c "{}"`}
	if got := all(s, dir); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(notes) != 1 || !strings.Contains(notes[0], "photo.png: left out") {
		t.Errorf("notes %q", notes)
	}
	if got := all(s, filepath.Join(dir, "photo.png")); got[0] != `photo.png photo.png "P"` {
		t.Errorf("a file named by itself: %q", got)
	}
}

func TestSourceReadsStandardInput(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"text", "A bomb.\nTwo.", `stdin stdin "A bomb.\nTwo."`},
		{"one JSON object on a line", `{"text":"a"}`, ` stdin-1 "{\"text\":\"a\"}"`},
		{"JSON Lines", "{\"n\":1}\n{\"n\":2}\n", " stdin-1 \"{\\\"n\\\":1}\"\n stdin-2 \"{\\\"n\\\":2}\""},
		{"JSON over several lines", "{\n\"n\":1}\n", `stdin stdin "{\n\"n\":1}\n"`},
		{"nothing", "", `stdin stdin ""`},
	} {
		if got := all(&Source{Stdin: strings.NewReader(tc.in)}, "-"); strings.Join(got, "\n") != tc.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tc.name, strings.Join(got, "\n"), tc.want)
		}
	}
}

func TestSourceErrors(t *testing.T) {
	long := strings.Repeat("a", MaxBytes+1)
	dir := tree(t, map[string]string{
		"empty.jsonl": "\n\n", "long.jsonl": `{"n":1}` + "\n" + long + "\n" + `{"n":3}`, "huge.txt": long, "dir/x.png": "",
	})
	s := &Source{Stdin: strings.NewReader(long)}
	for arg, want := range map[string]string{
		"missing.txt": "! missing.txt no such file or folder; check the path",
		"empty.jsonl": "! empty.jsonl empty; want one JSON article a line",
		"huge.txt":    "! huge.txt too large for one article (21.0 MB; the limit is 20 MiB); split it",
		"dir":         "! dir no article in this folder; want .txt",
		"long.jsonl":  " long-1 \"{\\\"n\\\":1}\"\n! long.jsonl:2 too large for one article (one line",
	} {
		if got := strings.Join(all(s, filepath.Join(dir, arg)), "\n"); !strings.HasPrefix(got, want) {
			t.Errorf("%s: got %q", arg, got)
		}
	}
	if got := all(s, filepath.Join(dir, "long.jsonl")); len(got) != 3 || got[2] != ` long-3 "{\"n\":3}"` {
		t.Errorf("the line after one that is too long: %.100q", got)
	}
	if got := all(s, "-"); len(got) != 1 || !strings.HasPrefix(got[0], "! standard input too large") {
		t.Errorf("standard input: %.100q", got)
	}
	if got := all(s, "https://example.org/a"); len(got) != 1 || !strings.Contains(got[0], "no pages are fetched here") {
		t.Errorf("a page without a fetcher: %q", got)
	}
}

func TestSourceStopsWhenNobodyWantsMore(t *testing.T) {
	dir := tree(t, map[string]string{"a.jsonl": "{}\n{}\n", "b.txt": "B", "c.txt": "C"})
	for limit := 1; limit <= 3; limit++ {
		n := 0
		for range new(Source).All(t.Context(), []string{dir, dir}) {
			if n++; n == limit {
				break
			}
		}
		if n != limit {
			t.Errorf("got %d inputs, want %d", n, limit)
		}
	}
}

func TestURLBase(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/news/attack.html?x=1#top": "attack", "https://example.org/news/attack/": "attack",
		"https://example.org": "example.org", "http://example.org/?p=7": "example.org",
	} {
		if got := urlBase(address); got != want {
			t.Errorf("%s: got %q, want %q", address, got, want)
		}
	}
}

func TestTotalSize(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": "12345", "b.png": "123", "sub/c.jsonl": "12"})
	if n, ok := TotalSize([]string{dir}); !ok || n != 7 {
		t.Errorf("got %d, %v", n, ok)
	}
	if _, ok := TotalSize([]string{dir, "-"}); ok {
		t.Error("the size of standard input is not known")
	}
}

// FuzzLines: whatever the bytes, lines come in order, none is lost and none holds
// the end of another.
func FuzzLines(f *testing.F) {
	for _, seed := range []string{"", "\n", "a\nb", "a\r\n\r\nb\n", "{\"text\": \"x\"}\n\n", "\x00\xff\n", strings.Repeat("x", 70_000) + "\ny"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var got []string
		newLineReader(strings.NewReader(string(b))).each("f", "f", func(in Input) bool {
			doc, err := in.Open(t.Context())
			if err == nil {
				got = append(got, string(doc.Body))
			}
			return true
		})
		var want []string
		for line := range strings.SplitSeq(string(b), "\n") {
			if line = strings.TrimSpace(line); line != "" {
				want = append(want, line)
			}
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}
