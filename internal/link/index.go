package link

import (
	"context"

	"tocsin"
)

// Index is what a [Linker] needs of a store: tellings by block and by ID, and the
// links between them. It need not be safe for concurrent use.
type Index interface {
	// Members returns the IDs in each of the blocks, ascending: the first limit
	// of each, all for 0. Empty blocks may be left out.
	Members(ctx context.Context, blocks []Key, limit int) (map[Key][]string, error)
	// Tellings returns those of ids that the index holds, with their dossiers.
	Tellings(ctx context.Context, ids []string) ([]Telling, error)
	// Links returns every link that touches one of ids, each once.
	Links(ctx context.Context, ids []string) ([]Link, error)
	// Apply takes in a change. What it changed is seen by the next call.
	Apply(ctx context.Context, c Change) error
}

// Change is what a linker asks an index to take in, in the order of the fields.
type Change struct {
	// Remove are tellings to forget, with their blocks and all of their links
	// but decisions.
	Remove []string
	// Succeed tells, for tellings that are gone for good, to which other their
	// IDs and the decisions on them lead from now on; "" for none.
	Succeed map[string]string
	// Add are new tellings, found in the blocks that [Blocks] names.
	Add []Telling
	// Unlink are tellings whose links go, but for decisions.
	Unlink []string
	// Undecide are decisions that are taken back.
	Undecide []tocsin.Constraint
	// Links are added; one of the same two tellings and type is replaced, and a
	// decision takes the place of any other on the same two.
	Links []Link
	// Dissolve are the IDs of dossiers that are no more.
	Dissolve []string
	// Dossiers replace those of their IDs, and hold their members from now on.
	Dossiers []tocsin.Dossier
}

// LinkType says what a link means.
type LinkType uint8

// The types of link.
const (
	// Same: A and B tell one incident, by the score.
	Same LinkType = iota
	// Part: A sums up several incidents, and B is one of them.
	Part
	// Together and Apart are decisions: A and B tell one incident, or two.
	Together
	Apart
)

// Link joins two tellings. A is the smaller ID, but for a Part the one that sums up.
type Link struct {
	A, B string
	Type LinkType
	// Score in [0,1] is the scorer's, 1 for a decision.
	Score float64
}

func (l Link) decided() bool { return l.Type == Together || l.Type == Apart }

// other returns the end of the link that is not id.
func (l Link) other(id string) string {
	if l.A == id {
		return l.B
	}
	return l.A
}

// pair orders two IDs.
func pair(a, b string) (string, string) { return min(a, b), max(a, b) }

// Batch is what a store hands over to be linked in one transaction.
type Batch struct {
	Index   Index
	Reports []Filed
	// Before are the tellings that the articles had.
	Before []string
	// Again is true where one of them was linked before, so that IDs may come to
	// lead elsewhere than they did.
	Again bool
	Lead  Lead
}

// Filed is a record as a store holds it.
type Filed struct {
	Record tocsin.Record
	// Story names the story that the report is a version of, Group its group of near
	// copies.
	Story, Group string
	// Others are the records of the story's other versions.
	Others []tocsin.Record
}

// Lead returns the telling to which an ID leads, that of a telling which is no
// more included; the ID itself where that is none.
type Lead func(ctx context.Context, id string) (string, error)
