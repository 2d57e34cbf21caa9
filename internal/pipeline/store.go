package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"tocsin"
)

// Coded is a report with its record, on its way into the store.
type Coded = tocsin.Coded

// Store keeps reports and their records. It must be safe for concurrent use.
type Store interface {
	// Has reports whether the report of this hash is stored with a record made
	// by exactly these producers: then it need not be coded again.
	Has(ctx context.Context, hash string, producers []tocsin.Producer) (bool, error)
	// Put stores a batch in one transaction: all of it or, after an error or a
	// crash, nothing. A report already stored keeps its row, and its record is
	// replaced only where it differs. It returns the number of reports that
	// were new or whose record changed.
	Put(ctx context.Context, batch []tocsin.Coded) (changed int, err error)
}

// Hash returns the content hash of a report: SHA-256, in hexadecimal, of all
// that is printed in it. The ID is left out, so that the same article read from
// two files is one.
func Hash(rep tocsin.Report) string {
	rep.ID = ""
	b, err := json.Marshal(rep)
	if err != nil {
		// A Report holds strings and a day only: marshalling it cannot fail.
		panic(fmt.Sprintf("hash of a report: %v", err))
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
