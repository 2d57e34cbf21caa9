package web

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tocsin"
)

// query turns the parameters into a query, or returns an error for the client.
func (in *incidentsInput) query() (tocsin.IncidentQuery, error) {
	q := tocsin.IncidentQuery{Words: in.Q, Page: in.page()}
	for _, k := range in.Kind {
		if !tocsin.Kind(k).Valid() {
			return q, unprocessable("kind", k, "want one of the codebook's kinds")
		}
		q.Kinds = append(q.Kinds, tocsin.Kind(k))
	}
	for _, c := range in.Country {
		if len(c) != 2 {
			return q, unprocessable("country", c, "want two letters, ISO 3166-1 alpha-2")
		}
		q.Countries = append(q.Countries, strings.ToUpper(c))
	}
	var err error
	if q.From, err = parseDay("from", in.From); err != nil {
		return q, err
	}
	if q.To, err = parseDay("to", in.To); err != nil {
		return q, err
	}
	q.Box, err = parseBox(in.Box)
	return q, err
}

// parseDay returns nil for "".
func parseDay(name, s string) (*tocsin.Day, error) {
	if s == "" {
		return nil, nil
	}
	d, err := tocsin.ParseDay(s)
	if err != nil {
		return nil, unprocessable(name, s, "want a day as YYYY-MM-DD")
	}
	return &d, nil
}

// parseBox reads "west,south,east,north"; it returns nil for "".
func parseBox(s string) (*tocsin.Box, error) {
	if s == "" {
		return nil, nil
	}
	var sides [4]float64
	parts := strings.Split(s, ",")
	if len(parts) != len(sides) {
		return nil, unprocessable("bbox", s, "want west,south,east,north in degrees")
	}
	for i, part := range parts {
		limit := [2]float64{180, 90}[i%2]
		v, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || !(v >= -limit && v <= limit) {
			return nil, unprocessable("bbox", s, fmt.Sprintf("%q is not between -%g and %g", part, limit, limit))
		}
		sides[i] = v
	}
	if sides[1] > sides[3] {
		return nil, unprocessable("bbox", s, "south lies north of north")
	}
	return &tocsin.Box{West: sides[0], South: sides[1], East: sides[2], North: sides[3]}, nil
}

func unprocessable(name, value, want string) error {
	return huma.Error422UnprocessableEntity(fmt.Sprintf("%s %q: %s", name, value, want))
}
