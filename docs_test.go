package tocsin_test

import (
	"debug/buildinfo"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"tocsin"
)

// TestCodebookHasTheCodesValues holds docs/codebook.md and the code to one
// another: each list of values is the same in both.
func TestCodebookHasTheCodesValues(t *testing.T) {
	book := section(t, "docs/codebook.md", "")
	for _, c := range []struct {
		name  string
		words []string
		want  []string
	}{
		{"kinds", firstColumn(section(t, "docs/codebook.md", "### Kinds")), plain(tocsin.Kinds())},
		{"target kinds", inCodeLetters(section(t, "docs/codebook.md", "### Target kinds")), plain(tocsin.TargetKinds())},
		{"weapon kinds", inCodeLetters(section(t, "docs/codebook.md", "### Weapon kinds")), plain(tocsin.WeaponKinds())},
		{"stages", inCodeLetters(row(t, book, "stage")), plain(tocsin.Stages())},
		{"saliences", inCodeLetters(row(t, book, "salience")), plain(tocsin.Saliences())},
		{"stances", item(t, book, "stance"), plain(tocsin.Stances())},
		{"effects", inCodeLetters(line(t, book, "- `what`:")), plain(tocsin.Effects())},
		{"parts", item(t, book, "whom"), plain(tocsin.Parts())},
	} {
		for _, w := range c.want {
			if !slices.Contains(c.words, w) {
				t.Errorf("%s: %s of the code is not in docs/codebook.md", c.name, w)
			}
		}
		for _, w := range c.words {
			if !slices.Contains(c.want, w) && !slices.Contains([]string{"what", "stance", "whom", "stage", "salience"}, w) {
				t.Errorf("%s: %s of docs/codebook.md is not in the code", c.name, w)
			}
		}
	}
}

// TestCrosswalkCoversEveryValue wants a row of docs/record.md for every value.
func TestCrosswalkCoversEveryValue(t *testing.T) {
	for _, c := range []struct {
		heading string
		want    []string
	}{
		{"## Kind by kind", plain(tocsin.Kinds())},
		{"## Stages and stances", slices.Concat(plain(tocsin.Stages()), plain(tocsin.Stances()))},
		{"## Precision of place and date", plain(tocsin.Precisions())},
		{"## Targets and weapons", slices.Concat(plain(tocsin.TargetKinds()), plain(tocsin.WeaponKinds()))},
		{"## Assertions", plain(tocsin.AssertionKinds())},
	} {
		have := firstColumn(section(t, "docs/record.md", c.heading))
		for _, w := range c.want {
			if !slices.Contains(have, w) {
				t.Errorf("docs/record.md, %s: no row for %s", c.heading, w)
			}
		}
		for _, w := range have {
			if !slices.Contains(c.want, w) {
				t.Errorf("docs/record.md, %s: %s is no value of the code", c.heading, w)
			}
		}
	}
}

// TestEveryFieldOfTheSchemaIsExplained wants every property of the pinned schema
// in the codebook or in docs/record.md.
func TestEveryFieldOfTheSchemaIsExplained(t *testing.T) {
	var root any
	if err := json.Unmarshal([]byte(section(t, "schema/record.schema.json", "")), &root); err != nil {
		t.Fatal(err)
	}
	fields := map[string]bool{}
	properties(root, fields)
	if len(fields) < 30 {
		t.Fatalf("%d fields found in the schema", len(fields))
	}
	explained := append(inCodeLetters(section(t, "docs/codebook.md", "")), inCodeLetters(section(t, "docs/record.md", ""))...)
	for _, f := range sortedKeys(fields) {
		if !slices.Contains(explained, f) {
			t.Errorf("neither docs/codebook.md nor docs/record.md explains the field %s", f)
		}
	}
}

// properties gathers the names under every "properties" of a schema.
func properties(schema any, into map[string]bool) {
	switch x := schema.(type) {
	case map[string]any:
		if props, ok := x["properties"].(map[string]any); ok {
			for name := range props {
				into[name] = true
			}
		}
		for _, v := range x {
			properties(v, into)
		}
	case []any:
		for _, v := range x {
			properties(v, into)
		}
	}
}

// TestLinksOfTheDocumentsLead follows every relative link of the documents.
func TestLinksOfTheDocumentsLead(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
	for _, doc := range documents(t) {
		b, err := os.ReadFile(doc)
		if err != nil {
			t.Fatal(err)
		}
		dir := doc[:strings.LastIndex(doc, "/")+1]
		for _, m := range link.FindAllStringSubmatch(string(b), -1) {
			if _, err := os.Stat(dir + m[1]); err != nil {
				t.Errorf("%s links to %s, which is not there", doc, m[1])
			}
		}
	}
}

