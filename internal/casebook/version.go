package casebook

import (
	"embed"

	"tocsin/internal/assess"
	"tocsin/internal/link"
	"tocsin/internal/review"
	"tocsin/internal/stamp"
)

//go:embed *.go
var files embed.FS

// Version returns the stamp of this package's code, and of those that it rests on.
func Version() string {
	return stamp.Of(files, assess.Version(), link.Version(), review.Version())
}
