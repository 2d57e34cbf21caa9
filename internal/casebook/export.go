package casebook

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// columns are those of the CSV after the ID; the fields of review stand by name.
func columns() []string {
	return []string{"date", "kind", "stage", "place", "country", "lat", "lon", "precision",
		"killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high",
		"actor", "status", "grade", "state", "set_by_analyst", "reports", "sources", "first_reported", "last_reported", "title"}
}

// WriteCSV writes the cases as CSV with one row for each (RFC 4180). A cell that a
// spreadsheet would run as a formula begins with an apostrophe (OWASP, CSV
// injection).
func WriteCSV(w io.Writer, cases []Case) error {
	out := csv.NewWriter(w)
	rows := [][]string{append([]string{"id"}, columns()...)}
	for _, c := range cases {
		rows = append(rows, c.row())
	}
	for _, row := range rows {
		for i := range row {
			row[i] = safe(row[i])
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// safe takes from a cell what makes a formula of it. Plain numbers stay as they are.
func safe(cell string) string {
	trimmed := strings.TrimLeft(cell, " \u00a0")
	if trimmed == "" || !strings.ContainsAny(trimmed[:1], "=+-@\t\r\n|%") && !strings.HasPrefix(trimmed, "＝") && !strings.HasPrefix(trimmed, "＋") && !strings.HasPrefix(trimmed, "－") && !strings.HasPrefix(trimmed, "＠") {
		return cell
	}
	if strings.Trim(trimmed, "-0123456789.") == "" && trimmed[0] == '-' && len(trimmed) > 1 {
		return cell
	}
	return "'" + cell
}

func (c Case) row() []string {
	v := c.Values
	lat, lon, precision := "", "", ""
	if c.Where.Located() {
		lat, lon, precision = fmt.Sprint(c.Where.Lat), fmt.Sprint(c.Where.Lon), string(c.Where.Precision)
	}
	row := []string{c.ID, v["date"], v["kind"], v["stage"], v["place"], v["country"], lat, lon, precision}
	row = append(row, bounds(v["killed"])...)
	row = append(row, bounds(v["injured"])...)
	return append(row, v["actor"], v["status"], v["grade"], string(c.State), strings.Join(c.Set, " "),
		fmt.Sprint(c.Reports), fmt.Sprint(c.Sources), c.FirstReported.String(), c.LastReported.String(), c.Title)
}

// bounds parts "84/94/103" into three; "94" is all three, and an open end is empty.
func bounds(toll string) []string {
	if parts := strings.Split(toll, "/"); len(parts) == 3 {
		return parts
	}
	return []string{toll, toll, toll}
}

// list is the JSON of a list: what was asked, and what it gave.
type list struct {
	Query     string `json:"query"`
	AsOf      string `json:"as_of,omitempty"`
	Clock     string `json:"clock,omitempty"`
	Total     int    `json:"total"`
	Incidents any    `json:"incidents"`
}

func newList(q Query, n int, incidents any) list {
	l := list{Query: q.Encode(), Total: n, Incidents: incidents}
	if !q.At.Time.IsZero() {
		l.AsOf, l.Clock = q.At.Time.UTC().Format(time.RFC3339Nano), string(q.At.Clock)
	}
	return l
}

// WriteJSON writes the cases, with the query that selected them, as one JSON object.
func WriteJSON(w io.Writer, q Query, cases []Case) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(newList(q, len(cases), cases))
}

// feature is a GeoJSON feature (RFC 7946).
type feature struct {
	Type       string         `json:"type"`
	ID         string         `json:"id"`
	Geometry   any            `json:"geometry"`
	Properties map[string]any `json:"properties"`
}

type point struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"`
}

// WriteGeoJSON writes the cases as one feature collection. What has no place that
// could be resolved has no geometry, and is in the collection all the same.
func WriteGeoJSON(w io.Writer, q Query, cases []Case) error {
	features := []feature{}
	for _, c := range cases {
		f := feature{Type: "Feature", ID: c.ID, Properties: map[string]any{}}
		if c.Where.Located() {
			f.Geometry = point{"Point", [2]float64{c.Where.Lon, c.Where.Lat}}
		}
		for i, cell := range c.row()[1:] {
			f.Properties[columns()[i]] = cell
			if n, err := strconv.Atoi(cell); err == nil {
				f.Properties[columns()[i]] = n
			}
		}
		features = append(features, f)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(map[string]any{"type": "FeatureCollection", "query": q.Encode(), "features": features})
}

// Canonical returns files as the one sequence of bytes that stands for them: JSON
// without spaces, keys of maps sorted, fields in the order of their types, files
// in the order of their IDs; and its SHA-256 in hexadecimal. How strongly linking
// holds the tellings together, what sums them up and how a group of copies is
// named is left out: that depends on reports of later times.
func Canonical(q Query, files []File) (body []byte, hash string, err error) {
	for i := range files {
		f := &files[i]
		f.Members, f.Parts, f.PartOf = nil, nil, nil
		for j := range f.Assessment.Reports {
			r := &f.Assessment.Reports[j]
			r.Member.Score, r.Member.Reasons, r.Copies = 0, nil, ""
		}
	}
	body, err = json.Marshal(newList(q, len(files), files))
	if err != nil {
		return nil, "", fmt.Errorf("write a snapshot: %w", err)
	}
	sum := sha256.Sum256(body)
	return body, hex.EncodeToString(sum[:]), nil
}

// Formats returns the names of the formats that [Write] knows.
func Formats() []string { return []string{"csv", "json", "geojson"} }

// Write writes the cases in a format by its name.
func Write(w io.Writer, format string, q Query, cases []Case) error {
	switch format {
	case "csv":
		return WriteCSV(w, cases)
	case "json":
		return WriteJSON(w, q, cases)
	case "geojson":
		return WriteGeoJSON(w, q, cases)
	}
	return fmt.Errorf("format %q: want one of %s", format, strings.Join(Formats(), ", "))
}
