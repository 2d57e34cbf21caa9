package review

import (
	"embed"

	"tocsin/internal/stamp"
)

//go:embed *.go
var files embed.FS

// Version returns the stamp of this package's code.
func Version() string { return stamp.Of(files) }
