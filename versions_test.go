package tocsin_test

import (
	"go/ast"
	"strings"
	"testing"
)

// TestVersionsCoverWhatShapesARecord walks the packages under the stages that
// read and code, and wants of each a function Version that takes in the versions
// of the packages that it imports: a record's producers would else stay the same
// while the record changes, and no stage would run again.
func TestVersionsCoverWhatShapesARecord(t *testing.T) {
	h := openHouse(t)
	seen := map[string]bool{}
	var visit func(dir string)
	visit = func(dir string) {
		// The root holds types alone; the stamp and what it would cover are one.
		if seen[dir] || dir == "." || dir == "internal/stamp" {
			return
		}
		seen[dir] = true
		p, versions := h.packages[dir], versionCalls(h.packages[dir])
		if versions == nil {
			t.Errorf("%s shapes records and has no func Version() string", dir)
		}
		for _, target := range ownImports(p) {
			name := target[strings.LastIndex(target, "/")+1:]
			if versions != nil && target != "internal/stamp" && !versions[name] {
				t.Errorf("%s: Version does not take in that of %s", dir, target)
			}
			visit(target)
		}
	}
	visit("internal/extract")
	visit("internal/read")
	if len(seen) < 6 {
		t.Fatalf("only %d packages seen", len(seen))
	}
}

// versionCalls returns the packages whose Version is called in p's, nil where p
// has none.
func versionCalls(p *housePackage) map[string]bool {
	var calls map[string]bool
	for _, file := range p.files {
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Name.Name != "Version" || f.Recv != nil {
				continue
			}
			calls = map[string]bool{}
			ast.Inspect(f, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "Version" {
					if pkg, ok := sel.X.(*ast.Ident); ok {
						calls[pkg.Name] = true
					}
				}
				return true
			})
		}
	}
	return calls
}

// ownImports returns the module's packages that p imports, without the root.
func ownImports(p *housePackage) []string {
	var out []string
	for _, file := range p.files {
		for _, spec := range file.Imports {
			if own, ok := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), "tocsin/"); ok {
				out = append(out, own)
			}
		}
	}
	return out
}
