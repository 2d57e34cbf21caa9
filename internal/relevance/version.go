package relevance

import (
	"embed"

	"tocsin/internal/linear"
	"tocsin/internal/rules"
	"tocsin/internal/stamp"
	"tocsin/internal/text"
)

//go:embed *.go
var files embed.FS

// Version returns the stamp of the gate: its code, its model and what they rest on.
func Version() string {
	return stamp.Of(files, text.Version(), rules.Version(), linear.Version())
}
