// Command testrun is what `make test` calls: it runs every suite of the project,
// also where one fails, reads each runner's machine output, and ends with the
// sum, "N passed, N failed[, N skipped]". Its exit code is 1 if anything failed.
//
// Usage, at the module's root:
//
//	go run ./internal/testrun [SUITE…]
//
// Without a suite it runs all, in the order in which they build on each other.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"
)

// result is the outcome of one suite.
type result struct {
	passed, failed, skipped int
	// notes are lines for the reader: what failed and how, or why nothing ran.
	notes []string
}

// fault returns the result of a suite that could not be run, which counts as one
// failure.
func fault(format string, args ...any) result {
	return result{failed: 1, notes: []string{fmt.Sprintf(format, args...)}}
}

// suite is a named set of checks.
type suite struct {
	name string
	run  func(ctx context.Context) result
}

// suites are in order: the page is built before the Go code that embeds it, and
// the browser comes last.
func suites() []suite {
	return []suite{
		{"format", gofmt},
		{"vet", command("go", "vet", "./...")},
		{"staticcheck", command("go", "tool", "staticcheck", "./...")},
		{"page-install", install},
		{"page-types", tool("svelte-check", "--tsconfig", "./tsconfig.json", "--fail-on-warnings")},
		{"page-lint", tool("eslint", ".")},
		{"page-tests", pageTests},
		{"page-build", tool("vite", "build")},
		{"go", goTest},
		{"browser", browser},
	}
}

// closing is the last line of a run: "N passed, N failed", with ", N skipped"
// where something was.
func (r result) closing() string {
	line := fmt.Sprintf("%d passed, %d failed", r.passed, r.failed)
	if r.skipped > 0 {
		line += fmt.Sprintf(", %d skipped", r.skipped)
	}
	return line
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if !run(ctx, os.Args[1:]) {
		os.Exit(1)
	}
}

// run runs the named suites, all where none is named, and reports whether
// something ran and nothing failed.
func run(ctx context.Context, names []string) bool {
	var sum result
	for _, s := range suites() {
		if len(names) > 0 && !slices.Contains(names, s.name) {
			continue
		}
		fmt.Printf("%-14s", s.name)
		start := time.Now()
		r := s.run(ctx)
		fmt.Printf("%5d passed %4d failed %4d skipped  %6.1f s\n", r.passed, r.failed, r.skipped, time.Since(start).Seconds())
		for _, n := range r.notes {
			fmt.Println("    " + strings.ReplaceAll(strings.TrimRight(n, "\n"), "\n", "\n    "))
		}
		sum.passed, sum.failed, sum.skipped = sum.passed+r.passed, sum.failed+r.failed, sum.skipped+r.skipped
	}
	fmt.Println(sum.closing())
	return sum.failed == 0 && sum.passed > 0
}
