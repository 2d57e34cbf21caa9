package main

import (
	"strings"
	"testing"
)

func TestCountGoTests(t *testing.T) {
	const events = `{"Action":"start","Package":"a"}
{"Action":"run","Package":"a","Test":"TestX"}
{"Action":"run","Package":"a","Test":"TestX/one"}
{"Action":"output","Package":"a","Test":"TestX/one","Output":"    x_test.go:3: got 1\n"}
{"Action":"fail","Package":"a","Test":"TestX/one"}
{"Action":"fail","Package":"a","Test":"TestX"}
{"Action":"pass","Package":"a","Test":"TestY"}
{"Action":"skip","Package":"a","Test":"TestZ"}
{"Action":"fail","Package":"a"}
{"ImportPath":"b","Action":"build-output","Output":"b.go:1:1: no such thing\n"}
{"ImportPath":"b","Action":"build-fail"}
{"Action":"fail","Package":"b"}
{"Action":"pass","Package":"c","Test":"TestW"}
{"Action":"pass","Package":"c"}
{"Action":"skip","Package":"d"}
`
	r := countGoTests(strings.NewReader(events))
	if r.passed != 2 || r.failed != 3 || r.skipped != 1 {
		t.Errorf("%d passed, %d failed, %d skipped; want 2, 3 (a subtest, its test, a build), 1", r.passed, r.failed, r.skipped)
	}
	notes := strings.Join(r.notes, "\n")
	for _, want := range []string{"FAIL a TestX/one", "x_test.go:3: got 1", "b.go:1:1: no such thing"} {
		if !strings.Contains(notes, want) {
			t.Errorf("the notes do not hold %q:\n%s", want, notes)
		}
	}
}

// TestCountGoTestsShowsWhereATestHung keeps the print of a process that was ended
// before its test was.
func TestCountGoTestsShowsWhereATestHung(t *testing.T) {
	r := countGoTests(strings.NewReader(`{"Action":"run","Package":"a","Test":"TestX"}
{"Action":"output","Package":"a","Test":"TestX","Output":"panic: test timed out\n"}
{"Action":"output","Package":"a","Output":"FAIL\ta\t240s\n"}
{"Action":"fail","Package":"a"}
`))
	if r.failed != 1 || len(r.notes) != 1 || !strings.Contains(r.notes[0], "test timed out") {
		t.Errorf("%d failed, notes %q; want 1, with the print", r.failed, r.notes)
	}
}

func TestCountGoTestsRefusesWhatIsNoEvent(t *testing.T) {
	if r := countGoTests(strings.NewReader("go: no packages\n")); r.failed != 1 || r.passed != 0 {
		t.Errorf("%d passed, %d failed; want 0, 1", r.passed, r.failed)
	}
}

func TestClosing(t *testing.T) {
	for want, r := range map[string]result{
		"3 passed, 0 failed":            {passed: 3},
		"3 passed, 1 failed, 2 skipped": {passed: 3, failed: 1, skipped: 2},
	} {
		if got := r.closing(); got != want {
			t.Errorf("closing line %q, want %q", got, want)
		}
	}
}

func TestCountVitest(t *testing.T) {
	r := countVitest([]byte(`{"testResults": [
		{"name": "a.test.ts", "status": "failed", "assertionResults": [
			{"fullName": "adds", "status": "passed"},
			{"fullName": "takes away", "status": "failed", "failureMessages": ["expected 1 to be 2"]},
			{"fullName": "waits", "status": "pending"}]},
		{"name": "b.test.ts", "status": "failed", "message": "cannot find module", "assertionResults": []},
		{"name": "c.test.ts", "status": "passed", "assertionResults": [{"fullName": "holds", "status": "passed"}]}]}`))
	if r.passed != 2 || r.failed != 2 || r.skipped != 1 {
		t.Errorf("%d passed, %d failed, %d skipped; want 2, 2, 1", r.passed, r.failed, r.skipped)
	}
	notes := strings.Join(r.notes, "\n")
	for _, want := range []string{"FAIL takes away", "expected 1 to be 2", "FAIL b.test.ts", "cannot find module"} {
		if !strings.Contains(notes, want) {
			t.Errorf("the notes do not hold %q:\n%s", want, notes)
		}
	}
	if r := countVitest([]byte("not JSON")); r.failed != 1 {
		t.Error("a broken report is not a failure")
	}
}
