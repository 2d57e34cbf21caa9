package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"tocsin"
	"tocsin/internal/linear"
	"tocsin/internal/text"
)

// labelled is a text with its labels; cased is true where it is not all in lower
// case.
type labelled struct {
	text   string
	labels []string
	cased  bool
}

// longestLine is how many bytes a line of a data file may have.
const longestLine = 1 << 22

// readTexts reads lines of a text and its labels, parted by tabs.
func readTexts(path string) ([]labelled, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read labelled texts: %w", err)
	}
	defer f.Close()
	var out []labelled
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, longestLine)
	for lines.Scan() {
		cells := strings.Split(lines.Text(), "\t")
		t := strings.ToValidUTF8(cells[0], " ")
		out = append(out, labelled{text: t, labels: cells[1:], cased: t != strings.ToLower(t)})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return out, nil
}

// names counts how often words are written with a capital inside sentences. Names
// say where and of whom a report tells, not what, and are not learned.
type names struct{ capital, all map[string]int }

func newNames() *names { return &names{map[string]int{}, map[string]int{}} }

func (n *names) count(rep tocsin.Report) {
	doc := text.New(rep)
	for _, s := range doc.Sentences {
		for i := s.First + 1; i < s.Last; i++ {
			t := doc.Tokens[i]
			if t.Kind != text.Word || t.Caps {
				continue
			}
			w := strings.Trim(t.Lower, "'-")
			n.all[w]++
			if t.Upper {
				n.capital[w]++
			}
		}
	}
}

// without returns the examples without the words that are mostly names, or were
// not met often enough to tell.
func (n *names) without(examples []linear.Example) []linear.Example {
	const often = 2
	out := make([]linear.Example, len(examples))
	for i, e := range examples {
		out[i] = e
		out[i].Features = nil
		for _, f := range e.Features {
			if n.all[f.Name] >= often && 2*n.capital[f.Name] < n.all[f.Name] {
				out[i].Features = append(out[i].Features, f)
			}
		}
	}
	return out
}
