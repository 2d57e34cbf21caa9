package extract

import (
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/linear"
	"tocsin/internal/rules"
)

// TestRefutedActsAreNoCandidates: what is denied, feared or a figure of speech is
// not put before the model, however much else speaks for it.
func TestRefutedActsAreNoCandidates(t *testing.T) {
	for _, s := range []string{
		"The army did not shell the town, the ministry said.",
		"Officials fear that militants could attack the embassy.",
		"The ceasefire deal struck a balance.",
		"If rebels attack the town, its people will leave.",
	} {
		words, a := analysisOf(t, s)
		for _, tr := range words.findTriggers(a) {
			if tr.verb {
				t.Errorf("%q is a candidate in %q", strings.Join(tr.words, " "), s)
			}
		}
	}
}

// TestModelsWeighDoubts: a doubted trigger is admitted by what speaks for it, one
// that nothing speaks against without being weighed.
func TestModelsWeighDoubts(t *testing.T) {
	words, a := analysisOf(t, "Fighters attack the town every night.")
	ts := words.findTriggers(a)
	if len(ts) != 1 {
		t.Fatalf("%d triggers, want one", len(ts))
	}
	no := &Models{Tells: &linear.Model{Bias: AdmitAt - 1}}
	yes := &Models{Tells: &linear.Model{Bias: AdmitAt}}
	for _, c := range []struct {
		doubts []string
		model  *Models
		want   bool
	}{{nil, no, true}, {[]string{"light"}, no, false}, {[]string{"light"}, yes, true}} {
		ts[0].doubts = c.doubts
		if got := c.model.admits(words, a, ts, 0); got != c.want {
			t.Errorf("with the doubts %q admits %v, want %v", c.doubts, got, c.want)
		}
	}
}

// TestEveryReportIsAboutSomething: where the model calls nothing main, the first
// incident is.
func TestEveryReportIsAboutSomething(t *testing.T) {
	_, a := analysisOf(t, "A bomb exploded. Gunmen shot a priest.")
	groups := [][]Mention{{{}}, {{}}}
	for _, c := range []struct {
		bias float64
		want string
	}{{-1, "main background"}, {1, "main main"}} {
		incidents := make([]tocsin.Incident, 2)
		(&Models{News: &linear.Model{Bias: c.bias}}).setSalience(a, groups, incidents)
		if got := string(incidents[0].Salience + " " + incidents[1].Salience); got != c.want {
			t.Errorf("with the score %v: %s, want %s", c.bias, got, c.want)
		}
	}
}

// TestModelsNameWhatIsAsked: a weight whose trait the code no longer names would
// never count.
func TestModelsNameWhatIsAsked(t *testing.T) {
	code := source(t)
	for _, file := range []string{"tells.tsv", "news.tsv"} {
		for _, row := range rules.Rows(file) {
			name, _, valued := strings.Cut(row[0], "=")
			if valued {
				name += "="
			}
			for _, of := range []string{"verb.", "under.", "clause.", "sentence.", "agent.", "patient.", "agent", "patient"} {
				if rest, ok := strings.CutPrefix(name, of); ok {
					name = rest
				}
			}
			if !strings.HasPrefix(name, "(") && !strings.Contains(code, name) {
				t.Errorf("%s: nothing in the code names the trait %s", file, row[0])
			}
		}
	}
}
