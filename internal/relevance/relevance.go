// Package relevance tells, from its words alone, whether a report may hold
// anything to code, so that the costly stages can pass over the rest of an open
// stream of news.
//
// Its model is a table of the rule files (relevance.tsv), trained by bench/learn
// to let through at least 97 of 100 articles that tell a codable incident.
package relevance

import (
	"fmt"
	"math"
	"strings"

	"tocsin"
	"tocsin/internal/linear"
	"tocsin/internal/rules"
	"tocsin/internal/text"
)

// Gate is a trained gate. It is safe for concurrent use.
type Gate struct {
	model    *linear.Model
	producer tocsin.Producer
}

// Open returns the gate with the embedded model.
func Open() (*Gate, error) {
	m, err := linear.Parse(rules.Rows("relevance.tsv"))
	if err != nil {
		return nil, fmt.Errorf("read relevance.tsv: %w", err)
	}
	return &Gate{m, tocsin.Producer{Stage: "relevance", Version: Version()}}, nil
}

// enough is how many different words a report must have to be judged by them;
// shorter ones are admitted.
const enough = 30

// Admits reports whether rep may hold something to code.
func (g *Gate) Admits(rep tocsin.Report) bool {
	f := Traits(rep)
	return len(f) < enough || g.model.LogOdds(f) >= 0
}

// Producer names the gate and its version.
func (g *Gate) Producer() tocsin.Producer { return g.producer }

// strength is the length of every report's vector of words, such that weights
// are of the size of one.
const strength = 10

// Traits returns the different words of rep in lower case, of one length
// together however many they are. Numbers and marks are left out.
func Traits(rep tocsin.Report) linear.Features {
	var f linear.Features
	seen := map[string]bool{}
	for _, t := range text.New(rep).Tokens {
		w := strings.Trim(t.Lower, "'-")
		if t.Kind != text.Word || len(w) < 2 || seen[w] {
			continue
		}
		seen[w] = true
		f.Add(w, 1)
	}
	each := strength / math.Sqrt(float64(max(1, len(f))))
	for i := range f {
		f[i].Value = each
	}
	return f
}
