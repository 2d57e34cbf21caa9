package extract

import (
	"fmt"

	"tocsin/internal/linear"
	"tocsin/internal/rules"
)

// Models are the numbers by which an extractor decides. They are read-only and safe
// for concurrent use.
type Models struct {
	// Weights join mentions and keep incidents.
	Weights Weights
	// Roles choose the values of roles; without them the rules alone do.
	Roles Roles
	// Tells judges triggers, News what the report is about.
	Tells, News *linear.Model
}

// LoadModels returns the embedded models. Beside a trained reader the values of
// roles are chosen by models that were learned beside one.
func LoadModels(reader bool) (Models, error) {
	m := Models{}
	var err error
	if m.Weights, err = loadWeights(); err != nil {
		return m, err
	}
	roles := "roles.tsv"
	if reader {
		roles = "roles-read.tsv"
	}
	if m.Roles, err = parseRoles(rules.Rows(roles)); err != nil {
		return m, err
	}
	for name, to := range map[string]**linear.Model{"tells.tsv": &m.Tells, "news.tsv": &m.News} {
		if *to, err = linear.Parse(rules.Rows(name)); err != nil {
			return m, fmt.Errorf("read %s: %w", name, err)
		}
	}
	return m, nil
}
