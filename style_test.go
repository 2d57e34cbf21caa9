package tocsin_test

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// refusedNames are package names that say nothing of what a package provides.
var refusedNames = regexp.MustCompile(`^(utils?|commons?|helpers?|models?|misc|base|shared|types)$`)

func TestPackagesAreNamedForWhatTheyProvide(t *testing.T) {
	h := openHouse(t)
	for _, dir := range h.dirs() {
		if name := h.packages[dir].name; refusedNames.MatchString(name) || refusedNames.MatchString(filepath.Base(dir)) {
			t.Errorf("%s: a package named %s says nothing of what it provides", dir, name)
		}
	}
}

func TestEveryPackageHasAComment(t *testing.T) {
	h := openHouse(t)
	for _, dir := range h.dirs() {
		p := h.packages[dir]
		with := 0
		for _, file := range p.files {
			if file.Doc != nil {
				with++
			}
		}
		if with != 1 {
			t.Errorf("package %s: %d files carry a package comment, want one", dir, with)
		}
	}
}

// TestExportedNamesAreDocumented wants a comment on every exported name, or on
// the group in which it is declared.
func TestExportedNamesAreDocumented(t *testing.T) {
	h := openHouse(t)
	h.eachFile(func(p *housePackage, name string, file *ast.File) {
		if p.name == "main" {
			return
		}
		for _, decl := range file.Decls {
			for _, id := range undocumented(decl) {
				t.Errorf("%s: %s has no comment", h.at(id), id.Name)
			}
		}
	})
}

func undocumented(decl ast.Decl) []*ast.Ident {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && exportedReceiver(d) && !wellKnown[d.Name.Name] {
			return []*ast.Ident{d.Name}
		}
	case *ast.GenDecl:
		return undocumentedSpecs(d)
	}
	return nil
}

// wellKnown are methods whose meaning the standard library fixes.
var wellKnown = map[string]bool{
	"String": true, "Error": true, "Unwrap": true, "Len": true, "Less": true, "Swap": true,
	"MarshalJSON": true, "UnmarshalJSON": true, "MarshalText": true, "UnmarshalText": true,
}

func undocumentedSpecs(d *ast.GenDecl) []*ast.Ident {
	var out []*ast.Ident
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && s.Doc == nil && d.Doc == nil {
				out = append(out, s.Name)
			}
		case *ast.ValueSpec:
			for _, id := range s.Names {
				if id.IsExported() && s.Doc == nil && s.Comment == nil && d.Doc == nil {
					out = append(out, id)
				}
			}
		}
	}
	return out
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	typ := d.Recv.List[0].Type
	for {
		switch x := typ.(type) {
		case *ast.StarExpr:
			typ = x.X
		case *ast.IndexExpr:
			typ = x.X
		case *ast.IndexListExpr:
			typ = x.X
		case *ast.Ident:
			return x.IsExported()
		default:
			return false
		}
	}
}

func TestNoInitFunctions(t *testing.T) {
	h := openHouse(t)
	h.eachFile(func(_ *housePackage, _ string, file *ast.File) {
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: no init functions: build the value where it is wired", h.at(f))
			}
		}
	})
}

// The ceilings of size. A file or function that has a good reason to be longer
// is listed with it; the lists are meant to stay short.
const (
	fileCeiling         = 500 // lines of a file
	functionCeiling     = 80  // lines of any function
	nineInTenCeiling    = 45  // lines of nine functions in ten
	medianCeiling       = 15  // lines of every second function
	interfaceCeiling    = 4   // methods of an interface
	functionsWorthScore = 50  // functions before median and nine in ten mean something
)

// longFiles and the lists below say why something is longer than its ceiling.
var (
	longFiles      = map[string]string{}
	longFunctions  = map[string]string{}
	wideInterfaces = map[string]string{}
)

func TestFilesStayShort(t *testing.T) {
	h := openHouse(t)
	h.eachFile(func(_ *housePackage, name string, file *ast.File) {
		n := h.fset.File(file.Pos()).LineCount()
		if n > fileCeiling && longFiles[name] == "" && !ast.IsGenerated(file) {
			t.Errorf("%s has %d lines, the ceiling is %d: split it, or list it with its reason", name, n, fileCeiling)
		}
	})
}

