package app

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"tocsin"
)

var update = flag.Bool("update", false, "rewrite testdata/incidents.txt with what is coded")

// summary draws an incident in one line.
func summary(i tocsin.Incident) string {
	place, days := "-", "-"
	if i.Place != nil {
		place = i.Place.Name
	}
	if i.Date != nil {
		days = fmt.Sprintf("%v..%v", i.Date.Interval.Start, i.Date.Interval.End)
	}
	return fmt.Sprintf("%s %s %s %s %s", i.Kind, i.Stage, i.Salience, place, days)
}

// TestIncidents holds what is coded from the short reports of
// testdata/incidents.txt.
func TestIncidents(t *testing.T) {
	const file = "testdata/incidents.txt"
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	coder, err := NewCoder(RulesOnly)
	if err != nil {
		t.Fatal(err)
	}
	published, err := tocsin.ParseDay("2024-01-10")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, line := range strings.SplitAfter(string(want), "\n") {
		if strings.HasPrefix(line, "\t") {
			continue
		}
		got.WriteString(line)
		if text := strings.TrimSpace(line); text != "" && text[0] != '#' {
			rec := coder.Code(tocsin.Report{Published: &published, Text: text})
			for _, inc := range rec.Incidents {
				got.WriteString("\t" + summary(inc) + "\n")
			}
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got.String() != string(want) {
		t.Errorf("what is coded differs from %s (rewrite with -update and look at the change):\n%s", file, got.String())
	}
}
