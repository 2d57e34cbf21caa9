package review_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tocsin"
	"tocsin/internal/review"
)

var noon = time.Date(2024, 1, 5, 12, 0, 0, 0, time.UTC)

// then numbers decisions in their order, an hour apart, by two analysts in turn.
func then(all ...tocsin.Decision) []tocsin.Decision {
	for i := range all {
		d := &all[i]
		d.Number, d.Incident, d.At = i+1, "t1", noon.Add(time.Duration(i)*time.Hour)
		d.Author = []string{"ana", "ben"}[i%2]
		if d.Basis == nil {
			d.Basis = map[string]string{"killed": "84", "kind": "bombing"}
		}
	}
	return all
}

func act(a tocsin.Action, text string) tocsin.Decision { return tocsin.Decision{Action: a, Text: text} }
func set(a tocsin.Action, field, value string) tocsin.Decision {
	return tocsin.Decision{Action: a, Field: field, Value: value}
}
func undo(n int) tocsin.Decision { return tocsin.Decision{Action: tocsin.Undo, Undoes: n} }

// TestReplay holds docs/review.md, one case a rule.
func TestReplay(t *testing.T) {
	same := map[string]string{"killed": "84", "kind": "bombing"}
	moved := map[string]string{"killed": "94", "kind": "bombing"}
	for name, c := range map[string]struct {
		machine   map[string]string
		decisions []tocsin.Decision
		state     review.State
		killed    string // as set, "" for not set
		conflicts []string
	}{
		"none":                        {same, nil, review.Awaiting, "", nil},
		"accepted":                    {same, then(act(tocsin.Accept, "")), review.Accepted, "", nil},
		"rejected":                    {same, then(act(tocsin.Reject, "an accident")), review.Rejected, "", nil},
		"the later holds":             {same, then(act(tocsin.Accept, ""), act(tocsin.Reject, "no")), review.Rejected, "", nil},
		"undone":                      {same, then(act(tocsin.Accept, ""), undo(1)), review.Awaiting, "", nil},
		"the earlier is back":         {same, then(act(tocsin.Accept, ""), act(tocsin.Reject, "no"), undo(2)), review.Accepted, "", nil},
		"an undo undone":              {same, then(act(tocsin.Accept, ""), undo(1), undo(2)), review.Accepted, "", nil},
		"a note decides nothing":      {same, then(act(tocsin.Note, "call the hospital")), review.Awaiting, "", nil},
		"a value set":                 {same, then(set(tocsin.Edit, "killed", "90")), review.Awaiting, "90", nil},
		"set twice":                   {same, then(set(tocsin.Edit, "killed", "90"), set(tocsin.Pin, "killed", "91")), review.Awaiting, "91", nil},
		"set twice, the later undone": {same, then(set(tocsin.Edit, "killed", "90"), set(tocsin.Edit, "killed", "91"), undo(2)), review.Awaiting, "90", nil},
		"evidence moves after a setting": {moved, then(set(tocsin.Edit, "killed", "90")), review.Disputed, "90",
			[]string{"ana set killed to 90 when reports gave 84; they now give 94"}},
		"evidence comes round": {moved, then(set(tocsin.Edit, "killed", "94")), review.Awaiting, "94", nil},
		"evidence moves after an acceptance": {moved, then(act(tocsin.Accept, "")), review.Disputed, "",
			[]string{"ana accepted it when killed was 84; reports now give 94"}},
		"undoing ends the conflict": {moved, then(act(tocsin.Accept, ""), undo(1)), review.Awaiting, "", nil},
		"accepting anew ends it": {moved, append(then(act(tocsin.Accept, "")), tocsin.Decision{
			Number: 2, Action: tocsin.Accept, Author: "ben", At: noon.Add(time.Hour), Basis: moved}), review.Accepted, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := review.Replay(c.decisions, c.machine, time.Time{})
			var said []string
			for _, x := range r.Conflicts {
				said = append(said, x.Why)
			}
			if r.State != c.state || r.Set["killed"].Value != c.killed || !reflect.DeepEqual(said, c.conflicts) {
				t.Errorf("state %s, killed %q, conflicts %q; want %s, %q, %q", r.State, r.Set["killed"].Value, said, c.state, c.killed, c.conflicts)
			}
			if len(r.Log) != len(c.decisions) || r.Revision != len(c.decisions) {
				t.Errorf("%d of %d decisions are in the log, revision %d", len(r.Log), len(c.decisions), r.Revision)
			}
		})
	}
}

func TestWhatWasDecidedLaterIsNotKnownBefore(t *testing.T) {
	all := then(act(tocsin.Accept, ""), act(tocsin.Reject, "no"))
	if r := review.Replay(all, all[0].Basis, noon.Add(time.Minute)); r.State != review.Accepted || r.Revision != 1 {
		t.Errorf("a minute after the first decision the state is %s at revision %d", r.State, r.Revision)
	}
}

