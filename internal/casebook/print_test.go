package casebook_test

import (
	"bytes"
	"strings"
	"testing"

	"tocsin/internal/casebook"
)

// TestTheListDrawsTollsAsPeopleWriteThem takes each form that a toll's value has.
func TestTheListDrawsTollsAsPeopleWriteThem(t *testing.T) {
	for value, want := range map[string]string{
		"": "–", "94": "94", "84/94/103": "94 (84–103)", "12/12/": "12+", "9/12/": "12 (9+)",
	} {
		var out bytes.Buffer
		c := casebook.Case{ID: "2b79a1ad794ee3db", Values: map[string]string{"kind": "bombing", "killed": value, "place": "Kabul"}}
		if err := casebook.PrintList(&out, []casebook.Case{c}, 1); err != nil {
			t.Fatal(err)
		}
		if row := strings.Split(out.String(), "\n")[1]; !strings.Contains(row, "Kabul  "+want+"  ") {
			t.Errorf("%q: drawn as %q, want %q", value, row, want)
		}
	}
}
