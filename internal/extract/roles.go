package extract

import (
	"fmt"
	"slices"
	"strconv"

	"tocsin"
	"tocsin/internal/linear"
)

// Roles are the learned models by which the values of an incident's roles are
// chosen, by role (roles.tsv tells how they are made). They are read-only and
// safe for concurrent use.
type Roles map[string]*Role

// Role is the model of one role.
type Role struct {
	*linear.Model
	// Least is the probability from which a value is taken: there the expected F1
	// of the whole is best.
	Least float64
}

// leastRow is the row of a role's table that holds Least.
const leastRow = "(least)"

// parseRoles makes the models of rows of role, name and number.
func parseRoles(rows [][]string) (Roles, error) {
	tables, out := map[string][][]string{}, Roles{}
	for _, row := range rows {
		if len(row) != 3 {
			return nil, fmt.Errorf("roles.tsv: row %q: want a role, a name and a number", row)
		}
		if row[1] != leastRow {
			tables[row[0]] = append(tables[row[0]], row[1:])
			continue
		}
		v, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			return nil, fmt.Errorf("roles.tsv: %s %s: %w", row[0], leastRow, err)
		}
		out[row[0]] = &Role{Least: v}
	}
	for role, table := range tables {
		m, err := linear.Parse(table)
		switch {
		case err != nil:
			return nil, fmt.Errorf("roles.tsv: %s: %w", role, err)
		case out[role] == nil:
			return nil, fmt.Errorf("roles.tsv: %s: the row %s is wanting", role, leastRow)
		}
		out[role].Model = m
	}
	return out, nil
}

// Choice is a value that a role of an incident may take, with what speaks for
// it and against it.
type Choice struct {
	// Role names the model that judges it.
	Role string
	// Incident is the index of the incident among those of the report.
	Incident int
	// One of these is the value, by role.
	Actor  string
	Stance tocsin.Stance
	Date   *tocsin.Date
	Place  *tocsin.Place
	Target tocsin.Target
	// Features hold of the candidate, each once.
	Features linear.Features
	// Row gives for a stance the features of actor and stance as one row, from the
	// calibrated log-odds of both.
	Row func(actor, stance float64) linear.Features
}

// probability returns the calibrated probability in [0,1] that c is right.
func (r Roles) probability(c Choice) float64 {
	m := r[c.Role]
	if m == nil {
		return 0
	}
	return m.Probability(c.Features)
}

// features collects the names of what holds.
type features struct{ linear.Features }

func (f *features) add(name string) { f.Flag(name, true) }

func (f *features) when(name string, yes bool) { f.Flag(name, yes) }

// bucket names the range that n lies in.
func bucket(name string, n int, bounds ...int) string {
	for _, b := range bounds {
		if n <= b {
			return name + "<=" + strconv.Itoa(b)
		}
	}
	return name + ">" + strconv.Itoa(bounds[len(bounds)-1])
}

// sortedSet returns the members of a set in order.
func sortedSet(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// logOdds returns the calibrated log-odds that c is right.
func (r Roles) logOdds(c Choice) float64 {
	m := r[c.Role]
	if m == nil {
		return 0
	}
	return m.LogOdds(c.Features)
}
