package eval

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"tocsin"
)

// MUCRoles are the five roles of a MUC-4 template in its five-role form, in
// the order of the published tables.
func MUCRoles() []string { return []string{"PerpInd", "PerpOrg", "Target", "Victim", "Weapon"} }

// MUCDoc is one report of MUC-4 with its templates, in the JSON Lines form in
// which the benchmark is published.
type MUCDoc struct {
	ID        string        `json:"docid"`
	Text      string        `json:"doctext,omitempty"`
	Templates []MUCTemplate `json:"templates"`
}

// Report returns the text as a report without title and publication day.
func (d MUCDoc) Report() tocsin.Report { return tocsin.Report{ID: d.ID, Text: d.Text} }

// MUCTemplate is one incident: its type and the entities that fill its roles.
type MUCTemplate struct {
	Type    string      `json:"incident_type"`
	PerpInd []MUCEntity `json:"PerpInd"`
	PerpOrg []MUCEntity `json:"PerpOrg"`
	Target  []MUCEntity `json:"Target"`
	Victim  []MUCEntity `json:"Victim"`
	Weapon  []MUCEntity `json:"Weapon"`
}

// Role returns the entities of a role named by [MUCRoles].
func (t *MUCTemplate) Role(name string) *[]MUCEntity {
	switch name {
	case "PerpInd":
		return &t.PerpInd
	case "PerpOrg":
		return &t.PerpOrg
	case "Target":
		return &t.Target
	case "Victim":
		return &t.Victim
	}
	return &t.Weapon
}

// MUCEntity is one filler: its mentions.
type MUCEntity []MUCMention

// MUCMention is one mention string and its byte offset in the text; as JSON,
// the array [string, offset].
type MUCMention struct {
	Text   string
	Offset int
}

// MarshalJSON returns [text, offset].
func (m MUCMention) MarshalJSON() ([]byte, error) { return json.Marshal([]any{m.Text, m.Offset}) }

// UnmarshalJSON reads [text, offset], or a bare string.
func (m *MUCMention) UnmarshalJSON(b []byte) error {
	if json.Unmarshal(b, &m.Text) == nil {
		return nil
	}
	if err := json.Unmarshal(b, &[]any{&m.Text, &m.Offset}); err != nil {
		return fmt.Errorf("reading a mention: want [string, offset]: %w", err)
	}
	return nil
}

// ReadMUC reads reports, one JSON object a line.
func ReadMUC(r io.Reader) ([]MUCDoc, error) {
	var out []MUCDoc
	dec := json.NewDecoder(bufio.NewReader(r))
	for {
		var d MUCDoc
		err := dec.Decode(&d)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading report %d: %w", len(out)+1, err)
		}
		out = append(out, d)
	}
}

// WriteMUC writes the reports' ids and templates, one JSON object a line.
func WriteMUC(w io.Writer, docs []MUCDoc) error {
	enc := json.NewEncoder(w)
	for _, d := range docs {
		d.Text = ""
		if err := enc.Encode(d); err != nil {
			return fmt.Errorf("writing predictions: %w", err)
		}
	}
	return nil
}
