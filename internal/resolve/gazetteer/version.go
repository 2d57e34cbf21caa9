package gazetteer

import (
	"embed"

	"tocsin/internal/stamp"
	"tocsin/internal/text"
)

//go:embed *.go
var files embed.FS

// Version returns the stamp of the gazetteer and of the code that reads it.
func Version() string { return stamp.Of(files, stamp.Bytes(embedded), text.Version()) }
