package assess

import (
	"embed"

	"tocsin/internal/link"
	"tocsin/internal/stamp"
)

//go:embed *.go *.txt
var files embed.FS

// Version returns the stamp of this package's code and data, and of those that
// it rests on.
func Version() string { return stamp.Of(files, link.Version()) }
