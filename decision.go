package tocsin

import (
	"errors"
	"time"
)

// Decision is what one analyst decided on one incident, at one time. Decisions
// are only ever added: an undo is a decision as well.
type Decision struct {
	// Number counts the decisions of a store from 1; it is given by the store.
	Number int `json:"number"`
	// Incident is the dossier's ID as the analyst saw it.
	Incident string `json:"incident"`
	Action   Action `json:"action"`
	// Field and Value are what an edit or a pin sets: a field of the incident by
	// name, and its value as text.
	Field string `json:"field,omitempty"`
	Value string `json:"value,omitempty"`
	// Text is the reason of the decision, or the note.
	Text string `json:"text,omitempty"`
	// Tellings are, for a merge, one telling of each incident to be joined, and
	// for a split those that are set apart.
	Tellings []string `json:"tellings,omitempty"`
	// Rest are, for a split, the tellings that stay.
	Rest []string `json:"rest,omitempty"`
	// Undoes is the number of the decision that an undo takes back.
	Undoes int       `json:"undoes,omitempty"`
	Author string    `json:"author"`
	At     time.Time `json:"at"`
	// Basis are the incident's values by field as the machine gave them when it
	// was decided: later evidence is held against them.
	Basis map[string]string `json:"basis,omitempty"`
	// Reports is the number of reports that were known then.
	Reports int `json:"reports,omitempty"`
}

// Action says what was decided.
type Action string

// The actions.
const (
	Accept Action = "accept"
	Reject Action = "reject"
	Edit   Action = "edit"
	Pin    Action = "pin"
	Merge  Action = "merge"
	Split  Action = "split"
	Note   Action = "note"
	Undo   Action = "undo"
)

// Actions returns all actions.
func Actions() []Action { return []Action{Accept, Reject, Edit, Pin, Merge, Split, Note, Undo} }

// ErrDecided is returned where somebody else decided on an incident since the
// analyst looked at it.
var ErrDecided = errors.New("somebody decided on it in the meantime")

// Snapshot is what was shown at one moment, under a name, as the bytes that were
// shown: it can be cited, and made again and compared.
type Snapshot struct {
	Name   string    `json:"name"`
	Author string    `json:"author,omitempty"`
	At     time.Time `json:"at"`
	// Query is how it was asked for, as the address of the list.
	Query string `json:"query"`
	// Hash is the SHA-256 of Body in hexadecimal.
	Hash string `json:"hash"`
	// Incidents is the number of incidents in it.
	Incidents int `json:"incidents"`
	// Body is canonical JSON; it is left out of lists.
	Body []byte `json:"-"`
}

// ErrNameTaken is returned for a snapshot whose name is in use: what a name
// stands for never changes.
var ErrNameTaken = errors.New("a snapshot of that name is there already")
