package text

import (
	"embed"

	"tocsin/internal/stamp"
)

//go:embed *.go *.txt
var files embed.FS

// Version returns the stamp of this package's code and data.
func Version() string { return stamp.Of(files) }
