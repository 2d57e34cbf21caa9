package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os/exec"
	"slices"
	"strings"
)

// gofmt checks that every Go file is formatted.
func gofmt(ctx context.Context) result {
	out, err := exec.CommandContext(ctx, "gofmt", "-l", ".").CombinedOutput()
	var unformatted []string
	for name := range strings.Lines(string(out)) {
		if !strings.Contains(name, "node_modules/") {
			unformatted = append(unformatted, strings.TrimSpace(name))
		}
	}
	if err != nil || len(unformatted) > 0 {
		return fault("gofmt -w these files: %s", strings.Join(unformatted, " "))
	}
	return result{passed: 1}
}

// command returns a suite of one check, which passes if the command succeeds.
func command(name string, args ...string) func(context.Context) result {
	return func(ctx context.Context) result {
		out, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
		if err != nil {
			return fault("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
		}
		return result{passed: 1}
	}
}

// goTimeout ends the tests of a package that hang, with a print of where.
const goTimeout = "4m"

// goTest runs every Go test.
func goTest(ctx context.Context) result {
	cmd := exec.CommandContext(ctx, "go", "test", "-json", "-timeout", goTimeout, "./...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fault("go test: %v", err)
	}
	if err := cmd.Start(); err != nil {
		return fault("go test: %v", err)
	}
	r := countGoTests(out)
	if err := cmd.Wait(); err != nil && r.failed == 0 {
		// A failure that no test owns, such as a package pattern that is wrong.
		r.failed++
		r.notes = append(r.notes, fmt.Sprintf("go test: %v\n%s", err, stderr.String()))
	}
	return r
}

// goEvent is one line of `go test -json`; see `go doc test2json`.
type goEvent struct {
	Action, Package, ImportPath, Test, Output string
}

// countGoTests reads the events and counts tests and subtests. A package that
// fails without a failing test (it does not build, or it exits) counts as one
// failure. The output of what failed is kept as notes.
func countGoTests(events io.Reader) result {
	var r result
	output := map[string]*strings.Builder{}
	failed := map[string]bool{}
	dec := json.NewDecoder(events)
	for {
		var e goEvent
		if err := dec.Decode(&e); errors.Is(err, io.EOF) {
			return r
		} else if err != nil {
			r.failed++
			r.notes = append(r.notes, fmt.Sprintf("reading the output of go test: %v", err))
			return r
		}
		key := e.Package + e.ImportPath + " " + e.Test
		switch e.Action {
		case "output", "build-output":
			if output[key] == nil {
				output[key] = &strings.Builder{}
			}
			output[key].WriteString(e.Output)
		case "pass", "skip", "fail", "build-fail":
			r.count(e, takeOutput(output, e), failed)
		}
	}
}

// takeOutput removes and returns the output of what e ends. The end of a package
// takes along that of tests which did not end: those that hung or brought the
// process down.
func takeOutput(output map[string]*strings.Builder, e goEvent) string {
	var out strings.Builder
	for _, key := range slices.Sorted(maps.Keys(output)) {
		pkg, test, _ := strings.Cut(key, " ")
		if pkg == e.Package+e.ImportPath && (test == e.Test || e.Test == "") {
			out.WriteString(output[key].String())
			delete(output, key)
		}
	}
	return out.String()
}

// count adds the end of a test, package or build to r.
func (r *result) count(e goEvent, output string, failed map[string]bool) {
	switch {
	case e.Test != "" && e.Action == "pass":
		r.passed++
	case e.Test != "" && e.Action == "skip":
		r.skipped++
	case e.Action == "fail" && (e.Test != "" || !failed[e.Package]), e.Action == "build-fail":
		if e.Action == "fail" {
			r.failed++
			failed[e.Package] = true
		}
		r.notes = append(r.notes, "FAIL "+strings.TrimSpace(e.Package+e.ImportPath+" "+e.Test)+"\n"+output)
	}
}
