package syntax

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/text"
)

var update = flag.Bool("update", false, "rewrite testdata/clauses.txt with what the parser gives")

// render draws the clauses of a text (subject | verb | object | prepositional
// phrases) and its frames of reported speech.
func render(d *Doc) []string {
	var out []string
	np := func(i int) string {
		if i == None {
			return "-"
		}
		return d.Of(d.NPSpan(i))
	}
	for _, c := range d.Clauses {
		flags := ""
		if c.Passive {
			flags += " passive"
		}
		if c.Negated {
			flags += " not"
		}
		if c.Modal != "" {
			flags += " " + c.Modal
		}
		var preps []string
		for _, p := range c.Preps {
			preps = append(preps, d.Tokens[d.NPs[p].Prep].Lower+" "+np(p))
		}
		out = append(out, fmt.Sprintf("%s | %s%s | %s | %s", np(c.Subject), d.Words[c.Verb].Lemma, flags, np(c.Object), strings.Join(preps, ", ")))
	}
	for _, f := range d.Frames {
		out = append(out, fmt.Sprintf("%s SAYS %s", np(f.Speaker), d.Doc.Words(f.Content[0], f.Content[1])))
	}
	return out
}

// TestClauses holds the analysis of testdata/clauses.txt: a sentence, then its
// clauses and frames, indented.
func TestClauses(t *testing.T) {
	lx, err := NewLexicon()
	if err != nil {
		t.Fatal(err)
	}
	const file = "testdata/clauses.txt"
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, line := range strings.Split(string(want), "\n") {
		if line == "" || strings.HasPrefix(line, "\t") {
			continue
		}
		got.WriteString(line + "\n")
		for _, l := range render(lx.Parse(text.New(tocsin.Report{Text: line}), nil)) {
			got.WriteString("\t" + l + "\n")
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if got.String() != string(want) && !*update {
		t.Errorf("the analysis differs from %s; look at it with -update:\n%s", file, got.String())
	}
}

func FuzzParse(f *testing.F) {
	lx, err := NewLexicon()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("Gunmen killed 12 people, police said.")
	f.Add("THE U.S. EMBASSY WAS BOMBED. NO ONE WAS HURT.")
	f.Add("\u202eسوريا ’s - - \"who\" that 12,000. to to of of by")
	f.Fuzz(func(t *testing.T, s string) {
		d := lx.Parse(text.New(tocsin.Report{Text: s}), nil)
		for i, c := range d.Clauses {
			if c.First < 0 || c.First > c.Last || c.Last > len(d.Tokens) {
				t.Fatalf("clause %d has tokens [%d,%d) of %d", i, c.First, c.Last, len(d.Tokens))
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	lx, err := NewLexicon()
	if err != nil {
		b.Fatal(err)
	}
	s := strings.Repeat("At least 19 people were killed when a suicide bomber blew himself up outside a mosque in Kabul, police said. ", 20)
	doc := text.New(tocsin.Report{Text: s})
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		lx.Parse(doc, nil)
	}
}
