package tocsin_test

import (
	"go/ast"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rule is one row of the table of packages in docs/architecture.md.
type rule struct {
	// imports are the module's packages that this one may import, "all" for any.
	imports []string
	// libraries are the prefixes of the import paths from outside that it may use.
	libraries []string
	// pure packages see no network, no database, no file and no clock.
	pure bool
}

// TestImportsFollowTheTable holds the code to the table of packages in
// docs/architecture.md, which is the one place where the rule is written.
func TestImportsFollowTheTable(t *testing.T) {
	rules := readRules(t)
	openHouse(t).eachFile(func(p *housePackage, name string, file *ast.File) {
		r, ok := rules[p.dir]
		if !ok {
			return // TestArchitectureNamesEveryPackage tells.
		}
		for _, spec := range file.Imports {
			target, _ := strconv.Unquote(spec.Path.Value)
			if why := r.refuses(target); why != "" {
				t.Errorf("%s imports %s: %s", name, target, why)
			}
		}
	})
}

// refuses says why the package may not import target, "" where it may.
func (r rule) refuses(target string) string {
	own, isOwn := strings.CutPrefix(target, "tocsin/")
	switch {
	case target == "tocsin":
		own, isOwn = ".", true
	case !isOwn && !strings.Contains(strings.Split(target, "/")[0], "."):
		if r.pure && impure.MatchString(target) {
			return "its row says that it is pure: no network, database, file or process"
		}
		return ""
	}
	if isOwn {
		if !slices.Contains(r.imports, own) && !slices.Contains(r.imports, "all") {
			return "not among the packages that its row in docs/architecture.md allows"
		}
		return ""
	}
	if !slices.ContainsFunc(r.libraries, func(l string) bool { return target == l || strings.HasPrefix(target, l+"/") }) {
		return "not among the libraries that its row in docs/architecture.md allows"
	}
	return ""
}

// impure are the packages of the standard library that reach outside.
var impure = regexp.MustCompile(`^(net|net/http.*|database/.*|os|os/.*|syscall|math/rand.*)$`)

// TestPureStagesReadNoClock looks for time.Now and its kin.
func TestPureStagesReadNoClock(t *testing.T) {
	rules := readRules(t)
	h := openHouse(t)
	h.eachFile(func(p *housePackage, name string, file *ast.File) {
		if !rules[p.dir].pure {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := sel.X.(*ast.Ident)
			if ok && pkg.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "Sleep", "After", "Tick", "NewTimer"}, sel.Sel.Name) {
				t.Errorf("%s: time.%s in a package that the table calls pure", h.at(n), sel.Sel.Name)
			}
			return true
		})
	})
}

// TestArchitectureNamesEveryPackage holds the table to the tree, both ways.
func TestArchitectureNamesEveryPackage(t *testing.T) {
	rules := readRules(t)
	dirs := openHouse(t).dirs()
	for _, dir := range dirs {
		if _, ok := rules[dir]; !ok {
			t.Errorf("package %s has no row in docs/architecture.md", dir)
		}
	}
	for _, dir := range sortedKeys(rules) {
		if !slices.Contains(dirs, dir) {
			t.Errorf("docs/architecture.md has a row for %s, which is not in the tree", dir)
		}
		for _, target := range rules[dir].imports {
			if target != "all" && !slices.Contains(dirs, target) {
				t.Errorf("the row of %s allows %s, which is not in the tree", dir, target)
			}
		}
	}
}

// TestArchitectureNamesWhatExists holds every path that the tour names in code
// letters to the tree.
func TestArchitectureNamesWhatExists(t *testing.T) {
	text := readArchitecture(t)
	named := regexp.MustCompile("`((?:internal|cmd|ui|schema|corpus|docs|train|bench|deploy)/[A-Za-z0-9_./-]*)`")
	found := named.FindAllStringSubmatch(text, -1)
	if len(found) == 0 {
		t.Fatal("docs/architecture.md names no path")
	}
	for _, m := range found {
		if _, err := os.Stat(m[1]); err != nil {
			t.Errorf("docs/architecture.md names %s, which is not in the tree", m[1])
		}
	}
}

func readArchitecture(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// readRules reads the rows `| package | purpose | may import | libraries | pure |`.
func readRules(t *testing.T) map[string]rule {
	t.Helper()
	rules := map[string]rule{}
	for line := range strings.Lines(readArchitecture(t)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 5 || !strings.HasPrefix(strings.TrimSpace(cells[0]), "`") {
			continue
		}
		dir := path.Clean(strings.Trim(strings.TrimSpace(cells[0]), "`"))
		rules[dir] = rule{
			imports:   inCodeLetters(cells[2]),
			libraries: inCodeLetters(cells[3]),
			pure:      strings.TrimSpace(cells[4]) == "yes",
		}
	}
	if len(rules) == 0 {
		t.Fatal("no table of packages in docs/architecture.md")
	}
	return rules
}

var codeLetters = regexp.MustCompile("`([^`]+)`")

func inCodeLetters(cell string) []string {
	var out []string
	for _, m := range codeLetters.FindAllStringSubmatch(cell, -1) {
		out = append(out, path.Clean(m[1]))
	}
	return out
}