func TestFunctionsStayShort(t *testing.T) {
	h := openHouse(t)
	var sizes []int
	h.eachFile(func(_ *housePackage, name string, file *ast.File) {
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || ast.IsGenerated(file) {
				continue
			}
			n := h.lines(f)
			sizes = append(sizes, n)
			if n > functionCeiling && longFunctions[name+" "+f.Name.Name] == "" {
				t.Errorf("%s: %s has %d lines, the ceiling is %d", h.at(f), f.Name.Name, n, functionCeiling)
			}
		}
	})
	if len(sizes) < functionsWorthScore {
		t.Fatalf("%d functions found", len(sizes))
	}
	slices.Sort(sizes)
	median, ninth := sizes[len(sizes)/2], sizes[len(sizes)*9/10]
	t.Logf("%d functions: median %d lines, nine in ten within %d, longest %d", len(sizes), median, ninth, sizes[len(sizes)-1])
	if median > medianCeiling || ninth > nineInTenCeiling {
		t.Errorf("median %d and nine in ten %d lines, the ceilings are %d and %d", median, ninth, medianCeiling, nineInTenCeiling)
	}
}

func TestInterfacesStaySmall(t *testing.T) {
	h := openHouse(t)
	h.eachFile(func(_ *housePackage, name string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			face, ok := spec.Type.(*ast.InterfaceType)
			if ok && len(face.Methods.List) > interfaceCeiling && wideInterfaces[name+" "+spec.Name.Name] == "" {
				t.Errorf("%s: interface %s has %d methods, the ceiling is %d", h.at(n), spec.Name.Name, len(face.Methods.List), interfaceCeiling)
			}
			return true
		})
	})
}

// TestExceptionsAreStillNeeded keeps the lists of exceptions from growing stale.
func TestExceptionsAreStillNeeded(t *testing.T) {
	h := openHouse(t)
	for name := range longFiles {
		b, err := os.ReadFile(name)
		if err != nil || strings.Count(string(b), "\n") <= fileCeiling {
			t.Errorf("longFiles: %s is no longer over the ceiling (%v)", name, err)
		}
	}
	for _, list := range []map[string]string{longFunctions, wideInterfaces} {
		for key := range list {
			file, name, _ := strings.Cut(key, " ")
			if !declares(h, file, name) {
				t.Errorf("exception %s: no such declaration", key)
			}
		}
	}
}

func declares(h *house, file, name string) bool {
	found := false
	h.eachFile(func(_ *housePackage, at string, f *ast.File) {
		if at != file {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch d := n.(type) {
			case *ast.FuncDecl:
				found = found || d.Name.Name == name
			case *ast.TypeSpec:
				found = found || d.Name.Name == name
			}
			return true
		})
	})
	return found
}

// TestNoPackageStateChanges looks for assignments to a package's own variables:
// they are set where they are declared and never again.
func TestNoPackageStateChanges(t *testing.T) {
	h := openHouse(t)
	for _, dir := range h.dirs() {
		p := h.packages[dir]
		level, uses := h.resolve(p)
		for _, name := range sortedKeys(p.files) {
			for _, id := range assigned(p.files[name]) {
				if v, ok := uses[id].(*types.Var); ok && v.Parent() == level {
					t.Errorf("%s: %s is the package's variable and is changed here", h.at(id), id.Name)
				}
			}
		}
	}
}

// resolve returns the package's own scope and what each identifier stands for.
// Imports are not followed: names of the package itself resolve without them.
func (h *house) resolve(p *housePackage) (*types.Scope, map[*ast.Ident]types.Object) {
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: noImporter{}, Error: func(error) {}}
	var files []*ast.File
	for _, name := range sortedKeys(p.files) {
		files = append(files, p.files[name])
	}
	pkg, _ := conf.Check(p.dir, h.fset, files, info)
	return pkg.Scope(), info.Uses
}

type noImporter struct{}

func (noImporter) Import(path string) (*types.Package, error) {
	return nil, errors.New("imports are not followed")
}

// assigned returns the identifiers that stand at the root of what is assigned to.
func assigned(file *ast.File) []*ast.Ident {
	var out []*ast.Ident
	add := func(e ast.Expr) {
		if id := rootOf(e); id != nil {
			out = append(out, id)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch s := n.(type) {
		case *ast.AssignStmt:
			if s.Tok != token.DEFINE {
				for _, e := range s.Lhs {
					add(e)
				}
			}
		case *ast.IncDecStmt:
			add(s.X)
		}
		return true
	})
	return out
}

func rootOf(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}