// TestDecisionsAreListed holds docs/adr/README.md to the folder, both ways.
func TestDecisionsAreListed(t *testing.T) {
	index := section(t, "docs/adr/README.md", "")
	entries, err := os.ReadDir("docs/adr")
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[string]string{}
	for _, e := range entries {
		name := e.Name()
		if name == "README.md" {
			continue
		}
		if !strings.Contains(index, "("+name+")") {
			t.Errorf("docs/adr/README.md does not list %s", name)
		}
		if other := numbers[name[:4]]; other != "" {
			t.Errorf("%s and %s have one number", name, other)
		}
		numbers[name[:4]] = name
	}
}

// documents returns the Markdown files of the module's root and of docs.
func documents(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, dir := range []string{"", "docs/", "docs/adr/", "corpus/"} {
		entries, err := os.ReadDir("./" + dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if strings.HasSuffix(e.Name(), ".md") {
				out = append(out, dir+e.Name())
			}
		}
	}
	return out
}

// section returns the part of a document under heading, up to the next heading of
// the same or a higher level; the whole document for "".
func section(t *testing.T, doc, heading string) string {
	t.Helper()
	b, err := os.ReadFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	if heading == "" {
		return string(b)
	}
	_, after, found := strings.Cut(string(b), heading+"\n")
	if !found {
		t.Fatalf("%s has no heading %q", doc, heading)
	}
	level, _, _ := strings.Cut(heading, " ")
	next := regexp.MustCompile(`(?m)^#{1,` + string(rune('0'+len(level))) + `} `)
	if at := next.FindStringIndex(after); at != nil {
		return after[:at[0]]
	}
	return after
}

// firstColumn returns the words in code letters of the first column of tables.
func firstColumn(text string) []string {
	var out []string
	for l := range strings.Lines(text) {
		if cells := strings.Split(l, "|"); len(cells) > 2 && strings.HasPrefix(strings.TrimSpace(cells[1]), "`") {
			out = append(out, inCodeLetters(cells[1])...)
		}
	}
	return out
}

// row returns the second cell of the table's row that begins with `name`.
func row(t *testing.T, text, name string) string {
	t.Helper()
	return strings.Split(line(t, text, "| `"+name+"` |"), "|")[2]
}

// line returns the first line that begins with start.
func line(t *testing.T, text, start string) string {
	t.Helper()
	for l := range strings.Lines(text) {
		if strings.HasPrefix(l, start) {
			return l
		}
	}
	t.Fatalf("no line begins with %q", start)
	return ""
}

// item returns the words in code letters of the list item that begins with
// `name`, those of its examples left out.
func item(t *testing.T, text, name string) []string {
	t.Helper()
	list, _, _ := strings.Cut(line(t, text, "- `"+name+"`:"), ".")
	list, _, _ = strings.Cut(list, ";")
	return inCodeLetters(list)
}

func plain[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// TestNoticeNamesEveryModule wants each module that is linked into the binary to
// be named in NOTICE.
func TestNoticeNamesEveryModule(t *testing.T) {
	notice := section(t, "NOTICE", "")
	out, err := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", "./cmd/tocsin").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	modules := strings.Fields(string(out))
	slices.Sort(modules)
	for _, m := range slices.Compact(modules) {
		if m != "tocsin" && !strings.Contains(notice, m) {
			t.Errorf("NOTICE does not name %s", m)
		}
	}
}

// TestNothingNamesAMachineOrRegistry looks through the texts and lock files for
// paths of a machine and for the addresses of package registries: both would
// tie a clone to where it was written.
func TestNothingNamesAMachineOrRegistry(t *testing.T) {
	tied := regexp.MustCompile(`"resolved": *"https?:|/(work|home|root|Users)/[a-z]`)
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return passOver(file, d.Name())
		}
		if !slices.Contains([]string{".go", ".md", ".json", ".ts", ".js", ".svelte", ".txt", ".tsv", ".html"}, filepath.Ext(file)) {
			return nil
		}
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if m := tied.Find(b); m != nil {
			t.Errorf("%s holds %q", file, m)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTheBinaryNeedsNoCgo builds the program as it is shipped.
func TestTheBinaryNeedsNoCgo(t *testing.T) {
	if testing.Short() {
		t.Skip("links the whole program")
	}
	bin := filepath.Join(t.TempDir(), "tocsin")
	build := exec.Command("go", "build", "-o", bin, "./cmd/tocsin")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	info, err := buildinfo.ReadFile(bin)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(info.Settings, func(s debug.BuildSetting) bool { return s.Key == "CGO_ENABLED" && s.Value == "0" }) {
		t.Error("the binary was not built without cgo")
	}
}
