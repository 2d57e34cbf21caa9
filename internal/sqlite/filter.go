package sqlite

import (
	"strings"

	"tocsin"
)

// filter gathers the conditions of a list, all of which must hold, and their
// arguments in order.
type filter struct {
	conds []string
	args  []any
}

func newFilter() *filter { return &filter{conds: []string{"1"}} }

func (f *filter) where() string { return strings.Join(f.conds, " AND ") }

func (f *filter) add(cond string, values ...any) {
	f.conds = append(f.conds, cond)
	f.args = append(f.args, values...)
}

// within wants the coordinates of a table in the box.
func (f *filter) within(table string, b *tocsin.Box) {
	f.add(table+".lat BETWEEN ? AND ? AND ("+table+".lon >= ? "+side(b)+" "+table+".lon <= ?)", b.South, b.North, b.West, b.East)
}

// side joins the conditions on a box's western and eastern edge: a box that spans
// the antimeridian is what lies beyond either.
func side(b *tocsin.Box) string {
	if b.West > b.East {
		return "OR"
	}
	return "AND"
}

// among wants a column to hold one of the values, if there are any.
func among[T ~string](f *filter, column string, values []T) {
	if len(values) > 0 {
		f.add(column+" IN ("+marks(len(values))+")", anys(values)...)
	}
}
