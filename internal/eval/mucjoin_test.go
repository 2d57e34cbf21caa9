package eval

import (
	"bytes"
	"strings"
	"testing"
)

// Templates of one type join unless each tells what it hit and nothing is
// common.
func TestJoinTemplates(t *testing.T) {
	tmpl := func(kind string, targets ...string) MUCTemplate {
		out := MUCTemplate{Type: kind}
		for _, s := range targets {
			out.Target = append(out.Target, entity(s))
		}
		return out
	}
	for _, c := range []struct {
		name  string
		vague bool
		in    []MUCTemplate
		want  []int // targets of each template that is left
	}{
		{"two that tell different targets", false, []MUCTemplate{tmpl("bombing", "bank"), tmpl("bombing", "bus")}, []int{1, 1}},
		{"a retelling that shares a target", false, []MUCTemplate{tmpl("bombing", "bank"), tmpl("bombing", "central bank", "shop")}, []int{2}},
		{"a retelling that tells none", false, []MUCTemplate{tmpl("bombing", "bank"), tmpl("bombing")}, []int{1}},
		{"a first mention that tells none", false, []MUCTemplate{tmpl("bombing"), tmpl("bombing", "bank")}, []int{1}},
		{"a vague attack after a bombing", true, []MUCTemplate{tmpl("bombing", "bank"), tmpl("attack", "branch")}, []int{1}},
		{"another type", false, []MUCTemplate{tmpl("bombing", "bank"), tmpl("arson", "bank")}, []int{1, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out []MUCTemplate
			for _, m := range c.in {
				out = join(out, m, c.vague)
			}
			if len(out) != len(c.want) {
				t.Fatalf("%d templates, want %d", len(out), len(c.want))
			}
			for i, n := range c.want {
				if len(out[i].Target) != n {
					t.Errorf("template %d has targets %v, want %d", i, out[i].Target, n)
				}
			}
		})
	}
}

// What is read can be written and read again, and comes out the same.
func FuzzReadMUC(f *testing.F) {
	f.Add([]byte(`{"docid":"A","doctext":"x","templates":[{"incident_type":"arson","Target":[[["bus",1],["city bus",1]]]}]}`))
	f.Add([]byte(`{"docid":"A","templates":[]}` + "\n" + `{"docid":"B","templates":[{"Victim":[["a name"]]}]}`))
	f.Add([]byte(`{"templates":[{"Weapon":[[[]]]}]}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		docs, err := ReadMUC(bytes.NewReader(b))
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		if err := WriteMUC(&first, docs); err != nil {
			t.Fatal(err)
		}
		again, err := ReadMUC(strings.NewReader(first.String()))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if err := WriteMUC(&second, again); err != nil {
			t.Fatal(err)
		}
		if first.String() != second.String() {
			t.Errorf("written %s, then %s", first.String(), second.String())
		}
		ScoreMUC(docs, docs)
	})
}

// Reading aliases never panics, whatever the file holds.
func FuzzReadAliases(f *testing.F) {
	f.Add(`{"Red Front": ["RF", "the reds"], "Blue Front": []}`, "the RF")
	f.Add(`{"": ["", "none"]}`, "")
	f.Add(`{"a": 1}`, "a")
	f.Add(`[`, "İ")
	f.Fuzz(func(t *testing.T, file, name string) {
		al, err := ReadAliases(strings.NewReader(file))
		if err != nil {
			return
		}
		if !al.same(name, name) {
			t.Errorf("%q is not the same as itself", name)
		}
	})
}