// The order in which decisions are read does not show, none is lost, and undoing
// what was decided last brings back what was before.
func TestAnyDecisions(t *testing.T) {
	decision := rapid.Custom(func(t *rapid.T) tocsin.Decision {
		switch a := rapid.SampledFrom(tocsin.Actions()).Draw(t, "action"); a {
		case tocsin.Edit, tocsin.Pin:
			return set(a, rapid.SampledFrom([]string{"killed", "kind"}).Draw(t, "field"), rapid.SampledFrom([]string{"1", "2"}).Draw(t, "value"))
		case tocsin.Undo:
			return undo(rapid.IntRange(1, 6).Draw(t, "undoes"))
		default:
			return act(a, "why")
		}
	})
	machine := map[string]string{"killed": "84", "kind": "bombing"}
	rapid.Check(t, func(t *rapid.T) {
		all := then(rapid.SliceOfN(decision, 0, 8).Draw(t, "decisions")...)
		before := review.Replay(all, machine, time.Time{})
		if shuffled := review.Replay(rapid.Permutation(all).Draw(t, "order"), machine, time.Time{}); !reflect.DeepEqual(before, shuffled) {
			t.Fatal("the order of reading shows")
		}
		more := then(append(all, decision.Draw(t, "one more"))...)
		if len(review.Replay(more, machine, time.Time{}).Log) != len(all)+1 {
			t.Fatal("a decision was lost")
		}
		back := review.Replay(then(append(more, undo(len(more)))...), machine, time.Time{})
		if back.State != before.State || !reflect.DeepEqual(back.Set, before.Set) {
			t.Fatalf("undone, it is %s %v; before it was %s %v", back.State, back.Set, before.State, before.Set)
		}
	})
}

func TestConstraints(t *testing.T) {
	merge := func(with ...string) tocsin.Decision {
		return tocsin.Decision{Action: tocsin.Merge, Tellings: with}
	}
	split := tocsin.Decision{Action: tocsin.Split, Tellings: []string{"t2", "t3"}, Rest: []string{"t1", "t4"}}
	pair := func(a, b string, same bool) tocsin.Constraint { return tocsin.Constraint{A: a, B: b, Same: same} }
	for name, c := range map[string]struct {
		decisions []tocsin.Decision
		want      []tocsin.Constraint
	}{
		"a merge":  {then(merge("t9")), []tocsin.Constraint{pair("t1", "t9", true)}},
		"a split":  {then(split), []tocsin.Constraint{pair("t1", "t2", false), pair("t2", "t4", false), pair("t2", "t3", true), pair("t1", "t3", false), pair("t3", "t4", false)}},
		"undone":   {then(merge("t9"), undo(1)), []tocsin.Constraint{}},
		"anew":     {then(merge("t2"), split, merge("t2")), []tocsin.Constraint{pair("t2", "t4", false), pair("t2", "t3", true), pair("t1", "t3", false), pair("t3", "t4", false), pair("t1", "t2", true)}},
		"no pairs": {then(act(tocsin.Accept, "")), []tocsin.Constraint{}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := review.Constraints(c.decisions); !reflect.DeepEqual(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

func TestCheckSaysWhatIsWrong(t *testing.T) {
	now := review.Replay(then(act(tocsin.Accept, ""), undo(1)), nil, time.Time{})
	tellings := []string{"t1", "t2"}
	for want, d := range map[string]tocsin.Decision{
		"":                        {Action: tocsin.Accept, Author: "ana"},
		"author is missing":       {Action: tocsin.Accept, Author: " "},
		"one line":                {Action: tocsin.Accept, Author: "a\nb"},
		"reason is missing":       {Action: tocsin.Reject, Author: "ana"},
		"note is empty":           {Action: tocsin.Note, Author: "ana"},
		"longer than 4000":        {Action: tocsin.Note, Author: "ana", Text: strings.Repeat("x", 4001)},
		"no field is called":      {Action: tocsin.Edit, Author: "ana", Field: "weather", Value: "x"},
		"kind \"riot\": want":     {Action: tocsin.Edit, Author: "ana", Field: "kind", Value: "riot"},
		"kind \"\": want":         {Action: tocsin.Edit, Author: "ana", Field: "kind"},
		"YYYY-MM-DD":              {Action: tocsin.Edit, Author: "ana", Field: "date", Value: "2024-01-05/2024-01-01"},
		"low/best/high":           {Action: tocsin.Pin, Author: "ana", Field: "killed", Value: "9/5/7"},
		"two capital letters":     {Action: tocsin.Edit, Author: "ana", Field: "country", Value: "Iran"},
		"name the incident":       {Action: tocsin.Merge, Author: "ana"},
		"this incident already":   {Action: tocsin.Merge, Author: "ana", Tellings: []string{"t2"}},
		"no telling of this":      {Action: tocsin.Split, Author: "ana", Tellings: []string{"t7"}},
		"leave a telling":         {Action: tocsin.Split, Author: "ana", Tellings: []string{"t1", "t2"}},
		"no decision 9":           {Action: tocsin.Undo, Author: "ana", Undoes: 9},
		"undone already":          {Action: tocsin.Undo, Author: "ana", Undoes: 1},
		"no action is called \"x": {Action: "x", Author: "ana"},
	} {
		err := review.Check(d, now, tellings)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", d.Action, err, want)
		}
	}
	for _, ok := range []string{"12", "84/94/103", ""} {
		if err := review.Check(tocsin.Decision{Action: tocsin.Edit, Author: "ana", Field: "killed", Value: ok}, now, tellings); err != nil {
			t.Errorf("killed %q: %v", ok, err)
		}
	}
}
