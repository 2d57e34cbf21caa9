package pipeline_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/collect"
	"tocsin/internal/pipeline"
)

// fragile codes nothing, and falls over an article that says so.
type fragile struct{}

func (fragile) Extract(rep tocsin.Report) ([]tocsin.Incident, []tocsin.Assertion) {
	if strings.Contains(rep.Text, "fall over") {
		panic("fell over")
	}
	return nil, nil
}
func (fragile) Producers() []tocsin.Producer { return nil }

func input(name, text string, err error) collect.Input {
	return collect.Input{Name: name, Open: func(context.Context) (tocsin.Document, error) {
		return tocsin.Document{ID: name, Body: []byte(text)}, err
	}}
}

func TestFlowLosesOneInputAtATime(t *testing.T) {
	flow := &pipeline.Flow{Coder: pipeline.NewCoder(nil, fragile{}), Jobs: 2}
	inputs := slices.Values([]collect.Input{
		input("a", "A bomb.", nil), input("b", "fall over", nil), input("c", "", errors.New("gone")),
		input("d", " ", nil), input("e", "It rained.", nil),
	})
	want := []string{"", "a fault inside Tocsin (fell over); please report it with the article", "gone", "no text in it; give a file that holds an article", ""}
	i := 0
	for res := range flow.Run(t.Context(), inputs) {
		got := ""
		if res.Err != nil {
			got = res.Err.Error()
		}
		if got != want[i] || res.Input.Name != string(rune('a'+i)) {
			t.Errorf("input %s: error %q, want %q", res.Input.Name, got, want[i])
		}
		i++
	}
	if i != len(want) {
		t.Errorf("%d results, want %d", i, len(want))
	}
}
