package link

import (
	"embed"

	"tocsin/internal/resolve/gazetteer"
	"tocsin/internal/stamp"
)

//go:embed *.go data
var files embed.FS

// Version returns the stamp of this package's code and data, and of those that
// it rests on.
func Version() string { return stamp.Of(files, gazetteer.Version()) }
