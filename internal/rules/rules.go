// Package rules holds the lexicons and patterns that the stages read, as
// embedded data files, so that an analyst can read and change what the program
// knows without reading its code.
//
// A data file is UTF-8 text, one entry a line, its columns parted by tabs. A
// line that begins with # is a comment; each file opens with one that names its
// columns and, where it has one, the source of its facts.
package rules

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
)

// FS holds the data files. It is read-only and safe for concurrent use.
//
//go:embed data
var FS embed.FS

// Lines returns the entries of the data file called name ("numerals.tsv"),
// without comments, blank lines and trailing spaces. It panics if there is no
// such file: the files are part of the program, so a missing one is a mistake
// in the code.
func Lines(name string) []string {
	b, err := FS.ReadFile("data/" + name)
	if err != nil {
		panic(fmt.Sprintf("rules: no data file %q", name))
	}
	var lines []string
	for line := range strings.Lines(string(b)) {
		line = strings.TrimRight(line, " \t\r\n")
		if line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines
}

// Rows returns the entries of the data file called name, each split at its
// tabs and its columns trimmed. It panics as Lines does.
func Rows(name string) [][]string {
	lines := Lines(name)
	rows := make([][]string, len(lines))
	for i, line := range lines {
		rows[i] = strings.Split(line, "\t")
		for j, cell := range rows[i] {
			rows[i][j] = strings.TrimSpace(cell)
		}
	}
	return rows
}

// Version returns the first 12 hexadecimal digits of the SHA-256 of all data
// files with their names: it changes whenever a rule does.
func Version() string {
	h := sha256.New()
	// The embedded tree cannot fail to be read; WalkDir goes in lexical order.
	_ = fs.WalkDir(FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := FS.ReadFile(path)
		fmt.Fprintf(h, "%s\x00%d\x00", path, len(b))
		h.Write(b)
		return err
	})
	return hex.EncodeToString(h.Sum(nil))[:12]
}
