package read

import (
	"embed"

	"tocsin/internal/corpus"
	"tocsin/internal/stamp"
	"tocsin/internal/text/encoding"
)

//go:embed *.go data
var files embed.FS

// Version returns the stamp of all that shapes a report, but for the libraries.
func Version() string { return stamp.Of(files, corpus.Version(), encoding.Version()) }
