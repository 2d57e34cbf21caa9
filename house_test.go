package tocsin_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// house is the module's Go code, parsed.
type house struct {
	fset *token.FileSet
	// packages are by folder, "." being the module's root.
	packages map[string]*housePackage
}

type housePackage struct {
	dir  string
	name string
	// files are by path from the module's root; tests stands apart.
	files, tests map[string]*ast.File
}

// openHouse parses every Go file of the module. Folders that hold no code of the
// module (testdata, node_modules, hidden ones) are passed over.
func openHouse(t *testing.T) *house {
	t.Helper()
	h := &house{fset: token.NewFileSet(), packages: map[string]*housePackage{}}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return passOver(file, d.Name())
		}
		if !strings.HasSuffix(file, ".go") {
			return nil
		}
		return h.add(filepath.ToSlash(file))
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(h.packages) < 5 {
		t.Fatalf("found %d packages: the test does not stand at the module's root", len(h.packages))
	}
	return h
}

func passOver(dir, name string) error {
	hidden := dir != "." && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_"))
	if hidden || slices.Contains([]string{"node_modules", "testdata", "bin", "out", "dist"}, name) {
		return filepath.SkipDir
	}
	return nil
}

func (h *house) add(file string) error {
	f, err := parser.ParseFile(h.fset, file, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	dir := path.Dir(file)
	p := h.packages[dir]
	if p == nil {
		p = &housePackage{dir: dir, files: map[string]*ast.File{}, tests: map[string]*ast.File{}}
		h.packages[dir] = p
	}
	if strings.HasSuffix(file, "_test.go") {
		p.tests[file] = f
		return nil
	}
	p.files[file], p.name = f, f.Name.Name
	return nil
}

// dirs returns the folders of the packages that hold more than tests, sorted.
func (h *house) dirs() []string {
	var dirs []string
	for dir, p := range h.packages {
		if len(p.files) > 0 {
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	return dirs
}

// eachFile calls f for every file that is not a test.
func (h *house) eachFile(f func(p *housePackage, name string, file *ast.File)) {
	for _, dir := range h.dirs() {
		p := h.packages[dir]
		for _, name := range sortedKeys(p.files) {
			f(p, name, p.files[name])
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// lines returns how many lines node spans.
func (h *house) lines(node ast.Node) int {
	return h.fset.Position(node.End()).Line - h.fset.Position(node.Pos()).Line + 1
}

func (h *house) at(node ast.Node) string { return h.fset.Position(node.Pos()).String() }
