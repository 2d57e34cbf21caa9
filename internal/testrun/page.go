package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// pageDir is the folder of the page's sources.
const pageDir = "ui"

// install brings in the page's packages, unless those of the lock file are there.
func install(ctx context.Context) result {
	if newer(filepath.Join(pageDir, "node_modules", ".package-lock.json"), filepath.Join(pageDir, "package-lock.json")) {
		return result{passed: 1}
	}
	return npm(ctx, "ci", "--no-audit", "--no-fund")
}

// newer reports whether file is there and not older than source.
func newer(file, source string) bool {
	f, err := os.Stat(file)
	if err != nil {
		return false
	}
	s, err := os.Stat(source)
	return err == nil && !f.ModTime().Before(s.ModTime())
}

// tool returns a suite of one check: a program of the page's packages.
func tool(args ...string) func(context.Context) result {
	return func(ctx context.Context) result {
		return npm(ctx, append([]string{"exec", "--no", "--"}, args...)...)
	}
}

func npm(ctx context.Context, args ...string) result {
	cmd := exec.CommandContext(ctx, "npm", args...)
	cmd.Dir = pageDir
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fault("npm %s in %s: %v\n%s", strings.Join(args, " "), pageDir, err, out)
	}
	return result{passed: 1}
}

// vitest runs the page's tests with further arguments and environment.
func vitest(ctx context.Context, args, env []string) result {
	dir, err := os.MkdirTemp("", "tocsin-test-")
	if err != nil {
		return fault("a folder for vitest's report: %v", err)
	}
	defer os.RemoveAll(dir)
	report := filepath.Join(dir, "report.json")
	args = append([]string{"exec", "--no", "--", "vitest", "run", "--reporter=json", "--outputFile=" + report}, args...)
	cmd := exec.CommandContext(ctx, "npm", args...)
	cmd.Dir, cmd.Env = pageDir, append(os.Environ(), env...)
	out, runErr := cmd.CombinedOutput()
	b, err := os.ReadFile(report)
	if err != nil {
		return fault("vitest left no report: %v\n%s", runErr, out)
	}
	r := countVitest(b)
	if runErr != nil && r.failed == 0 {
		r.failed++
		r.notes = append(r.notes, fmt.Sprintf("vitest: %v\n%s", runErr, out))
	}
	return r
}

// pageTests runs the page's tests that need no browser.
func pageTests(ctx context.Context) result { return vitest(ctx, nil, nil) }

// countVitest reads the report of vitest's JSON reporter. A file that fails
// before its first test counts as one failure.
func countVitest(report []byte) result {
	var v struct {
		TestResults []struct {
			Name, Status, Message string
			AssertionResults      []struct {
				FullName, Status string
				FailureMessages  []string
			}
		}
	}
	if err := json.Unmarshal(report, &v); err != nil {
		return fault("reading the report of vitest: %v", err)
	}
	var r result
	for _, file := range v.TestResults {
		before := r.failed
		for _, a := range file.AssertionResults {
			switch a.Status {
			case "passed":
				r.passed++
			case "failed":
				r.failed++
				r.notes = append(r.notes, "FAIL "+a.FullName+"\n"+strings.Join(a.FailureMessages, "\n"))
			default:
				r.skipped++
			}
		}
		if file.Status == "failed" && r.failed == before {
			r.failed++
			r.notes = append(r.notes, "FAIL "+file.Name+"\n"+file.Message)
		}
	}
	return r
}

// browser runs the browser tests in Debian's Chromium, which it installs where it
// is missing and may.
func browser(ctx context.Context) result {
	chromium, err := findChromium()
	if err != nil {
		chromium, err = installChromium(ctx)
	}
	if err != nil {
		return result{skipped: 1, notes: []string{"browser tests were not run: " + err.Error()}}
	}
	if r := command("go", "build", "-o", "bin/tocsin", "./cmd/tocsin")(ctx); r.failed > 0 {
		return r
	}
	return vitest(ctx, []string{"--config", "vitest.browser.config.ts"}, []string{"CHROMIUM=" + chromium})
}

// findChromium returns the path of a Chromium: the environment's CHROMIUM, or one
// on the path.
func findChromium() (string, error) {
	if c := os.Getenv("CHROMIUM"); c != "" {
		return exec.LookPath(c)
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p, nil
		}
	}
	return "", fmt.Errorf("no Chromium on the path")
}

// installChromium installs Debian's package where this process is root.
func installChromium(ctx context.Context) (string, error) {
	apt, err := exec.LookPath("apt-get")
	if err != nil || os.Geteuid() != 0 {
		return "", fmt.Errorf("install Chromium (on Debian, as root: apt-get install chromium), or name one in the environment variable CHROMIUM")
	}
	for _, args := range [][]string{{"update"}, {"install", "-y", "--no-install-recommends", "chromium"}} {
		cmd := exec.CommandContext(ctx, apt, args...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("installing Chromium: apt-get %s: %w\n%s", args[0], err, out)
		}
	}
	return findChromium()
}
