package syntax

import (
	"embed"

	"tocsin/internal/rules"
	"tocsin/internal/stamp"
	"tocsin/internal/text"
)

//go:embed *.go data
var files embed.FS

// Version returns the stamp of this package's code and data, and of those that
// it rests on.
func Version() string { return stamp.Of(files, text.Version(), rules.Version()) }
