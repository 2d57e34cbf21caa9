package casebook

import (
	"fmt"
	"io"
	"strings"
)

// Join is one link that holds an incident together.
type Join struct {
	// A and B are the tellings, ArticleA and ArticleB their reports.
	A        string `json:"a"`
	B        string `json:"b"`
	ArticleA string `json:"article_a"`
	ArticleB string `json:"article_b"`
	// Score in [0,1] is how likely it is by the reports that they tell one incident.
	Score float64 `json:"score"`
	// Decided is true where an analyst said that they do.
	Decided bool `json:"decided,omitempty"`
	// Reasons say in words what speaks for and against it, the weightiest first.
	Reasons []string `json:"reasons"`
}

// PrintJoins writes why the tellings of an incident are held to be of one.
func PrintJoins(w io.Writer, all []Join) error {
	p := &printer{w: w}
	p.line("\nWhy it is one incident")
	if len(all) == 0 {
		p.line("  one telling, and nothing to join it with")
	}
	for _, j := range all {
		said := fmt.Sprintf("%.2f", j.Score)
		if j.Decided {
			said += ", joined by a decision"
		}
		p.line("  %s of %s with %s of %s: %s", j.A, j.ArticleA, j.B, j.ArticleB, said)
		p.line("      %s", strings.Join(j.Reasons, "; "))
	}
	return p.err
}
