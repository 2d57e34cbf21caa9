package extract

import (
	"embed"

	"tocsin/internal/linear"
	"tocsin/internal/resolve"
	"tocsin/internal/rules"
	"tocsin/internal/stamp"
	"tocsin/internal/syntax"
	"tocsin/internal/text"
)

//go:embed *.go
var files embed.FS

// Version returns the stamp of all that shapes a record: this package's code and
// the code and data of those that it rests on. It takes some 20 ms.
func Version() string {
	return stamp.Of(files, text.Version(), rules.Version(), syntax.Version(), resolve.Version(), linear.Version())
}
