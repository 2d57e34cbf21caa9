// Package rules holds the lexicons and patterns that the stages read, as
// embedded data files, so that an analyst can read and change what the program
// knows without reading its code.
//
// A data file is UTF-8 text, one entry a line, its columns parted by tabs. A
// line that begins with # is a comment; each file opens with one that names its
// columns and, where it has one, the source of its facts.
package rules

import (
	"embed"
	"fmt"
	"strings"

	"tocsin/internal/stamp"
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

//go:embed *.go
var sources embed.FS

// Version returns the stamp of the data files and of the code that reads them.
func Version() string { return stamp.Of(FS, stamp.Of(sources)) }
