package resolve

import (
	"embed"

	"tocsin/internal/resolve/gazetteer"
	"tocsin/internal/rules"
	"tocsin/internal/stamp"
	"tocsin/internal/syntax"
	"tocsin/internal/text"
)

//go:embed *.go data
var files embed.FS

// Version returns the stamp of this package's code and data, and of those that
// it rests on.
func Version() string {
	return stamp.Of(files, text.Version(), rules.Version(), syntax.Version(), gazetteer.Version())
}
