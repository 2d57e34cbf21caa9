// Package schema holds the pinned JSON Schema of Tocsin's record.
//
// The schema is a contract: a change that refuses what it took before, or that
// drops a field, needs a new number in its $id.
package schema

import _ "embed"

//go:embed record.schema.json
var record string

// Record returns the JSON Schema (draft 2020-12) of a record as
// [tocsin.Record] is marshalled.
func Record() string { return record }
